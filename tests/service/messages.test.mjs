// The rest of a sign-in, asked in memory: the puzzle, the message, the bind by its code, and the second factor.

import assert from 'node:assert/strict'
import { test } from 'node:test'
import { inflateSync } from 'node:zlib'
import {
  BIND,
  BIND_BY_CODE,
  CAPTCHA,
  Caller,
  DOORS,
  EMAIL,
  LOGIN,
  MAIL,
  MFA_SMS,
  MOBILE,
  MOBILE_BY_TOKEN,
  REGISTER_BY_CODE,
  refused,
  SMS,
  SUCCESS,
  stranger,
  TWO_FACTORS,
  VERIFY,
} from './doors.mjs'

const door = await DOORS['in memory']()
const caller = new Caller(door)

/** @param {object} members */
const verify = (members) => caller.ask(VERIFY, { members })
/** @param {object} members */
const sendSms = (members) => caller.ask(SMS, { members })

test('a puzzle is a picture with a hole, and the piece that fills it', async () => {
  const { status, reply } = await caller.ask(CAPTCHA)
  assert.equal(status, 200)
  assert.deepEqual(Object.keys(reply), ['token', 'originalImageBase64', 'jigsawImageBase64', 'secretKey'])
  assert.match(reply.token, /^[0-9a-f]{64}$/)
  assert.equal(reply.secretKey, null)
  const [original, jigsaw] = [pixels(reply.originalImageBase64), pixels(reply.jigsawImageBase64)]
  assert.deepEqual([original.width, original.height, jigsaw.width, jigsaw.height], [310, 155, 47, 155])
  // Where the piece is, the picture is darker by the same step; the piece's own edge is one colour.
  const { x } = (await door.captchas()).find(({ token }) => token === reply.token) ?? { x: Number.NaN }
  const steps = new Set()
  let size = 0
  for (let row = 0; row < 155; row++) {
    for (let column = 0; column < 47; column++) {
      const piece = jigsaw.at(column, row)
      if (piece === 0) continue
      size++
      if (piece !== 15) steps.add(original.at(column + x, row) - piece)
    }
  }
  assert.deepEqual([...steps], [7])
  assert.ok(size > 1000, `the piece has ${size} pixels`)
})

test('puzzles are the same for every service, one after the other, and differ from each other', async () => {
  const open = DOORS['in memory']
  const [one, other] = [await open(), await open()]
  const draw = async (/** @type {typeof one} */ door) => (await new Caller(door).ask(CAPTCHA)).reply.originalImageBase64
  const [first, second] = [await draw(one), await draw(one)]
  assert.deepEqual([await draw(other), await draw(other)], [first, second])
  assert.notEqual(first, second)
})

test('a piece may be left 5 pixels beside its place', async () => {
  for (const beside of [-5, 0, 4.9]) {
    const members = await caller.answer(MOBILE, beside)
    const { status, reply } = await verify(members)
    assert.deepEqual([status, reply], [200, { captcha_token: `${members.token}---${members.point_json}` }])
  }
  for (const beside of [-5.5, 5.5])
    assert.deepEqual((await verify(await caller.answer(MOBILE, beside))).outcome, refused('CAPTCHA.0002'))
})

test('a puzzle takes one answer, right or wrong', async () => {
  for (const beside of [0, 40]) {
    const members = await caller.answer(MOBILE)
    await verify({ ...(await caller.answer(MOBILE, beside)), token: members.token })
    assert.deepEqual((await verify(members)).outcome, refused('CAPTCHA.0002'), `${beside}`)
  }
})

test('an answer is written as the interface has it, and another one leaves the puzzle open', async () => {
  const members = await caller.answer(MOBILE)
  const x = JSON.parse(members.point_json).x
  for (const point of [`{"x":${x},"y":5}`, `{"y":5.0,"x":${x}.0}`, `{"x":"${x}","y":5.0}`, '{"x":1e2,"y":5.0}', 'x']) {
    const { outcome, reply } = await verify({ ...members, point_json: point })
    const message = 'a required parameter is missing or wrong: point_json'
    assert.deepEqual([outcome, reply.error_msg], [refused('COMMON.1001'), message], point)
  }
  assert.equal((await verify(members)).status, 200)
})

test('a captcha token sends one message, to its recipient alone', async () => {
  const captcha_token = await caller.solve(MOBILE)
  const members = { mobile: MOBILE, type: 'BIND_MOBILE_SMS', captcha_token }
  const count = (await door.messages()).length
  assert.deepEqual((await sendSms({ ...members, mobile: '13900139000' })).outcome, refused('CAPTCHA.0002'))
  assert.deepEqual((await sendSms({ ...members, captcha_token: `${captcha_token} ` })).outcome, refused('CAPTCHA.0002'))
  assert.equal((await door.messages()).length, count)
  const { status, text } = await sendSms(members)
  assert.deepEqual([status, text], [200, ''])
  assert.deepEqual((await sendSms(members)).outcome, refused('CAPTCHA.0002'))
  const messages = (await door.messages()).slice(count)
  assert.equal(messages.length, 1)
  assert.deepEqual([messages[0].to, messages[0].type], [MOBILE, 'BIND_MOBILE_SMS'])
  assert.match(messages[0].code, /^\d{6}$/)
})

test('a message has an address and a purpose that the interface knows, or the captcha token stays good', async () => {
  for (const [path, to, member, types, wrong] of /** @type {[string, string, string, string[], string[]][]} */ ([
    [SMS, MOBILE, 'mobile', ['BIND_MOBILE_SMS', 'REGISTER_SMS', 'MFA_AUTH_SMS'], ['BIND_EMAIL_EMS', 'LOGIN_SMS']],
    [EMAIL, MAIL, 'email', ['BIND_EMAIL_EMS', 'REGISTER_EMS', 'MFA_AUTH_EMS'], ['BIND_MOBILE_SMS', 'x']],
  ])) {
    for (const type of types) {
      const captcha_token = await caller.solve(to)
      for (const other of wrong) {
        const { reply } = await caller.ask(path, { members: { [member]: to, type: other, captcha_token } })
        assert.equal(reply.error_msg, 'a required parameter is missing or wrong: type')
      }
      for (const other of ['1380013800', 'zhang.wei', '13800138000 ']) {
        const { reply } = await caller.ask(path, { members: { [member]: other, type, captcha_token } })
        assert.equal(reply.error_msg, `a required parameter is missing or wrong: ${member}`)
      }
      assert.equal((await caller.ask(path, { members: { [member]: to, type, captcha_token } })).status, 200)
    }
  }
})

for (const [path, sms, email] of [
  [BIND_BY_CODE, 'BIND_MOBILE_SMS', 'BIND_EMAIL_EMS'],
  [REGISTER_BY_CODE, 'REGISTER_SMS', 'REGISTER_EMS'],
]) {
  test(`a verification code binds to the account of its recipient: ${path}`, async () => {
    for (const [recipient, to, type] of /** @type {[object, string, string][]} */ ([
      [{ mobile: MOBILE }, MOBILE, sms],
      [{ email: MAIL }, MAIL, email],
    ])) {
      const user = stranger()
      const members = { ...recipient, verify_code: await caller.codeFor(to, type) }
      const { outcome, reply } = await caller.ask(path, { stateToken: await caller.stateToken(user), members })
      assert.deepEqual(outcome, SUCCESS)
      assert.deepEqual(Object.keys(reply), ['status', 'expire', 'session_token', 'id_token'])
      assert.equal(profile(reply).name, '张伟')
      assert.equal(profile((await caller.call(LOGIN, user)).reply).name, '张伟', 'the user is known from then on')
    }
  })

  test(`a verification code is good once, and a wrong one uses nothing: ${path}`, async () => {
    const stateToken = await caller.stateToken()
    const verify_code = await caller.codeFor(MOBILE, sms)
    const bind = (/** @type {object} */ members, token = stateToken) =>
      caller.ask(path, { stateToken: token, members: { mobile: MOBILE, verify_code, ...members } })
    assert.deepEqual((await bind({ verify_code: '000000' })).outcome, refused('CAPTCHA.0007'))
    assert.deepEqual((await bind({ mobile: '13900139000' })).outcome, refused('CAPTCHA.0007'))
    const both = await bind({ email: MAIL })
    assert.deepEqual(both.outcome, refused('COMMON.1001'), 'a mobile number and a mail address')
    assert.deepEqual((await bind({})).outcome, SUCCESS)
    assert.deepEqual((await bind({})).outcome, refused('COMMON.1007'), 'the state token is used')
    assert.deepEqual((await bind({}, await caller.stateToken())).outcome, refused('CAPTCHA.0007'))
  })

  test(`a verification code is good for its purpose alone: ${path}`, async () => {
    const stateToken = await caller.stateToken()
    for (const type of ['BIND_MOBILE_SMS', 'REGISTER_SMS', 'MFA_AUTH_SMS'].filter((type) => type !== sms)) {
      const members = { mobile: MOBILE, verify_code: await caller.codeFor(MOBILE, type) }
      assert.deepEqual((await caller.ask(path, { stateToken, members })).outcome, refused('CAPTCHA.0007'), type)
    }
  })
}

test('a new message takes the place of the one before it', async () => {
  const [stateToken, old] = [await caller.stateToken(), await caller.codeFor(MOBILE, 'BIND_MOBILE_SMS')]
  const verify_code = await caller.codeFor(MOBILE, 'BIND_MOBILE_SMS')
  const bind = (/** @type {string} */ code) =>
    caller.ask(BIND_BY_CODE, { stateToken, members: { mobile: MOBILE, verify_code: code } })
  assert.deepEqual((await bind(old)).outcome, refused('CAPTCHA.0007'))
  assert.deepEqual((await bind(verify_code)).outcome, SUCCESS)
})

test('a recipient whom nobody knows is refused by a bind, and registered by the other', async () => {
  for (const [recipient, to, bind, register, known] of /** @type {[object, string, string, string, object][]} */ ([
    [{ mobile: '15500155111' }, '15500155111', 'BIND_MOBILE_SMS', 'REGISTER_SMS', { mobile: '15500155111' }],
    [{ email: 'li@example.com' }, 'li@example.com', 'BIND_EMAIL_EMS', 'REGISTER_EMS', { email: 'li@example.com' }],
  ])) {
    const stateToken = await caller.stateToken()
    const ask = async (/** @type {string} */ path, /** @type {string} */ type) =>
      caller.ask(path, { stateToken, members: { ...recipient, verify_code: await caller.codeFor(to, type) } })
    assert.deepEqual((await ask(BIND_BY_CODE, bind)).outcome, refused('COMMON.1013'))
    const { reply } = await ask(REGISTER_BY_CODE, register)
    assert.deepEqual(profile(reply), { userName: `u${to}`, name: '新用户', ...known })
  }
})

test('a user with a second factor is asked for it by the login, and by a bind', async () => {
  const { mobile, user } = TWO_FACTORS
  const stateToken = await caller.stateToken()
  const verify_code = await caller.codeFor(mobile, 'BIND_MOBILE_SMS')
  for (const { outcome, reply } of [
    await caller.call(LOGIN, user),
    await caller.call(BIND, mobile),
    await caller.ask(BIND_BY_CODE, { stateToken, members: { mobile, verify_code } }),
  ]) {
    assert.deepEqual(
      [outcome, Object.keys(reply)],
      [
        [200, 'MFA_AUTH'],
        ['status', 'state_token'],
      ],
    )
    assert.deepEqual((await caller.ask(MOBILE_BY_TOKEN, { stateToken: reply.state_token })).reply, { mobile })
    const members = { mobile, verify_code: await caller.codeFor(mobile, 'MFA_AUTH_SMS') }
    const factor = await caller.ask(MFA_SMS, { stateToken: reply.state_token, members })
    assert.deepEqual([factor.outcome, profile(factor.reply).name], [SUCCESS, '李强'])
  }
})

test('a second factor is the code sent to the user’s own number, once', async () => {
  const { mobile, user } = TWO_FACTORS
  const stateToken = await caller.stateToken(user)
  const factor = (/** @type {object} */ members) => caller.ask(MFA_SMS, { stateToken, members })
  const verify_code = await caller.codeFor(mobile, 'MFA_AUTH_SMS')
  assert.deepEqual((await factor({ mobile, verify_code: '000000' })).outcome, refused('CAPTCHA.0007'))
  const other = { mobile: MOBILE, verify_code: await caller.codeFor(MOBILE, 'MFA_AUTH_SMS') }
  assert.equal((await factor(other)).reply.error_msg, 'a required parameter is missing or wrong: mobile')
  assert.deepEqual((await factor({ mobile, verify_code })).outcome, SUCCESS)
  const again = { mobile, verify_code: await caller.codeFor(mobile, 'MFA_AUTH_SMS') }
  assert.deepEqual((await factor(again)).outcome, refused('COMMON.1007'), 'the state token is used')
})

test('a state token is good for its own step alone', async () => {
  const factor = await caller.stateToken(TWO_FACTORS.user)
  assert.deepEqual((await caller.call(BIND, MOBILE, { stateToken: factor })).outcome, refused('COMMON.1007'))
  const bind = await caller.stateToken()
  assert.deepEqual((await caller.ask(MOBILE_BY_TOKEN, { stateToken: bind })).outcome, refused('COMMON.1007'))
})

test('the second factor of a scenario is the first user’s', async () => {
  const { reply } = await caller.call(LOGIN, 'sandbox-status-mfa-auth')
  const stateToken = reply.state_token
  assert.deepEqual((await caller.ask(MOBILE_BY_TOKEN, { stateToken })).reply, { mobile: MOBILE })
  const members = { mobile: MOBILE, verify_code: await caller.codeFor(MOBILE, 'MFA_AUTH_SMS') }
  assert.deepEqual((await caller.ask(MFA_SMS, { stateToken, members })).outcome, SUCCESS)
})

test('a verification code can name a scenario, any number of times', async () => {
  const stateToken = await caller.stateToken()
  const members = { mobile: MOBILE, verify_code: 'sandbox-error-captcha-0007' }
  for (let times = 0; times < 2; times++)
    assert.deepEqual((await caller.ask(BIND_BY_CODE, { stateToken, members })).outcome, refused('CAPTCHA.0007'))
  const wrong = { ...members, verify_code: 'sandbox-error-captcha-0006' }
  assert.deepEqual((await caller.ask(BIND_BY_CODE, { stateToken, members: wrong })).outcome, refused('COMMON.1001'))
})

test('a scenario that is set for a call answers it once, and what was set before is replaced', async () => {
  await door.next({ captcha: 'sandbox-fault-html-502', login: 'sandbox-error-login-1003' })
  await door.next({ captcha: 'sandbox-fault-html-502', sendSms: 'sandbox-error-captcha-0006' })
  assert.deepEqual((await caller.call(LOGIN, 'wangfang')).outcome, SUCCESS)
  assert.equal((await caller.ask(CAPTCHA)).status, 502)
  const captcha_token = await caller.solve(MOBILE)
  const members = { mobile: MOBILE, type: 'BIND_MOBILE_SMS', captcha_token }
  assert.deepEqual((await sendSms(members)).outcome, refused('CAPTCHA.0006'))
  assert.equal((await sendSms(members)).status, 200)
  await door.next({ login: 'sandbox-error-login-1003' })
  await door.next({})
  assert.deepEqual((await caller.call(LOGIN, 'wangfang')).outcome, SUCCESS)
})

test('a verification code is used by a request whose answer was set', async () => {
  const stateToken = await caller.stateToken()
  const members = { mobile: MOBILE, verify_code: await caller.codeFor(MOBILE, 'BIND_MOBILE_SMS') }
  await door.next({ bindByCode: 'sandbox-fault-html-502' })
  assert.equal((await caller.ask(BIND_BY_CODE, { stateToken, members })).status, 502)
  assert.deepEqual((await caller.ask(BIND_BY_CODE, { stateToken, members })).outcome, refused('CAPTCHA.0007'))
})

/** @param {any} reply */
const profile = ({ id_token: token }) =>
  JSON.parse(JSON.parse(String(Buffer.from(token.split('.')[1], 'base64url'))).api)

/**
 * A PNG of 16 colours, read chunk by chunk.
 *
 * @param {string} base64
 */
function pixels(base64) {
  const file = Buffer.from(base64, 'base64')
  assert.equal(file.toString('base64'), base64, 'base64 with its padding')
  assert.equal(file.toString('latin1', 0, 8), '\x89PNG\r\n\x1a\n')
  /** @type {Record<string, Buffer>} */
  const chunks = {}
  for (let start = 8; start < file.length; ) {
    const length = file.readUInt32BE(start)
    chunks[file.toString('latin1', start + 4, start + 8)] = file.subarray(start + 8, start + 8 + length)
    start += length + 12
  }
  const [width, height] = [chunks.IHDR.readUInt32BE(0), chunks.IHDR.readUInt32BE(4)]
  assert.deepEqual([...chunks.IHDR.subarray(8)], [4, 3, 0, 0, 0])
  const rows = inflateSync(chunks.IDAT)
  const perRow = 1 + Math.ceil(width / 2)
  return {
    width,
    height,
    at(/** @type {number} */ x, /** @type {number} */ y) {
      const two = rows[y * perRow + 1 + (x >> 1)]
      return x % 2 ? two & 15 : two >> 4
    },
  }
}
