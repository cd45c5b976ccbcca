import { FACILITY_KINDS } from '../kinds.ts'
import type { FacilityView } from '../model.ts'
import { measureOf } from './measures.ts'
import type { Evidence, Fact, Facts } from './model.ts'

/** A dated figure of a community with where it comes from. */
export type Figure = {
  measure: string
  value: number
  asOf: string
  source: string
  evidence: string | null
  href: string
}

/** What is known of one community on a day. */
export type CommunityKnowledge = {
  figures: readonly Figure[]
  /** Facilities in it that are open, and those of which it cannot be said. */
  open: readonly FacilityView[]
  doubtful: readonly FacilityView[]
  /** Whether any facility was ever recorded in it: where nobody looked, nothing is known to be missing. */
  surveyed: boolean
}

const UNKNOWN: Fact = { low: null, high: null, items: null, evidence: [] }
const HALLS = ['community-hall', 'embedded-complex']
const ELDER = FACILITY_KINDS.filter((kind) => kind.family === 'elder').map((kind) => kind.code)

type AreaField = 'floor_area' | 'activity_area' | 'outdoor_area'

const evidenceOf = (facility: FacilityView, value: number | null, asOf: string): Evidence => ({
  label: { zh: facility.name, en: facility.name },
  value,
  asOf,
  source: facility.source,
  href: `/console/territory/facilities/${encodeURIComponent(facility.code)}`,
})

/** Quantities of a community: dated figures, and what its open facilities add up to. Pure. */
export function communityFacts(known: CommunityKnowledge, asOf: string): Facts {
  const chosen = (kinds: readonly string[]) => ({
    sure: known.open.filter((each) => kinds.includes(each.kind)),
    maybe: known.doubtful.filter((each) => kinds.includes(each.kind)),
  })

  function areas(kinds: readonly string[], field: AreaField, largest: boolean): Fact {
    if (!known.surveyed) return UNKNOWN
    const { sure, maybe } = chosen(kinds)
    const values = sure.map((each) => each[field])
    const held = values.filter((value) => value !== null)
    const low = largest ? Math.max(0, ...held) : held.reduce((sum, value) => sum + value * 1000, 0) / 1000
    const closed = held.length === values.length && maybe.length === 0
    const evidence = [...sure, ...maybe].map((each) => evidenceOf(each, each[field], asOf))
    return { low, high: closed ? low : null, evidence }
  }

  function count(kinds: readonly string[]): Fact {
    if (!known.surveyed) return UNKNOWN
    const { sure, maybe } = chosen(kinds)
    const evidence = [...sure, ...maybe].map((each) => evidenceOf(each, null, asOf))
    return { low: sure.length, high: sure.length + maybe.length, evidence }
  }

  function offered(): Fact {
    if (!known.surveyed) return UNKNOWN
    const outlets = [...known.open, ...known.doubtful].filter((each) => each.family === 'commerce')
    const sure = known.open.filter((each) => each.family === 'commerce')
    return {
      low: null,
      high: null,
      items: [...new Set(sure.flatMap((each) => each.offers ?? []))].sort(),
      more: sure.some((each) => each.offers === null) || outlets.length > sure.length,
      evidence: outlets.map((each) => evidenceOf(each, null, asOf)),
    }
  }

  function figure(measure: string): Fact {
    const newest = known.figures
      .filter((each) => each.measure === measure && each.asOf <= asOf)
      .reduce<Figure | null>((best, each) => (best === null || each.asOf > best.asOf ? each : best), null)
    if (newest === null) return UNKNOWN
    const source = newest.evidence === null ? newest.source : `${newest.source}；${newest.evidence}`
    const { title } = measureOf(measure)
    const evidence = [{ label: title, value: newest.value, asOf: newest.asOf, source, href: newest.href }]
    return { low: newest.value, high: newest.value, evidence }
  }

  return (measure, kinds) => {
    switch (measure) {
      case 'hall-area':
        return areas(HALLS, 'floor_area', false)
      case 'resident-area':
        return areas(HALLS, 'activity_area', false)
      case 'elder-area':
        return areas(ELDER, 'floor_area', false)
      case 'largest-floor-area':
        return areas(kinds ?? [], 'floor_area', true)
      case 'total-floor-area':
        return areas(kinds ?? [], 'floor_area', false)
      case 'total-outdoor-area':
        return areas(kinds ?? [], 'outdoor_area', false)
      case 'facility-count':
        return count(kinds ?? [])
      case 'offers':
        return offered()
      default:
        return figure(measure)
    }
  }
}

/** The four that the guideline for embedded facilities counts, by the functions that stand for each. */
const CORE: readonly (readonly string[])[] = [
  ['full-care', 'day-care', 'home-visit'],
  ['childcare-full', 'childcare-half', 'childcare-hourly'],
  ['after-school'],
  ['meals'],
]

/** Yuan in 万元. */
const WAN = 10_000

/** Quantities of one facility, and of the works that build or fit it out. Pure. */
export function facilityFacts(facility: FacilityView, asOf: string): Facts {
  const one = (value: number | null): Fact => ({
    low: value,
    high: value,
    evidence: [evidenceOf(facility, value, asOf)],
  })
  const { functions } = facility
  return (measure) => {
    switch (measure) {
      case 'floor-area':
        return one(facility.floor_area)
      case 'works-area':
        return one(facility.works_area)
      case 'works-cost':
        return one(facility.works_cost === null ? null : Math.round(facility.works_cost * WAN * 100) / 100)
      case 'functions':
        return { ...one(null), items: functions }
      case 'function-count':
        return one(functions === null ? null : functions.length)
      case 'core-function-count':
        return one(
          functions === null ? null : CORE.filter((group) => group.some((each) => functions.includes(each))).length,
        )
      default:
        return UNKNOWN
    }
  }
}
