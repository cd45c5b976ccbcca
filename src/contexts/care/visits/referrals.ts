import { addDays, type IsoDate } from '../../../kernel/dates.ts'
import { newId } from '../../../kernel/ids.ts'
import { refuse } from '../../../kernel/refusal.ts'
import { sql, type Tx } from '../../../platform/db/index.ts'
import { emit } from '../../../platform/events/index.ts'
import { record } from '../../../platform/journal/index.ts'
import { demandPerson, noPerson, type PeopleDesk, type PersonSeal, sealsFor } from '../../people/index.ts'
import { REFERRALS, type ReferralKind } from './model.ts'

/** Told when a finding was handed to a unit. What it says stays sealed. */
export type ReferralOpened = {
  referral: string
  visit: string
  person: string
  kind: ReferralKind
  unit: string
  due: IsoDate
}

/** Opens referrals (转介) out of a visit. Two statements at most, and an event for each. */
export async function openReferrals(
  tx: Tx,
  seal: PersonSeal,
  { visit, person, on }: { visit: string; person: string; on: IsoDate },
  wanted: readonly { kind: ReferralKind; note: string | null }[],
): Promise<string[]> {
  if (wanted.length === 0) return []
  const rows = wanted.map(({ kind, note }) => {
    const { unit, days } = REFERRALS.find((each) => each.code === kind)!
    return { id: newId(), kind, unit, due: addDays(on, days), sealed: seal.seal(note) }
  })
  await tx.run(sql`insert into care.referral (jurisdiction, id, visit, person, kind, unit, due, sealed, opened_by, opened_at)
    select ${tx.actor.jurisdiction}, x.id, ${visit}, ${person}, x.kind, x.unit, x.due, x.sealed, ${tx.actor.id}, ${tx.now}
    from unnest(${rows.map((row) => row.id)}::uuid[], ${rows.map((row) => row.kind)}::text[], ${rows.map((row) => row.unit)}::text[],
      ${rows.map((row) => row.due)}::date[], ${rows.map((row) => row.sealed)}::bytea[]) x(id, kind, unit, due, sealed)`)
  for (const { id, kind, unit, due } of rows)
    await emit<string, ReferralOpened>(tx, 'care.referral.opened', { referral: id, visit, person, kind, unit, due })
  return rows.map((row) => row.id)
}

/**
 * Answers a referral: taken on, done, or declined with the reason.
 *
 * @throws Refusal `referral.missing`, `referral.closed`, `referral.answer` when it ends without a word
 */
export async function answerReferral(
  tx: Tx,
  desk: PeopleDesk,
  id: string,
  input: { state: 'accepted' | 'done' | 'declined'; answer: string | null },
): Promise<void> {
  const own = tx.actor.jurisdiction
  const row = await tx.maybe<{ person: string; state: string }>(
    sql`select person, state from care.referral where jurisdiction = ${own} and id = ${id} for update`,
  )
  if (row === null)
    throw refuse('referral.missing', { zh: '没有这条转介', en: 'There is no such referral' }, { kind: 'missing' })
  await demandPerson(tx, desk, row.person)
  if (row.state === 'done' || row.state === 'declined')
    throw refuse('referral.closed', { zh: '这条转介已办结', en: 'This referral is closed' }, { kind: 'conflict' })
  if (input.state !== 'accepted' && input.answer === null)
    throw refuse('referral.answer', { zh: '请写明办理结果', en: 'Say what came of it' }, { at: '/answer' })
  const seal = (await sealsFor(tx, desk, [row.person])).get(row.person)
  if (seal === undefined) throw noPerson()
  const answer = input.state === 'accepted' ? null : seal.seal(input.answer)
  await tx.run(sql`update care.referral set state = ${input.state}, answer = ${answer}, answered_by = ${tx.actor.id}, answered_at = ${tx.now}
    where jurisdiction = ${own} and id = ${id}`)
  await record(tx, {
    action: 'care.referral.answer',
    subject: { kind: 'referral', id },
    detail: { state: input.state },
  })
}
