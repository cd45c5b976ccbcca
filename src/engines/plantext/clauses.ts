const STOPS = '，；。：！？\n'
const REACH = 220

/** Where the clause around a position begins: after a mark, or inside the bracket that is open there. */
export function clauseStart(text: string, at: number): number {
  let depth = 0
  for (let i = at - 1; i >= 0 && at - i < REACH; i--) {
    const c = text.charAt(i)
    if (c === '）') depth++
    else if (c === '（') {
      if (depth === 0) return i + 1
      depth--
    } else if (depth === 0 && STOPS.includes(c)) return i + 1
  }
  return Math.max(0, at - REACH + 1)
}

export function clauseEnd(text: string, at: number): number {
  let depth = 0
  for (let i = at; i < text.length && i - at < REACH; i++) {
    const c = text.charAt(i)
    if (c === '（') depth++
    else if (c === '）') {
      if (depth === 0) return i
      depth--
    } else if (depth === 0 && STOPS.includes(c)) return i
  }
  return Math.min(text.length, at + REACH)
}

/** Sentences of a paragraph as [start, end), cut at 。！？ outside brackets and quotes kept whole. */
export function sentencesOf(text: string): [number, number][] {
  const out: [number, number][] = []
  let start = 0
  let depth = 0
  for (let i = 0; i < text.length; i++) {
    const c = text.charAt(i)
    if (c === '（' && depth < 3) depth++
    else if (c === '）' && depth > 0) depth--
    else if (depth === 0 && (c === '。' || c === '！' || c === '？')) {
      out.push([start, i + 1])
      start = i + 1
    } else if (c === '。' && i - start > 600) {
      out.push([start, i + 1])
      start = i + 1
      depth = 0
    }
  }
  if (start < text.length) out.push([start, text.length])
  return out
}

const LEAD =
  /^(?:[\s，、；：。\ue000]|并且?|且|同时|其中|力争|争取|确保|努力|预计|使得?|实现|即|以及|及|和|与|或者?|另外|此外|分别|基本|逐步|推动|推进|积极|各地|目标是|目标为|主要目标|总目标|——|[①-⑳]|（?\d{1,2}[）.、]|(?:一|二|三|四|五|六|七|八|九|十)是|(?:第[一二三四五六]|首先)，?|按照?(?=.{0,20}人均|每)|按(?=室))+/
const TRAIL =
  /(?:[\s，、；：“”\ue000]|分别|力争|争取|逐步|努力|实现|并|(?<![人年户])均|都|要|应|必须|须|需|在|到|为|是|约|近|基本|全部|稳步|达|由|从|按|不|将|（|每年|年均|累计|的)+$/

/** An indicator's name without the words around it that belong to dates, will and degree. */
export function trimName(text: string): string {
  let out = text.replace(/[在到至于](?=\ue000)/g, '').replace(/\ue000/g, '')
  for (let k = 0; k < 3; k++) {
    const next = out.replace(LEAD, '').replace(TRAIL, '')
    if (next === out) break
    out = next
  }
  return balance(out)
}

/** Drops brackets and quotes that lost their partner. */
function balance(text: string): string {
  let out = ''
  const open: number[] = []
  const quotes: number[] = []
  for (const c of text) {
    if (c === '（') open.push(out.length)
    if (c === '）' && open.pop() === undefined) continue
    if (c === '“') quotes.push(out.length)
    if (c === '”' && quotes.pop() === undefined) continue
    out += c
  }
  for (const k of [...open, ...quotes].sort((a, b) => b - a)) out = out.slice(0, k) + out.slice(k + 1)
  return out
}

const PER =
  /^((?:全[国省市州县区]|城市|农村|城乡|街道|社区)?(?:平均)?每(?:个|一|座|所|名|位|千|万|百|十万|十)?[^，；。、]{0,8}?(?:人口|老年人口|老年人|常住人口|居民|户籍人口|床位|[县市区乡镇村户人床]|街道|社区|（[^（）]{1,12}）|机构|设区的市|设区市)(?:拥有|配备|配置|配有|建有|至少|设有|设置|建成|建设|培育)?)/
const SCOPE =
  /(?:全[国省市州县区镇]|每个?(?:设区的?市|[县市区州乡镇村]|街道|社区|乡镇|行政村|机构)(?:（[^（）]{1,12}）)?(?:（[^（）]{1,8}）)?|各(?:设区的?市|[县市区州乡镇村]|地|街道|乡镇|市州|市县)(?:（[^（）]{1,12}）)?|城市|农村|城区)/

/** 每千人口拥有, 每县, 各设区的市…: what the value is counted per. */
export const perHead = (text: string): string | null => PER.exec(text)?.[1] ?? null
export const scopeOf = (text: string): string | null => SCOPE.exec(text)?.[0] ?? null

const SPELLINGS: [RegExp, string][] = [
  [/职业（助理）医师/g, '执业（助理）医师'],
  [/平合/g, '平台'],
  [/(?:3|三)(?:周)?岁以下/g, '3岁以下'],
  [/[“”"'‘’（）()《》、，·\s\ue000]/g, ''],
  [/^(?:全[省市县区州]|我[省市县区])/, ''],
  [/(?:达到|达|实现|拥有|占比|总数|数量|数|的|建成|打造|比例)/g, ''],
]

/** One key for the spellings, repetitions and dated values of an indicator. */
export function keyOf(indicator: string): string {
  let out = indicator
  for (const [pattern, plain] of SPELLINGS) out = out.replace(pattern, plain)
  return out || indicator
}
