import { today } from '../../../kernel/dates.ts'
import { refuse } from '../../../kernel/refusal.ts'
import { containing, sql, type Tx } from '../../../platform/db/index.ts'
import { cursorOf, readCursor } from '../../../platform/http/index.ts'
import { FACILITY_KINDS, regionNames } from '../../territory/index.ts'
import { bansHolding } from '../bans/store.ts'
import { breachesOf } from '../commitments/views.ts'
import type { BreachView, SiteState } from '../model.ts'
import { countsIn, organisationWith, type SiteStored, sitesOf, siteWith, termsOf } from '../store.ts'
import { countsOn } from '../terms.ts'

/** A site as everybody may see it in the list. `filed` and `grade` are what holds today. */
export type PublicSite = {
  id: string
  name: string
  kind: string
  kindTitle: { zh: string; en: string }
  organisationName: string
  region: string
  regionName: string
  address: string | null
  phone: string | null
  state: SiteState
  filed: boolean
  grade: number | null
  recognised: boolean
  feeLowFen: number | null
  feeHighFen: number | null
}

const titleOf = (kind: string) => FACILITY_KINDS.find((each) => each.code === kind)?.title ?? { zh: kind, en: kind }

/** Standings of a kind that count on a day for a site `s`: its own and those of the whole organisation. */
const granted = (kind: string, day: string) => sql`providers.standing t where t.jurisdiction = s.jurisdiction
  and t.organisation = s.organisation and (t.site = s.id or t.site is null) and t.kind = ${kind} and ${countsIn(sql`t`, day)}`

/** Sites of a government that are open or stand still, by name; what has closed is not shown. Two statements a page. */
export async function publicSites(
  tx: Tx,
  query: {
    q?: string
    kind?: string
    family?: string
    only?: 'filed' | 'graded' | 'recognised'
    limit?: number
    cursor?: string
  },
): Promise<{ items: PublicSite[]; next: string | null }> {
  const day = today(tx.now.getTime())
  const limit = query.limit ?? 30
  const after = readCursor(query.cursor, 2)
  const q = (query.q ?? '').trim()
  const kinds =
    query.family === undefined
      ? null
      : FACILITY_KINDS.filter((kind) => kind.family === query.family).map(({ code }) => code)
  const rows = await tx.rows<
    Omit<PublicSite, 'regionName' | 'kindTitle'>
  >(sql`select * from (select s.id, s.name, s.kind, o.name "organisationName", s.region,
      s.address, s.phone, s.state, exists (select from ${granted('filing', day)}) filed,
      exists (select from ${granted('recognition', day)}) recognised,
      (select max(t.value) from ${granted('grade', day)}) grade,
      s.fee_low_fen "feeLowFen", s.fee_high_fen "feeHighFen"
    from providers.site s join providers.organisation o on o.jurisdiction = s.jurisdiction and o.id = s.organisation
    where s.jurisdiction = ${tx.actor.jurisdiction} and s.state in ('open', 'suspended')
      and ${query.kind === undefined ? sql`true` : sql`s.kind = ${query.kind}`}
      and ${kinds === null ? sql`true` : sql`s.kind = any(${kinds})`}
      and ${q === '' ? sql`true` : sql`(s.name ilike ${containing(q)} or o.name ilike ${containing(q)} or s.address ilike ${containing(q)})`}
      and ${after === null ? sql`true` : sql`(s.name, s.id::text) > (${String(after[0])}, ${String(after[1])})`}) r
    where ${
      query.only === undefined
        ? sql`true`
        : { filed: sql`r.filed`, graded: sql`r.grade is not null`, recognised: sql`r.recognised` }[query.only]
    }
    order by r.name, r.id::text limit ${limit + 1}`)
  const names = await regionNames(
    tx,
    rows.map((row) => row.region),
    day,
  )
  const items = rows
    .slice(0, limit)
    .map((row) => ({ ...row, regionName: names.get(row.region) ?? row.region, kindTitle: titleOf(row.kind) }))
  const last = items.at(-1)
  return { items, next: rows.length > limit && last !== undefined ? cursorOf([last.name, last.id]) : null }
}

/** What everybody may see of a site: what holds today, and what was promised and broken. */
export type PublicSitePage = PublicSite & {
  creditCode: string
  openedOn: string | null
  floorArea: number | null
  fullBeds: number | null
  dayBeds: number | null
  nursingBeds: number | null
  childcarePlaces: number | null
  admits: string[] | null
  homeServices: string[] | null
  /** Filings, recognitions, grades that hold today, with the number of the plaque. */
  standings: {
    kind: string
    label: string
    value: number | null
    from: string
    until: string | null
    certificate: string | null
  }[]
  /** Licences, insurance, agreements, certifications and declared standards that hold today. */
  papers: { kind: string; subkind: string; title: string; party: string | null; until: string | null }[]
  commitments: {
    id: string
    text: string
    from: string
    until: string | null
    breaches: Omit<BreachView, 'by' | 'organisation' | 'commitment'>[]
  }[]
  /** Banned today: until when, null without end. */
  ban: { until: string | null; basis: string } | null
  sites: { id: string; name: string }[]
  asOf: string
}

const DECLARED = ['insurance', 'agreement', 'certification', 'declared-standard', 'licence']

/** @throws Refusal `site.missing` */
export async function publicSite(tx: Tx, id: string): Promise<PublicSitePage> {
  const site: SiteStored = await siteWith(tx, id)
  if (site.state !== 'open' && site.state !== 'suspended')
    throw refuse('site.missing', { zh: '没有这个网点', en: 'There is no such site' }, { kind: 'missing' })
  const owner = await organisationWith(tx, site.organisation)
  const day = today(tx.now.getTime())
  const names = await regionNames(tx, [site.region], day)
  const { papers, standings } = await termsOf(tx, [owner.id])
  const here = <T extends { site: string | null }>(each: T) => each.site === id || each.site === null
  const holding = standings.filter((each) => here(each) && countsOn(each, day))
  const breaches = await breachesOf(tx, [owner.id])
  const [ban] = await bansHolding(tx, { creditCodes: [owner.creditCode], personDigests: [] })
  const others = (await sitesOf(tx, [owner.id])).filter((each) => each.id !== id && each.state === 'open')
  return {
    id,
    name: site.name,
    kind: site.kind,
    kindTitle: titleOf(site.kind),
    organisationName: owner.name,
    creditCode: owner.creditCode,
    region: site.region,
    regionName: names.get(site.region) ?? site.region,
    address: site.address,
    phone: site.phone,
    state: site.state,
    openedOn: site.openedOn,
    floorArea: site.floorArea,
    fullBeds: site.fullBeds,
    dayBeds: site.dayBeds,
    nursingBeds: site.nursingBeds,
    childcarePlaces: site.childcarePlaces,
    admits: site.admits,
    homeServices: site.homeServices,
    feeLowFen: site.feeLowFen,
    feeHighFen: site.feeHighFen,
    filed: holding.some((each) => each.kind === 'filing'),
    recognised: holding.some((each) => each.kind === 'recognition'),
    grade: Math.max(0, ...holding.filter((each) => each.kind === 'grade').map((each) => each.value ?? 0)) || null,
    standings: holding
      .filter((each) => each.kind !== 'commitment')
      .map(({ kind, label, value, from, until, certificate }) => ({ kind, label, value, from, until, certificate })),
    papers: papers
      .filter((each) => here(each) && countsOn(each, day) && DECLARED.includes(each.kind))
      .map(({ kind, subkind, title, party, until }) => ({ kind, subkind, title, party, until })),
    // A commitment that has run out stays with what was broken under it.
    commitments: standings
      .filter(
        (each) =>
          each.kind === 'commitment' &&
          here(each) &&
          (countsOn(each, day) || breaches.some((one) => one.commitment === each.id)),
      )
      .map(({ id: commitment, detail, from, until }) => ({
        id: commitment,
        text: detail.text ?? '',
        from,
        until,
        breaches: breaches
          .filter((each) => each.commitment === commitment)
          .map(({ by: _by, organisation: _organisation, commitment: _commitment, ...each }) => each),
      })),
    ban: ban === undefined ? null : { until: ban.endsOn, basis: ban.basis },
    sites: others.map((each) => ({ id: each.id, name: each.name })),
    asOf: day,
  }
}
