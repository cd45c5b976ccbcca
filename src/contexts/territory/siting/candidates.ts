import { prefixOf } from '../../../kernel/region.ts'
import { sql, type Tx } from '../../../platform/db/index.ts'
import type { Book } from '../circles/book.ts'
import { metresBetween } from '../coordinates.ts'
import type { Candidate, Question } from './model.ts'

const METRES_PER_DEGREE = 111_195
/** A grid point farther than this from every dwelling point serves nobody well and is left out, metres. */
const NEAR_PEOPLE = 400
/** Candidates of a grid at most; a finer grid than fits is thinned by taking those nearest to most people. */
export const MOST_GRID = 1200

/**
 * Where may be built: the open facilities that are kept, idle assets that nobody has yet, and points of a grid laid where people live.
 * In this order, so that the places of the kept ones are known.
 */
export async function candidatesFor(tx: Tx, question: Question, book: Book): Promise<Candidate[]> {
  const kept = question.keep
    ? [question.kind, ...question.alike].flatMap((kind) =>
        (book.sources.get(kind) ?? []).map(
          ({ code, name, lon, lat, region }): Candidate => ({ code, name, from: 'kept', lon, lat, region, costFen: 0 }),
        ),
      )
    : []
  const assets = question.candidates.assets ? await idleAssets(tx, question) : []
  const grid = question.candidates.gridMetres === null ? [] : gridOver(question, book, question.candidates.gridMetres)
  return [...kept, ...assets, ...grid]
}

async function idleAssets(tx: Tx, question: Question): Promise<Candidate[]> {
  const rows = await tx.rows<{ code: string; name: string; lon: number; lat: number; region: string }>(
    sql`select code, name, lon, lat, region from territory.idle_asset
      where jurisdiction = ${tx.actor.jurisdiction} and stage in ('registered', 'listed') and lon is not null and lat is not null
        and coalesce(condition, 'ready') <> 'unsafe' and starts_with(region, ${prefixOf(question.region)}) order by code`,
  )
  return rows.map((row) => ({ ...row, from: 'asset', costFen: question.costFen.asset }))
}

/** A square grid over the dwelling points of the region; each point is named after the nearest dwelling point. Pure. */
export function gridOver(
  question: Question,
  book: Pick<Book, 'dwellings'>,
  metres: number,
  most = MOST_GRID,
): Candidate[] {
  const prefix = prefixOf(question.region)
  const here = book.dwellings.filter(({ region }) => region.startsWith(prefix))
  const middle = here.reduce((sum, { lat }) => sum + lat, 0) / Math.max(1, here.length)
  const [dy, dx] = [metres / METRES_PER_DEGREE, metres / (METRES_PER_DEGREE * Math.cos((middle * Math.PI) / 180))]
  type Cell = { lon: number; lat: number; people: number; nearest: (typeof here)[number]; off: number }
  const cells = new Map<string, Cell>()
  for (const dwelling of here) {
    const people = dwelling[question.group] ?? 0
    const [column, row] = [Math.round(dwelling.lon / dx), Math.round(dwelling.lat / dy)]
    // The four corners around, so that no dwelling point lacks a candidate near by.
    for (const [c, r] of [
      [column, row],
      [column + (dwelling.lon > column * dx ? 1 : -1), row],
      [column, row + (dwelling.lat > row * dy ? 1 : -1)],
    ] as const) {
      const point = { lon: c * dx, lat: r * dy }
      const off = metresBetween(point, dwelling)
      if (off > Math.max(NEAR_PEOPLE, metres)) continue
      const cell = cells.get(`${c} ${r}`)
      if (cell === undefined) cells.set(`${c} ${r}`, { ...point, people, nearest: dwelling, off })
      else {
        cell.people += people
        if (off < cell.off) Object.assign(cell, { nearest: dwelling, off })
      }
    }
  }
  return [...cells.entries()]
    .sort(([a, one], [b, two]) => two.people - one.people || (a < b ? -1 : 1))
    .slice(0, most)
    .map(
      ([, { lon, lat, nearest }], i): Candidate => ({
        code: `G-${String(i + 1).padStart(4, '0')}`,
        name: `${nearest.name}附近`,
        from: 'grid',
        lon: Number(lon.toFixed(6)),
        lat: Number(lat.toFixed(6)),
        region: nearest.region,
        costFen: question.costFen.grid,
      }),
    )
}
