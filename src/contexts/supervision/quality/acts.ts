import { today } from '../../../kernel/dates.ts'
import { newId } from '../../../kernel/ids.ts'
import { refuse } from '../../../kernel/refusal.ts'
import { inScope, sql, type Tx } from '../../../platform/db/index.ts'
import { emit } from '../../../platform/events/index.ts'
import { unitWith } from '../../../platform/identity/index.ts'
import { record } from '../../../platform/journal/index.ts'
import { sealJson } from '../../../platform/keys/index.ts'
import type { PeopleDesk } from '../../people/index.ts'
import { CASE_STATES, type CaseAct, type CaseKind, type CaseMoved, type CaseState } from './model.ts'
import { leads } from './rules.ts'
import { dueOf } from './terms.ts'

export type CaseRow = {
  id: string
  no: string
  kind: CaseKind
  state: CaseState
  order: string | null
  person: string | null
  site: string | null
  unit: string
  wrapped: Buffer | null
  revision: number
  appealed: boolean
}

export const noCase = () =>
  refuse(
    'case.missing',
    { zh: '没有这个督办件，或不在您负责的范围内', en: 'There is no such case in the area you work for' },
    { kind: 'missing' },
  )

/** A case of the actor's area, locked. @throws Refusal `case.missing` */
export async function lockCase(tx: Tx, id: string): Promise<CaseRow> {
  const row =
    await tx.maybe<CaseRow>(sql`select c.id, c.no, c.kind, c.state, c.order_id "order", c.person, c.site, c.unit, c.wrapped, c.revision,
      exists (select from supervision.casefile_step s where s.jurisdiction = c.jurisdiction and s.casefile = c.id and s.act = 'appeal') appealed
    from supervision.casefile c where c.jurisdiction = ${tx.actor.jurisdiction} and c.id = ${id} and ${inScope(tx, sql`c.region`)} for update of c`)
  if (row === null) throw noCase()
  return row
}

export type CaseStep = {
  revision: number
  /** What was found, done or answered. */
  words: string
  /** With `close`: what everybody may read, without names. */
  published?: string | null
  /** With `hand-over`: to whom. */
  unit?: string | null
}

/**
 * Takes a case one step on: verify with the person, put right, answer and close with words for the public; or find the rating mistaken or
 * malicious with reasons, which may be appealed once. Whoever found it does not decide the appeal.
 *
 * @throws Refusal `case.missing`, `case.changed`, `case.state`, `case.published`, `case.unit`, `case.same-hand`, `unit.missing`
 */
export async function actOnQuality(
  tx: Tx,
  desk: PeopleDesk,
  id: string,
  act: CaseAct,
  input: CaseStep,
): Promise<{ state: CaseState; revision: number }> {
  const own = tx.actor.jurisdiction
  const row = await lockCase(tx, id)
  if (row.revision !== input.revision)
    throw refuse(
      'case.changed',
      { zh: '这个督办件刚被别人办理过', en: 'Somebody has dealt with this case meanwhile' },
      { kind: 'conflict', next: { zh: '请刷新后再办', en: 'Refresh, then decide' } },
    )
  const to = leads(row, act)
  if (to === null)
    throw refuse(
      'case.state',
      {
        zh: `督办件${CASE_STATES[row.state].zh}，不能这样办理`,
        en: `The case is ${CASE_STATES[row.state].en}: this cannot be done`,
      },
      { kind: 'conflict' },
    )
  if (act === 'exclude' && row.kind !== 'bad-rating')
    throw refuse(
      'case.state',
      {
        zh: '投诉和举报应当答复办结，不能作误评处理',
        en: 'A complaint is answered; only a rating can be found mistaken',
      },
      { kind: 'conflict' },
    )
  const published = act === 'close' ? (input.published?.trim() ?? '') : null
  if (published === '')
    throw refuse(
      'case.published',
      {
        zh: '请写明公示内容：查实了什么、怎样整改，不写姓名',
        en: 'Write what may be published: what was found and done, without names',
      },
      { at: '/published' },
    )
  if (act === 'hand-over') {
    if (!input.unit || input.unit === row.unit)
      throw refuse('case.unit', { zh: '请选择另一个承办单位', en: 'Choose another unit' }, { at: '/unit' })
    await unitWith(tx, input.unit)
  }
  if (act === 'uphold' || act === 'restore') {
    const { by } = await tx.one<{ by: string }>(sql`select s.by from supervision.casefile_step s
      where s.jurisdiction = ${own} and s.casefile = ${id} and s.act = 'exclude' order by s.id desc limit 1`)
    if (by === tx.actor.id)
      throw refuse(
        'case.same-hand',
        { zh: '作出认定的人不能复核自己的认定', en: 'Whoever made the finding cannot review it' },
        { kind: 'forbidden', next: { zh: '请由另一位工作人员复核', en: 'Let somebody else review it' } },
      )
  }
  const sealed = row.wrapped === null ? null : sealJson((await desk.keys.ring(tx)).unwrap(row.wrapped), input.words)
  await tx.run(sql`insert into supervision.casefile_step (jurisdiction, id, casefile, act, sealed, by, at)
    values (${own}, ${newId()}, ${id}, ${act}, ${sealed}, ${tx.actor.id}, ${tx.now})`)
  const due =
    act === 'appeal' || act === 'restore'
      ? await dueOf(tx, act === 'appeal' ? 'appeal' : 'rectify', today(tx.now.getTime()))
      : null
  await tx.run(sql`update supervision.casefile set state = ${to}, revision = revision + 1, due = coalesce(${due}::date, due),
      unit = ${act === 'hand-over' ? input.unit! : row.unit}, published = coalesce(${published}, published),
      closed_at = ${to === 'closed' ? tx.now : null} where jurisdiction = ${own} and id = ${id}`)
  if (row.order !== null && (act === 'exclude' || act === 'restore'))
    await tx.run(
      sql`update supervision.rating set excluded = ${act === 'exclude'} where jurisdiction = ${own} and order_id = ${row.order} and round = 1`,
    )
  await record(tx, {
    action: `supervision.case.${act}`,
    subject: { kind: 'case', id },
    detail: { no: row.no, from: row.state, to, unit: input.unit ?? null, due },
  })
  const told: CaseMoved = { case: id, no: row.no, kind: row.kind, state: to, site: row.site }
  await emit(tx, 'supervision.case.moved', told)
  return { state: to, revision: row.revision + 1 }
}
