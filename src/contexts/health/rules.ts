import { addYears, type IsoDate, yearsBetween } from '../../kernel/dates.ts'
import { type InForce, parametersInForce, sql, type Tx } from '../../platform/db/index.ts'

/** Parameters of health in force on a day for the actor's government, by code; see `parametersInForce`. One statement. */
export function rulesOn(tx: Tx, day: IsoDate): Promise<(code: string) => InForce> {
  return parametersInForce(tx, sql`health.rule`, sql`code`, day)
}

/** How the yearly check is reckoned. */
export type CheckRule = { age: number; wholeYear: boolean }

/**
 * The latest birth date of those who are due on a day: who has reached the age by then, or, where the whole year counts, by its end.
 */
export function bornBy(day: IsoDate, rule: CheckRule): IsoDate {
  return addYears(rule.wholeYear ? `${day.slice(0, 4)}-12-31` : day, -rule.age)
}

/** First day from which a person is due in a year; null when it does not reach the age in that year. */
export function dueFrom(born: IsoDate, year: number, rule: CheckRule): IsoDate | null {
  const first = `${year}-01-01`
  if (yearsBetween(born, rule.wholeYear ? `${year}-12-31` : first) >= rule.age) return first
  const birthday = birthdayOf(born, rule.age)
  return !rule.wholeYear && birthday.slice(0, 4) === String(year) ? birthday : null
}

/** The day on which somebody completes an age: who was born on 29 February does so on 1 March of a common year. */
export function birthdayOf(born: IsoDate, age: number): IsoDate {
  const day = addYears(born, age)
  return day.slice(5) === born.slice(5) ? day : `${day.slice(0, 4)}-03-01`
}

/** Groups in which contracts are counted; completed years, both included. */
export const AGE_GROUPS = [
  { key: '0-6', from: 0, to: 6 },
  { key: '7-59', from: 7, to: 59 },
  { key: '60-64', from: 60, to: 64 },
  { key: '65-79', from: 65, to: 79 },
  { key: '80+', from: 80, to: 150 },
] as const

/** Birth dates, both included, of those whose completed years on a day lie between two ages. */
export function bornBetween(day: IsoDate, from: number, to: number): { bornFrom: IsoDate; bornTo: IsoDate } {
  const older = addYears(day, -(to + 1))
  const next = new Date(Date.parse(`${older}T00:00:00Z`) + 86_400_000).toISOString().slice(0, 10)
  return { bornFrom: next, bornTo: addYears(day, -from) }
}
