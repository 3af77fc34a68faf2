import { Text } from '@tarojs/components'
import Taro, { useLoad } from '@tarojs/taro'
import { createClient, displayRows, phoneCode } from 'wechat-mobile-bind/miniprogram'

const wasm = '/assets/wechat_mobile_bind.wasm.br'

export default function Index() {
  useLoad(async ({ config, event, stateToken }) => {
    const say = (title) => Taro.setNavigationBarTitle({ title })
    try {
      const client = await createClient({ ...JSON.parse(config), wasm })
      const result = await client.bind({ wechatCode: phoneCode(JSON.parse(event)), stateToken })
      say(`${result.status} ${displayRows(result.identity)[0].value}`)
    } catch (error) {
      say(`${error.code ?? error}`)
    }
  })
  return <Text>…</Text>
}
