import { type PeopleDesk, peopleDesk } from '../contexts/people/index.ts'
import { certificatesDue } from '../contexts/workforce/index.ts'
import { openKeyRoom } from '../platform/keys/index.ts'

/** The desk of the people room with what the rooms above plug in: what is due for a person, and who sees whom by a relation. */
export function peopleDeskOf(folder: string): PeopleDesk {
  return peopleDesk(openKeyRoom(folder), { due: [certificatesDue], needs: [], related: [] })
}
