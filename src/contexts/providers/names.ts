import type { IsoDate } from '../../kernel/dates.ts'
import { sql, type Tx } from '../../platform/db/index.ts'
import { countsIn } from './store.ts'

/** An organisation as other rooms name it. */
export type OrganisationName = { id: string; name: string; creditCode: string; region: string }

/** Names of organisations by id; a merged one by the one that remains. One statement. */
export async function organisationNames(tx: Tx, ids: Iterable<string>): Promise<Map<string, OrganisationName>> {
  const wanted = [...new Set(ids)]
  if (wanted.length === 0) return new Map()
  const rows = await tx.rows<
    OrganisationName & { asked: string }
  >(sql`select o.id asked, k.id, k.name, k.credit_code "creditCode", k.region
    from providers.organisation o
    join providers.organisation k on k.jurisdiction = o.jurisdiction and k.id = coalesce(o.merged_into, o.id)
    where o.jurisdiction = ${tx.actor.jurisdiction} and o.id = any(${wanted}::uuid[])`)
  return new Map(rows.map(({ asked, ...row }) => [asked, row]))
}

/** Every organisation of the actor's government that was not merged into another, by credit code. One statement. */
export async function allOrganisations(tx: Tx): Promise<OrganisationName[]> {
  return tx.rows<OrganisationName>(sql`select id, name, credit_code "creditCode", region from providers.organisation
    where jurisdiction = ${tx.actor.jurisdiction} and state = 'active' order by credit_code`)
}

/** The grade an organisation holds on a day: the best of its sites. */
export type GradeHeld = { organisation: string; grade: number; until: IsoDate | null }

/** Organisations with a grade (等级) in force on a day. One statement. */
export async function gradesOn(tx: Tx, day: IsoDate): Promise<GradeHeld[]> {
  return tx.rows<GradeHeld>(sql`select distinct on (t.organisation) t.organisation, t.value grade, t.valid_until "until" from providers.standing t
    where t.jurisdiction = ${tx.actor.jurisdiction} and t.kind = 'grade' and t.value is not null and ${countsIn(sql`t`, day)}
    order by t.organisation, t.value desc`)
}
