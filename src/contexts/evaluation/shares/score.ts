import { evaluate, parse, round } from '../../../engines/formula/index.ts'
import type { HolidayCalendar } from '../../../kernel/holidays/calendar.ts'
import { workdaysBetween } from '../../../kernel/workdays.ts'

/** One request as its log tells it. */
export type RequestLog = {
  id: string
  askedBy: string
  purpose: string
  askedOn: string
  events: { act: 'fulfilled' | 'refused' | 'used' | 'faulty'; on: string; amount: number | null; note: string | null }[]
}

export type RequestView = RequestLog & {
  state: 'open' | 'fulfilled' | 'refused'
  /** Working days until the answer, or until today while it is open. */
  workdays: number
  provisional: boolean
  late: boolean
  used: number
}

/** What a dataset did over its requests. Nothing here is stored: it follows from the logs. */
export type ShareScore = {
  requests: number
  fulfilled: number
  refused: number
  open: number
  /** Median working days to fulfil; null when nothing was fulfilled. */
  median: number | null
  uses: number
  delivered: number
  faulty: number
  /** 0 to 100; null when nothing was asked. */
  score: number | null
  filled: string
}

/** 及时率六成，数据质量四成。 Refusals with a reason count as answers in time. */
export const SHARE_FORMULA = '60 * in_time / due + 40 * (delivered - faulty) / delivered'
const TIMELY_ONLY = '100 * in_time / due'

/** A request with its state and times. Pure. */
export function requestView(log: RequestLog, promised: number, calendar: HolidayCalendar, today: string): RequestView {
  const answer = log.events.find((event) => event.act === 'fulfilled' || event.act === 'refused')
  const { days, provisional } = workdaysBetween(calendar, log.askedOn, answer?.on ?? today)
  const used = log.events.reduce((sum, event) => sum + (event.act === 'used' ? (event.amount ?? 1) : 0), 0)
  const state = answer === undefined ? 'open' : (answer.act as 'fulfilled' | 'refused')
  return { ...log, state, workdays: days, provisional, late: days > promised, used }
}

/** The score of a dataset or of a department, from its requests. Open requests count once they are late. Pure. */
export function shareScore(requests: readonly RequestView[]): ShareScore {
  const sum = (act: 'fulfilled' | 'faulty') =>
    requests.reduce(
      (all, each) => all + each.events.reduce((n, event) => n + (event.act === act ? (event.amount ?? 0) : 0), 0),
      0,
    )
  const fulfilled = requests.filter((each) => each.state === 'fulfilled')
  const due = requests.filter((each) => each.state !== 'open' || each.late)
  const days = fulfilled.map((each) => each.workdays).sort((a, b) => a - b)
  const middle = days.length === 0 ? null : (days[(days.length - 1) >> 1]! + days[days.length >> 1]!) / 2
  const delivered = sum('fulfilled')
  const faulty = Math.min(sum('faulty'), delivered)
  const inputs = {
    in_time: { value: due.filter((each) => !each.late).length },
    due: { value: due.length },
    delivered: { value: delivered },
    faulty: { value: faulty },
  }
  const result = evaluate(parse(delivered > 0 ? SHARE_FORMULA : TIMELY_ONLY), inputs, { digits: 1 })
  return {
    requests: requests.length,
    fulfilled: fulfilled.length,
    refused: requests.filter((each) => each.state === 'refused').length,
    open: requests.filter((each) => each.state === 'open').length,
    median: middle,
    uses: requests.reduce((all, each) => all + each.used, 0),
    delivered,
    faulty,
    score: result.value === null ? null : round(result.value, 1),
    filled: result.filled,
  }
}
