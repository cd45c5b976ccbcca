import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { FEWEST, medianBand, publishRow, publishRows } from './rows.ts'

/** All rows of so many cells with a total. */
function* rowsOf(cells: number, total: number): Generator<number[]> {
  if (cells === 1) {
    yield [total]
    return
  }
  for (let first = 0; first <= total; first++)
    for (const rest of rowsOf(cells - 1, total - first)) yield [first, ...rest]
}

const row = fc.array(fc.oneof(fc.constant(0), fc.integer({ min: 0, max: 8 })), { minLength: 2, maxLength: 4 })

describe('a published row of pay bands', () => {
  it('shows no cell of one to four persons, and changes nothing that it shows', () => {
    fc.assert(
      fc.property(row, (cells) => {
        const published = publishRow({ group: 'x', cells })
        for (const [i, shown] of published.cells.entries()) {
          if (shown === null) continue
          expect(shown).toBe(cells[i])
          expect(shown === 0 || shown >= FEWEST).toBe(true)
        }
        const total = cells.reduce((sum, each) => sum + each, 0)
        expect(published.total).toBe(total > 0 && total < FEWEST ? null : total)
      }),
    )
  })

  it('gives no withheld cell away, even to somebody who knows the rule and tries every row', () => {
    fc.assert(
      fc.property(row, (cells) => {
        const published = publishRow({ group: 'x', cells })
        fc.pre(published.cells.includes(null))
        const seen = JSON.stringify(published)
        const totals = published.total === null ? [1, 2, 3, 4] : [published.total]
        const possible = totals
          .flatMap((total) => [...rowsOf(cells.length, total)])
          .filter((guess) => JSON.stringify(publishRow({ group: 'x', cells: guess })) === seen)
        for (const [i, shown] of published.cells.entries())
          if (shown === null) expect(new Set(possible.map((guess) => guess[i])).size).toBeGreaterThan(1)
      }),
      { numRuns: 120 },
    )
  })

  it('withholds nothing where nothing is small', () => {
    expect(publishRow({ group: 'x', cells: [0, 5, 12] })).toEqual({ group: 'x', cells: [0, 5, 12], total: 17 })
  })
})

const cell = fc.oneof(fc.constant(0), fc.integer({ min: 0, max: 30 }))

describe('rows whose columns can be summed elsewhere', () => {
  it('go out whole or not at all, and what is withheld is two rows at least and no small number in any column, or everything', () => {
    fc.assert(
      fc.property(fc.array(fc.tuple(cell, cell, cell), { minLength: 1, maxLength: 7 }), (table) => {
        const rows = publishRows(table.map((cells, i) => ({ group: `${i}`, cells })))
        for (const [i, { cells, total }] of rows.entries()) {
          if (cells.includes(null)) expect([...cells, total].every((each) => each === null)).toBe(true)
          else {
            expect(cells).toEqual(table[i])
            expect(cells.every((each) => each === 0 || each! >= FEWEST)).toBe(true)
          }
        }
        const withheld = table.filter((_, i) => rows[i]!.total === null)
        if (withheld.length === 0 || withheld.length === table.length) return
        expect(withheld.length).toBeGreaterThan(1)
        for (const column of [0, 1, 2]) {
          const sum = withheld.reduce((all, each) => all + each[column]!, 0)
          expect(sum === 0 || sum >= FEWEST).toBe(true)
        }
      }),
    )
  })
})

describe('the middle band', () => {
  it('has half of the group at or below it, and less than half below it', () => {
    fc.assert(
      fc.property(row, (cells) => {
        const total = cells.reduce((sum, each) => sum + each, 0)
        const band = medianBand(cells)
        const upTo = (n: number) => cells.slice(0, n).reduce((sum, each) => sum + each, 0)
        expect(band === null).toBe(total < FEWEST)
        if (band === null) return
        expect(upTo(band + 1) * 2).toBeGreaterThanOrEqual(total)
        expect(upTo(band) * 2).toBeLessThan(total)
      }),
    )
  })
})
