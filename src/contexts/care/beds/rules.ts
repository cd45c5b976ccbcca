import type { IsoDate } from '../../../kernel/dates.ts'
import { NEEDS_BED } from '../assessments/rules.ts'
import type { BedFacts, Lack } from './model.ts'

/**
 * What a bed at home lacks on a day to be counted (A70); nothing lacking, it counts. Contract, equipment in place, acceptance and an
 * assessment of moderate loss or worse in force must all hold, and the services of a month must have been delivered: those of the month
 * before, or, while no full month has passed since contract and acceptance, those so far.
 */
export function lacks(bed: BedFacts, day: IsoDate): Lack[] {
  const found: Lack[] = []
  if (bed.from > day) found.push('contract-not-begun')
  if (bed.until !== null && bed.until <= day) found.push('contract-ended')
  if (bed.pieces === 0) found.push('equipment')
  if (bed.acceptedOn === null || bed.acceptedOn > day) found.push('acceptance')
  if (bed.assessed === null || bed.assessed.nextDue < day) found.push('assessment')
  else if (bed.assessed.grade < NEEDS_BED) found.push('grade')
  if (delivered(bed, day) < bed.asked) found.push('services')
  return found
}

/** The services that are measured on a day. */
export function delivered(bed: BedFacts, day: IsoDate): number {
  const began = bed.acceptedOn === null || bed.acceptedOn < bed.from ? bed.from : bed.acceptedOn
  const month = Number(day.slice(0, 4)) * 12 + Number(day.slice(5, 7))
  const first = Number(began.slice(0, 4)) * 12 + Number(began.slice(5, 7))
  // A full month has passed when the bed began on the first of the month before, or earlier.
  const full = first < month - 1 || (first === month - 1 && began.endsWith('-01'))
  return full ? bed.before : bed.before + bed.sofar
}
