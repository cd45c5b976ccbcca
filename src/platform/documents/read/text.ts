import { LIMITS } from './limits.ts'
import { tooMany, unknownContent } from './refusals.ts'

/** Text decoded from a file, with what it was encoded in and how many characters could not be decoded. */
export type Decoded = { text: string; encoding: string; lost: number }

/** Han, kana, full-width forms and Chinese punctuation: text that is set without spaces. */
const CJK = /[\u2E80-\u9FFF\uF900-\uFAFF\uFF00-\uFFEF\u3000-\u303F“”‘’…—]|[\u{20000}-\u{3FFFF}]/u

/** True when two pieces of text belong together without a space: either side of the seam is Chinese. */
export function joinsTight(before: string, after: string): boolean {
  return CJK.test(before.slice(-1)) || CJK.test(after.slice(0, 1))
}

/** True when a line and the one it was wrapped from join without a space; a decimal or a thousand may be cut after its point. */
export function joinsWrapped(before: string, after: string): boolean {
  return joinsTight(before, after) || (/\d[.,]$/.test(before) && /^\d/.test(after))
}

/** Joins the lines of one cell or one wrapped paragraph: nothing between Chinese characters, a space between words. */
export function joinLines(lines: readonly string[]): string {
  let out = ''
  for (const raw of lines) {
    const line = raw.trim()
    if (!line) continue
    if (out && !joinsWrapped(out, line)) out += ' '
    out += line
  }
  return out
}

/** A cell's text as it stands in a row: one line, no tabs. */
export function cellText(text: string): string {
  return joinLines(text.split(/[\n\r\u2028\u2029\v\f]+/))
    .replaceAll('\t', ' ')
    .trim()
}

/**
 * Brings line ends, blanks and blank lines into one shape: `\n`, no byte-order mark or zero-width marks, no-break space as a
 * space, no spaces at line ends, at most one blank line in a row. Tabs stay: they separate cells.
 */
export function tidy(text: string): string {
  return text
    .replace(/\r\n?|[\u2028\u2029\v\f]/g, '\n')
    .replace(/[\p{Cf}]|(?![\t\n])\p{Cc}/gu, '')
    .replaceAll('\u00A0', ' ')
    .replace(/ +\n/g, '\n')
    .replace(/\n{3,}/g, '\n\n')
    .replace(/^\n+|[\n ]+$/g, '')
}

/** UTF-16 by its mark; without one, by which byte order gives more line ends, Latin letters, digits and Chinese marks. */
function utf16Guess(bytes: Uint8Array): 'utf-16le' | 'utf-16be' | null {
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return 'utf-16le'
  if (bytes[0] === 0xfe && bytes[1] === 0xff) return 'utf-16be'
  const sample = bytes.subarray(0, 4096)
  if (!sample.includes(0)) return null
  const plain = (encoding: string) => count(decode(sample, encoding, false) ?? '', /[\n\t -~、。，：；（）《》]/g)
  const [little, big] = [plain('utf-16le'), plain('utf-16be')]
  if (little === big) return null
  return little > big ? 'utf-16le' : 'utf-16be'
}

function decode(bytes: Uint8Array, encoding: string, fatal: boolean): string | null {
  try {
    return new TextDecoder(encoding, { fatal }).decode(bytes)
  } catch {
    return null
  }
}

const count = (text: string, what: RegExp) => text.match(what)?.length ?? 0

/** Control characters, private-use characters and lone surrogates do not occur in what people write. */
function looksWritten(text: string): boolean {
  const sample = text.length > 200_000 ? text.slice(0, 200_000) : text
  const odd = count(sample, /(?![\t\n\v\f\r])[\p{Cc}\p{Co}\uFFFE\uFFFF]/gu)
  return odd <= sample.length * 0.01
}

/**
 * Decodes a text file: UTF-8 with or without a mark, UTF-16 with or without one, GB18030 (and so GBK and GB 2312). A few bad
 * bytes are replaced and counted in `lost`; content that is not text is refused.
 */
export function decodeText(bytes: Uint8Array, name: string): Decoded {
  if (bytes.length > LIMITS.characters * 4) throw tooMany(name, 'characters', LIMITS.characters)
  const wide = utf16Guess(bytes)
  const utf8 = decode(bytes, 'utf-8', true)
  if (utf8 !== null && !wide && looksWritten(utf8)) return { text: utf8, encoding: 'utf-8', lost: 0 }
  if (wide) {
    const text = decode(bytes, wide, false)
    if (text !== null && looksWritten(text)) return { text, encoding: wide, lost: count(text, /\uFFFD/g) }
  }
  const gb = decode(bytes, 'gb18030', true)
  if (gb !== null && looksWritten(gb) && !gb.includes('\u0000')) return { text: gb, encoding: 'gb18030', lost: 0 }
  const best = (['utf-8', 'gb18030'] as const)
    .map((encoding) => {
      const text = decode(bytes, encoding, false) ?? ''
      return { text, encoding, lost: count(text, /\uFFFD/g) }
    })
    .sort((a, b) => a.lost - b.lost)[0]
  if (best && looksWritten(best.text) && best.lost <= best.text.length * 0.01) return best
  throw unknownContent(name)
}
