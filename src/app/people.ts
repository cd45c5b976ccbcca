import { careDue, careNeeds } from '../contexts/care/index.ts'
import { healthDue } from '../contexts/health/index.ts'
import { type PeopleDesk, peopleDesk } from '../contexts/people/index.ts'
import { clientsOfProvider } from '../contexts/services/index.ts'
import { certificatesDue } from '../contexts/workforce/index.ts'
import { openKeyRoom } from '../platform/keys/index.ts'

/** The desk of the people room with what the rooms above plug in: what is due for a person, and who sees whom by a relation. */
export function peopleDeskOf(folder: string): PeopleDesk {
  const keys = openKeyRoom(folder)
  return peopleDesk(keys, {
    due: [healthDue(peopleDesk(keys)), certificatesDue, careDue],
    needs: [careNeeds],
    related: [clientsOfProvider],
  })
}
