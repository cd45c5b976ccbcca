import type { Quantity } from './quantities.ts'
import type { Comparator } from './types.ts'

/** How a quantity is to be met, the words that say so, and whether they say it twice. */
export type Reading = {
  comparator: Comparator
  qualifier: string | null
  approx: boolean
  doubled: boolean
  /** Where in the head the comparing word begins; the head's length where there is none. */
  at: number
  /** The comparing word itself; empty where the number stands alone. */
  word: string
}

const WORDS: [RegExp, Comparator | 'down'][] = [
  [/(?:不得?|不能|不应)(?:少于|低于|小于|少於)|至少|最少|最低(?:达到|为)?|保底/g, '>='],
  [
    /(?:不得?|不能|不应)(?:超过|高于|大于|多于|超出)|控制(?:在|到)|最(?:多|高)不超过|最(?:多|高|长)(?=\d|为)|压(?:缩|减)(?:至|到)|缩短(?:至|到|为)|(?:下|压)?降(?:低)?(?:至|到|为)|减少(?:至|到)/g,
    '<=',
  ],
  [/超过|突破|高于|大于|多于|超出|超(?=\d|$)/g, '>'],
  [/(?<!不)(?:低于|小于|少于)/g, '<'],
  [
    /(?:提高|提升|增加|增长|增强|上升|扩大|扩展|发展|拓展|延长|扩容|累计)?(?:达到|增至|升至)|(?:提高|提升|增加|增长|上升|扩大|发展|拓展|扩大|扩增|延长|增至|提速|覆盖|发展)(?:至|到)|达(?=$|[约近])|(?:保持|稳定|维持)在?|覆盖(?!率|面|范围|水平|程度|人口|比例)|占比?|为$|是$/g,
    '=',
  ],
  [/新增加?|净增加?|增加|增长|提高|提升|增设|扩增|年增(?!长)|增幅(?:达到|为)?|增速/g, '+'],
  [/减少|下降|降低|压减|压缩|缩短|削减/g, 'down'],
]

/** Reads the comparing words before (`head`, up to the number) and beside the quantity. */
export function compare(head: string, quantity: Quantity): Reading {
  let at = head.length
  let word = ''
  let said: Comparator | 'down' | null = null
  let before = -1
  for (const [pattern, comparator] of WORDS) {
    for (const m of head.matchAll(pattern)) {
      const end = m.index + m[0].length
      if (end < before || (end === before && m[0].length <= word.length)) continue
      said = comparator
      at = m.index
      word = m[0]
      before = end
    }
  }
  // 价格低于同类市场15%: the distance from something else, not a bound.
  if (
    (said === '<' || said === '>') &&
    /^(?:低于|高于)$/.test(word) &&
    head.length - before > 3 &&
    /[%点]$/.test(quantity.base)
  )
    said = '='
  // An increment word governs the number only from near by: 提高3个百分点, 新增养老床位800张.
  const reach = /^(?:新增|净增|增设|增加|扩增|减少|压减)/.test(word) ? 26 : 2
  if ((said === '+' || said === 'down') && head.length - before > reach) {
    said = null
    at = head.length
    word = ''
  }
  const after = quantity.after.replace(/[（）()含]/g, '')
  let least: string | null = null
  // 新增床位不少于500张 is an increment of at least 500.
  if (said === '>=' && after === '' && /(?:新增|净增|增设)[^，；。]{0,26}$/.test(head.slice(0, at))) {
    said = '+'
    least = word
  }
  // 提升8个区域性中心 improves eight of them; 提高5个百分点 is an increment.
  if (said === '+' && /^(?:提升|提高)$/.test(word) && /^(?:个|家|所|处|座|间|条|项|支|栋|套)$/.test(quantity.base))
    said = '='
  const up = /以上$/.test(after)
  const down = /以内|以下|之内|^内$/.test(after)
  const approx = quantity.approx
  let comparator: Comparator = '='
  let doubled = false
  const symbol = { '≥': '>=', '≤': '<=', '>': '>', '<': '<', '+': '+' }[quantity.symbol] as Comparator | undefined
  if (quantity.low !== null && !up && !down) comparator = 'range'
  else if (symbol) {
    comparator = symbol
    doubled =
      up ||
      down ||
      (said !== null && said !== '=' && said !== comparator) ||
      (said === '=' && symbol !== '+' && /达到|达/.test(word))
  } else if (said === '+') comparator = '+'
  else if (up) {
    comparator = said === '>' ? '>' : '>='
    doubled = said === '>=' || said === '>'
  } else if (down) {
    comparator = '<='
    doubled = false
  } else if (said === 'down') comparator = '='
  else if (said !== null) comparator = said
  if (comparator === '=' && /^余$/.test(quantity.symbol)) comparator = '='
  return { comparator, qualifier: after || least, approx, doubled, at, word }
}
