// The puzzles before a message, and what solving one is good for.

import type { FakeCaptcha } from '../shipped/testing.js'
import { drawPuzzle } from './puzzle.js'
import { Refusal } from './refusal.js'
import type { Reply } from './reply.js'
import { token } from './token.js'

/** How far beside its place the piece may be left, in pixels. */
const TOLERANCE = 5

export class Captchas {
  readonly issued: FakeCaptcha[] = []
  /** The puzzles that wait for their one answer, by token: where the piece belongs. */
  private readonly open = new Map<string, number>()
  /** The captcha tokens that are still good, each for messages to one recipient. */
  private readonly solved = new Map<string, string>()

  /** A new puzzle, as the interface answers with it. */
  issue(): Reply {
    const { x, originalImageBase64, jigsawImageBase64 } = drawPuzzle(this.issued.length + 1)
    const issued = token()
    this.issued.push({ token: issued, x })
    this.open.set(issued, x)
    return { token: issued, originalImageBase64, jigsawImageBase64, secretKey: null }
  }

  /** Takes the answer to a puzzle, which ends it; a captcha token if it is right. */
  verify(token: string, pointJson: string, sender: string): string {
    // As the interface's page has it: `x` has a fraction, `y` is always 5.0.
    const [, answer] = /^\{"x":(\d+\.\d+),"y":5\.0\}$/.exec(pointJson) ?? []
    if (answer === undefined) throw Refusal.parameter('point_json')
    const x = this.open.get(token)
    this.open.delete(token)
    if (x === undefined || Math.abs(Number(answer) - x) > TOLERANCE) throw new Refusal('SDK.CAPTCHA.0002')
    const captchaToken = `${token}---${pointJson}`
    this.solved.set(captchaToken, sender)
    return captchaToken
  }

  /** Uses a captcha token for one message to the recipient for whom it was issued. */
  spend(captchaToken: string, recipient: string): void {
    if (this.solved.get(captchaToken) !== recipient) throw new Refusal('SDK.CAPTCHA.0002')
    this.solved.delete(captchaToken)
  }
}
