import { refuse } from '../../../kernel/refusal.ts'
import { sql, type Tx } from '../../../platform/db/index.ts'
import { loadRows, tellRowsChanged } from '../../../platform/imports/index.ts'
import { record } from '../../../platform/journal/index.ts'
import { passedChecks } from '../checklists/store.ts'
import type { FacilityRow, FacilityView } from '../model.ts'
import { telling } from './changes.ts'
import { facilityRegister } from './register.ts'
import { facilityToChange } from './scope.ts'
import { missingFacility } from './views.ts'
import { deriveStates, writeFacilities, writeVersions } from './write.ts'

/** What may be told of a facility's working: it stops for a while, works again, closes for good. */
export type StateChange = { code: string; to: 'suspended' | 'open' | 'closed'; on: string; reason: string }

/**
 * Records that a facility stops, works again or closes from a day on. It counts, or no longer counts, from that day (A30).
 *
 * @throws Refusal `facility.missing`, `facility.state`, `access.region`, `facility.dwelling-check`
 */
export async function changeFacilityState(tx: Tx, change: StateChange): Promise<void> {
  const row = await registerRow(tx, change.code)
  const facility = await facilityToChange(tx, change.code, change.on)
  const allowed = { suspended: ['open'], open: ['suspended', 'closed'], closed: ['open', 'suspended'] }[change.to]
  if (facility.state === null || !allowed.includes(facility.state)) {
    throw refuse(
      'facility.state',
      { zh: '这一天的状态不能这样变更', en: 'On this day the facility is not in a state that allows this' },
      { kind: 'conflict', params: { state: facility.state } },
    )
  }
  if (change.to === 'open') await expectSafe(tx, facility)
  await telling(tx, [change.code], () => applyState(tx, facility, row, change))
  await record(tx, {
    action: `territory.facility.${change.to === 'open' ? 'reopen' : change.to === 'closed' ? 'close' : 'suspend'}`,
    subject: { kind: 'facility', id: facility.id },
    detail: { code: change.code, on: change.on, before: facility.state },
  })
  await tellRow(tx, row.region, change.on)
}

async function applyState(tx: Tx, facility: FacilityView, row: FacilityRow, change: StateChange): Promise<void> {
  const origin = { import: null, undoes: null, reason: change.reason }
  if (change.to === 'suspended') await cutSuspension(tx, facility.id, change, true)
  else if (facility.state === 'suspended') await cutSuspension(tx, facility.id, change, false)
  const closed =
    change.to === 'closed' ? change.on : change.to === 'open' && facility.state === 'closed' ? null : row.closed_on
  if (closed !== row.closed_on) {
    const after = { ...row, closed_on: closed, coordinates: null, effective_on: change.on }
    await writeVersions(tx, [{ before: row, after }], origin)
  } else await deriveStates(tx, [change.code], origin, change.on)
}

/**
 * Opens a facility that was entered without an opening day: an outlet in a dwelling after its safety check (A35), or a place whose
 * day has come to be known.
 *
 * @throws Refusal `facility.missing`, `access.region`, `facility.opened`, `facility.dwelling-check`
 */
export async function openFacility(tx: Tx, opening: { code: string; on: string }): Promise<void> {
  const row = await registerRow(tx, opening.code)
  const facility = await facilityToChange(tx, opening.code, opening.on)
  if (row.opened_on !== null) {
    throw refuse(
      'facility.opened',
      { zh: `开业日期已登记为 ${row.opened_on}`, en: `The opening day is on record: ${row.opened_on}` },
      { kind: 'conflict', params: { openedOn: row.opened_on } },
    )
  }
  await expectSafe(tx, facility)
  const after = { ...row, opened_on: opening.on, coordinates: null, effective_on: opening.on }
  await writeFacilities(
    tx,
    { added: [], changed: [{ before: row, after }], removed: [] },
    { import: null, undoes: null, reason: null },
  )
  await record(tx, {
    action: 'territory.facility.open',
    subject: { kind: 'facility', id: facility.id },
    detail: { code: opening.code, on: opening.on },
  })
  await tellRow(tx, row.region, opening.on)
}

/** An outlet in a dwelling works only with a safety check that was passed. */
async function expectSafe(tx: Tx, facility: FacilityView): Promise<void> {
  if (facility.in_dwelling !== true) return
  if ((await passedChecks(tx, 'dwelling-safety', [facility.code])).length > 0) return
  throw refuse(
    'facility.dwelling-check',
    { zh: '住宅内网点还没有通过安全检查，不能开业', en: 'The outlet in a dwelling has not passed its safety check' },
    {
      kind: 'conflict',
      next: { zh: '请先逐项完成安全检查', en: 'Go through the safety checklist first' },
    },
  )
}

async function registerRow(tx: Tx, code: string): Promise<FacilityRow> {
  const key = JSON.stringify([code])
  const row = (await loadRows(tx, facilityRegister, [key])).get(key) as FacilityRow | undefined
  if (row === undefined) throw missingFacility(code)
  return row
}

const tellRow = (tx: Tx, region: string, from: string) =>
  tellRowsChanged(tx, { register: 'facility', import: null, rows: 1, regions: [region], from, to: null })

/** Ends the suspension that covers the day, or begins one without end. */
async function cutSuspension(tx: Tx, facility: string, change: StateChange, begin: boolean): Promise<void> {
  const own = tx.actor.jurisdiction
  await tx.run(sql`with cut as (
      update territory.facility_state s set superseded_at = ${tx.now}
      where s.jurisdiction = ${own} and s.facility = ${facility} and s.superseded_at is null
        and s.during && daterange(${change.on}::date, null) and s.state in ('open', 'suspended')
      returning s.state, s.during, s.reason)
    insert into territory.facility_state (jurisdiction, id, facility, state, during, reason, recorded_at, recorded_by)
    select ${own}, territory.new_id(), ${facility}, state, daterange(lower(during), ${change.on}::date), reason, ${tx.now}, ${tx.actor.id}
    from cut where lower(during) < ${change.on}::date`)
  if (!begin) return
  await tx.run(sql`insert into territory.facility_state (jurisdiction, id, facility, state, during, reason, recorded_at, recorded_by)
    select ${own}, territory.new_id(), ${facility}, 'suspended', daterange(${change.on}::date, min(lower(s.during))), ${change.reason}, ${tx.now}, ${tx.actor.id}
    from territory.facility_state s where s.jurisdiction = ${own} and s.facility = ${facility}
      and s.superseded_at is null and s.state = 'closed' and lower(s.during) > ${change.on}::date`)
}
