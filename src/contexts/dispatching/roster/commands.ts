import { today } from '../../../kernel/dates.ts'
import { newId } from '../../../kernel/ids.ts'
import { refuse } from '../../../kernel/refusal.ts'
import { sql, type Tx } from '../../../platform/db/index.ts'
import { record } from '../../../platform/journal/index.ts'
import { demandPerson, type PeopleDesk } from '../../people/index.ts'
import { expectSendable } from '../../workforce/index.ts'
import type { CarerInput, ExceptionKind, PatternWindow, WishKind } from '../model.ts'
import { expectSite } from '../sites.ts'

function expectPattern(pattern: readonly PatternWindow[]): void {
  const sorted = [...pattern].sort((a, b) => a.weekday - b.weekday || a.from - b.from)
  sorted.forEach((window, i) => {
    const before = sorted[i - 1]
    const overlaps = before !== undefined && before.weekday === window.weekday && window.from < before.until
    if (window.until > window.from && !overlaps) return
    throw refuse(
      'dispatch.pattern',
      overlaps
        ? { zh: '同一天的两个班次重叠', en: 'Two windows of a day overlap' }
        : { zh: '班次的结束应晚于开始', en: 'A window ends before it begins' },
      { at: '/pattern', params: { weekday: window.weekday } },
    )
  })
}

/**
 * Says how a carer works (排班): weekly windows, lunch, start, way of travelling. What stood before stays in the journal.
 *
 * @throws Refusal `dispatch.site`, `worker.not-employed`, `ban.in-force`, `dispatch.pattern`
 */
export async function keepCarer(tx: Tx, site: string, input: CarerInput): Promise<{ staff: string }> {
  const at = await expectSite(tx, site)
  await expectSendable(tx, input.staff, {
    organisation: at.organisation,
    needs: [],
    day: today(tx.now.getTime()),
  })
  expectPattern(input.pattern)
  const { lunch } = input
  await tx.run(sql`insert into dispatching.carer (jurisdiction, organisation, staff, site, mode, start_at, pattern, lunch_from, lunch_until, lunch_minutes, most_minutes,
      languages, planned, recorded_by, recorded_at)
    values (${tx.actor.jurisdiction}, ${at.organisation}, ${input.staff}, ${input.ownSite ? at.id : null}, ${input.mode}, ${input.startAt},
      ${JSON.stringify(input.pattern)}::jsonb, ${lunch?.from ?? null}, ${lunch?.until ?? null}, ${lunch?.minutes ?? null}, ${input.mostMinutes}, ${input.languages},
      ${input.planned}, ${tx.actor.id}, ${tx.now})
    on conflict (jurisdiction, organisation, staff) do update set site = excluded.site, mode = excluded.mode, start_at = excluded.start_at,
      pattern = excluded.pattern, lunch_from = excluded.lunch_from, lunch_until = excluded.lunch_until, lunch_minutes = excluded.lunch_minutes,
      most_minutes = excluded.most_minutes, languages = excluded.languages, planned = excluded.planned, revision = dispatching.carer.revision + 1,
      recorded_by = excluded.recorded_by, recorded_at = excluded.recorded_at`)
  await record(tx, {
    action: 'dispatching.carer.keep',
    subject: { kind: 'person', id: input.staff },
    detail: {
      site: at.code,
      mode: input.mode,
      planned: input.planned,
      pattern: input.pattern.map(({ weekday, from, until }) => `${weekday} ${from}-${until}`),
    },
  })
  return { staff: input.staff }
}

/**
 * Enters an exception (请假、病假、加班).
 *
 * @throws Refusal `dispatch.site`, `dispatch.rota`, `dispatch.exception`
 */
export async function noteException(
  tx: Tx,
  input: { site: string; staff: string; kind: ExceptionKind; from: string; until: string },
): Promise<{ id: string }> {
  const at = await expectSite(tx, input.site)
  const own = tx.actor.jurisdiction
  const known = await tx.maybe(
    sql`select 1 from dispatching.carer where jurisdiction = ${own} and organisation = ${at.organisation} and staff = ${input.staff}`,
  )
  if (known === null)
    throw refuse(
      'dispatch.rota',
      { zh: '此人还没有排班', en: 'This person is not on the rota yet' },
      { kind: 'conflict', at: '/staff', next: { zh: '请先登记班次', en: 'Enter the shifts first' } },
    )
  const length = Date.parse(input.until) - Date.parse(input.from)
  if (!(length > 0) || length > 370 * 86_400_000)
    throw refuse(
      'dispatch.exception',
      { zh: '结束应晚于开始，且不超过一年', en: 'It ends after it begins, within a year' },
      { at: '/until' },
    )
  const id = newId()
  await tx.run(sql`insert into dispatching.exception (jurisdiction, id, organisation, staff, during, kind, recorded_by, recorded_at)
    values (${own}, ${id}, ${at.organisation}, ${input.staff}, tstzrange(${input.from}, ${input.until}), ${input.kind}, ${tx.actor.id}, ${tx.now})`)
  await record(tx, {
    action: 'dispatching.exception.note',
    subject: { kind: 'person', id: input.staff },
    detail: { kind: input.kind, from: input.from, until: input.until },
  })
  return { id }
}

/** Withdraws an exception. @throws Refusal `dispatch.site`, `dispatch.exception-missing` */
export async function withdrawException(tx: Tx, site: string, id: string): Promise<{ withdrawn: true }> {
  const at = await expectSite(tx, site)
  const done = await tx.maybe<{ staff: string }>(sql`update dispatching.exception set withdrawn_at = ${tx.now}
    where jurisdiction = ${tx.actor.jurisdiction} and id = ${id} and organisation = ${at.organisation} and withdrawn_at is null returning staff`)
  if (done === null)
    throw refuse(
      'dispatch.exception-missing',
      { zh: '没有这条请假或加班记录', en: 'There is no such exception' },
      { kind: 'missing' },
    )
  await record(tx, {
    action: 'dispatching.exception.withdraw',
    subject: { kind: 'person', id: done.staff },
    detail: { id },
  })
  return { withdrawn: true }
}

export type WishInput = { person: string; kind: WishKind; staff: string | null; value: string | null; hard: boolean }

/**
 * Enters a wish of who is served (服务对象愿望). The same wish stands once.
 *
 * @throws Refusal `person.missing`, `dispatch.wish`
 */
export async function noteWish(tx: Tx, desk: PeopleDesk, input: WishInput): Promise<{ id: string }> {
  await demandPerson(tx, desk, input.person)
  const named = input.kind === 'carer' || input.kind === 'not'
  if (named !== (input.staff !== null) || named === (input.value !== null))
    throw refuse(
      'dispatch.wish',
      named
        ? { zh: '请选择护理员', en: 'Choose the carer' }
        : { zh: '请填写性别或语言', en: 'Say which gender or language' },
      { at: named ? '/staff' : '/value' },
    )
  const own = tx.actor.jurisdiction
  const known = await tx.maybe<{
    id: string
  }>(sql`select id from dispatching.wish where jurisdiction = ${own} and person = ${input.person} and ended_at is null
    and kind = ${input.kind} and staff is not distinct from ${input.staff}::uuid and value is not distinct from ${input.value} and hard = ${input.hard}`)
  if (known !== null) return known
  const id = newId()
  await tx.run(sql`insert into dispatching.wish (jurisdiction, id, person, kind, staff, value, hard, recorded_by, recorded_at)
    values (${own}, ${id}, ${input.person}, ${input.kind}, ${input.staff}, ${input.value}, ${input.hard}, ${tx.actor.id}, ${tx.now})`)
  await record(tx, {
    action: 'dispatching.wish.note',
    subject: { kind: 'person', id: input.person },
    detail: { kind: input.kind, hard: input.hard },
  })
  return { id }
}

/** Ends a wish. @throws Refusal `dispatch.wish-missing`, `person.missing` */
export async function endWish(tx: Tx, desk: PeopleDesk, id: string): Promise<{ ended: true }> {
  const own = tx.actor.jurisdiction
  const row = await tx.maybe<{ person: string }>(
    sql`select person from dispatching.wish where jurisdiction = ${own} and id = ${id} and ended_at is null`,
  )
  if (row === null)
    throw refuse('dispatch.wish-missing', { zh: '没有这条愿望', en: 'There is no such wish' }, { kind: 'missing' })
  await demandPerson(tx, desk, row.person)
  await tx.run(sql`update dispatching.wish set ended_at = ${tx.now} where jurisdiction = ${own} and id = ${id}`)
  await record(tx, { action: 'dispatching.wish.end', subject: { kind: 'person', id: row.person }, detail: { id } })
  return { ended: true }
}
