import { today } from '../../../kernel/dates.ts'
import { newId } from '../../../kernel/ids.ts'
import { join, raw, type Sql, sql, type Tx } from '../../../platform/db/index.ts'
import type { Changes } from '../../../platform/imports/index.ts'
import type { FacilityRow } from '../model.ts'
import { telling } from './changes.ts'

/** Attributes that a version holds, with their SQL types; the same names as the register's columns. */
const ATTRIBUTES: [name: string, type: string][] = [
  ['name', 'text'],
  ['kind', 'text'],
  ['tier', 'text'],
  ['functions', 'text[]'],
  ['region', 'text'],
  ['address', 'text'],
  ['lon', 'double precision'],
  ['lat', 'double precision'],
  ['operator_name', 'text'],
  ['operator_code', 'text'],
  ['ownership', 'text'],
  ['inclusive', 'boolean'],
  ['floor_area', 'numeric'],
  ['activity_area', 'numeric'],
  ['outdoor_area', 'numeric'],
  ['storey', 'text'],
  ['tenure', 'text'],
  ['hours', 'text'],
  ['phone', 'text'],
  ['places', 'int'],
  ['beds', 'int'],
  ['nursing_beds', 'int'],
  ['childcare_places', 'int'],
  ['enrolled', 'int'],
  ['meals_daily', 'int'],
  ['offers', 'text[]'],
  ['access_features', 'text[]'],
  ['in_dwelling', 'boolean'],
  ['works_area', 'numeric'],
  ['works_cost_fen', 'bigint'],
  ['opened_on', 'date'],
  ['closed_on', 'date'],
  ['filed_on', 'date'],
  ['source', 'text'],
  ['note', 'text'],
]

const columns = (prefix = '') => join(ATTRIBUTES.map(([name]) => raw(`${prefix}${name}`)))
const typed = join(ATTRIBUTES.map(([name, type]) => raw(`${name} ${type}`)))

/** Where a written row comes from; `import` null: a command. */
export type Origin = { import: string | null; undoes: string | null; reason?: string | null }

/** Fen in ten thousand yuan. */
const FEN_OF_WAN = 1_000_000

const listOf = (joined: string | null) => (joined === null ? null : joined === '' ? [] : joined.split(','))

/**
 * Writes facilities, set-based. A new facility gets one version without beginning; a changed one a version from `effective_on` (the
 * day of writing unless given), and what held before stays for the days before. Opening and closing dates become states. Undoing an
 * import takes its versions and states out and puts back those it had replaced.
 *
 * @returns how many facilities were written
 */
export async function writeFacilities(tx: Tx, changes: Changes<FacilityRow>, origin: Origin): Promise<number> {
  const codes = [
    ...changes.removed.map((row) => row.code),
    ...changes.added.map((row) => row.code),
    ...changes.changed.map(({ before }) => before.code),
  ]
  return telling(tx, codes, () =>
    origin.undoes === null ? write(tx, changes, origin) : reverse(tx, codes, origin.import, origin.undoes),
  )
}

/** Writes changed facilities without telling: for acts that tell of more than this. */
export async function writeVersions(tx: Tx, changed: Changes<FacilityRow>['changed'], origin: Origin): Promise<void> {
  await write(tx, { added: [], changed, removed: [] }, origin)
}

async function write(tx: Tx, changes: Changes<FacilityRow>, origin: Origin): Promise<number> {
  const day = today(tx.now.getTime())
  const rows = [
    ...changes.added.map((row) => ({ ...row, from: null as string | null })),
    ...changes.changed.map(({ after }) => ({ ...after, from: after.effective_on ?? day })),
  ].map((row) => ({
    ...row,
    functions: listOf(row.functions),
    offers: listOf(row.offers),
    access_features: listOf(row.access_features),
    works_cost_fen: row.works_cost === null ? null : Math.round(row.works_cost * FEN_OF_WAN),
    id: newId(),
    version: newId(),
  }))
  if (rows.length === 0) return 0
  const json = JSON.stringify(rows)
  const given = sql`jsonb_to_recordset(${json}::jsonb) as g(code text, id uuid, version uuid, "from" date, ${typed})`
  await tx.run(sql`insert into territory.facility (jurisdiction, id, code, created_at)
    select ${tx.actor.jurisdiction}, g.id, g.code, ${tx.now} from ${given} on conflict (jurisdiction, code) do nothing`)
  await replaceVersions(tx, given, origin)
  await deriveStates(
    tx,
    rows.map((row) => row.code),
    origin,
    day,
  )
  return rows.length
}

/** Versions that hold on or after `from` are replaced; the part of them before `from` stays as a version of its own. */
async function replaceVersions(tx: Tx, given: Sql, origin: Origin): Promise<void> {
  const own = tx.actor.jurisdiction
  await tx.run(sql`with replaced as (
      update territory.facility_version v set superseded_at = ${tx.now}, superseded_in = ${origin.import}
      from ${given} join territory.facility f on f.jurisdiction = ${own} and f.code = g.code
      where v.jurisdiction = ${own} and v.facility = f.id and v.superseded_at is null
        and v.during && daterange(g."from", null)
      returning v.*, g."from" as cut)
    insert into territory.facility_version (jurisdiction, id, facility, during, ${columns()}, recorded_at, recorded_by, import)
    select r.jurisdiction, territory.new_id(), r.facility, daterange(lower(r.during), r.cut), ${columns('r.')}, ${tx.now}, ${tx.actor.id}, ${origin.import}
    from replaced r where r.cut is not null and (lower_inf(r.during) or lower(r.during) < r.cut)`)
  await tx.run(sql`insert into territory.facility_version (jurisdiction, id, facility, during, ${columns()}, recorded_at, recorded_by, import)
    select ${own}, g.version, f.id, daterange(g."from", null), ${columns('g.')}, ${tx.now}, ${tx.actor.id}, ${origin.import}
    from ${given} join territory.facility f on f.jurisdiction = ${own} and f.code = g.code`)
}

/**
 * Makes the states of facilities from the opening and closing dates of their newest version and from suspensions, which stay. A
 * facility whose opening is not known counts as open from the first day it was recorded; an outlet in a dwelling does not.
 */
export async function deriveStates(tx: Tx, codes: readonly string[], origin: Origin, day: string): Promise<void> {
  const own = tx.actor.jurisdiction
  const states = await tx.rows<object>(sql`with wanted as (
      select f.id facility, case when v.in_dwelling and v.opened_on is null then 'empty'::daterange
          else daterange(coalesce(v.opened_on, least(held.since, v.closed_on, ${day}::date)), null) end known,
        case when v.closed_on is null then '{}'::datemultirange else datemultirange(daterange(v.closed_on, null)) end closed,
        coalesce(held.suspended, '{}'::datemultirange) suspended
      from territory.facility f
      join territory.facility_version v on v.jurisdiction = f.jurisdiction and v.facility = f.id and v.superseded_at is null and upper_inf(v.during)
      left join lateral (
        select min(lower(s.during)) filter (where s.state = 'open') since, range_agg(s.during) filter (where s.state = 'suspended') suspended
        from territory.facility_state s where s.jurisdiction = f.jurisdiction and s.facility = f.id and s.superseded_at is null) held on true
      where f.jurisdiction = ${own} and f.code = any(${codes})),
    states as (
      select facility, 'open' state, unnest(datemultirange(known) - closed - suspended) during from wanted
      union all select facility, 'closed', unnest(closed) from wanted
      union all select facility, 'suspended', unnest(suspended - closed) from wanted)
    select w.facility, w.state, w.during::text during, (
      select s.reason from territory.facility_state s where s.jurisdiction = ${own} and s.facility = w.facility and s.superseded_at is null
        and s.state = w.state and lower(s.during) = lower(w.during) limit 1) reason
    from states w`)
  const wanted = sql`jsonb_to_recordset(${JSON.stringify(states)}::jsonb) as w(facility uuid, state text, during daterange, reason text)`
  await tx.run(sql`update territory.facility_state s set superseded_at = ${tx.now}, superseded_in = ${origin.import}
    where s.jurisdiction = ${own} and s.superseded_at is null
      and s.facility in (select id from territory.facility where jurisdiction = ${own} and code = any(${codes}))
      and not exists (select from ${wanted} where w.facility = s.facility and w.state = s.state and w.during = s.during)`)
  await tx.run(sql`insert into territory.facility_state (jurisdiction, id, facility, state, during, reason, recorded_at, recorded_by, import)
    select ${own}, territory.new_id(), w.facility, w.state, w.during, coalesce(w.reason, ${origin.reason ?? null}), ${tx.now}, ${tx.actor.id}, ${origin.import}
    from ${wanted} where not exists (
      select from territory.facility_state s where s.jurisdiction = ${own} and s.superseded_at is null
        and s.facility = w.facility and s.state = w.state and s.during = w.during)`)
}

/** Takes out what an import wrote for these facilities and puts back what it had replaced. */
async function reverse(tx: Tx, codes: readonly string[], by: string | null, undone: string): Promise<number> {
  const own = tx.actor.jurisdiction
  const these = sql`(select id from territory.facility where jurisdiction = ${own} and code = any(${codes}))`
  for (const [table, all] of [
    [raw('territory.facility_version'), columns()],
    [raw('territory.facility_state'), raw('state, reason')],
  ] as const) {
    await tx.run(sql`update ${table} set superseded_at = ${tx.now}, superseded_in = ${by}
      where jurisdiction = ${own} and (import = ${undone} or restored_in = ${undone}) and superseded_at is null and facility in ${these}`)
    await tx.run(sql`insert into ${table} (jurisdiction, id, facility, during, ${all}, recorded_at, recorded_by, import, restored_in)
      select jurisdiction, territory.new_id(), facility, during, ${all}, ${tx.now}, ${tx.actor.id}, import, ${by}
      from ${table} where jurisdiction = ${own} and superseded_in = ${undone} and facility in ${these}`)
  }
  return codes.length
}
