import type { Bilingual } from '../../../kernel/refusal.ts'
import type { PersonCard } from '../../people/index.ts'

/** How a call came in (来源). */
export const CALL_CHANNELS = {
  phone: { zh: '电话', en: 'telephone' },
  app: { zh: '手机', en: 'app' },
  device: { zh: '呼叫器', en: 'alarm device' },
  counter: { zh: '窗口', en: 'counter' },
  field: { zh: '上门人员', en: 'in the field' },
  paper: { zh: '纸质', en: 'paper' },
} as const satisfies Record<string, Bilingual>
export type CallChannel = keyof typeof CALL_CHANNELS

export type CallState = 'open' | 'acknowledged' | 'closed'

/** What happened in a call. `nobody`: it was time to page and nobody was on duty. */
export const STEPS = {
  opened: { zh: '接到求助', en: 'Call taken' },
  paged: { zh: '呼叫值班', en: 'Paged' },
  nobody: { zh: '无人值班', en: 'Nobody on duty' },
  acknowledged: { zh: '已应答', en: 'Acknowledged' },
  released: { zh: '退回，继续呼叫', en: 'Given back' },
  arrived: { zh: '到达现场', en: 'Arrived' },
  note: { zh: '记录', en: 'Note' },
  closed: { zh: '处置完毕', en: 'Closed' },
} as const satisfies Record<string, Bilingual>
export type StepKind = keyof typeof STEPS

/** Who is called in an area; `position` 1 first. */
export type DutyContact = {
  id: string
  area: string
  areaName: string | null
  position: number
  name: string
  phone: string
  account: string | null
  from: string
  until: string | null
  endedReason: string | null
}

/** What a call is about: sealed under the key of the call. */
export type CallContent = { place: string; what: string; caller: string | null; phone: string | null }

/** A call as a list shows it: nothing personal. */
export type CallLine = {
  id: string
  no: string
  region: string
  regionName: string | null
  channel: CallChannel
  state: CallState
  turn: number
  nextAt: string | null
  openedAt: string
  acknowledgedAt: string | null
  closedAt: string | null
  /** Who was paged last or answered. */
  contactName: string | null
  contactPhone: string | null
  /** The reader is the one who was paged. */
  mine: boolean
  /** It was time to page and nobody was on duty. */
  nobody: boolean
}

export type CallStep = {
  seq: number
  kind: StepKind
  turn: number | null
  contactName: string | null
  note: string | null
  /** Id of the account, or `system:<job>`. */
  actor: string
  at: string
}

/** One call with everything about it. `content` null: destroyed at the end of its time. */
export type CallView = CallLine & {
  content: CallContent | null
  person: PersonCard | null
  source: string | null
  revision: number
  /** Minutes that a contact has to answer, as they hold today. */
  minutes: number
  /** Who would be called next, in this order. */
  next: { id: string; name: string; phone: string; pages: number }[]
  steps: CallStep[]
}

/** Payload of `community.urgent.opened`, `.paged`, `.acknowledged`, `.closed`: no personal data; who needs more asks by the id. */
export type UrgentTold = {
  call: string
  no: string
  region: string
  source: string | null
  turn: number
  contact: string | null
  /** Account to be paged, where the contact has one. */
  account: string | null
  state: CallState
}
