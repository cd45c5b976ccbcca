import { refuse } from '../../kernel/refusal.ts'
import type { HeaderMatch, RegisterColumn, RegisterDefinition } from './types.ts'

const plain = (text: string) =>
  text
    .normalize('NFKC')
    .replace(/[\s*＊]/g, '')
    .toLowerCase()
const bare = (text: string) => plain(text).replace(/[([【〔][^)\]】〕]*[)\]】〕]/g, '')

function namesOf(column: RegisterColumn): string[] {
  const titles = [column.title.zh, column.title.en, ...(column.aliases ?? [])]
  return [column.key, ...titles, headerOf(column, 'zh'), headerOf(column, 'en')]
}

/** Title of a column as it stands above it, with the unit in brackets. */
export function headerOf(column: RegisterColumn, language: 'zh' | 'en'): string {
  if (column.unit === undefined) return column.title[language]
  return language === 'zh' ? `${column.title.zh}（${column.unit.zh}）` : `${column.title.en} (${column.unit.en})`
}

/** Finds the column of each header: in Chinese or English, in any order, with or without the unit. */
export function matchHeader(
  definition: RegisterDefinition,
  headers: readonly string[],
): { match: HeaderMatch; columnAt: (RegisterColumn | null)[] } {
  const exact = new Map<string, RegisterColumn>()
  const loose = new Map<string, RegisterColumn | null>()
  for (const column of definition.columns) {
    for (const name of namesOf(column)) {
      exact.set(plain(name), column)
      const short = bare(name)
      // Two columns that differ only in brackets cannot be told apart without them.
      loose.set(short, loose.has(short) && loose.get(short) !== column ? null : column)
    }
  }
  const columnAt = headers.map((header) => exact.get(plain(header)) ?? loose.get(bare(header)) ?? null)
  refuseTwice(columnAt, headers)
  const present = new Set(columnAt.filter((column) => column !== null))
  const missing = definition.columns.filter((column) => column.required && !column.readOnly && !present.has(column))
  if (missing.length > 0) {
    const zh = missing.map((column) => column.title.zh).join('、')
    const en = missing.map((column) => column.title.en).join(', ')
    throw refuse(
      'imports.columns',
      { zh: `文件缺少必需的列：${zh}`, en: `The file lacks required columns: ${en}` },
      {
        params: { missing: missing.map((column) => column.key), found: headers },
        at: '1',
        next: { zh: '请下载模板，按模板的表头填写', en: 'Download the template and use its headers' },
      },
    )
  }
  return {
    columnAt,
    match: {
      matched: headers.flatMap((header, i) => {
        const column = columnAt[i]
        return column ? [{ header, column: column.key, at: i }] : []
      }),
      unknown: headers.filter((header, i) => columnAt[i] === null && header.trim() !== ''),
      absent: definition.columns.filter((column) => !present.has(column)).map((column) => column.key),
    },
  }
}

function refuseTwice(columnAt: readonly (RegisterColumn | null)[], headers: readonly string[]): void {
  const twice = columnAt.findIndex((column, i) => column !== null && columnAt.indexOf(column) !== i)
  if (twice < 0) return
  const [first, second] = [headers[columnAt.indexOf(columnAt[twice] ?? null)], headers[twice]]
  throw refuse(
    'imports.columns.twice',
    { zh: `“${first}”和“${second}”是同一列`, en: `“${first}” and “${second}” are the same column` },
    { at: addressOf(twice, 1), next: { zh: '请删去其中一列', en: 'Remove one of them' } },
  )
}

/** Address of a cell as a spreadsheet shows it: column 0, line 7 → `A7`. */
export function addressOf(index: number, line: number): string {
  let letters = ''
  for (let n = index + 1; n > 0; n = Math.floor((n - 1) / 26))
    letters = String.fromCharCode(65 + ((n - 1) % 26)) + letters
  return `${letters}${line}`
}
