import { refuse } from '../../kernel/refusal.ts'
import { sql, type Tx } from '../../platform/db/index.ts'
import { record } from '../../platform/journal/index.ts'
import { maskPhone, noPerson, personCards, personsInScope, sealsFor } from '../people/index.ts'
import type { ResidentDesk } from './desk.ts'
import type { CodeKind, ToTell } from './model.ts'

type Waiting = { id: string; person: string; kind: CodeKind; askedAt: string; until: string; sealed: Buffer }

async function waiting(tx: Tx, desk: ResidentDesk, id: string | null): Promise<Waiting[]> {
  return tx.rows<Waiting>(sql`select id, person, kind, asked_at "askedAt", until, to_tell sealed from residents.code
    where jurisdiction = ${tx.actor.jurisdiction} and to_tell is not null and used_at is null and until > ${tx.now}
      and ${id === null ? sql`true` : sql`id = ${id}`} and person in (${personsInScope(tx, desk.people)})
    order by asked_at desc limit 50`)
}

/** Codes that the counter or the hotline has to tell now, without the codes; the reading is noted. */
export async function codesToTell(tx: Tx, desk: ResidentDesk): Promise<ToTell[]> {
  const rows = await waiting(tx, desk, null)
  const persons = [...new Set(rows.map((row) => row.person))]
  const cards = await personCards(tx, desk.people, persons, '告知登录验证码')
  const seals = await sealsFor(tx, desk.people, persons)
  return rows.flatMap(({ person, sealed, ...row }): ToTell[] => {
    const card = cards.get(person)
    const seal = seals.get(person)
    if (card === undefined || seal === undefined) return []
    const { name, born, regionName } = card
    return [
      {
        ...row,
        person: { id: person, name, born, regionName },
        phone: maskPhone(seal.open<{ phone: string }>(sealed).phone),
      },
    ]
  })
}

/**
 * Opens one code, to be told to the person it belongs to, who was recognised (本人核实). Who opened it stands in the journal.
 *
 * @throws Refusal `code.missing`
 */
export async function tellCode(tx: Tx, desk: ResidentDesk, id: string): Promise<{ code: string }> {
  const [row] = await waiting(tx, desk, id)
  if (row === undefined)
    throw refuse(
      'code.missing',
      { zh: '没有这个验证码，或已过期', en: 'There is no such code, or it is no longer good' },
      { kind: 'missing', next: { zh: '请对方重新取验证码', en: 'Let the person ask for a new one' } },
    )
  const seal = (await sealsFor(tx, desk.people, [row.person])).get(row.person)
  if (seal === undefined) throw noPerson()
  await tx.run(sql`update residents.code set told_at = ${tx.now}, told_by = ${tx.actor.id}
    where jurisdiction = ${tx.actor.jurisdiction} and id = ${id}`)
  await record(tx, { action: 'residents.code.tell', subject: { kind: 'person', id: row.person }, detail: { code: id } })
  return { code: seal.open<{ code: string }>(row.sealed).code }
}
