import { sql, type Tx } from '../../platform/db/index.ts'
import { type Subscriber, subscriber } from '../../platform/events/index.ts'
import { destroyCases, moveCases } from '../../platform/procedures/index.ts'
import type { PersonDestroyed, PersonDied, PersonsMerged } from '../people/index.ts'
import { accountOfPerson, closeAccount } from './accounts.ts'

/** Two files were one person: the account goes with the file that remains, unless that has one of its own. */
async function follow(tx: Tx, from: string, into: string): Promise<void> {
  const own = tx.actor.jurisdiction
  await moveCases(tx, from, into)
  if ((await accountOfPerson(tx, into)) !== null) {
    await closeAccount(tx, from, '重复档案')
    return
  }
  // What is sealed under the key of the file that goes cannot be read with the other one's: whoever comes in next asks for a new slip.
  await closeAccount(tx, from, '档案合并，请重新开通')
  await tx.run(sql`update residents.correction set state = 'declined', answered_at = ${tx.now}, answered_by = ${tx.actor.id}
    where jurisdiction = ${own} and person = ${from} and state = 'open'`)
}

/** What happens to persons happens to their accounts. */
export const residentReactions: Subscriber[] = [
  subscriber<PersonDied>('residents.died', 'people.person.died', (tx, { payload: { person } }) =>
    closeAccount(tx, person, '已去世').then(() => undefined),
  ),
  subscriber<PersonDestroyed>('residents.destroyed', 'people.person.destroyed', async (tx, { payload: { person } }) => {
    await closeAccount(tx, person, '档案已销毁')
    await destroyCases(tx, person)
  }),
  subscriber<PersonsMerged>('residents.merged', 'people.person.merged', (tx, { payload: { from, into } }) =>
    follow(tx, from, into),
  ),
]
