import { type Bilingual, type Refusal, refuse } from '../../../kernel/refusal.ts'
import { LIMITS } from './limits.ts'

const ACCEPTED: Bilingual = {
  zh: '请另存为 docx、xlsx、pdf（带文字层）、html、md 或 txt 后再上传。',
  en: 'Save it as docx, xlsx, pdf with a text layer, html, md or txt and upload that.',
}

const mebibytes = (bytes: number) => Math.ceil((bytes / 1024 / 1024) * 10) / 10

/** The file has no content. */
export const empty = (name: string): Refusal =>
  refuse('documents.empty', { zh: `文件“${name}”是空的。`, en: `The file “${name}” is empty.` }, { params: { name } })

/** The file is larger than we accept. */
export const tooLarge = (name: string, size: number): Refusal =>
  refuse(
    'documents.too_large',
    {
      zh: `文件“${name}”有 ${mebibytes(size)} MB，最多可收 ${mebibytes(LIMITS.bytes)} MB。`,
      en: `The file “${name}” is ${mebibytes(size)} MB; the limit is ${mebibytes(LIMITS.bytes)} MB.`,
    },
    {
      kind: 'too-large',
      params: { name, size, limit: LIMITS.bytes },
      next: {
        zh: '请拆成几份，或去掉其中的图片后再上传。',
        en: 'Split it into parts, or take out its pictures, and upload again.',
      },
    },
  )

/** We know what the file is, and it is not something we read. */
export const unreadableKind = (name: string, kind: string, what: Bilingual, next: Bilingual = ACCEPTED): Refusal =>
  refuse(
    'documents.not_a_paper',
    {
      zh: `文件“${name}”实际是${what.zh}，无法从中读出文字。`,
      en: `The file “${name}” is really ${what.en}; no text can be read from it.`,
    },
    { params: { name, kind }, next },
  )

/** The bytes are neither a known container nor text in any encoding we know. */
export const unknownContent = (name: string): Refusal =>
  refuse(
    'documents.unknown_content',
    {
      zh: `文件“${name}”的内容不是文字，也不是能识别的文档格式，可能已损坏。`,
      en: `The content of “${name}” is neither text nor a document format we know; it may be damaged.`,
    },
    { params: { name }, next: ACCEPTED },
  )

/** The file is locked with a password. */
export const encrypted = (name: string, format: string): Refusal =>
  refuse(
    'documents.encrypted',
    {
      zh: `文件“${name}”设有打开密码，无法读取。`,
      en: `The file “${name}” is locked with a password and cannot be read.`,
    },
    {
      params: { name, format },
      next: {
        zh: '请在原软件中取消密码，保存后再上传。',
        en: 'Remove the password where it was made, save, and upload again.',
      },
    },
  )

/** The container or its parts are damaged. `part` says where reading stopped. */
export const damaged = (name: string, format: string, part?: string): Refusal =>
  refuse(
    'documents.damaged',
    {
      zh: `文件“${name}”已损坏，读不完整${part ? `（停在 ${part}）` : ''}。`,
      en: `The file “${name}” is damaged and cannot be read to its end${part ? ` (stopped at ${part})` : ''}.`,
    },
    {
      params: { name, format, ...(part ? { part } : {}) },
      next: {
        zh: '请用原软件打开、另存一份后再上传。',
        en: 'Open it where it was made, save a fresh copy, and upload that.',
      },
    },
  )

/** The container unfolds to far more than a document ever does. */
export const bomb = (name: string, reason: 'entries' | 'size' | 'ratio' | 'declared'): Refusal =>
  refuse(
    'documents.unfolds_too_far',
    {
      zh: `文件“${name}”解压后过大或内含过多部件，不像正常文档，已停止读取。`,
      en: `The file “${name}” unfolds to far more than a document should; reading was stopped.`,
    },
    { kind: 'too-large', params: { name, reason } },
  )

/** A PDF made of pictures: a scan. */
export const scanned = (name: string, pages: number): Refusal =>
  refuse(
    'documents.no_text_layer',
    {
      zh: `PDF“${name}”共 ${pages} 页，都是图片（扫描件），没有文字层。`,
      en: `All ${pages} pages of the PDF “${name}” are pictures (a scan); it has no text layer.`,
    },
    {
      params: { name, pages },
      next: {
        zh: '请上传原始的 docx 或由文档直接导出的 PDF；只有纸质件时，先做文字识别。',
        en: 'Upload the original docx, or a PDF exported from it; where only paper exists, run text recognition first.',
      },
    },
  )

/** The document holds no words at all. */
export const noWords = (name: string, format: string): Refusal =>
  refuse(
    'documents.no_words',
    { zh: `文件“${name}”能打开，但里面没有文字。`, en: `The file “${name}” opens, but there are no words in it.` },
    { params: { name, format } },
  )

/** More rows, columns or cells, pages or characters than we take in one go. */
export const tooMany = (
  name: string,
  what: 'rows' | 'columns' | 'cells' | 'pages' | 'characters',
  limit: number,
): Refusal => {
  const words = {
    rows: ['行', 'rows'],
    columns: ['列', 'columns'],
    cells: ['个单元格', 'cells'],
    pages: ['页', 'pages'],
    characters: ['字', 'characters'],
  }[what]
  return refuse(
    'documents.too_many',
    {
      zh: `文件“${name}”超过 ${limit} ${words[0]}，请拆成几份。`,
      en: `The file “${name}” has more than ${limit} ${words[1]}; split it into parts.`,
    },
    { kind: 'too-large', params: { name, what, limit } },
  )
}

/** Reading took more time or memory than we give a file. */
export const tooHeavy = (name: string, reason: 'time' | 'memory'): Refusal =>
  refuse(
    'documents.too_heavy',
    {
      zh: `读取文件“${name}”${reason === 'time' ? '用时过长' : '占用内存过多'}，已停止。`,
      en: `Reading “${name}” took too ${reason === 'time' ? 'long' : 'much memory'} and was stopped.`,
    },
    {
      kind: 'too-large',
      params: { name, reason },
      next: {
        zh: '请拆成几份，或另存一份后再上传。',
        en: 'Split it into parts, or save a fresh copy, and upload again.',
      },
    },
  )

/** A list was wanted, and this is not a list. */
export const notATable = (name: string, format: string): Refusal =>
  refuse(
    'documents.not_a_table',
    {
      zh: `文件“${name}”不是表格文件，导入名册请用 csv 或 xlsx。`,
      en: `The file “${name}” is not a list; imports take csv or xlsx.`,
    },
    { params: { name, format } },
  )

/** The list's columns cannot be told apart, or a quote is never closed. */
export const brokenTable = (name: string, line: number): Refusal =>
  refuse(
    'documents.broken_table',
    {
      zh: `文件“${name}”第 ${line} 行起引号不配对，无法分清各列。`,
      en: `In “${name}” a quotation mark opened at line ${line} is never closed, so the columns cannot be told apart.`,
    },
    { params: { name, line }, at: `line ${line}` },
  )

/** The workbook has no such sheet. */
export const noSheet = (name: string, sheet: string, sheets: string[]): Refusal =>
  refuse(
    'documents.no_such_sheet',
    {
      zh: `文件“${name}”里没有工作表“${sheet}”，只有：${sheets.join('、')}。`,
      en: `“${name}” has no sheet “${sheet}”; it has: ${sheets.join(', ')}.`,
    },
    { kind: 'missing', params: { name, sheet, sheets } },
  )
