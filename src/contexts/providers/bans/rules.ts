import { addDays, daysBetween, type IsoDate } from '../../../kernel/dates.ts'

/** A ban (禁入) as its rules see it: both days included; `endsOn` null is without end; `liftedOn` is the first day it no longer holds. */
export type BanTerm = {
  startsOn: IsoDate
  endsOn: IsoDate | null
  liftedOn: IsoDate | null
}

/** Whether a ban holds on a day. It lifts by itself the day after its last, whether or not anybody noted it. */
export function holdsOn(ban: BanTerm, day: IsoDate): boolean {
  return (
    ban.startsOn <= day && (ban.endsOn === null || day <= ban.endsOn) && (ban.liftedOn === null || day < ban.liftedOn)
  )
}

/** How a ban stands on a day. */
export function banState(ban: BanTerm, day: IsoDate): 'future' | 'in-force' | 'lifted' {
  if (holdsOn(ban, day)) return 'in-force'
  return day < ban.startsOn && (ban.liftedOn === null || day < ban.liftedOn) ? 'future' : 'lifted'
}

/** Days a ban still runs, today included; null without end. */
export function banDaysLeft(ban: BanTerm, day: IsoDate): number | null {
  if (!holdsOn(ban, day)) return 0
  const last = ban.liftedOn === null ? ban.endsOn : addDays(ban.liftedOn, -1)
  const first = ban.endsOn !== null && last !== null && ban.endsOn < last ? ban.endsOn : last
  return first === null ? null : daysBetween(day, first) + 1
}
