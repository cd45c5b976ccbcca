import { LIMITS } from './limits.ts'
import { tooMany } from './refusals.ts'
import { cellText } from './text.ts'

/** One cell of a table as it was drawn: its text and how many columns and rows it covers. */
export type GridCell = { text: string; across: number; down: number }

/**
 * Lays a drawn table out as full rows. A cell covering several rows is repeated in each of them, so that every row can be read
 * alone; a cell covering several columns is followed by empty cells, so that nothing is counted twice.
 */
export function expandGrid(rows: readonly (readonly GridCell[])[], name: string): string[][] {
  let count = 0
  const hanging = new Map<number, { text: string; across: number; left: number }>()
  return rows.map((cells) => {
    const out: string[] = []
    const dropHanging = () => {
      for (let above = hanging.get(out.length); above; above = hanging.get(out.length)) {
        const column = out.length
        out.push(above.text, ...blanks(above.across - 1))
        if (--above.left === 0) hanging.delete(column)
      }
    }
    for (const cell of cells) {
      dropHanging()
      const across = Math.min(Math.max(1, cell.across), LIMITS.columns)
      if (cell.down > 1) hanging.set(out.length, { text: cell.text, across, left: cell.down - 1 })
      out.push(cell.text, ...blanks(across - 1))
      if (out.length > LIMITS.columns) break
    }
    dropHanging()
    count += out.length
    if (count > LIMITS.cells) throw tooMany(name, 'cells', LIMITS.cells)
    return out
  })
}

const blanks = (count: number): string[] => Array.from({ length: count }, () => '')

/**
 * Rows as text lines: cells on one line each, separated by tabs; rows without any text are left out. Repeating merged cells must
 * not make a small file into a huge text, so the total is limited.
 */
export function rowLines(rows: readonly (readonly string[])[], name: string): string[] {
  const lines: string[] = []
  let size = 0
  for (const row of rows) {
    if (row.every((cell) => cell.trim() === '')) continue
    size += row.reduce((sum, cell) => sum + cell.length + 1, 0)
    if (size > LIMITS.characters) throw tooMany(name, 'characters', LIMITS.characters)
    lines.push(row.map(cellText).join('\t'))
  }
  return lines
}
