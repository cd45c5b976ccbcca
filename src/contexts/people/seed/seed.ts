import { addDays, type IsoDate } from '../../../kernel/dates.ts'
import { newId } from '../../../kernel/ids.ts'
import { seededRandom } from '../../../kernel/random.ts'
import { type Database, sql, systemActor, type Tx } from '../../../platform/db/index.ts'
import { workingAccounts } from '../../../platform/identity/index.ts'
import { record } from '../../../platform/journal/index.ts'
import { assignCells, type Dwelling, drawCells, dwellings, type NewCell, regionNames } from '../../territory/index.ts'
import { insertCategories, insertRelatives } from '../bulk.ts'
import type { PeopleDesk } from '../desk.ts'
import { recordDeath, recordMoveOut } from '../life.ts'
import { insertFiles, type NewFile } from '../store.ts'
import { demoHouseholds } from './households.ts'

/** Persons of the demonstration. */
const PERSONS = 3_000
/** Dwelling points of a grid cell. */
const IN_A_CELL = 8
/** A community whose register is nearly complete, so that one cell has enough persons to show. */
const DENSE = '532622101001'
const IN_DENSE = 320

/** Grid cells of the demonstration: neighbouring dwelling points of a village, eight to a cell. */
async function demoCells(
  tx: Tx,
  places: readonly Dwelling[],
  today: IsoDate,
): Promise<{ cells: NewCell[]; ids: Map<string, string> }> {
  const names = await regionNames(
    tx,
    places.map((each) => each.region),
    today,
  )
  const byVillage = Map.groupBy(places, (each) => each.region)
  const cells = [...byVillage].flatMap(([region, points]) => {
    const ordered = points.toSorted((a, b) => a.lon + a.lat - b.lon - b.lat)
    return Array.from(
      { length: Math.ceil(ordered.length / IN_A_CELL) },
      (_, i): NewCell => ({
        code: `WG-${region.slice(6)}-${String(i + 1).padStart(2, '0')}`,
        name: `${names.get(region) ?? region}第 ${i + 1} 网格`,
        region,
        dwellings: ordered.slice(i * IN_A_CELL, (i + 1) * IN_A_CELL).map((each) => each.code),
      }),
    )
  })
  return { cells, ids: await drawCells(tx, cells, addDays(today, -800)) }
}

/**
 * Fills the demo county: grid cells over the invented dwelling points, and about three thousand invented persons (演示数据) in them, with
 * households, contacts, categories, some deaths, some who moved away and a few files entered twice. A county that has persons is left alone.
 *
 * @param gridWorker username of the account that looks after the first cells of the first community
 */
export async function seedPersons(
  db: Database,
  desk: PeopleDesk,
  jurisdiction: string,
  today: IsoDate,
  gridWorker: string | null,
): Promise<void> {
  await db.write(systemActor('seed', jurisdiction), async (tx) => {
    const { n } = await tx.one<{ n: number }>(
      sql`select count(*) n from people.person where jurisdiction = ${jurisdiction}`,
    )
    const places = await dwellings(tx)
    if (n > 0 || places.length === 0) return
    const random = seededRandom(53_2622)
    const { cells, ids } = await demoCells(tx, places, today)
    const cellOf = new Map(cells.flatMap((cell) => cell.dwellings.map((code) => [code, ids.get(cell.code)!] as const)))
    const dense = places.filter((each) => each.region === DENSE)
    const first = demoHouseholds(random, dense.length === 0 ? places : dense, cellOf, IN_DENSE, today)
    const rest = demoHouseholds(random, places, cellOf, PERSONS - IN_DENSE, today)
    const files = [...first.files, ...rest.files]
    const twice = files
      .filter((file) => file.secrets.number !== null)
      .slice(0, 6)
      .map(
        (file): NewFile => ({
          ...file,
          id: newId(),
          idKind: 'none',
          household: null,
          relation: null,
          secrets: { ...file.secrets, number: null },
        }),
      )
    const ring = await desk.keys.ring(tx)
    const seals = await insertFiles(tx, ring, unlike([...files, ...twice]))
    await insertCategories(tx, ring, seals, [...first.categories, ...rest.categories])
    await insertRelatives(tx, seals, [...first.relatives, ...rest.relatives])
    const elders = files.filter((file) => file.relation === 'head').slice(400)
    for (const [i, file] of elders.slice(0, 16).entries())
      await recordDeath(tx, desk, file.id, addDays(today, -(i * 17) - 9))
    for (const [i, file] of elders.slice(40, 50).entries())
      await recordMoveOut(tx, desk, file.id, addDays(today, -(i * 23) - 5))
    const worker = (await workingAccounts(tx)).find((each) => each.username === gridWorker)
    if (worker !== undefined) {
      const own = cells.filter((cell) => cell.region === DENSE).slice(0, 3)
      await assignCells(
        tx,
        worker.id,
        own.map((cell) => ids.get(cell.code)!),
        addDays(today, -300),
      )
    }
    await record(tx, {
      action: 'people.demo.seed',
      subject: { kind: 'jurisdiction', id: jurisdiction },
      detail: { persons: files.length + twice.length, cells: cells.length },
    })
  })
}

/** No two numbers are alike: of two households built apart, the later one keeps no number that is taken. */
function unlike(files: readonly NewFile[]): NewFile[] {
  const taken = new Set<string>()
  return files.map((file) => {
    const { number } = file.secrets
    if (number === null || !taken.has(number)) {
      if (number !== null) taken.add(number)
      return file
    }
    return { ...file, idKind: 'none', secrets: { ...file.secrets, number: null } }
  })
}
