import {
  encodeStreets,
  reportOf,
  type StreetReport,
  type Streets,
  streetsHash,
} from '../../../engines/streets/index.ts'
import { refuse } from '../../../kernel/refusal.ts'
import { raw, sql, type Tx } from '../../../platform/db/index.ts'

/** What an import of streets counted and found. Metres. */
export type StreetsReport = StreetReport & {
  waysWalked: number
  /** References to nodes the file does not hold. */
  nodesMissing: number
  barriersBlocked: number
  seconds: number
}

/** A version of the walking streets (步行路网) of a jurisdiction. */
export type StreetsView = {
  id: string
  name: string
  sourceKind: 'osm.pbf' | 'osm' | 'osm.gz' | 'invented'
  sha256: string
  vertices: number
  edges: number
  report: StreetsReport
  recordedAt: string
  recordedBy: string
  current: boolean
}

export type NewStreets = Omit<StreetsView, 'recordedAt' | 'recordedBy' | 'current'> & { encoded: Uint8Array }

/** Streets in the form they are kept in, without id and name. `seconds`: how long they took to make. */
export function storedForm(streets: Streets, seconds = 0): Omit<NewStreets, 'id' | 'name'> {
  const { nodesMissing, barriersBlocked, waysWalked } = streets.counts
  return {
    encoded: encodeStreets(streets),
    sha256: streetsHash(streets),
    sourceKind: streets.source.kind,
    vertices: streets.vertexCount,
    edges: streets.edgeCount,
    report: { ...reportOf(streets), nodesMissing, barriersBlocked, waysWalked, seconds },
  }
}

const PART_BYTES = 1 << 20
const VIEW = raw(`id, name, source_kind "sourceKind", sha256, vertices, edges, report, recorded_at "recordedAt",
  recorded_by "recordedBy", current`)

/** Writes a version of the streets and lets it serve from this transaction on; the graph of the one before goes, its name stays. */
export async function replaceStreets(tx: Tx, streets: NewStreets): Promise<void> {
  const own = tx.actor.jurisdiction
  await tx.run(sql`select pg_advisory_xact_lock(hashtext('territory.streets'), ${Number(own)})`)
  await tx.run(sql`delete from territory.streets_part where jurisdiction = ${own}`)
  await tx.run(sql`update territory.streets set current = false where jurisdiction = ${own} and current`)
  await tx.run(sql`insert into territory.streets (jurisdiction, id, name, source_kind, sha256, vertices, edges, report, recorded_at, recorded_by, current)
    values (${own}, ${streets.id}, ${streets.name}, ${streets.sourceKind}, ${streets.sha256}, ${streets.vertices}, ${streets.edges},
      ${JSON.stringify(streets.report)}, ${tx.now}, ${tx.actor.id}, true)`)
  const { encoded } = streets
  for (let part = 0; part * PART_BYTES < encoded.length; part++) {
    const bytes = Buffer.from(
      encoded.buffer,
      encoded.byteOffset + part * PART_BYTES,
      Math.min(PART_BYTES, encoded.length - part * PART_BYTES),
    )
    await tx.run(
      sql`insert into territory.streets_part (jurisdiction, streets, part, bytes) values (${own}, ${streets.id}, ${part}, ${bytes})`,
    )
  }
}

/** Versions of the streets, newest first. */
export async function streetsVersions(tx: Tx): Promise<StreetsView[]> {
  return tx.rows(
    sql`select ${VIEW} from territory.streets where jurisdiction = ${tx.actor.jurisdiction} order by recorded_at desc limit 50`,
  )
}

/** Dwelling points, and how many of them lie where the streets that serve do: none do when the file was of another place. */
export async function dwellingsInBounds(tx: Tx): Promise<{ points: number; inside: number }> {
  return tx.one(sql`select count(*) points, count(*) filter (where d.lon between (s.report->'bounds'->>0)::float8 and (s.report->'bounds'->>2)::float8
      and d.lat between (s.report->'bounds'->>1)::float8 and (s.report->'bounds'->>3)::float8) inside
    from territory.dwelling d left join territory.streets s on s.jurisdiction = d.jurisdiction and s.current
    where d.jurisdiction = ${tx.actor.jurisdiction} and d.superseded_at is null`)
}

/** The streets that serve; null when none were brought in. */
export async function currentStreets(tx: Tx): Promise<StreetsView | null> {
  return tx.maybe(sql`select ${VIEW} from territory.streets where jurisdiction = ${tx.actor.jurisdiction} and current`)
}

/**
 * The encoded graph of a version.
 *
 * @throws Refusal `streets.gone` when another version has taken its place meanwhile
 */
export async function encodedStreets(tx: Tx, id: string): Promise<Uint8Array> {
  const parts = await tx.rows<{ bytes: Buffer }>(sql`select bytes from territory.streets_part
    where jurisdiction = ${tx.actor.jurisdiction} and streets = ${id} order by part`)
  if (parts.length === 0) {
    throw refuse(
      'streets.gone',
      { zh: '这一版路网已被新的取代', en: 'These streets were replaced by newer ones' },
      { kind: 'conflict' },
    )
  }
  return Buffer.concat(parts.map(({ bytes }) => bytes))
}
