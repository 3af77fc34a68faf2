import * as ours from 'wechat-mobile-bind'
import { cases } from './cases.mjs'
await ours.init()
const t = cases.decode['1 kB ASCII']
if (process.argv[2]==='d') for (let i=0;i<400000;i++) ours.decodeIdToken(t[i%16].token)
else { const { config, params, reply } = cases.bind
const fetch = async () => ({ status: 200, text: async () => reply })
const c = await ours.createClient({ ...config, fetch }); for (let i=0;i<60000;i++) await c.bind(params) }
