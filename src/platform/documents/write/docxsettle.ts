import { strFromU8, strToU8, unzipSync } from 'fflate'
import { packZip } from './zip.ts'

/** Faces of official papers and what stands in where a machine does not have them. */
const STAND_INS: [string, string, 'roman' | 'swiss' | 'script'][] = [
  ['方正小标宋简体', '华文中宋', 'roman'],
  ['仿宋_GB2312', '仿宋', 'roman'],
  ['楷体_GB2312', '楷体', 'script'],
  ['黑体', 'SimHei', 'swiss'],
  ['宋体', 'SimSun', 'roman'],
]

const fontTable = () => `<?xml version="1.0" encoding="UTF-8" standalone="yes"?>
<w:fonts xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main">${STAND_INS.map(
  ([name, other, family]) =>
    `<w:font w:name="${name}"><w:altName w:val="${other}"/><w:charset w:val="86"/><w:family w:val="${family}"/></w:font>`,
).join('')}</w:fonts>`

/**
 * Takes chance and the clock out of a freshly written docx (dates, picture names, order of parts, zip times) and names the fonts'
 * stand-ins.
 */
export function settle(bytes: Uint8Array): Promise<Uint8Array> {
  const parts = unzipSync(bytes)
  const media = Object.keys(parts)
    .filter((part) => part.startsWith('word/media/'))
    .sort()
  const renamed = new Map(
    media.map((part, i) => [part.slice('word/'.length), `media/image${i + 1}${part.slice(part.lastIndexOf('.'))}`]),
  )
  const out: [string, Uint8Array][] = []
  for (const part of Object.keys(parts).sort()) {
    const content = parts[part]
    if (!content) continue
    const isText = /\.(xml|rels)$/.test(part)
    const name = renamed.has(part.slice('word/'.length)) ? `word/${renamed.get(part.slice('word/'.length))}` : part
    out.push([name, isText ? strToU8(settled(part, strFromU8(content), renamed)) : content])
  }
  return packZip(out)
}

function settled(part: string, xml: string, renamed: ReadonlyMap<string, string>): string {
  if (part === 'word/fontTable.xml') return fontTable()
  if (part === 'docProps/core.xml')
    return xml.replace(/(<dcterms:(?:created|modified)[^>]*>)[^<]*/g, '$12000-01-01T00:00:00Z')
  let picture = 0
  let text = xml.replace(/<wp:docPr id="\d+"/g, () => `<wp:docPr id="${++picture}"`)
  for (const [from, to] of renamed) text = text.replaceAll(from, to)
  return text
}
