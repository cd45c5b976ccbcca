import type { Bilingual } from '../../../kernel/refusal.ts'
import type { PersonCard } from '../../people/index.ts'

/** What volunteers do. */
export const ACTIVITY_KINDS = {
  visit: { zh: '探访陪伴', en: 'Visits' },
  meals: { zh: '助餐送餐', en: 'Meals' },
  escort: { zh: '陪同就医出行', en: 'Escort' },
  repair: { zh: '家庭维修', en: 'Repairs' },
  culture: { zh: '文体活动', en: 'Culture and sport' },
  teaching: { zh: '教学讲座', en: 'Teaching' },
  children: { zh: '儿童照看', en: 'Children' },
  environment: { zh: '环境卫生', en: 'Environment' },
  emergency: { zh: '应急救援', en: 'Emergencies' },
  other: { zh: '其他', en: 'Other' },
} as const satisfies Record<string, Bilingual>
export type ActivityKind = keyof typeof ACTIVITY_KINDS

/** A volunteer (志愿者) as a list shows one. `card` null: the person lies beyond what the reader may see. */
export type VolunteerLine = {
  id: string
  no: string
  person: string
  card: PersonCard | null
  region: string
  regionName: string | null
  skills: string[]
  since: string
  leftOn: string | null
  /** Minutes served, each moment once. */
  minutes: number
  activities: number
  lastOn: string | null
  /** Last day of the insurance in force; null: not insured today. */
  insuredUntil: string | null
}

export type TrainingLine = { id: string; topic: string; hours: number; heldOn: string; organiser: string }
export type InsuranceLine = { id: string; insurer: string; policy: string; from: string; until: string; paidBy: string }
/** An entry of the record of hours; `from` null: a correction says that nothing was served. */
export type HourLine = {
  id: string
  activity: string
  title: string
  from: string | null
  until: string | null
  minutes: number
  corrects: string | null
  reason: string | null
  /** A later entry takes its place. */
  corrected: boolean
  checkedBy: string
  at: string
}
export type RecordLine = {
  casefile: string
  certificate: string | null
  minutes: number
  activities: number
  firstOn: string
  lastOn: string
  at: string
}

/** A volunteer's file (志愿者档案). */
export type VolunteerView = VolunteerLine & {
  trainings: TrainingLine[]
  insurances: InsuranceLine[]
  hours: HourLine[]
  signedUp: { activity: string; title: string; from: string; until: string }[]
  records: RecordLine[]
}

/** A planned or past activity (志愿服务活动). */
export type ActivityLine = {
  id: string
  title: string
  kind: ActivityKind
  region: string
  regionName: string | null
  place: string
  organiser: string
  from: string
  until: string
  places: number
  taken: number
  risky: boolean
  training: string | null
  state: 'open' | 'cancelled'
  cancelReason: string | null
  /** Volunteers whose hours were checked, and their minutes. */
  served: number
  minutes: number
}

export type ActivityView = ActivityLine & {
  volunteers: {
    volunteer: string
    no: string
    card: PersonCard | null
    /** What stands in the record of hours. */
    entry: string | null
    from: string | null
    until: string | null
    minutes: number | null
  }[]
}
