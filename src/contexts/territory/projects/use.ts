import { addDays, isDate, today } from '../../../kernel/dates.ts'
import { newId } from '../../../kernel/ids.ts'
import { refuse } from '../../../kernel/refusal.ts'
import { expectRegion, sql, type Tx } from '../../../platform/db/index.ts'
import { emit } from '../../../platform/events/index.ts'
import type { Upload } from '../../../platform/http/index.ts'
import { record } from '../../../platform/journal/index.ts'
import { changeFacilityState } from '../facilities/commands.ts'
import { facilitiesOn, findFacility, missingFacility } from '../facilities/views.ts'
import { attach } from './attachments.ts'
import { PURPOSE_CLAUSE } from './gates.ts'
import type { Found } from './model.ts'

export type Inspection = {
  facility: string
  on: string
  inspectors: string
  found: Found
  what: string
}

/** Days within which a change of use is to be mended unless said otherwise. */
const MEND_DAYS = 30

type OpenCase = { id: string; openedOn: string; suspended: boolean }

/**
 * Records an inspection of use (使用检查). Found used for something else, or idle: it leaves coverage the same day and a case opens.
 * Found as declared while a case is open: the case ends and it counts again from that day.
 *
 * @throws Refusal `inspection.date`, `facility.missing`, `access.region`, `inspection.case-since`, those of `attach`
 */
export async function inspectUse(
  tx: Tx,
  input: Inspection,
  photos: readonly Upload[],
): Promise<{ id: string; opened: string | null; closed: string | null }> {
  if (!isDate(input.on) || input.on > today(tx.now.getTime()))
    throw refuse('inspection.date', { zh: '检查日期应在今天或以前', en: 'Inspected today or before' }, { at: '/on' })
  const facility = await findFacility(tx, input.facility, input.on)
  if (facility === null) throw missingFacility(input.facility, '/facility')
  expectRegion(tx, facility.region)
  const open = await tx.maybe<OpenCase>(sql`select id, opened_on as "openedOn", suspended from territory.use_case
    where jurisdiction = ${tx.actor.jurisdiction} and facility = ${input.facility} and closed_on is null for update`)
  if (open !== null && input.on < open.openedOn)
    throw refuse(
      'inspection.case-since',
      { zh: `${open.openedOn} 已立案，检查日期不能更早`, en: `A case is open since ${open.openedOn}; not before it` },
      { kind: 'conflict', at: '/on' },
    )
  const id = newId()
  const amiss = input.found !== 'as-declared'
  const opened = amiss && open === null ? await openCase(tx, input, facility) : null
  const closed = !amiss && open !== null ? await closeCase(tx, input, open) : null
  const project = await tx.maybe<{ id: string }>(
    sql`select id from territory.building_project where jurisdiction = ${tx.actor.jurisdiction} and facility = ${input.facility} limit 1`,
  )
  await tx.run(sql`insert into territory.use_inspection (jurisdiction, id, facility, project, inspected_on, inspectors, found, what, opened_case, closed_case, recorded_by, recorded_at)
    values (${tx.actor.jurisdiction}, ${id}, ${input.facility}, ${project?.id ?? null}, ${input.on}, ${input.inspectors}, ${input.found}, ${input.what},
      ${opened}, ${closed}, ${tx.actor.id}, ${tx.now})`)
  const papers = photos.length === 0 ? [] : await attach(tx, { kind: 'inspection', id }, 'photo', photos)
  await record(tx, {
    action: 'territory.use.inspect',
    subject: { kind: 'facility', id: input.facility },
    detail: { inspection: id, found: input.found, on: input.on, opened, closed, photos: papers },
  })
  await emit(tx, 'territory.use.inspected', {
    facility: input.facility,
    found: input.found,
    on: input.on,
    opened,
    closed,
  })
  return { id, opened, closed }
}

/** Opens the case of a facility; of two inspections at once the second waits here, finds the first one's case and opens none. */
async function openCase(
  tx: Tx,
  input: Inspection,
  facility: { region: string; state: string | null },
): Promise<string | null> {
  const id = newId()
  const suspended = facility.state === 'open'
  const added =
    await tx.run(sql`insert into territory.use_case (jurisdiction, id, facility, region, opened_on, found, what, clause, suspended, mend_by)
    values (${tx.actor.jurisdiction}, ${id}, ${input.facility}, ${facility.region}, ${input.on}, ${input.found}, ${input.what}, ${PURPOSE_CLAUSE}, ${suspended},
      ${addDays(input.on, MEND_DAYS)})
    on conflict (jurisdiction, facility) where closed_on is null do nothing`)
  if (added === 0) return null
  const reason = `检查发现${input.found === 'idle' ? '闲置' : '改变用途'}：${input.what}`.slice(0, 200)
  if (suspended) await changeFacilityState(tx, { code: input.facility, to: 'suspended', on: input.on, reason })
  return id
}

/** Ends a case and lets the facility count again from the day of the inspection. */
async function closeCase(tx: Tx, input: Inspection, open: OpenCase): Promise<string> {
  await tx.run(
    sql`update territory.use_case set closed_on = ${input.on} where jurisdiction = ${tx.actor.jurisdiction} and id = ${open.id}`,
  )
  const [now] = await facilitiesOn(tx, input.on, { codes: [input.facility], states: ['suspended'] })
  const reason = `整改后恢复原用途：${input.what}`.slice(0, 200)
  if (open.suspended && now !== undefined)
    await changeFacilityState(tx, { code: input.facility, to: 'open', on: input.on, reason })
  return open.id
}
