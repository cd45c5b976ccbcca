/** The ways a paper numbers its parts, outermost first. */
export type MarkStyle = 'chapter' | 'part' | 'cn' | 'cn-paren' | 'num' | 'num-paren' | 'circle' | 'bullet'

export type Mark = {
  style: MarkStyle
  rank: number
  /** As gold papers print it: `一`, `（一）`, `1`, `（1）`, `①`. */
  label: string
  order: number
  /** Characters the mark takes at the start of the text. */
  length: number
  /** 行动一：, 任务3：: a number behind a word. */
  worded?: boolean
}

const RANK: Record<MarkStyle, number> = {
  chapter: 0,
  part: 1,
  cn: 2,
  'cn-paren': 3,
  num: 4,
  'num-paren': 5,
  circle: 6,
  bullet: 7,
}
const CN = '一二三四五六七八九十'

/** 一…九十九 as a number; 0 where it is none. */
export function smallChinese(text: string): number {
  const m = /^([一二三四五六七八九])?(十)?([一二三四五六七八九])?$/.exec(text)
  if (!m || text === '') return 0
  const digit = (c: string | undefined) => (c ? CN.indexOf(c) + 1 : 0)
  if (!m[2]) return m[1] && m[3] ? 0 : digit(m[1]) || digit(m[3])
  return (m[1] ? digit(m[1]) : 1) * 10 + digit(m[3])
}

const STYLES: [MarkStyle, RegExp][] = [
  ['chapter', /^第([一二三四五六七八九十]{1,3})(?:章|部分|篇|编)[：、\s]?/],
  ['part', /^第([一二三四五六七八九十]{1,3})节[：、\s]?/],
  ['num', /^第([一二三四五六七八九十]{1,3})条[：、\s]?/],
  ['cn', /^([一二三四五六七八九十]{1,3})(?:、|\.(?!\d)|：|．)/],
  ['cn-paren', /^（([一二三四五六七八九十]{1,3})）[、.]?/],
  ['num-paren', /^（(\d{1,2})）[、.]?/],
  ['num-paren', /^(\d{1,2})）[、.]?/],
  ['num', /^(\d{1,3})(?:、|\.(?!\d)|\.(?=(?:19|20)\d\d年)|．)、?/],
  ['num', /^(?:任务|行动|举措|措施|工程|项目)(\d{1,2}|[一二三四五六七八九十]{1,3})[：、.\s]/],
  ['circle', /^([①-⑳])[、.]?/],
  ['bullet', /^(?:——|—|--|[●•◆■□▪◇○★·➢✓]|-(?=[\u4e00-\u9fa5“]))/],
]

/** The mark a text begins with, or `null`. A decimal number (3.5人) is no mark. */
export function markOf(text: string): Mark | null {
  const first = text.charAt(0)
  if (!/[第一二三四五六七八九十（\d任行举措工项①-⑳—\-●•◆■□▪◇○★·➢✓]/.test(first)) return null
  for (const [style, pattern] of STYLES) {
    const m = pattern.exec(text)
    if (m === null) continue
    if (m[0].length === text.length && style !== 'chapter') return null
    const inner = m[1] ?? ''
    const order = /^\d/.test(inner)
      ? Number(inner)
      : style === 'circle'
        ? inner.charCodeAt(0) - 0x245f
        : smallChinese(inner)
    if (style !== 'bullet' && order === 0) continue
    const label =
      style === 'cn-paren' || (style === 'num-paren' && text.startsWith('（'))
        ? `（${inner}）`
        : style === 'num'
          ? String(order)
          : inner
    const worded = style === 'num' && /^[\u4e00-\u9fa5]/.test(m[0]) && !m[0].startsWith('第')
    return { style, rank: RANK[style], label, order, length: m[0].length, ...(worded ? { worded } : {}) }
  }
  return null
}

/** 1, 2, 3 … each alone on its line above what it numbers: which lines are such numbers. */
export function loneNumbers(texts: string[]): Map<number, Mark> {
  const found = new Map<number, Mark>()
  let order = 0
  texts.forEach((text, k) => {
    if (text.replace(/^(?:序号|编号)：?/, '') !== String(order + 1)) return
    order++
    found.set(k, { style: 'num', rank: RANK.num, label: String(order), order, length: text.length })
  })
  return order >= 3 ? found : new Map()
}

const NOT_A_TITLE =
  /^\d{1,2}(?!\d)(?:年|月|日|个|%|‰|名|所|家|处|张|人|万|亿|元|岁|周岁|项|条|次|场|件|套|种|倍|户|台|辆|支|座|间|小时|分钟|公里|平方|㎡|余|多|以[上下内]|[-~—、，。；：）.])/

/**
 * Numbers glued to their titles (１保障设施, １０强化运营): which texts carry one is only known from the whole
 * sequence, so a number counts when it is the next one expected.
 */
export function gluedMarks(texts: string[]): Map<number, Mark> {
  const found = new Map<number, Mark>()
  let expected = 1
  let run: [number, Mark][] = []
  const close = () => {
    if (run.length >= 3) for (const [k, mark] of run) found.set(k, mark)
    run = []
    expected = 1
  }
  texts.forEach((text, k) => {
    const m = /^(\d{1,2}) ?(?=[\u4e00-\u9fa5“])/.exec(text)
    if (m === null || NOT_A_TITLE.test(text)) return
    const order = Number(m[1])
    const mark: Mark = { style: 'num', rank: RANK.num, label: String(order), order, length: m[0].length }
    if (order === expected) {
      run.push([k, mark])
      expected++
    } else if (order === 1) {
      close()
      run.push([k, mark])
      expected = 2
    }
  })
  close()
  return found
}
