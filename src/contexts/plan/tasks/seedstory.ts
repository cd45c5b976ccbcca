import { addDays, compareDates, daysBetween } from '../../../kernel/dates.ts'
import type { HolidayCalendar } from '../../../kernel/holidays/calendar.ts'
import { addWorkdays } from '../../../kernel/workdays.ts'
import type { Claim, Verdict } from './model.ts'

/** How the work on a task goes in the demonstration. */
export type Course = 'done' | 'claimed' | 'returned' | 'blocked' | 'late' | 'very-late' | 'on-track' | 'silent'

const FUTURE: readonly Course[] = [
  'on-track',
  'done',
  'late',
  'on-track',
  'claimed',
  'blocked',
  'on-track',
  'returned',
  'very-late',
  'on-track',
  'silent',
]
const PAST: readonly Course[] = ['done', 'done', 'done', 'claimed', 'done', 'done', 'very-late', 'done']

/** Which course the n-th task takes. A deadline that has passed leaves few ways. */
export function courseOf(index: number, deadline: string | null, today: string): Course {
  const past = deadline !== null && compareDates(deadline, today) < 0
  const courses = past ? PAST : FUTURE
  return courses[index % courses.length]!
}

export type SeedStep = { title: string; due: string; doneOn: string | null }

const STEPS = ['制定方案、明确专人', '摸清底数、选定点位', '组织实施', '检查验收、总结公开']

/** The four steps of a task between a first day and its end, done as far as the course says. */
export function stepsOfCourse(
  course: Course,
  index: number,
  span: { start: string; deadline: string | null; today: string },
  holidays: HolidayCalendar,
): SeedStep[] {
  const { start, deadline, today } = span
  const closed = course === 'done' || course === 'claimed'
  const since = course === 'done' ? 10 + ((index * 37) % 330) : 10 + (index % 20)
  const latest = addDays(today, closed ? -since : 120 + ((index * 17) % 150))
  const end = deadline === null || compareDates(latest, deadline) < 0 ? latest : deadline
  const whole = Math.max(4, daysBetween(start, end))
  const at = (share: number) => addDays(start, Math.round(whole * share))
  const plain = [at(0.1), at(0.35), at(0.75), end]
  const stuck =
    course === 'late'
      ? addWorkdays(holidays, today, -1 - (index % 4)).date
      : addWorkdays(holidays, today, -11 - (index % 9)).date
  const overdue = course === 'late' || course === 'very-late'
  // Who has not begun to report has a plan that begins now.
  const ahead = [25, 60, 120, 160].map((days) => minDate(addDays(today, days), end))
  const dues = overdue
    ? [at(0.05), at(0.2), minDate(stuck, end), maxDate(minDate(addDays(today, 60), end), minDate(stuck, end))]
    : course === 'silent'
      ? ahead
      : plain
  const reached = closed ? 4 : course === 'silent' ? 0 : overdue ? 2 : 3
  return STEPS.map((title, seq) => {
    const due = dues[seq]!
    const slip = (index + seq) % 4 === 1 ? 3 + ((index * 5) % 6) : -((index + seq) % 6)
    const done = seq < reached && compareDates(due, today) < 0 ? minDate(addDays(due, slip), addDays(today, -3)) : null
    return { title, due, doneOn: done !== null && compareDates(done, start) < 0 ? start : done }
  })
}

const minDate = (a: string, b: string) => (compareDates(a, b) < 0 ? a : b)
const maxDate = (a: string, b: string) => (compareDates(a, b) > 0 ? a : b)

export type SeedReport = {
  unitName: string
  on: string
  claim: Claim
  share: number
  text: string
  evidence: boolean
  verdict: Verdict | null
  note: string | null
  /** Days until it was answered. */
  after: number
}

const QUARTER = 91
const PROGRESS = [
  '已印发工作方案，明确分管领导和经办人，建立工作台账。',
  '完成摸底，逐村（社区）核对需求和现有设施，形成清单。',
  '与配合单位会商两次，落实场地和经费，按清单推进。',
  '已完成年度任务的大半，对进度慢的点位逐个督促。',
  '完成阶段性检查，发现的问题已列出整改时限。',
  '群众反映总体较好，正在补充公示和台账资料。',
]
const RETURNED = ['请补充现场照片和受益人数。', '数据与台账不一致，请核对后重报。', '请写明下一步时间安排。']

/** The reports of the leading unit quarter by quarter, the last as the course says, and one or two of a supporting unit. */
export function reportsOfCourse(
  course: Course,
  index: number,
  span: { start: string; end: string; today: string },
  units: { lead: string; support: string | null },
): SeedReport[] {
  if (course === 'silent') return []
  const quarters = Math.max(1, Math.floor(daysBetween(span.start, span.end) / QUARTER))
  const reports: SeedReport[] = Array.from({ length: quarters }, (_, at) => {
    const returned = (index + at) % 7 === 3
    return {
      unitName: units.lead,
      on: addDays(span.start, (at + 1) * QUARTER - 3 - (index % 12)),
      claim: 'under-way',
      share: Math.min(95, Math.round(((at + 1) / (quarters + 1)) * 100)),
      text: `${PROGRESS[Math.min(at, PROGRESS.length - 1)]}（演示）`,
      evidence: (index + at) % 3 === 0,
      verdict: returned ? 'returned' : 'accepted',
      note: returned ? RETURNED[(index + at) % RETURNED.length]! : null,
      after: 2 + ((index + at) % 5),
    }
  })
  if (units.support !== null && index % 2 === 0) reports.push(supporting(units.support, span, index))
  const last = ending(course, index, units.lead, span)
  if (last !== null) reports.push(last)
  return reports.filter((each) => compareDates(each.on, span.today) <= 0).sort((a, b) => compareDates(a.on, b.on))
}

function supporting(unitName: string, span: { start: string }, index: number): SeedReport {
  const text = '已按分工配合，提供名单和场地信息，落实到人。（演示）'
  const on = addDays(span.start, 140 + (index % 30))
  return { unitName, on, claim: 'under-way', share: 30, text, evidence: false, verdict: null, note: null, after: 0 }
}

function ending(
  course: Course,
  index: number,
  unitName: string,
  span: { end: string; today: string },
): SeedReport | null {
  const base = { unitName, note: null, after: 3 }
  switch (course) {
    case 'done':
      return {
        ...base,
        on: span.end,
        claim: 'done',
        share: 100,
        text: '任务已全部完成，佐证材料附后。（演示）',
        evidence: true,
        verdict: 'accepted',
      }
    case 'claimed':
      return {
        ...base,
        on: addDays(span.today, -2 - (index % 5)),
        claim: 'done',
        share: 100,
        text: '已完成，请予审核。（演示）',
        evidence: true,
        verdict: null,
      }
    case 'returned':
      return {
        ...base,
        on: addDays(span.today, -14),
        claim: 'done',
        share: 92,
        text: '基本完成，个别点位扫尾。（演示）',
        evidence: true,
        verdict: 'returned',
        note: '还有两个点位未完成，完成后再报办结。',
      }
    case 'blocked':
      return {
        ...base,
        on: addDays(span.today, -9),
        claim: 'blocked',
        share: 55,
        text: '场地权属未理清，租赁合同无法签订，请协调解决。（演示）',
        evidence: false,
        verdict: null,
      }
    case 'very-late':
      return {
        ...base,
        on: addDays(span.today, -30),
        claim: 'under-way',
        share: 60,
        text: '招标一次流标，正在重新组织，进度落后于计划。（演示）',
        evidence: false,
        verdict: 'returned',
        note: '请倒排工期，明确补救措施。',
      }
    default:
      return null
  }
}
