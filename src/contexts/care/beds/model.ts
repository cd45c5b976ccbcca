import type { IsoDate } from '../../../kernel/dates.ts'
import type { Bilingual } from '../../../kernel/refusal.ts'
import type { PersonCard } from '../../people/index.ts'

/** What may be installed at a bed at home (设备). */
export const EQUIPMENT = [
  { code: 'care-bed', title: { zh: '护理床', en: 'care bed' } },
  { code: 'call-button', title: { zh: '紧急呼叫器', en: 'emergency call button' } },
  { code: 'vital-mat', title: { zh: '生命体征监测垫', en: 'vital-signs mat' } },
  { code: 'fall-sensor', title: { zh: '跌倒监测', en: 'fall sensor' } },
  { code: 'door-sensor', title: { zh: '门磁', en: 'door sensor' } },
  { code: 'grab-rail', title: { zh: '扶手', en: 'grab rail' } },
  { code: 'shower-chair', title: { zh: '洗浴椅', en: 'shower chair' } },
  { code: 'gas-alarm', title: { zh: '燃气、烟感报警', en: 'gas and smoke alarm' } },
] as const satisfies readonly { code: string; title: Bilingual }[]

/** What is done at a visit (上门服务). */
export const SERVICES = [
  { code: 'living-care', title: { zh: '生活照料', en: 'help with daily life' } },
  { code: 'basic-nursing', title: { zh: '基础照护', en: 'basic nursing' } },
  { code: 'bathing', title: { zh: '助浴', en: 'bathing' } },
  { code: 'meals', title: { zh: '助餐', en: 'meals' } },
  { code: 'rehabilitation', title: { zh: '康复训练', en: 'rehabilitation' } },
  { code: 'health', title: { zh: '健康管理', en: 'health' } },
  { code: 'company', title: { zh: '精神慰藉', en: 'company' } },
] as const satisfies readonly { code: string; title: Bilingual }[]

/** Why a bed does not count. */
export const LACKS = {
  'contract-not-begun': { zh: '协议尚未生效', en: 'the contract has not begun' },
  'contract-ended': { zh: '协议已到期或终止', en: 'the contract has ended' },
  equipment: { zh: '没有在用的设备', en: 'no equipment in place' },
  acceptance: { zh: '未验收', en: 'not accepted' },
  assessment: { zh: '没有有效的能力评估', en: 'no assessment in force' },
  grade: { zh: '评估等级低于中度失能', en: 'assessed as less than moderate loss' },
  services: { zh: '服务次数不足', en: 'too few services' },
} as const satisfies Record<string, Bilingual>
export type Lack = keyof typeof LACKS

/** What is known of a bed for counting it. Days; `until` is the first day after the contract; null grade is unknown. */
export type BedFacts = {
  from: IsoDate
  until: IsoDate | null
  /** Pieces in place on the day. */
  pieces: number
  acceptedOn: IsoDate | null
  /** The newest assessment by the national standard. */
  assessed: { grade: number; nextDue: IsoDate } | null
  /** Services a month that contract and rule ask for; the larger. */
  asked: number
  /** Visits in the month before that of the day, and in the month up to the day. */
  before: number
  sofar: number
}

/** Why a bed ended. */
export const ENDS = {
  died: { zh: '去世', en: 'died' },
  'moved-out': { zh: '迁出', en: 'moved away' },
  admitted: { zh: '入住机构', en: 'admitted to an institution' },
  recovered: { zh: '不再需要', en: 'no longer needed' },
  renounced: { zh: '本人终止', en: 'ended by the person' },
  breach: { zh: '服务不合格', en: 'service not up to the contract' },
} as const satisfies Record<string, Bilingual>
export type BedEnd = keyof typeof ENDS

/** A bed on the list. `lacks` is empty exactly when it counts. */
export type BedLine = {
  id: string
  code: string
  person: PersonCard
  provider: string
  from: IsoDate
  until: IsoDate | null
  ended: BedEnd | null
  counts: boolean
  lacks: Lack[]
  asked: number
  before: number
  sofar: number
}

/** A bed with everything about it. */
export type BedView = BedLine & {
  contractNumber: string
  site: string | null
  acceptedOn: IsoDate | null
  plan: string | null
  items: {
    id: string
    kind: string
    title: Bilingual
    serial: string | null
    installedOn: IsoDate
    removedOn: IsoDate | null
  }[]
  services: { id: string; on: IsoDate; kind: string; title: Bilingual; minutes: number; carer: string }[]
}
