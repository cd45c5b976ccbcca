import { type IsoDate, isDate, today, yearsBetween } from '../../../kernel/dates.ts'
import { sha256Hex } from '../../../kernel/hash.ts'
import { newId } from '../../../kernel/ids.ts'
import { refuse } from '../../../kernel/refusal.ts'
import { sql, type Tx } from '../../../platform/db/index.ts'
import { emit } from '../../../platform/events/index.ts'
import type { Upload } from '../../../platform/http/index.ts'
import { record } from '../../../platform/journal/index.ts'
import { caseFacts } from '../../../platform/procedures/index.ts'
import {
  type ActingFor,
  demandAuthority,
  demandGround,
  demandPerson,
  noPerson,
  type PeopleDesk,
  personFile,
  sealsFor,
} from '../../people/index.ts'
import type { SealedAssessment } from '../assessments/model.ts'
import { newestAssessments } from '../assessments/views.ts'
import { pictureType } from '../pictures.ts'
import {
  ITEMS,
  type ItemCode,
  type ItemFacts,
  type Missing,
  PROGRAMMES,
  type Programme,
  type RetrofitState,
} from './model.ts'
import { missingFor, priorityOf, subsidyOf } from './rules.ts'

/** A retrofit after the survey of the home: what is needed and what it will cost. */
export type NewRetrofit = {
  person: string
  programme: Programme
  casefile?: string | null
  surveyedOn: IsoDate
  needs: string
  capFen: number
  items: { item: ItemCode; quantity: number; fen: number }[]
}

/**
 * Enters the survey and plan of a retrofit (入户评估、改造方案). No household is paid twice for one item, whatever the programme; the
 * database sees to it.
 *
 * @throws Refusal `person.missing`, `retrofit.person-gone`, `retrofit.date`, `retrofit.case`, `retrofit.items`, `retrofit.twice`
 */
export async function planRetrofit(
  tx: Tx,
  desk: PeopleDesk,
  input: NewRetrofit,
): Promise<{ id: string; priority: number }> {
  const own = tx.actor.jurisdiction
  const day = today(tx.now.getTime())
  const person = await demandPerson(tx, desk, input.person)
  if (person.state !== 'resident')
    throw refuse(
      'retrofit.person-gone',
      { zh: '此人已去世或迁出', en: 'The person died or moved away' },
      { kind: 'conflict', at: '/person' },
    )
  if (!isDate(input.surveyedOn) || input.surveyedOn > day)
    throw refuse(
      'retrofit.date',
      { zh: '入户评估日期不对，或晚于今天', en: 'The day of the survey is none, or lies in the future' },
      { at: '/surveyedOn' },
    )
  if (input.items.length === 0 || new Set(input.items.map((each) => each.item)).size !== input.items.length)
    throw refuse(
      'retrofit.items',
      { zh: '请列出改造项目，每项只列一次', en: 'List the items, each once' },
      { at: '/items' },
    )
  if (input.casefile) await demandCase(tx, input.casefile, input.programme)
  const ground = await demandGround(tx, person.id, 'benefits')
  const seal = (await sealsFor(tx, desk, [person.id])).get(person.id)
  if (seal === undefined) throw noPerson()
  const { categories } = await personFile(tx, desk, person.id, '适老化改造：排定先后')
  const assessed = await tx.maybe<{ sealed: Buffer }>(
    sql`select n.sealed from (${newestAssessments(tx)}) n where n.person = ${person.id}`,
  )
  const priority = priorityOf({
    categories: categories.filter((each) => each.active).map((each) => each.code),
    grade: assessed === null ? null : seal.open<SealedAssessment>(assessed.sealed).grade,
    age: person.born === null ? null : yearsBetween(person.born, day),
  })
  const id = newId()
  const home = person.household ?? person.id
  try {
    await tx.run(sql`insert into care.retrofit (jurisdiction, id, person, home, programme, casefile, surveyed_on, priority, cap_fen, sealed, recorded_by, recorded_at)
      values (${own}, ${id}, ${person.id}, ${home}, ${input.programme}, ${input.casefile ?? null}, ${input.surveyedOn}, ${priority}, ${input.capFen},
        ${seal.seal({ needs: input.needs })}, ${tx.actor.id}, ${tx.now})`)
    await tx.run(sql`insert into care.retrofit_item (jurisdiction, id, retrofit, home, item, quantity, fen)
      select ${own}, x.id, ${id}, ${home}, x.item, x.quantity, x.fen from unnest(${input.items.map(() => newId())}::uuid[], ${input.items.map((each) => each.item)}::text[],
        ${input.items.map((each) => each.quantity)}::int[], ${input.items.map((each) => each.fen)}::bigint[]) x(id, item, quantity, fen)`)
  } catch (error) {
    const { constraint } = error as { constraint?: string }
    if (constraint === 'retrofit_casefile')
      throw refuse(
        'retrofit.case',
        { zh: '这个办件已有改造方案', en: 'This case has its plan already' },
        { kind: 'conflict', at: '/casefile' },
      )
    if (constraint !== 'retrofit_item_once') throw error
    throw refuse(
      'retrofit.twice',
      {
        zh: '这一户已有其中的改造项目，同一项目不能重复补贴',
        en: 'The household has one of these items already: none is paid twice',
      },
      {
        kind: 'conflict',
        at: '/items',
        next: {
          zh: '请删去已改造的项目（包括另一类改造做过的）',
          en: 'Take out the items done before, by either programme',
        },
      },
    )
  }
  await record(tx, {
    action: 'care.retrofit.plan',
    subject: { kind: 'retrofit', id },
    detail: {
      person: person.id,
      programme: input.programme,
      casefile: input.casefile ?? null,
      items: input.items.map((each) => each.item),
      ground: ground.law,
    },
  })
  await emit(tx, 'care.retrofit.planned', { retrofit: id, person: person.id })
  return { id, priority }
}

async function demandCase(tx: Tx, id: string, programme: Programme): Promise<void> {
  const facts = await caseFacts(tx, id)
  if (facts.code === PROGRAMMES[programme].procedure && facts.outcome !== 'refused') return
  throw refuse(
    'retrofit.case',
    { zh: '这个办件不是这一类改造的申请', en: 'This case is not an application for this programme' },
    { kind: 'conflict', at: '/casefile' },
  )
}

type Held = { id: string; person: string; state: RetrofitState; capFen: number }

/** A retrofit whose person the actor may see, locked. @throws Refusal `retrofit.missing` */
export async function retrofitWith(tx: Tx, desk: PeopleDesk, id: string): Promise<Held> {
  const row = await tx.maybe<Held>(sql`select id, person, state, cap_fen "capFen" from care.retrofit
    where jurisdiction = ${tx.actor.jurisdiction} and id = ${id} for update`)
  if (row === null)
    throw refuse('retrofit.missing', { zh: '没有这项改造', en: 'There is no such retrofit' }, { kind: 'missing' })
  await demandPerson(tx, desk, row.person)
  return row
}

function demandOpen(row: Held): void {
  if (row.state === 'planned' || row.state === 'works') return
  throw refuse(
    'retrofit.closed',
    { zh: '这项改造已验收或已取消', en: 'This retrofit was accepted or dropped' },
    { kind: 'conflict' },
  )
}

/** Items of a retrofit as its rules see them. One statement. */
export async function itemFacts(tx: Tx, retrofit: string): Promise<(ItemFacts & { id: string })[]> {
  return tx.rows(sql`select i.id, i.item, i.fen, i.done_on "doneOn", count(p.id) filter (where p.stage = 'before')::int before,
      count(p.id) filter (where p.stage = 'after')::int "after"
    from care.retrofit_item i left join care.photo p on p.jurisdiction = i.jurisdiction and p.item = i.id
    where i.jurisdiction = ${tx.actor.jurisdiction} and i.retrofit = ${retrofit} and not i.dropped group by i.jurisdiction, i.id order by i.id`)
}

/** Notes that an item is done. @throws Refusal `retrofit.missing`, `retrofit.closed`, `retrofit.item` */
export async function finishItem(tx: Tx, desk: PeopleDesk, id: string, item: string, on: IsoDate): Promise<void> {
  demandOpen(await retrofitWith(tx, desk, id))
  if (!isDate(on) || on > today(tx.now.getTime()))
    throw refuse(
      'retrofit.date',
      { zh: '完成日期不对，或晚于今天', en: 'The day is none, or lies in the future' },
      { at: '/on' },
    )
  const done = await tx.run(
    sql`update care.retrofit_item set done_on = ${on} where jurisdiction = ${tx.actor.jurisdiction} and retrofit = ${id} and id = ${item} and not dropped`,
  )
  if (done === 0) throw noItem()
  await tx.run(
    sql`update care.retrofit set state = 'works' where jurisdiction = ${tx.actor.jurisdiction} and id = ${id}`,
  )
  await record(tx, { action: 'care.retrofit.finish', subject: { kind: 'retrofit', id }, detail: { item, on } })
}

const noItem = () =>
  refuse('retrofit.item', { zh: '没有这个改造项目', en: 'There is no such item' }, { kind: 'missing', at: '/item' })

const LARGEST = 8 * 1024 * 1024

/**
 * Keeps photographs of an item before or after the works, sealed with the person's key.
 *
 * @throws Refusal `retrofit.missing`, `retrofit.closed`, `retrofit.item`, `photo.none`, `photo.kind`, `photo.too-large`
 */
export async function addPhotos(
  tx: Tx,
  desk: PeopleDesk,
  id: string,
  input: { item: string; stage: 'before' | 'after' },
  files: readonly Upload[],
): Promise<{ ids: string[] }> {
  const row = await retrofitWith(tx, desk, id)
  demandOpen(row)
  if (!(await itemFacts(tx, id)).some((each) => each.id === input.item)) throw noItem()
  if (files.length === 0) throw refuse('photo.none', { zh: '请选择照片', en: 'Choose a photograph' }, { at: '/files' })
  const seal = (await sealsFor(tx, desk, [row.person])).get(row.person)
  if (seal === undefined) throw noPerson()
  const ids: string[] = []
  for (const { name, bytes } of files) {
    const type = pictureType(name, bytes, LARGEST)
    const photo = newId()
    ids.push(photo)
    await tx.run(sql`insert into care.photo (jurisdiction, id, item, stage, sha256, type, size, sealed, taken_by, taken_at)
      values (${tx.actor.jurisdiction}, ${photo}, ${input.item}, ${input.stage}, ${sha256Hex(bytes)}, ${type}, ${bytes.length},
        ${seal.seal(Buffer.from(bytes).toString('base64'))}, ${tx.actor.id}, ${tx.now})`)
  }
  await record(tx, {
    action: 'care.retrofit.photograph',
    subject: { kind: 'retrofit', id },
    detail: { item: input.item, stage: input.stage, photos: ids },
  })
  return { ids }
}

const WHAT: Record<Missing['what'], { zh: string; en: string }> = {
  none: { zh: '没有改造项目', en: 'no item' },
  done: { zh: '未完工', en: 'not done' },
  before: { zh: '缺改造前照片', en: 'no photograph before' },
  after: { zh: '缺改造后照片', en: 'no photograph after' },
}

/**
 * Accepts a retrofit on the word of the person, the guardian or a proxy; only then is there something to pay. All that stands against it
 * is named at once.
 *
 * @throws Refusal `retrofit.missing`, `retrofit.closed`, `retrofit.incomplete`, `retrofit.date`, `proxy.authority`
 */
export async function acceptRetrofit(
  tx: Tx,
  desk: PeopleDesk,
  id: string,
  input: { on: IsoDate; acting: ActingFor },
): Promise<{ subsidyFen: number }> {
  const row = await retrofitWith(tx, desk, id)
  demandOpen(row)
  const items = await itemFacts(tx, id)
  const missing = missingFor(items)
  if (missing.length > 0) {
    const title = (code: string | null, language: 'zh' | 'en') =>
      code === null ? '' : (ITEMS.find((each) => each.code === code)?.title[language] ?? code)
    throw refuse(
      'retrofit.incomplete',
      {
        zh: `还不能验收：${missing.map((each) => `${title(each.item, 'zh')}${WHAT[each.what].zh}`).join('、')}`,
        en: `It cannot be accepted yet: ${missing.map((each) => `${title(each.item, 'en')} ${WHAT[each.what].en}`.trim()).join(', ')}`,
      },
      { kind: 'conflict', params: { missing } },
    )
  }
  if (!isDate(input.on) || input.on > today(tx.now.getTime()) || items.some((item) => item.doneOn! > input.on))
    throw refuse(
      'retrofit.date',
      { zh: '验收日期不能早于完工、晚于今天', en: 'The day must not lie before the works ended or in the future' },
      { at: '/on' },
    )
  await demandAuthority(tx, row.person, input.acting, 'apply')
  const subsidyFen = subsidyOf(items, row.capFen)
  await tx.run(sql`update care.retrofit set state = 'accepted', accepted_on = ${input.on}, accepted_by = ${input.acting.by}, subsidy_fen = ${subsidyFen}
    where jurisdiction = ${tx.actor.jurisdiction} and id = ${id}`)
  await record(tx, {
    action: 'care.retrofit.accept',
    subject: { kind: 'retrofit', id },
    detail: { on: input.on, acting: input.acting.by, subsidyFen, items: items.length },
  })
  await emit(tx, 'care.retrofit.accepted', { retrofit: id, person: row.person, subsidyFen })
  return { subsidyFen }
}

/** Drops a retrofit; its items are free again. @throws Refusal `retrofit.missing`, `retrofit.closed` */
export async function dropRetrofit(tx: Tx, desk: PeopleDesk, id: string, reason: string): Promise<void> {
  demandOpen(await retrofitWith(tx, desk, id))
  await dropRows(tx, [id], reason)
  await record(tx, { action: 'care.retrofit.drop', subject: { kind: 'retrofit', id }, detail: { reason } })
  await emit(tx, 'care.retrofit.dropped', { retrofit: id })
}

/** Drops retrofits and their items. Two statements. */
export async function dropRows(tx: Tx, ids: readonly string[], reason: string): Promise<void> {
  const own = tx.actor.jurisdiction
  await tx.run(
    sql`update care.retrofit set state = 'dropped', dropped_reason = ${reason} where jurisdiction = ${own} and id = any(${[...ids]}::uuid[])`,
  )
  await tx.run(
    sql`update care.retrofit_item set dropped = true where jurisdiction = ${own} and retrofit = any(${[...ids]}::uuid[])`,
  )
}
