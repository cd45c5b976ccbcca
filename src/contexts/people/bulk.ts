import { newId } from '../../kernel/ids.ts'
import { sql, type Tx } from '../../platform/db/index.ts'
import type { KeyRing } from '../../platform/keys/index.ts'
import { type CategoryCode, categoryTags } from './categories.ts'
import type { ProxyScope } from './proxies.ts'
import { hex, type PersonSeal } from './seals.ts'
import type { RelativeSecrets } from './views.ts'

/** A category of a person as it is written in bulk. */
export type CategoryRow = {
  person: string
  category: CategoryCode
  from: string
  until: string | null
  evidence: string
}

/** Writes categories of persons whose seals are given. One statement. */
export async function insertCategories(
  tx: Tx,
  ring: KeyRing,
  seals: ReadonlyMap<string, PersonSeal>,
  rows: readonly CategoryRow[],
): Promise<void> {
  const tags = categoryTags(ring)
  const given = rows.map((row) => ({
    id: newId(),
    person: row.person,
    tag: hex(tags.of(row.category)),
    from: row.from,
    until: row.until,
    sealed: hex(seals.get(row.person)!.seal(row.evidence)),
  }))
  await tx.run(sql`insert into people.category (jurisdiction, id, person, tag, during, sealed, recorded_at, recorded_by)
    select ${tx.actor.jurisdiction}, g.id, g.person, g.tag, daterange(g."from", g.until), g.sealed, ${tx.now}, ${tx.actor.id}
    from jsonb_to_recordset(${JSON.stringify(given)}::jsonb) as g(id uuid, person uuid, tag bytea, "from" date, until date, sealed bytea)`)
}

/** A contact, guardian or proxy as it is written in bulk. */
export type RelativeRow = {
  person: string
  role: 'contact' | 'guardian' | 'proxy'
  other: string | null
  scope: ProxyScope[]
  from: string
  until: string | null
  secrets: RelativeSecrets
}

/** Writes contacts, guardians and proxies of persons whose seals are given. One statement. */
export async function insertRelatives(
  tx: Tx,
  seals: ReadonlyMap<string, PersonSeal>,
  rows: readonly RelativeRow[],
): Promise<void> {
  const given = rows.map(({ secrets, ...row }) => ({
    ...row,
    id: newId(),
    sealed: hex(seals.get(row.person)!.seal(secrets)),
  }))
  await tx.run(sql`insert into people.relative (jurisdiction, id, person, role, other, scope, sealed, during, recorded_at, recorded_by)
    select ${tx.actor.jurisdiction}, g.id, g.person, g.role, g.other, g.scope, g.sealed, daterange(g."from", g.until), ${tx.now}, ${tx.actor.id}
    from jsonb_to_recordset(${JSON.stringify(given)}::jsonb) as g(id uuid, person uuid, role text, other uuid, scope text[], sealed bytea, "from" date, until date)`)
}
