import type { IsoDate } from '../../../kernel/dates.ts'
import type { Bilingual } from '../../../kernel/refusal.ts'
import type { CategoryCode, PersonCard } from '../../people/index.ts'

/** 适老化改造 of the homes of older people; 无障碍改造 of the homes of severely disabled people. */
export const PROGRAMMES = {
  elder: { title: { zh: '居家适老化改造', en: 'Adapting the homes of older people' }, procedure: 'home-adaptation' },
  disability: {
    title: { zh: '困难重度残疾人家庭无障碍改造', en: 'Barrier-free homes for severely disabled people' },
    procedure: 'disability-retrofit',
  },
} as const satisfies Record<string, { title: Bilingual; procedure: string }>
export type Programme = keyof typeof PROGRAMMES

/** Items that are paid for (after the list of 民发〔2020〕86号; 基础 items come first). */
export const ITEMS = [
  { code: 'floor-antislip', title: { zh: '地面防滑处理', en: 'Non-slip floor' }, basic: true },
  { code: 'floor-level', title: { zh: '高差处理、坡道', en: 'Steps levelled, ramp' }, basic: true },
  { code: 'bed-rail', title: { zh: '床边护栏（抓杆）', en: 'Bed rail' }, basic: true },
  { code: 'toilet-rail', title: { zh: '如厕扶手', en: 'Toilet rail' }, basic: true },
  { code: 'shower-chair', title: { zh: '淋浴椅', en: 'Shower chair' }, basic: true },
  { code: 'walking-stick', title: { zh: '手杖', en: 'Walking stick' }, basic: true },
  { code: 'sensor-light', title: { zh: '自动感应灯具', en: 'Sensor light' }, basic: true },
  { code: 'door-widening', title: { zh: '平开门改推拉门、拓宽', en: 'Wider or sliding door' }, basic: false },
  { code: 'squat-to-seat', title: { zh: '蹲便器改坐便器', en: 'Seat instead of squat toilet' }, basic: false },
  { code: 'kitchen-low', title: { zh: '厨房台面改造', en: 'Lower kitchen worktop' }, basic: false },
  { code: 'care-bed', title: { zh: '护理床', en: 'Care bed' }, basic: false },
  { code: 'flash-bell', title: { zh: '闪光振动门铃', en: 'Flashing doorbell' }, basic: false },
  { code: 'emergency-call', title: { zh: '紧急呼叫设备', en: 'Emergency call' }, basic: false },
] as const satisfies readonly { code: string; title: Bilingual; basic: boolean }[]
export type ItemCode = (typeof ITEMS)[number]['code']

export type RetrofitState = 'planned' | 'works' | 'accepted' | 'dropped'

/** What decides who comes first. `grade` is the national one; null is not assessed. */
export type Need = { categories: readonly CategoryCode[]; grade: number | null; age: number | null }

/** An item of a retrofit as its rules see it. Amounts in fen for all pieces together. */
export type ItemFacts = { item: string; fen: number; doneOn: IsoDate | null; before: number; after: number }

/** Something that stands against the acceptance. */
export type Missing = { item: string | null; what: 'none' | 'done' | 'before' | 'after' }

/** A retrofit on the list. */
export type RetrofitLine = {
  id: string
  person: PersonCard
  programme: Programme
  state: RetrofitState
  priority: number
  surveyedOn: IsoDate
  quoteFen: number
  capFen: number
  items: number
  /** How many things stand against the acceptance; 0 for what is closed. */
  missing: number
}

/** A retrofit with its items and photographs. */
export type RetrofitView = Omit<RetrofitLine, 'items' | 'missing'> & {
  casefile: string | null
  needs: string | null
  acceptedOn: IsoDate | null
  acceptedBy: 'self' | 'guardian' | 'proxy' | null
  subsidyFen: number | null
  droppedReason: string | null
  missing: Missing[]
  items: (ItemFacts & {
    id: string
    title: Bilingual
    quantity: number
    photos: { id: string; stage: 'before' | 'after'; sha256: string; takenAt: string }[]
  })[]
}
