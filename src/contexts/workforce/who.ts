import { refuse } from '../../kernel/refusal.ts'
import { expectRegion, type Sql, sql, type Tx } from '../../platform/db/index.ts'
import { type OrganisationStored, organisationByCode } from '../providers/index.ts'

/** The organisation of a credit code that may still be dealt with. @throws Refusal `organisation.missing`, `access.region` */
export async function firmByCode(tx: Tx, creditCode: string): Promise<OrganisationStored> {
  const firm = await organisationByCode(tx, creditCode.trim().toUpperCase())
  if (firm === null)
    throw refuse(
      'organisation.missing',
      { zh: `没有信用代码为 ${creditCode} 的机构`, en: `There is no organisation with the code ${creditCode}` },
      {
        kind: 'missing',
        at: '/creditCode',
        next: { zh: '请先在服务机构台账登记', en: 'Enter it in the register of organisations first' },
      },
    )
  expectRegion(tx, firm.region)
  return firm
}

/** Of merged files the one that remains, for a column that holds a person. */
export const holderOf = (table: Sql): Sql =>
  sql`coalesce((select a.holder from workforce.alias a where a.jurisdiction = ${table}.jurisdiction and a.person = ${table}.person), ${table}.person)`

/** The condition that a row belongs to one of some persons, under whichever of their files they are named and it was entered. */
export const belongsTo = (tx: Tx, table: Sql, persons: readonly string[]): Sql =>
  sql`${table}.person in (with asked as (select coalesce(a.holder, p) id from unnest(${[...persons]}::uuid[]) p
      left join workforce.alias a on a.jurisdiction = ${tx.actor.jurisdiction} and a.person = p)
    select id from asked union all
    select a.person from workforce.alias a join asked on a.holder = asked.id where a.jurisdiction = ${tx.actor.jurisdiction})`
