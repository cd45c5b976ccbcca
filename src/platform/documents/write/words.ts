/** Width of a text in ems, near enough to choose line breaks and column widths: Chinese one, digits and Latin about half. */
export function ems(text: string): number {
  let sum = 0
  for (const char of text) {
    const code = char.codePointAt(0) ?? 0
    sum += code >= 0x2e80 || (code >= 0x2010 && code <= 0x2027) ? 1 : /[A-ZMWmw]/.test(char) ? 0.68 : 0.54
  }
  return sum
}

const segmenter = new Intl.Segmenter('zh', { granularity: 'word' })

/**
 * Breaks a title into as few lines as fit `room` ems, of about equal length, never inside a word and never before a closing mark.
 */
export function balanced(text: string, room: number): string[] {
  const whole = ems(text)
  if (whole <= room) return [text]
  const words: string[] = []
  for (const { segment } of segmenter.segment(text)) {
    // A number stays with its unit: 2026年.
    if (/\d$/.test(words.at(-1) ?? '') && /^\p{Script=Han}/u.test(segment)) words[words.length - 1] += segment
    else words.push(segment)
  }
  const lines = Math.ceil(whole / room)
  for (const slack of [1.08, 1.2, 1.4, 2]) {
    const out = fill(words, Math.min(room, (whole / lines) * slack))
    if (out.length <= lines) return out
  }
  return fill(words, room)
}

function fill(words: readonly string[], room: number): string[] {
  const lines: string[] = []
  let line = ''
  for (const word of words) {
    const closing = /^[，。、；：！？）》」』】”’,.;:!?)\]]/.test(word)
    if (line && !closing && ems(line + word) > room) {
      lines.push(line.trim())
      line = ''
    }
    line += word
  }
  if (line.trim()) lines.push(line.trim())
  return lines
}

const NO_START = '，。、；：？！…—·）》〉」』】〕”’％%℃‰,.;:?!)]}»'
const NO_END = '（《〈「『【〔“‘([{«￥¥$'

/** Splits text into the units a line may break between: single Chinese characters, whole words and numbers, marks kept with them. */
export function units(text: string): string[] {
  const raw = text.match(/\s+|[A-Za-z0-9\u00C0-\u024F.,:/@_%+'’-]+|./gsu) ?? []
  const out: string[] = []
  let open = ''
  for (const unit of raw) {
    const previous = out.at(-1)
    if (NO_END.includes(unit)) open += unit
    else if (previous !== undefined && open === '' && NO_START.includes(unit[0] ?? ''))
      out[out.length - 1] = previous + unit
    else {
      out.push(open + unit)
      open = ''
    }
  }
  if (open) out.push(open)
  return out
}
