// A message with a verification code: its recipient, the puzzle before it, and the message itself.

import { read } from '../../src/wasm/get.js'
import type { SignInState } from '../shipped/miniprogram.cjs'
import { type Attempt, newMessage, type Recipient } from './attempt.js'
import type { Flow } from './flow.js'
import { type Failure, textOf } from './outcome.js'
import { type Purpose, purposeIn } from './purpose.js'

const png = (answer: unknown, name: string) => `data:image/png;base64,${textOf(answer, name)}`

const puzzleOf = (answer: unknown) => ({
  token: textOf(answer, 'token'),
  pictures: { original: png(answer, 'originalImageBase64'), jigsaw: png(answer, 'jigsawImageBase64') },
})

type Way = Recipient['way']

/** What the user entered: anything. */
function entered(given: unknown): { way: Way; address: unknown } | undefined {
  if (Object(given) !== given) return undefined
  const email = read(given, 'email')
  return email == null ? { way: 'mobile', address: read(given, 'mobile') } : { way: 'email', address: email }
}

const senderOf = ({ way }: Recipient) => (way === 'email' ? 'sendEmail' : 'sendSms')

export function createMessages(flow: Flow) {
  /** The recipient, if the client takes it: nobody should solve a puzzle in vain, for a number that is mistyped. */
  async function recipientOf(attempt: Attempt, way: Way, address: unknown): Promise<Recipient | undefined> {
    const check = (shown: unknown) => ({ way, address: address as string, shown: String(shown) })
    const outcome = await flow.call(attempt, 'maskRecipient', [{ [way]: address }], check)
    if (outcome?.failure) flow.fail(attempt, outcome.failure)
    return outcome?.answer
  }

  /** The number to which the service sends the code of a second factor. */
  async function ownNumber(attempt: Attempt, stateToken: string): Promise<Recipient | undefined> {
    const outcome = await flow.call(attempt, 'mobileByToken', [{ stateToken }], (answer) => textOf(answer, 'mobile'))
    if (outcome?.failure) flow.fail(attempt, outcome.failure)
    return outcome && !outcome.failure ? recipientOf(attempt, 'mobile', outcome.answer) : undefined
  }

  async function request(attempt: Attempt, purpose: Purpose, given: unknown): Promise<void> {
    const stateToken = await flow.stateToken(attempt, purpose.next)
    if (stateToken === undefined) return
    flow.show(attempt, purpose.step, true)
    const known = attempt.message.recipient
    const isOwn = purpose.step === 'second-factor'
    const wanted = (!isOwn && entered(given)) || known
    if (!wanted || wanted.way !== known?.way || wanted.address !== known.address) {
      const recipient = isOwn
        ? await ownNumber(attempt, stateToken)
        : await recipientOf(attempt, wanted?.way || 'mobile', wanted?.address)
      if (!recipient) return
      attempt.message = newMessage(recipient)
    }
    // Otherwise the last puzzle was solved, but no message has left.
    if (attempt.message.captchaToken === undefined) await loadPuzzle(attempt)
    else await send(attempt, purpose)
  }

  /** Shows a new puzzle, and what became of the last one. */
  async function loadPuzzle(attempt: Attempt, last?: Failure): Promise<void> {
    const { message } = attempt
    message.puzzle = undefined
    const outcome = await flow.call(attempt, 'captcha', [{}], puzzleOf)
    if (!outcome) return
    if (outcome.failure) return flow.fail(attempt, outcome.failure)
    message.puzzle = outcome.answer
    flow.show(attempt, flow.state.step, false, last?.shown)
  }

  async function solve(attempt: Attempt, purpose: Purpose, x: unknown): Promise<void> {
    const { message } = attempt
    const { puzzle, recipient } = message
    if (!puzzle || !recipient) return
    // It has only one answer.
    message.puzzle = undefined
    flow.show(attempt, purpose.step, true)
    const params = { token: puzzle.token, x, sender: recipient.address }
    const outcome = await flow.call(attempt, 'verifyCaptcha', [params], (answer) => textOf(answer, 'captchaToken'))
    if (!outcome) return
    const { answer, failure } = outcome
    if (!failure) {
      message.captchaToken = answer
      return send(attempt, purpose)
    }
    if (failure.shown.delivery === 'not-sent') message.puzzle = puzzle
    const isWrong = failure.next === 'captcha'
    flow.fail(attempt, failure, isWrong)
    if (isWrong) await loadPuzzle(attempt, failure)
  }

  async function send(attempt: Attempt, purpose: Purpose): Promise<void> {
    const { message } = attempt
    const { recipient, captchaToken } = message
    if (!recipient || captchaToken === undefined) return
    const at = Date.now()
    const params = { [recipient.way]: recipient.address, purpose: purpose.name, captchaToken }
    const outcome = await flow.call(attempt, senderOf(recipient), [params], () => true)
    if (!outcome) return
    const { failure } = outcome
    if (failure?.shown.delivery !== 'not-sent') {
      message.captchaToken = undefined
      // A message that was refused was not sent; one whose reply is lost may have been.
      if (failure?.shown.code !== 'REFUSED') message.sent = { at, codes: new Set() }
    }
    if (failure) flow.fail(attempt, failure)
    else flow.show(attempt, purpose.step, false)
  }

  return {
    requestCode: (recipient: unknown): Promise<SignInState> =>
      flow.tap(() => {
        const purpose = purposeIn(flow)
        return purpose && ((attempt) => request(attempt, purpose, recipient))
      }),

    solveCaptcha: (x: unknown): Promise<SignInState> =>
      flow.tap(() => {
        const purpose = purposeIn(flow)
        return purpose && flow.current.message.puzzle && ((attempt) => solve(attempt, purpose, x))
      }),
  }
}
