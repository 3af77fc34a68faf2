import * as ours from 'wechat-mobile-bind'
import * as hand from './peers/hand-written.js'
import * as base from './node_modules/base-pkg/node.mjs'
import * as jose from 'jose'
import { cases } from './cases.mjs'
import { rounds, calls, promises } from './rounds.js'
const med = (a) => [...a].sort((x, y) => x - y)[a.length >> 1]
await ours.init(); await base.init()
const opt = { rounds: 25, milliseconds: 10, warmUp: 300, now: () => performance.now() }
const show = (title, s, ref) => console.log(title, Object.entries(s).map(([n, v]) => `${n} ${med(v).toFixed(2)}us x${med(v.map((t, i) => t / s[ref][i])).toFixed(2)}`).join(' | '))
for (const kind of ['1 kB ASCII', '1 kB Chinese']) {
  const t = cases.decode[kind]
  show(kind, await rounds({ ours: calls((c) => ours.decodeIdToken(t[c % 16].token)), base: calls((c) => base.decodeIdToken(t[c % 16].token)), jose: calls((c) => jose.decodeJwt(t[c % 16].token)) }, opt), 'jose')
}
const { config, params, reply } = cases.bind
const fetch = async () => ({ status: 200, text: async () => reply })
const c1 = await ours.createClient({ ...config, fetch }), c2 = await base.createClient({ ...config, fetch }), c3 = await hand.createClient({ ...config, fetch })
const s = await rounds({ fetch: promises(() => fetch().then((r) => r.text())), ours: promises(() => c1.bind(params)), base: promises(() => c2.bind(params)), hand: promises(() => c3.bind(params)) }, opt)
for (const n of ['ours', 'base', 'hand']) s[n] = s[n].map((v, i) => v - s.fetch[i])
show('bind-fetch', s, 'hand')
