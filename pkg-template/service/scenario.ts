// What a code can ask the service for.

import type { Scenario as PublicScenario } from '../shipped/testing.js'
import type { Answer } from './answer.js'
import { meaning, SCENARIO_PREFIX } from './code.js'
import { Refusal } from './refusal.js'
import type { Wording } from './reply.js'
import { SCENARIOS } from './scenarios.js'

/** What can be done with the request whose code names a scenario. */
export interface Turn {
  /** The origin that the client called. */
  origin: string
  /** Signs in the first user; the answer may be worded or delivered oddly. */
  signIn(manner?: Manner): Answer
  /** Asks for another step, with a state token of this lifetime in milliseconds. */
  askFor(status: string, lifetime?: number): Answer
  /** How long a slow answer without a time in its name takes, in milliseconds. */
  delay: number
}

/** How a success is worded and delivered. */
export interface Manner extends Pick<Answer, 'milliseconds' | 'lost'> {
  wording?: Wording
  /** Changes the text of the reply. */
  edit?(text: string): string
}

export interface Scenario extends PublicScenario {
  /** Answers; throws a `Refusal`. `number` is the one that stands for `<ms>` in the name. */
  does(turn: Turn, number: number): Answer
}

/** The scenario of that name, if there is one, and the number in it. */
export function scenarioNamed(name: string): { scenario: Scenario; number: number } | undefined {
  for (const scenario of SCENARIOS) {
    const [start, end] = scenario.name.split('<ms>')
    const rest = name.startsWith(start) ? name.slice(start.length) : undefined
    if (end === undefined ? rest === '' : /^\d+$/.test(rest ?? '')) return { scenario, number: Number(rest) }
  }
  return undefined
}

/** The scenario that a code triggers; `undefined` if it names a person or a phone instead. */
export function scenarioOf(code: string): ReturnType<typeof scenarioNamed> {
  if (!code.startsWith(SCENARIO_PREFIX)) return undefined
  const found = scenarioNamed(meaning(code))
  if (!found) throw Refusal.parameter('the name of a sandbox scenario')
  return found
}
