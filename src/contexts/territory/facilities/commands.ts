import { refuse } from '../../../kernel/refusal.ts'
import { sql, type Tx } from '../../../platform/db/index.ts'
import { loadRows, tellRowsChanged } from '../../../platform/imports/index.ts'
import { record } from '../../../platform/journal/index.ts'
import type { FacilityRow } from '../model.ts'
import { facilityRegister } from './register.ts'
import { facilitiesOn } from './views.ts'
import { deriveStates, writeFacilities } from './write.ts'

/** What may be told of a facility's working: it stops for a while, works again, closes for good. */
export type StateChange = { code: string; to: 'suspended' | 'open' | 'closed'; on: string; reason: string }

/**
 * Records that a facility stops, works again or closes from a day on. It counts, or no longer counts, from that day (A30).
 *
 * @throws Refusal `facility.missing`, `facility.state`, `access.region`
 */
export async function changeFacilityState(tx: Tx, change: StateChange): Promise<void> {
  const key = JSON.stringify([change.code])
  const row = (await loadRows(tx, facilityRegister, [key])).get(key) as FacilityRow | undefined
  const facility = (
    await facilitiesOn(tx, change.on, { codes: [change.code], states: ['open', 'suspended', 'closed', 'planned'] })
  )[0]
  if (row === undefined || facility === undefined) {
    throw refuse(
      'facility.missing',
      { zh: `没有设施 ${change.code}`, en: `There is no facility ${change.code}` },
      { kind: 'missing' },
    )
  }
  if (tx.actor.region !== '*' && !row.region.startsWith(tx.actor.region)) {
    throw refuse(
      'access.region',
      { zh: '这处设施不在您的辖区内', en: 'This facility lies outside the area you work for' },
      { kind: 'forbidden' },
    )
  }
  const allowed = { suspended: ['open'], open: ['suspended', 'closed'], closed: ['open', 'suspended'] }[change.to]
  if (facility.state === null || !allowed.includes(facility.state)) {
    throw refuse(
      'facility.state',
      { zh: '这一天的状态不能这样变更', en: 'On this day the facility is not in a state that allows this' },
      { kind: 'conflict', params: { state: facility.state } },
    )
  }
  const origin = { import: null, undoes: null, reason: change.reason }
  if (change.to === 'suspended') await cutSuspension(tx, facility.id, change, true)
  else if (facility.state === 'suspended') await cutSuspension(tx, facility.id, change, false)
  const closed =
    change.to === 'closed' ? change.on : change.to === 'open' && facility.state === 'closed' ? null : row.closed_on
  if (closed !== row.closed_on) {
    const after = { ...row, closed_on: closed, coordinates: null, effective_on: change.on }
    await writeFacilities(tx, { added: [], changed: [{ before: row, after }], removed: [] }, origin)
  } else await deriveStates(tx, [change.code], origin, change.on)
  await record(tx, {
    action: `territory.facility.${change.to === 'open' ? 'reopen' : change.to === 'closed' ? 'close' : 'suspend'}`,
    subject: { kind: 'facility', id: facility.id },
    detail: { code: change.code, on: change.on, before: facility.state },
  })
  await tellRowsChanged(tx, {
    register: 'facility',
    import: null,
    rows: 1,
    regions: [row.region],
    from: change.on,
    to: null,
  })
}

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
