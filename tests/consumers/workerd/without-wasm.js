import { init } from 'wechat-mobile-bind'

export default {
  async fetch() {
    const error = await init().catch((reason) => reason)
    return new Response(`${error.code}: ${error.message}`)
  },
}
