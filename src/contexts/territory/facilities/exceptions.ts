import { newId } from '../../../kernel/ids.ts'
import { refuse } from '../../../kernel/refusal.ts'
import { sql, type Tx } from '../../../platform/db/index.ts'
import { record } from '../../../platform/journal/index.ts'
import { type HoursException, readHours } from './hours.ts'
import { facilityToChange, takeTurn } from './scope.ts'

/** Days on which a facility keeps other hours, oldest first. */
export async function hoursExceptions(tx: Tx, facility: string): Promise<(HoursException & { id: string })[]> {
  return tx.rows(sql`select id, lower(during)::text "from", (upper(during) - 1)::text "to", hours, reason from territory.facility_hours
    where facility = ${facility} and superseded_at is null order by lower(during)`)
}

/**
 * Sets other hours for some days, both included; `hours` null: closed. What was set for these days before gives way.
 *
 * @throws Refusal `facility.missing`, `access.region`, `facility.exception-days`, `facility.hours`
 */
export async function setHoursException(
  tx: Tx,
  code: string,
  input: { from: string; to: string; hours: string | null; reason: string },
): Promise<void> {
  const facility = await facilityToChange(tx, code, input.from)
  if (input.to < input.from) {
    throw refuse(
      'facility.exception-days',
      { zh: '最后一天早于第一天', en: 'The last day lies before the first' },
      { at: '/to' },
    )
  }
  if (input.hours !== null && readHours(input.hours) === null) {
    throw refuse(
      'facility.hours',
      { zh: '看不懂这个开放时间', en: 'These hours cannot be read' },
      {
        at: '/hours',
        next: { zh: '写成“9:00—12:00”或“周一至周五 9:00—12:00”', en: 'Write “9:00—12:00”, or “周一至周五 9:00—12:00”' },
      },
    )
  }
  await takeTurn(tx, facility.id)
  const own = tx.actor.jurisdiction
  const days = sql`daterange(${input.from}::date, ${input.to}::date, '[]')`
  await tx.run(sql`with cut as (
      update territory.facility_hours h set superseded_at = ${tx.now}
      where h.jurisdiction = ${own} and h.facility = ${facility.id} and h.superseded_at is null and h.during && ${days} returning h.*)
    insert into territory.facility_hours (jurisdiction, id, facility, during, hours, reason, recorded_at, recorded_by)
    select jurisdiction, territory.new_id(), facility, unnest(datemultirange(during) - datemultirange(${days})), hours, reason, ${tx.now}, ${tx.actor.id} from cut`)
  await tx.run(sql`insert into territory.facility_hours (jurisdiction, id, facility, during, hours, reason, recorded_at, recorded_by)
    values (${own}, ${newId()}, ${facility.id}, ${days}, ${input.hours}, ${input.reason}, ${tx.now}, ${tx.actor.id})`)
  await record(tx, {
    action: 'territory.facility.hours',
    subject: { kind: 'facility', id: facility.id },
    detail: { code, from: input.from, to: input.to, closed: input.hours === null },
  })
}
