import { addDays, type IsoDate, today } from '../../kernel/dates.ts'
import { newId } from '../../kernel/ids.ts'
import { refuse } from '../../kernel/refusal.ts'
import { sql, type Tx } from '../../platform/db/index.ts'
import { emit } from '../../platform/events/index.ts'
import { record } from '../../platform/journal/index.ts'
import { placeOf } from './commands.ts'
import type { PeopleDesk } from './desk.ts'
import type { PersonDied, PersonInput, PersonMoved, PersonRestored, PersonState } from './model.ts'
import { demandPlace, noPerson, scopeOf } from './scope.ts'
import { sealOf } from './seals.ts'
import { noteHappenings, type PersonRow, personRow } from './store.ts'

async function openRow(tx: Tx, desk: PeopleDesk, id: string): Promise<PersonRow & { wrapped: Buffer }> {
  const row = await personRow(tx, scopeOf(tx, desk), id, true)
  if (row === null || row.wrapped === null) throw noPerson()
  return row as PersonRow & { wrapped: Buffer }
}

function demandState(row: PersonRow, ...states: PersonState[]): void {
  if (states.includes(row.state)) return
  const words: Record<PersonState, { zh: string; en: string }> = {
    resident: { zh: '在住', en: 'resident' },
    'moved-out': { zh: '已迁出', en: 'moved out' },
    dead: { zh: '已去世', en: 'deceased' },
    merged: { zh: '已合并到另一份档案', en: 'merged into another file' },
    destroyed: { zh: '已销毁', en: 'destroyed' },
  }
  throw refuse(
    'person.state',
    { zh: `这份档案的状态是“${words[row.state].zh}”`, en: `This file is: ${words[row.state].en}` },
    { kind: 'conflict', params: { state: row.state } },
  )
}

function demandPast(on: IsoDate, day: IsoDate): void {
  if (on > day) throw refuse('person.future', { zh: '日期晚于今天', en: 'The date lies in the future' }, { at: '/on' })
}

/** First day on which a file closed for a reason on a day is to be destroyed. One statement. */
async function destroyOn(tx: Tx, reason: 'dead' | 'moved-out', on: IsoDate): Promise<IsoDate | null> {
  const rule = await tx.maybe<{
    days: number
  }>(sql`select days from people.retention where reason = ${reason} and valid_from <= ${on}::date
    order by valid_from desc limit 1`)
  return rule === null ? null : addDays(on, rule.days)
}

async function close(tx: Tx, row: PersonRow, state: 'dead' | 'moved-out', on: IsoDate): Promise<void> {
  const until = await destroyOn(tx, state, on)
  await tx.run(sql`update people.person set state = ${state}, state_on = ${on}, destroy_on = ${until}, revision = revision + 1
    where jurisdiction = ${tx.actor.jurisdiction} and id = ${row.id}`)
  await noteHappenings(tx, [{ person: row.id, kind: state === 'dead' ? 'died' : 'moved-out', on }])
}

/**
 * Notes a death. Others are told (`people.person.died`) and stop what runs: benefits, visits, contracts. The file is kept for the time the
 * rule says, then its key is destroyed.
 *
 * @throws Refusal `person.missing`, `person.state`, `person.future`, `person.before-birth`
 */
export async function recordDeath(tx: Tx, desk: PeopleDesk, id: string, on: IsoDate): Promise<void> {
  const row = await openRow(tx, desk, id)
  demandState(row, 'resident', 'moved-out')
  demandPast(on, today(tx.now.getTime()))
  if (row.born !== null && on < row.born)
    throw refuse(
      'person.before-birth',
      { zh: '死亡日期早于出生日期', en: 'The death lies before the birth' },
      { at: '/on' },
    )
  await close(tx, row, 'dead', on)
  await record(tx, { action: 'people.person.die', subject: { kind: 'person', id }, detail: { on } })
  await emit<string, PersonDied>(tx, 'people.person.died', { person: id, on })
}

/**
 * Notes that a person moved away (迁出) on a day; `people.person.moved` tells others.
 *
 * @throws Refusal `person.missing`, `person.state`, `person.future`
 */
export async function recordMoveOut(tx: Tx, desk: PeopleDesk, id: string, on: IsoDate): Promise<void> {
  const row = await openRow(tx, desk, id)
  demandState(row, 'resident')
  demandPast(on, today(tx.now.getTime()))
  await close(tx, row, 'moved-out', on)
  await tx.run(sql`update people.address set during = daterange(lower(during), ${on}) where jurisdiction = ${tx.actor.jurisdiction}
    and person = ${id} and kind = 'residence' and upper_inf(during) and lower(during) < ${on}::date`)
  await record(tx, { action: 'people.person.move-out', subject: { kind: 'person', id }, detail: { on } })
  await emit<string, PersonMoved>(tx, 'people.person.moved', { person: id, on, to: 'out', region: null })
}

/**
 * Notes a new residence from a day on: moving within the county, or back into it. The grid cell follows from the dwelling point.
 *
 * @throws Refusal `person.missing`, `person.state`, `person.scope`, `person.dwelling`, `person.region`, `person.moved-later`
 */
export async function recordMove(
  tx: Tx,
  desk: PeopleDesk,
  id: string,
  input: Pick<PersonInput, 'region' | 'dwelling' | 'cell' | 'address'> & { on: IsoDate },
): Promise<void> {
  const row = await openRow(tx, desk, id)
  demandState(row, 'resident', 'moved-out')
  const place = await placeOf(tx, input)
  // Who may see the person may send it on to wherever it lives now; who receives it sees it from then on.
  if (place.region === null) await demandPlace(tx, place)
  const own = tx.actor.jurisdiction
  await tx.run(
    sql`delete from people.address where jurisdiction = ${own} and person = ${id} and kind = 'residence' and during = daterange(${input.on}, null)`,
  )
  await tx.run(sql`update people.address set during = daterange(lower(during), ${input.on}) where jurisdiction = ${own} and person = ${id}
    and kind = 'residence' and upper_inf(during) and lower(during) < ${input.on}::date`)
  const ring = await desk.keys.ring(tx)
  const text = input.address?.trim() || null
  try {
    await tx.run(sql`insert into people.address (jurisdiction, id, person, kind, region, cell, dwelling, sealed, during, recorded_at, recorded_by)
      values (${own}, ${newId()}, ${id}, 'residence', ${place.region}, ${place.cell}, ${place.dwelling},
        ${text === null ? null : sealOf(ring.unwrap(row.wrapped)).seal(text)}, daterange(${input.on}, null), ${tx.now}, ${tx.actor.id})`)
  } catch (error) {
    if ((error as { code?: string }).code !== '23P01') throw error
    throw refuse(
      'person.moved-later',
      { zh: '已登记了更晚的住址', en: 'A later residence is on record' },
      { kind: 'conflict', at: '/on' },
    )
  }
  await tx.run(sql`update people.person set region = ${place.region}, cell = ${place.cell}, dwelling = ${place.dwelling}, state = 'resident', state_on = null,
      destroy_on = null, household = ${place.dwelling === row.dwelling ? row.household : null}, revision = revision + 1
    where jurisdiction = ${own} and id = ${id}`)
  await noteHappenings(tx, [
    { person: id, kind: 'moved', on: input.on, fields: ['region', 'cell', 'address'], sealed: null },
  ])
  await record(tx, {
    action: 'people.person.move',
    subject: { kind: 'person', id },
    detail: { on: input.on, from: row.region, to: place.region, cell: place.cell },
  })
  const to = row.state === 'moved-out' ? 'in' : 'within'
  await emit<string, PersonMoved>(tx, 'people.person.moved', { person: id, on: input.on, to, region: place.region })
}

/**
 * Takes a death or a move back that was entered in error.
 *
 * @throws Refusal `person.missing`, `person.state`
 */
export async function restorePerson(tx: Tx, desk: PeopleDesk, id: string, reason: string): Promise<void> {
  const row = await openRow(tx, desk, id)
  demandState(row, 'dead', 'moved-out')
  await tx.run(sql`update people.person set state = 'resident', state_on = null, destroy_on = null, revision = revision + 1
    where jurisdiction = ${tx.actor.jurisdiction} and id = ${id}`)
  await tx.run(sql`update people.address a set during = daterange(lower(during), null) where a.jurisdiction = ${tx.actor.jurisdiction} and a.person = ${id}
    and a.kind = 'residence' and upper(a.during) = ${row.stateOn}::date
    and not exists (select from people.address b where b.jurisdiction = a.jurisdiction and b.person = a.person and b.kind = a.kind and b.during >> a.during)`)
  const ring = await desk.keys.ring(tx)
  await noteHappenings(tx, [
    {
      person: id,
      kind: 'restored',
      on: null,
      sealed: sealOf(ring.unwrap(row.wrapped)).seal({ reason, was: row.state }),
    },
  ])
  await record(tx, { action: 'people.person.restore', subject: { kind: 'person', id }, detail: { was: row.state } })
  await emit<string, PersonRestored>(tx, 'people.person.restored', { person: id, was: row.state })
}
