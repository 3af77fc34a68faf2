// The package's api over the boundary of a wasm that is there already: the entry's work, less the loading.

import { createClient } from '../pkg-template/client.js'
import { createCore } from '../pkg-template/core.js'
import { BindError } from '../pkg-template/errors.js'
import { decodeIdToken, displayRows, isExpired } from '../pkg-template/identity.js'
import { createMemory } from '../pkg-template/memory.js'
import { decode, encodeInto } from '../pkg-template/web-utf8.js'

export function api(glue, wasmMemory) {
  const memory = createMemory(() => wasmMemory.buffer, decode, encodeInto)
  // The package hands these to the glue by name; here they are globals.
  const [toNumber, writeNumber, writeLocalTime] = memory.imports
  Object.assign(globalThis, { toNumber, writeNumber, writeLocalTime })
  const core = createCore(glue, memory, () => {})
  const host = { withCore: (run) => run(core), loaded: () => core, defaults: {} }
  return {
    createClient: (config) => createClient(config, host),
    decodeIdToken: (token) => decodeIdToken(core, token),
    displayRows: (identity, options) => displayRows(core, identity, options),
    isExpired,
    BindError,
  }
}

/** Binds by the browser's own fetch. */
export const bindByFetch = (api, config, params) => api.createClient({ ...config, fetch }).bind(params)
