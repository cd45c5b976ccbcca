import type { DateToken } from './dates.ts'
import type { Due, Setting } from './finding.ts'
import type { Quantity } from './quantities.ts'
import type { DeadlineFrom } from './types.ts'

/** A quantity among the dates of its paragraph. */
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

/** The deadline that governs a quantity: of its clause, its sentence, its paragraph, or from outside. */
export function dueOf({ text, dates, q, left, from, sentences, s, setting }: Where): Due | null {
  const due = (t: DateToken, kind: DeadlineFrom, far: boolean): Due => ({
    iso: t.iso,
    quote: text.slice(t.start, t.end),
    from: kind,
    unclear: t.unclear,
    far,
  })
  let inSentence: DateToken | null = null
  let passed: DateToken | null = null
  let earlier: DateToken | null = null
  for (const t of dates) {
    if (t.start >= q.start) break
    if (t.kind !== 'deadline') continue
    // ，其中2024年不少于180人次，每千名…: a year of one part does not hold for what follows that part.
    if (/其中[，：]?$/.test(text.slice(Math.max(0, t.start - 4), t.start)) && partEnds(text, t.end, q.start)) continue
    const beyond = text.slice(t.end, q.start).includes('；')
    if (t.start >= from && !(beyond && !leads(text, t.start))) inSentence = t
    else if (t.start >= from) {
      passed = t
    } else earlier = t
  }
  // 2023年达到…，2024年…，2025年达到…；占比提升至…: of several dates before a ；the last one holds.
  if (
    inSentence &&
    passed &&
    inSentence.start < passed.start &&
    inSentence.iso < passed.iso &&
    serial(text, inSentence, passed)
  )
    return { ...due(passed, 'sentence', false), unclear: true }
  if (inSentence) return due(inSentence, inSentence.start >= left ? 'clause' : 'sentence', false)
  if (earlier) {
    const at = earlier.start
    const begin = sentences.findIndex(([a, b]) => at >= a && at < b)
    const first = (sentences[begin]?.[0] ?? 0) + 8 >= at
    if (setting.goal) return due(earlier, 'paragraph', s - begin > 5)
    if (
      first &&
      s - begin <= 1 &&
      !(
        /^(?:19|20)\d\d年$/.test(text.slice(earlier.start, earlier.end)) &&
        !/\d/.test(text.slice(earlier.end, (sentences[begin] as [number, number])[1]))
      ) &&
      (/-12-31$/.test(earlier.iso) || !setting.inherited[0])
    )
      return due(earlier, 'paragraph', true)
  }
  const outer = setting.inherited[0]
  return outer ? { ...outer, unclear: false, far: outer.from === 'title' } : null
}

/** A comma behind a number closes the part that 其中 opened. */
const partEnds = (text: string, from: number, to: number): boolean => /\d[^，；]*[，；]/.test(text.slice(from + 1, to))

/** Several years in a row, with no ；between: a course of steps, not a list of other things. */
const serial = (text: string, first: DateToken, last: DateToken): boolean =>
  !text.slice(first.end, last.start).includes('；')

/** Whether a date opens its part of the sentence: only then it holds beyond a ；. */
const leads = (text: string, at: number): boolean =>
  /(?:^|[。；：！？\n])(?:力争|争取|确保|其中，?|并|到|至|在|截至|——|同时，?)*$/.test(
    text.slice(Math.max(0, at - 8), at),
  )

/** History: a past date governs the number, and no deadline stands between. */
export function pastOf(dates: DateToken[], q: Quantity, from: number): boolean {
  let past = false
  for (const t of dates) {
    if (t.start >= q.start) break
    if (t.start < from) continue
    if (t.kind === 'past') past = true
    if (t.kind === 'deadline') past = false
  }
  return past
}
