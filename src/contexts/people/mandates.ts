import { type IsoDate, today } from '../../kernel/dates.ts'
import { sql, type Tx } from '../../platform/db/index.ts'
import type { ActingFor, ProxyScope } from './proxies.ts'

/** Whom somebody may act for today, and how far: a guardian in everything, a proxy inside the scope and the dates. */
export type Mandate = {
  person: string
  name: string
  acting: ActingFor
  /** Null: everything. */
  scope: ProxyScope[] | null
  /** First day on which it no longer holds. */
  until: IsoDate | null
}

/**
 * The persons that somebody acts for: oneself first, then those who gave an authority that holds today or of whom one is the guardian. Found by
 * the file the authority names, or by the identity number noted with it. Names only: nothing is noted. Two statements.
 */
export async function mandatesOf(tx: Tx, own: string): Promise<Mandate[]> {
  const day = today(tx.now.getTime())
  const held = await tx.rows<{
    id: string
    person: string
    name: string
    role: 'guardian' | 'proxy'
    scope: ProxyScope[]
    until: IsoDate | null
  }>(sql`select r.id, r.person, p.name, r.role, r.scope, upper(r.during) "until" from people.relative r
    join people.person p on p.jurisdiction = r.jurisdiction and p.id = r.person and p.state = 'resident'
    where r.jurisdiction = ${tx.actor.jurisdiction} and r.role in ('guardian', 'proxy') and r.ended_at is null and r.during @> ${day}::date
      and r.person <> ${own}
      and (r.other = ${own} or r.number_hash = (select o.number_hash from people.person o
        where o.jurisdiction = ${tx.actor.jurisdiction} and o.id = ${own} and o.number_hash is not null))
    order by r.recorded_at, r.id`)
  const self = await tx.maybe<{ name: string | null }>(
    sql`select name from people.person where jurisdiction = ${tx.actor.jurisdiction} and id = ${own}`,
  )
  return [
    { person: own, name: self?.name ?? '', acting: { by: 'self' }, scope: null, until: null },
    ...held.map(
      ({ id, person, name, role, scope, until }): Mandate => ({
        person,
        name,
        acting: { by: role, relative: id },
        scope: role === 'guardian' ? null : scope,
        until,
      }),
    ),
  ]
}
