import { type Subscriber, subscriber } from '../../../platform/events/index.ts'
import type { RowsChanged } from '../../../platform/imports/index.ts'
import { noteChange } from './store.ts'

/** The register of facilities changed: maps of this jurisdiction are out of date from now on. */
const noteFacilityChange = subscriber<RowsChanged>(
  'territory.note-map-change',
  'register.rows.changed',
  async (tx, { id, payload }) => {
    if (payload.register === 'facility') await noteChange(tx, id)
  },
)

/** What the map reacts to. */
export const mapReactions: Subscriber[] = [noteFacilityChange]
