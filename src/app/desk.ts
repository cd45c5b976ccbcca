import { benefitHooks } from '../contexts/benefits/index.ts'
import { communityHooks } from '../contexts/community/index.ts'
import { noteRead, personOfNumber } from '../contexts/people/index.ts'
import { providerHooks } from '../contexts/providers/index.ts'
import { regions, resolveRegions } from '../contexts/territory/index.ts'
import { workforceHooks } from '../contexts/workforce/index.ts'
import { today } from '../kernel/dates.ts'
import type { JournalKeys } from '../platform/journal/index.ts'
import { type Desk, type Hook, openVault } from '../platform/procedures/index.ts'
import { peopleDeskOf } from './people.ts'

/** The desk at which procedures are carried out: keys, sealed personal data, places, and the rooms that answer questions. */
export function deskOf({ keys, folder }: { keys: JournalKeys; folder: string }): Desk {
  const people = peopleDeskOf(folder)
  // Questions that definitions ask of the rooms, by name. A room that can answer one brings it here.
  const hooks: ReadonlyMap<string, Hook> = new Map([
    ...providerHooks,
    ...communityHooks,
    ...benefitHooks(people),
    ...workforceHooks(people),
  ])
  return {
    keys,
    vault: openVault(folder),
    hooks,
    persons: {
      ofNumber: (tx, number) => personOfNumber(tx, people, number),
      read: async (tx, person, { purpose, fields }) =>
        void (await noteRead(tx, { act: 'file', purpose, fields, persons: [person] })),
    },
    resolve: resolveRegions,
    places: async (tx) => {
      const all = await regions(tx, { asOf: today(tx.now.getTime()), within: tx.actor.jurisdiction })
      return all
        .filter((each) => each.level === 'township' || each.level === 'village')
        .map(({ code, name, parent }) => ({ code, name, parent }))
    },
  }
}
