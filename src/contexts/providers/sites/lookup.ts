import { inScope, sql, type Tx } from '../../../platform/db/index.ts'

/** A site with the beds kept bed by bed: those that can be used on the day (not closed), nursing beds among them. */
export type SiteOfKind = {
  id: string
  code: string
  name: string
  kind: string
  facility: string | null
  region: string
  organisation: string
  organisationName: string
  /** Null where the site keeps no beds bed by bed. */
  usable: number | null
  nursing: number | null
}

/**
 * Sites of some kinds that were open on a day, in the actor's area, with their usable beds. A site without an opening date counts by its
 * state alone. One statement.
 */
export async function sitesOfKinds(tx: Tx, kinds: readonly string[], day: string): Promise<SiteOfKind[]> {
  return tx.rows<SiteOfKind>(sql`select s.id, s.code, s.name, s.kind, s.facility, s.region, s.organisation, o.name "organisationName",
      case when b.kept > 0 then b.usable end usable, case when b.kept > 0 then b.nursing end nursing
    from providers.site s
    join providers.organisation o on o.jurisdiction = s.jurisdiction and o.id = s.organisation
    cross join lateral (
      select count(*)::int kept, (count(*) filter (where q.id is null))::int usable,
        (count(*) filter (where q.id is null and b.kind = 'nursing'))::int nursing
      from providers.bed b left join providers.bed_period q on q.jurisdiction = b.jurisdiction and q.bed = b.id and q.state = 'closed' and q.during @> ${day}::date
      where b.jurisdiction = s.jurisdiction and b.site = s.id and b.opened_on <= ${day}::date and (b.closed_on is null or b.closed_on > ${day}::date)
        and b.kind in ('full', 'nursing')) b
    where s.jurisdiction = ${tx.actor.jurisdiction} and s.kind = any(${[...kinds]}) and ${inScope(tx, sql`s.region`)}
      and (s.opened_on is null or s.opened_on <= ${day}::date) and (s.closed_on is null or s.closed_on > ${day}::date)
      and s.state in ('open', 'suspended') order by s.name, s.id limit 5000`)
}

/** Ids of the sites that work in each facility, by its code. One statement. */
export async function facilitiesOfSites(tx: Tx): Promise<Map<string, string[]>> {
  const rows = await tx.rows<{
    facility: string
    sites: string[]
  }>(sql`select facility, array_agg(id::text) sites from providers.site
    where jurisdiction = ${tx.actor.jurisdiction} and facility is not null group by facility`)
  return new Map(rows.map((row) => [row.facility, row.sites]))
}
