import type { Finding } from './finding.ts'
import type { Quantity } from './quantities.ts'

const PLACE =
  /^[\u4e00-\u9fa5A-Z×]{0,9}(?:[省市县区旗镇乡州盟村]|街道|城区|城市|农村|开发区|新区|牧区)$|^(?:城镇|县城|山区|平原)$/
/** How far behind the whole its shares are looked for. */
const REACH = 400

/** The whole that a share belongs to: 建设综合体6个，其中，甲区2个，乙区1个. `null` where the number is no share of a place. */
export function wholeOf(text: string, head: string, q: Quantity, found: Finding[]): Finding | null {
  const place = placeOf(head)
  if (place === '') return null
  for (let k = found.length - 1; k >= 0; k--) {
    const whole = found[k] as Finding
    if (q.start - whole.quantity.end > REACH) return null
    if (whole.share) continue
    if (whole.quantity.base !== q.base || (whole.verdict !== 'target' && whole.verdict !== 'weak')) continue
    const between = text.slice(whole.quantity.end, q.start)
    return /其中|分别(?:为|是)|包括/.test(between) && between.split('。').length <= 2 ? whole : null
  }
  return null
}

/** 甲区 in ，甲区 or 其中，甲区; empty where the words before the number name no place. */
export function placeOf(head: string): string {
  const word = head.replace(/^.*(?:其中|分别为|分别是|包括)/, '').replace(/^[\s：，、；]+|[：为有约]+$/g, '')
  return PLACE.test(word) ? word : ''
}
