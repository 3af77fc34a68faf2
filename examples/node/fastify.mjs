// fastify.mjs
import Fastify from 'fastify'
import { bind, refusal } from './sign-in.mjs'

// Behind a proxy of your own, with its address: Fastify({ trustProxy: '10.0.0.1', … }). Without it `ip` is the proxy's.
const app = Fastify({ bodyLimit: 32 * 1024 })
app.post('/bind', async (request, reply) => {
  const { shown, cookie } = await bind(request.body, request.headers['user-agent'], request.ip)
  if (cookie) reply.header('set-cookie', cookie)
  return shown
})
app.setErrorHandler((error, request, reply) => {
  const [status, body] = refusal(error)
  return reply.code(status).send(body)
})
await app.listen({ port: Number(process.env.PORT ?? 3000), host: '0.0.0.0' })
