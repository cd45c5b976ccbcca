import { today } from '../../../kernel/dates.ts'
import { isSettled, isWorkday } from '../../../kernel/workdays.ts'
import { calendar } from '../../../platform/calendar/index.ts'
import type { Tx } from '../../../platform/db/index.ts'
import type { FacilityCheck } from '../checklists/model.ts'
import { checksOf } from '../checklists/store.ts'
import { leasesOf } from '../leases/commands.ts'
import type { LeaseView } from '../leases/model.ts'
import type { AreasByUse, SpaceView } from '../spaces/model.ts'
import { areasByUse } from '../spaces/rules.ts'
import { roomsOf } from '../spaces/store.ts'
import { hoursExceptions } from './exceptions.ts'
import { type HoursException, type OpenNow, openAt, readHours, type WeekHours } from './hours.ts'
import { findFacility, missingFacility } from './views.ts'

/** What belongs to a facility beside its particulars. */
export type FacilityDepth = {
  now: OpenNow
  week: WeekHours | null
  exceptions: (HoursException & { id: string })[]
  rooms: SpaceView[]
  areas: AreasByUse
  leases: LeaseView[]
  checks: FacilityCheck[]
}

/** Whether it is open now, its hours, rooms and areas by use, leases with their duties, checks. Seven statements. */
export async function facilityDepth(tx: Tx, code: string): Promise<FacilityDepth> {
  const day = today(tx.now.getTime())
  const facility = await findFacility(tx, code, day)
  if (facility === null) throw missingFacility(code)
  const exceptions = await hoursExceptions(tx, facility.id)
  const holidays = await calendar(tx)
  const holiday = isSettled(holidays, day) ? isWorkday(holidays, day).festival !== null : null
  const minute = Math.floor((tx.now.getTime() - Date.parse(`${day}T00:00:00+08:00`)) / 60_000)
  const rooms = await roomsOf(tx, facility.id, day)
  const open = openAt(facility.hours, exceptions, { date: day, minute, holiday })
  return {
    now:
      facility.state === 'open'
        ? open
        : { open: facility.state === null ? null : false, changesAt: null, reason: null },
    week: readHours(facility.hours),
    exceptions,
    rooms,
    areas: areasByUse(rooms, facility.floor_area),
    leases: await leasesOf(tx, facility.id, day),
    checks: await checksOf(tx, facility.id),
  }
}
