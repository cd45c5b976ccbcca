import type { Version } from '../../../engines/merge/index.ts'
import { today } from '../../../kernel/dates.ts'
import { newId } from '../../../kernel/ids.ts'
import { refuse } from '../../../kernel/refusal.ts'
import { expectOwn, expectRegion, sql, type Tx } from '../../../platform/db/index.ts'
import { loadRows, tellRowsChanged } from '../../../platform/imports/index.ts'
import { record } from '../../../platform/journal/index.ts'
import { noteConflicts } from '../../../platform/sync/index.ts'
import { facilityRegister } from '../facilities/register.ts'
import { findFacility, missingFacility } from '../facilities/views.ts'
import { writeFacilities } from '../facilities/write.ts'
import type { FacilityRow } from '../model.ts'
import { CENSUS_FORM, type CensusFields } from './model.ts'
import { recordOf } from './rules.ts'

/** A saying about a place. `facility`: one of the register; `record`: a place found before; neither: a place found now. */
export type Saying = {
  id: string
  device: string
  seq: number
  base: Version
  region: string
  facility: string | null
  record: string | null
  fields: CensusFields
}

type Held = { id: string; region: string; facility: string | null; state: 'open' | 'taken' | 'dropped' }

const HELD = sql`select id, region, facility, state from territory.census_record`

/** A record in the actor's area, locked. @throws Refusal `census.missing`, `access.region` */
async function recordWith(tx: Tx, id: string): Promise<Held> {
  const found = await tx.maybe<Held>(
    sql`${HELD} where jurisdiction = ${tx.actor.jurisdiction} and id = ${id} for update`,
  )
  if (found === null)
    throw refuse(
      'census.missing',
      { zh: '没有这条普查记录', en: 'There is no such census record' },
      { kind: 'missing' },
    )
  expectRegion(tx, found.region)
  return found
}

/** The open record of a facility of the register, begun when there is none. Two who begin at once get the same. */
async function recordOfFacility(tx: Tx, id: string, code: string): Promise<string> {
  const own = tx.actor.jurisdiction
  const facility = await findFacility(tx, code, today(tx.now.getTime()))
  if (facility === null) throw missingFacility(code, '/facility')
  expectRegion(tx, facility.region)
  await tx.run(sql`insert into territory.census_record (jurisdiction, id, region, facility, begun_by, begun_at)
    values (${own}, ${id}, ${facility.region.padEnd(12, '0')}, ${code}, ${tx.actor.id}, ${tx.now})
    on conflict (jurisdiction, facility) where facility is not null and state = 'open' do nothing`)
  const { id: found } = await tx.one<{ id: string }>(
    sql`select id from territory.census_record where jurisdiction = ${own} and facility = ${code} and state = 'open'`,
  )
  return found
}

async function begin(tx: Tx, saying: Saying): Promise<string> {
  expectOwn(tx, saying.region)
  expectRegion(tx, saying.region)
  if (saying.fields.name === undefined || saying.fields.kind === undefined)
    throw refuse(
      'census.incomplete',
      { zh: '新发现的设施要写名称和类别', en: 'A place that was found needs a name and a kind' },
      { at: '/fields' },
    )
  await tx.run(sql`insert into territory.census_record (jurisdiction, id, region, begun_by, begun_at)
    values (${tx.actor.jurisdiction}, ${saying.id}, ${saying.region}, ${tx.actor.id}, ${tx.now}) on conflict (jurisdiction, id) do nothing`)
  return saying.id
}

/**
 * Keeps what a surveyor says of a place (普查登记): of a facility of the register, of a place found before, or of one found now. Sayings of
 * several people are merged field by field; where they differ without knowing of each other, a person at the desk settles it.
 *
 * @returns the record it went to
 * @throws Refusal `facility.missing`, `access.region`, `region.outside`, `census.missing`, `census.closed`, `census.incomplete`, `census.nothing`
 */
export async function saySurvey(tx: Tx, saying: Saying): Promise<{ record: string }> {
  const own = tx.actor.jurisdiction
  if (Object.keys(saying.fields).length === 0)
    throw refuse('census.nothing', { zh: '没有填写任何内容', en: 'Nothing was said' }, { at: '/fields' })
  const id =
    saying.facility !== null
      ? await recordOfFacility(tx, saying.id, saying.facility)
      : saying.record === null
        ? await begin(tx, saying)
        : saying.record
  const held = await recordWith(tx, id)
  if (held.state !== 'open')
    throw refuse(
      'census.closed',
      { zh: '这条普查记录已处理', en: 'This census record is closed' },
      { kind: 'conflict', next: { zh: '有新的情况请重新登记', en: 'Begin a new record for what is new' } },
    )
  await tx.run(sql`insert into territory.census_edit (jurisdiction, id, record, device, seq, base, fields, said_by, said_at)
    values (${own}, ${saying.id}, ${id}, ${saying.device}, ${saying.seq}, ${JSON.stringify(saying.base)}::jsonb, ${JSON.stringify(saying.fields)}::jsonb,
      ${tx.actor.id}, ${tx.now})`)
  const { conflicts } = recordOf(await editsOf(tx, id))
  await noteConflicts(
    tx,
    { kind: 'census', id, href: `/console/territory/census?record=${id}` },
    conflicts.map((each) => each.field),
  )
  await record(tx, {
    action: 'territory.census.say',
    subject: { kind: 'census', id },
    detail: { edit: saying.id, facility: held.facility, fields: Object.keys(saying.fields), form: CENSUS_FORM },
  })
  return { record: id }
}

/** What was said about a record. One statement. */
export async function editsOf(tx: Tx, id: string) {
  return tx.rows<{ device: string; seq: number; base: Version; fields: Record<string, unknown> }>(
    sql`select device, seq, base, fields from territory.census_edit where jurisdiction = ${tx.actor.jurisdiction} and record = ${id}`,
  )
}

const BLANK = Object.fromEntries(facilityRegister.columns.map((column) => [column.key, null]))

/** The register's row with what the census says put over it. */
function rowOf(before: FacilityRow | null, held: Held, fields: CensusFields, code: string, day: string): FacilityRow {
  const { found, ...said } = fields
  const base = before ?? ({ ...BLANK, code, region: held.region, source: '普查' } as unknown as FacilityRow)
  const moved = found === 'no' ? { closed_on: before?.closed_on ?? day } : {}
  return {
    ...base,
    ...said,
    ...moved,
    coordinates: null,
    effective_on: before === null ? null : day,
    distinct: null,
  } as FacilityRow
}

/**
 * Takes a record over into the facility register: a facility is changed from today on, one that is gone closes, a new place is entered; it opens
 * by its own act. `as`: the facility it turned out to be, when the surveyor took it for a new place.
 *
 * @throws Refusal `census.missing`, `census.closed`, `census.open-conflict`, `facility.missing`, `access.region`
 */
export async function takeOver(tx: Tx, id: string, as: string | null): Promise<{ code: string }> {
  const own = tx.actor.jurisdiction
  const held = await recordWith(tx, id)
  const { fields, conflicts } = recordOf(await editsOf(tx, id))
  if (held.state !== 'open')
    throw refuse(
      'census.closed',
      { zh: '这条普查记录已处理', en: 'This census record is closed' },
      { kind: 'conflict' },
    )
  if (conflicts.length > 0)
    throw refuse(
      'census.open-conflict',
      { zh: '还有说法不一的项目', en: 'People still say different things about it' },
      { kind: 'conflict', next: { zh: '请先裁定', en: 'Settle them first' } },
    )
  const known = as ?? held.facility
  const key = JSON.stringify([known])
  const before =
    known === null
      ? null
      : (((await loadRows(tx, facilityRegister, [key])).get(key) as FacilityRow | undefined) ?? null)
  if (known !== null && before === null) throw missingFacility(known, '/as')
  const code = known ?? `PC-${id.slice(-10).toUpperCase()}`
  const day = today(tx.now.getTime())
  const after = rowOf(before, held, fields, code, day)
  await writeFacilities(
    tx,
    { added: before === null ? [after] : [], changed: before === null ? [] : [{ before, after }], removed: [] },
    { import: null, undoes: null, reason: '普查' },
  )
  await tellRowsChanged(tx, {
    register: 'facility',
    import: null,
    rows: 1,
    regions: [held.region],
    from: day,
    to: null,
  })
  await close(tx, own, id, sql`state = 'taken', taken_as = ${code}`)
  await record(tx, {
    action: 'territory.census.take',
    subject: { kind: 'census', id },
    detail: { code, new: before === null },
  })
  return { code }
}

/** Drops a record: entered twice, no facility. @throws Refusal `census.missing`, `census.closed` */
export async function dropRecord(tx: Tx, id: string, reason: string): Promise<void> {
  const held = await recordWith(tx, id)
  if (held.state !== 'open')
    throw refuse(
      'census.closed',
      { zh: '这条普查记录已处理', en: 'This census record is closed' },
      { kind: 'conflict' },
    )
  await close(tx, tx.actor.jurisdiction, id, sql`state = 'dropped', dropped_reason = ${reason}`)
  await noteConflicts(tx, { kind: 'census', id, href: '' }, [])
  await record(tx, { action: 'territory.census.drop', subject: { kind: 'census', id }, detail: { reason } })
}

const close = (tx: Tx, own: string, id: string, how: ReturnType<typeof sql>) =>
  tx.run(sql`update territory.census_record set ${how}, settled_by = ${tx.actor.id}, settled_at = ${tx.now}
    where jurisdiction = ${own} and id = ${id}`)

/** A saying made at the desk, out of any device's order. */
export const deskSaying = (): Pick<Saying, 'id' | 'device' | 'seq'> => {
  const id = newId()
  return { id, device: `desk:${id}`, seq: 1 }
}
