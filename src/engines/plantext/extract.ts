import { blot } from './blot.ts'
import { clauseEnd, clauseStart, scopeOf, sentencesOf, trimName } from './clauses.ts'
import { compare } from './comparators.ts'
import { isStandard, judge } from './cues.ts'
import { type DateToken, datesIn } from './dates.ts'
import { distribute } from './distribution.ts'
import { dueOf, pastOf } from './due.ts'
import type { Finding, Setting } from './finding.ts'
import { nameOf, shareNoun } from './naming.ts'
import { type Quantity, quantitiesIn } from './quantities.ts'
import { placeOf, wholeOf } from './shares.ts'
import { straysIn } from './strays.ts'

/** 年营业收入超过5000万元的企业8家: the first number describes what the second one counts. */
const ATTRIBUTE = /^的[^，。、；]{1,16}$/
/** 投资10亿元以上项目20个: a size that tells which things are counted. */
const sized = (q: Quantity, gap: string): boolean =>
  /元$/.test(q.base) &&
  (/以上|以下/.test(q.after) || q.symbol === '>') &&
  /^的?[\u4e00-\u9fa5]{0,8}(?:项目|企业|园区|机构|工程|产业集群|市场|单位|商圈|品牌|平台)$/.test(gap)
/** Words that open a passage of history. */
export const HISTORY = /截[至止](?:到|目前|20|19)|“?十[二三]五”?(?:期间|时期|以来)|近年来/
/** 每半年开展1次督导评估 in 保障措施 is how the work is watched. */
const OVERSEES = /督导|督查|评估|调度|会商|通报|检查|会议|总结|考核|报告|报送|例会|研究|听取|汇报/
/** A part of a list with a verb of its own does not share the 新增 before it. */
const ACTS = /[新改扩]建|建[成设]|打造|培[育训养]|创建|完成|引进|开展|举办|组织|提升/
const MEETS = /召开|会议|例会|调度|会商|通报|汇报/
const AT_LEAST = /至少|不少于|不低于/
const LABEL =
  /^(?:——|[①-⑳]|[●•◆■·])?([\u4e00-\u9fa5“”]{3,14})(?<!目标|任务|措施|内容|要求|指标|单位|部门|如下|要点|重点)：/
const PASSING = /^(?:年|岁|周岁|期|日|天|个?月|届|轮|小时|个小时|分钟)$/
const SOFT = /力争|争取|逐步|努力|有条件的|基本|鼓励|原则上/
const CHANGES = /(?:提高|提升|增加|增长|上升|扩大|下降|降低|缩短|压减|减少|发展)$/
const RISES =
  /^(?:稳步|逐步|大幅)?(?:提高|提升|增加|上升|增长|扩大|下降|降低|缩短|压缩|压减|发展|扩展|延长|减少|增)(?:到|至|为)|^(?:达到|增至|升至|降至)/

/** Reads every quantity of one paragraph (normalised, without white space). */
export function readQuantities(text: string, setting: Setting): { findings: Finding[]; strays: [number, number][] } {
  if (!/[\d一二两三四五六七八九十百]/.test(text)) return { findings: [], strays: [] }
  const dates = datesIn(text, setting.dates)
  const blotted = blot(text, dates)
  const quantities = quantitiesIn(blotted)
  const named = blotDates(text, dates)
  const sentences = sentencesOf(text)
  const out: Finding[] = []
  let s = 0
  let previous: Finding | null = null
  let baseValue: number | null = null
  let prefix = ''
  let least = false
  const consumed = new Set<Quantity>()
  // ①社区商业中心：…，总数达到14个: what the item is about.
  const label = LABEL.exec(text)?.[1] ?? ''
  const historyAt = text.search(HISTORY)
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
    if (
      next &&
      next.start < right &&
      !/[%‰]/.test(q.unit) &&
      (setting.goal
        ? sized(q, text.slice(q.end, next.start))
        : ATTRIBUTE.test(text.slice(q.end, next.start)) || sized(q, text.slice(q.end, next.start)))
    ) {
      consumed.add(q)
      continue
    }
    let headStart = left
    if (chained && before && !consumed.has(before)) headStart = seam(text, before.end, q.start)
    const covered = /^.*全(?:面)?覆盖[、和及]/.exec(text.slice(headStart, q.start))
    if (covered !== null) headStart += covered[0].length
    const cover = /[%‰]/.test(q.unit) ? coverList(text, left, headStart, q.start) : ''
    if (cover !== '') headStart = q.start
    let tailEnd = right
    if (next && next.start < right) tailEnd = nextSeam(text, q.end, next.start)
    // 为400名居家残疾人提供每月2次…: whom it is done for belongs to the first number.
    if (tailEnd === q.end && /^(?:为|对|向|给)/.test(text.slice(headStart, q.start)))
      tailEnd +=
        /^[\u4e00-\u9fa5“”（）]{2,20}?(?=提供|开展|进行|实施|每)/.exec(text.slice(q.end, right))?.[0].length ?? 0
    const head = named.slice(headStart, q.start)
    const tail = named.slice(q.end, tailEnd)
    const attribute =
      before !== undefined && consumed.has(before) && before.end > headStart ? before.end - headStart : 0
    const reading = compare(attribute > 0 ? '\ue000'.repeat(attribute) + head.slice(attribute) : head, q)
    if (/^的?(?:速度|幅度)?(?:逐年)?(?:递增|增长)/.test(tail) && reading.comparator === '=') reading.comparator = '+'
    const due = dueOf({ text, dates, q, left: headStart, from, sentences, s, setting })
    const past =
      pastOf(dates, q, from) ||
      (historyAt >= 0 &&
        historyAt < q.start &&
        !setting.goal &&
        !dates.some((t) => t.kind === 'deadline' && t.start > historyAt && t.start < q.start))
    const compared = reading.word !== '' || q.after !== '' || q.symbol !== ''
    const clauseText = text.slice(left, right)
    let verdict = judge({
      quantity: q,
      head: text.slice(headStart, q.start),
      opening: text.slice(left, q.start),
      tail: text.slice(q.end, tailEnd),
      next: text.slice(q.end, q.end + 40),
      rest: text.slice(tailEnd, Math.min(to, tailEnd + 90)),
      before: text.slice(from, headStart),
      compared,
      goal: setting.goal,
      dated: due !== null && due.from !== 'title' && due.from !== 'lead-in' && !due.far,
    })
    if (q.base === '次' && (setting.safeguard ? OVERSEES : MEETS).test(clauseText)) verdict = 'unread'
    // 每年安排专项资金3000万元 under 保障措施 is what the work is given, not what it is to reach.
    if (setting.safeguard && /元$/.test(q.base) && (verdict === 'target' || verdict === 'weak')) verdict = 'weak-limit'
    if (past && !(due && due.from === 'clause')) verdict = 'background'
    if (
      (verdict === 'unread' || (verdict === 'weak' && !compared)) &&
      previous?.verdict === 'target' &&
      previous.start >= from &&
      listed(text.slice(previous.quantity.end, q.start))
    )
      verdict = 'target'
    if (
      chained &&
      (previous?.verdict === 'target' || (previous?.verdict === 'weak' && verdict === 'unread')) &&
      (verdict === 'unread' || verdict === 'weak') &&
      previous.quantity === before
    )
      verdict = previous.verdict
    if (
      chained &&
      previous &&
      reading.word === '' &&
      q.after === '' &&
      reading.comparator === '=' &&
      least &&
      trimName(head) === ''
    )
      reading.comparator = previous.reading.comparator
    if (!chained || reading.word !== '') least = AT_LEAST.test(reading.word)
    if (
      chained &&
      previous?.reading.comparator === '+' &&
      /^(?:新增|净增|增设)/.test(previous.reading.word) &&
      reading.word === '' &&
      reading.comparator === '=' &&
      /^[^，。；]{0,30}、$/.test(text.slice(before?.end ?? 0, headStart)) &&
      !ACTS.test(head)
    )
      reading.comparator = '+'
    const whole = past ? null : wholeOf(text, text.slice(headStart, q.start), q, out)
    if (whole !== null) verdict = whole.verdict
    if (!chained) prefix = ''
    const name = nameOf({
      text,
      named,
      head,
      tail,
      left,
      headStart,
      from,
      q,
      reading,
      chained,
      before,
      previous,
      prefix,
      topic: setting.topic,
      label,
    })
    prefix = name.prefix
    if (whole !== null)
      name.indicator = `${placeOf(text.slice(headStart, q.start))}${whole.indicator.replace(/^全[省市县区州旗镇乡]/, '')}`
    if (cover !== '' && name.behind !== '') name.indicator = `${cover}${name.behind}`
    // A number that is promised to be reached is never dropped without a word.
    if (verdict === 'ignore' && compared && due !== null && due.from !== 'title' && !PASSING.test(q.base))
      verdict = 'unread'
    const clause = text.slice(left, right)
    const finding: Finding = {
      verdict,
      quantity: q,
      reading,
      indicator: name.indicator,
      start: chained || cover !== '' || covered !== null ? headStart : left,
      end: name.behind === '' && tailEnd > q.end + 30 ? q.end : tailEnd,
      due,
      base: baseOf(dates, text, left, q),
      baseValue,
      period: periodOf(
        `${text.slice(left, q.start)}${/^\/[年月周日]/.test(text.slice(q.end)) ? `每${text.charAt(q.end + 1)}` : ''}`,
      ),
      standard: isStandard(q, text.slice(headStart, tailEnd)),
      soft: SOFT.exec(text.slice(left, q.end))?.[0] ?? null,
      scope: scopeOf(text.slice(headStart, q.start)) ?? scopeOf(clause),
      cumulative: /累计|合计|共/.test(text.slice(left, q.start)),
      alternative: before !== undefined && before.end > left && /或/.test(text.slice(before.end, q.start)),
      unclearParts: false,
      share: whole !== null,
    }
    baseValue = null
    out.push(finding)
    previous = finding
  }
  shareNoun(out, text)
  return { findings: distribute(text, named, out, dates), strays: straysIn(blotted, quantities) }
}

/** 甲覆盖所有城市社区、90%以上乡镇和60%以上村: what the rates behind the first name go on covering. */
function coverList(text: string, left: number, headStart: number, at: number): string {
  const gap = text.slice(headStart, at)
  if (gap !== '' && !/[、和及与]$/.test(gap)) return ''
  const m = /^([^，。；\d]{2,40}?)(?:全面|全部)?覆盖(.{1,60})$/.exec(text.slice(left, at))
  if (m === null || !/[、和及与]$/.test(m[2] as string)) return ''
  return trimName(`${m[1]}覆盖`)
}

/** ，省级龙头企业50家 after 培育…10家: a list that goes on behind a comma, or 农村公路4条 behind a ；. */
const listed = (between: string): boolean => /^[^，。；]{0,14}[，；][^，。；对按给]{2,20}$/.test(between)

function blotDates(text: string, dates: DateToken[]): string {
  let out = text
  for (const t of dates) {
    // 增加到2025年的2.8: the 到 belongs to the verb before it.
    const start = t.start + (/^[到至]/.test(text.slice(t.start)) && CHANGES.test(text.slice(0, t.start)) ? 1 : 0)
    out = out.slice(0, start) + '\ue000'.repeat(t.end - start) + out.slice(t.end)
  }
  return out
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
  const bracket = gap.lastIndexOf('（')
  if (bracket >= 0 && !gap.slice(bracket).includes('）')) return start + bracket
  if (/^[、，或和及与]/.test(gap)) return start
  const marks = [...gap.matchAll(/[、，]|以及|或者|和|及|与|或|并/g)]
  const mark = marks[marks.length - 1]
  return mark ? start + mark.index : start + (RISES.test(gap) ? 0 : gap.length > 1 ? 0 : gap.length)
}

function baseOf(dates: DateToken[], text: string, left: number, q: Quantity): string | null {
  const base = dates.filter((t) => t.kind === 'base' && t.start >= left && t.end <= q.start).pop()
  return base ? (/(?:19|20)\d\d年[底末]?/.exec(text.slice(base.start, base.end))?.[0] ?? null) : null
}

function periodOf(clause: string): Finding['period'] {
  const near = /每(半年|季度|季|年|个?月|周|日|天)(?:度)?|(年|月|周|日)均|(全年)/g
  let last: string | null = null
  for (const m of clause.matchAll(near)) last = (m[1] ?? m[2] ?? m[3]) as string
  if (last === null) return null
  if (last === '半年') return 'half-year'
  if (last.startsWith('季')) return 'quarter'
  if (/月/.test(last)) return 'month'
  if (last === '周') return 'week'
  return /年/.test(last) ? 'year' : 'day'
}
