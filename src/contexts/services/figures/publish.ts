import { FEWEST, type PublishedRow, publishRows } from '../../../engines/disclosure/index.ts'
import { addMonths, today } from '../../../kernel/dates.ts'
import type { Bilingual } from '../../../kernel/refusal.ts'
import { sql, type Tx } from '../../../platform/db/index.ts'
import { regionNames } from '../../territory/index.ts'
import { COUNTED_KINDS, type CountedKind, countMonth, type MonthCount } from './month.ts'

/** Columns of the published tables: orders served, orders not served (called off, nobody there, refused, still open), wishes not met. */
const cellsOf = (rows: readonly MonthCount[]): number[] => {
  const sum = (of: (row: MonthCount) => number) => rows.reduce((all, row) => all + of(row), 0)
  return [sum((row) => row.served), sum((row) => row.orders - row.served), sum((row) => row.unmet)]
}

export type PublishedLine = PublishedRow & { title: Bilingual }

/** What was ordered, served and not to be had in a month, as everybody may see it. Cells: served, not served, not met; null is withheld. */
export type PublishedServices = {
  month: string
  /** The newest month and the oldest one there is. */
  newest: string
  oldest: string
  fewest: number
  countedAt: string
  kinds: PublishedLine[]
  /** Null while the month runs: then a place's figures would tell from one day to the next who ordered. */
  towns: PublishedLine[] | null
}

/**
 * Services of a month for the public (A99), by kind and by town; small numbers are withheld so that neither table gives them away. Three statements.
 *
 * @param month `2026-10`; the month before this one unless given
 */
export async function publishedServices(tx: Tx, month?: string): Promise<PublishedServices> {
  const own = tx.actor.jurisdiction
  const day = today(tx.now.getTime())
  const newest = day.slice(0, 7)
  const { first } = await tx.one<{ first: string | null }>(
    sql`select to_char(min(placed_at) at time zone 'Asia/Shanghai', 'YYYY-MM') first from services.service_order where jurisdiction = ${own}`,
  )
  const shown = month ?? addMonths(day, -1).slice(0, 7)
  const rows = shown > newest ? [] : await countMonth(tx, shown)
  const byKind = Map.groupBy(rows, (row) => row.kind)
  const byTown = Map.groupBy(rows, (row) => row.region.slice(0, 9))
  const names = await regionNames(
    tx,
    [...byTown.keys()].map((town) => town.padEnd(12, '0')),
    day,
  )
  const kinds = (Object.keys(COUNTED_KINDS) as CountedKind[]).filter((kind) => byKind.has(kind))
  const lines = (
    groups: readonly string[],
    of: (group: string) => readonly MonthCount[],
    title: (group: string) => Bilingual,
  ) =>
    publishRows(groups.map((group) => ({ group, cells: cellsOf(of(group)) }))).map((row) => ({
      ...row,
      title: title(row.group),
    }))
  return {
    month: shown,
    newest,
    oldest: first ?? newest,
    fewest: FEWEST,
    countedAt: tx.now.toISOString(),
    kinds: lines(
      kinds,
      (kind) => byKind.get(kind as CountedKind)!,
      (kind) => COUNTED_KINDS[kind as CountedKind],
    ),
    towns:
      shown === newest
        ? null
        : lines(
            [...byTown.keys()].toSorted(),
            (town) => byTown.get(town)!,
            (town) => {
              const name = names.get(town.padEnd(12, '0'))
              return name === undefined ? { zh: '住址不详', en: 'Place unknown' } : { zh: name, en: name }
            },
          ),
  }
}
