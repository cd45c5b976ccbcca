import { sql, type Tx } from '../../platform/db/index.ts'
import { noteRead } from './access.ts'
import type { PeopleDesk } from './desk.ts'
import type { PersonCard } from './model.ts'
import { scopeOf } from './scope.ts'
import { type Secrets, sealOf } from './seals.ts'
import { PERSON_COLUMNS, type PersonRow } from './store.ts'
import { CARD_FIELDS, cardsOf } from './views.ts'

/** What somebody who goes to a person has to know to find and reach them. */
export type Doorstep = PersonCard & { address: string | null; phones: { number: string; label: string | null }[] }

/**
 * Cards with exact address and telephones of persons one is about to visit, noted as opened for the purpose; those beyond the actor's scope
 * are left out. Six statements at most.
 */
export async function doorsteps(
  tx: Tx,
  desk: PeopleDesk,
  persons: readonly string[],
  purpose: string,
): Promise<Map<string, Doorstep>> {
  if (persons.length === 0) return new Map()
  const ring = await desk.keys.ring(tx)
  const rows = await tx.rows<PersonRow & { address: Buffer | null }>(sql`select ${PERSON_COLUMNS},
      (select a.sealed from people.address a where a.jurisdiction = p.jurisdiction and a.person = p.id and a.kind = 'residence' and upper_inf(a.during)) address
    from people.person p where ${scopeOf(tx, desk)} and p.id = any(${[...persons]}::uuid[]) and p.state = 'resident'`)
  const cards = await cardsOf(tx, desk, rows)
  if (cards.length > 0)
    await noteRead(tx, {
      act: 'reveal',
      purpose,
      fields: [...CARD_FIELDS, 'phones', 'address'],
      persons: cards.map((card) => card.id),
    })
  return new Map(
    cards.map((card, i): [string, Doorstep] => {
      const { wrapped, sealed, address } = rows[i]!
      const seal = wrapped === null ? null : sealOf(ring.unwrap(wrapped))
      return [
        card.id,
        {
          ...card,
          address: seal === null || address === null ? null : seal.open<string>(address),
          phones: seal === null || sealed === null ? [] : seal.open<Secrets>(sealed).phones,
        },
      ]
    }),
  )
}
