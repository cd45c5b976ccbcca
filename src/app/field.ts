import { type VisitPack, visitKinds, visitPack } from '../contexts/care/index.ts'
import { type OrderPack, orderKinds, orderPack } from '../contexts/services/index.ts'
import { type CensusPack, censusKinds, censusPack } from '../contexts/territory/index.ts'
import { openKeyRoom } from '../platform/keys/index.ts'
import type { SyncDesk } from '../platform/sync/index.ts'
import { peopleDeskOf } from './people.ts'

/** What a device takes along, by the name of the pack; a part is absent where the account may not have it. */
export type FieldPack = { visits?: VisitPack; census?: CensusPack; orders?: OrderPack }

/** What devices in the field may hand in and take along: every room brings its kinds of operations and its packs here. */
export function syncDeskOf(folder: string): SyncDesk {
  const people = peopleDeskOf(folder)
  return {
    keys: openKeyRoom(folder),
    kinds: [...visitKinds(people), ...censusKinds, ...orderKinds(people)],
    packs: [visitPack(people), censusPack, orderPack(people)],
  }
}
