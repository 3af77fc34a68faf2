import type { WasmSource } from './index.js'

/** What a bundler makes of the wasm: its address, its bytes or a compiled module. Pass it to `createClient` or `init` as `wasm`. */
declare const wasm: WasmSource
export default wasm
