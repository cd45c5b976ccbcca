import type { IsoDate } from '../../kernel/dates.ts'
import { newId } from '../../kernel/ids.ts'
import { refuse } from '../../kernel/refusal.ts'
import { sql, type Tx } from '../../platform/db/index.ts'
import { emit } from '../../platform/events/index.ts'
import { record } from '../../platform/journal/index.ts'
import { demandPerson, type PeopleDesk } from '../people/index.ts'
import type { Cause } from './model.ts'
import { overpaid } from './rules.ts'

type Listed = { list: string; person: string; benefit: string; factsOn: IsoDate; fen: number }

/**
 * Finds what lists gave persons for months in which nothing was due from a day on, and notes it once. Returns the sum in fen of what is
 * new. Two statements.
 *
 * @param benefit only this one
 */
export async function findOverpaid(
  tx: Tx,
  persons: readonly string[],
  since: IsoDate,
  cause: Exclude<Cause, 'renounced'>,
  benefit: string | null = null,
): Promise<number> {
  const own = tx.actor.jurisdiction
  const lines =
    await tx.rows<Listed>(sql`select list, person, benefit, facts_on "factsOn", fen from benefits.line where jurisdiction = ${own}
    and person = any(${[...persons]}::uuid[]) and outcome = 'due' and (${benefit}::text is null or benefit = ${benefit})`)
  const wrong = overpaid(lines, since)
  if (wrong.length === 0) return 0
  const noted = await tx.rows<{
    fen: number
  }>(sql`insert into benefits.overpayment (jurisdiction, id, person, benefit, list, fen, cause, since, found_at)
    select ${own}, x.id, x.person, x.benefit, x.list, x.fen, ${cause}, ${since}::date, ${tx.now}
    from unnest(${wrong.map(() => newId())}::uuid[], ${wrong.map((l) => l.person)}::uuid[], ${wrong.map((l) => l.benefit)}::text[],
      ${wrong.map((l) => l.list)}::uuid[], ${wrong.map((l) => l.fen)}::bigint[]) x(id, person, benefit, list, fen)
    on conflict (jurisdiction, list, person, benefit) where settled is distinct from 'cancelled' do nothing returning fen`)
  return noted.reduce((sum, each) => sum + each.fen, 0)
}

/** Takes back what was noted for a cause that proved wrong and is not settled yet. Returns how many. */
export async function cancelOverpaid(tx: Tx, person: string, causes: readonly Cause[], note: string): Promise<number> {
  return tx.run(sql`update benefits.overpayment set settled = 'cancelled', settled_note = ${note}, settled_by = ${tx.actor.id}, settled_at = ${tx.now}
    where jurisdiction = ${tx.actor.jurisdiction} and person = ${person} and cause = any(${[...causes]}::text[]) and settled is null`)
}

/**
 * Settles an overpayment: recovered, or waived with a reason.
 *
 * @throws Refusal `benefits.overpayment-missing`, `person.missing`
 */
export async function settleOverpayment(
  tx: Tx,
  desk: PeopleDesk,
  id: string,
  input: { how: 'recovered' | 'waived'; note: string },
): Promise<void> {
  const own = tx.actor.jurisdiction
  const row = await tx.maybe<{ person: string; fen: number }>(sql`select person, fen from benefits.overpayment
    where jurisdiction = ${own} and id = ${id} and settled is null for update`)
  if (row === null)
    throw refuse(
      'benefits.overpayment-missing',
      { zh: '没有这笔未处理的多发', en: 'There is no such open overpayment' },
      { kind: 'missing' },
    )
  await demandPerson(tx, desk, row.person)
  await tx.run(sql`update benefits.overpayment set settled = ${input.how}, settled_note = ${input.note}, settled_by = ${tx.actor.id}, settled_at = ${tx.now}
    where jurisdiction = ${own} and id = ${id}`)
  await record(tx, {
    action: 'benefits.overpayment.settle',
    subject: { kind: 'person', id: row.person },
    detail: { overpayment: id, how: input.how, fen: row.fen },
  })
  await emit(tx, 'benefits.overpayment.settled', { overpayment: id, how: input.how, fen: row.fen })
}
