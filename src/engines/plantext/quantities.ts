import { chineseNumber, printedNumber } from './numerals.ts'
import { blank, doubling, fraction, hundredths } from './wordnumbers.ts'

/** A number with its unit as printed in the text. */
export type Quantity = {
  start: number
  end: number
  value: number | null
  low: number | null
  high: number | null
  /** `%`, `‰`, or the printed unit with its multiplier (万人次). */
  unit: string
  /** The unit without its multiplier. */
  base: string
  /** 以上, 以内, 左右 … beside the number. */
  after: string
  /** ≥, ≤, >, < before the number. */
  symbol: string
  approx: boolean
  /** The decimal point was lost in print. */
  repaired: boolean
  /** Written in Chinese numerals. */
  chinese: boolean
}

const BASE =
  '件（套）|台（套）|个（所）|张（套）|个百分点|百分点|人\\/次|人次|人天|人份|平方公里|平方千米|平方米|平米|㎡|立方米|公顷|公里|千米|个工作日|工作日|个小时|小时|课时|学时|学分|分钟|个月|个班|周岁|亿元|场次|班次|车次|件次|户次|家次|项次|课次|套次|个次|期次|对次|台次|趟次|年次|' +
  '个|家|所|处|名|人|张|床|间|座|栋|幢|套|台|辆|部|支|条|项|件|次|场|期|班|户|对|位|种|类|款|门|册|部|篇|亩|米|吨|元|天|日|年|周|岁|倍|分|例|份|单|段|组|街区|轮|批|片|宗|枚|块|本|颗|头|只|架|株|顿|餐|届|秒|艘|千瓦时|千瓦|兆瓦|吨标准煤|亩次|标箱|度|TB|PB|GB|客(?![房车户运流人])|席|幅|集(?![中群聚团])|首(?![次届先批都])|趟|棵|副|盏|尊|公斤|千克|平方千米|村|盘|桌|餐位|泊位|车位|床位|点位|人年'
const MULT = '(?:十|百|千|万|十万|百万|千万|亿)?'
const NUM = '\\d{1,3}(?:[, ]\\d{3})+(?!\\d)(?:\\.\\d{1,6})?|\\d{1,12}(?:\\.\\d{1,6})?'
const QUALIFIER = '(?:[（(]含[）)])?((?:及其?|\\(含\\)|含)?以上|左右|上下|以内|之内|内|及?以下|之间|不等)?'
const SYMBOL = '([≥≤><=]|不小于等于)?\\s?'
const HEAD = '(约|近|(?<!不)超过?|达|为)?\\s?'

const PERCENT = new RegExp(
  `${SYMBOL}(?:${HEAD})(${NUM})\\s?(?:([%‰])\\s?)?(?:(?:-|—|~|至|到)\\s?(${NUM})\\s?)?([%‰])${QUALIFIER}`,
  'g',
)
const COUNTED = new RegExp(
  `${SYMBOL}(?:${HEAD})(${NUM})\\s?([余多])?(?:(${MULT})\\s?(?:${BASE})?\\s?(?:-|—|~|至|到)\\s?(${NUM})\\s?)?(${MULT})([余多])?(${BASE})${QUALIFIER}`,
  'g',
)
const CN = '[零一二两三四五六七八九十百千万]'
const HUNDREDTHS = new RegExp(`百分之(${CN}{1,5}(?:点${CN}{1,3})?)${QUALIFIER}`, 'g')
const FRACTION = new RegExp(
  `([一二三四五六七八九十])分之([一二两三四五六七八九])${QUALIFIER}|(?<![\\d/])(1|2|3)\\/([2345])(?![\\d/])${QUALIFIER}`,
  'g',
)
const CHINESE = new RegExp(
  `(${CN}{1,7})(余|多)?(人次|场次|个百分点|平方米|个工作日|小时|分钟|年(?=内|以上)|个|家|所|处|名|人|张|间|座|支|条|项|件|次|场|期|户|位|种|门|套|台|辆|成)${QUALIFIER}`,
  'g',
)
/** 流通人次突破300万: the unit stands in the name, if anywhere. */
const BARE = new RegExp(
  `(达到?|人口|人数|人次|突破|超过|不低于|不少于|增至|升至|提高[到至]|增加到|降至|控制在)(${NUM})(万|亿)?(以上|左右|以内|以下)?(?=[，。；、）]|$)`,
  'g',
)
/** 孕产妇死亡率控制在9/10万以下. */
const PER_MANY = new RegExp(`(${NUM})\\s?/\\s?(10万|十万|百万|万|千)${QUALIFIER}`, 'g')
/** 日供餐能力达到25万客: a counter this list does not know, where a verb of doing and a mark enclose it. */
const UNKNOWN = new RegExp(
  `(?:达到?|至少|不少于|不低于|不超过|突破|超过|新增|增加|提高|提升)到?(${NUM})([余多])?(${MULT})([\\u4e00-\\u9fa5])(以上|左右|以内|以下)?(?=[，。；、）]|$)`,
  'g',
)
const NO_COUNTER = /[年月日号前后内外至到和与或等级点成倍以左上下家%‰十百千万亿余多]/
const COUNTER = /(人次|人数|户数|场次|次数|床位数?|托位数?|面积|金额|数量|总数|总量)[^，。；]{0,6}$/
const DOUBLING = /翻(一|两|二|三|1|2)番|(?:增加|增长|提高)(一|1)倍/g

const number = (text: string): number => printedNumber(text).value

/** Every quantity of a blotted text, in order. */
export function quantitiesIn(blotted: string): Quantity[] {
  const taken = new Uint8Array(blotted.length + 1)
  const out: Quantity[] = []
  const add = (q: Quantity) => {
    for (let i = q.start; i < q.end; i++) if (taken[i]) return
    taken.fill(1, q.start, q.end)
    out.push(q)
  }
  if (/[%‰]/.test(blotted)) for (const m of blotted.matchAll(PERCENT)) add(percent(m))
  if (blotted.includes('/')) for (const m of blotted.matchAll(PER_MANY)) add(perMany(m))
  for (const m of blotted.matchAll(COUNTED)) if (!/[\d.]/.test(blotted.charAt(m.index - 1))) add(counted(m))
  if (blotted.includes('百分之')) for (const m of blotted.matchAll(HUNDREDTHS)) hundredths(m, add)
  for (const m of blotted.matchAll(FRACTION)) fraction(m, add)
  for (const m of blotted.matchAll(DOUBLING)) doubling(m, add)
  for (const m of blotted.matchAll(CHINESE)) chinese(m, blotted, add)
  for (const m of blotted.matchAll(BARE)) bare(m, blotted, add)
  for (const m of blotted.matchAll(UNKNOWN)) if (!NO_COUNTER.test(m[4] as string)) add(unknown(m))
  return out.sort((a, b) => a.start - b.start)
}

function percent(m: RegExpExecArray): Quantity {
  const [whole, symbol = '', head = '', first = '', , second, sign = '%', after = ''] = m
  const lead = symbol.length > 0 || /^(?:约|近|超)/.test(head) ? 0 : head.length
  const range = second !== undefined
  const read = printedNumber(first)
  return {
    ...blank,
    start: m.index + lead,
    end: m.index + whole.length,
    value: range ? null : read.value,
    low: range ? read.value : null,
    high: range ? number(second) : null,
    unit: sign,
    base: sign,
    after,
    symbol: symbol || (head.startsWith('超') ? '>' : ''),
    approx: /^[约近]/.test(head) || /左右|上下/.test(after),
    repaired: read.repaired,
  }
}

function counted(m: RegExpExecArray): Quantity {
  const [whole, symbol = '', head = '', first = '', more, , second, mult = '', more2, base = '', after = ''] = m
  const lead = symbol.length > 0 || /^(?:约|近|超)/.test(head) ? 0 : head.length
  const range = second !== undefined
  const read = printedNumber(first)
  return {
    ...blank,
    start: m.index + lead,
    end: m.index + whole.length,
    value: range ? null : read.value,
    low: range ? read.value : null,
    high: range ? number(second) : null,
    unit: mult + base,
    base,
    after: after === '内' && !/(?:日|天|年|月|时|分钟)$/.test(base) ? '' : after,
    symbol: symbol || (head.startsWith('超') ? '>' : more || more2 ? '余' : ''),
    approx: /^[约近]/.test(head) || /左右|上下/.test(after) || Boolean(more || more2),
    repaired: read.repaired,
  }
}

function perMany(m: RegExpExecArray): Quantity {
  const [whole, digits = '', many = '', after = ''] = m
  const read = printedNumber(digits)
  return {
    ...blank,
    start: m.index,
    end: m.index + whole.length,
    value: read.value,
    unit: `/${many}`,
    base: '‰',
    after,
  }
}

function unknown(m: RegExpExecArray): Quantity {
  const [whole, digits = '', more, mult = '', base = '', after = ''] = m
  return {
    ...blank,
    start: m.index + whole.indexOf(digits),
    end: m.index + whole.length,
    value: number(digits),
    unit: mult + base,
    base,
    after,
    symbol: more ? '余' : '',
    approx: Boolean(more) || /左右/.test(after),
  }
}

function bare(m: RegExpExecArray, text: string, add: (q: Quantity) => void): void {
  const [whole, word = '', digits = '', times = '', after = ''] = m
  const noun = /^人/.test(word)
  if (noun && times === '') return
  const name = noun ? word : (COUNTER.exec(text.slice(Math.max(0, m.index - 16), m.index))?.[1] ?? '')
  const base = /人次|场次/.test(name)
    ? name
    : /人[数口]/.test(name)
      ? '人'
      : /户数/.test(name)
        ? '户'
        : /次数/.test(name)
          ? '次'
          : ''
  const read = printedNumber(digits)
  add({
    ...blank,
    start: m.index + word.length,
    end: m.index + whole.length,
    value: read.value,
    unit: `${times}${base}`,
    base,
    after,
    approx: /左右/.test(after),
    repaired: read.repaired,
  })
}

function tenths(m: RegExpExecArray, text: string, add: (q: Quantity) => void): void {
  const [whole, digits = '', , , after = ''] = m
  const value = chineseNumber(digits)
  if (
    value === null ||
    value > 9 ||
    !/(?:达到?|超过?|低于|少于|占|约|近|为|到|至)$/.test(text.slice(Math.max(0, m.index - 4), m.index))
  ) {
    if (value === null || value > 9 || !(/以上/.test(after) || /^覆盖/.test(text.slice(m.index + whole.length)))) return
  }
  add({
    ...blank,
    start: m.index,
    end: m.index + whole.length,
    value: value * 10,
    unit: '%',
    base: '%',
    after,
    approx: /左右/.test(after),
    chinese: true,
  })
}

const CHINESE_LEAD =
  /(?:至少|不少于|不低于|最少|达到|达|新增|增加|新建|建成|建设|建立|打造|培育|培养|创建|开展|举办|组织|完成|设置|设立|配备|配置|提供|拥有|每[\u4e00-\u9fa5（）]{1,10}|各[\u4e00-\u9fa5（）]{1,8})(?:不少于|至少|建|有|设)?$/

const EVERY = /每(?:年|半年|季度|月|周)[^，。；]{0,40}$/

function chinese(m: RegExpExecArray, text: string, add: (q: Quantity) => void): void {
  const [whole, digits = '', more = '', base = '', after = ''] = m
  if (base === '成') {
    tenths(m, text, add)
    return
  }
  if (/[零一二两三四五六七八九十百千万第每]/.test(text.charAt(m.index - 1))) return
  const value = chineseNumber(digits)
  if (value === null) return
  const before = text.slice(Math.max(0, m.index - 40), m.index)
  const firm =
    /(?:至少|不少于|不低于|最少|达到|不小于)$|(?:至少|不少于)[^，。；\d]{2,14}、[^，。；\d]{0,30}等$/.test(before) ||
    after.endsWith('以上')
  const term = base === '年'
  if (value < 20 && !firm && !term && !CHINESE_LEAD.test(before)) return
  if (
    value === 1 &&
    !firm &&
    !/(?:每|各)[^，。；]{1,12}$/.test(before) &&
    !(base === '次' && EVERY.test(text.slice(Math.max(0, m.index - 44), m.index)))
  )
    return
  if (
    !firm &&
    /^(?:方面|层面|环节|领域|阶段|重点|体系|层级|级|平台|关键|维度|机制|大)/.test(text.slice(m.index + whole.length))
  )
    return
  add({
    ...blank,
    start: m.index,
    end: m.index + whole.length,
    value,
    unit: base,
    base,
    after,
    symbol: more ? '余' : '',
    approx: more !== '' || /左右/.test(after),
    chinese: true,
  })
}
