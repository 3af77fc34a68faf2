// session.mjs
import { randomUUID } from 'node:crypto'
import express from 'express'
import { verify } from './verify.mjs'

const sessions = new Map() // put a store of your own here, whose entries expire
const app = express().use(express.json({ limit: '32kb' }))

app.post('/session', async (request, response) => {
  const { id, profile } = await verify(String(request.body?.idToken))
  const session = randomUUID()
  sessions.set(session, id)
  response.json({ session, profile })
})

app.get('/me', (request, response) => {
  const user = sessions.get(request.get('authorization')?.replace('Bearer ', ''))
  if (!user) return response.sendStatus(401)
  response.json({ user })
})

app.use((error, request, response, next) => {
  if (error.type) return response.sendStatus(error.status) // from express.json(): the message quotes the body
  console.error(error.stack) // no more: an error of jose also has the claims
  const isTokenWrong = /^ERR_(JW[ST]|JOSE_ALG|JWKS_NO)_/.test(error.code)
  response.status(isTokenWrong ? 401 : 500).json({ code: isTokenWrong ? error.code : 'FAILED' })
})
app.listen(process.env.PORT ?? 3000)
