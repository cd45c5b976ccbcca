import { careDue, careNeeds } from '../contexts/care/index.ts'
import { healthDue } from '../contexts/health/index.ts'
import { mealRule } from '../contexts/meals/index.ts'
import { peopleDesk } from '../contexts/people/index.ts'
import { clientsOfProvider, type OrderDesk, personsOfCarer } from '../contexts/services/index.ts'
import { certificatesDue } from '../contexts/workforce/index.ts'
import { openKeyRoom } from '../platform/keys/index.ts'

/**
 * The desk of the people room with what the rooms above plug in: what is due for a person, who sees whom by a relation, and what a room has to say
 * in orders of its kind.
 */
export function peopleDeskOf(folder: string): OrderDesk {
  const keys = openKeyRoom(folder)
  const desk = peopleDesk(keys, {
    due: [healthDue(peopleDesk(keys)), certificatesDue, careDue],
    needs: [careNeeds],
    related: [clientsOfProvider, personsOfCarer],
  })
  return { ...desk, orderRules: [mealRule] }
}
