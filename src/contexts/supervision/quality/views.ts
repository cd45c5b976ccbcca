import { today } from '../../../kernel/dates.ts'
import { empty, inScope, type Sql, sql, type Tx } from '../../../platform/db/index.ts'
import { pageOf, readCursor } from '../../../platform/http/index.ts'
import { actorNames, listUnits } from '../../../platform/identity/index.ts'
import { openJson } from '../../../platform/keys/index.ts'
import { noteRead, type PeopleDesk, personCards } from '../../people/index.ts'
import { organisationNames, sitesOf } from '../../providers/index.ts'
import { ordersBrief } from '../../services/index.ts'
import { regionNames } from '../../territory/index.ts'
import { noCase } from './acts.ts'
import {
  type About,
  CASE_ACTS,
  type CaseAct,
  type CaseKind,
  type CaseLine,
  type CaseState,
  type CaseView,
  LEVELS,
  type Level,
  type SiteRatings,
} from './model.ts'
import { actsOn, meanOf } from './rules.ts'
import { term } from './terms.ts'

type Row = {
  id: string
  no: string
  kind: CaseKind
  about: About
  state: CaseState
  organisation: string | null
  site: string | null
  region: string
  unit: string
  openedAt: string
  callbackDue: string
  due: string
  revision: number
}

const LINE: Sql = sql`c.id, c.no, c.kind, c.about, c.state, c.organisation, c.site, c.region, c.unit, c.opened_at "openedAt",
  c.callback_due "callbackDue", c.due, c.revision`

const OPEN: readonly CaseState[] = ['open', 'verified', 'rectified', 'appealed']

async function linesOf(tx: Tx, rows: readonly Row[]): Promise<CaseLine[]> {
  const day = today(tx.now.getTime())
  const firms = [...new Set(rows.flatMap((row) => (row.organisation === null ? [] : [row.organisation])))]
  const organisations = await organisationNames(tx, firms)
  const sites = new Map((firms.length === 0 ? [] : await sitesOf(tx, firms)).map((each) => [each.id, each.name]))
  const units = new Map((await listUnits(tx)).map((each) => [each.id, each.name]))
  const regions = await regionNames(tx, [...new Set(rows.map((row) => row.region.padEnd(12, '0')))], day)
  return rows.map(({ organisation, site, region, unit, ...row }) => ({
    ...row,
    organisationName: organisation === null ? null : (organisations.get(organisation)?.name ?? '—'),
    siteName: site === null ? null : (sites.get(site) ?? '—'),
    regionName: regions.get(region.padEnd(12, '0')) ?? region,
    unitName: units.get(unit) ?? '—',
    late: OPEN.includes(row.state) && (row.due < day || (row.state === 'open' && row.callbackDue < day)),
  }))
}

/** Cases of the reader's area, those due soonest first. */
export async function listQuality(
  tx: Tx,
  filter: { state?: CaseState; kind?: CaseKind; mine: boolean; cursor?: string; limit: number },
): Promise<{ items: CaseLine[]; next: string | null; open: number; late: number }> {
  const after = readCursor(filter.cursor, 2)
  const own = tx.actor.jurisdiction
  const day = today(tx.now.getTime())
  const rows =
    await tx.rows<Row>(sql`select ${LINE} from supervision.casefile c where c.jurisdiction = ${own} and ${inScope(tx, sql`c.region`)}
      ${filter.state === undefined ? sql`and c.state <> 'closed'` : sql`and c.state = ${filter.state}`}
      ${filter.kind === undefined ? empty : sql`and c.kind = ${filter.kind}`} ${filter.mine ? sql`and c.unit = ${tx.actor.unit}` : empty}
      ${after === null ? empty : sql`and (c.due, c.id) > (${after[0]}::date, ${after[1]}::uuid)`} order by c.due, c.id limit ${filter.limit + 1}`)
  const page = pageOf(rows, filter.limit, (row) => [row.due, row.id])
  const counts = await tx.one<{ open: number; late: number }>(sql`select count(*)::int "open",
      count(*) filter (where c.due < ${day}::date or (c.state = 'open' and c.callback_due < ${day}::date))::int late
    from supervision.casefile c where c.jurisdiction = ${own} and ${inScope(tx, sql`c.region`)} and c.state = any(${[...OPEN]})`)
  return { items: await linesOf(tx, page.items), next: page.next, ...counts }
}

/** A case with what was said and done; the reading of whom it concerns is noted. @throws Refusal `case.missing` */
export async function qualityCase(tx: Tx, desk: PeopleDesk, id: string): Promise<CaseView> {
  const own = tx.actor.jurisdiction
  type Whole = Row & {
    order: string | null
    person: string | null
    wrapped: Buffer | null
    sealed: Buffer | null
    published: string | null
  }
  const row = await tx.maybe<Whole>(sql`select ${LINE}, c.order_id "order", c.person, c.wrapped, c.sealed, c.published
    from supervision.casefile c where c.jurisdiction = ${own} and c.id = ${id} and ${inScope(tx, sql`c.region`)}`)
  if (row === null) throw noCase()
  const steps = await tx.rows<{ act: CaseAct | 'open'; sealed: Buffer | null; by: string; at: string }>(
    sql`select act, sealed, by, at from supervision.casefile_step where jurisdiction = ${own} and casefile = ${id} order by id`,
  )
  const key = row.wrapped === null ? null : (await desk.keys.ring(tx)).unwrap(row.wrapped)
  const opened = (sealed: Buffer | null) => (key === null || sealed === null ? null : openJson<string>(key, sealed))
  const levels =
    row.order === null
      ? []
      : await tx.rows<{ level: Level }>(
          sql`select level from supervision.rating where jurisdiction = ${own} and order_id = ${row.order} order by round`,
        )
  const card =
    row.person === null ? undefined : (await personCards(tx, desk, [row.person], '办理投诉和差评')).get(row.person)
  if (card !== undefined)
    await noteRead(tx, { act: 'care', purpose: '办理投诉和差评', fields: ['case-words'], persons: [card.id] })
  const brief = row.order === null ? undefined : (await ordersBrief(tx, [row.order])).get(row.order)
  const names = await actorNames(
    tx,
    steps.map((step) => step.by),
  )
  const [line] = await linesOf(tx, [row])
  return {
    ...line!,
    order: brief === undefined ? null : { id: brief.id, no: brief.no, title: brief.title },
    person: card?.id ?? null,
    personName: card?.name ?? null,
    anonymous: row.person === null,
    words: opened(row.sealed),
    rating: levels.length === 0 ? null : { level: levels[0]!.level, again: levels[1]?.level ?? null },
    published: row.published,
    steps: steps.map((step) => ({
      act: step.act,
      title: CASE_ACTS[step.act],
      by: names(step.by),
      at: step.at,
      words: opened(step.sealed),
    })),
    acts: actsOn({ state: row.state, appealed: steps.some((step) => step.act === 'appeal') }),
  }
}

/**
 * Ratings of sites over a year, as everybody may read them. The last rating of an order counts; all of a person's ratings of a site are one
 * voice; what was found mistaken or malicious is left out; below the least number of persons no mean is told.
 */
export async function siteRatings(
  tx: Tx,
  site?: string,
): Promise<{ items: SiteRatings[]; least: number; basis: string }> {
  const own = tx.actor.jurisdiction
  const { days: least, basis } = await term(tx, 'voices', today(tx.now.getTime()))
  const since = new Date(tx.now.getTime() - 365 * 86_400_000)
  type Sum = {
    site: string
    organisation: string
    voices: number[]
    ratings: number
    levels: Record<string, number>
    from: string
    until: string
    bad: number
    answered: number
  }
  const rows = await tx.rows<Sum>(sql`with last as (
      select distinct on (r.order_id) r.* from supervision.rating r where r.jurisdiction = ${own} and r.given_at >= ${since} and not r.excluded
        ${site === undefined ? empty : sql`and r.site = ${site}`} order by r.order_id, r.round desc),
    voice as (select site, person, avg(level)::float8 level from last group by 1, 2),
    counted as (select site, level, count(*)::int n from last group by 1, 2)
    select l.site, (array_agg(l.organisation))[1] organisation, count(*)::int ratings,
      (select array_agg(v.level) from voice v where v.site = l.site) voices,
      (select jsonb_object_agg(c.level, c.n) from counted c where c.site = l.site) levels,
      min((l.given_at at time zone 'Asia/Shanghai')::date)::text "from", max((l.given_at at time zone 'Asia/Shanghai')::date)::text "until",
      (select count(*)::int from supervision.casefile c where c.jurisdiction = ${own} and c.site = l.site and c.kind = 'bad-rating' and c.opened_at >= ${since}
        and c.state <> 'excluded') bad,
      (select count(*)::int from supervision.casefile c where c.jurisdiction = ${own} and c.site = l.site and c.kind = 'bad-rating' and c.opened_at >= ${since}
        and c.state = 'closed') answered
    from last l group by l.site order by count(*) desc`)
  const firms = [...new Set(rows.map((row) => row.organisation))]
  const organisations = await organisationNames(tx, firms)
  const sites = new Map((firms.length === 0 ? [] : await sitesOf(tx, firms)).map((each) => [each.id, each.name]))
  const all = Object.keys(LEVELS).map(Number) as Level[]
  return {
    least,
    basis,
    items: rows.map(({ organisation, voices, levels, ...row }) => ({
      ...row,
      siteName: sites.get(row.site) ?? '—',
      organisationName: organisations.get(organisation)?.name ?? '—',
      mean: meanOf(voices, least),
      persons: voices.length,
      levels: Object.fromEntries(all.map((level) => [level, levels[level] ?? 0])) as Record<Level, number>,
    })),
  }
}

/** Closed cases with what was published, the newest first: what everybody may read. */
export async function publishedCases(
  tx: Tx,
  limit = 100,
): Promise<
  { no: string; kind: CaseKind; about: About; siteName: string | null; closedAt: string; published: string }[]
> {
  const rows = await tx.rows<
    Row & { closedAt: string; published: string }
  >(sql`select ${LINE}, c.closed_at "closedAt", c.published
    from supervision.casefile c where c.jurisdiction = ${tx.actor.jurisdiction} and c.state = 'closed' and c.kind <> 'report'
    order by c.closed_at desc limit ${limit}`)
  const lines = await linesOf(tx, rows)
  return rows.map((row, i) => ({
    no: row.no,
    kind: row.kind,
    about: row.about,
    siteName: lines[i]!.siteName,
    closedAt: row.closedAt,
    published: row.published,
  }))
}
