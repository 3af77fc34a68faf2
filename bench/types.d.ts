/** The middle of some numbers, and how far they lie apart. */
export interface Spread {
  median: number
  q1: number
  q3: number
  min: number
  max: number
}

/** One line of the bench. */
export interface Figure {
  host: string
  measure: string
  of: string
  unit: string
  ours: Spread
  /** By name; without a ratio where there is none to speak of. */
  peers: Record<string, { value: Spread; ratio?: Spread }>
}

/** A target beside a figure that it is about. */
export interface Judged {
  host: string
  measure: string
  of: string
  peer?: string
  found: Spread | undefined
  unit: string
  atMost: number
  met: boolean
}

/** What one run of the bench is written down as. */
export interface Outcome {
  version: string
  date: string
  quick: boolean
  machine: { processor: string; cores: number; system: string }
  peers: Record<string, string>
  figures: Figure[]
  targets: Judged[]
}

/** Values by subject; those in one place belong together. */
export type Samples = Record<string, number[]>

/** What a suite took, by measurement. */
export type SuiteTimes = Record<string, Samples>

/** How long a suite is timed. */
export interface SuiteOptions {
  rounds: number
  milliseconds: number
  warmUp: number
}

/** The same with the host's clock, in milliseconds. */
export interface RoundsOptions extends SuiteOptions {
  now(): number
}

/** How long everything is measured. */
export interface Effort {
  processes: number
  suite: SuiteOptions
  miniProgram: SuiteOptions
  cold: { rounds: number }
  memory: { binds: number }
}

/** Runs a subject so many times. */
export type Subject = (count: number) => void | Promise<void>

export type Measurements = Record<string, (options: RoundsOptions) => Promise<Samples>>

/** An id_token's claims; throws at what is no token. */
export type Decoder = (token: any) => unknown

/** The fetch of a subject. */
export type BenchFetch = (url: any, init: any) => Promise<{ status?: number; text(): Promise<string> }>

/** What is asked of every subject alike: our `createClient`, or a peer's. */
export type CreateClient = (config: any) => Client | Promise<Client>

export interface Client {
  bind(params: any): Promise<any>
}

/** What a peer's job is made of. Each check throws, or answers what it was given. */
export interface Parts {
  checkConfig(config: any): any
  checkParams(params: any): { wechatCode: string; stateToken: string }
  checkReply(reply: any): any
  decode: Decoder
  fetchText(fetch: BenchFetch, url: string, init: object, milliseconds: number): Promise<string>
}

/** What is drawn: the bars of one comparison. */
export interface Panel {
  title: string
  where: string
  bars: { name: string; median: number; text: string }[]
}

/** Words of a script, to fill tokens with. */
export interface Words {
  name: string
  group: string
}
