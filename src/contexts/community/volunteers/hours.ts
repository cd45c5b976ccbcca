import { newId } from '../../../kernel/ids.ts'
import { refuse } from '../../../kernel/refusal.ts'
import { sql, type Tx } from '../../../platform/db/index.ts'
import { emit } from '../../../platform/events/index.ts'
import { record } from '../../../platform/journal/index.ts'
import { lockActivity, refuseCancelled } from './activities.ts'
import { EXCLUSION, stateOf } from './refusals.ts'
import { minutesOf, type Span } from './rules.ts'

/** Payload of `community.hours.recorded`: entries of the record of hours, for rooms that keep accounts by it. */
export type HoursRecorded = {
  activity: string
  entries: { entry: string; volunteer: string; minutes: number; corrects: string | null }[]
}

export type Attendance = Span & { volunteer: string }

/**
 * The organiser checks who came, and from when to when (核对服务时长). Every line is one entry that never changes; nobody serves in two places
 * at once.
 *
 * @throws Refusal `activity.missing`, `activity.cancelled`, `access.region`, `hours.span`, `hours.future`, `hours.strangers`, `hours.recorded`,
 *   `hours.overlap`
 */
export async function noteAttendance(
  tx: Tx,
  activity: string,
  lines: readonly Attendance[],
): Promise<{ entries: number }> {
  const row = await lockActivity(tx, activity)
  if (row.state === 'cancelled') throw refuseCancelled()
  for (const [i, line] of lines.entries()) expectWithin(row, line, tx.now, `/lines/${i}`)
  const own = tx.actor.jurisdiction
  const ids = lines.map((line) => line.volunteer)
  const signed = await tx.rows<{ volunteer: string; recorded: boolean }>(sql`select s.volunteer,
      exists (select from community.hour_standing h where h.jurisdiction = s.jurisdiction and h.activity = s.activity and h.volunteer = s.volunteer) recorded
    from community.signup s where s.jurisdiction = ${own} and s.activity = ${activity} and s.state = 'signed' and s.volunteer = any(${ids}::uuid[])`)
  const known = new Map(signed.map((each) => [each.volunteer, each.recorded]))
  const at = (found: (id: string) => boolean) => lines.findIndex((line) => found(line.volunteer))
  const stranger = at((id) => !known.has(id))
  if (stranger >= 0)
    throw refuse(
      'hours.strangers',
      { zh: '有人没有报名这次活动', en: 'Somebody has not signed up for this activity' },
      { at: `/lines/${stranger}`, next: { zh: '请先报名，再登记时长', en: 'Sign the volunteer up first' } },
    )
  const twice = lines.findIndex((line, i) => known.get(line.volunteer) === true || ids.indexOf(line.volunteer) !== i)
  if (twice >= 0)
    throw refuse(
      'hours.recorded',
      { zh: '此人在这次活动的时长已经登记', en: 'The hours of this volunteer are recorded already' },
      {
        kind: 'conflict',
        at: `/lines/${twice}`,
        next: { zh: '登记有误请用“更正”', en: 'Use a correction for a wrong entry' },
      },
    )
  const entries = lines.map((line) => ({ id: newId(), ...line }))
  await apart(() =>
    tx.run(sql`with given as (select * from jsonb_to_recordset(${JSON.stringify(entries)}::jsonb) as g(id uuid, volunteer uuid, "from" timestamptz, until timestamptz)),
      kept as (insert into community.hour_entry (jurisdiction, id, volunteer, activity, during, checked_by, recorded_at)
        select ${own}, g.id, g.volunteer, ${activity}, tstzrange(g."from", g.until), ${tx.actor.id}, ${tx.now} from given g)
      insert into community.hour_standing (jurisdiction, activity, volunteer, entry, during)
        select ${own}, ${activity}, g.volunteer, g.id, tstzrange(g."from", g.until) from given g`),
  )
  await tell(
    tx,
    activity,
    'community.hours.check',
    entries.map((each) => ({ entry: each.id, volunteer: each.volunteer, minutes: minutesOf(each), corrects: null })),
  )
  return { entries: entries.length }
}

/**
 * Corrects the hours of a volunteer in an activity (更正): a new entry takes the place of the one that stands; the span null says that nothing
 * was served.
 *
 * @throws Refusal `activity.missing`, `access.region`, `hours.missing`, `hours.changed`, `hours.span`, `hours.future`, `hours.overlap`
 */
export async function correctHours(
  tx: Tx,
  activity: string,
  volunteer: string,
  input: { entry: string; span: Span | null; reason: string },
): Promise<{ id: string }> {
  const row = await lockActivity(tx, activity)
  if (input.span !== null) expectWithin(row, input.span, tx.now, '/span')
  const own = tx.actor.jurisdiction
  const standing = await tx.maybe<{ entry: string }>(sql`select entry from community.hour_standing
    where jurisdiction = ${own} and activity = ${activity} and volunteer = ${volunteer} for update`)
  if (standing === null)
    throw refuse('hours.missing', { zh: '没有登记过时长', en: 'No hours were recorded' }, { kind: 'missing' })
  if (standing.entry !== input.entry)
    throw refuse(
      'hours.changed',
      { zh: '别人刚刚更正过，请看最新情况', en: 'Somebody corrected it just now; look at it again' },
      { kind: 'conflict', at: '/entry' },
    )
  const id = newId()
  const during = input.span === null ? sql`'empty'::tstzrange` : sql`tstzrange(${input.span.from}, ${input.span.until})`
  await apart(() =>
    tx.run(sql`with kept as (insert into community.hour_entry (jurisdiction, id, volunteer, activity, during, corrects, reason, checked_by, recorded_at)
        values (${own}, ${id}, ${volunteer}, ${activity}, ${during}, ${input.entry}, ${input.reason}, ${tx.actor.id}, ${tx.now}))
      update community.hour_standing set entry = ${id}, during = ${during}
        where jurisdiction = ${own} and activity = ${activity} and volunteer = ${volunteer}`),
  )
  await tell(tx, activity, 'community.hours.correct', [
    { entry: id, volunteer, minutes: input.span === null ? 0 : minutesOf(input.span), corrects: input.entry },
  ])
  return { id }
}

async function tell(tx: Tx, activity: string, action: string, entries: HoursRecorded['entries']): Promise<void> {
  await record(tx, { action, subject: { kind: 'activity', id: activity }, detail: { entries } })
  const told: HoursRecorded = { activity, entries }
  await emit(tx, 'community.hours.recorded', told)
}

function expectWithin(row: Span, span: Span, now: Date, at: string): void {
  const [from, until] = [new Date(span.from), new Date(span.until)]
  if (until <= from || from < new Date(row.from) || until > new Date(row.until))
    throw refuse(
      'hours.span',
      {
        zh: '服务时间应在活动时间之内，且结束晚于开始',
        en: 'The time must lie within the activity and end after it begins',
      },
      { at, params: { from: row.from, until: row.until } },
    )
  if (until > now) throw refuse('hours.future', { zh: '服务还没有结束', en: 'The service is not over yet' }, { at })
}

/** Runs what writes hours; an overlap becomes a refusal. */
async function apart(write: () => Promise<unknown>): Promise<void> {
  try {
    await write()
  } catch (error) {
    if (stateOf(error) !== EXCLUSION) throw error
    throw refuse(
      'hours.overlap',
      { zh: '有人同一时间在另一次活动已登记时长', en: 'Somebody has hours in another activity at the same time' },
      {
        kind: 'conflict',
        at: '/lines',
        next: { zh: '请核对到离时间，或更正另一次登记', en: 'Check the times, or correct the other entry' },
      },
    )
  }
}
