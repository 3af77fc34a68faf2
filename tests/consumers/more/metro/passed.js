import { show } from '../../show.mjs'
import { signIn } from '../../sign-in.mjs'

show((origin) => signIn(origin, { wasm: 'wechat_mobile_bind.wasm' }))
