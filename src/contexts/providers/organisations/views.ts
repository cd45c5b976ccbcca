import { addMonths, today } from '../../../kernel/dates.ts'
import { containing, inScope, may, type Sql, sql, type Tx, worksIn } from '../../../platform/db/index.ts'
import { cursorOf, readCursor } from '../../../platform/http/index.ts'
import { FACILITY_KINDS, regionNames } from '../../territory/index.ts'
import { banViews } from '../bans/store.ts'
import { breachesOf } from '../commitments/views.ts'
import { happeningsOf } from '../happenings.ts'
import type {
  BanView,
  BreachView,
  HappeningView,
  OrganisationLine,
  PaperView,
  SiteView,
  StandingView,
} from '../model.ts'
import { countsIn, noOrganisation, ORGANISATION, type OrganisationStored, sitesOf, termsOf } from '../store.ts'
import { termState } from '../terms.ts'

export type OrganisationQuery = {
  q?: string
  region?: string
  kind?: string
  nature?: string
  only?: 'unfiled' | 'graded' | 'banned' | 'breached' | 'ending' | 'merged'
  limit?: number
  cursor?: string
}

function facts(tx: Tx, day: string): Sql {
  return sql`(select count(*)::int from providers.site s where s.jurisdiction = o.jurisdiction and s.organisation = o.id) sites,
    (select count(*)::int from providers.site s where s.jurisdiction = o.jurisdiction and s.organisation = o.id and s.state = 'open') "openSites",
    (select count(distinct x.site)::int from providers.standing x join providers.site s on s.jurisdiction = x.jurisdiction and s.id = x.site and s.state = 'open'
      where x.jurisdiction = o.jurisdiction and x.organisation = o.id and x.kind = 'filing' and ${countsIn(sql`x`, day)}) filed,
    (select max(x.value) from providers.standing x where x.jurisdiction = o.jurisdiction and x.organisation = o.id and x.kind = 'grade'
      and ${countsIn(sql`x`, day)}) grade,
    o.id in (select coalesce(d.merged_into, d.id) from providers.ban b
      join providers.organisation d on d.jurisdiction = b.jurisdiction and d.credit_code = b.credit_code
      where b.jurisdiction = ${tx.actor.jurisdiction} and b.starts_on <= ${day}::date
        and (b.ends_on is null or b.ends_on >= ${day}::date) and (b.lifted_on is null or b.lifted_on > ${day}::date)) banned,
    (select count(*)::int from providers.breach b where b.jurisdiction = o.jurisdiction and b.organisation = o.id) breaches,
    (select count(*)::int from (
        select p.site, p.subkind, max(p.valid_until) "until", bool_or(p.valid_until is null) endless from providers.paper p
        where p.jurisdiction = o.jurisdiction and p.organisation = o.id and p.ended_on is null group by p.site, p.subkind
        union all
        select t.site, t.code, max(t.valid_until), bool_or(t.valid_until is null) from providers.standing t
        where t.jurisdiction = o.jurisdiction and t.organisation = o.id and t.ended_on is null group by t.site, t.code) e
      where not e.endless and e."until" < ${addMonths(day, 3)}::date) ending`
}

const ONLY: Record<NonNullable<OrganisationQuery['only']>, Sql> = {
  unfiled: sql`r."openSites" > r.filed`,
  graded: sql`r.grade is not null`,
  banned: sql`r.banned`,
  breached: sql`r.breaches > 0`,
  ending: sql`r.ending > 0`,
  merged: sql`r.state = 'merged'`,
}

/** Where an actor sees an organisation: its own place or that of one of its sites lies in the actor's area. */
const visible = (tx: Tx): Sql => sql`o.jurisdiction = ${tx.actor.jurisdiction} and (${inScope(tx, sql`o.region`)}
  or exists (select from providers.site v where v.jurisdiction = o.jurisdiction and v.organisation = o.id and ${inScope(tx, sql`v.region`)}))`

/** Organisations by name. Two statements a page. */
export async function organisationList(
  tx: Tx,
  query: OrganisationQuery,
): Promise<{ items: OrganisationLine[]; next: string | null }> {
  const day = today(tx.now.getTime())
  const limit = query.limit ?? 50
  const after = readCursor(query.cursor, 2)
  const q = (query.q ?? '').trim()
  // Without a filter on what is counted, only the rows of the page are counted.
  const paged = query.only === undefined ? sql`order by o.name, o.id::text limit ${limit + 1}` : sql``
  const rows = await tx.rows<Omit<OrganisationLine, 'regionName'>>(sql`select * from (
      select o.id, o.credit_code "creditCode", o.name, o.short_name "shortName", o.nature, o.region, o.brand, o.chain_head "chainHead", o.state,
        ${facts(tx, day)}
      from providers.organisation o where ${visible(tx)}
        and ${query.only === 'merged' ? sql`o.state = 'merged'` : sql`o.state = 'active'`}
        and ${query.nature === undefined ? sql`true` : sql`o.nature = ${query.nature}`}
        and ${
          query.region === undefined
            ? sql`true`
            : sql`(starts_with(o.region, ${query.region}) or exists (select from providers.site v where v.jurisdiction = o.jurisdiction
              and v.organisation = o.id and starts_with(v.region, ${query.region})))`
        }
        and ${
          query.kind === undefined
            ? sql`true`
            : sql`exists (select from providers.site v where v.jurisdiction = o.jurisdiction and v.organisation = o.id and v.kind = ${query.kind})`
        }
        and ${
          q === ''
            ? sql`true`
            : sql`(o.name ilike ${containing(q)} or o.short_name ilike ${containing(q)} or o.brand ilike ${containing(q)} or o.credit_code like upper(${containing(q)})
              or exists (select from providers.site v where v.jurisdiction = o.jurisdiction and v.organisation = o.id
                and (v.name ilike ${containing(q)} or v.code ilike ${containing(q)})))`
        }
        and ${after === null ? sql`true` : sql`(o.name, o.id::text) > (${String(after[0])}, ${String(after[1])})`}
        ${paged}) r where ${query.only === undefined ? sql`true` : ONLY[query.only]} order by r.name, r.id::text limit ${limit + 1}`)
  const names = await regionNames(
    tx,
    rows.map((row) => row.region),
    day,
  )
  const items = rows.slice(0, limit).map((row) => ({ ...row, regionName: names.get(row.region) ?? row.region }))
  const last = items.at(-1)
  return { items, next: rows.length > limit && last !== undefined ? cursorOf([last.name, last.id]) : null }
}

/** An organisation with everything that hangs on it. */
export type OrganisationView = OrganisationStored & {
  regionName: string
  /** The organisation it was merged into. */
  into: { id: string; name: string; creditCode: string } | null
  /** Codes and names of duplicates merged into it. */
  duplicates: { id: string; name: string; creditCode: string }[]
  /** Other organisations of the same chain. */
  chain: { id: string; name: string; creditCode: string }[]
  sites: SiteView[]
  papers: PaperView[]
  standings: StandingView[]
  breaches: BreachView[]
  bans: BanView[]
  exits: { id: string; state: string; stopOn: string }[]
  sheets: {
    id: string
    state: string
    openedOn: string
    site: string | null
    total: number | null
    grade: number | null
  }[]
  beds: { site: string; all: number; occupied: number; closed: number }[]
  happenings: HappeningView[]
  kinds: Record<string, { zh: string; en: string }>
  may: { keep: boolean; decide: boolean }
}

type Named = { id: string; name: string; creditCode: string }

/**
 * One organisation with its sites, papers, standings, breaches, bans, exits, scoring sheets and everything that happened.
 *
 * @throws Refusal `organisation.missing`
 */
export async function organisationView(tx: Tx, id: string): Promise<OrganisationView> {
  const { jurisdiction } = tx.actor
  const row = await tx.maybe<OrganisationStored>(
    sql`select ${ORGANISATION} from providers.organisation o where ${visible(tx)} and o.id = ${id}`,
  )
  if (row === null) throw noOrganisation()
  const day = today(tx.now.getTime())
  const sites = await sitesOf(tx, [id])
  const { papers, standings } = await termsOf(tx, [id])
  const relatives = await tx.rows<
    Named & { relation: 'into' | 'duplicate' | 'chain' }
  >(sql`select o.id, o.name, o.credit_code "creditCode",
      case when o.id = ${row.mergedInto} then 'into' when o.merged_into = ${id} then 'duplicate' else 'chain' end relation
    from providers.organisation o where o.jurisdiction = ${jurisdiction} and o.id <> ${id} and (o.id = ${row.mergedInto} or o.merged_into = ${id}
      or (o.state = 'active' and (o.chain_head = ${row.creditCode} or o.credit_code = ${row.chainHead} or o.chain_head = ${row.chainHead})))
    order by o.name limit 200`)
  const exits = await tx.rows<
    OrganisationView['exits'][number]
  >(sql`select id, state, stop_on "stopOn" from providers.exit
    where jurisdiction = ${jurisdiction} and organisation = ${id} order by stop_on desc`)
  const sheets = await tx.rows<
    OrganisationView['sheets'][number]
  >(sql`select id, state, opened_on "openedOn", site, (result ->> 'total')::int total,
      (result ->> 'grade')::int grade from providers.grading_sheet where jurisdiction = ${jurisdiction} and organisation = ${id}
    order by opened_on desc, id desc`)
  const beds = await tx.rows<OrganisationView['beds'][number]>(sql`select b.site, count(*)::int "all",
      (count(*) filter (where q.state = 'occupied'))::int occupied, (count(*) filter (where q.state = 'closed'))::int closed
    from providers.bed b left join providers.bed_period q on q.jurisdiction = b.jurisdiction and q.bed = b.id and q.during @> ${day}::date
    where b.jurisdiction = ${jurisdiction} and b.site = any(${sites.map((site) => site.id)}::uuid[]) and (b.closed_on is null or b.closed_on > ${day}::date)
    group by b.site`)
  const names = await regionNames(tx, [row.region, ...sites.map((site) => site.region)], day)
  const own = worksIn(tx.actor, row.region)
  const related = (relation: string): Named[] =>
    relatives.filter((each) => each.relation === relation).map(({ relation: _, ...each }) => each)
  return {
    ...row,
    regionName: names.get(row.region) ?? row.region,
    into: related('into')[0] ?? null,
    duplicates: related('duplicate'),
    chain: related('chain'),
    sites: sites.map((site) => ({ ...site, regionName: names.get(site.region) ?? site.region })),
    papers: papers.map((paper) => ({ ...paper, state: termState(paper, day) })),
    standings: standings.map((standing) => ({ ...standing, state: termState(standing, day) })),
    breaches: await breachesOf(tx, [id]),
    bans: await banViews(tx, id),
    exits,
    sheets,
    beds,
    happenings: await happeningsOf(tx, id),
    kinds: Object.fromEntries(
      FACILITY_KINDS.filter((kind) => sites.some((site) => site.kind === kind.code)).map((kind) => [
        kind.code,
        kind.title,
      ]),
    ),
    may: {
      keep: own && row.state === 'active' && may(tx.actor, 'register.write'),
      decide: own && row.state === 'active' && may(tx.actor, 'provider.decide'),
    },
  }
}

/** Two organisations that may be one. */
export type DuplicateView = {
  first: Named & { sites: number }
  second: Named & { sites: number }
  why: ('name' | 'facility' | 'phone')[]
}

/** Pairs of organisations that may be one: the same name apart from its ending, the same facility, the same telephone. One statement. */
export async function duplicates(tx: Tx): Promise<DuplicateView[]> {
  const rows = await tx.rows<{
    a: Named & { sites: number }
    b: Named & { sites: number }
    name: boolean
    facility: boolean
    phone: boolean
  }>(sql`with known as (
      select o.id, o.name, o.credit_code, o.phone,
        regexp_replace(regexp_replace(o.name, '[（(][^）)]*[）)]', '', 'g'), '(股份有限公司|有限责任公司|有限公司|服务部|公司)$', '') short,
        (select count(*)::int from providers.site s where s.jurisdiction = o.jurisdiction and s.organisation = o.id) sites,
        (select array_agg(s.facility) from providers.site s where s.jurisdiction = o.jurisdiction and s.organisation = o.id
          and s.facility is not null and s.state <> 'closed') facilities
      from providers.organisation o where ${visible(tx)} and o.state = 'active')
    select jsonb_build_object('id', a.id, 'name', a.name, 'creditCode', a.credit_code, 'sites', a.sites) a,
      jsonb_build_object('id', b.id, 'name', b.name, 'creditCode', b.credit_code, 'sites', b.sites) b,
      a.short = b.short as "name", coalesce(a.facilities && b.facilities, false) facility, coalesce(a.phone = b.phone, false) phone
    from known a join known b on a.id < b.id and (a.short = b.short or a.facilities && b.facilities or a.phone = b.phone)
    order by a.name, b.name limit 200`)
  return rows.map(({ a, b, name, facility, phone }) => ({
    first: a,
    second: b,
    why: [
      ...(name ? (['name'] as const) : []),
      ...(facility ? (['facility'] as const) : []),
      ...(phone ? (['phone'] as const) : []),
    ],
  }))
}
