import { refuse } from '../../../kernel/refusal.ts'
import { prefixOf, settlementOf } from '../../../kernel/region.ts'
import type { Tx } from '../../../platform/db/index.ts'
import { facilitiesOn, findFacility, missingFacility } from '../facilities/views.ts'
import type { FacilityView, RegionView } from '../model.ts'
import { regions } from '../regions/views.ts'
import { type CommunityKnowledge, communityFacts, type Figure, facilityFacts } from './facts.ts'
import type {
  CompleteRate,
  LineState,
  StandardFamily,
  StandardLine,
  StandardResult,
  StandardSubject,
  SubjectTraits,
} from './model.ts'
import { completeRate, evaluateStandard, factsOf } from './rules.ts'
import { allLines, communityFigures, linesOn, standardFamilies } from './store.ts'

/** A family with the lines in force and all that ever were; `binding` says whether it binds here or is shown for comparison. */
export type FamilyView = StandardFamily & {
  binding: boolean
  /** Judged by walking minutes: the circles do that, not the figures of a community. */
  walking: boolean
  lines: StandardLine[]
  versions: StandardLine[]
}

/** Whether a family binds in a jurisdiction. */
export const binds = (family: Pick<StandardFamily, 'region'>, jurisdiction: string) =>
  prefixOf(jurisdiction).startsWith(family.region) || family.region.startsWith(prefixOf(jurisdiction))

/** All families with their lines on a day. */
export async function standards(tx: Tx, asOf: string): Promise<FamilyView[]> {
  const families = await standardFamilies(tx)
  const all = await allLines(tx)
  const now = linesOn(all, asOf)
  return families.map((family) => ({
    ...family,
    binding: binds(family, tx.actor.jurisdiction),
    walking: all.some((line) => line.family === family.code && line.measure === 'walk-minutes'),
    lines: now.filter((line) => line.family === family.code),
    versions: all.filter((line) => line.family === family.code),
  }))
}

/**
 * One family on a day.
 *
 * @throws Refusal `standard.missing`, or `standard.subject` when it judges something else
 */
export async function familyOn(
  tx: Tx,
  code: string,
  asOf: string,
  subjects?: readonly StandardSubject[],
): Promise<FamilyView> {
  const found = (await standards(tx, asOf)).find((family) => family.code === code)
  if (found === undefined) {
    throw refuse(
      'standard.missing',
      { zh: `没有标准 ${code}`, en: `There is no standard ${code}` },
      { kind: 'missing', at: '/family' },
    )
  }
  if (subjects !== undefined && !subjects.includes(found.subject)) {
    throw refuse(
      'standard.subject',
      { zh: `“${found.title.zh}”不适用于这类对象`, en: `“${found.title.en}” judges something else` },
      { at: '/family', params: { subject: found.subject } },
    )
  }
  return found
}

/** Something that was judged, with how it came out. */
export type Assessed = {
  code: string
  name: string
  township: string
  townshipName: string | null
  result: StandardResult
}

export type Assessment = { family: FamilyView; asOf: string; items: Assessed[]; rate: CompleteRate }

/** Knowledge of every community below a region on a day: three statements, however many there are. */
async function knowledge(tx: Tx, asOf: string, region: string) {
  const all = await regions(tx, { asOf, within: region })
  const figures = await communityFigures(tx, asOf, prefixOf(region))
  const facilities = Map.groupBy(await facilitiesOn(tx, asOf, { states: 'any', region }), (each) => each.region)
  return { all, knownOf: (code: string) => knownOf(figures.get(code) ?? [], facilities.get(code) ?? []) }
}

function knownOf(figures: Figure[], facilities: FacilityView[]): CommunityKnowledge {
  return {
    figures,
    open: facilities.filter((each) => each.state === 'open'),
    doubtful: facilities.filter((each) => each.state === null),
    surveyed: facilities.length > 0,
  }
}

function communityTraits(code: string, known: CommunityKnowledge): SubjectTraits {
  const fresh = known.figures.find((each) => each.measure === 'new-community')?.value
  return {
    settlement: settlementOf(code),
    stage: fresh === 1 ? 'new' : 'existing',
    kind: null,
    tier: null,
  }
}

/** Every community of a region judged by one family (A17, A44). */
export async function assessCommunities(
  tx: Tx,
  query: { family: string; asOf: string; region?: string },
): Promise<Assessment> {
  const family = await familyOn(tx, query.family, query.asOf, ['community'])
  const { all, knownOf } = await knowledge(tx, query.asOf, query.region ?? tx.actor.jurisdiction)
  const names = new Map(all.map((each) => [each.code, each.name]))
  const items = all
    .filter((each) => each.level === 'village')
    .map((each): Assessed => {
      const known = knownOf(each.code)
      const facts = communityFacts(known, query.asOf)
      const result = evaluateStandard(family.lines, facts, communityTraits(each.code, known))
      const township = each.parent ?? ''
      return { code: each.code, name: each.name, township, townshipName: names.get(township) ?? null, result }
    })
  return { family, asOf: query.asOf, items, rate: completeRate(items.map((each) => each.result.state)) }
}

/** What figures may be made of communities: amounts (null: not known for certain), and how they stand against families of standards. */
export type CommunityStanding = {
  code: string
  amounts: Readonly<Record<string, number | null>>
  states: Readonly<Record<string, LineState>>
}

/**
 * How some communities stand on a day, for figures that are computed again and again: two statements, however many communities.
 *
 * @param facilities all facilities of the day, whatever their standing
 */
export async function communityStandings(
  tx: Tx,
  query: {
    asOf: string
    communities: readonly string[]
    facilities: readonly FacilityView[]
    measures: readonly string[]
    families: readonly string[]
  },
): Promise<CommunityStanding[]> {
  const { asOf } = query
  const lines = query.families.length === 0 ? [] : linesOn(await allLines(tx), asOf)
  const figures = await communityFigures(tx, asOf, prefixOf(tx.actor.jurisdiction))
  const facilities = Map.groupBy(query.facilities, (each) => each.region)
  return query.communities.map((code) => {
    const known = knownOf(figures.get(code) ?? [], facilities.get(code) ?? [])
    const facts = communityFacts(known, asOf)
    const traits = communityTraits(code, known)
    const amount = (measure: string) => {
      const { low, high } = facts(measure, null)
      return low === high ? low : null
    }
    const stateOf = (family: string) =>
      evaluateStandard(
        lines.filter((line) => line.family === family),
        facts,
        traits,
      ).state
    return {
      code,
      amounts: Object.fromEntries(query.measures.map((measure) => [measure, amount(measure)])),
      states: Object.fromEntries(query.families.map((family) => [family, stateOf(family)])),
    }
  })
}

/** Facilities of a region judged by one family that judges facilities (A21) or works (A36); those it is not for are left out. */
export async function assessFacilities(
  tx: Tx,
  query: { family: string; asOf: string; region?: string },
): Promise<Assessment> {
  const family = await familyOn(tx, query.family, query.asOf, ['facility', 'works'])
  const region = query.region ?? tx.actor.jurisdiction
  const all = await facilitiesOn(tx, query.asOf, { region, states: family.subject === 'works' ? 'any' : ['open'] })
  const items = all
    .map(
      (each): Assessed => ({
        code: each.code,
        name: each.name,
        township: each.region,
        townshipName: each.regionName,
        result: judgeFacility(family, each, query.asOf),
      }),
    )
    .filter(({ result }) => speaks(family, result))
  return { family, asOf: query.asOf, items, rate: completeRate(items.map((each) => each.result.state)) }
}

/** Whether a result says something: the family is for the facility, and of works something is known. */
function speaks(family: FamilyView, result: StandardResult): boolean {
  if (result.state === 'not-applicable') return false
  return family.subject !== 'works' || result.groups.some((group) => group.lines.some((line) => line.low !== null))
}

function judgeFacility(family: FamilyView, facility: FacilityView, asOf: string): StandardResult {
  const traits = { settlement: null, stage: null, kind: facility.kind, tier: facility.tier }
  return evaluateStandard(family.lines, facilityFacts(facility, asOf), traits)
}

/** One community by every family that judges communities. */
export type CommunitySheet = {
  asOf: string
  community: RegionView
  townshipName: string | null
  surveyed: boolean
  results: { family: FamilyView; result: StandardResult }[]
}

/** The sheet of one community: every line with its evidence and what is missing. */
export async function communitySheet(tx: Tx, code: string, asOf: string): Promise<CommunitySheet> {
  const { all, knownOf } = await knowledge(tx, asOf, code)
  const community = all.find((each) => each.code === code && each.level === 'village')
  if (community === undefined) {
    throw refuse(
      'community.missing',
      { zh: `没有社区（村）${code}`, en: `There is no community ${code}` },
      { kind: 'missing', at: '/code' },
    )
  }
  const known = knownOf(code)
  const facts = communityFacts(known, asOf)
  const above =
    community.parent === null ? [] : await regions(tx, { asOf, within: community.parent, level: 'township' })
  const families = (await standards(tx, asOf)).filter((family) => family.subject === 'community' && !family.walking)
  return {
    asOf,
    community,
    townshipName: above[0]?.name ?? null,
    surveyed: known.surveyed,
    results: families.map((family) => ({
      family,
      result: evaluateStandard(family.lines, facts, communityTraits(code, known)),
    })),
  }
}

/** One facility by every family that is for it, the fast lane of its works included. */
export async function facilitySheet(
  tx: Tx,
  code: string,
  asOf: string,
): Promise<{ family: FamilyView; result: StandardResult }[]> {
  const facility = await findFacility(tx, code, asOf)
  if (facility === null) throw missingFacility(code)
  return (await standards(tx, asOf))
    .filter((family) => family.subject === 'facility' || family.subject === 'works')
    .map((family) => ({ family, result: judgeFacility(family, facility, asOf) }))
    .filter(({ family, result }) => speaks(family, result))
}

/**
 * Planned figures of a building project by the lines of a family on a day: for the gates of a project (A18, A19, A27) and for whoever
 * wants to try figures. Figures that are left out are unknown.
 *
 * @param query.family judges projects or works; `new-estate` for housing
 */
export async function judgePlanned(
  tx: Tx,
  query: { family: string; asOf: string; figures: Readonly<Record<string, number | null>>; source?: string | null },
): Promise<{ family: FamilyView; result: StandardResult }> {
  const family = await familyOn(tx, query.family, query.asOf, ['project', 'works'])
  const traits: SubjectTraits = { settlement: null, stage: 'new', kind: null, tier: null }
  return { family, result: evaluateStandard(family.lines, factsOf(query.figures, query.source ?? null), traits) }
}
