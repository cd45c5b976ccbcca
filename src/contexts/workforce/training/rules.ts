import type { IsoDate } from '../../../kernel/dates.ts'

/** What decides whether somebody completed a class. Hours in tenths. */
export type Taken = {
  /** All sessions of the class. */
  totalTenths: number
  /** Sessions at which the person was marked present. */
  presentTenths: number
  /** Sessions without a mark. */
  unmarkedTenths: number
  /** Least share of the hours, per cent. */
  leastShare: number
  /** Null: the class has no exam. */
  passMark: number | null
  score: number | null
}

/**
 * Whether somebody completed a class: hours and exam (结业). Null when it is not known: a session without a mark that would decide, an exam
 * without a score. A session without a mark is neither presence nor absence.
 */
export function completes(taken: Taken): boolean | null {
  const needed = taken.totalTenths * taken.leastShare
  const most = (taken.presentTenths + taken.unmarkedTenths) * 100
  if (most < needed) return false
  if (taken.passMark !== null && taken.score !== null && taken.score < taken.passMark) return false
  if (taken.presentTenths * 100 < needed) return null
  return taken.passMark !== null && taken.score === null ? null : true
}

/** A completion of a person in a class of one kind. */
export type Completion = { person: string; class: string; endedOn: IsoDate; code: string }

/**
 * The class in which each person completed for the first time (首次结业): the earliest by its last day, of several by code. So persons are
 * counted once, however often they come (T39: persons, not person-times).
 */
export function firstCompletions(all: readonly Completion[]): Map<string, Completion> {
  const first = new Map<string, Completion>()
  for (const each of all) {
    const known = first.get(each.person)
    if (
      known === undefined ||
      each.endedOn < known.endedOn ||
      (each.endedOn === known.endedOn && each.code < known.code)
    )
      first.set(each.person, each)
  }
  return first
}

/** Persons and person-times of a span of time: the two are never added up or exchanged. */
export type Counted = { persons: number; firstTime: number; personTimes: number; completions: number }

/** One person in one class that was closed. */
export type Attended = Completion & { attended: boolean; completed: boolean }

/** Counts what was closed with a last day from `from` to `until`, both included; `first` tells of all times. */
export function countWithin(all: readonly Attended[], from: IsoDate, until: IsoDate): Counted {
  const first = firstCompletions(all.filter((each) => each.completed))
  const inside = all.filter((each) => each.endedOn >= from && each.endedOn <= until)
  const completed = inside.filter((each) => each.completed)
  const times = inside.filter((each) => each.attended)
  return {
    persons: new Set(completed.map((each) => each.person)).size,
    firstTime: new Set(
      completed.filter((each) => first.get(each.person)!.class === each.class).map((each) => each.person),
    ).size,
    // A person whose two files were both in one class was there once.
    personTimes: new Set(times.map((each) => `${each.class} ${each.person}`)).size,
    completions: new Set(completed.map((each) => `${each.class} ${each.person}`)).size,
  }
}
