import { today } from '../../../kernel/dates.ts'
import { newId } from '../../../kernel/ids.ts'
import { type Bilingual, refuse } from '../../../kernel/refusal.ts'
import { expectOwn, expectRegion, inScope, sql, type Tx } from '../../../platform/db/index.ts'
import { emit } from '../../../platform/events/index.ts'
import { record } from '../../../platform/journal/index.ts'
import { regionNames } from '../../territory/index.ts'
import { nextNumbers } from '../numbers.ts'

/** Kinds of events (活动类别). */
export const EVENT_KINDS = {
  fitness: { zh: '全民健身赛事活动', en: 'Public fitness' },
  culture: { zh: '公共文化活动', en: 'Culture' },
  outreach: { zh: '下乡活动', en: 'Brought to villages' },
} as const satisfies Record<string, Bilingual>
export type EventKind = keyof typeof EVENT_KINDS

/** What is brought to the villages (下乡). */
export const TOURS = {
  film: { zh: '电影放映', en: 'Films' },
  opera: { zh: '戏曲', en: 'Opera' },
  culture: { zh: '文化', en: 'Culture' },
  sport: { zh: '体育', en: 'Sport' },
  clinic: { zh: '义诊', en: 'Free clinics' },
} as const satisfies Record<string, Bilingual>
export type Tour = keyof typeof TOURS

/** How people were counted (计数方式). */
export const METHODS = {
  counted: { zh: '逐人计数', en: 'counted' },
  sampled: { zh: '抽样推算', en: 'sampled' },
  manual: { zh: '人工估计', en: 'estimated' },
} as const satisfies Record<string, Bilingual>
export type CountMethod = keyof typeof METHODS

export type NewEvent = {
  name: string
  kind: EventKind
  tour: Tour | null
  region: string
  facility: string | null
  plannedOn: string
  organiser: string
}

export type EventLine = NewEvent & {
  id: string
  code: string
  regionName: string | null
  heldOn: string | null
  visits: number | null
  method: CountMethod | null
  state: 'planned' | 'held' | 'cancelled'
  reason: string | null
}

/** Payload of `community.events.held`: rows for the event ledger of statistics; `removed`: they were not held after all. */
export type EventsHeld = {
  events: { code: string; name: string; region: string; kind: EventKind; heldOn: string; visits: number | null }[]
  removed: boolean
}

const missing = () => refuse('event.missing', { zh: '没有这场活动', en: 'There is no such event' }, { kind: 'missing' })

/**
 * Plans an event (活动计划): one for each time it is held. The same name at the same place on the same day is one event.
 *
 * @throws Refusal `region.outside`, `access.region`, `event.tour`, `event.exists`
 */
export async function planEvent(tx: Tx, input: NewEvent): Promise<{ id: string; code: string }> {
  expectOwn(tx, input.region)
  expectRegion(tx, input.region)
  if ((input.kind === 'outreach') !== (input.tour !== null))
    throw refuse('event.tour', { zh: '下乡活动请选择内容', en: 'Say what is brought to the village' }, { at: '/tour' })
  const id = newId()
  const [code] = await nextNumbers(tx, 'event', Number(input.plannedOn.slice(0, 4)))
  const kept =
    await tx.run(sql`insert into community.event (jurisdiction, id, code, name, kind, tour, region, facility, planned_on, organiser, recorded_by, recorded_at)
    values (${tx.actor.jurisdiction}, ${id}, ${code}, ${input.name}, ${input.kind}, ${input.tour}, ${input.region}, ${input.facility}, ${input.plannedOn},
      ${input.organiser}, ${tx.actor.id}, ${tx.now})
    on conflict (jurisdiction, kind, region, planned_on, name) where state <> 'cancelled' do nothing`)
  if (kept === 0)
    throw refuse(
      'event.exists',
      { zh: '当天同地同名的活动已经登记', en: 'An event of this name is planned there for the day' },
      {
        kind: 'conflict',
        at: '/name',
        next: { zh: '同一天多场的，请在名称里注明场次', en: 'Name the session where there are several a day' },
      },
    )
  await record(tx, { action: 'community.event.plan', subject: { kind: 'event', id }, detail: { ...input, code } })
  return { id, code: code! }
}

type Row = Omit<EventLine, 'regionName'>
const COLUMNS = sql`e.id, e.code, e.name, e.kind, e.tour, e.region, e.facility, e.planned_on "plannedOn", e.held_on "heldOn", e.organiser, e.visits,
  e.method, e.state, e.reason`

async function lockEvent(tx: Tx, id: string): Promise<Row> {
  const row = await tx.maybe<Row>(
    sql`select ${COLUMNS} from community.event e where e.jurisdiction = ${tx.actor.jurisdiction} and e.id = ${id} for update`,
  )
  if (row === null) throw missing()
  expectRegion(tx, row.region)
  return row
}

const refuseState = () =>
  refuse('event.state', { zh: '活动已取消', en: 'The event was called off' }, { kind: 'conflict' })

/**
 * Notes that an event was held (已举办), with how many came and how they were counted. Noted again it corrects what stands; the journal keeps
 * both.
 *
 * @throws Refusal `event.missing`, `access.region`, `event.state`, `event.future`, `event.method`
 */
export async function holdEvent(
  tx: Tx,
  id: string,
  input: { heldOn: string; visits: number | null; method: CountMethod | null },
): Promise<void> {
  const row = await lockEvent(tx, id)
  if (row.state === 'cancelled') throw refuseState()
  if (input.heldOn > today(tx.now.getTime()))
    throw refuse('event.future', { zh: '举办日期在今天之后', en: 'The day lies in the future' }, { at: '/heldOn' })
  if ((input.visits === null) !== (input.method === null))
    throw refuse(
      'event.method',
      { zh: '填了人次就要选择计数方式', en: 'Say how people were counted' },
      { at: '/method' },
    )
  await tx.run(sql`update community.event set state = 'held', held_on = ${input.heldOn}, visits = ${input.visits}, method = ${input.method}
    where jurisdiction = ${tx.actor.jurisdiction} and id = ${id}`)
  await record(tx, {
    action: 'community.event.hold',
    subject: { kind: 'event', id },
    detail: { before: { heldOn: row.heldOn, visits: row.visits, method: row.method }, after: input },
  })
  await tellHeld(tx, [{ ...row, ...input }], false)
}

/** Calls an event off, or takes back that it was held. @throws Refusal `event.missing`, `access.region`, `event.state` */
export async function cancelEvent(tx: Tx, id: string, reason: string): Promise<void> {
  const row = await lockEvent(tx, id)
  if (row.state === 'cancelled') throw refuseState()
  await tx.run(sql`update community.event set state = 'cancelled', held_on = null, visits = null, method = null, reason = ${reason}
    where jurisdiction = ${tx.actor.jurisdiction} and id = ${id}`)
  await record(tx, {
    action: 'community.event.cancel',
    subject: { kind: 'event', id },
    detail: { before: row.state, reason },
  })
  if (row.heldOn !== null) await tellHeld(tx, [{ ...row, heldOn: row.heldOn }], true)
}

/** Tells statistics which events were held. */
export async function tellHeld(
  tx: Tx,
  rows: readonly Pick<EventsHeld['events'][number], 'code' | 'name' | 'region' | 'kind' | 'heldOn' | 'visits'>[],
  removed: boolean,
): Promise<void> {
  const told: EventsHeld = {
    events: rows.map(({ code, name, region, kind, heldOn, visits }) => ({
      code,
      name,
      region,
      kind,
      heldOn: heldOn!,
      visits,
    })),
    removed,
  }
  await emit(tx, 'community.events.held', told)
}

/** Events of a year in the actor's area: to come first. Two statements. */
export async function eventLines(tx: Tx, query: { year: number; kind?: EventKind }): Promise<EventLine[]> {
  const rows =
    await tx.rows<Row>(sql`select ${COLUMNS} from community.event e where e.jurisdiction = ${tx.actor.jurisdiction}
    and ${inScope(tx, sql`e.region`)} and coalesce(e.held_on, e.planned_on) between ${`${query.year}-01-01`}::date and ${`${query.year}-12-31`}::date
    and ${query.kind === undefined ? sql`e.kind <> 'outreach'` : sql`e.kind = ${query.kind}`}
    order by (e.state = 'planned') desc, coalesce(e.held_on, e.planned_on) desc, e.code limit 1000`)
  const names = await regionNames(
    tx,
    rows.map((row) => row.region),
    today(tx.now.getTime()),
  )
  return rows.map((row) => ({ ...row, regionName: names.get(row.region) ?? null }))
}
