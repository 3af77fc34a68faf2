import { createClient, displayRows, phoneCode } from 'wechat-mobile-bind'

Page({
  data: { outcome: '' },

  async onLoad({ config, event, stateToken }) {
    try {
      const client = await createClient(JSON.parse(config))
      const result = await client.bind({ wechatCode: phoneCode(JSON.parse(event)), stateToken })
      this.setData({ outcome: `${result.status} ${displayRows(result.identity)[0].value}` })
    } catch (error) {
      this.setData({ outcome: String(error.code || error) })
    }
  },
})
