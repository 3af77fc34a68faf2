// esbuild leaves `new URL(…, import.meta.url)` alone: the file is imported, and its address handed over.
import wasm from 'wechat-mobile-bind/wechat_mobile_bind.wasm'
import { show } from '../show.mjs'
import { signIn } from '../sign-in.mjs'

show((origin) => signIn(origin, { wasm: new URL(wasm, import.meta.url) }))
