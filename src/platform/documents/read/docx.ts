import type { ReadingNote } from '../types.ts'
import { DocxWalker } from './docxwalker.ts'
import { Labels } from './numbering.ts'
import { damaged } from './refusals.ts'
import { mainPart } from './sniff.ts'
import { Styles } from './styles.ts'
import { walkXml } from './xml.ts'
import type { Zip } from './zip.ts'

/**
 * The body of a Word document as lines: paragraphs with the numbers Word prints before them, tables as rows with tabs, text boxes
 * after the paragraph they hang on. Deleted and hidden text, heads, feet, comments and tables of contents are left out; footnotes
 * come at the end.
 */
export function readDocx(zip: Zip, name: string): { text: string; notes: ReadingNote[] } {
  const main = zip.has('word/document.xml') ? 'word/document.xml' : (mainPart(zip) ?? 'word/document.xml')
  const folder = main.slice(0, main.lastIndexOf('/') + 1)
  const body = zip.part(main)
  if (!body) throw damaged(name, 'docx', main)
  const styles = new Styles(zip, folder)
  const labels = new Labels(zip, folder)
  const walker = new DocxWalker(styles, labels, name)
  walkXml(body, walker, true)
  if (!walker.complete) throw damaged(name, 'docx', main)
  const notes: ReadingNote[] = []
  if (walker.deletions > 0)
    notes.push({
      code: 'revisions_accepted',
      zh: `文中有 ${walker.deletions} 处修订删除，已按接受修订读取。`,
      en: `${walker.deletions} tracked deletions were left out, as if all changes were accepted.`,
    })
  const footnotes = walker.footnotes > 0 ? readFootnotes(zip, folder, styles, labels, name) : []
  return { text: [...walker.lines, ...footnotes].join('\n'), notes }
}

function readFootnotes(zip: Zip, folder: string, styles: Styles, labels: Labels, name: string): string[] {
  const bytes = zip.part(`${folder}footnotes.xml`)
  if (!bytes) return []
  const walker = new DocxWalker(styles, labels, name)
  walkXml(bytes, walker, true)
  return walker.lines.filter((line) => line.trim() !== '').map((line, i) => `〔注${i + 1}〕${line.trim()}`)
}
