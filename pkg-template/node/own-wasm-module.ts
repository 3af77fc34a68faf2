// Bundlers for servers and tracers of files recognise this expression, and take the file along.

import { readFile } from 'node:fs/promises'

export const readOwnWasm = () => readFile(new URL('./wechat_mobile_bind.wasm', import.meta.url))
