import { today } from '../../../kernel/dates.ts'
import { type Database, installationActor, sql, type Tx } from '../../../platform/db/index.ts'
import type { Indicator } from '../model.ts'
import type { Definition, Input } from './inputs.ts'
import { LIBRARY } from './library.ts'

/** A version of an indicator with what its formula needs. */
export type StoredIndicator = Indicator & { inputs: readonly Input[]; origin: 'library' | 'local' }

const FIELDS = sql`i.code, i.version, i.valid_from "validFrom", i.families, i.name, i.aliases, i.unit, i.direction, i.source, i.formula, i.inputs,
  i.numerator, i.denominator, i.count_of "countOf", i.time_window "window", i.decimals, i.note, i.origin`

/** Every indicator in its newest version, in the order of codes. */
export async function storedIndicators(tx: Tx): Promise<StoredIndicator[]> {
  return tx.rows(sql`select distinct on (i.code) ${FIELDS} from statistics.indicator i order by i.code, i.version desc`)
}

const DELIVERED: ReadonlyMap<string, Definition> = new Map(LIBRARY.map((each) => [each.code, each]))

/**
 * The library as it holds here, by code: the delivered one, and over it what was added or changed here. One statement, which reads
 * only what is not delivered.
 */
export async function libraryHere(tx: Tx): Promise<ReadonlyMap<string, Definition>> {
  const own = await tx.rows<StoredIndicator>(sql`select ${FIELDS} from statistics.indicator i where i.origin = 'local'
    and not exists (select from statistics.indicator n where n.code = i.code and n.version > i.version)`)
  return own.length === 0 ? DELIVERED : new Map([...DELIVERED, ...own.map((each) => [each.code, each] as const)])
}

/** Versions of one indicator, newest first. */
export async function versionsOf(tx: Tx, code: string): Promise<StoredIndicator[]> {
  return tx.rows(sql`select ${FIELDS} from statistics.indicator i where i.code = ${code} order by i.version desc`)
}

/** The content of a definition in one order, to see whether two say the same. */
export function contentOf(each: Definition): string {
  const { code, families, name, aliases, unit, direction, source, formula, inputs } = each
  const { numerator, denominator, countOf, window, decimals, note } = each
  const all = { code, families, name, aliases, unit, direction, source, formula, inputs }
  return JSON.stringify(sorted({ ...all, numerator, denominator, countOf, window, decimals, note }))
}

function sorted(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(sorted)
  if (value === null || typeof value !== 'object') return value
  return Object.fromEntries(
    Object.entries(value)
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([key, each]) => [key, sorted(each)]),
  )
}

/** Writes versions. A version that somebody else wrote first is left out of the count. */
export async function insertVersions(
  tx: Tx,
  versions: readonly (Definition & { version: number; validFrom: string; origin: 'library' | 'local' })[],
): Promise<number> {
  if (versions.length === 0) return 0
  return tx.run(sql`insert into statistics.indicator (code, version, valid_from, families, name, aliases, unit, direction, source, formula,
      inputs, numerator, denominator, count_of, time_window, decimals, note, origin, recorded_by)
    select g.code, g.version, g."validFrom", g.families, g.name, g.aliases, g.unit, g.direction, g.source, g.formula,
      g.inputs, g.numerator, nullif(g.denominator, 'null'::jsonb), g."countOf", g."window", g.decimals, nullif(g.note, 'null'::jsonb),
      g.origin, ${tx.actor.id}
    from jsonb_to_recordset(${JSON.stringify(versions)}::jsonb) as g(code text, version int, "validFrom" date, families text[], name jsonb,
      aliases text[], unit text, direction text, source text, formula text, inputs jsonb, numerator jsonb, denominator jsonb,
      "countOf" text, "window" text, decimals int, note jsonb, origin text)
    on conflict do nothing`)
}

/**
 * Brings the catalogue to the delivered library: a new definition is version 1, a changed one the next version, valid from today. What
 * was made or changed here stays the newest until the delivered definition itself changes. Safe to repeat, and at once.
 *
 * @returns how many versions were written
 */
export async function syncLibrary(db: Database): Promise<number> {
  return db.write(installationActor('library'), async (tx) => {
    const rows = await tx.rows<StoredIndicator>(
      sql`select ${FIELDS} from statistics.indicator i order by i.code, i.version`,
    )
    const newest = new Map(rows.map((row) => [row.code, row.version]))
    const delivered = new Map(rows.filter((row) => row.origin === 'library').map((row) => [row.code, row]))
    const validFrom = today(tx.now.getTime())
    const changed = LIBRARY.filter((each) => {
      const before = delivered.get(each.code)
      return before === undefined || contentOf(before) !== contentOf(each)
    })
    return insertVersions(
      tx,
      changed.map((each) => ({ ...each, version: (newest.get(each.code) ?? 0) + 1, validFrom, origin: 'library' })),
    )
  })
}
