import { addDays, today } from '../../../kernel/dates.ts'
import { newId } from '../../../kernel/ids.ts'
import { refuse } from '../../../kernel/refusal.ts'
import { expectRegion, sql, type Tx } from '../../../platform/db/index.ts'
import { happened } from '../happenings.ts'
import type { BedKind } from '../model.ts'
import { siteWith } from '../store.ts'
import { bedStateOn } from './rules.ts'
import { bedWith, PERIOD, type PeriodRow } from './store.ts'

export type NewBeds = {
  kind: BedKind
  /** Codes of the beds, unique in the site. */
  codes: string[]
  room: string | null
  floor: number | null
  rentFen: number | null
  openedOn: string
}

/**
 * Adds beds to a site.
 *
 * @throws Refusal `site.missing`, `bed.exists` naming the codes, `access.region`
 */
export async function addBeds(tx: Tx, site: string, input: NewBeds): Promise<{ added: number }> {
  const place = await siteWith(tx, site, true)
  expectRegion(tx, place.region)
  const codes = [...new Set(input.codes.map((code) => code.trim()).filter((code) => code !== ''))]
  const known = await tx.rows<{ code: string }>(sql`select code from providers.bed
    where jurisdiction = ${tx.actor.jurisdiction} and site = ${site} and code = any(${codes})`)
  if (known.length > 0)
    throw refuse(
      'bed.exists',
      {
        zh: `已有床位 ${known.map(({ code }) => code).join('、')}`,
        en: `There are beds ${known.map(({ code }) => code).join(', ')} already`,
      },
      { kind: 'conflict', at: '/codes' },
    )
  const rows = codes.map((code) => ({ id: newId(), code }))
  await tx.run(sql`insert into providers.bed (jurisdiction, id, site, code, kind, room, floor, rent_fen, opened_on)
    select ${tx.actor.jurisdiction}, g.id, ${site}, g.code, ${input.kind}, ${input.room}, ${input.floor}, ${input.rentFen}, ${input.openedOn}
    from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as g(id uuid, code text)`)
  await happened(tx, { organisation: place.organisation, site }, 'beds-added', { kind: input.kind, beds: rows.length })
  return { added: rows.length }
}

/** Where whoever already has the bed for some of these days stands in the way. */
const taken = () =>
  refuse(
    'bed.taken',
    { zh: '这张床位在这段时间已有安排', en: 'The bed is taken on some of these days' },
    { kind: 'conflict', next: { zh: '请换一张床位或改日期', en: 'Choose another bed or other days' } },
  )

export type BedUse = {
  state: 'occupied' | 'reserved' | 'closed'
  from: string
  /** First day after it; null without end. */
  until: string | null
  /** Id of the person's file, where there is one. */
  person: string | null
  /** A masked name, for lists. */
  shown: string | null
  note: string | null
}

/**
 * Gives a bed to somebody, keeps it for somebody, or takes it out of use. Two never share a bed on a day: of two at once one is refused.
 *
 * @throws Refusal `bed.missing`, `bed.dates`, `bed.gone`, `bed.taken`, `access.region`
 */
export async function useBed(tx: Tx, id: string, use: BedUse): Promise<{ id: string }> {
  const bed = await bedWith(tx, id, true)
  const place = await siteWith(tx, bed.site)
  expectRegion(tx, place.region)
  if (use.until !== null && use.until <= use.from)
    throw refuse('bed.dates', { zh: '结束日期应晚于开始日期', en: 'It ends before it begins' }, { at: '/until' })
  if (bedStateOn(bed, [], use.from) === 'gone')
    throw refuse(
      'bed.gone',
      { zh: '这张床位那时没有启用', en: 'The bed is not there at that time' },
      { kind: 'conflict', at: '/from' },
    )
  const range = sql`daterange(${use.from}::date, ${use.until}::date)`
  const clash = await tx.maybe(sql`select 1 from providers.bed_period
    where jurisdiction = ${tx.actor.jurisdiction} and bed = ${id} and during && ${range} limit 1`)
  if (clash !== null) throw taken()
  const period = newId()
  await tx.run(sql`insert into providers.bed_period (jurisdiction, id, bed, state, during, person, shown, note, recorded_by, recorded_at)
    values (${tx.actor.jurisdiction}, ${period}, ${id}, ${use.state}, ${range}, ${use.person}, ${use.shown}, ${use.note}, ${tx.actor.id}, ${tx.now})`)
  await happened(tx, { organisation: place.organisation, site: bed.site }, `bed-${use.state}`, {
    bed: bed.code,
    from: use.from,
    until: use.until,
  })
  return { id: period }
}

/**
 * Ends a stay, a reservation or a closure: from that day on the bed is free. A period that had not begun is taken back whole.
 *
 * @throws Refusal `bed.period`, `access.region`
 */
export async function endStay(tx: Tx, period: string, on: string): Promise<void> {
  const row = await tx.maybe<PeriodRow>(sql`select ${PERIOD} from providers.bed_period q
    where q.jurisdiction = ${tx.actor.jurisdiction} and q.id = ${period} for update`)
  if (row === null)
    throw refuse('bed.period', { zh: '没有这段入住记录', en: 'There is no such stay' }, { kind: 'missing' })
  const bed = await bedWith(tx, row.bed)
  const place = await siteWith(tx, bed.site)
  expectRegion(tx, place.region)
  if (row.until !== null && row.until <= on) return
  // Who leaves on the day of arrival was there that day; what had not begun never was.
  const until = on === row.from ? addDays(row.from, 1) : on
  if (on < row.from)
    await tx.run(sql`delete from providers.bed_period where jurisdiction = ${tx.actor.jurisdiction} and id = ${period}`)
  else
    await tx.run(sql`update providers.bed_period set during = daterange(lower(during), ${until}::date)
      where jurisdiction = ${tx.actor.jurisdiction} and id = ${period}`)
  await happened(tx, { organisation: place.organisation, site: bed.site }, 'bed-freed', { bed: bed.code, on: until })
}

/**
 * Takes a bed out of the house from today on.
 *
 * @throws Refusal `bed.missing`, `bed.taken`, `access.region`
 */
export async function closeBed(tx: Tx, id: string): Promise<void> {
  const bed = await bedWith(tx, id, true)
  const place = await siteWith(tx, bed.site)
  expectRegion(tx, place.region)
  const day = today(tx.now.getTime())
  const busy = await tx.maybe(sql`select 1 from providers.bed_period
    where jurisdiction = ${tx.actor.jurisdiction} and bed = ${id} and (upper_inf(during) or upper(during) > ${day}::date) limit 1`)
  if (busy !== null) throw taken()
  await tx.run(
    sql`update providers.bed set closed_on = greatest(${day}::date, opened_on) where jurisdiction = ${tx.actor.jurisdiction} and id = ${id}`,
  )
  await happened(tx, { organisation: place.organisation, site: bed.site }, 'bed-removed', { bed: bed.code })
}
