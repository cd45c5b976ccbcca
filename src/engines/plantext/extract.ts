import { clauseEnd, clauseStart, perHead, scopeOf, sentencesOf, trimName } from './clauses.ts'
import { compare, type Reading } from './comparators.ts'
import { isStandard, judge, type Verdict } from './cues.ts'
import { type DateContext, type DateToken, datesIn } from './dates.ts'
import { blot, type Quantity, quantitiesIn } from './quantities.ts'
import type { DeadlineFrom } from './types.ts'

/** What a paragraph stands in: its section, and the deadlines it can inherit. */
export type Setting = {
  dates: DateContext
  goal: boolean
  /** Deadlines from outside the paragraph, nearest first. */
  inherited: { iso: string; quote: string; from: DeadlineFrom }[]
}

export type Due = { iso: string; quote: string; from: DeadlineFrom; unclear: boolean; far: boolean }

/** A number read in its clause, before it becomes a target or a limit. */
export type Finding = {
  verdict: Verdict
  quantity: Quantity
  reading: Reading
  indicator: string
  start: number
  end: number
  due: Due | null
  base: string | null
  baseValue: number | null
  period: 'year' | 'half-year' | 'quarter' | 'month' | 'week' | 'day' | null
  standard: boolean
  soft: string | null
  scope: string | null
  cumulative: boolean
  alternative: boolean
  unclearParts: boolean
}

const SOFT = /力争|争取|逐步|努力|有条件的|基本|鼓励|原则上/
const RISES =
  /^(?:稳步|逐步|大幅)?(?:提高|提升|增加|上升|增长|扩大|下降|降低|缩短|压缩|压减|发展|扩展|延长|减少|增)(?:到|至|为)/

/** Reads every quantity of one paragraph (normalised, without white space). */
export function readQuantities(text: string, setting: Setting): Finding[] {
  if (!/[\d一二两三四五六七八九十百]/.test(text)) return []
  const dates = datesIn(text, setting.dates)
  const blotted = blot(text, dates)
  const quantities = quantitiesIn(blotted)
  const sentences = sentencesOf(text)
  const out: Finding[] = []
  let s = 0
  let previous: Finding | null = null
  let baseValue: number | null = null
  let prefix = ''
  const consumed = new Set<Quantity>()
  for (let k = 0; k < quantities.length; k++) {
    const q = quantities[k] as Quantity
    while (s < sentences.length - 1 && q.start >= (sentences[s] as [number, number])[1]) s++
    const [from, to] = sentences[s] ?? [0, text.length]
    const left = Math.max(from, clauseStart(text, q.start))
    const right = Math.min(to, clauseEnd(text, q.end))
    const before = quantities[k - 1]
    const chained = before !== undefined && before.end > left && before.start >= left
    const next = quantities[k + 1]
    if (
      RISES.test(text.slice(q.end, q.end + 6)) &&
      /(?:从|由|的)[^，]*$/.test(text.slice(left, q.start)) &&
      next &&
      next.start < right
    ) {
      baseValue = q.value
      consumed.add(q)
      continue
    }
    let headStart = left
    if (chained && before && !consumed.has(before)) headStart = seam(text, before.end, q.start)
    let tailEnd = right
    if (next && next.start < right) tailEnd = nextSeam(text, q.end, next.start)
    const head = blotted.slice(headStart, q.start)
    const tail = blotted.slice(q.end, tailEnd)
    const reading = compare(head, q)
    const due = dueOf({ text, dates, q, left: headStart, from, sentences, s, setting })
    const past = pastOf(dates, q, from)
    const compared = reading.word !== '' || q.after !== '' || q.symbol !== ''
    let verdict = judge({
      quantity: q,
      head: text.slice(headStart, q.start),
      tail: text.slice(q.end, tailEnd),
      before: text.slice(from, headStart),
      compared,
      goal: setting.goal,
      dated: due !== null && due.from !== 'title' && due.from !== 'lead-in' && !due.far,
    })
    if (past && !(due && due.from === 'clause')) verdict = 'background'
    // Naming: the noun before the comparing word, what stands between it and the number, and the noun behind.
    const noun = trimName(head.slice(0, reading.at))
    const between = trimName(head.slice(reading.at + reading.word.length)).replace(/^了/, '')
    const behind = trimName(tail.replace(/^(?:及?以上|左右|以内)?的?/, ''))
    if (!chained) prefix = ''
    const own = perHead(noun + reading.word) ?? perHead(text.slice(headStart, q.start))
    if (own !== null && own.length < noun.length + 3) prefix = own
    let indicator = nameOf(noun, between, behind, q, reading)
    const series = chained || (before !== undefined && /^[，；]?$/.test(text.slice(before.end, headStart).slice(-1)))
    if (noun === '' && behind !== '' && previous && series && headStart - previous.end <= 2) {
      indicator = `${verbOf(previous.indicator, previous)}${indicator}`
    } else if (indicator === '' || (noun === '' && behind === '')) {
      const earlier = trimName(blotted.slice(clauseStart(text, Math.max(from, left - 1)), Math.max(from, left - 1)))
      const sameSeries = previous !== null && previous.start >= from && previous.quantity.unit === q.unit
      indicator =
        sameSeries &&
        (earlier === '' || before === undefined || before.end > clauseStart(text, Math.max(from, left - 1)))
          ? (previous as Finding).indicator
          : earlier || (previous?.indicator ?? indicator)
    } else if (chained && prefix !== '' && own === null && !indicator.startsWith(prefix)) {
      indicator = `${prefix}${indicator}`
    }
    const clause = text.slice(left, right)
    const finding: Finding = {
      verdict,
      quantity: q,
      reading,
      indicator,
      start: chained ? headStart : left,
      end: behind === '' && tailEnd > q.end + 30 ? q.end : tailEnd,
      due,
      base: baseOf(dates, text, left, q),
      baseValue,
      period: periodOf(text.slice(headStart, q.start), text.slice(left, q.start)),
      standard: isStandard(q, text.slice(headStart, tailEnd)),
      soft: SOFT.exec(text.slice(from, q.start).slice(-60))?.[0] ?? null,
      scope: scopeOf(clause),
      cumulative: /累计|合计|共/.test(text.slice(left, q.start)),
      alternative: before !== undefined && before.end > left && /或/.test(text.slice(before.end, q.start)),
      unclearParts: false,
    }
    baseValue = null
    out.push(finding)
    previous = finding
  }
  return distribute(text, blotted, out, dates)
}

/** 建成 in 建成3个甲、2个乙: the verb phrase a chain shares. */
function verbOf(indicator: string, previous: Finding): string {
  const q = previous.quantity
  if (q.start - previous.start <= 0) return ''
  const m =
    /^(.{0,30}?(?:建成|建设|打造|培育|培养培训|培养|培训|新建|新增|改造|创建|引进|发展|开展|举办|组织|完成|设立|评选|认定|扶持|开发|推出|实施|选树|形成|建立|配备)(?:与[^，。]{0,24}的|[^，。\d]{0,6}相关的)?)/.exec(
      indicator,
    )
  return m?.[1] ?? ''
}

function nameOf(noun: string, between: string, behind: string, q: Quantity, reading: Reading): string {
  const rate = /[%‰]/.test(q.unit)
  let name = noun
  if (/^占/.test(reading.word) && noun !== '') name = `${noun}占比`
  else if (/^覆盖/.test(reading.word) && noun !== '') name = `${noun}覆盖`
  if (between !== '' && !/^(?:了|约|为)$/.test(between))
    name = rate && noun !== '' ? `${name}（${between}）` : `${name}${between}`
  if (behind !== '' && behind.length <= 60) name = name === '' && rate ? `${behind}占比` : `${name}${behind}`
  return name
}

/** Where the head of a chained quantity begins behind the one before it. */
function seam(text: string, start: number, end: number): number {
  const gap = text.slice(start, end)
  const list = /^[、，]/.test(gap)
  const marks = [...gap.matchAll(/[、，]|以及|或者|和|及|与|或|并/g)]
  if (marks.length === 0) return start
  const mark = list ? marks[0] : marks[marks.length - 1]
  return mark ? start + mark.index + mark[0].length : start
}

/** Where the tail of a quantity ends when another one follows in the clause. */
function nextSeam(text: string, start: number, end: number): number {
  const gap = text.slice(start, end)
  if (/^[、，或和及与]/.test(gap)) return start
  const marks = [...gap.matchAll(/[、，]|以及|或者|和|及|与|或|并/g)]
  const mark = marks[marks.length - 1]
  return mark ? start + mark.index : start + (RISES.test(gap) ? 0 : gap.length > 1 ? 0 : gap.length)
}

type Where = {
  text: string
  dates: DateToken[]
  q: Quantity
  left: number
  from: number
  sentences: [number, number][]
  s: number
  setting: Setting
}

function dueOf({ text, dates, q, left, from, sentences, s, setting }: Where): Due | null {
  const due = (t: DateToken, kind: DeadlineFrom, far: boolean): Due => ({
    iso: t.iso,
    quote: text.slice(t.start, t.end),
    from: kind,
    unclear: t.unclear,
    far,
  })
  let inSentence: DateToken | null = null
  let earlier: DateToken | null = null
  for (const t of dates) {
    if (t.start >= q.start) break
    if (t.kind !== 'deadline') continue
    if (t.start >= from) inSentence = t
    else earlier = t
  }
  if (inSentence) return due(inSentence, inSentence.start >= left ? 'clause' : 'sentence', false)
  if (earlier) {
    const at = earlier.start
    const begin = sentences.findIndex(([a, b]) => at >= a && at < b)
    const first = (sentences[begin]?.[0] ?? 0) + 8 >= at
    if (setting.goal) return due(earlier, 'paragraph', s - begin > 3)
    if (first && s - begin <= 1) return due(earlier, 'paragraph', true)
  }
  const outer = setting.inherited[0]
  return outer ? { ...outer, unclear: false, far: outer.from === 'title' } : null
}

/** History: a past date governs the number, and no deadline stands between. */
function pastOf(dates: DateToken[], q: Quantity, from: number): boolean {
  let past = false
  for (const t of dates) {
    if (t.start >= q.start) break
    if (t.start < from) continue
    if (t.kind === 'past') past = true
    if (t.kind === 'deadline') past = false
  }
  return past
}

function baseOf(dates: DateToken[], text: string, left: number, q: Quantity): string | null {
  const base = dates.filter((t) => t.kind === 'base' && t.start >= left - 40 && t.end <= q.start).pop()
  return base ? (/(?:19|20)\d\d年[底末]?/.exec(text.slice(base.start, base.end))?.[0] ?? null) : null
}

function periodOf(head: string, clause: string): Finding['period'] {
  const near = /每(半年|季度|季|年|个?月|周|日|天)(?:度)?|(年|月|周|日)均|(全年)/g
  let last: string | null = null
  for (const m of clause.matchAll(near)) last = (m[1] ?? m[2] ?? m[3]) as string
  if (last === null && /年(?:度)?(?:举办|开展|组织)/.test(head)) last = null
  if (last === null) return null
  if (last === '半年') return 'half-year'
  if (last.startsWith('季')) return 'quarter'
  if (/月/.test(last)) return 'month'
  if (last === '周') return 'week'
  return /年/.test(last) ? 'year' : 'day'
}

const JOINT = /^(?:、|，|和|及|与|以及|及其|或)?(?:约)?$/

/** 甲和乙分别达到80%和100%: one finding per part, each with its own name (and date, where dates are listed). */
function distribute(text: string, blotted: string, findings: Finding[], dates: DateToken[]): Finding[] {
  for (let k = 0; k < findings.length; k++) {
    const first = findings[k] as Finding
    const mark = text.slice(first.start, first.quantity.start).lastIndexOf('分别')
    if (mark < 0) continue
    const group = [first]
    while (k + group.length < findings.length) {
      const last = group[group.length - 1] as Finding
      const next = findings[k + group.length] as Finding
      if (!JOINT.test(text.slice(last.quantity.end, next.quantity.start))) break
      group.push(next)
    }
    const n = group.length
    if (n < 2) continue
    const at = first.start + mark
    let subject = trimName(blotted.slice(first.start, at))
    if (subject === '') subject = trimName(blotted.slice(clauseStart(text, first.start - 1), first.start - 1))
    const inner = trimName(blotted.slice(at + 2, first.start + first.reading.at))
    const lastOf = group[n - 1] as Finding
    const behind = trimName(text.slice(lastOf.quantity.end, lastOf.end).replace(/^的/, ''))
    const names = splitNames(subject, n) ?? (inner !== '' ? splitNames(inner, n) : null) ?? splitNames(behind, n)
    const listed = dates.filter((t) => t.kind === 'deadline' && t.start < first.quantity.start).slice(-n)
    const together =
      listed.length === n && listed.every((t, i) => i === 0 || t.start - (listed[i - 1] as DateToken).end <= 2)
    group.forEach((f, i) => {
      f.reading =
        i === 0
          ? f.reading
          : {
              ...first.reading,
              ...(f.quantity.after ? f.reading : {}),
              qualifier: f.reading.qualifier,
              comparator: f.quantity.after ? f.reading.comparator : first.reading.comparator,
            }
      f.verdict = first.verdict
      f.base = first.base
      f.period = first.period
      f.scope = first.scope
      f.soft = first.soft
      f.standard = first.standard
      if (together) {
        const t = listed[i] as DateToken
        f.due = { iso: t.iso, quote: text.slice(t.start, t.end), from: 'clause', unclear: false, far: false }
        f.indicator = `${subject}${inner}`
      } else {
        f.due = first.due
        f.indicator = names?.[i] ?? `${subject}${inner}${behind}`
        if (names !== null && inner !== '' && !f.indicator.includes(inner) && splitNames(subject, n))
          f.indicator += inner
        f.unclearParts = names === null
      }
    })
    const end = Math.max(...group.map((f) => f.quantity.end))
    for (const f of group) {
      f.start = first.start
      f.end = end
    }
    k += n - 1
  }
  return findings
}

/** 农村和城市社区综合服务设施覆盖率 → 农村社区…覆盖率, 城市社区…覆盖率. */
export function splitNames(subject: string, n: number): string[] | null {
  for (const separator of [/[、和与及，]|以及/g, /[和与及]|以及/g, /[、，]/g, /；/g]) {
    const parts = splitOutside(subject, separator)
    if (parts.length !== n) continue
    const last = parts[n - 1] as string
    const suffix = METRIC.exec(last)?.[0] ?? ''
    const firstLength = (parts[0] as string).length
    if (suffix === '' || (parts[0] as string).endsWith(suffix)) return parts
    const shared = firstLength < last.length ? last.slice(firstLength) : suffix
    const usable = shared.length >= suffix.length ? shared : suffix
    return parts.map((p, i) => (i === n - 1 || METRIC.test(p) ? p : p + usable))
  }
  return null
}
const METRIC = /(?:覆盖率|达标率|率|比例|占比|比重|数量|总数|床位数?|面积|人数|水平|数)$/

function splitOutside(text: string, separator: RegExp): string[] {
  const out: string[] = []
  let at = 0
  for (const m of text.matchAll(separator)) {
    const before = text.slice(0, m.index)
    const open = before.split('（').length - before.split('）').length
    if (open > 0) continue
    out.push(text.slice(at, m.index))
    at = m.index + m[0].length
  }
  out.push(text.slice(at))
  return out.filter((p) => p !== '')
}
