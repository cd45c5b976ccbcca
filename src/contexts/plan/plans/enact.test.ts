import { spawn } from 'node:child_process'
import { join } from 'node:path'
import { beforeAll, describe, expect, it } from 'vitest'
import { systemActor, type Tx } from '../../../platform/db/index.ts'
import { testDatabase } from '../../../platform/db/testkit/index.ts'
import { loadPaper } from '../papers/commands.ts'
import { SMALL } from '../testkit/papers.ts'
import { acceptUndoubted, decideOnTarget, decideOnTask, settleDoubt } from './commands.ts'
import { planPage } from './views.ts'

const t = testDatabase()
const county = systemActor('test', '532622')
const SCRIPT = join(import.meta.dirname, '..', 'testkit', 'enact-and-hang.ts')
const write = <T>(work: (tx: Tx) => Promise<T>) => t.db.write(county, work)
let plan: string

/** Everything that taking force leaves behind. */
const traces = async () => {
  const [row] = await t.asOwner<Record<string, number | string>>(
    `select (select state from plan.plan where id = $1) state, (select count(*)::int from plan.rung) rungs, (select count(*)::int from plan.task) tasks,
      (select count(*)::int from plan.task_unit) units, (select count(*)::int from plan.issued) issued, (select count(*)::int from plan.target_state) states,
      (select count(*)::int from plan.decision where act = 'take-force') decisions, (select count(*)::int from events.outbox where name = 'plan.taken-into-force') events,
      (select count(*)::int from journal.entry where action = 'plan.plan.take-force') entries`,
    [plan],
    true,
  )
  return row!
}

/** Runs the script until it stops or ends; a stopped one is killed the hard way. Returns what it said. */
function enact(stopBefore: number): Promise<string> {
  const child = spawn(process.execPath, [SCRIPT, JSON.stringify(t.address), '532622', plan, String(stopBefore)], {
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  let said = ''
  return new Promise((resolve, reject) => {
    child.stdout.on('data', (part: Buffer) => {
      said += part
      if (said.includes('stopped')) child.kill('SIGKILL')
    })
    child.on('error', reject)
    child.on('exit', () => resolve(said.trim()))
  })
}

beforeAll(async () => {
  plan = (await write((tx) => loadPaper(tx, { name: '方案', text: SMALL }))).plan!
  const draft = (await t.db.read(county, (tx) => planPage(tx, plan)))!
  await write(async (tx) => {
    for (const doubt of draft.doubts)
      if (doubt.subjectKind === 'paper') await settleDoubt(tx, doubt.id, { outcome: 'accepted' })
    for (const each of draft.targets)
      if (each.open > 0 && each.dupOf === null) await decideOnTarget(tx, each.id, { act: 'accept', revision: 0 })
    for (const each of draft.tasks) if (each.open > 0) await decideOnTask(tx, each.id, { act: 'accept', revision: 0 })
    await acceptUndoubted(tx, plan)
  })
})

describe('killing the process while a plan takes force', () => {
  it('leaves the plan wholly a draft at whatever statement it dies, and wholly in force once it ran through', async () => {
    const nothing = {
      state: 'draft',
      rungs: 0,
      tasks: 0,
      units: 0,
      issued: 0,
      states: 0,
      decisions: 0,
      events: 0,
      entries: 0,
    }
    for (const at of [3, 6, 8, 10, 12, 14]) {
      expect(await enact(at)).toBe('stopped')
      expect(await traces()).toEqual(nothing)
    }
    expect(await enact(0)).toMatch(/^done \d+$/)
    const after = await traces()
    expect(after).toMatchObject({ state: 'in-force', issued: 1, decisions: 1, events: 1, entries: 1 })
    for (const kind of ['rungs', 'tasks', 'units', 'states']) expect(after[kind]).toBeGreaterThan(0)
  }, 240_000)
})
