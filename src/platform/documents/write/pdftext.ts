import { units } from './words.ts'

/** Width of a text in points at the size in use. */
export type Measure = (text: string) => number

/** A broken line and its natural width. `last` ends a paragraph and is not stretched. */
export type TextLine = { text: string; width: number; last: boolean }

/**
 * Breaks text into lines of at most `room` points, the first one `indent` shorter. Chinese breaks between characters, but no line
 * begins with a closing mark or ends with an opening one; words and numbers stay whole unless wider than a line.
 */
export function breakLines(text: string, room: number, measure: Measure, indent = 0): TextLine[] {
  const lines: TextLine[] = []
  for (const paragraph of text.split('\n')) {
    let line = ''
    let width = 0
    const limit = () => room - (lines.length === 0 ? indent : 0)
    const push = (last: boolean) => {
      const kept = line.trimEnd()
      lines.push({ text: kept, width: measure(kept), last })
      line = ''
      width = 0
    }
    for (const unit of units(paragraph.replace(/\p{Cc}/gu, ' '))) {
      if (line === '' && unit.trim() === '') continue
      const wide = measure(unit)
      if (line !== '' && width + measure(unit.trimEnd()) > limit() + 0.01) {
        push(false)
        if (unit.trim() === '') continue
      }
      if (wide > limit()) {
        for (const char of unit) {
          if (line !== '' && width + measure(char) > limit()) push(false)
          line += char
          width += measure(char)
        }
      } else {
        line += unit
        width += wide
      }
    }
    push(true)
  }
  return lines
}
