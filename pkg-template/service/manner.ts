// How a success is worded and delivered: as documented, or with the oddities of some tenants.

import { type Answer, empty, jsonText } from './answer.js'
import { after, type Maybe } from './maybe.js'
import { plain, type Reply, type Wording } from './reply.js'

export interface Manner extends Pick<Answer, 'milliseconds' | 'lost'> {
  wording?: Wording
  /** Changes the text of the reply. */
  edit?(text: string): string
}

/** A success with this reply. */
export function say(reply: Maybe<Reply>, { wording = plain, edit = same, ...delivery }: Manner = {}): Answer {
  const text = after(reply, (reply) => edit(JSON.stringify(wording(reply))))
  return { ...jsonText(200, text), ...delivery }
}

/** A success that has nothing to say. */
export const sayNothing = ({ wording, edit = same, ...delivery }: Manner): Answer => ({
  ...empty(200),
  text: edit(''),
  ...delivery,
})

const same = (text: string) => text
