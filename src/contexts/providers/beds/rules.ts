import type { IsoDate } from '../../../kernel/dates.ts'
import type { BedKind } from '../model.ts'
import type { BedRow, PeriodRow } from './store.ts'

/** 空闲、入住、预订、停用; `gone`: not there on that day. */
export type BedState = 'free' | 'occupied' | 'reserved' | 'closed' | 'gone'

const covers = (period: Pick<PeriodRow, 'from' | 'until'>, day: IsoDate) =>
  period.from <= day && (period.until === null || day < period.until)

/** What a bed is on a day. */
export function bedStateOn(
  bed: Pick<BedRow, 'openedOn' | 'closedOn'>,
  periods: readonly Pick<PeriodRow, 'state' | 'from' | 'until'>[],
  day: IsoDate,
): BedState {
  if (day < bed.openedOn || (bed.closedOn !== null && day >= bed.closedOn)) return 'gone'
  return periods.find((period) => covers(period, day))?.state ?? 'free'
}

export type BedCount = Record<Exclude<BedState, 'gone'>, number> & { all: number }

/** How many beds of each kind are in each state; what is gone is not counted. */
export function countBeds(beds: readonly { kind: BedKind; state: BedState }[]): Partial<Record<BedKind, BedCount>> {
  const counts: Partial<Record<BedKind, BedCount>> = {}
  for (const { kind, state } of beds) {
    if (state === 'gone') continue
    const count = counts[kind] ?? { all: 0, free: 0, occupied: 0, reserved: 0, closed: 0 }
    counts[kind] = { ...count, all: count.all + 1, [state]: count[state] + 1 }
  }
  return counts
}
