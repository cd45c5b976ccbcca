import { addMonths, today } from '../../../kernel/dates.ts'
import { newId } from '../../../kernel/ids.ts'
import { type Bilingual, Refusal, refuse } from '../../../kernel/refusal.ts'
import { prefixOf, settlementOf } from '../../../kernel/region.ts'
import { expectRegion, type InForce, sql, type Tx } from '../../../platform/db/index.ts'
import { tellRowsChanged } from '../../../platform/imports/index.ts'
import { record } from '../../../platform/journal/index.ts'
import { facilitiesOn, findFacility, missingFacility, regions } from '../../territory/index.ts'
import { parametersOn } from '../parameters.ts'

/** The kind of facility that is a mutual-aid point (互助养老点). */
export const POINT_KIND = 'elder-mutual-aid'

/** The name under which changes of these records are told. */
export const POINT_REGISTER = 'mutual-aid-activity'

/** What is done at a point. */
export const POINT_ACTIVITIES = {
  meal: { zh: '互助用餐', en: 'Meals together' },
  visit: { zh: '结对探访', en: 'Visits in pairs' },
  culture: { zh: '文体娱乐', en: 'Culture and play' },
  health: { zh: '健康服务', en: 'Health' },
  work: { zh: '互助劳动', en: 'Work for each other' },
  other: { zh: '其他', en: 'Other' },
} as const satisfies Record<string, Bilingual>
export type PointActivityKind = keyof typeof POINT_ACTIVITIES

export type NewPointActivity = {
  facility: string
  heldOn: string
  kind: PointActivityKind
  title: string
  /** Null: nobody counted. */
  persons: number | null
}

/**
 * Notes an activity of a mutual-aid point: only what was held makes a point active.
 *
 * @throws Refusal `facility.missing`, `point.kind`, `access.region`, `point.future`, `point.exists`
 */
export async function notePointActivity(tx: Tx, input: NewPointActivity): Promise<{ id: string }> {
  const day = today(tx.now.getTime())
  const facility = await findFacility(tx, input.facility, day)
  if (facility === null) throw missingFacility(input.facility, '/facility')
  if (facility.kind !== POINT_KIND)
    throw refuse(
      'point.kind',
      { zh: `${facility.name} 不是互助养老点`, en: `${facility.name} is no mutual-aid point` },
      { at: '/facility' },
    )
  expectRegion(tx, facility.region)
  if (input.heldOn > day)
    throw refuse('point.future', { zh: '活动日期在今天之后', en: 'The day lies in the future' }, { at: '/heldOn' })
  const id = newId()
  const kept =
    await tx.run(sql`insert into community.point_activity (jurisdiction, id, facility, region, held_on, kind, title, persons, recorded_by, recorded_at)
    values (${tx.actor.jurisdiction}, ${id}, ${facility.code}, ${facility.region}, ${input.heldOn}, ${input.kind}, ${input.title}, ${input.persons},
      ${tx.actor.id}, ${tx.now}) on conflict do nothing`)
  if (kept === 0)
    throw refuse(
      'point.exists',
      { zh: '当天同名活动已经登记', en: 'An activity of this name is noted for the day' },
      { kind: 'conflict', at: '/title' },
    )
  await tellPoint(tx, facility.region, input.heldOn, 'community.point.note', id)
  return { id }
}

/** Takes an activity back that was entered in error; it stays on record. @throws Refusal `point.missing`, `access.region` */
export async function voidPointActivity(tx: Tx, id: string, reason: string): Promise<void> {
  const row = await tx.maybe<{
    region: string
    heldOn: string
  }>(sql`select region, held_on "heldOn" from community.point_activity
    where jurisdiction = ${tx.actor.jurisdiction} and id = ${id} and void_at is null for update`)
  if (row === null)
    throw refuse('point.missing', { zh: '没有这次活动', en: 'There is no such activity' }, { kind: 'missing' })
  expectRegion(tx, row.region)
  await tx.run(sql`update community.point_activity set void_at = ${tx.now}, void_reason = ${reason}
    where jurisdiction = ${tx.actor.jurisdiction} and id = ${id}`)
  await tellPoint(tx, row.region, row.heldOn, 'community.point.void', id)
}

async function tellPoint(tx: Tx, region: string, day: string, action: string, id: string): Promise<void> {
  await record(tx, { action, subject: { kind: 'point-activity', id }, detail: { region, day } })
  await tellRowsChanged(tx, { register: POINT_REGISTER, import: null, rows: 1, regions: [region], from: day, to: null })
}

/** What counts as active on a day. @throws Refusal `parameter.none-then` */
async function termsOn(tx: Tx, day: string): Promise<{ months: InForce; least: InForce }> {
  const of = await parametersOn(tx, day)
  return { months: of('mutual-aid-months'), least: of('mutual-aid-activities') }
}

/** As `termsOn`; null where nothing was laid down yet: the day cannot be judged. */
async function termsIfAny(tx: Tx, day: string) {
  try {
    return await termsOn(tx, day)
  } catch (error) {
    if (error instanceof Refusal && error.code === 'parameter.none-then') return null
    throw error
  }
}

/**
 * Whether mutual-aid points are active on each of some days: true with enough activities in the months before, false without, null while no
 * point of the government recorded anything in that time, because then nobody kept the records. Two statements, one a change of parameters.
 */
export async function activePoints(
  tx: Tx,
  days: readonly string[],
): Promise<(facility: string, day: string) => boolean | null> {
  const rows = await tx.rows<{
    facility: string
    heldOn: string
  }>(sql`select facility, held_on "heldOn" from community.point_activity
    where jurisdiction = ${tx.actor.jurisdiction} and void_at is null order by held_on`)
  const answers = new Map<string, { count: Map<string, number>; least: number }>()
  for (const day of rows.length === 0 ? [] : days) {
    const terms = await termsIfAny(tx, day)
    if (terms === null) continue
    const from = addMonths(day, -terms.months.value)
    const count = new Map<string, number>()
    for (const { facility, heldOn } of rows)
      if (heldOn > from && heldOn <= day) count.set(facility, (count.get(facility) ?? 0) + 1)
    answers.set(day, { count, least: terms.least.value })
  }
  return (facility, day) => {
    const answer = answers.get(day)
    if (answer === undefined || answer.count.size === 0) return null
    return (answer.count.get(facility) ?? 0) >= answer.least
  }
}

export type PointLine = {
  facility: string
  name: string
  region: string
  regionName: string | null
  village: boolean
  /** Activities in the period, and when the last one was held. */
  activities: number
  lastOn: string | null
  active: boolean | null
}

/** Mutual aid in the villages (农村互助养老), with how it is counted. */
export type PointsView = {
  asOf: string
  months: InForce
  least: InForce
  /** Villages with an active point; null where nobody kept records. */
  active: number | null
  /** Villages with an open point, active or not. */
  covered: number
  villages: number
  points: PointLine[]
}

/** Points open today in the actor's area. Five statements. */
export async function pointsView(tx: Tx): Promise<PointsView> {
  const asOf = today(tx.now.getTime())
  const terms = await termsOn(tx, asOf)
  const from = addMonths(asOf, -terms.months.value)
  const prefix = prefixOf(tx.actor.region === '*' ? tx.actor.jurisdiction : tx.actor.region)
  const all = (await regions(tx, { asOf, within: tx.actor.jurisdiction })).filter(
    (each) => each.level === 'village' && settlementOf(each.code) === 'rural' && each.code.startsWith(prefix),
  )
  const villages = new Set(all.map((each) => each.code))
  const open = (await facilitiesOn(tx, asOf, { kinds: [POINT_KIND], states: ['open'] })).filter((each) =>
    each.region.startsWith(prefix),
  )
  const stands = await activePoints(tx, [asOf])
  const held = await tx.rows<{ facility: string; activities: number; lastOn: string }>(sql`select facility,
      (count(*) filter (where held_on > ${from}::date and held_on <= ${asOf}::date))::int activities, max(held_on) "lastOn"
    from community.point_activity where jurisdiction = ${tx.actor.jurisdiction} and void_at is null group by facility`)
  const counts = new Map(held.map((each) => [each.facility, each]))
  const points = open.map(
    (each): PointLine => ({
      facility: each.code,
      name: each.name,
      region: each.region,
      regionName: each.regionName,
      village: villages.has(each.region),
      activities: counts.get(each.code)?.activities ?? 0,
      lastOn: counts.get(each.code)?.lastOn ?? null,
      active: stands(each.code, asOf),
    }),
  )
  const distinct = (lines: PointLine[]) => new Set(lines.filter((each) => each.village).map((each) => each.region)).size
  const unknown = points.length > 0 && points.every((each) => each.active === null)
  return {
    asOf,
    ...terms,
    active: unknown ? null : distinct(points.filter((each) => each.active === true)),
    covered: distinct(points),
    villages: villages.size,
    points: points.toSorted(
      (a, b) => Number(a.active ?? false) - Number(b.active ?? false) || a.facility.localeCompare(b.facility),
    ),
  }
}
