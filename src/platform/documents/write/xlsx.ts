import { type Refusal, refuse } from '../../../kernel/refusal.ts'
import type { Cell, Column, Sheet } from '../types.ts'
import { neutralise, plainNumber } from './csv.ts'
import { ems } from './words.ts'
import { packZip } from './zip.ts'

const HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
const MAIN = 'http://schemas.openxmlformats.org/spreadsheetml/2006/main'
const OFFICE = 'http://schemas.openxmlformats.org/officeDocument/2006'
const PACKAGE = 'http://schemas.openxmlformats.org/package/2006'

/** Cell formats by their place in `cellXfs`. */
const STYLE = { text: 1, number: 2, integer: 3, money: 4, share: 5, date: 6, header: 7, title: 8, note: 9 }

/** Rows a worksheet can hold. */
const MOST_ROWS = 1_048_576

function tooLong(name: string, count: number): Refusal {
  return refuse(
    'documents.list_too_long',
    {
      zh: `“${name}”有 ${count} 行，一张工作表放不下，请导出 csv 或先筛选。`,
      en: `“${name}” has ${count} rows, more than a worksheet holds; export it as csv or filter it first.`,
    },
    { kind: 'too-large', params: { name, count, limit: MOST_ROWS } },
  )
}

const SPECIAL = /[&<>]|(?![\t\n])[\p{Cc}\uFFFE\uFFFF]|\p{Cs}/u

function escapeXml(text: string): string {
  if (!SPECIAL.test(text)) return text
  return text
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replace(/(?![\t\n])[\p{Cc}\uFFFE\uFFFF]|\p{Cs}/gu, '')
}

function columnName(index: number): string {
  let name = ''
  for (let rest = index + 1; rest > 0; rest = Math.floor((rest - 1) / 26))
    name = String.fromCharCode(65 + ((rest - 1) % 26)) + name
  return name
}

/** Days since 30 December 1899, the way a workbook counts; `null` when it is not an ISO date. */
function serialDay(iso: string): number | null {
  const match = /^(\d{4})-(\d{2})-(\d{2})(?:T(\d{2}):(\d{2})(?::(\d{2}))?)?$/.exec(iso)
  if (!match) return null
  const [year = 0, month = 1, day = 1, hour = 0, minute = 0, second = 0] = match
    .slice(1)
    .map((part) => Number(part ?? 0))
  const instant = Date.UTC(year, month - 1, day, hour, minute, second)
  const serial = instant / 86_400_000 + 25_569
  return serial >= 61 ? serial : null
}

const textCell = (at: string, text: string, style: number): string =>
  `<c r="${at}" s="${style}" t="inlineStr"><is><t xml:space="preserve">${escapeXml(text.slice(0, 32_767))}</t></is></c>`

function cellXml(at: string, value: Cell | undefined, kind: Column['kind']): string {
  if (value === null || value === undefined) return ''
  if (typeof value === 'boolean') return `<c r="${at}" s="1" t="b"><v>${value ? 1 : 0}</v></c>`
  if (typeof value === 'number') {
    if (!Number.isFinite(value)) return ''
    const style = kind && kind !== 'text' && kind !== 'date' ? STYLE[kind] : STYLE.number
    return `<c r="${at}" s="${style}"><v>${plainNumber(kind === 'money' ? value / 100 : value)}</v></c>`
  }
  const day = kind === 'date' ? serialDay(value) : null
  return day === null ? textCell(at, neutralise(value), STYLE.text) : `<c r="${at}" s="${STYLE.date}"><v>${day}</v></c>`
}

function widthOf(column: Column, sample: readonly (readonly Cell[])[], index: number): number {
  if (column.width !== undefined) return column.width
  const longest = Math.max(ems(column.title) + 1, ...sample.map((row) => Math.min(30, ems(String(row[index] ?? '')))))
  return Math.round(Math.max(8, longest * 2 + 2) * 10) / 10
}

function sheetXml(sheet: Sheet): string {
  const rows = [...sheet.rows]
  const width = sheet.columns.length
  const letters = sheet.columns.map((_, i) => columnName(i))
  const last = letters.at(-1) ?? 'A'
  const out: string[] = []
  const merges: string[] = []
  let line = 0
  const whole = (text: string, style: number, height: number) => {
    line++
    out.push(`<row r="${line}" ht="${height}" customHeight="1">${textCell(`A${line}`, neutralise(text), style)}</row>`)
    if (width > 1) merges.push(`A${line}:${last}${line}`)
  }
  if (sheet.title) whole(sheet.title, STYLE.title, 30)
  // Above the list, not under it: an exported list can then be imported again.
  for (const note of sheet.notes ?? []) whole(note, STYLE.note, 18)
  line++
  const header = line
  const titles = sheet.columns.map((column, i) =>
    textCell(letters[i] + String(line), neutralise(column.title), STYLE.header),
  )
  out.push(`<row r="${line}" ht="22" customHeight="1">${titles.join('')}</row>`)
  if (header + rows.length > MOST_ROWS) throw tooLong(sheet.name, rows.length)
  for (const row of rows) {
    line++
    out.push(
      `<row r="${line}">${sheet.columns.map((column, i) => cellXml(letters[i] + String(line), row[i], column.kind)).join('')}</row>`,
    )
  }
  const end = line
  const widths = sheet.columns.map(
    (column, i) =>
      `<col min="${i + 1}" max="${i + 1}" width="${widthOf(column, rows.slice(0, 200), i)}" customWidth="1"/>`,
  )
  return [
    HEAD,
    `<worksheet xmlns="${MAIN}"><sheetPr><pageSetUpPr fitToPage="1"/></sheetPr>`,
    `<sheetViews><sheetView workbookViewId="0"><pane ySplit="${header}" topLeftCell="A${header + 1}" activePane="bottomLeft" state="frozen"/></sheetView></sheetViews>`,
    '<sheetFormatPr defaultRowHeight="18"/>',
    width > 0 ? `<cols>${widths.join('')}</cols>` : '',
    `<sheetData>${out.join('')}</sheetData>`,
    width > 0 && end > header ? `<autoFilter ref="A${header}:${last}${end}"/>` : '',
    merges.length > 0
      ? `<mergeCells count="${merges.length}">${merges.map((ref) => `<mergeCell ref="${ref}"/>`).join('')}</mergeCells>`
      : '',
    '<pageMargins left="0.6" right="0.6" top="0.7" bottom="0.7" header="0.3" footer="0.3"/>',
    `<pageSetup paperSize="9" orientation="${width > 6 ? 'landscape' : 'portrait'}" fitToHeight="0"/>`,
    '<headerFooter><oddFooter>&amp;C— &amp;P —</oddFooter></headerFooter></worksheet>',
  ].join('')
}

function stylesXml(): string {
  const font = (size: number, bold = '', color = '') =>
    `<font>${bold}<sz val="${size}"/>${color}<name val="等线"/><family val="2"/></font>`
  const border =
    '<border><left/><right/><top/><bottom style="thin"><color rgb="FFD9D9D9"/></bottom><diagonal/></border>'
  const xf = (format: number, fontId: number, fill: number, edge: number, align: string) =>
    `<xf numFmtId="${format}" fontId="${fontId}" fillId="${fill}" borderId="${edge}" xfId="0" applyNumberFormat="1" applyFont="1" applyFill="1" applyBorder="1" applyAlignment="1"><alignment vertical="center"${align}/></xf>`
  const xfs = [
    xf(0, 0, 0, 0, ''),
    xf(49, 0, 0, 1, ' wrapText="1"'),
    xf(0, 0, 0, 1, ''),
    xf(1, 0, 0, 1, ''),
    xf(4, 0, 0, 1, ''),
    xf(10, 0, 0, 1, ''),
    xf(164, 0, 0, 1, ' horizontal="center"'),
    xf(49, 1, 2, 1, ' horizontal="center" wrapText="1"'),
    xf(49, 2, 0, 0, ' horizontal="center"'),
    xf(49, 3, 0, 0, ''),
  ]
  return `${HEAD}<styleSheet xmlns="${MAIN}"><numFmts count="1"><numFmt numFmtId="164" formatCode="yyyy\\-mm\\-dd"/></numFmts><fonts count="4">${font(11)}${font(11, '<b/>')}${font(16, '<b/>')}${font(10, '', '<color rgb="FF555555"/>')}</fonts><fills count="3"><fill><patternFill patternType="none"/></fill><fill><patternFill patternType="gray125"/></fill><fill><patternFill patternType="solid"><fgColor rgb="FFF3F4F2"/><bgColor indexed="64"/></patternFill></fill></fills><borders count="2"><border><left/><right/><top/><bottom/><diagonal/></border>${border}</borders><cellStyleXfs count="1"><xf numFmtId="0" fontId="0" fillId="0" borderId="0"/></cellStyleXfs><cellXfs count="${xfs.length}">${xfs.join('')}</cellXfs><cellStyles count="1"><cellStyle name="Normal" xfId="0" builtinId="0"/></cellStyles></styleSheet>`
}

/** Sheet names as a workbook allows them: at most 31 characters, none of `\ / ? * [ ] :`, none twice. */
function sheetNames(sheets: readonly Sheet[]): string[] {
  const seen = new Set<string>()
  return sheets.map((sheet, i) => {
    const clean =
      sheet.name
        .replace(/[\\/?*[\]:]/g, ' ')
        .replace(/^'+|'+$/g, '')
        .trim()
        .slice(0, 31) || `Sheet${i + 1}`
    let name = clean
    for (let n = 2; seen.has(name.toLowerCase()); n++) name = `${clean.slice(0, 31 - String(n).length - 1)}-${n}`
    seen.add(name.toLowerCase())
    return name
  })
}

/**
 * Lists as a workbook: header frozen and filtered, real numbers and dates, texts that look like formulas neutralised with an
 * apostrophe, unknown (`null`) empty. The same lists give the same bytes.
 */
export async function writeXlsx(sheets: readonly Sheet[]): Promise<Uint8Array> {
  const names = sheetNames(sheets)
  const part = (type: string) => `${OFFICE}/relationships/${type}`
  const spread = 'application/vnd.openxmlformats-officedocument.spreadsheetml'
  const files: Record<string, string> = {
    '[Content_Types].xml': `${HEAD}<Types xmlns="${PACKAGE}/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/><Override PartName="/xl/workbook.xml" ContentType="${spread}.sheet.main+xml"/><Override PartName="/xl/styles.xml" ContentType="${spread}.styles+xml"/>${names.map((_, i) => `<Override PartName="/xl/worksheets/sheet${i + 1}.xml" ContentType="${spread}.worksheet+xml"/>`).join('')}</Types>`,
    '_rels/.rels': `${HEAD}<Relationships xmlns="${PACKAGE}/relationships"><Relationship Id="rId1" Type="${part('officeDocument')}" Target="xl/workbook.xml"/></Relationships>`,
    'xl/workbook.xml': `${HEAD}<workbook xmlns="${MAIN}" xmlns:r="${OFFICE}/relationships"><sheets>${names.map((name, i) => `<sheet name="${escapeXml(name).replaceAll('"', '&quot;')}" sheetId="${i + 1}" r:id="rId${i + 1}"/>`).join('')}</sheets></workbook>`,
    'xl/_rels/workbook.xml.rels': `${HEAD}<Relationships xmlns="${PACKAGE}/relationships">${names.map((_, i) => `<Relationship Id="rId${i + 1}" Type="${part('worksheet')}" Target="worksheets/sheet${i + 1}.xml"/>`).join('')}<Relationship Id="rId${names.length + 1}" Type="${part('styles')}" Target="styles.xml"/></Relationships>`,
    'xl/styles.xml': stylesXml(),
  }
  sheets.forEach((sheet, i) => {
    files[`xl/worksheets/sheet${i + 1}.xml`] = sheetXml(sheet)
  })
  const encoder = new TextEncoder()
  return packZip(Object.entries(files).map(([name, text]) => [name, encoder.encode(text)] as const))
}
