import { clauseStart, perHead, scopeOf, trimName } from './clauses.ts'
import type { Reading } from './comparators.ts'
import type { Finding } from './finding.ts'
import type { Quantity } from './quantities.ts'

/** A quantity in its clause, ready to be named. `named` is the text without its dates. */
export type Naming = {
  text: string
  named: string
  head: string
  tail: string
  left: number
  headStart: number
  from: number
  q: Quantity
  reading: Reading
  chained: boolean
  before: Quantity | undefined
  previous: Finding | null
  /** 每千人口拥有, said once for a chain. */
  prefix: string
  topic: string
  /** What the item is about, where it says so before a colon. */
  label: string
}

export type Name = { indicator: string; behind: string; prefix: string }

const BARE =
  /^(?:(?:[一二两三四五]年|[到至]?每年|全年|年内|年均|累计|总数|共|分别|全部|全面|新建|新增|改造|完成|建成|建设|达到|培训|打造|实现|改建|建|其中|各|再|基本|计划|目标|提高|提升|增加|扩大|开工|启动|覆盖率?|每个?[季月]度?)+)?$/

/** The indicator's name: the noun before the comparing word, what stands between it and the number, the noun behind. */
export function nameOf(n: Naming): Name {
  const { head, tail, q, reading, previous, before } = n
  const noun = trimName(
    head
      .slice(0, reading.at)
      .replace(/(?:(?:力争)?[从由][^，]{0,12}\d[^，]*|(?<=[\u4e00-\u9fa5])\ue000+的?\d[^，]{0,12})$/, ''),
  )
  const between = trimName(head.slice(reading.at + reading.word.length)).replace(/^了/, '')
  const behind = trimName(
    tail.replace(/^(?:及?以上|左右|以内)?(?:\/[年月周日天]|\/[\u4e00-\u9fa5]{1,3}$)?(?:大关|的)?/, ''),
  )
  const own = perHead(noun + reading.word) ?? perHead(n.text.slice(n.headStart, q.start))
  const prefix = own !== null && own.length < noun.length + 3 ? own : n.prefix
  const served =
    /^(?:为|对|向|给)$/.test(noun) || (noun === '' && /^(?:为|对|向|给)/.test(head))
      ? behind.replace(/(?:提供|开展|进行|实施|给予)/, '')
      : ''
  const plain = served.length > 3 ? served : plainName(noun, between, behind, q, reading)
  const rate = /[%‰]/.test(q.unit)
  const series = n.chained || (before !== undefined && /[，；]$/.test(n.text.slice(before.end, n.headStart)))
  const done = (indicator: string): Name => ({ indicator: sizeName(indicator, noun, behind, n), behind, prefix })
  if (noun === '' && rate && reading.word === '覆盖' && n.headStart > n.from + 2) {
    const earlier = earlierName(n)
    return done(`${earlier.slice(-40)}覆盖${behind}`)
  }
  if (noun === '' && behind !== '' && !rate && previous && series && n.headStart - previous.end <= 2) {
    return done(`${verbOf(previous.indicator)}${plain}`)
  }
  if (plain === '' || (behind === '' && BARE.test(noun) && BARE.test(between))) return done(inherited(n, noun, plain))
  if (behind === '' && between === '' && noun !== '' && scopeOf(noun) === noun) return done(`${noun}${earlierName(n)}`)
  if (n.chained && prefix !== '' && own === null && !plain.startsWith(prefix)) return done(`${prefix}${plain}`)
  return done(plain)
}

const PLAIN_STANDARD = /^(?:严格)?(?:按照?|依照|依据|执行|落实)?(人均[^，。]{2,12}?|每[^，。]{2,14}?)(?:的?标准)?$/
const SERVES =
  /^[^，。；]{0,6}，(?:保障|配建|配套建设|配套|规划建设|规划|落实|预留|建设|配置|配齐|安排|统筹|设置)(?:建设)?([^，。；]{2,24}?)(?:建设用地|用地|建设)?(?=[，。；]|$)/
const AREA = /^(?:依托|利用|建设|建成|打造|新建|改建|设置)?((?:总)?(?:建筑|使用|占地|用地|室内|室外)?面积)$/

/** A size is named by the thing that has it: 建筑面积750平方米以上的中心 → 中心建筑面积. */
function sizeName(indicator: string, noun: string, after: string, n: Naming): string {
  const behind = /^(.{2,}?)(?:开展|提供|进行|承接)/.exec(after)?.[1] ?? after
  if (!/平方米|㎡|平米/.test(n.q.base)) return indicator
  const thing = PLAIN_STANDARD.exec(indicator)
  if (thing !== null && /^(?:严格)?(?:按|依|执行|落实)/.test(indicator)) {
    return `${trimName(SERVES.exec(n.text.slice(n.q.end, n.q.end + 60))?.[1] ?? '')}${thing[1]}`
  }
  if (behind.length < 2 || !n.tail.replace(/^(?:及?以上|左右|以内)/, '').startsWith('的')) return indicator
  const area = AREA.exec(noun)
  if (area !== null) return `${behind}${area[1]}`
  return /^(?:建设|建成|打造|新建|改建|设置)?$/.test(noun) && !/面积|用地/.test(indicator) ? `${behind}面积` : indicator
}

function earlierName(n: Naming): string {
  const end = Math.max(n.from, n.left - 1)
  return trimName(n.named.slice(Math.max(n.from, clauseStart(n.text, end)), end))
}

/** 将对象扩大到低保老年人，三年完成8000户: the clause before says for whom, not what. */
const WIDENS = /^将[^，。；]*(?:扩大|扩展|拓展|纳入|延伸|列为)/

/** A name for 2025年提高到90%, 三年新建120处: from the clause before, the quantity before, or the heading. */
function inherited(n: Naming, act: string, plain: string): string {
  if (n.label !== '') return `${n.label}${act || plain}`
  const earlier = earlierName(n)
  const same = n.previous !== null && n.previous.start >= n.from
  const counted = n.before !== undefined && n.before.end > clauseStart(n.text, Math.max(n.from, n.left - 1))
  if (same && n.previous && (earlier === '' || counted)) {
    return n.previous.quantity.unit === n.q.unit ? n.previous.indicator : `${n.previous.indicator}${plain}`
  }
  if (n.topic !== '' && WIDENS.test(earlier)) return `${n.topic}${act}`
  if (earlier !== '') return `${earlier}${act}`
  if (n.topic !== '') return `${n.topic}${act}`
  return n.previous?.indicator ?? plain
}

const VERB =
  /^(.{0,30}?(?:建成|建设|打造|培育|培养培训|培养|培训|新建|新增|改造|创建|引进|发展|开展|举办|组织|完成|设立|设置|评选|认定|扶持|开发|推出|实施|选树|形成|建立|配备)(?:与[^，。]{0,24}的|[^，。\d]{0,6}相关的)?)/

/** 建成 in 建成3个甲、2个乙: the verb phrase a chain shares. */
const verbOf = (indicator: string): string => VERB.exec(indicator)?.[1] ?? ''

function plainName(noun: string, between: string, behind: string, q: Quantity, reading: Reading): string {
  const rate = /[%‰]/.test(q.unit)
  let name = noun
  if (/^占/.test(reading.word) && noun !== '' && /(?:比例|比重)$/.test(between)) return `${noun}占${between}`
  if (/^占/.test(reading.word) && noun !== '') name = `${noun}占比`
  else if (/^覆盖/.test(reading.word) && noun !== '') name = `${noun}覆盖`
  if (between !== '' && !/^(?:了|约|为)$/.test(between))
    name = rate && noun !== '' ? `${name}（${between}）` : `${name}${between}`
  if (behind !== '' && behind.length <= 60) name = name === '' && rate ? `${behind}占比` : `${name}${behind}`
  return name
}

/** 建成10个省级、50个市级基地 / 新建3个、改建5个中心: the noun that only the last of a list carries. */
export function shareNoun(findings: Finding[], text: string): void {
  for (let k = findings.length - 2; k >= 0; k--) {
    const f = findings[k] as Finding
    const next = findings[k + 1] as Finding
    const gap = text.slice(f.quantity.end, next.quantity.start)
    if (next.quantity.unit !== f.quantity.unit || /[%‰]/.test(f.quantity.unit)) continue
    const level = /^((?:国家|省|市|县|区|镇|村|星)级|[^，。、]{1,2}型)?[、和](?:[\u4e00-\u9fa5]{0,4})$/.exec(gap)
    if (level === null) continue
    const tail = trimName(text.slice(next.quantity.end, next.end)).replace(/^的/, '')
    const noun = level[1] ? tail.replace(/^(?:(?:国家|省|市|县|区|镇|村|星)级|.{1,2}型)/, '') : tail
    if (noun.length < 2 || f.indicator.endsWith(noun)) continue
    f.indicator =
      BARE.test(f.indicator) || f.indicator.length < 2
        ? `${f.indicator}${noun}`
        : level[1]
          ? `${f.indicator}${noun}`
          : `${verbBefore(text, f)}${noun}`
  }
}

const verbBefore = (text: string, f: Finding): string => trimName(text.slice(f.start, f.quantity.start))
