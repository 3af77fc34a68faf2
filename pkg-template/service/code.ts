// Login codes and phone codes.

/** A code with this prefix triggers a scenario instead of naming a person. */
export const SCENARIO_PREFIX = 'sandbox-'

/** What WeChat issued the code for. Used codes are recorded for each kind. */
export type CodeKind = 'login' | 'phone'

/** The part before the first dot: a WeChat user, a phone or a scenario. The rest makes the code unique. */
export const meaning = (code: string) => code.split('.', 1)[0]

/** The phone number that a phone code names, if it names one. */
export const namedPhone = (code: string) => /^\d{11}$/.exec(meaning(code))?.[0]
