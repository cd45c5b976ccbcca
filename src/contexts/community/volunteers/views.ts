import { addMonths, today } from '../../../kernel/dates.ts'
import { inScope, type Sql, sql, type Tx } from '../../../platform/db/index.ts'
import { type PeopleDesk, type PersonCard, personCards } from '../../people/index.ts'
import { regionNames } from '../../territory/index.ts'
import type { ActivityLine, ActivityView, HourLine, VolunteerLine, VolunteerView } from './model.ts'
import { minutesOf } from './rules.ts'

/** Why names are read, as the persons are told. */
const PURPOSE = '志愿服务'

/** Time of a range of spans in minutes, each moment once. */
const minutesIn = (spans: Sql) =>
  sql`coalesce((select floor(sum(extract(epoch from upper(r) - lower(r))) / 60)::int from unnest(${spans}) r), 0)`

type Row = Omit<VolunteerLine, 'card' | 'regionName'>

async function lines(tx: Tx, where: Sql): Promise<Row[]> {
  const day = today(tx.now.getTime())
  return tx.rows<Row>(sql`select v.id, v.no, v.person, v.region, v.skills, v.since, v.left_on "leftOn",
      ${minutesIn(sql`h.spans`)} minutes, coalesce(h.activities, 0) activities, h.last "lastOn",
      (select max(upper(i.during) - 1) from community.volunteer_insurance i where i.jurisdiction = v.jurisdiction and i.volunteer = v.id
        and i.during @> ${day}::date) "insuredUntil"
    from community.volunteer v left join lateral (
      select range_agg(s.during) spans, count(distinct s.activity)::int activities, max((upper(s.during) at time zone 'Asia/Shanghai')::date) "last"
      from community.hour_standing s join community.volunteer o on o.jurisdiction = s.jurisdiction and o.id = s.volunteer
      where s.jurisdiction = v.jurisdiction and (o.id = v.id or o.merged_into = v.id) and not isempty(s.during)) h on true
    where v.jurisdiction = ${tx.actor.jurisdiction} and v.merged_into is null and ${inScope(tx, sql`v.region`)} and ${where}
    order by v.left_on nulls first, v.no desc limit 500`)
}

async function dressed(tx: Tx, desk: PeopleDesk, rows: readonly Row[]): Promise<VolunteerLine[]> {
  const day = today(tx.now.getTime())
  const names = await regionNames(
    tx,
    rows.map((row) => row.region),
    day,
  )
  const cards = await personCards(
    tx,
    desk,
    rows.map((row) => row.person),
    PURPOSE,
  )
  return rows.map((row) => ({
    ...row,
    card: cards.get(row.person) ?? null,
    regionName: names.get(row.region) ?? null,
  }))
}

/** Volunteers of the actor's area, newest first; names are noted as read. */
export async function volunteers(
  tx: Tx,
  desk: PeopleDesk,
): Promise<{ items: VolunteerLine[]; registered: number; served: number; minutes: number; since: string }> {
  const rows = await lines(tx, sql`true`)
  const since = addMonths(today(tx.now.getTime()), -12)
  const totals = await tx.one<{ served: number; minutes: number }>(sql`select count(distinct s.volunteer)::int served,
      coalesce(floor(sum(extract(epoch from upper(s.during) - lower(s.during))) / 60), 0)::int minutes
    from community.hour_standing s join community.volunteer_activity a on a.jurisdiction = s.jurisdiction and a.id = s.activity
    where s.jurisdiction = ${tx.actor.jurisdiction} and not isempty(s.during) and lower(s.during) >= ${since}::date and ${inScope(tx, sql`a.region`)}`)
  return {
    items: await dressed(tx, desk, rows),
    registered: rows.filter((row) => row.leftOn === null).length,
    ...totals,
    since,
  }
}

/** A volunteer's file. Null when there is none in the actor's area. */
export async function volunteerView(tx: Tx, desk: PeopleDesk, id: string): Promise<VolunteerView | null> {
  const own = tx.actor.jurisdiction
  const row = (await lines(tx, sql`v.id = ${id}`))[0]
  if (row === undefined) return null
  const [line] = await dressed(tx, desk, [row])
  const ids = sql`(select o.id from community.volunteer o where o.jurisdiction = ${own} and (o.id = ${id} or o.merged_into = ${id}))`
  const hours =
    await tx.rows<HourLine>(sql`select e.id, e.activity, a.title, lower(e.during) "from", upper(e.during) until,
      0 minutes, e.corrects, e.reason, exists (select from community.hour_entry n where n.jurisdiction = e.jurisdiction and n.corrects = e.id) corrected,
      e.checked_by "checkedBy", e.recorded_at "at"
    from community.hour_entry e join community.volunteer_activity a on a.jurisdiction = e.jurisdiction and a.id = e.activity
    where e.jurisdiction = ${own} and e.volunteer in ${ids} order by e.recorded_at desc, e.id desc limit 500`)
  return {
    ...line!,
    trainings:
      await tx.rows(sql`select t.id, t.topic, t.hours::float8 hours, t.held_on "heldOn", t.organiser from community.volunteer_training t
      where t.jurisdiction = ${own} and t.volunteer in ${ids} order by t.held_on desc`),
    insurances:
      await tx.rows(sql`select i.id, i.insurer, i.policy, lower(i.during) "from", upper(i.during) - 1 until, i.paid_by "paidBy"
      from community.volunteer_insurance i where i.jurisdiction = ${own} and i.volunteer in ${ids} order by lower(i.during) desc`),
    hours: hours.map((each) => ({
      ...each,
      minutes: each.from === null || each.until === null ? 0 : minutesOf({ from: each.from, until: each.until }),
    })),
    signedUp: await tx.rows(sql`select a.id activity, a.title, lower(a.during) "from", upper(a.during) until
      from community.signup s join community.volunteer_activity a on a.jurisdiction = s.jurisdiction and a.id = s.activity
      where s.jurisdiction = ${own} and s.volunteer in ${ids} and s.state = 'signed' and upper(a.during) > ${tx.now} order by lower(a.during)`),
    records:
      await tx.rows(sql`select r.casefile, r.certificate, r.minutes, r.activities, r.first_on "firstOn", r.last_on "lastOn", r.recorded_at "at"
      from community.service_record r where r.jurisdiction = ${own} and r.volunteer in ${ids} order by r.recorded_at desc`),
  }
}

/** Activities of the actor's area that are to come or were within a year. Two statements. */
export async function activities(tx: Tx, id?: string): Promise<ActivityLine[]> {
  const day = today(tx.now.getTime())
  const since = addMonths(day, -12)
  const rows = await tx.rows<
    Omit<ActivityLine, 'regionName'>
  >(sql`select a.id, a.title, a.kind, a.region, a.place, a.organiser,
      lower(a.during) "from", upper(a.during) until, a.places, a.taken, a.risky, a.training, a.state, a.cancel_reason "cancelReason",
      h.served, h.minutes
    from community.volunteer_activity a, lateral (select count(*)::int served,
        coalesce(floor(sum(extract(epoch from upper(s.during) - lower(s.during))) / 60), 0)::int minutes
      from community.hour_standing s where s.jurisdiction = a.jurisdiction and s.activity = a.id and not isempty(s.during)) h
    where a.jurisdiction = ${tx.actor.jurisdiction} and ${inScope(tx, sql`a.region`)}
      and ${id === undefined ? sql`upper(a.during) >= ${since}::date` : sql`a.id = ${id}`}
    order by lower(a.during) desc, a.id limit 500`)
  const names = await regionNames(
    tx,
    rows.map((row) => row.region),
    day,
  )
  return rows.map((row) => ({ ...row, regionName: names.get(row.region) ?? null }))
}

/** One activity with who signed up and what was served. Null when there is none in the actor's area. */
export async function activityView(tx: Tx, desk: PeopleDesk, id: string): Promise<ActivityView | null> {
  const line = (await activities(tx, id))[0]
  if (line === undefined) return null
  const rows = await tx.rows<
    Omit<ActivityView['volunteers'][number], 'card' | 'minutes'> & { person: string }
  >(sql`select s.volunteer, v.no, v.person, h.entry,
      lower(h.during) "from", upper(h.during) until
    from community.signup s join community.volunteer v on v.jurisdiction = s.jurisdiction and v.id = s.volunteer
    left join community.hour_standing h on h.jurisdiction = s.jurisdiction and h.activity = s.activity and h.volunteer = s.volunteer
    where s.jurisdiction = ${tx.actor.jurisdiction} and s.activity = ${id} and (s.state = 'signed' or h.entry is not null) order by v.no`)
  const cards: Map<string, PersonCard> = await personCards(
    tx,
    desk,
    rows.map((row) => row.person),
    PURPOSE,
  )
  return {
    ...line,
    volunteers: rows.map(({ person, ...row }) => ({
      ...row,
      card: cards.get(person) ?? null,
      minutes:
        row.entry === null
          ? null
          : row.from === null || row.until === null
            ? 0
            : minutesOf({ from: row.from, until: row.until }),
    })),
  }
}
