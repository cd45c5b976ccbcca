import { clauseEnd, clauseStart } from './clauses.ts'
import type { Quantity } from './quantities.ts'

/** Words of promise beside a number: where they stand, a number that was not read may be a missed target. */
const PROMISE =
  /达到?|不低于|不少于|不超过|至少|以上|以内|超过|突破|新增|增加|提高|提升|增长|下降|降至|控制在|建成|新建|改造|完成|培育|培训|打造|实现|力争|%|比例|率/
const NUMBER = /\d{1,12}(?:\.\d{1,6})?/g

/** Printed numbers of a blotted text that no pattern of quantity took up, in clauses that promise something. */
export function straysIn(blotted: string, quantities: Quantity[]): [number, number][] {
  const out: [number, number][] = []
  let k = 0
  for (const m of blotted.matchAll(NUMBER)) {
    const end = m.index + m[0].length
    while (k < quantities.length && (quantities[k] as Quantity).end <= m.index) k++
    const next = quantities[k]
    if (next && next.start < end) continue
    if (/[A-Za-z.+：/-]/.test(blotted.charAt(m.index - 1)) || /^[A-Za-z+、）]|^[：.]\d/.test(blotted.slice(end)))
      continue
    const left = clauseStart(blotted, m.index)
    const right = clauseEnd(blotted, end)
    if (PROMISE.test(blotted.slice(left, right)) && !out.some(([a, b]) => a < right && b > left))
      out.push([left, right])
  }
  return out
}
