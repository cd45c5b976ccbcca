import { damaged, encrypted, unknownContent, unreadableKind } from './refusals.ts'
import { type Decoded, decodeText } from './text.ts'
import { Zip } from './zip.ts'

/** What a file is by its content. Text arrives decoded, containers opened. */
export type Sniffed =
  | { format: 'txt' | 'md' | 'html' | 'csv'; decoded: Decoded }
  | { format: 'docx' | 'xlsx' | 'ofd'; zip: Zip }
  | { format: 'pdf' }

type Kind = { magic: (number | null)[]; kind: string; zh: string; en: string }

const ascii = (text: string) => [...text].map((c) => c.charCodeAt(0))
const any = (n: number): null[] => Array.from({ length: n }, () => null)

const KINDS: Kind[] = [
  { magic: [0x89, ...ascii('PNG')], kind: 'png', zh: '图片（PNG）', en: 'a picture (PNG)' },
  { magic: [0xff, 0xd8, 0xff], kind: 'jpeg', zh: '图片（JPEG）', en: 'a picture (JPEG)' },
  { magic: ascii('GIF8'), kind: 'gif', zh: '图片（GIF）', en: 'a picture (GIF)' },
  { magic: [...ascii('BM'), ...any(4), 0, 0, 0, 0], kind: 'bmp', zh: '图片（BMP）', en: 'a picture (BMP)' },
  { magic: [...ascii('II'), 0x2a, 0], kind: 'tiff', zh: '图片（TIFF）', en: 'a picture (TIFF)' },
  { magic: [...ascii('MM'), 0, 0x2a], kind: 'tiff', zh: '图片（TIFF）', en: 'a picture (TIFF)' },
  { magic: [...ascii('RIFF'), ...any(4), ...ascii('WEBP')], kind: 'webp', zh: '图片（WebP）', en: 'a picture (WebP)' },
  { magic: [...any(4), ...ascii('ftyphei')], kind: 'heic', zh: '图片（HEIC）', en: 'a picture (HEIC)' },
  { magic: [...any(4), ...ascii('ftyp')], kind: 'mp4', zh: '视频', en: 'a video' },
  { magic: ascii('{\\rtf'), kind: 'rtf', zh: 'RTF 文档', en: 'an RTF document' },
  { magic: ascii('Rar!'), kind: 'rar', zh: '压缩包（RAR）', en: 'an archive (RAR)' },
  { magic: [...ascii('7z'), 0xbc, 0xaf], kind: '7z', zh: '压缩包（7z）', en: 'an archive (7z)' },
  { magic: [0x1f, 0x8b], kind: 'gzip', zh: '压缩包（gzip）', en: 'an archive (gzip)' },
  { magic: [...ascii('MZ'), ...any(2), null, 0], kind: 'exe', zh: '程序文件', en: 'a program' },
  { magic: [0x7f, ...ascii('ELF')], kind: 'elf', zh: '程序文件', en: 'a program' },
]

const OLE = [0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1]

function startsWith(bytes: Uint8Array, magic: readonly (number | null)[]): boolean {
  return bytes.length >= magic.length && magic.every((byte, i) => byte === null || bytes[i] === byte)
}

/** The extension of a file name, lower case, without the dot. */
export function extensionOf(name: string): string {
  return /\.([^.\\/]+)$/.exec(name)?.[1]?.toLowerCase() ?? ''
}

/** Compound files hold stream names in UTF-16; these tell a locked document from the old binary formats. */
function refuseOle(bytes: Uint8Array, name: string): never {
  const holds = (stream: string) =>
    Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length).includes(Buffer.from(stream, 'utf16le'))
  if (holds('EncryptedPackage')) throw encrypted(name, /^xls/.test(extensionOf(name)) ? 'xlsx' : 'docx')
  if (holds('WordDocument'))
    throw unreadableKind(
      name,
      extensionOf(name) === 'wps' ? 'wps' : 'doc',
      { zh: '旧版 Word/WPS 文档（doc、wps）', en: 'an old Word or WPS document (doc, wps)' },
      {
        zh: '请用 Word 或 WPS 打开，另存为 docx 后再上传。',
        en: 'Open it in Word or WPS, save it as docx, and upload that.',
      },
    )
  if (holds('Workbook') || holds('Book'))
    throw unreadableKind(
      name,
      'xls',
      { zh: '旧版 Excel/WPS 表格（xls、et）', en: 'an old Excel or WPS workbook (xls, et)' },
      {
        zh: '请用 Excel 或 WPS 打开，另存为 xlsx 后再上传。',
        en: 'Open it in Excel or WPS, save it as xlsx, and upload that.',
      },
    )
  throw unreadableKind(name, 'ole', {
    zh: '旧版 Office/WPS 文件（doc、xls、ppt、wps）',
    en: 'an old Office or WPS file (doc, xls, ppt, wps)',
  })
}

function sniffZip(bytes: Uint8Array, name: string): Sniffed {
  const zip = new Zip(bytes, name)
  if (zip.has('word/document.xml')) return { format: 'docx', zip }
  if (zip.has('xl/workbook.xml')) return { format: 'xlsx', zip }
  if (zip.has('OFD.xml')) return { format: 'ofd', zip }
  if (zip.has('ppt/presentation.xml'))
    throw unreadableKind(name, 'pptx', { zh: '演示文稿（pptx）', en: 'a presentation (pptx)' })
  if (zip.has('mimetype') && zip.has('content.xml'))
    throw unreadableKind(name, 'odf', { zh: 'OpenDocument 文档（odt、ods）', en: 'an OpenDocument file (odt, ods)' })
  const main = zip.has('_rels/.rels') ? mainPart(zip) : null
  if (main?.startsWith('word/')) return { format: 'docx', zip }
  if (zip.has('[Content_Types].xml')) throw damaged(name, 'docx', 'word/document.xml')
  throw unreadableKind(
    name,
    'zip',
    { zh: '压缩包（zip）', en: 'an archive (zip)' },
    { zh: '请解压后逐个上传其中的文件。', en: 'Unpack it and upload the files one by one.' },
  )
}

/** Path of the main part named by the package relationships: not every writer calls it `word/document.xml`. */
export function mainPart(zip: Zip): string | null {
  const rels = zip.text('_rels/.rels') ?? ''
  const relation = rels.match(/<[^>]*officeDocument"[^>]*>/g)?.[0] ?? ''
  return /Target="\/?([^"]+)"/.exec(relation)?.[1] ?? null
}

function sniffText(bytes: Uint8Array, name: string): Sniffed {
  const decoded = decodeText(bytes, name)
  const extension = extensionOf(name)
  const head = decoded.text.slice(0, 4096)
  if (/^MIME-Version:/im.test(head) && /^Content-Type:\s*multipart/im.test(head))
    throw unreadableKind(name, 'mhtml', { zh: '网页存档（mht）', en: 'a web archive (mht)' })
  const htmlHead =
    /^\s*(?:<\?xml[^>]*>\s*)?(?:<!--[\s\S]*?-->\s*)*<(?:!doctype\s+html|html|head|body|meta|table|div)\b/i
  if (htmlHead.test(head)) return { format: 'html', decoded }
  if (/^html?$/.test(extension) && /<[a-z][^>]*>/i.test(decoded.text)) return { format: 'html', decoded }
  if (/^(md|markdown)$/.test(extension)) return { format: 'md', decoded }
  if (/^(csv|tsv)$/.test(extension)) return { format: 'csv', decoded }
  return { format: 'txt', decoded }
}

/** Says what a file is by looking at its bytes; the name only decides between kinds of text. Throws refusals for the rest. */
export function sniff(bytes: Uint8Array, name: string): Sniffed {
  if (startsWith(bytes, [0x50, 0x4b, 0x03, 0x04]) || startsWith(bytes, [0x50, 0x4b, 0x05, 0x06]))
    return sniffZip(bytes, name)
  if (Buffer.from(bytes.buffer, bytes.byteOffset, Math.min(1024, bytes.length)).includes('%PDF-'))
    return { format: 'pdf' }
  if (startsWith(bytes, OLE)) refuseOle(bytes, name)
  for (const kind of KINDS) if (startsWith(bytes, kind.magic)) throw unreadableKind(name, kind.kind, kind)
  if (bytes.every((byte) => byte === 0)) throw unknownContent(name)
  return sniffText(bytes, name)
}
