import { today } from '../../../kernel/dates.ts'
import { inScope, sql, type Tx } from '../../../platform/db/index.ts'
import type { PaperKind, PaperView } from '../model.ts'
import { PAPER, type PaperStored, runsOn } from '../store.ts'
import { termState } from '../terms.ts'

/** Papers of a kind that count on a day, with the organisations and sites they belong to. One statement. */
export async function papersOn(
  tx: Tx,
  day: string,
  filter: { kind: PaperKind; subkind?: string; organisation?: string },
): Promise<PaperView[]> {
  const rows = await tx.rows<PaperStored>(sql`select ${PAPER} from providers.paper p
    where p.jurisdiction = ${tx.actor.jurisdiction} and p.kind = ${filter.kind}
      and (${filter.subkind ?? null}::text is null or p.subkind = ${filter.subkind ?? null})
      and (${filter.organisation ?? null}::uuid is null or p.organisation = ${filter.organisation ?? null})
      and ${runsOn(sql`p`, day)}
    order by p.valid_until nulls last, p.id`)
  return rows.map((row) => ({ ...row, state: termState(row, day) }))
}

/** Something whose term ends or has ended (到期日历). */
export type EndingView = {
  kind: 'paper' | 'standing'
  id: string
  organisation: string
  organisationName: string
  site: string | null
  siteName: string | null
  what: string
  subkind: string
  title: string
  until: string
  state: 'soon' | 'expired'
}

/**
 * What ends within some months or ended since a day and was not replaced by another of the same kind, soonest first. What holds without
 * end is no part of it. One statement.
 */
export async function endings(tx: Tx, span: { since: string; until: string }): Promise<EndingView[]> {
  const day = today(tx.now.getTime())
  const { jurisdiction } = tx.actor
  const rows = await tx.rows<Omit<EndingView, 'state'>>(sql`with term as (
      select 'paper' kind, p.id, p.organisation, p.site, p.kind what, p.subkind, p.title, p.valid_until
      from providers.paper p where p.jurisdiction = ${jurisdiction} and p.ended_on is null and p.valid_until between ${span.since}::date and ${span.until}::date
      union all
      select 'standing', t.id, t.organisation, t.site, t.kind, t.code, t.label, t.valid_until
      from providers.standing t where t.jurisdiction = ${jurisdiction} and t.ended_on is null and t.valid_until between ${span.since}::date and ${span.until}::date),
    newer as (
      select 'paper' kind, organisation, site, subkind, valid_until from providers.paper where jurisdiction = ${jurisdiction} and ended_on is null
      union all
      select 'standing', organisation, site, code, valid_until from providers.standing where jurisdiction = ${jurisdiction} and ended_on is null)
    select e.kind, e.id, e.organisation, o.name "organisationName", e.site, s.name "siteName", e.what, e.subkind, e.title, e.valid_until "until"
    from term e
    join providers.organisation o on o.jurisdiction = ${jurisdiction} and o.id = e.organisation
    left join providers.site s on s.jurisdiction = ${jurisdiction} and s.id = e.site
    where not exists (select from newer n where n.kind = e.kind and n.organisation = e.organisation and n.site is not distinct from e.site
        and n.subkind = e.subkind and (n.valid_until is null or n.valid_until > e.valid_until))
      and (s.id is null or s.state <> 'closed')
      and ${inScope(tx, sql`coalesce(s.region, o.region)`)}
    order by e.valid_until, o.name, e.id limit 2000`)
  return rows.map((row) => ({ ...row, state: row.until < day ? 'expired' : 'soon' }))
}
