import { formatDate, today } from '../../../kernel/dates.ts'
import { refuse } from '../../../kernel/refusal.ts'
import { expectRegion, sql, type Tx } from '../../../platform/db/index.ts'
import { openedClass, tell } from './commands.ts'
import { recount } from './count.ts'
import { completes } from './rules.ts'
import { type ClassRow, classWith, type LearnerRow, learnersOf, type SessionRow, sessionsOf } from './store.ts'

/** What a class makes of a learner, from the marks and scores as they stand. Hours in tenths. */
export function resultOf(
  row: Pick<ClassRow, 'leastShare' | 'passMark'>,
  sessions: readonly SessionRow[],
  learner: Pick<LearnerRow, 'marks' | 'score'>,
) {
  const sum = (some: readonly SessionRow[]) => some.reduce((all, each) => all + each.tenths, 0)
  const presentTenths = sum(sessions.filter((each) => learner.marks[each.no] === true))
  const unmarkedTenths = sum(sessions.filter((each) => learner.marks[each.no] === undefined))
  const { leastShare, passMark } = row
  const { score } = learner
  return {
    presentTenths,
    unmarkedTenths,
    completed: completes({
      totalTenths: sum(sessions),
      presentTenths,
      unmarkedTenths,
      leastShare,
      passMark,
      score,
    }),
  }
}

function expectRevision(row: ClassRow, revision: number): void {
  if (row.revision === revision) return
  throw refuse(
    'class.changed-meanwhile',
    { zh: '刚被别人办理过', en: 'Somebody has dealt with this meanwhile' },
    { kind: 'conflict', next: { zh: '请刷新后再办', en: 'Refresh, then decide' } },
  )
}

/**
 * Closes a class (结业): decides for each who completed it, keeps the grounds, and counts. Nobody is closed over while it is not known
 * whether they completed: a missing mark or score is named.
 *
 * @throws Refusal `class.closed`, `class.changed-meanwhile`, `class.runs`, `class.empty`, `class.unknown`
 */
export async function closeClass(
  tx: Tx,
  id: string,
  revision: number,
): Promise<{ completed: number; learners: number }> {
  const row = await openedClass(tx, id)
  expectRevision(row, revision)
  const day = today(tx.now.getTime())
  if (row.endsOn > day)
    throw refuse(
      'class.runs',
      { zh: `${formatDate(row.endsOn)} 才结束`, en: `It runs until ${formatDate(row.endsOn, 'en')}` },
      { kind: 'conflict' },
    )
  const sessions = await sessionsOf(tx, id)
  const learners = (await learnersOf(tx, id)).filter((each) => each.state === 'enrolled')
  if (learners.length === 0 || sessions.length === 0)
    throw refuse(
      'class.empty',
      { zh: '没有学员或没有课次', en: 'There are no learners or no sessions' },
      { kind: 'conflict', next: { zh: '没有开成的班请取消', en: 'Cancel a class that was not held' } },
    )
  const results = learners.map((each) => ({ person: each.person, ...resultOf(row, sessions, each) }))
  const open = results.filter((each) => each.completed === null)
  if (open.length > 0)
    throw refuse(
      'class.unknown',
      {
        zh: `还有 ${open.length} 人不能判定：考勤或成绩没有登记`,
        en: `Not known of ${open.length}: marks or scores are missing`,
      },
      {
        kind: 'conflict',
        params: { persons: open.map((each) => each.person) },
        next: { zh: '请补登考勤和成绩后再结业', en: 'Enter the marks and scores, then close' },
      },
    )
  const rows = results.map((each) => ({ person: each.person, tenths: each.presentTenths, completed: each.completed }))
  await tx.run(sql`update workforce.enrolment e set attended_tenths = g.tenths, completed = g.completed
    from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as g(person uuid, tenths int, completed boolean)
    where e.jurisdiction = ${tx.actor.jurisdiction} and e.class = ${id} and e.person = g.person`)
  await tx.run(sql`update workforce.class set state = 'closed', closed_on = ${day}, state_reason = null, revision = revision + 1
    where jurisdiction = ${tx.actor.jurisdiction} and id = ${id}`)
  const completed = results.filter((each) => each.completed === true).length
  await tell(tx, id, 'close', { learners: learners.length, completed })
  await recount(tx, row.kind)
  return { completed, learners: learners.length }
}

/**
 * Opens a closed class again to correct it; until it is closed anew it does not count.
 *
 * @throws Refusal `class.missing`, `class.changed-meanwhile`, `class.not-closed`
 */
export async function reopenClass(tx: Tx, id: string, input: { revision: number; reason: string }): Promise<void> {
  const row = await classWith(tx, id, true)
  expectRegion(tx, row.region)
  expectRevision(row, input.revision)
  if (row.state !== 'closed')
    throw refuse('class.not-closed', { zh: '这个班没有结业', en: 'This class is not closed' }, { kind: 'conflict' })
  await tx.run(sql`update workforce.enrolment set completed = null, attended_tenths = null
    where jurisdiction = ${tx.actor.jurisdiction} and class = ${id}`)
  await tx.run(sql`update workforce.class set state = 'open', closed_on = null, state_reason = ${input.reason}, revision = revision + 1
    where jurisdiction = ${tx.actor.jurisdiction} and id = ${id}`)
  await tell(tx, id, 'reopen', { reason: input.reason })
  await recount(tx, row.kind)
}

/**
 * Cancels a class that is not held.
 *
 * @throws Refusal `class.closed`, `class.changed-meanwhile`
 */
export async function cancelClass(tx: Tx, id: string, input: { revision: number; reason: string }): Promise<void> {
  expectRevision(await openedClass(tx, id), input.revision)
  await tx.run(sql`update workforce.class set state = 'cancelled', state_reason = ${input.reason}, revision = revision + 1
    where jurisdiction = ${tx.actor.jurisdiction} and id = ${id}`)
  // Those whose granted application was placed here wait again.
  await tx.run(sql`update workforce.application set state = 'waiting', class = null, person = null, decided_at = null, decided_by = null
    where jurisdiction = ${tx.actor.jurisdiction} and class = ${id}`)
  await tell(tx, id, 'cancel', { reason: input.reason })
}
