import type { IsoDate } from '../../../kernel/dates.ts'
import type { Bilingual } from '../../../kernel/refusal.ts'
import type { PersonCard } from '../../people/index.ts'

/** Kinds of assistive devices that are lent (康复辅助器具). */
export const DEVICE_KINDS = [
  { code: 'wheelchair', title: { zh: '轮椅', en: 'wheelchair' } },
  { code: 'walker', title: { zh: '助行器', en: 'walking frame' } },
  { code: 'crutch', title: { zh: '拐杖', en: 'crutch' } },
  { code: 'care-bed', title: { zh: '护理床', en: 'care bed' } },
  { code: 'mattress', title: { zh: '防褥疮床垫', en: 'mattress against sores' } },
  { code: 'commode', title: { zh: '坐便椅', en: 'commode' } },
  { code: 'bath-chair', title: { zh: '洗浴椅', en: 'bath chair' } },
  { code: 'lift', title: { zh: '移位机', en: 'patient lift' } },
  { code: 'oxygen', title: { zh: '制氧机', en: 'oxygen concentrator' } },
] as const satisfies readonly { code: string; title: Bilingual }[]

/** Where a device is in its round. */
export type DeviceStand = 'ready' | 'lent' | 'to-disinfect' | 'repair' | 'scrapped'

/** What decides where it is. */
export type DeviceFacts = { state: 'in-service' | 'repair' | 'scrapped'; clean: boolean; lent: boolean }

/** How it came back. */
export const CONDITIONS = ['good', 'worn', 'damaged', 'lost'] as const
export type DeviceCondition = (typeof CONDITIONS)[number]

/** A device on the list. */
export type DeviceLine = {
  id: string
  serial: string
  kind: string
  title: Bilingual
  model: string | null
  point: string
  pointName: string | null
  stand: DeviceStand
  depositFen: number
  rentFen: number
  /** Of the loan that runs. */
  loan: { id: string; person: PersonCard | null; from: IsoDate; dueOn: IsoDate; late: boolean } | null
}

/** A device with its loans and what was done to it. */
export type DeviceView = DeviceLine & {
  loans: {
    id: string
    person: PersonCard | null
    from: IsoDate
    dueOn: IsoDate
    returnedOn: IsoDate | null
    condition: DeviceCondition | null
    depositFen: number
    refundFen: number | null
    deductedReason: string | null
  }[]
  events: { id: string; act: string; on: IsoDate; note: string | null; by: string; at: string }[]
}
