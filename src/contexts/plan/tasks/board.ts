import type { Bilingual } from '../../../kernel/refusal.ts'
import { type Cell, type Column, type Sheet, writeCsv, writeXlsx } from '../../../platform/documents/index.ts'
import type { TaskRole } from './intake.ts'
import type { TaskLine, TaskState } from './model.ts'

export type UnitBoard = {
  unit: string
  lead: number
  support: number
  supervise: number
  done: number
  claimed: number
  overdue: number
  escalated: number
  worstOverdue: number
}

/** Tasks by unit (责任矩阵汇总): how many each leads and supports; of those it leads, how many are done, late, escalated. */
export function boardOf(lines: readonly TaskLine[]): UnitBoard[] {
  const board = new Map<string, UnitBoard>()
  for (const line of lines) {
    for (const { role, name } of line.units) {
      const row = board.get(name) ?? {
        unit: name,
        lead: 0,
        support: 0,
        supervise: 0,
        done: 0,
        claimed: 0,
        overdue: 0,
        escalated: 0,
        worstOverdue: 0,
      }
      board.set(name, row)
      if (role === 'supervise') row.supervise++
      else if (role !== 'lead') row.support++
      if (role !== 'lead') continue
      row.lead++
      if (line.state === 'done') row.done++
      if (line.state === 'claimed') row.claimed++
      if (line.overdueWorkdays > 0) row.overdue++
      if (line.openEscalation !== null) row.escalated++
      row.worstOverdue = Math.max(row.worstOverdue, line.overdueWorkdays)
    }
  }
  return [...board.values()].sort(
    (a, b) => b.overdue - a.overdue || b.lead - a.lead || b.support - a.support || a.unit.localeCompare(b.unit, 'zh'),
  )
}

const ROLES: Record<TaskRole, Bilingual & { sign: string }> = {
  lead: { zh: '牵头', en: 'leads', sign: '●' },
  support: { zh: '配合', en: 'supports', sign: '○' },
  supervise: { zh: '监督指导', en: 'supervises', sign: '◇' },
  implement: { zh: '落实', en: 'carries out', sign: '△' },
}

const STATES: Record<TaskState, Bilingual> = {
  open: { zh: '未报告', en: 'nothing reported' },
  'under-way': { zh: '进行中', en: 'under way' },
  blocked: { zh: '受阻', en: 'blocked' },
  claimed: { zh: '待审核', en: 'awaiting review' },
  done: { zh: '已办结', en: 'done' },
}

type Language = keyof Bilingual

const LIST: (Bilingual & Pick<Column, 'kind' | 'width'>)[] = [
  { zh: '序号', en: 'No.', width: 6 },
  { zh: '任务', en: 'Task', width: 40 },
  { zh: '牵头单位', en: 'Leading', width: 22 },
  { zh: '配合单位', en: 'Supporting', width: 36 },
  { zh: '监督指导部门', en: 'Supervising', width: 18 },
  { zh: '落实单位', en: 'Carrying out', width: 18 },
  { zh: '完成期限', en: 'Deadline', kind: 'date' },
  { zh: '下一节点', en: 'Next date', kind: 'date' },
  { zh: '状态', en: 'State' },
  { zh: '进度%', en: 'Share %', kind: 'integer' },
  { zh: '逾期工作日', en: 'Working days late', kind: 'integer' },
  { zh: '方案', en: 'Plan', width: 30 },
]

function listRow(line: TaskLine, language: Language): Cell[] {
  const of = (role: TaskRole) =>
    line.units
      .filter((unit) => unit.role === role)
      .map((unit) => unit.name)
      .join('、')
  return [
    line.number,
    line.title,
    of('lead'),
    of('support'),
    of('supervise'),
    of('implement'),
    line.deadline,
    line.due,
    STATES[line.state][language],
    line.share,
    line.overdueWorkdays,
    line.planTitle,
  ]
}

const columns = (language: Language): Column[] =>
  LIST.map(({ zh, en, ...rest }) => ({ title: language === 'zh' ? zh : en, ...rest }))

/** The matrix as a list: one row a task, its units by role. */
export function matrixCsv(lines: readonly TaskLine[], language: Language): Uint8Array {
  return writeCsv(
    columns(language),
    lines.map((line) => listRow(line, language)),
  )
}

/** The matrix as a workbook: the list, and task by unit with a sign for each role. */
export async function matrixXlsx(lines: readonly TaskLine[], asOf: string, language: Language): Promise<Uint8Array> {
  const units = boardOf(lines).map((row) => row.unit)
  const list: Sheet = {
    name: language === 'zh' ? '责任分工' : 'Tasks',
    title: language === 'zh' ? '任务责任分工表' : 'Who answers for which task',
    notes: [language === 'zh' ? `截至 ${asOf}；逾期按工作日计` : `As of ${asOf}; lateness in working days`],
    columns: columns(language),
    rows: lines.map((line) => listRow(line, language)),
  }
  const grid: Sheet = {
    name: language === 'zh' ? '单位对照' : 'By unit',
    notes: [
      Object.values(ROLES)
        .map((role) => `${role.sign} ${role[language]}`)
        .join('  '),
    ],
    columns: [
      { title: language === 'zh' ? '序号' : 'No.', width: 6 },
      { title: language === 'zh' ? '任务' : 'Task', width: 36 },
      ...units.map((title) => ({ title, width: 6 })),
    ],
    rows: lines.map((line) => [line.number, line.title, ...units.map((unit) => signs(line, unit))]),
  }
  return writeXlsx([list, grid])
}

const signs = (line: TaskLine, unit: string): string =>
  line.units
    .filter((each) => each.name === unit)
    .map((each) => ROLES[each.role].sign)
    .join('')
