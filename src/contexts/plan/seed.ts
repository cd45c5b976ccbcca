import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { addDays } from '../../kernel/dates.ts'
import { type Database, sql, systemActor, type Tx } from '../../platform/db/index.ts'
import { record } from '../../platform/journal/index.ts'
import { reportItem } from './items/commands.ts'
import type { ItemState } from './items/model.ts'
import { type ItemRow, serviceItemRegister } from './items/register.ts'
import { confirmLineage, setParent } from './lineage/commands.ts'
import { lineageViews } from './lineage/views.ts'
import { loadPaper, writeNote } from './papers/commands.ts'
import { acceptUndoubted, decideOnTarget, decideOnTask, settleDoubt } from './plans/commands.ts'
import { takeForce } from './plans/enact.ts'
import type { TargetFacts } from './plans/model.ts'
import { planPage } from './plans/views.ts'
import { ITEM_FIELDS } from './seed/items.ts'

/** The governments of the demonstration. */
export type SeedPlaces = { county: string; prefecture: string }

const paper = (name: string): string => readFileSync(join(import.meta.dirname, 'seed', `${name}.txt`), 'utf8')

/** What a planner would put right in the county's plan: by the words, which indicator is meant. */
const INDICATORS: [RegExp, string][] = [[/养老服务设施/, 'elder.new-estate-land']]

/**
 * Loads the demo plans the way a planner would: the prefecture's plan, the county's plan made from it and the plan the county works
 * on now are read, their doubts settled, and put in force; a last paper with the faults of a scan stays a draft to try the reading
 * page on. Everything is marked 演示数据.
 */
export async function seedPlan(
  db: Database,
  places: SeedPlaces = { county: '532622', prefecture: '532600' },
): Promise<{ plan: string; parent: string; draft: string }> {
  const parent = await db.write(systemActor('seed', places.prefecture), async (tx) => {
    const plan = await settled(tx, 'prefecture', '州级行动方案（演示）.txt')
    await takeForce(tx, plan, { on: '2022-06-01' })
    return plan
  })
  return db.write(systemActor('seed', places.county), async (tx) => {
    const plan = await settled(tx, 'county', '县级行动方案（演示）.txt')
    await setParent(tx, plan, { jurisdiction: places.prefecture, plan: parent })
    await takeForce(tx, plan, { on: '2022-12-01' })
    await explainLooser(tx, plan)
    await notes(tx, plan)
    await items(tx)
    const current = await settled(tx, 'current', '三年行动方案（演示）.txt')
    await takeForce(tx, current, { on: '2025-03-01' })
    const draft = await loadPaper(tx, { name: '养老服务意见（征求意见稿，演示扫描件）.txt', text: paper('draft') })
    return { plan, parent, draft: draft.plan! }
  })
}

/** Loads a paper and settles what is doubted in it; returns the draft. */
async function settled(tx: Tx, name: string, file: string): Promise<string> {
  const { plan } = await loadPaper(tx, { name: file, bytes: new TextEncoder().encode(paper(name)) })
  const page = (await planPage(tx, plan!))!
  for (const doubt of page.doubts) {
    if (doubt.subjectKind !== 'paper') continue
    const outcome = doubt.code === 'tasks-twice' ? 'rejected' : 'accepted'
    await settleDoubt(tx, doubt.id, {
      outcome,
      reason: outcome === 'rejected' ? '附件已把正文任务分解到单位，以附件为准' : '已核对原文',
    })
  }
  for (const target of page.targets) {
    if (target.open === 0 || target.dupOf !== null) continue
    const indicator = target.indicator ?? INDICATORS.find(([words]) => words.test(target.printed))?.[1] ?? null
    const facts: Partial<TargetFacts> | undefined = indicator === target.indicator ? undefined : { indicator }
    await decideOnTarget(tx, target.id, {
      act: facts === undefined ? 'accept' : 'edit',
      revision: target.revision,
      reason: '已核对原文',
      facts,
    })
  }
  const after = (await planPage(tx, plan!))!
  for (const task of after.tasks) {
    if (task.open > 0 && task.state === 'draft')
      await decideOnTask(tx, task.id, { act: 'accept', revision: task.revision, reason: '已核对原文' })
  }
  await acceptUndoubted(tx, plan!)
  return plan!
}

async function explainLooser(tx: Tx, plan: string): Promise<void> {
  for (const line of await lineageViews(tx, { plan })) {
    if (line.relation === 'looser') {
      await confirmLineage(tx, line.id, {
        relation: 'looser',
        reason: '起点较低，按本县基础确定（演示）',
        revision: line.revision,
      })
    } else if (line.relation === 'inherited') {
      await confirmLineage(tx, line.id, { relation: 'inherited', revision: line.revision })
    }
  }
}

async function notes(tx: Tx, plan: string): Promise<void> {
  const { document } = await tx.one<{ document: string }>(
    sql`select document from plan.plan where jurisdiction = ${tx.actor.jurisdiction} and id = ${plan}`,
  )
  await writeNote(tx, {
    document,
    clause: '一',
    kind: 'note',
    answers: null,
    text: '托位数按已备案机构的托位计算，幼儿园托班也算在内；常住人口取统计部门公布数。',
  })
  const question = await writeNote(tx, {
    document,
    clause: '一',
    kind: 'question',
    answers: null,
    text: '家庭托育点的托位算不算？',
  })
  await writeNote(tx, {
    document,
    clause: '一',
    kind: 'answer',
    answers: question.id,
    text: '备案的家庭托育点计入，每点最多5个。',
  })
}

/** The 80 measures of the county's paper, one row each; three of them with a newer standard. */
async function items(tx: Tx): Promise<void> {
  const rows = ITEM_FIELDS.flatMap(({ field, unit, items: list }) =>
    list.map((line) => ({ field, unit, parts: line.split('|') })),
  )
  const added = rows.map(
    ({ field, unit, parts: [name, object, standard] }, at): ItemRow => ({
      code: `YS-${String(at + 1).padStart(2, '0')}`,
      valid_from: '2022-01-01',
      field,
      name: name!,
      object: object!,
      content: name!,
      standard: standard!,
      payer: '按财政事权和支出责任划分',
      unit_name: unit,
      source: '基本公共服务实施标准（演示数据）',
      ends_on: null,
    }),
  )
  const renewed = added
    .filter((_, at) => at % 27 === 3)
    .map((row) => ({ ...row, valid_from: '2024-01-01', standard: `${row.standard}（2024年调整）` }))
  await serviceItemRegister.apply(
    tx,
    { added: [...added, ...renewed], changed: [], removed: [] },
    { import: 'seed', undoes: null },
  )
  await record(tx, {
    action: 'plan.service-item.seed',
    subject: { kind: 'register', id: 'service-item' },
    detail: { rows: added.length + renewed.length },
  })
  for (const [at, row] of added.entries()) {
    const state: ItemState = at % 16 === 7 ? 'not-started' : at % 5 === 2 ? 'under-way' : 'in-place'
    if (state !== 'not-started') await reportItem(tx, row.code, { state, asOf: addDays('2024-01-31', (at * 37) % 300) })
  }
}
