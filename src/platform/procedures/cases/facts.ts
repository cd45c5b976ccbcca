import type { Bilingual } from '../../../kernel/refusal.ts'
import { sql, type Tx } from '../../db/index.ts'
import type { Group, RuleResult, Values } from '../model.ts'
import { noCase } from './store.ts'

/** What a room may know of a case that concerns it: everything but personal data. */
export type CaseFacts = {
  id: string
  number: string
  code: string
  version: number
  group: Group
  title: Bilingual
  applicant: string
  creditCode: string | null
  region: string
  step: string | null
  outcome: string | null
  revision: number
  /** Form and findings of the newest edition, without what is sealed. */
  values: Values
  /** Rules as the last act judged them. */
  rules: RuleResult[]
  certificate: { number: string; issuedOn: string; validUntil: string | null; state: string } | null
}

/** A case for the room whose business it is. One statement. @throws Refusal `case.missing` */
export async function caseFacts(tx: Tx, id: string): Promise<CaseFacts> {
  const row =
    await tx.maybe<CaseFacts>(sql`select c.id, c.number, c.code, c.version, d.content ->> 'group' "group", c.title, c.applicant, c.credit_code "creditCode", c.region, c.step,
      c.outcome, c.revision, coalesce(f.open, '{}') "values", coalesce(e.detail -> 'results', '[]') rules,
      case when k.number is null then null else jsonb_build_object('number', k.number, 'issuedOn', k.issued_on, 'validUntil', k.valid_until,
        'state', k.state) end certificate
    from procedures.casefile c
    join procedures.definition d on d.jurisdiction = c.jurisdiction and d.code = c.code and d.version = c.version
    left join lateral (select open from procedures.case_form f where f.jurisdiction = c.jurisdiction and f.casefile = c.id
      order by revision desc limit 1) f on true
    left join lateral (select detail from procedures.case_event e where e.jurisdiction = c.jurisdiction and e.casefile = c.id
      order by revision desc limit 1) e on true
    left join procedures.certificate k on k.jurisdiction = c.jurisdiction and k.casefile = c.id
    where c.jurisdiction = ${tx.actor.jurisdiction} and c.id = ${id}`)
  if (row === null) throw noCase()
  return row
}
