/**
 * The own model (格式 json): one day of home care. Times are minutes from any common zero (of the day, say), distances metres, places
 * numbers of the matrices or of `places`. What is left out has the default told at its field.
 */
export type Problem = {
  visits: Visit[]
  carers: Carer[]
  /** Ways of travelling by name (`foot`, `e-bike`, `car` …). */
  modes: Record<string, Mode>
  /** Needed for modes told by a speed: metres in a plane. */
  places?: { x: number; y: number }[]
  weights?: Partial<Weights>
  /** Minutes by which a promised time may move without counting as moved. Default 15. */
  tolerance?: number
}

/** A matrix from row to column, or straight lines times `detour` (1.3) at `speed` metres a minute. */
export type Mode = { minutes: number[][]; metres?: number[][] } | { speed: number; detour?: number }

/** A start lies from `from` to `latest` (the same as `until` when left out); after `until` it is late, each minute costs. */
export type Window = { from: number; until: number; latest?: number }

/** What one carer does at a visit. */
export type Part = {
  /** Default: the visit's. */
  skills?: string[]
  minutes?: number
  /** The start of this part after the start of the first, least and most. Default [0, 0]: both at once. */
  offset?: [number, number]
}

/** A wish of weight `weight` (default `weights.wish`), or a demand when `hard`. */
export type Wish = { weight?: number; hard?: boolean } & (
  | { kind: 'carer'; carers: string[] }
  /** Continuity (相对固定服务人员): somebody who has come before. */
  | { kind: 'known'; carers: string[] }
  | { kind: 'not'; carers: string[] }
  | { kind: 'gender'; gender: string }
  | { kind: 'language'; language: string }
)

export type Visit = {
  id: string
  place: number
  minutes: number
  /** Any one of them holds. Default: any time. */
  windows?: Window[]
  /** What the carer must be able to do. */
  skills?: string[]
  /** How many carers come at once. Default 1; `parts` says more. */
  carers?: number
  parts?: Part[]
  wishes?: Wish[]
  /** This visit starts at least `least` (0) minutes after that one has ended, and at most `most` (∞) after its first part has. */
  after?: { visit: string; least?: number; most?: number }[]
  /** Locked by hand: these carers (by part, null: free) and, when given, exactly this start. */
  pin?: { carers?: (string | null)[]; start?: number }
  /** What the person was told: moving it costs, see {@link Weights}. Before `start − tolerance` it never begins. */
  promised?: { start: number; carers?: string[] }
  /** What leaving it out costs. Default `weights.unassigned`. */
  penalty?: number
}

/** Working hours (工作时段): from the start place not before `from`, at the end place by `until`; overtime up to `latest`. */
export type Shift = {
  from: number
  until: number
  latest?: number
  /** Default: the carer's `home`. `null` as `end`: the shift ends with the last visit. */
  start?: number
  end?: number | null
}

/** A rest of `minutes` that begins from `from` to `until`, wherever the carer is then. */
export type Break = { from: number; until: number; minutes: number }

export type Carer = {
  id: string
  home: number
  mode: string
  /** Each is a tour of its own. They do not overlap. */
  shifts: Shift[]
  breaks?: Break[]
  skills?: string[]
  gender?: string
  languages?: string[]
  /** Service minutes of the day at most. */
  most?: number
  /** What it costs to use this carer at all. Default `weights.carer`. */
  cost?: number
}

/** Prices, all in the same unit; the plan with the least sum is best. */
export type Weights = {
  /** A minute on the way. */
  travel: number
  /** A metre on the way. */
  metre: number
  /** A minute after a window's `until`. */
  late: number
  /** A minute after a shift's `until`. */
  overtime: number
  /** A wish not granted, unless it says its own weight. */
  wish: number
  /** A service minute above a carer's fair share (of all service, by length of shifts). */
  fairness: number
  /** A promised time moved by more than the tolerance, and each minute beyond it. */
  moved: number
  movedMinute: number
  /** Another carer than promised. */
  otherCarer: number
  /** Using a carer. */
  carer: number
  /** A visit left out, unless it says its own penalty. */
  unassigned: number
}

export const DEFAULT_WEIGHTS: Weights = {
  travel: 1,
  metre: 0,
  late: 2,
  overtime: 3,
  wish: 15,
  fairness: 0.1,
  moved: 60,
  movedMinute: 1,
  otherCarer: 10,
  carer: 0,
  unassigned: 1000,
}

/** A stop of a tour; `visit` is null for a break, and `part` counts from 0. */
export type Stop = { visit: string | null; part: number; arrive: number; start: number; end: number }

/** A shift's tour; shifts without visits are left out. */
export type Route = { carer: string; shift: number; leave: number; back: number; stops: Stop[] }

/** What a plan costs, part by part; `total` is their sum. */
export type Cost = {
  total: number
  travel: number
  late: number
  overtime: number
  wishes: number
  fairness: number
  moved: number
  carers: number
  /** Visits left out and breaks missed. */
  unassigned: number
}

export type Plan = {
  routes: Route[]
  unassigned: string[]
  /** Carers whose break found no room. */
  missedBreaks: string[]
  cost: Cost
  /** Metres (0 where no mode tells them) and minutes on the way. */
  metres: number
  travelMinutes: number
  seconds: number
  iterations: number
  /** Ended by a signal before its time. */
  cancelled: boolean
}

export type Progress = { seconds: number; iterations: number; cost: number; unassigned: number }

export type SolveOptions = {
  /** Time to use; default 5. What comes out may depend on the machine's speed. */
  seconds?: number
  /** Steps instead of time: the same seed then gives the same plan on every machine. */
  iterations?: number
  seed?: number
  signal?: AbortSignal
  onProgress?: (progress: Progress) => void
}
