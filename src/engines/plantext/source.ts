import type { Span } from './types.ts'

/**
 * A stretch of normalised text that remembers where each of its characters stood in the paper.
 * `from[i]`/`to[i]` are the original offsets of `text[i]`.
 */
export type Strand = { text: string; from: number[]; to: number[] }

export const emptyStrand = (): Strand => ({ text: '', from: [], to: [] })

/** The original span of `strand.text.slice(start, end)`. */
export function spanOf(strand: Strand, start = 0, end = strand.text.length): Span {
  const from = strand.from[Math.max(0, start)]
  const to = strand.to[Math.min(strand.text.length, end) - 1]
  return from === undefined || to === undefined || to < from ? { start: 0, end: 0 } : { start: from, end: to }
}

export function cut(strand: Strand, start: number, end: number): Strand {
  return { text: strand.text.slice(start, end), from: strand.from.slice(start, end), to: strand.to.slice(start, end) }
}

export function join(parts: Strand[]): Strand {
  const out = emptyStrand()
  const texts: string[] = []
  for (const part of parts) {
    texts.push(part.text)
    for (let i = 0; i < part.from.length; i++) {
      out.from.push(part.from[i] as number)
      out.to.push(part.to[i] as number)
    }
  }
  out.text = texts.join('')
  return out
}

const LATEX: [RegExp, string][] = [
  [/\\geqslant|\\geq|\\ge(?![a-z])/y, '≥'],
  [/\\leqslant|\\leq|\\le(?![a-z])/y, '≤'],
  [/\\%/y, '%'],
  [/\\sim|\\thicksim/y, '~'],
  [/\\(?:mathrm|text|mathbf|rm|bf)\s?\{/y, ''],
  [/\\[,;! ]/y, ''],
  [/m\s?\^\s?\{?\s?2\s?\}?/y, '㎡'],
]
const ENTITIES: Record<string, string> = {
  nbsp: ' ',
  ensp: ' ',
  emsp: '\u3000',
  amp: '&',
  lt: '<',
  gt: '>',
  ge: '≥',
  le: '≤',
  quot: '"',
  ldquo: '“',
  rdquo: '”',
  mdash: '—',
  middot: '·',
}
const SAME: Record<string, string> = {
  '(': '（',
  ')': '）',
  ';': '；',
  '!': '！',
  '?': '？',
  '﹪': '%',
  '％': '%',
  '．': '.',
  '＋': '+',
  '－': '-',
  '–': '-',
  '‐': '-',
  '‑': '-',
  '−': '-',
  '～': '~',
  '∼': '~',
  '〜': '~',
  '＞': '>',
  '＜': '<',
  '﹥': '>',
  '﹤': '<',
  '≧': '≥',
  '⩾': '≥',
  '≦': '≤',
  '⩽': '≤',
  '／': '/',
  '＝': '=',
  '｜': '|',
  '│': '|',
  '┃': '|',
  '【': '［',
  '】': '］',
  '[': '［',
  ']': '］',
  '〈': '《',
  '〉': '》',
}
// biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what has to go
const INVISIBLE = /[\u00ad\u200b-\u200f\u2028-\u202e\u2060-\u2064\ufeff\u0000-\u0008\u000e-\u001f]/
const TAG = /<\/?([a-zA-Z][a-zA-Z0-9]{0,15})(?:\s[^<>]{0,400})?\/?>/y
const ENTITY = /&(?:([a-z]{2,6})|#(\d{2,5}));/y
const DIGIT = /[0-9０-９]/

/** Half-width digits and letters, one form of each mark, LaTeX and HTML debris resolved; line breaks and tabs kept. */
export function normalise(raw: string): Strand {
  const out: string[] = []
  const from: number[] = []
  const to: number[] = []
  const put = (s: string, a: number, b: number) => {
    for (let k = 0; k < s.length; k++) {
      out.push(s.charAt(k))
      from.push(a)
      to.push(b)
    }
  }
  let inTable = 0
  let i = 0
  while (i < raw.length) {
    const c = raw.charAt(i)
    const code = raw.charCodeAt(i)
    if (code >= 0x4e00 && code <= 0x9fa5) {
      out.push(c)
      from.push(i)
      to.push(i + 1)
      i++
      continue
    }
    if (c === '<') {
      TAG.lastIndex = i
      const tag = TAG.exec(raw)
      if (tag !== null) {
        const name = (tag[1] as string).toLowerCase()
        const closing = raw.charAt(i + 1) === '/'
        const end = i + tag[0].length
        if (name === 'table') inTable = closing ? 0 : 1
        if (inTable > 0 && (name === 'td' || name === 'th')) put(closing ? '\t' : '', i, end)
        else if (/^(?:tr|table|h[1-6]|li|ul|ol)$/.test(name)) put('\n', i, end)
        else if (/^(?:p|div|br)$/.test(name)) put(inTable > 0 ? ' ' : '\n', i, end)
        i = end
        continue
      }
    } else if (c === '&') {
      ENTITY.lastIndex = i
      const found = ENTITY.exec(raw)
      const plain = found?.[1] ? ENTITIES[found[1]] : found?.[2] ? String.fromCharCode(Number(found[2])) : undefined
      if (found !== null && plain !== undefined) {
        put(plain, i, i + found[0].length)
        i += found[0].length
        continue
      }
    } else if (c === '\\' || (c === 'm' && /\^/.test(raw.slice(i + 1, i + 3)))) {
      let hit = false
      for (const [pattern, plain] of LATEX) {
        pattern.lastIndex = i
        const found = pattern.exec(raw)
        if (found === null) continue
        put(plain, i, i + found[0].length)
        i += found[0].length
        hit = true
        break
      }
      if (hit) continue
    } else if (c === 'm' && /^m[²2](?![0-9a-zA-Z])/.test(raw.slice(i, i + 3))) {
      put('㎡', i, i + 2)
      i += 2
      continue
    }
    if (c === '$' || c === '*' || INVISIBLE.test(c)) {
      i++
      continue
    }
    if (c === '\r' || c === '\f' || c === '\v' || c === '\u0085') {
      if (!(c === '\r' && raw.charAt(i + 1) === '\n')) put('\n', i, i + 1)
      i++
      continue
    }
    if (c === '\n' && inTable > 0) {
      put(' ', i, i + 1)
      i++
      continue
    }
    put(one(c, raw, i), i, i + 1)
    i++
  }
  return { text: out.join(''), from, to }
}

function one(c: string, raw: string, i: number): string {
  const code = c.charCodeAt(0)
  if (code >= 0xff10 && code <= 0xff19) return String.fromCharCode(code - 0xfee0)
  if ((code >= 0xff21 && code <= 0xff3a) || (code >= 0xff41 && code <= 0xff5a))
    return String.fromCharCode(code - 0xfee0)
  if (c === ',' || c === '，') {
    const grouped = DIGIT.test(raw.charAt(i - 1)) && /^[0-9０-９]{3}(?![0-9０-９])/.test(raw.slice(i + 1, i + 5))
    return grouped && c === ',' ? ',' : '，'
  }
  if (c === ':' || c === '：') return '：'
  return SAME[c] ?? c
}

/** All white space out, as quotes are compared. */
export const squash = (text: string): string => text.replace(/\s+/g, '')
