// A mini program of one function, to try the package from inside.

import { launch } from './mini-program.mjs'

/**
 * @import { Program } from './mini-program.mjs'
 * @import { Files, LaunchOptions, Probe } from './types.js'
 */

const PAGE = 'pages/probe'

// What an error is, as far as JSON can tell.
const DESCRIBE = `(error) => error && typeof error === 'object' ? Object.assign({ isError: error instanceof Error, name: error.name,
  code: error.code, delivery: error.delivery, message: error.message }, error.issues && { issues: error.issues },
  error.errMsg !== undefined && { errMsg: error.errMsg, errno: error.errno }, error.cause && { cause: describe(error.cause) }) : String(error)`

/**
 * What `run(api, given)` answers in a mini program that has the package's files, as `{ value }` or `{ error }`, beside the
 * program. `run` crosses as its text, so it uses nothing from around it, and the syntax of old engines.
 *
 * @param {{ after(end: () => Promise<void>): void }} t
 * @param {Files} npm
 * @param {(...args: Parameters<Probe>) => unknown} run
 * @param {LaunchOptions & { given?: unknown, files?: [string, string | Uint8Array][], patience?: number }} options
 * @returns {Promise<{ value?: any, error?: any, program: Program }>}
 */
export async function probe(t, npm, run, { given, files = [], patience, ...options } = {}) {
  const script = `const describe = ${DESCRIBE}
    Page({ data: {}, onLoad() {
      const page = this
      new Promise((resolve) => resolve((${run})(require('wechat-mobile-bind/miniprogram'), ${JSON.stringify(given)}, require)))
        .then((value) => page.setData({ answer: { value } }), (error) => page.setData({ answer: { error: describe(error) } }))
    } })`
  const program = await launch(new Map([...npm, ['app.js', 'App({})'], [`${PAGE}.js`, script], ...files]), {
    page: PAGE,
    ...options,
  })
  t.after(() => program.close())
  const answer = await program.until(() => program.seen.data?.answer, 'the answer of the probe', patience)
  return { ...answer, program }
}
