import type { IsoDate } from '../../../kernel/dates.ts'

/** What an activity asks of volunteers, and what one brings. Dates are days in China; `insured` spans include both days. */
export type Fitness = {
  risky: boolean
  training: string | null
  firstDay: IsoDate
  lastDay: IsoDate
  insured: readonly { from: IsoDate; until: IsoDate }[]
  trained: readonly { topic: string; heldOn: IsoDate }[]
}

/** The first day of an activity that no insurance covers; null when every day is covered. Policies may follow each other without a gap. */
export function uninsuredDay({ firstDay, lastDay, insured }: Fitness, next: (day: IsoDate) => IsoDate): IsoDate | null {
  for (let day = firstDay; day <= lastDay; day = next(day))
    if (!insured.some(({ from, until }) => from <= day && day <= until)) return day
  return null
}

/** Whether the training asked for was had before the activity begins; none asked for is had. */
export function isTrained({ training, trained, firstDay }: Fitness): boolean {
  return training === null || trained.some(({ topic, heldOn }) => topic === training && heldOn <= firstDay)
}

export type Span = { from: string; until: string }

/** Minutes of a span of instants, rounded down. */
export const minutesOf = ({ from, until }: Span): number =>
  Math.floor((new Date(until).getTime() - new Date(from).getTime()) / 60_000)

/** Hours as a certificate says them, in half hours rounded down, never up: `12.5`. */
export const hoursOf = (minutes: number): number => Math.floor(minutes / 30) / 2
