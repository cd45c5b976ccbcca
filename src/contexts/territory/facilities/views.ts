import { type Refusal, refuse } from '../../../kernel/refusal.ts'
import { containing, join, raw, type Sql, sql, type Tx } from '../../../platform/db/index.ts'
import { cursorOf, readCursor } from '../../../platform/http/index.ts'
import type { FacilityFilter, FacilityState, FacilityView } from '../model.ts'
import { condition } from './count.ts'

const FIELDS = [
  'name',
  'kind',
  'tier',
  'functions',
  'region',
  'address',
  'lon',
  'lat',
  'operator_name',
  'operator_code',
  'ownership',
  'inclusive',
  'floor_area',
  'activity_area',
  'outdoor_area',
  'storey',
  'tenure',
  'hours',
  'phone',
  'places',
  'beds',
  'nursing_beds',
  'childcare_places',
  'enrolled',
  'meals_daily',
  'offers',
  'access_features',
  'in_dwelling',
  'works_area',
  'works_cost',
  'opened_on',
  'closed_on',
  'filed_on',
  'source',
  'note',
]

const attributes = (of: string) =>
  join(
    FIELDS.map((name) =>
      raw(name === 'works_cost' ? `(${of}).works_cost_fen / 1000000.0 works_cost` : `(${of}).${name}`),
    ),
  )

/**
 * Facilities as they were on a day, in the order of their codes, at most `limit`; without a limit all of them. Records that may or may
 * not meet the filter are left out. One statement.
 */
export async function facilitiesOn(
  tx: Tx,
  asOf: string,
  filter: FacilityFilter,
  page: { after?: string; limit?: number; q?: string } = {},
): Promise<FacilityView[]> {
  const parts: Sql[] = [condition(filter, asOf)]
  if (page.after !== undefined) parts.push(sql`f.code > ${page.after}`)
  if (page.q) parts.push(sql`((f.version).name ilike ${containing(page.q)} or f.code ilike ${containing(page.q)})`)
  return tx.rows(sql`select f.facility id, f.code, f.state, ${attributes('f.version')}, k.family, r.name "regionName"
    from territory.facility_on(${asOf}) f
    join territory.facility_kind k on k.code = (f.version).kind
    left join territory.region_on('statistical', ${asOf}) r on r.code = (f.version).region
    where ${join(parts, ' and ')} order by f.code limit ${page.limit ?? null}`)
}

type Stretch = [value: string, from: string | null, until: string | null]

type HeldFacility = Omit<FacilityView, 'state' | 'regionName'> & {
  from: string | null
  until: string | null
  /** What the state is on days for which none was told. */
  unsaid: FacilityState | null
  states: Stretch[] | null
  names: Stretch[] | null
}

const holds = (day: string, from: string | null, until: string | null): boolean =>
  (from === null || from <= day) && (until === null || day < until)

/**
 * What `facilitiesOn` gives for each of some days, whatever the state of the facilities. One statement however many days; a facility that
 * does not change from one day to the next is one object.
 *
 * @param days in any order, at least one
 */
export async function facilitiesOnDays(tx: Tx, days: readonly string[]): Promise<Map<string, FacilityView[]>> {
  const ordered = [...new Set(days)].sort()
  const found = new Map(ordered.map((day) => [day, [] as FacilityView[]]))
  const rows =
    await tx.rows<HeldFacility>(sql`select f.id, f.code, ${attributes('v')}, k.family, lower(v.during)::text "from", upper(v.during)::text until,
      case when v.in_dwelling and v.opened_on is null then 'planned' when v.opened_on is null then null else 'planned' end unsaid, s.states, r.names
    from territory.facility f
    join territory.facility_version v on v.jurisdiction = f.jurisdiction and v.facility = f.id and v.superseded_at is null
      and case when v.during && daterange(${ordered[0]}, ${ordered.at(-1)}, '[]') then true else false end
    join territory.facility_kind k on k.code = v.kind
    left join (select jurisdiction, facility, json_agg(json_build_array(state, lower(during), upper(during))) states
      from territory.facility_state where superseded_at is null group by 1, 2) s on s.jurisdiction = f.jurisdiction and s.facility = f.id
    left join (select code, json_agg(json_build_array(name, valid_from, valid_to)) names
      from territory.region where tree = 'statistical' group by 1) r on r.code = v.region
    order by f.code`)
  for (const { from, until, unsaid, states, names, ...held } of rows) {
    let last: FacilityView | null = null
    for (const day of ordered) {
      if (!holds(day, from, until)) continue
      const on = (list: Stretch[] | null) => list?.find((each) => holds(day, each[1], each[2]))?.[0] ?? null
      const state = (on(states) as FacilityState | null) ?? unsaid
      const regionName = on(names)
      if (last === null || last.state !== state || last.regionName !== regionName)
        last = { ...held, state, regionName } as FacilityView
      found.get(day)!.push(last)
    }
  }
  return found
}

/** A facility as it stands on a day, whatever its state. Null when there is none of this code. */
export async function findFacility(tx: Tx, code: string, asOf: string): Promise<FacilityView | null> {
  return (await facilitiesOn(tx, asOf, { codes: [code], states: 'any' }))[0] ?? null
}

/** The register knows no such facility. */
export function missingFacility(code: string, at = '/code'): Refusal {
  return refuse(
    'facility.missing',
    { zh: `设施台账中没有 ${code}`, en: `The facility register has no ${code}` },
    {
      kind: 'missing',
      at,
      next: { zh: '请核对编号，或先在设施台账登记', en: 'Check the code, or enter the facility in the register first' },
    },
  )
}

/** One page of facilities for screens. */
export async function facilityPage(
  tx: Tx,
  query: { asOf: string; filter: FacilityFilter; q?: string; cursor?: string; limit: number },
): Promise<{ items: FacilityView[]; next: string | null }> {
  const after = readCursor(query.cursor, 1)
  const rows = await facilitiesOn(tx, query.asOf, query.filter, {
    limit: query.limit + 1,
    ...(after === null ? {} : { after: String(after[0]) }),
    ...(query.q === undefined ? {} : { q: query.q }),
  })
  const items = rows.slice(0, query.limit)
  return { items, next: rows.length > query.limit ? cursorOf([items.at(-1)?.code]) : null }
}

/** One thing that happened to a facility: a state that began or a value that changed. */
export type FacilityHappening = {
  /** First day on which it holds; null: as far back as is known. */
  on: string | null
  kind: 'state' | 'change'
  state: FacilityState | null
  changes: { field: string; from: unknown; to: unknown }[]
  reason: string | null
  recordedAt: string
  recordedBy: string
  import: string | null
}

export type FacilityHistory = { facility: FacilityView; happenings: FacilityHappening[] }

/** A facility as it stands on a day, with all that happened to it, newest first. */
export async function facilityHistory(tx: Tx, code: string, asOf: string): Promise<FacilityHistory> {
  const known = await findFacility(tx, code, asOf)
  if (known === null) throw missingFacility(code)
  const versions =
    await tx.rows<Version>(sql`select lower(v.during) "on", to_jsonb(v) || jsonb_build_object('works_cost', v.works_cost_fen / 1000000.0) attributes,
      v.recorded_at "recordedAt", v.recorded_by "recordedBy", v.import
    from territory.facility_version v where v.jurisdiction = ${tx.actor.jurisdiction} and v.facility = ${known.id} and v.superseded_at is null
    order by lower(v.during) nulls first`)
  const states = await tx.rows<
    Omit<FacilityHappening, 'kind' | 'changes'>
  >(sql`select lower(s.during) "on", s.state, s.reason,
      s.recorded_at "recordedAt", s.recorded_by "recordedBy", s.import
    from territory.facility_state s where s.jurisdiction = ${tx.actor.jurisdiction} and s.facility = ${known.id} and s.superseded_at is null`)
  const happenings: FacilityHappening[] = states.map((state) => ({ ...state, kind: 'state', changes: [] }))
  versions.forEach((version, i) => {
    const before = versions[i - 1]
    const changes = before === undefined ? [] : differences(before.attributes, version.attributes)
    const { attributes: _, ...rest } = version
    if (before === undefined || changes.length > 0)
      happenings.push({ ...rest, kind: 'change', state: null, reason: null, changes })
  })
  return {
    facility: known,
    happenings: happenings.sort((a, b) => ((b.on ?? '') < (a.on ?? '') ? -1 : (b.on ?? '') > (a.on ?? '') ? 1 : 0)),
  }
}

type Version = Pick<FacilityHappening, 'on' | 'recordedAt' | 'recordedBy' | 'import'> & {
  attributes: Record<string, unknown>
}

function differences(before: Record<string, unknown>, after: Record<string, unknown>): FacilityHappening['changes'] {
  return FIELDS.filter((field) => JSON.stringify(before[field] ?? null) !== JSON.stringify(after[field] ?? null)).map(
    (field) => ({
      field,
      from: before[field] ?? null,
      to: after[field] ?? null,
    }),
  )
}
