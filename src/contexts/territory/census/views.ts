import type { Version } from '../../../engines/merge/index.ts'
import { today } from '../../../kernel/dates.ts'
import { inScope, sql, type Tx } from '../../../platform/db/index.ts'
import { facilitiesOn } from '../facilities/views.ts'
import { FACILITY_KINDS } from '../kinds.ts'
import { communities } from '../regions/views.ts'
import { CENSUS_FORM, type CensusPack, type CensusRecord } from './model.ts'
import { likelyOf, recordOf } from './rules.ts'

type Row = Omit<CensusRecord, 'fields' | 'version' | 'conflicts' | 'likely' | 'sayings'> & {
  edits: { device: string; seq: number; base: Version; fields: Record<string, unknown> }[]
}

async function rows(tx: Tx, state: 'open' | 'all'): Promise<Row[]> {
  return tx.rows<Row>(sql`select r.id, r.region, r.facility, r.state, r.taken_as "takenAs", r.begun_by "begunBy", r.begun_at "begunAt",
      (select json_agg(json_build_object('device', e.device, 'seq', e.seq, 'base', e.base, 'fields', e.fields)) from territory.census_edit e
        where e.jurisdiction = r.jurisdiction and e.record = r.id) edits
    from territory.census_record r where r.jurisdiction = ${tx.actor.jurisdiction} and ${inScope(tx, sql`r.region`)}
      and (${state} = 'all' or r.state = 'open') order by r.begun_at desc, r.id desc limit 500`)
}

/** Records of the census in the actor's area, the newest first; for new places with what they may be already. Three statements. */
export async function censusRecords(tx: Tx, query: { state: 'open' | 'all' }): Promise<CensusRecord[]> {
  const found = (await rows(tx, query.state)).map(({ edits, ...row }) => ({
    ...row,
    sayings: edits.length,
    ...recordOf(edits),
  }))
  const villages = new Set(
    found.filter((each) => each.facility === null && each.state === 'open').map((each) => each.region),
  )
  const register =
    villages.size === 0
      ? []
      : (await facilitiesOn(tx, today(tx.now.getTime()), { states: 'any' })).filter((each) => villages.has(each.region))
  const known = register.map(({ code, name, kind, lon, lat, region }) => ({
    code,
    record: null,
    name,
    kind,
    lon,
    lat,
    region,
  }))
  const places = found.map(({ id, fields, region }) => ({
    code: null,
    record: id,
    name: fields.name ?? '',
    kind: fields.kind ?? null,
    lon: fields.lon ?? null,
    lat: fields.lat ?? null,
    region,
  }))
  return found.map((each) => {
    if (each.facility !== null || each.state !== 'open') return { ...each, likely: [] }
    const here = places.find((place) => place.record === each.id)!
    const open = new Set(found.filter((one) => one.state === 'open' && one.facility === null).map((one) => one.id))
    const others = [...known, ...places.filter((place) => place.record !== each.id && open.has(place.record))]
    return {
      ...each,
      likely: likelyOf(
        here,
        others.filter((one) => one.region === each.region),
      ),
    }
  })
}

/** Most facilities that a surveyor takes along: those of some villages, not of a county. */
const MOST = 400

/** What a surveyor takes along. Four statements. */
export async function censusPackOf(tx: Tx): Promise<CensusPack> {
  const day = today(tx.now.getTime())
  const area = tx.actor.region === '*' ? tx.actor.jurisdiction : tx.actor.region
  const here = await communities(tx, { kind: 'all', asOf: day, region: area })
  const facilities = (await facilitiesOn(tx, day, { states: 'any' }))
    .filter((each) => each.region.startsWith(area) && each.state !== 'closed')
    .slice(0, MOST)
  const said = new Map(
    (await rows(tx, 'open')).flatMap((row) => (row.facility === null ? [] : [[row.facility, recordOf(row.edits)]])),
  )
  return {
    form: { version: CENSUS_FORM, kinds: FACILITY_KINDS.map(({ code, title }) => ({ code, title })) },
    villages: here.map(({ code, name }) => ({ code, name })),
    facilities: facilities.map(({ code, name, kind, region, address }) => ({
      code,
      name,
      kind,
      region,
      address,
      version: said.get(code)?.version ?? {},
      said: said.get(code)?.fields ?? null,
    })),
  }
}
