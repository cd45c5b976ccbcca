import { addDays, addMonths, addYears, compareDates, type IsoDate, isDate } from '../../../kernel/dates.ts'
import { type Refusal, refuse } from '../../../kernel/refusal.ts'
import type { PriceMode, Stage, TransitionState, Votes } from './model.ts'

/** What may be done with an asset, and from which stage it leads where. */
export const MOVES = {
  list: { from: ['registered'], to: 'listed' },
  withdraw: { from: ['registered', 'listed'], to: 'withdrawn' },
  restore: { from: ['withdrawn'], to: 'registered' },
  approve: { from: ['listed'], to: 'approved' },
  'hand-over': { from: ['approved'], to: 'handed-over' },
  use: { from: ['handed-over'], to: 'in-use' },
  return: { from: ['approved', 'handed-over', 'in-use'], to: 'registered' },
} as const satisfies Record<string, { from: readonly Stage[]; to: Stage }>
export type Move = keyof typeof MOVES

const STAGE_WORDS: Record<Stage, { zh: string; en: string }> = {
  registered: { zh: '已登记', en: 'registered' },
  listed: { zh: '已发布', en: 'listed' },
  approved: { zh: '已审批', en: 'approved' },
  'handed-over': { zh: '已移交', en: 'handed over' },
  'in-use': { zh: '使用中', en: 'in use' },
  withdrawn: { zh: '已撤下', en: 'withdrawn' },
}

/** Why a move is not possible from a stage; null when it is. Stages are not skipped. */
export function whyNotMove(stage: Stage, move: Move): Refusal | null {
  if ((MOVES[move].from as readonly Stage[]).includes(stage)) return null
  const needed = MOVES[move].from.map((each) => STAGE_WORDS[each])
  return refuse(
    'asset.stage',
    {
      zh: `这处资产${STAGE_WORDS[stage].zh}，不能这样办理`,
      en: `This asset is ${STAGE_WORDS[stage].en}; this cannot be done now`,
    },
    {
      kind: 'conflict',
      params: { stage, move },
      next: {
        zh: `需先处于：${needed.map(({ zh }) => zh).join('或')}`,
        en: `It has to be ${needed.map(({ en }) => en).join(' or ')} first`,
      },
    },
  )
}

export type ListingFacts = {
  area: number | null
  condition: string | null
  priceMode: PriceMode | null
  priceFen: number | null
  marketFen: number | null
}

/**
 * Why an asset cannot be listed (发布): the public sees area, condition and price, so they are known; low means below the market;
 * what is unsafe is not offered.
 */
export function whyNotList(facts: ListingFacts, until: IsoDate, day: IsoDate): Refusal | null {
  const lacking: { zh: string; en: string; at: string }[] = []
  if (facts.area === null) lacking.push({ zh: '面积', en: 'area', at: '/area' })
  if (facts.condition === null) lacking.push({ zh: '房屋状况', en: 'condition', at: '/condition' })
  if (facts.priceMode === null) lacking.push({ zh: '价格方式', en: 'kind of price', at: '/priceMode' })
  else if (facts.priceMode !== 'free' && facts.priceFen === null)
    lacking.push({ zh: '价格', en: 'price', at: '/price' })
  if (lacking.length > 0)
    return refuse(
      'asset.incomplete',
      {
        zh: `发布前请补全：${lacking.map(({ zh }) => zh).join('、')}`,
        en: `Before listing, enter: ${lacking.map(({ en }) => en).join(', ')}`,
      },
      { at: lacking[0]!.at },
    )
  if (facts.condition === 'unsafe')
    return refuse(
      'asset.unsafe',
      { zh: '房屋状况为“不安全”，不能发布', en: 'An unsafe building is not offered' },
      { kind: 'conflict', at: '/condition', next: { zh: '加固并更新状况后再发布', en: 'Have it made safe first' } },
    )
  if (facts.priceMode === 'low' && (facts.marketFen === null || (facts.priceFen ?? 0) >= facts.marketFen))
    return refuse(
      'asset.price-low',
      {
        zh: '“低价”应低于市场价，请填写市场价和更低的价格',
        en: 'A low price lies below the market; enter the market price and one below it',
      },
      { at: '/price' },
    )
  if (!isDate(until) || compareDates(until, day) <= 0)
    return refuse(
      'asset.until',
      { zh: '申请截止日期应在今天之后', en: 'Applications close after today' },
      { at: '/applyUntil' },
    )
  return null
}

/** Why nobody can apply for an asset on a day; null when they can. */
export function whyNotApply(asset: { stage: Stage; applyUntil: IsoDate | null }, day: IsoDate): Refusal | null {
  if (asset.stage !== 'listed')
    return refuse(
      'application.not-listed',
      { zh: '这处资产现在不接受申请', en: 'Applications are not taken for this asset now' },
      { kind: 'conflict', params: { stage: asset.stage } },
    )
  if (asset.applyUntil !== null && compareDates(day, asset.applyUntil) > 0)
    return refuse(
      'application.late',
      { zh: `申请已于 ${asset.applyUntil} 截止`, en: `Applications closed on ${asset.applyUntil}` },
      { kind: 'conflict' },
    )
  return null
}

/** A share of whole numbers, compared without rounding. */
const atLeast = (part: number, whole: number, top: number, bottom: number) => whole > 0 && part * bottom >= whole * top

/**
 * Whether owners agreed to another use of what they share: owners with two thirds of the area and two thirds of the number take part,
 * and of those three quarters by area and by number are in favour (民法典第二百七十八条).
 */
export function votesCarry(votes: Votes): boolean {
  return ([votes.owners, votes.area] as const).every(
    ({ all, taking, favour }) => atLeast(taking, all, 2, 3) && atLeast(favour, taking, 3, 4),
  )
}

/** Why a record of consent is not one; null when it is: dated, counted without contradiction, and agreed only if the vote carries. */
export function whyNotConsent(
  consent: { body: 'committee' | 'owners'; metOn: IsoDate; agreed: boolean; votes: Votes | null },
  day: IsoDate,
): Refusal | null {
  if (!isDate(consent.metOn) || compareDates(consent.metOn, day) > 0)
    return refuse(
      'consent.date',
      { zh: '会议日期应在今天或以前', en: 'The meeting is not in the future' },
      { at: '/metOn' },
    )
  if (consent.body === 'owners' && consent.votes === null)
    return refuse(
      'consent.votes',
      { zh: '业主表决应填写人数和面积', en: 'Enter the vote by owners and by area' },
      { at: '/votes' },
    )
  if (consent.votes === null) return null
  for (const [at, { all, taking, favour }] of Object.entries(consent.votes)) {
    if (favour <= taking && taking <= all && all > 0) continue
    return refuse(
      'consent.count',
      {
        zh: '赞成不多于参加，参加不多于总数',
        en: 'No more in favour than take part, no more taking part than there are',
      },
      { at: `/votes/${at}` },
    )
  }
  if (!consent.agreed || votesCarry(consent.votes)) return null
  return refuse(
    'consent.not-carried',
    {
      zh: '表决未达到民法典第二百七十八条的比例（参与表决专有部分面积和人数均占三分之二以上，其中四分之三以上同意）',
      en: 'The vote does not reach article 278 of the Civil Code: two thirds by area and by number take part, three quarters of them agree',
    },
    { kind: 'conflict', at: '/votes' },
  )
}

/** Why an application cannot be approved; null when it can. In a housing estate the owners have agreed before. */
export function whyNotApprove(asset: {
  inEstate: boolean | null
  consent: { agreed: boolean } | null
}): Refusal | null {
  if (asset.inEstate === null)
    return refuse(
      'asset.estate-unknown',
      { zh: '请先登记是否位于住宅小区内', en: 'Enter first whether it lies in a housing estate' },
      { at: '/inEstate' },
    )
  if (!asset.inEstate || asset.consent?.agreed === true) return null
  return refuse(
    'asset.consent',
    {
      zh: '位于住宅小区内，应附业主委员会（业主）同意的记录（依据：“经业主委员会同意”）',
      en: 'It lies in a housing estate: the record of the owners’ consent has to be attached first',
    },
    {
      kind: 'conflict',
      next: { zh: '登记会议纪要、表决结果并上传材料', en: 'Enter minutes and vote and attach the paper' },
    },
  )
}

/** Years for which the former use of land goes on (过渡期政策). */
export const TRANSITION_YEARS = 5

/** Why a transition cannot begin on a day; null when it can: it was granted, so it does not begin later than a year from now. */
export function whyNotTransition(from: IsoDate, day: IsoDate): Refusal | null {
  if (isDate(from) && compareDates(from, addYears(day, 1)) <= 0) return null
  return refuse(
    'asset.transition',
    { zh: '过渡期起始日应在一年以内', en: 'A transition begins within a year from now' },
    { at: '/transition_from' },
  )
}

/** The last day of the transition. */
export function transitionUntil(from: IsoDate): IsoDate {
  return addDays(addYears(from, TRANSITION_YEARS), -1)
}

/** Months before the end at which the clock warns, with what it is called then. */
const WARNINGS: readonly (readonly [months: number, state: TransitionState])[] = [
  [3, 'quarter-left'],
  [6, 'half-year-left'],
  [12, 'year-left'],
]

/** How the five-year clock stands on a day: it warns 12, 6 and 3 months before the end (A33). */
export function transitionState(until: IsoDate, day: IsoDate): TransitionState {
  if (compareDates(day, until) > 0) return 'over'
  for (const [months, state] of WARNINGS) if (compareDates(day, addMonths(until, -months)) >= 0) return state
  return 'running'
}
