import { lookOf, type NumberLook } from './numbers.ts'
import { damaged } from './refusals.ts'
import { walkXml } from './xml.ts'
import type { Zip } from './zip.ts'

/** A worksheet's name, the part it lies in, and whether it is shown. */
export type SheetRef = { name: string; part: string; hidden: boolean }

/** What the sheets of a workbook share: their names, the table of strings, the number formats, the day dates count from. */
export type Workbook = {
  sheets: SheetRef[]
  strings: string[]
  looks: NumberLook[]
  from1904: boolean
  /** Cells met so far whose formula has no stored result. */
  uncomputed: number
}

/** Opens a workbook without reading its sheets. */
export function openWorkbook(zip: Zip, name: string): Workbook {
  const folder = 'xl/'
  const bytes = zip.part(`${folder}workbook.xml`)
  if (!bytes) throw damaged(name, 'xlsx', 'xl/workbook.xml')
  const targets = relations(zip, `${folder}_rels/workbook.xml.rels`)
  const sheets: SheetRef[] = []
  let from1904 = false
  walkXml(
    bytes,
    {
      open: (tag, at) => {
        if (tag === 'workbookPr') from1904 = /^(1|true)$/.test(at.date1904 ?? '')
        if (tag !== 'sheet') return
        const id = Object.entries(at).find(([key]) => key.endsWith(':id'))?.[1] ?? ''
        const target = targets.get(id)
        if (target)
          sheets.push({
            name: at.name ?? '',
            part: resolve(folder, target),
            hidden: (at.state ?? 'visible') !== 'visible',
          })
      },
    },
    false,
  )
  if (sheets.length === 0) throw damaged(name, 'xlsx', 'xl/workbook.xml')
  const find = (end: string) => [...targets.values()].find((target) => target.endsWith(end)) ?? end
  return {
    sheets,
    strings: readStrings(zip.part(resolve(folder, find('sharedStrings.xml')))),
    looks: readLooks(zip.part(resolve(folder, find('styles.xml')))),
    from1904,
    uncomputed: 0,
  }
}

function resolve(folder: string, target: string): string {
  return target.startsWith('/') ? target.slice(1) : folder + target
}

function relations(zip: Zip, part: string): Map<string, string> {
  const out = new Map<string, string>()
  const bytes = zip.part(part)
  if (bytes)
    walkXml(bytes, { open: (tag, at) => tag === 'Relationship' && out.set(at.Id ?? '', at.Target ?? '') }, false)
  return out
}

function readStrings(bytes: Uint8Array | null): string[] {
  const out: string[] = []
  if (!bytes) return out
  let item = ''
  let inText = false
  let phonetic = false
  walkXml(
    bytes,
    {
      open: (tag) => {
        if (tag === 'si') item = ''
        else if (tag === 'rPh') phonetic = true
        else if (tag === 't') inText = !phonetic
      },
      close: (tag) => {
        if (tag === 'si') out.push(unescapeXml(item))
        else if (tag === 'rPh') phonetic = false
        else if (tag === 't') inText = false
      },
      text: (text) => {
        if (inText) item += text
      },
    },
    false,
  )
  return out
}

/** Characters XML cannot hold are written `_x000D_`. */
export function unescapeXml(text: string): string {
  return text.includes('_x')
    ? text.replace(/_x([0-9A-Fa-f]{4})_/g, (_, hex: string) => String.fromCharCode(Number.parseInt(hex, 16)))
    : text
}

function readLooks(bytes: Uint8Array | null): NumberLook[] {
  const looks: NumberLook[] = []
  if (!bytes) return looks
  const codes = new Map<number, string>()
  let inCellFormats = false
  walkXml(
    bytes,
    {
      open: (tag, at) => {
        if (tag === 'numFmt') codes.set(Number(at.numFmtId), at.formatCode ?? '')
        else if (tag === 'cellXfs') inCellFormats = true
        else if (tag === 'xf' && inCellFormats)
          looks.push(lookOf(Number(at.numFmtId ?? 0), codes.get(Number(at.numFmtId ?? 0))))
      },
      close: (tag) => {
        if (tag === 'cellXfs') inCellFormats = false
      },
    },
    false,
  )
  return looks
}
