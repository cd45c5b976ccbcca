import { type OpenNow, openAt } from '../facilities/hours.ts'
import type { DayMinute, Place } from './model.ts'

/** Says of many places whether they are open at one minute; hours that many share are read once. */
export function openSayer(at: DayMinute): (place: Place) => OpenNow {
  const said = new Map<string | null, OpenNow>()
  return ({ hours, exceptions }) => {
    if (exceptions.length > 0) return openAt(hours, exceptions, at)
    let now = said.get(hours)
    if (now === undefined) {
      now = openAt(hours, [], at)
      said.set(hours, now)
    }
    return now
  }
}
