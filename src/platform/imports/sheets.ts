import type { Bilingual } from '../../kernel/refusal.ts'
import type { Tx } from '../db/index.ts'
import { type Cell, type Column, type Sheet, writeCsv, writeXlsx } from '../documents/index.ts'
import { Download } from '../http/index.ts'
import { headerOf } from './header.ts'
import { lineKeyOf } from './sealing.ts'
import { pageRows, type RowsQuery } from './source.ts'
import { lineChunks } from './store.ts'
import type { ColumnType, RegisterColumn, RegisterDefinition, RegisterRow } from './types.ts'
import { writtenValue } from './values.ts'

type Language = keyof Bilingual

const XLSX = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet'
const CSV = 'text/csv; charset=utf-8'

const KINDS: Record<ColumnType, Bilingual> = {
  text: { zh: '文字', en: 'text' },
  integer: { zh: '整数', en: 'whole number' },
  decimal: { zh: '数字', en: 'number' },
  date: { zh: '日期，如 2025-07-31', en: 'date, such as 2025-07-31' },
  month: { zh: '月份，如 2025-07', en: 'month, such as 2025-07' },
  boolean: { zh: '是 或 否', en: 'yes or no' },
  code: { zh: '编号', en: 'code' },
  choice: { zh: '选一项', en: 'one of the values' },
  choices: { zh: '可选多项，用顿号隔开', en: 'several of the values, separated by semicolons' },
  region: { zh: '12 位区划代码或名称', en: '12-digit region code, or its name' },
  creditcode: { zh: '统一社会信用代码', en: 'unified social credit code' },
  longitude: { zh: '经度，十进制度', en: 'longitude in decimal degrees' },
  latitude: { zh: '纬度，十进制度', en: 'latitude in decimal degrees' },
}

function columnKind(column: RegisterColumn): Column['kind'] {
  if (column.type === 'date') return 'date'
  if (column.type === 'integer') return 'integer'
  return ['decimal', 'longitude', 'latitude'].includes(column.type) ? 'number' : 'text'
}

const headed = (columns: readonly RegisterColumn[], language: Language): Column[] =>
  columns.map((column) => ({ title: headerOf(column, language), kind: columnKind(column) }))

const cellsOf = (columns: readonly RegisterColumn[], row: RegisterRow, language: Language): Cell[] =>
  columns.map((column) => writtenValue(column, row[column.key] ?? null, language))

/** The template of a register: headers, one example row, and (in a workbook) a sheet that explains every column. */
export async function templateOf(
  definition: RegisterDefinition,
  format: 'xlsx' | 'csv',
  language: Language,
): Promise<Download> {
  const columns = definition.columns.filter((column) => !column.readOnly)
  const example = columns.map((column) => writtenValue(column, column.example, language))
  const name = language === 'zh' ? `${definition.title.zh}模板` : `${definition.title.en} template`
  if (format === 'csv') return new Download(`${name}.csv`, CSV, writeCsv(headed(columns, language), [example]))
  const sheets: Sheet[] = [
    { name: sheetName(definition.title[language]), columns: headed(columns, language), rows: [example] },
    explanation(columns, language),
  ]
  return new Download(`${name}.xlsx`, XLSX, await writeXlsx(sheets))
}

function explanation(columns: readonly RegisterColumn[], language: Language): Sheet {
  const titles =
    language === 'zh'
      ? ['列', '必填', '填什么', '可填的值', '说明']
      : ['Column', 'Required', 'What to write', 'Values', 'Remarks']
  return {
    name: language === 'zh' ? '说明' : 'Explanation',
    columns: titles.map((title) => ({ title })),
    rows: columns.map((column) => [
      headerOf(column, language),
      column.required ? (language === 'zh' ? '是' : 'yes') : '',
      KINDS[column.type][language],
      column.choices?.map((choice) => choice.title[language]).join(language === 'zh' ? '、' : '; ') ?? rangeOf(column),
      column.help?.[language] ?? '',
    ]),
    notes: [
      language === 'zh'
        ? '列的顺序可以改变，不用的列可以删去；示例行导入时自动略过。'
        : 'Columns may stand in any order and optional ones may be removed; the example row is skipped.',
    ],
  }
}

const rangeOf = ({ min, max }: RegisterColumn) =>
  min === undefined && max === undefined ? '' : `${min ?? '…'} – ${max ?? '…'}`

/** The rows of a register that match, as a file that can be imported again unchanged. */
export async function exportRows(
  tx: Tx,
  definition: RegisterDefinition,
  query: Omit<RowsQuery, 'limit' | 'cursor'>,
  format: 'xlsx' | 'csv',
  language: Language,
): Promise<Download> {
  const columns = definition.columns.filter((column) => !column.importOnly)
  const rows: Cell[][] = []
  for (let cursor: string | undefined; ; ) {
    const page = await pageRows(tx, definition, { ...query, limit: 5_000, ...(cursor === undefined ? {} : { cursor }) })
    for (const row of page.items) rows.push(cellsOf(columns, row, language))
    if (page.next === null) break
    cursor = page.next
  }
  const title = definition.title[language]
  if (format === 'csv') return new Download(`${title}.csv`, CSV, writeCsv(headed(columns, language), rows))
  const sheet = { name: sheetName(title), columns: headed(columns, language), rows }
  return new Download(`${title}.xlsx`, XLSX, await writeXlsx([sheet]))
}

/** The refused lines of an import as they were written, with the reasons behind: mend and import this file. */
export async function refusedRows(
  tx: Tx,
  definition: RegisterDefinition,
  id: string,
  language: Language,
): Promise<Download> {
  const columns = definition.columns.filter((column) => !column.readOnly)
  const rows: Cell[][] = []
  const key = await lineKeyOf(tx, definition, id)
  for await (const lines of lineChunks(tx, id, 2_000, ['refused'], key)) {
    for (const line of lines) {
      const reasons = (line.issues ?? []).map((issue) => {
        const column = columns.find((each) => each.key === issue.column)
        return column === undefined ? issue.text[language] : `${column.title[language]}: ${issue.text[language]}`
      })
      rows.push([...columns.map((column) => line.cells?.[column.key] ?? ''), line.line, reasons.join('; ')])
    }
  }
  const own: Column[] =
    language === 'zh'
      ? [{ title: '原文件行号', kind: 'integer' }, { title: '不能导入的原因' }]
      : [{ title: 'Line in the file', kind: 'integer' }, { title: 'Why it is refused' }]
  const title = language === 'zh' ? `${definition.title.zh}未导入的行` : `${definition.title.en} refused rows`
  const texts = columns.map((column) => ({ title: headerOf(column, language) }))
  return new Download(
    `${title}.xlsx`,
    XLSX,
    await writeXlsx([{ name: sheetName(title), columns: [...texts, ...own], rows }]),
  )
}

/** A worksheet's name: at most 31 characters, without the signs a workbook forbids. */
const sheetName = (title: string) => title.replace(/[\\/?*[\]:]/g, ' ').slice(0, 31)
