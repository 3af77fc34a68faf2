// What a request can ask the service for.

import type { FakeStep, Scenario as PublicScenario } from '../shipped/testing.js'
import type { Answer } from './answer.js'
import { meaning, SCENARIO_PREFIX } from './code.js'
import type { Manner } from './manner.js'
import { Refusal } from './refusal.js'
import { SCENARIOS } from './scenarios.js'

/** What can be done with the request that asks for a scenario. */
export interface Turn {
  /** The origin that the client called. */
  origin: string
  /** Does what the request is for, a sign-in for whomever it names or the first user; the answer may be worded or delivered oddly. */
  succeed(manner?: Manner): Answer
  /** Asks for another step, with a state token of this lifetime in milliseconds. */
  askFor(status: string, more?: { lifetime?: number; ways?: readonly string[] }): Answer
  /** How long a slow answer without a time in its name takes, in milliseconds. */
  delay: number
}

export interface Scenario extends PublicScenario {
  /** Answers; throws a `Refusal`. `number` is the one that stands for `<ms>` in the name. */
  does(turn: Turn, number: number): Answer
}

/** A scenario, and the number in its name. */
export interface Asked {
  scenario: Scenario
  number: number
}

/** The scenario of that name at a call; `undefined` if there is none. */
export function scenarioNamed(name: string, step: FakeStep): Asked | undefined {
  for (const scenario of SCENARIOS) {
    const [start, end] = scenario.name.split('<ms>')
    const rest = name.startsWith(start) ? name.slice(start.length) : undefined
    const isNamed = end === undefined ? rest === '' : /^\d+$/.test(rest ?? '')
    if (isNamed) return scenario.at.includes(step) ? { scenario, number: Number(rest) } : undefined
  }
  return undefined
}

/** The scenario that a code triggers; `undefined` if it names a person or a phone instead. */
export function scenarioOf(code: string, step: FakeStep): Asked | undefined {
  if (!code.startsWith(SCENARIO_PREFIX)) return undefined
  const found = scenarioNamed(meaning(code), step)
  if (!found) throw Refusal.parameter('the name of a sandbox scenario')
  return found
}
