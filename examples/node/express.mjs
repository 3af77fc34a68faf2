// express.mjs
import express from 'express'
import { bind, refusal } from './sign-in.mjs'

const app = express()
// Behind a proxy of your own, with its address: app.set('trust proxy', '10.0.0.1'). Without it `ip` is the proxy's.
app.use(express.json({ limit: '32kb' }))
app.post('/bind', async (request, response) => {
  const { shown, cookie } = await bind(request.body, request.get('user-agent'), request.ip)
  if (cookie) response.set('set-cookie', cookie)
  response.json(shown)
})
// Express knows a handler of errors by its four parameters.
app.use((error, request, response, next) => {
  const [status, body] = refusal(error)
  response.status(status).json(body)
})
app.listen(process.env.PORT ?? 3000)
