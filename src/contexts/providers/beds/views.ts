import { today } from '../../../kernel/dates.ts'
import { inScope, may, sql, type Tx, worksIn } from '../../../platform/db/index.ts'
import { regionNames } from '../../territory/index.ts'
import type { BedKind } from '../model.ts'
import { siteWith } from '../store.ts'
import { type BedCount, type BedState, bedStateOn, countBeds } from './rules.ts'
import { BED, type BedRow, PERIOD, type PeriodRow } from './store.ts'

/** A site with its beds counted by kind and state. `declared` is what the register says; null where it does not. */
export type BedSite = {
  id: string
  name: string
  organisation: string
  organisationName: string
  region: string
  regionName: string
  declared: number | null
  counts: Partial<Record<BedKind, BedCount>>
}

/** Beds of every site that keeps them bed by bed, or has declared some (床位看板). Two statements. */
export async function bedBoard(tx: Tx, asOf?: string): Promise<{ asOf: string; items: BedSite[] }> {
  const day = asOf ?? today(tx.now.getTime())
  const rows = await tx.rows<
    Omit<BedSite, 'regionName' | 'counts'> & { beds: { kind: BedKind; state: BedState }[] }
  >(sql`select s.id, s.name,
      s.organisation, o.name "organisationName", s.region, nullif(coalesce(s.full_beds, 0) + coalesce(s.day_beds, 0), 0) declared,
      coalesce((select jsonb_agg(jsonb_build_object('kind', b.kind, 'state', coalesce(q.state, 'free')))
        from providers.bed b left join providers.bed_period q on q.jurisdiction = b.jurisdiction and q.bed = b.id and q.during @> ${day}::date
        where b.jurisdiction = s.jurisdiction and b.site = s.id and b.opened_on <= ${day}::date and (b.closed_on is null or b.closed_on > ${day}::date)), '[]') beds
    from providers.site s join providers.organisation o on o.jurisdiction = s.jurisdiction and o.id = s.organisation
    where s.jurisdiction = ${tx.actor.jurisdiction} and s.state <> 'closed' and ${inScope(tx, sql`s.region`)}
      and (s.full_beds > 0 or exists (select from providers.bed b where b.jurisdiction = s.jurisdiction and b.site = s.id))
    order by s.name, s.id limit 2000`)
  const names = await regionNames(
    tx,
    rows.map((row) => row.region),
    day,
  )
  return {
    asOf: day,
    items: rows.map(({ beds, ...row }) => ({
      ...row,
      regionName: names.get(row.region) ?? row.region,
      counts: countBeds(beds),
    })),
  }
}

/** A bed with what it is on the day and what is planned for it. */
export type BedView = BedRow & { state: BedState; now: PeriodRow | null; later: PeriodRow[] }
export type BedSiteView = {
  asOf: string
  site: { id: string; name: string; organisation: string }
  beds: BedView[]
  may: { keep: boolean }
}

/** The beds of a site on a day. Three statements. @throws Refusal `site.missing` */
export async function siteBeds(tx: Tx, site: string, asOf?: string): Promise<BedSiteView> {
  const place = await siteWith(tx, site)
  const day = asOf ?? today(tx.now.getTime())
  const beds =
    await tx.rows<BedRow>(sql`select ${BED} from providers.bed b where b.jurisdiction = ${tx.actor.jurisdiction} and b.site = ${site}
    order by b.floor nulls last, b.room nulls last, b.code`)
  const periods = Map.groupBy(
    await tx.rows<PeriodRow>(sql`select ${PERIOD} from providers.bed b
      join providers.bed_period q on q.jurisdiction = b.jurisdiction and q.bed = b.id and (upper_inf(q.during) or upper(q.during) > ${day}::date)
      where b.jurisdiction = ${tx.actor.jurisdiction} and b.site = ${site} order by lower(q.during)`),
    (period) => period.bed,
  )
  const own = worksIn(tx.actor, place.region)
  return {
    asOf: day,
    site: { id: place.id, name: place.name, organisation: place.organisation },
    beds: beds
      .map((bed) => {
        const all = periods.get(bed.id) ?? []
        const now = all.find((period) => period.from <= day) ?? null
        return { ...bed, state: bedStateOn(bed, all, day), now, later: all.filter((period) => period !== now) }
      })
      .filter((bed) => bed.state !== 'gone'),
    may: { keep: own && may(tx.actor, 'register.write') },
  }
}
