import { cellText } from './text.ts'

/** Markdown as plain text: marks of form are taken off, tables become rows with tabs. */
export function readMarkdown(source: string): string {
  const out: string[] = []
  let fenced = false
  const text = source.replace(/<!--[\s\S]*?-->/g, '').replace(/^---\n[\s\S]*?\n---\n/, '')
  for (const line of text.split(/\r\n?|\n/)) {
    if (/^\s*(```|~~~)/.test(line)) {
      fenced = !fenced
      continue
    }
    if (fenced) {
      out.push(line)
      continue
    }
    if (/^\s*\|.*\|\s*$/.test(line)) {
      const cells = pipeCells(line)
      if (!cells.every((cell) => /^:?-{1,}:?$/.test(cell)))
        out.push(cells.map((cell) => cellText(inline(cell))).join('\t'))
      continue
    }
    if (/^\s*([-*_])(\s*\1){2,}\s*$/.test(line)) continue
    out.push(
      inline(
        line
          .replace(/^\s{0,3}#{1,6}\s+/, '')
          .replace(/\s+#+\s*$/, '')
          .replace(/^\s*>\s?/, ''),
      ),
    )
  }
  return out.join('\n')
}

function pipeCells(line: string): string[] {
  const inner = line.trim().replace(/^\||\|$/g, '')
  return inner.split(/(?<!\\)\|/).map((cell) => cell.replaceAll('\\|', '|').trim())
}

function inline(text: string): string {
  return text
    .replace(/<br\s*\/?>/gi, '\n')
    .replace(/!\[([^\]]*)\]\([^)\s]*\)/g, '$1')
    .replace(/\[([^\]]+)\]\([^)\s]*\)/g, '$1')
    .replace(/(\*\*|__)(?=\S)(.+?)(?<=\S)\1/g, '$2')
    .replace(/`([^`]+)`/g, '$1')
    .replace(/<\/?(?:b|i|u|strong|em|span|font|sup|sub)\b[^>]*>/gi, '')
}
