import type { Column } from './cells.ts'
import { type DateContext, deadlineOf } from './dates.ts'
import { dutiesIn } from './duties.ts'
import { markOf } from './marks.ts'
import type { Node, Paragraph } from './outline.ts'
import { dutyOf, unitsOf } from './responsibility.ts'
import { spanOf, squash } from './source.ts'
import type { Row, Table } from './tableparts.ts'
import type { Span, Task } from './types.ts'

/** A task with what later steps need to know about it. */
export type TaskDraft = { task: Task; node: Node | null; row: Row | null }

const kindAt = (table: Table, kind: Column['kind']): number => table.columns.findIndex((c) => c.kind === kind)

/** Whether each row has a name of its own before its detail, rather than a category merged over several rows. */
function namedRows(table: Table, column: number): boolean {
  if (column < 0) return false
  const cells = table.rows.filter((r) => !r.section).map((r) => r.cells[column]?.text ?? '')
  return cells.every((c) => c !== '' && c.length < 40) && new Set(cells).size > cells.length * 0.7
}

/** The tasks of a task table: one to a row. */
export function tableTasks(paragraph: Paragraph, table: Table, dates: DateContext, source: string): TaskDraft[] {
  const column = {
    task: kindAt(table, 'task'),
    number: kindAt(table, 'number'),
    category: kindAt(table, 'category'),
    deadline: kindAt(table, 'deadline'),
  }
  const who = ['lead', 'support', 'supervise', 'implement', 'leader'] as const
  if (column.task < 0 || (!who.some((k) => kindAt(table, k) >= 0) && column.deadline < 0)) return []
  const out: TaskDraft[] = []
  const named = namedRows(table, column.category)
  let parent: string | null = null
  let category = ''
  let heldLead: string[] = []
  let heldMark = ''
  // 一、基层能力 merged over several rows numbers a group of tasks, none of its rows.
  const rows = table.rows.filter((r) => !r.section)
  const marked = rows.filter((r) => column.category >= 0 && markOf(r.cells[column.category]?.text ?? '') !== null)
  const grouped = rows.length >= marked.length * 1.5
  for (const row of table.rows) {
    if (row.section) {
      parent = row.cells[0]?.text ?? null
      continue
    }
    const cell = (k: number): string => (k < 0 ? '' : (row.cells[k]?.text ?? ''))
    let text = cell(column.task)
    if (column.category >= 0 && cell(column.category) !== '') category = cell(column.category)
    if (text === '' && column.category >= 0) text = cell(column.category)
    if (text === '' || text.length < 2) continue
    const mark = column.number < 0 && column.category >= 0 && !grouped ? markOf(cell(column.category)) : null
    if (mark !== null) heldMark = mark.label
    const name = mark !== null ? cell(column.category).slice(mark.length) : named ? cell(column.category) : ''
    const units = (kind: Column['kind']): string[] =>
      table.columns.flatMap((c, k) =>
        c.kind === kind ? unitsOf(cell(k).replace(/^(?:牵头|责任|配合)(?:单位|部门)：/, '')) : [],
      )
    const bracket = dutiesIn(text, dates)[0]?.duty
    const split = table.columns
      .map((c, k) =>
        c.kind === 'lead' && /(?:牵头|配合|责任)[\u4e00-\u9fa5]{0,4}[：，；]|牵头/.test(cell(k))
          ? dutyOf(cell(k), dates)
          : null,
      )
      .find((d) => d !== null)
    let lead = split?.lead ?? units('lead')
    if (
      lead.length === 0 &&
      kindAt(table, 'lead') >= 0 &&
      cell(kindAt(table, 'lead')) === '' &&
      cell(column.number) === ''
    )
      lead = heldLead
    heldLead = lead
    const due = column.deadline >= 0 ? deadlineOf(cell(column.deadline), dates) : null
    const span = rowSpan(row)
    out.push({
      node: null,
      row,
      task: {
        id: '',
        number: cell(column.number).replace(/[.、]$/, '') || heldMark || String(out.length + 1),
        parent: name === '' && category !== '' ? category : parent,
        title: name !== '' ? name : text.replace(/[。；]$/, ''),
        text: name !== '' && name !== text ? `${name}。${text}` : text,
        lead: lead.length > 0 ? lead : (bracket?.lead ?? []),
        support: split
          ? [...split.support, ...units('support')]
          : units('support').length > 0
            ? units('support')
            : (bracket?.support ?? []),
        supervise: units('supervise'),
        implement: units('implement'),
        leaders: units('leader'),
        joint: false,
        listOpen: table.columns.some(
          (c, k) => (c.kind === 'lead' || c.kind === 'support') && /等(?:部门|单位)?$/.test(cell(k)),
        ),
        implementInherited: false,
        deadline: due?.iso ?? null,
        deadlineQuote: due?.quote ?? null,
        kind: 'task',
        section: 'annex',
        responsibilityQuote:
          squash(
            table.columns
              .map((c, k) =>
                c.kind === 'lead' || c.kind === 'support'
                  ? source.slice(
                      spanOf(row.cells[k] ?? { text: '', from: [], to: [] }).start,
                      spanOf(row.cells[k] ?? { text: '', from: [], to: [] }).end,
                    )
                  : '',
              )
              .join(''),
          ) || null,
        span,
        doubts: [],
      },
    })
  }
  if (!paragraph.annex) for (const d of out) d.task.section = 'body'
  return out
}

export function rowSpan(row: Row): Span {
  const filled = row.cells.filter((c) => c.text !== '')
  const first = filled[0]
  const last = filled[filled.length - 1]
  return first && last
    ? { start: spanOf(first).start, end: Math.max(...filled.map((c) => spanOf(c).end)) }
    : { start: 0, end: 0 }
}
