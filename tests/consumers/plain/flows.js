// The sign-in of the mini program's entry with a client of the browser's: every failure that the conformance suite knows.
import { flows } from '../../conformance/flows.js'
import * as api from '../node_modules/wechat-mobile-bind/web.js'

const { createSignIn } = globalThis.module.exports
const outcomes = await Promise.all(
  flows.map(({ name, run }) => run({ ...api, createSignIn }).catch((error) => `${name}: ${error.message}`)),
).catch((error) => [String(error)])
document.title = outcomes.find(Boolean) ?? `${flows.length} sign-ins`
