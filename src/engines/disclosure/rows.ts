/** No published figure speaks of fewer persons than this. */
export const FEWEST = 5

/** Persons in one group by ordered cells: pay bands, grades. */
export type CountRow = { group: string; cells: readonly number[] }

/** A row as it may be published: a null cell is withheld, and so is a null total. */
export type PublishedRow = { group: string; cells: (number | null)[]; total: number | null }

/**
 * Withholds small cells of a table of persons by group (A113, A165): cells of one to four persons, then their neighbours
 * until at least two cells are withheld and together they speak of five or more, so that the row's total gives none of them away. A row of
 * fewer than five persons is withheld whole. Totals of columns are never published.
 */
export function publishRow({ group, cells }: CountRow): PublishedRow {
  const total = cells.reduce((sum, each) => sum + each, 0)
  if (total === 0) return { group, cells: cells.map(() => 0), total: 0 }
  if (total < FEWEST) return { group, cells: cells.map(() => null), total: null }
  const withheld = new Set(cells.flatMap((each, i) => (each > 0 && each < FEWEST ? [i] : [])))
  const speaksOf = () => [...withheld].reduce((sum, i) => sum + cells[i]!, 0)
  // Which cell goes with a small one must not depend on how large it is: that would tell. The row holds five or more, so there is one.
  for (let i = Math.min(...withheld); withheld.size > 0 && (withheld.size < 2 || speaksOf() < FEWEST); i++) {
    const at = (i + 1) % cells.length
    if (cells[at]! > 0) withheld.add(at)
  }
  return { group, cells: cells.map((each, i) => (withheld.has(i) ? null : each)), total }
}

/**
 * Publishes rows of a table whole or not at all, where sums of its columns can be known from elsewhere (another table over the same orders). A row
 * with a cell of one to four is withheld, and the rows after it in the order given until at least two are withheld and in every column they hold none or
 * five and more together: whoever subtracts learns no small number. Which row goes along does not depend on its size.
 */
export function publishRows(rows: readonly CountRow[]): PublishedRow[] {
  const small = (count: number) => count > 0 && count < FEWEST
  const withheld = new Set(rows.flatMap(({ cells }, i) => (cells.some(small) ? [i] : [])))
  const first = Math.min(...withheld)
  const told = () =>
    withheld.size < 2 ||
    (rows[0]?.cells ?? []).some((_, column) =>
      small([...withheld].reduce((sum, i) => sum + rows[i]!.cells[column]!, 0)),
    )
  for (let step = 1; withheld.size > 0 && step < rows.length && told(); step++)
    withheld.add((first + step) % rows.length)
  return rows.map(({ group, cells }, i) =>
    withheld.has(i)
      ? { group, cells: cells.map(() => null), total: null }
      : { group, cells: [...cells], total: cells.reduce((sum, each) => sum + each, 0) },
  )
}

/**
 * The middle band of a group (中位档次), the lower one of two: half of the group are paid no more. Null for fewer than five persons. A second
 * table of counts over the same persons would give away, column by column, what the first one withholds; a middle band does not.
 */
export function medianBand(cells: readonly number[]): number | null {
  const total = cells.reduce((sum, each) => sum + each, 0)
  if (total < FEWEST) return null
  let seen = 0
  return cells.findIndex((each) => {
    seen += each
    return seen * 2 >= total
  })
}
