import { type Bilingual, type Refusal, refuse } from '../../kernel/refusal.ts'
import type { PMedian, SetCover } from './problem.ts'

const broken = (what: Bilingual): Refusal =>
  refuse(
    'siting.file',
    { zh: `文件不合格式：${what.zh}`, en: `The file does not have the format: ${what.en}` },
    {
      next: {
        zh: 'pmed：「节点数 边数 p」和每边「甲 乙 长度」；scp：「行数 列数」、各列造价、每行「列数 列号…」',
        en: 'pmed: "nodes edges p" and for each edge "a b length"; scp: "rows columns", the costs, and for each row "number columns…"',
      },
    },
  )

/** Whole and decimal numbers of a text, whatever the line breaks; refuses anything else with its place. */
function numbersOf(text: string): number[] {
  const numbers: number[] = []
  let place = 0
  for (const word of text.split(/\s+/)) {
    if (word === '') continue
    place++
    const number = Number(word)
    if (!Number.isFinite(number))
      throw broken({
        zh: `第 ${place} 个词「${word.slice(0, 20)}」不是数`,
        en: `word ${place} "${word.slice(0, 20)}" is no number`,
      })
    numbers.push(number)
  }
  return numbers
}

const whole = (value: number | undefined, least: number) =>
  value !== undefined && Number.isInteger(value) && value >= least

/** OR-Library p-median file: an undirected graph whose nodes are demand and site; node 1 of the file is 0 here. */
export function parsePmed(text: string): PMedian {
  const numbers = numbersOf(text)
  const [nodes, count, open] = numbers
  if (!whole(nodes, 1) || !whole(count, 0) || !whole(open, 0))
    throw broken({ zh: '开头应是节点数、边数、p 三个整数', en: 'it should open with nodes, edges and p' })
  if (numbers.length !== 3 + 3 * count!)
    throw broken({
      zh: `应有 ${count} 条边，共 ${3 + 3 * count!} 个数，实有 ${numbers.length} 个`,
      en: `${count} edges make ${3 + 3 * count!} numbers and there are ${numbers.length}`,
    })
  const edges: [number, number, number][] = []
  for (let k = 3; k < numbers.length; k += 3) {
    const [a, b, length] = [numbers[k]!, numbers[k + 1]!, numbers[k + 2]!]
    if (!whole(a, 1) || !whole(b, 1) || a > nodes! || b > nodes! || length < 0)
      throw broken({
        zh: `第 ${k / 3} 条边不对：${a} ${b} ${length}`,
        en: `edge ${k / 3} is wrong: ${a} ${b} ${length}`,
      })
    edges.push([a - 1, b - 1, length])
  }
  return { kind: 'p-median', reach: { form: 'graph', nodes: nodes!, edges }, count: open! }
}

/**
 * OR-Library set covering file: rows are demand points, columns are sites with costs; column 1 of the file is 0 here. Both layouts
 * are read: costs and then the columns of each row (scp), or for each column its cost and its rows (rail).
 */
export function parseScp(text: string): SetCover {
  const numbers = numbersOf(text)
  const [rows, columns] = numbers
  if (!whole(rows, 1) || !whole(columns, 1))
    throw broken({ zh: '开头应是行数和列数', en: 'it should open with the numbers of rows and columns' })
  const read = byRows(numbers, rows!, columns!)
  const other = typeof read === 'object' && 'covers' in read ? read : byColumns(numbers, rows!, columns!)
  if (other === null) throw broken(read as Bilingual)
  return {
    kind: 'set-cover',
    reach: {
      form: 'lists',
      demands: rows!,
      sites: other.covers.map((demand) => ({ demand, metres: new Array<number>(demand.length).fill(0) })),
    },
    costs: other.costs,
  }
}

type Cover = { costs: number[]; covers: number[][] }

/** The layout by rows, or what is wrong with it. */
function byRows(numbers: number[], rows: number, columns: number): Cover | Bilingual {
  const short = { zh: '文件不完整', en: 'the file is not complete' }
  if (numbers.length < 2 + columns) return short
  const costs = numbers.slice(2, 2 + columns)
  if (costs.some((cost) => cost < 0)) return { zh: '造价不能小于 0', en: 'a cost must not be below 0' }
  const covers: number[][] = Array.from({ length: columns }, () => [])
  let at = 2 + columns
  for (let row = 0; row < rows; row++) {
    const length = numbers[at++]
    if (!whole(length, 0) || at + length! > numbers.length) return short
    for (let k = 0; k < length!; k++) {
      const column = numbers[at++]!
      if (!whole(column, 1) || column > columns)
        return { zh: `第 ${row + 1} 行没有第 ${column} 列`, en: `row ${row + 1} names column ${column}` }
      covers[column - 1]!.push(row)
    }
  }
  if (at !== numbers.length)
    return { zh: `末尾多出 ${numbers.length - at} 个数`, en: `${numbers.length - at} numbers are left over` }
  return { costs, covers }
}

/** The layout by columns, or nothing when the file does not have it. */
function byColumns(numbers: number[], rows: number, columns: number): Cover | null {
  const costs: number[] = []
  const covers: number[][] = []
  let at = 2
  for (let column = 0; column < columns; column++) {
    const [cost, length] = [numbers[at], numbers[at + 1]]
    if (cost === undefined || cost < 0 || !whole(length, 0) || at + 2 + length! > numbers.length) return null
    const covered = numbers.slice(at + 2, at + 2 + length!)
    if (covered.some((row) => !whole(row, 1) || row > rows)) return null
    costs.push(cost)
    covers.push(covered.map((row) => row - 1))
    at += 2 + length!
  }
  return at === numbers.length ? { costs, covers } : null
}
