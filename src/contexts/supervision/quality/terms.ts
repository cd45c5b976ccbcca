import { addDays, type IsoDate } from '../../../kernel/dates.ts'
import { noParameterOn } from '../../../kernel/parameters.ts'
import { addWorkdays } from '../../../kernel/workdays.ts'
import { calendar } from '../../../platform/calendar/index.ts'
import { reachOf, sql, type Tx } from '../../../platform/db/index.ts'

type Name = 'callback' | 'rectify' | 'appeal' | 'answer' | 'voices'

/** A deadline or threshold in force on a day for the actor's government. One statement. @throws Refusal `parameter.none-then` */
export async function term(
  tx: Tx,
  name: Name,
  day: IsoDate,
): Promise<{ days: number; counted: 'days' | 'workdays' | 'persons'; basis: string }> {
  const found = await tx.maybe<{
    days: number
    counted: 'days' | 'workdays' | 'persons'
    basis: string
  }>(sql`select days, counted, basis
    from supervision.term where name = ${name} and valid_from <= ${day}::date and starts_with(${reachOf(tx.actor.jurisdiction)}, region)
    order by length(region) desc, valid_from desc limit 1`)
  if (found === null) throw noParameterOn(name, day)
  return found
}

/** The last day of a deadline that begins on a day, by the official calendar where it counts working days. */
export async function dueOf(tx: Tx, name: Name, day: IsoDate): Promise<IsoDate> {
  const { days, counted } = await term(tx, name, day)
  return counted === 'workdays' ? addWorkdays(await calendar(tx), day, days).date : addDays(day, days)
}
