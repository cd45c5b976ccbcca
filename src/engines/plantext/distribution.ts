import { clauseStart, trimName } from './clauses.ts'
import type { DateToken } from './dates.ts'
import type { Finding } from './finding.ts'

const JOINT = /^(?:、|，|和|及|与|以及|及其|或)?(?:约)?$/

/** 甲和乙分别达到80%和100%: one finding per part, each with its own name (and date, where dates are listed). */
export function distribute(text: string, blotted: string, findings: Finding[], dates: DateToken[]): Finding[] {
  for (let k = 0; k < findings.length; k++) {
    const first = findings[k] as Finding
    const mark = eachMark(text, first, findings[k + 1])
    if (mark < 0) {
      const both = evenly(text, blotted, first) ?? apiece(text, blotted, first) ?? yearly(text, first, dates)
      if (both !== null) {
        findings.splice(k, 1, ...both)
        k += both.length - 1
        continue
      }
      pair(text, first, findings[k + 1], dates)
      continue
    }
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
    const word = text.startsWith('分别', at) ? 2 : 1
    let subject = trimName(blotted.slice(first.start, at))
    if (subject === '' && /[，；]/.test(text.charAt(first.start - 1))) {
      const above = findings[k - 1]
      const clause = trimName(blotted.slice(clauseStart(text, first.start - 1), first.start - 1))
      // 三年建设6000张，2023年、2024年分别…: the clause before has a number and a name of its own.
      subject = above && /\d/.test(clause) && above.end >= first.start - 2 ? above.indicator : clause
    }
    const inner = trimName(blotted.slice(at + word, Math.max(at + word, first.start + first.reading.at)))
    const lastOf = group[n - 1] as Finding
    const behind = trimName(text.slice(lastOf.quantity.end, lastOf.end).replace(/^的/, ''))
    const above =
      (subject === '' || /^(?:上述|以上|前述)/.test(subject)) && inner === '' ? namesAbove(findings, k, n) : null
    const names =
      above ?? splitNames(subject, n) ?? (inner !== '' ? splitNames(inner, n) : null) ?? splitNames(behind, n)
    const listed = dates.filter((t) => t.kind === 'deadline' && t.start < first.quantity.start).slice(-n)
    const adjacent =
      listed.length === n && listed.every((t, i) => i === 0 || t.start - (listed[i - 1] as DateToken).end <= 2)
    const together = adjacent || (names === null && spread(text, dates, first, listed, n))
    // 97%和98%以上: a qualifier behind the last number holds for all when no other has one.
    const shared = group.slice(0, -1).every((f) => f.quantity.after === '') ? lastOf : first
    const common = shared.quantity.after !== '' ? shared.reading.comparator : first.reading.comparator
    group.forEach((f, i) => {
      const own = f.quantity.after !== '' || f.quantity.symbol !== '' ? f.reading.comparator : common
      f.reading = { ...f.reading, comparator: own }
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
        f.scope = null
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

/** ；到2026年，分别提高到75%和40%: the names of as many numbers before. */
function namesAbove(findings: Finding[], k: number, n: number): string[] | null {
  const first = findings[k] as Finding
  const above = findings.slice(Math.max(0, k - n), k)
  const fits =
    above.length === n && above.every((f) => f.verdict === 'target' && f.quantity.unit === first.quantity.unit)
  return fits && first.start - (above[0] as Finding).start < 160 ? above.map((f) => f.indicator) : null
}

/** Where 分别 stands, or the 各 of 国家级、省级名店各5家、20家. */
function eachMark(text: string, first: Finding, second: Finding | undefined): number {
  const head = text.slice(first.start, first.quantity.start)
  const mark = head.lastIndexOf('分别')
  if (mark >= 0 || second === undefined || second.quantity.unit !== first.quantity.unit) return mark
  const joint = JOINT.test(text.slice(first.quantity.end, second.quantity.start))
  return joint && head.endsWith('各') && /[、和与及]/.test(head) ? head.length - 1 : -1
}

/** 到2023年…，到2025年…，占比分别不低于50%和60%: as many dates of one sentence as there are values. */
function spread(text: string, dates: DateToken[], first: Finding, listed: DateToken[], n: number): boolean {
  const from = text.lastIndexOf('。', first.start) + 1
  const own = dates.filter((t) => t.kind === 'deadline' && t.start >= from && t.start < first.quantity.start)
  return own.length === n && listed.length === n && new Set(own.map((t) => t.iso)).size === n
}

/** 新建便利店、早餐店各30家: one count for each of several things. */
function apiece(text: string, blotted: string, first: Finding): Finding[] | null {
  if (first.verdict !== 'target' && first.verdict !== 'weak') return null
  const m = /^(.{3,60})各(?:不少于|至少|约)?$/.exec(blotted.slice(first.start, first.quantity.start))
  if (m === null) return null
  const subject = trimName(m[1] as string)
  const verb = HANDS.exec(subject)?.[0] ?? ''
  const names = splitOutside(subject.slice(verb.length), /[、和与及]|以及/g)
  const behind = trimName(text.slice(first.quantity.end, first.end).replace(/^的/, ''))
  if (names.length < 2 || names.length > 5 || names.some((n) => n.length < 2)) return null
  return names.map((name) => ({ ...first, indicator: `${verb}${name}${behind}` }))
}
const HANDS =
  /^.{0,10}?(?:建成|建设|打造|培育|培养|培训|新建|改建|新增|改造|创建|引进|发展|开展|举办|组织|完成|设立|设置|评选|认定|扶持|推出|配备)/

/** 2024年、2025年各培训6000人次: one count for each of several years. */
function yearly(text: string, first: Finding, dates: DateToken[]): Finding[] | null {
  if (first.verdict !== 'target' && first.verdict !== 'weak') return null
  const own = dates.filter((t) => t.kind === 'deadline' && t.start >= first.start && t.end <= first.quantity.start)
  const last = own[own.length - 1]
  if (own.length < 2 || !last || !/^(?:，)?(?:各|分别|每年)/.test(text.slice(last.end))) return null
  if (!own.every((t, i) => i === 0 || /^[、和与及]$/.test(text.slice((own[i - 1] as DateToken).end, t.start))))
    return null
  return own.map((t) => ({
    ...first,
    indicator: first.indicator.replace(/^[、和与及]*(?:各|分别)?/, ''),
    due: { iso: t.iso, quote: text.slice(t.start, t.end), from: 'clause', unclear: false, far: false },
  }))
}

/** 甲率、乙度均达到95%: one value for each of several rates. */
function evenly(text: string, blotted: string, first: Finding): Finding[] | null {
  if (first.verdict !== 'target' || !/[%‰]/.test(first.quantity.unit)) return null
  const head = blotted.slice(first.start, first.quantity.start)
  const m = /^(.{4,80})(?:均|都)[^，。；]{0,8}$/.exec(head)
  if (m === null || !/均|都/.test(text.slice(first.start, first.quantity.start))) return null
  const subject = trimName(m[1] as string)
  const ends = splitOutside(subject, /(?<=率|度|比例|占比|比重|水平)(?:、|和|与|以及|及)/g)
  const names = ends.length > 1 ? ends : splitOutside(subject, /[、和与及]|以及/g)
  if (names.length < 2 || !names.every((n) => n.length >= 3 && /(?:率|度|比例|占比|水平)$/.test(n))) return null
  return names.map((indicator) => ({ ...first, indicator }))
}

/** 到2022年和2030年，…率达到37%及以上和40%及以上: two dates and two values without 分别. */
function pair(text: string, first: Finding, second: Finding | undefined, dates: DateToken[]): void {
  if (second === undefined || first.quantity.unit !== second.quantity.unit || first.verdict !== 'target') return
  if (!/^[和与及、]$/.test(text.slice(first.quantity.end, second.quantity.start))) return
  const listed = dates.filter((t) => t.kind === 'deadline' && t.start < first.quantity.start).slice(-2)
  const [a, b] = listed
  if (!a || !b || !/^[、和与及]$/.test(text.slice(a.end, b.start)) || second.due?.iso !== b.iso) return
  const dated = (t: DateToken) =>
    ({ iso: t.iso, quote: text.slice(t.start, t.end), from: 'sentence', unclear: false, far: false }) as const
  first.due = dated(a)
  second.due = dated(b)
  second.verdict = first.verdict
  second.indicator = first.indicator
}

/** 农村和城市社区综合服务设施覆盖率 → 农村社区…覆盖率, 城市社区…覆盖率. */
export function splitNames(subject: string, n: number): string[] | null {
  const both = /城乡(?=居民|社区|家庭)/.exec(subject)
  if (n === 2 && both) {
    const town = /城乡居民/.test(subject) ? '城镇' : '城市'
    return [town, '农村'].map((w) => subject.slice(0, both.index) + w + subject.slice(both.index + 2))
  }
  for (const separator of [/[、和与及，]|以及/g, /[和与及]|以及/g, /[、，]/g, /；/g]) {
    const parts = splitOutside(subject, separator)
    if (parts.length !== n) continue
    const last = parts[n - 1] as string
    // 省级、市级名店: the noun behind the last level is every level's.
    const level = /(?:级|型)([^级型、]{2,})$/.exec(last)?.[1] ?? ''
    if (level !== '' && parts.slice(0, -1).every((p) => /(?:级|型)$/.test(p)))
      return parts.map((p, i) => (i === n - 1 ? p : p + level))
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
