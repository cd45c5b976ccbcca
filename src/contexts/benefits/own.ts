import { type IsoDate, today } from '../../kernel/dates.ts'
import type { Bilingual } from '../../kernel/refusal.ts'
import { sql, type Tx } from '../../platform/db/index.ts'
import { noteRead, type PeopleDesk, sealsFor } from '../people/index.ts'
import type { SealedLine } from './freeze.ts'
import { type Cause, type Outcome, REASONS } from './model.ts'
import { titlesOf } from './views.ts'

/** Months shown: two years. */
const MONTHS = 24

/** What a person gets, as the person is told: entitlements, the list of every month with why, and what was too much. Money in fen. */
export type BenefitsOf = {
  entitlements: { id: string; title: Bilingual; from: IsoDate; until: IsoDate | null; endedCause: Cause | null }[]
  months: { month: string; title: Bilingual; outcome: Outcome; fen: number; reasons: Bilingual[] }[]
  overpaid: { id: string; title: Bilingual; month: string; fen: number; settled: string | null }[]
}

/** The benefits of one person; the reading is noted. Seven statements. */
export async function benefitsOf(tx: Tx, desk: PeopleDesk, person: string, purpose: string): Promise<BenefitsOf> {
  const own = tx.actor.jurisdiction
  const title = await titlesOf(tx)
  const entitlements = await tx.rows<{
    id: string
    benefit: string
    from: IsoDate
    until: IsoDate | null
    endedCause: Cause | null
  }>(sql`select id, benefit, lower(during) "from", upper(during) "until", ended_cause "endedCause" from benefits.entitlement
    where jurisdiction = ${own} and person = ${person} order by (ended_at is not null), lower(during) desc`)
  const lines = await tx.rows<{ month: string; benefit: string; outcome: Outcome; fen: number; sealed: Buffer }>(sql`
    select l.month, x.benefit, x.outcome, x.fen, x.sealed from benefits.line x
    join benefits.list l on l.jurisdiction = x.jurisdiction and l.id = x.list
    where x.jurisdiction = ${own} and x.person = ${person} order by l.month desc, x.benefit limit ${MONTHS * 3}`)
  const overpaid = await tx.rows<{
    id: string
    benefit: string
    month: string
    fen: number
    settled: string | null
  }>(sql`
    select o.id, o.benefit, l.month, o.fen, o.settled from benefits.overpayment o
    join benefits.list l on l.jurisdiction = o.jurisdiction and l.id = o.list
    where o.jurisdiction = ${own} and o.person = ${person} and o.settled is distinct from 'cancelled' order by l.month desc`)
  const seal = (await sealsFor(tx, desk, [person])).get(person)
  await noteRead(tx, { act: 'file', purpose, fields: ['benefits'], persons: [person] })
  return {
    entitlements: entitlements.map(({ benefit, ...each }) => ({ ...each, title: title(benefit) })),
    months: lines.map(({ benefit, sealed, ...each }) => ({
      ...each,
      title: title(benefit),
      reasons: (seal?.open<SealedLine>(sealed).judged.reasons ?? []).map((reason) => REASONS[reason]),
    })),
    overpaid: overpaid.map(({ benefit, ...each }) => ({ ...each, title: title(benefit) })),
  }
}

/**
 * Benefits that persons hold today and what the newest frozen list says of each (null: no list has come by yet). Who calls it has noted the
 * reading. Two statements.
 */
export async function heldBenefits(
  tx: Tx,
  persons: readonly string[],
): Promise<{ person: string; benefit: string; title: Bilingual; outcome: Outcome | null }[]> {
  if (persons.length === 0) return []
  const rows = await tx.rows<{
    person: string
    benefit: string
    outcome: Outcome | null
  }>(sql`select p person, h.benefit, h.outcome
    from unnest(${[...persons]}::uuid[]) p, benefits.held(${tx.actor.jurisdiction}, p, ${today(tx.now.getTime())}::date) h`)
  if (rows.length === 0) return []
  const title = await titlesOf(tx)
  return rows.map((row) => ({ ...row, title: title(row.benefit) }))
}
