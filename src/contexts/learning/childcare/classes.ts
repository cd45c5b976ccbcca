import { today } from '../../../kernel/dates.ts'
import { newId } from '../../../kernel/ids.ts'
import { refuse } from '../../../kernel/refusal.ts'
import { expectRegion, sql, type Tx } from '../../../platform/db/index.ts'
import { emit } from '../../../platform/events/index.ts'
import { record } from '../../../platform/journal/index.ts'
import { facilityFor } from '../who.ts'
import { type ClassKind, capacityOf, limitOn, mostAtOnce } from './rules.ts'
import { type ClassRow, classLimits, enrolmentsOf, lockClass } from './store.ts'

/** Kinds of facilities in which children under three are cared for. */
export const CHILDCARE_KINDS = ['childcare', 'childcare-community', 'childcare-family', 'kindergarten'] as const
const HOME = 'childcare-family'

/** Names of the kinds of classes. */
export const CLASS_NAMES: Record<ClassKind, { zh: string; en: string }> = {
  infant: { zh: '乳儿班', en: 'infants' },
  toddler: { zh: '托小班', en: 'toddlers' },
  older: { zh: '托大班', en: 'older toddlers' },
  mixed: { zh: '混合班', en: 'mixed class' },
  home: { zh: '家庭托育点', en: 'family point' },
}

export type NewClass = { kind: ClassKind; name: string; places: number; carers: number; openedOn: string }

/** Payload of `learning.places.changed`. */
export type PlacesChanged = {
  facility: string
  class: string
  act: 'opened' | 'changed' | 'closed' | 'enrolled' | 'left'
}

/** Tells the journal and whoever listens what was done with a class. */
export async function tellClass(
  tx: Tx,
  row: { id: string; facility: string },
  act: PlacesChanged['act'],
  detail: Parameters<typeof record>[1]['detail'],
): Promise<void> {
  await record(tx, { action: `learning.class.${act}`, subject: { kind: 'class', id: row.id }, detail: detail ?? null })
  const told: PlacesChanged = { facility: row.facility, class: row.id, act }
  await emit(tx, 'learning.places.changed', told)
}

/**
 * Opens a class in a facility. More places may be declared than the norm lets in; what counts is the least of declared, size and carers.
 *
 * @throws Refusal `facility.missing`, `access.region`, `childcare.facility-kind`, `childcare.home-one`
 */
export async function openClass(tx: Tx, facility: string, input: NewClass): Promise<{ id: string }> {
  const place = await facilityFor(tx, facility)
  const wrong =
    !(CHILDCARE_KINDS as readonly string[]).includes(place.kind) || (place.kind === HOME) !== (input.kind === 'home')
  if (wrong)
    throw refuse(
      'childcare.facility-kind',
      {
        zh: `${place.name}不能开设“${CLASS_NAMES[input.kind].zh}”`,
        en: `${place.name} cannot have a class of the kind “${CLASS_NAMES[input.kind].en}”`,
      },
      {
        at: '/kind',
        next: {
          zh: '家庭托育点只收一个班；其他班型开设在托育机构、社区托育点或幼儿园',
          en: 'A family point is one class; other classes are opened in childcare centres, community points or kindergartens',
        },
      },
    )
  const id = newId()
  try {
    await tx.run(sql`insert into learning.class (jurisdiction, id, facility, region, kind, name, places, carers, opened_on, recorded_by, recorded_at)
      values (${tx.actor.jurisdiction}, ${id}, ${facility}, ${place.region}, ${input.kind}, ${input.name}, ${input.places}, ${input.carers},
        ${input.openedOn}, ${tx.actor.id}, ${tx.now})`)
  } catch (error) {
    if ((error as { code?: string }).code !== '23P01') throw error
    throw refuse(
      'childcare.home-one',
      { zh: '这个家庭托育点已经登记了', en: 'This family point is on record already' },
      { kind: 'conflict', next: { zh: '请修改已登记的班', en: 'Change the class on record' } },
    )
  }
  await tellClass(tx, { id, facility }, 'opened', { ...input, facility })
  return { id }
}

/** Children of a class at once, today or on a day to come. */
async function peakOf(tx: Tx, row: ClassRow, from: string): Promise<number> {
  return mostAtOnce(await enrolmentsOf(tx, [row.id], from), { from, until: null })
}

/**
 * Changes places or carers of a class. Refused when fewer children could then be kept than have a place.
 *
 * @throws Refusal `childcare.class-missing`, `access.region`, `childcare.class-changed`, `childcare.class-closed`, `childcare.too-many`
 */
export async function changeClass(
  tx: Tx,
  id: string,
  input: { revision: number; name: string; places: number; carers: number },
): Promise<{ capacity: number }> {
  const row = await lockClass(tx, id)
  expectRegion(tx, row.region)
  const day = today(tx.now.getTime())
  if (row.revision !== input.revision)
    throw refuse(
      'childcare.class-changed',
      { zh: '这个班刚被别人改过', en: 'Somebody has just changed this class' },
      { kind: 'conflict', next: { zh: '请看过现在的内容再改', en: 'Look at it as it is now' } },
    )
  if (row.closedOn !== null && row.closedOn <= day)
    throw refuse('childcare.class-closed', { zh: '这个班已经撤销', en: 'This class is closed' }, { kind: 'conflict' })
  const { capacity } = capacityOf(input, limitOn(await classLimits(tx), row.kind, row.region, day))
  const children = await peakOf(tx, row, day)
  if (capacity < children)
    throw refuse(
      'childcare.too-many',
      {
        zh: `这样只能收 ${capacity} 名，已有 ${children} 名在托`,
        en: `It could then take ${capacity}, and ${children} children have a place`,
      },
      {
        kind: 'conflict',
        at: capacity === input.places ? '/places' : '/carers',
        params: { capacity, children },
        next: {
          zh: '请先增加照护人员，或先办理转班、离托',
          en: 'Add carers, or let children change class or leave first',
        },
      },
    )
  await tx.run(sql`update learning.class set name = ${input.name}, places = ${input.places}, carers = ${input.carers}, revision = revision + 1
    where jurisdiction = ${tx.actor.jurisdiction} and id = ${id}`)
  await tellClass(tx, row, 'changed', {
    before: { name: row.name, places: row.places, carers: row.carers },
    after: { name: input.name, places: input.places, carers: input.carers },
  })
  return { capacity }
}

/**
 * Closes a class from a day on.
 *
 * @throws Refusal `childcare.class-missing`, `access.region`, `childcare.class-closed`, `childcare.dates`, `childcare.children-left`
 */
export async function closeClass(tx: Tx, id: string, on: string): Promise<void> {
  const row = await lockClass(tx, id)
  expectRegion(tx, row.region)
  if (row.closedOn !== null)
    throw refuse('childcare.class-closed', { zh: '这个班已经撤销', en: 'This class is closed' }, { kind: 'conflict' })
  if (on <= row.openedOn)
    throw refuse(
      'childcare.dates',
      { zh: '撤销日期应晚于开班日期', en: 'It must close after it opened' },
      { at: '/on' },
    )
  const children = await peakOf(tx, row, on)
  if (children > 0)
    throw refuse(
      'childcare.children-left',
      { zh: `还有 ${children} 名婴幼儿在托`, en: `${children} children still have a place here` },
      {
        kind: 'conflict',
        params: { children },
        next: { zh: '请先办理转班或离托', en: 'Let them change class or leave first' },
      },
    )
  await tx.run(sql`update learning.class set closed_on = ${on}, revision = revision + 1
    where jurisdiction = ${tx.actor.jurisdiction} and id = ${id}`)
  await tellClass(tx, row, 'closed', { on })
}
