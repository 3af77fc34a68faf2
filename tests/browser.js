// The package's api over the boundary of a wasm that is there already: the entry's work, less the loading.

import { createClient } from '../pkg-template/client.js'
import { createCore } from '../pkg-template/core.js'
import { BindError } from '../pkg-template/errors.js'
import { decodeIdToken, displayRows, isExpired } from '../pkg-template/identity.js'
import * as imports from '../pkg-template/imports.js'

/** The package hands these to the glue by name; here they are globals. */
Object.assign(globalThis, imports, { toNumber: Number })

export function api(glue) {
  const core = createCore(glue, () => {})
  const host = { current: () => core, ready: () => core, loaded: () => core, defaults: {}, explain: (error) => error }
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
