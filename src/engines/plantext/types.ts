/** Offsets into the text as it was handed in, in UTF-16 code units: `text.slice(start, end)` are the words meant. */
export type Span = { start: number; end: number }

/** How a value is to be met. `+` is an increment over `base`; `coverage` is 全覆盖 (value 100, unit %). */
export type Comparator = '=' | '>=' | '>' | '<=' | '<' | '+' | 'range' | 'coverage'

/** What a person has to look at before this reading may be trusted. The codes are stable. */
export type DoubtCode =
  | 'implausible-value'
  | 'double-comparator'
  | 'conflict'
  | 'alias'
  | 'orphan'
  | 'truncated'
  | 'vendor-trailer'
  | 'reporting-unit'
  | 'ocr'
  | 'obsolete'
  | 'deadline-inherited-far'
  | 'deadline-past'
  | 'deadline-unclear'
  | 'indicator-unclear'
  | 'unit-unclear'
  | 'distribution-unclear'
  | 'maybe-limit'
  | 'maybe-background'
  | 'weak-target'
  | 'unread-number'
  | 'numbering-gap'
  | 'table-unclear'
  | 'no-tasks'
  | 'no-targets'
  | 'not-chinese'

/** One doubt: `quote` are the words that raised it, `message` says it in Chinese, `messageEn` in English. */
export type Doubt = { code: DoubtCode; quote: string; message: string; messageEn: string }

/** A doubt about the paper as a whole or about a passage that became neither target nor task. */
export type Warning = Doubt & { span: Span | null }

/** Where a deadline was found. */
export type DeadlineFrom = 'clause' | 'sentence' | 'paragraph' | 'lead-in' | 'row' | 'column' | 'task' | 'title'

/** One measurable obligation (量化目标). */
export type Target = {
  id: string
  /** Where it stands: `一`, `二（一）1`, `annex:8`. */
  clause: string
  indicator: string
  /** The indicator's normalised name: equal for the several dated values, spellings and repetitions of one indicator. */
  indicatorKey: string
  comparator: Comparator
  /** The printed number; `null` where `low` and `high` hold a range. */
  value: number | null
  low: number | null
  high: number | null
  /** The unit with its multiplier as printed: 万人次, 万名, 亿元. */
  unit: string
  /** Last day of the period the paper states, or `null` where it states none. */
  deadline: string | null
  deadlineQuote: string | null
  deadlineFrom: DeadlineFrom | null
  /** Where none is stated: the end of the plan's period, if known. */
  deadlineImplied: string | null
  /** Base of an increment, as printed: `2020年`. */
  base: string | null
  baseValue: number | null
  /** Recurring value: the obligation starts anew each period. */
  period: 'year' | 'half-year' | 'quarter' | 'month' | 'week' | 'day' | null
  /** `standard` is a construction or service standard (area per head, response time). */
  kind: 'target' | 'standard'
  approx: boolean
  /** 力争, 逐步, 努力: the paper's own reservation. */
  soft: string | null
  /** The words beside the number: 以上, 左右, 以内. */
  qualifier: string | null
  /** For whom or per what it holds: 每县, 各乡（镇）, 全省. */
  scope: string | null
  cumulative: boolean
  /** 人 against 人次. */
  countOf: 'persons' | 'person-times' | null
  /** Targets of one `orGroup` are alternatives: meeting one is enough. */
  orGroup: string | null
  /** 约束性 or 预期性, where an indicator table says so. */
  nature: 'binding' | 'expected' | null
  /** The id of the first target that says the same thing. */
  dupOf: string | null
  /** Ids of targets that name the same indicator otherwise. */
  conflictWith: string[]
  taskId: string | null
  /** The paper's own words without white space. */
  quote: string
  span: Span
  doubts: Doubt[]
}

/** A direction without a number (稳步提升…): followed, never computed. */
export type Direction = {
  id: string
  clause: string
  indicator: string
  direction: 'up' | 'down' | 'keep'
  deadline: string | null
  quote: string
  span: Span
}

/** One piece of work (任务), or a safeguard (保障措施), which is reported and not counted as work. */
export type Task = {
  id: string
  number: string
  parent: string | null
  title: string
  text: string
  lead: string[]
  support: string[]
  supervise: string[]
  implement: string[]
  /** 责任领导, where the paper names persons. */
  leaders: string[]
  /** All in `lead` share the work (按职责分工负责) and nobody leads. */
  joint: boolean
  /** The list of units ends in 等. */
  listOpen: boolean
  /** `implement` comes from an earlier 以下任务…不再一一列出. */
  implementInherited: boolean
  deadline: string | null
  deadlineQuote: string | null
  kind: 'task' | 'safeguard'
  section: 'body' | 'annex'
  /** 责任单位 as the paper prints it. */
  responsibilityQuote: string | null
  span: Span
  doubts: Doubt[]
}

/** A dated deliverable without a number. */
export type Milestone = {
  id: string
  clause: string
  text: string
  deadline: string
  taskId: string | null
  quote: string
  span: Span
}

/** A policy parameter (额度, 门槛, 过渡期): a rule, never a target. */
export type Limit = {
  id: string
  clause: string
  name: string
  comparator: Comparator
  value: number | null
  low: number | null
  high: number | null
  unit: string
  quote: string
  span: Span
}

export type BlockRole =
  | 'title'
  | 'number'
  | 'heading'
  | 'paragraph'
  | 'bullet'
  | 'table-row'
  | 'attachment'
  | 'signature'
  | 'distribution'
  | 'page-mark'
  | 'trailer'
  | 'orphan'

/** A re-flowed paragraph of the paper. `text` is normalised; the original words are `paper.slice(span.start, span.end)`. */
export type Block = {
  role: BlockRole
  /** Heading level 1 (一、), 2 （一）, 3 (1.), 4 （1）; 0 elsewhere. */
  level: number
  text: string
  cells: string[] | null
  clause: string
  span: Span
}

/** Everything a paper says that can be measured, done or dated. */
export type PlanReading = {
  title: string | null
  documentNumber: string | null
  issuer: string | null
  /** Date of issue, where the paper carries one. */
  issued: string | null
  period: { from: string | null; to: string | null }
  complete: boolean
  warnings: Warning[]
  targets: Target[]
  directions: Direction[]
  tasks: Task[]
  milestones: Milestone[]
  limits: Limit[]
  blocks: Block[]
  /** Sorted shingle hashes of the text, for recognising copies of one paper. */
  fingerprint: number[]
}

/** What the caller may know that the paper does not say. */
export type ReadOptions = {
  /** Year of issue, for 今年 and for telling past figures from targets. Taken from the paper where it states one. */
  year?: number
}
