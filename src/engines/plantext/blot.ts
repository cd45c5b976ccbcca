import type { DateToken } from './dates.ts'

const OPAQUE = '\ue000'
const NOISE: RegExp[] = [
  /《[^《》]{1,120}》/g,
  /[〔［（(](?:19|20)\d\d[〕］）)]\s?\d{1,9}\s?号/g,
  /第\s?\d{1,9}(?:\.\d{1,9})?\s?[条届次号章批期款项名位页个]/g,
  /\d{1,9}\s?号/g,
  /\d{1,9}(?!(?:[TPGM]B|[MK]W)(?![A-Z]))[A-Z]+级?|[A-Z]+\d{1,9}/g,
  /\d{1,9}(?:\+[\dNXn]+)+|[“"][^“”"]{0,6}\+[^“”"]{0,8}[”"]/g,
  /\d{1,9}×\d{1,9}小?时?/g,
  /\d[\d-]{6,40}\d/g,
  /(?:\d{1,9}|[一二两三四五六七八九十]+)\s?(?:周岁|岁)(?:以上|以下|及以上|以内|至\d{1,9}岁|-\d{1,9}岁)?/g,
  /\d{1,9}-(?=\d{1,9}\s?(?:周岁|岁))/g,
  /(?:\d{1,9}|[一二三四五十]+|一刻)\s?(?:分钟|小时|公里)(?:步行|车程|可达|的)?(?=[^，。；、\d]{0,12}(?:圈|半径))/g,
  /24\s?小时/g,
  /每\s?\d{1,6}\s?(?:名|人|张|个|户|位|床|平方公里|万人)/g,
  /\d{1,3}\s?分钟(?:内|以内)?(?=可达|可及|步行|车程|能|抵达|到家|便民|品质|社区|城市|养老|健身|就医)/g,
  /一刻钟/g,
  /\d{1,9}\s?级(?:以上|及以上)?/g,
  /\d{1,2}[：]\d{2}/g,
  /[“"](?:[^“”"，。；]{0,14})[”"]/g,
]

/** The text with everything that only looks like a quantity blotted out, at the same length. */
export function blot(text: string, dates: DateToken[]): string {
  const life = /寿命/.test(text)
  const spans: [number, number][] = dates.map((d) => [d.start, d.end])
  NOISE.forEach((pattern, k) => {
    if (life && k === 8) return
    for (const m of text.matchAll(pattern)) {
      const inner = m[0]
      if (/^[“"]/.test(inner) && !/[\d一二两三四五六七八九十]/.test(inner)) continue
      spans.push([m.index, m.index + inner.length])
    }
  })
  if (spans.length === 0) return text
  spans.sort((a, b) => a[0] - b[0])
  const parts: string[] = []
  let at = 0
  for (const [a, b] of spans) {
    if (b <= at) continue
    const from = Math.max(a, at)
    parts.push(text.slice(at, from), OPAQUE.repeat(b - from))
    at = b
  }
  parts.push(text.slice(at))
  return parts.join('')
}
