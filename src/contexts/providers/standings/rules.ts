import type { CaseFacts, Value, Values } from '../../../platform/procedures/index.ts'
import type { Nature, StandingDetail, StandingKind } from '../model.ts'
import type { SiteRow } from '../sites/register.ts'

/** What the grant of a case brings about. */
export type Effect =
  | {
      act: 'grant'
      kind: StandingKind
      label: string
      value: number | null
      until: string | null
      detail: StandingDetail
    }
  | { act: 'change'; filing: string | null; summary: string }
  | { act: 'cancel'; filing: string | null; on: string }
  | { act: 'exit' }
  | { act: 'none' }

const text = (value: Value | undefined) => (typeof value === 'string' && value !== '' ? value : null)
const number = (value: Value | undefined) => (typeof value === 'number' ? value : null)
const list = (value: Value | undefined) => (Array.isArray(value) ? value : [])

/** Kinds of standing by the group of a definition: what a county writes itself counts like what is delivered. */
const KIND_OF_GROUP: Partial<Record<CaseFacts['group'], StandingKind>> = {
  filing: 'filing',
  recognition: 'recognition',
}
const KIND_OF_CODE: Record<string, StandingKind> = {
  'service-commitment': 'commitment',
  'elder-care-grading': 'grade',
  'demonstration-award': 'award',
}

const SERVICES: Record<string, string> = {
  elder: '养老',
  child: '托育',
  meals: '助餐',
  domestic: '家政',
  other: '其他',
}

/** 一级 … 五级. */
const GRADE_NAMES = ['', '一级', '二级', '三级', '四级', '五级'] as const

function labelOf(facts: CaseFacts, kind: StandingKind, grade: number | null): string {
  if (kind === 'grade') return GRADE_NAMES[grade ?? 0] || '未达到等级'
  const service = text(facts.values.service)
  return kind === 'recognition' && service !== null
    ? `${facts.title.zh}（${SERVICES[service] ?? service}）`
    : facts.title.zh
}

/** What was filed, for the record: everything of the form but what names and reaches people. */
function filedOf(values: Values): Record<string, string | number | boolean | string[] | null> {
  const { legal_head: _head, phone: _phone, ...rest } = values
  return rest
}

/**
 * What follows from a granted case.
 *
 * @param grade the grade that follows from the scores, where the case is about one
 */
export function effectOf(facts: CaseFacts, grade: number | null): Effect {
  const { code, values, certificate } = facts
  if (code === 'filing-change')
    return { act: 'change', filing: text(values.filed_number), summary: text(values.after) ?? '' }
  if (code === 'filing-cancellation')
    return { act: 'cancel', filing: text(values.filed_number), on: text(values.stopped_on) ?? '' }
  if (code === 'institution-exit') return { act: 'exit' }
  const kind = KIND_OF_CODE[code] ?? KIND_OF_GROUP[facts.group]
  if (kind === undefined || facts.creditCode === null) return { act: 'none' }
  if (kind === 'grade' && grade === null) return { act: 'none' }
  const rules = facts.rules.map(({ rule, title, result, filled, basis }) => ({ rule, title, result, filled, basis }))
  const price = number(values.price)
  const service = text(values.service)
  const detail: StandingDetail = {
    rules,
    ...(kind === 'commitment' ? { text: text(values.text) ?? '', matters: list(values.matters) } : {}),
    ...(kind === 'filing' ? { filed: filedOf(values) } : {}),
    ...(service === null ? {} : { service }),
    ...(price === null ? {} : { priceFen: price }),
  }
  const until = (kind === 'commitment' ? text(values.until) : null) ?? certificate?.validUntil ?? null
  return { act: 'grant', kind, label: labelOf(facts, kind, grade), value: grade, until, detail }
}

const KIND_OF_SITE: Record<string, string> = {
  'elder-care-institution-filing': 'elder-institution',
  'elder-care-grading': 'elder-institution',
  'community-elder-care-filing': 'elder-day-care',
  'childcare-filing': 'childcare',
  'home-childcare-point': 'childcare-family',
}
/** Kinds a procedure may be about; a community facility is one of several. */
const FAMILY: Record<string, readonly string[]> = {
  'elder-care-institution-filing': ['elder-institution', 'elder-failing-care', 'elder-regional-centre'],
  'elder-care-grading': ['elder-institution', 'elder-failing-care', 'elder-regional-centre'],
  'community-elder-care-filing': [
    'elder-day-care',
    'elder-home-centre',
    'elder-mutual-aid',
    'elder-canteen',
    'elder-meal-point',
    'elder-bathing',
  ],
  'childcare-filing': ['childcare', 'childcare-community'],
  'home-childcare-point': ['childcare-family'],
}

/** What a site of a case is like: enough to find it among an organisation's sites, or to enter it. */
export type SiteOfCase = { name: string; region: string; kind: string | null; values: Partial<SiteRow> }

/** The site a case speaks of. */
export function siteOfCase(facts: CaseFacts): SiteOfCase {
  const { values, code } = facts
  const places = (['infants', 'toddlers', 'seniors', 'children'] as const).map((key) => number(values[key]))
  const childcare = places.some((each) => each !== null)
    ? places.reduce<number>((sum, each) => sum + (each ?? 0), 0)
    : null
  return {
    name: text(values.facility_name) ?? facts.applicant,
    region: facts.region,
    kind: KIND_OF_SITE[code] ?? null,
    values: {
      address: text(values.address),
      floor_area: number(values.area),
      full_beds: number(values.beds),
      nursing_beds: number(values.nursing_beds),
      childcare_places: childcare,
      opened_on: text(values.opened_on) ?? text(values.first_resident_on),
    },
  }
}

/**
 * Which of an organisation's sites a case is about: the one of that name, else the only one of the right kind in the place, else the
 * only one of the right kind. Null when that cannot be said.
 */
export function matchSite<S extends { name: string; region: string; kind: string; state: string }>(
  code: string,
  wanted: Pick<SiteOfCase, 'name' | 'region'>,
  sites: readonly S[],
): S | null {
  const kinds = FAMILY[code]
  const fitting = sites.filter((site) => site.state !== 'closed' && (kinds === undefined || kinds.includes(site.kind)))
  const named = fitting.filter((site) => site.name === wanted.name)
  if (named.length === 1) return named[0]!
  // A township as the place covers its villages.
  const prefix = wanted.region.replace(/(000){1,2}$/, '')
  const here = fitting.filter((site) => site.region.startsWith(prefix))
  if (here.length === 1) return here[0]!
  return fitting.length === 1 ? fitting[0]! : null
}

const NATURES: Record<string, Nature> = {
  public: 'public',
  public_private: 'public-private',
  non_profit: 'non-profit',
  profit: 'profit',
}

/** 机构性质 as a form says it. */
export function natureOfCase(values: Values): Nature | null {
  return NATURES[text(values.nature) ?? ''] ?? null
}
