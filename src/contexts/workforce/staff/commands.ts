import { addDays, formatDate, type IsoDate, today } from '../../../kernel/dates.ts'
import { newId } from '../../../kernel/ids.ts'
import { refuse } from '../../../kernel/refusal.ts'
import { sql, type Tx } from '../../../platform/db/index.ts'
import { emit } from '../../../platform/events/index.ts'
import { record } from '../../../platform/journal/index.ts'
import { demandPerson, type PeopleDesk, revealPerson } from '../../people/index.ts'
import { personDigest, siteWith } from '../../providers/index.ts'
import type { Education, Mode, Post } from '../model.ts'
import { firmByCode } from '../who.ts'
import { type EmploymentRow, employmentWith, noWorker } from './store.ts'

/** Payload of `workforce.employment.changed`. */
export type EmploymentChanged = { employment: string; person: string; organisation: string; act: string; on: IsoDate }

/** What is stated of an employment. Unknown is null. */
export type NewEmployment = {
  creditCode: string
  site?: string | null
  post: Post
  mode?: Mode | null
  payBand?: number | null
  startsOn: IsoDate
}

/** What is stated of a worker. */
export type NewWorker = { since?: IsoDate | null; education?: Education | null }

/** An employment may be entered so many days before it begins. */
const AHEAD_DAYS = 60

/**
 * Opens a staff file (从业人员档案) for a person, or brings it up to date. The keyed hash by which a ban is found comes from the person's
 * number, whose reading is noted.
 *
 * @throws Refusal `person.missing`, `worker.dead`, `worker.since`
 */
export async function keepWorker(tx: Tx, desk: PeopleDesk, person: string, input: NewWorker): Promise<void> {
  const day = today(tx.now.getTime())
  const facts = await demandPerson(tx, desk, person)
  if (facts.state === 'dead')
    throw refuse('worker.dead', { zh: '此人已去世', en: 'This person has died' }, { kind: 'conflict' })
  if (input.since && (input.since > day || (facts.born !== null && input.since < facts.born)))
    throw refuse(
      'worker.since',
      { zh: '从业起始日期不对', en: 'The first day in the trade cannot be right' },
      { at: '/since' },
    )
  const { number } = await revealPerson(tx, desk, person, ['number'], '登记从业人员（核对禁入）')
  const digest = number ? await personDigest(tx, desk.keys, number) : null
  await tx.run(sql`insert into workforce.worker (jurisdiction, person, since, education, ban_digest, recorded_at, recorded_by)
    values (${tx.actor.jurisdiction}, ${person}, ${input.since ?? null}, ${input.education ?? null}, ${digest}, ${tx.now}, ${tx.actor.id})
    on conflict (jurisdiction, person) do update set since = coalesce(excluded.since, workforce.worker.since),
      education = coalesce(excluded.education, workforce.worker.education), ban_digest = excluded.ban_digest,
      revision = workforce.worker.revision + 1`)
  await record(tx, {
    action: 'workforce.worker.keep',
    subject: { kind: 'person', id: person },
    detail: { since: input.since ?? null, education: input.education ?? null },
  })
}

/** @throws Refusal `worker.missing` */
export async function demandWorker(tx: Tx, desk: PeopleDesk, person: string): Promise<void> {
  await demandPerson(tx, desk, person)
  const known = await tx.maybe(
    sql`select 1 from workforce.worker where jurisdiction = ${tx.actor.jurisdiction} and person = ${person}`,
  )
  if (known === null) throw noWorker()
}

/**
 * Enters an employment (用工).
 *
 * @throws Refusal `worker.missing`, `organisation.missing`, `site.missing`, `employment.site`, `employment.start`, `employment.overlap`
 */
export async function startEmployment(
  tx: Tx,
  desk: PeopleDesk,
  person: string,
  input: NewEmployment,
): Promise<{ id: string }> {
  await demandWorker(tx, desk, person)
  const firm = await firmByCode(tx, input.creditCode)
  if (input.site && (await siteWith(tx, input.site)).organisation !== firm.id)
    throw refuse(
      'employment.site',
      { zh: '这个网点不属于该机构', en: 'This site belongs to another organisation' },
      { at: '/site' },
    )
  if (input.startsOn > addDays(today(tx.now.getTime()), AHEAD_DAYS))
    throw refuse(
      'employment.start',
      { zh: `最多提前 ${AHEAD_DAYS} 天登记`, en: `At most ${AHEAD_DAYS} days ahead` },
      { at: '/startsOn' },
    )
  const id = await insertEmployment(tx, { ...input, person, organisation: firm.id })
  await tell(tx, { id, person, organisation: firm.id }, 'start', input.startsOn)
  return { id }
}

async function insertEmployment(
  tx: Tx,
  row: Omit<NewEmployment, 'creditCode'> & { person: string; organisation: string },
): Promise<string> {
  const id = newId()
  const kept =
    await tx.run(sql`insert into workforce.employment (jurisdiction, id, person, organisation, site, post, mode, pay_band, during,
      recorded_at, recorded_by)
    values (${tx.actor.jurisdiction}, ${id}, ${row.person}, ${row.organisation}, ${row.site ?? null}, ${row.post}, ${row.mode ?? null},
      ${row.payBand ?? null}, daterange(${row.startsOn}, null), ${tx.now}, ${tx.actor.id})
    on conflict do nothing`)
  if (kept === 1) return id
  throw refuse(
    'employment.overlap',
    { zh: '此人在该机构的同一岗位已有在职记录', en: 'This person holds the same post there already' },
    {
      kind: 'conflict',
      at: '/startsOn',
      next: { zh: '请先结束原来的记录，或用“变更用工形式”', en: 'End that employment first, or change its mode' },
    },
  )
}

/**
 * Ends an employment; `on` is the first day on which it no longer runs.
 *
 * @throws Refusal `employment.missing`, `employment.changed-meanwhile`, `employment.ended`, `employment.end`
 */
export async function endEmployment(
  tx: Tx,
  desk: PeopleDesk,
  id: string,
  input: { revision: number; on: IsoDate; reason: string },
): Promise<void> {
  const row = await running(tx, desk, id, input.revision)
  await close(tx, row, input.on, input.reason)
  await tell(tx, row, 'end', input.on)
}

async function running(tx: Tx, desk: PeopleDesk, id: string, revision: number): Promise<EmploymentRow> {
  const row = await employmentWith(tx, id, true)
  await demandPerson(tx, desk, row.person)
  if (row.revision !== revision)
    throw refuse(
      'employment.changed-meanwhile',
      { zh: '刚被别人改过', en: 'Somebody has changed this meanwhile' },
      { kind: 'conflict', next: { zh: '请刷新后再改', en: 'Refresh, then change it' } },
    )
  if (row.endsOn !== null)
    throw refuse(
      'employment.ended',
      { zh: `已于 ${formatDate(row.endsOn)} 结束`, en: `It ended on ${formatDate(row.endsOn, 'en')}` },
      { kind: 'conflict' },
    )
  return row
}

async function close(tx: Tx, row: EmploymentRow, on: IsoDate, reason: string): Promise<void> {
  if (on <= row.startsOn)
    throw refuse(
      'employment.end',
      { zh: '结束日期应在开始日期之后', en: 'It cannot end before it has begun' },
      { at: '/on', params: { startsOn: row.startsOn } },
    )
  await tx.run(sql`update workforce.employment set during = daterange(lower(during), ${on}), ended_reason = ${reason}, revision = revision + 1
    where jurisdiction = ${tx.actor.jurisdiction} and id = ${row.id}`)
}

/**
 * Changes the mode, post or pay band from a day on (员工制转型): the old employment ends and a new one begins the same day, so that the
 * share of employed staff on any past day stays what it was. Returns the id of the new one.
 *
 * @throws Refusal those of `endEmployment`, `employment.overlap`
 */
export async function changeEmployment(
  tx: Tx,
  desk: PeopleDesk,
  id: string,
  input: {
    revision: number
    on: IsoDate
    post?: Post
    mode?: Mode | null
    payBand?: number | null
    reason: string
  },
): Promise<{ id: string }> {
  const row = await running(tx, desk, id, input.revision)
  await close(tx, row, input.on, input.reason)
  const next = await insertEmployment(tx, {
    person: row.person,
    organisation: row.organisation,
    site: row.site,
    post: input.post ?? row.post,
    mode: input.mode === undefined ? row.mode : input.mode,
    payBand: input.payBand === undefined ? row.payBand : input.payBand,
    startsOn: input.on,
  })
  await tell(tx, { ...row, id: next }, 'change', input.on)
  return { id: next }
}

/**
 * Confirms that employments of an organisation still run (社保名单、走访、工资单): all that are named, or all that run.
 *
 * @returns how many were confirmed
 * @throws Refusal `organisation.missing`, `employment.confirm`
 */
export async function confirmStaff(
  tx: Tx,
  input: { creditCode: string; on: IsoDate; how: string; employments?: string[] },
): Promise<{ confirmed: number }> {
  const firm = await firmByCode(tx, input.creditCode)
  if (input.on > today(tx.now.getTime()))
    throw refuse(
      'employment.confirm',
      { zh: '确认日期在今天之后', en: 'It cannot be confirmed for a day to come' },
      { at: '/on' },
    )
  const only = input.employments === undefined ? sql`` : sql`and id = any(${input.employments}::uuid[])`
  const confirmed =
    await tx.run(sql`update workforce.employment set confirmed_on = ${input.on}, confirmed_how = ${input.how}, revision = revision + 1
    where jurisdiction = ${tx.actor.jurisdiction} and organisation = ${firm.id} and during @> ${input.on}::date
      and (confirmed_on is null or confirmed_on < ${input.on}::date) ${only}`)
  await record(tx, {
    action: 'workforce.employment.confirm',
    subject: { kind: 'organisation', id: firm.id },
    detail: { on: input.on, how: input.how, confirmed },
  })
  return { confirmed }
}

async function tell(
  tx: Tx,
  row: { id: string; person: string; organisation: string },
  act: string,
  on: IsoDate,
): Promise<void> {
  await record(tx, {
    action: `workforce.employment.${act}`,
    subject: { kind: 'person', id: row.person },
    detail: { employment: row.id, organisation: row.organisation, on },
  })
  const told: EmploymentChanged = {
    employment: row.id,
    person: row.person,
    organisation: row.organisation,
    act,
    on,
  }
  await emit(tx, 'workforce.employment.changed', told)
}

/** A person died or moved away: what runs ends on that day. For reactions. */
export async function endAllOf(tx: Tx, person: string, on: IsoDate, reason: string): Promise<void> {
  const ended = await tx.rows<{ id: string; organisation: string }>(sql`update workforce.employment
      set during = daterange(lower(during), greatest(${on}::date, lower(during) + 1)), ended_reason = ${reason}, revision = revision + 1
    where jurisdiction = ${tx.actor.jurisdiction} and person = ${person} and upper_inf(during) returning id, organisation`)
  for (const row of ended) await tell(tx, { ...row, person }, 'end', on)
}
