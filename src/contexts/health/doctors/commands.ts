import { addDays, addMonths, formatDate, today } from '../../../kernel/dates.ts'
import { newId } from '../../../kernel/ids.ts'
import { refuse } from '../../../kernel/refusal.ts'
import { sql, type Tx } from '../../../platform/db/index.ts'
import { emit } from '../../../platform/events/index.ts'
import { record } from '../../../platform/journal/index.ts'
import { demandPerson, type PeopleDesk } from '../../people/index.ts'
import { rulesOn } from '../rules.ts'
import { institutionOf } from '../who.ts'

const UNIQUE = '23505'

export type NewTeam = {
  code: string
  name: string
  facility: string
  leader: string
  phone: string | null
  since: string
}

/** A family-doctor team (家庭医生团队) of a medical institution. @throws Refusal `facility.missing`, `health.institution`, `team.exists` */
export async function openTeam(tx: Tx, input: NewTeam): Promise<{ id: string }> {
  const place = await institutionOf(tx, input.facility)
  const id = newId()
  try {
    await tx.run(sql`insert into health.team (jurisdiction, id, code, name, facility, facility_name, region, leader, phone, since, recorded_by, recorded_at)
      values (${tx.actor.jurisdiction}, ${id}, ${input.code}, ${input.name}, ${input.facility}, ${place.name}, ${place.region}, ${input.leader},
        ${input.phone}, ${input.since}, ${tx.actor.id}, ${tx.now})`)
  } catch (error) {
    if ((error as { code?: string }).code !== UNIQUE) throw error
    throw refuse(
      'team.exists',
      { zh: `团队编号 ${input.code} 已在使用`, en: `The code ${input.code} is in use` },
      { kind: 'conflict', at: '/code' },
    )
  }
  await record(tx, {
    action: 'health.team.open',
    subject: { kind: 'team', id },
    detail: { code: input.code, facility: input.facility, since: input.since },
  })
  return { id }
}

/**
 * Closes a team; `on` is the first day on which it is no more. Contracts have to be ended or signed with another team first.
 *
 * @throws Refusal `team.missing`, `team.dates`, `team.contracts`
 */
export async function closeTeam(tx: Tx, id: string, on: string): Promise<void> {
  const own = tx.actor.jurisdiction
  const team = await tx.maybe<{
    since: string
    endedOn: string | null
  }>(sql`select since, ended_on "endedOn" from health.team
    where jurisdiction = ${own} and id = ${id} for update`)
  if (team === null || team.endedOn !== null)
    throw refuse('team.missing', { zh: '没有这个团队，或已经撤销', en: 'There is no such team' }, { kind: 'missing' })
  if (on <= team.since)
    throw refuse('team.dates', { zh: '撤销日期应晚于成立日期', en: 'It ends before it begins' }, { at: '/on' })
  const { running } = await tx.one<{ running: number }>(sql`select count(*)::int running from health.contract
    where jurisdiction = ${own} and team = ${id} and upper(during) > ${on}::date`)
  if (running > 0)
    throw refuse(
      'team.contracts',
      { zh: `还有 ${running} 份签约在这一天以后有效`, en: `${running} contracts run beyond that day` },
      {
        kind: 'conflict',
        at: '/on',
        next: { zh: '请先解约或改签别的团队', en: 'End them or sign with another team first' },
      },
    )
  await tx.run(sql`update health.team set ended_on = ${on} where jurisdiction = ${own} and id = ${id}`)
  await record(tx, { action: 'health.team.close', subject: { kind: 'team', id }, detail: { on } })
}

export type NewContract = { person: string; team: string; pack: 'basic' | 'extended'; from: string; until: string }

/**
 * Signs a family-doctor contract (家庭医生签约) for its days, both included. It ends by itself; a person has one at a time.
 *
 * @throws Refusal `person.missing`, `contract.team`, `contract.resident`, `contract.dates`, `contract.term`, `contract.held`
 */
export async function signContract(tx: Tx, desk: PeopleDesk, input: NewContract): Promise<{ id: string }> {
  const facts = await demandPerson(tx, desk, input.person)
  if (facts.state !== 'resident')
    throw refuse(
      'contract.resident',
      { zh: '档案不在住，不能签约', en: 'The person is no resident and cannot sign' },
      { kind: 'conflict', at: '/person' },
    )
  const team = await tx.maybe<{
    since: string
    endedOn: string | null
  }>(sql`select since, ended_on "endedOn" from health.team
    where jurisdiction = ${tx.actor.jurisdiction} and id = ${input.team} for share`)
  if (team === null || input.from < team.since || (team.endedOn !== null && input.until >= team.endedOn))
    throw refuse(
      'contract.team',
      { zh: '这段日子里没有这个团队', en: 'There is no such team on these days' },
      { at: '/team' },
    )
  if (input.until < input.from)
    throw refuse('contract.dates', { zh: '截止日期早于起始日期', en: 'It ends before it begins' }, { at: '/until' })
  const most = (await rulesOn(tx, input.from))('contract.max-months')
  if (input.until >= addMonths(input.from, most.value))
    throw refuse(
      'contract.term',
      { zh: `一次最多签 ${most.value} 个月`, en: `A contract runs ${most.value} months at most` },
      { at: '/until', params: { basis: most.basis } },
    )
  // Two who sign for one person take turns, so that the one who comes second is told what is in the way.
  await tx.run(
    sql`select pg_advisory_xact_lock(hashtextextended(${`contract ${tx.actor.jurisdiction} ${input.person}`}, 0))`,
  )
  const held = await tx.maybe<{
    name: string
    until: string
  }>(sql`select t.name, upper(c.during) - 1 "until" from health.contract c
    join health.team t on t.jurisdiction = c.jurisdiction and t.id = c.team
    where c.jurisdiction = ${tx.actor.jurisdiction} and c.person = ${input.person}
      and c.during && daterange(${input.from}::date, ${addDays(input.until, 1)}::date) order by upper(c.during) desc limit 1`)
  if (held !== null)
    throw refuse(
      'contract.held',
      {
        zh: `这段日子里已与${held.name}签约，至 ${formatDate(held.until)}`,
        en: `There is a contract with ${held.name} until ${held.until}`,
      },
      {
        kind: 'conflict',
        at: '/from',
        params: { until: held.until },
        next: {
          zh: '续签从到期次日起；换团队请先解约',
          en: 'Renew from the day after it ends; to change team, end it first',
        },
      },
    )
  const id = newId()
  await tx.run(sql`insert into health.contract (jurisdiction, id, person, team, pack, during, signed_until, recorded_by, recorded_at)
    values (${tx.actor.jurisdiction}, ${id}, ${input.person}, ${input.team}, ${input.pack}, daterange(${input.from}::date, ${addDays(input.until, 1)}::date),
      ${input.until}, ${tx.actor.id}, ${tx.now})`)
  await record(tx, {
    action: 'health.contract.sign',
    subject: { kind: 'person', id: input.person },
    detail: { contract: id, team: input.team, pack: input.pack, from: input.from, until: input.until },
  })
  await emit(tx, 'health.contract.signed', { contract: id, person: input.person })
  return { id }
}

type ContractRow = { id: string; person: string; from: string; until: string; team: string }

async function lockContract(tx: Tx, desk: PeopleDesk, id: string): Promise<ContractRow> {
  const row =
    await tx.maybe<ContractRow>(sql`select id, person, lower(during) "from", upper(during) - 1 "until", team from health.contract
    where jurisdiction = ${tx.actor.jurisdiction} and id = ${id} for update`)
  if (row === null)
    throw refuse('contract.missing', { zh: '没有这份签约', en: 'There is no such contract' }, { kind: 'missing' })
  await demandPerson(tx, desk, row.person)
  return row
}

/**
 * Ends a contract before its time; `on` is its last day.
 *
 * @throws Refusal `contract.missing`, `person.missing`, `contract.over`, `contract.dates`
 */
export async function endContract(
  tx: Tx,
  desk: PeopleDesk,
  id: string,
  input: { on: string; reason: string },
): Promise<void> {
  const row = await lockContract(tx, desk, id)
  if (input.on >= row.until)
    throw refuse(
      'contract.over',
      { zh: `这份签约 ${formatDate(row.until)}到期`, en: `The contract ends on ${row.until} by itself` },
      { kind: 'conflict' },
    )
  if (input.on < row.from)
    throw refuse('contract.dates', { zh: '解约日期早于起始日期', en: 'It ends before it begins' }, { at: '/on' })
  await tx.run(sql`update health.contract set during = daterange(lower(during), ${addDays(input.on, 1)}::date), ended_reason = ${input.reason}
    where jurisdiction = ${tx.actor.jurisdiction} and id = ${id}`)
  await record(tx, {
    action: 'health.contract.end',
    subject: { kind: 'person', id: row.person },
    detail: { contract: id, on: input.on },
  })
  await emit(tx, 'health.contract.ended', { contract: id, person: row.person })
}

export type NewService = {
  heldOn: string
  kind: 'consultation' | 'follow-up' | 'home-visit' | 'referral' | 'first-contact'
  /** Of a first contact: whether it was with the team's institution. */
  atTeam: boolean | null
}

/**
 * Notes a service under a contract, or where the person went first when ill (首诊).
 *
 * @throws Refusal `contract.missing`, `person.missing`, `service.date`, `service.first-contact`
 */
export async function noteService(
  tx: Tx,
  desk: PeopleDesk,
  contract: string,
  input: NewService,
): Promise<{ id: string }> {
  const row = await lockContract(tx, desk, contract)
  if (input.heldOn > today(tx.now.getTime()) || input.heldOn < row.from || input.heldOn > row.until)
    throw refuse(
      'service.date',
      { zh: '日期不在签约期内，或在今天之后', en: 'The day lies outside the contract, or in the future' },
      { at: '/heldOn' },
    )
  if ((input.kind === 'first-contact') !== (input.atTeam !== null))
    throw refuse(
      'service.first-contact',
      { zh: '首诊要写明是否在签约机构', en: 'A first contact says whether it was with the team' },
      { at: '/atTeam' },
    )
  const id = newId()
  await tx.run(sql`insert into health.service (jurisdiction, id, contract, held_on, kind, at_team, recorded_by, recorded_at)
    values (${tx.actor.jurisdiction}, ${id}, ${contract}, ${input.heldOn}, ${input.kind}, ${input.atTeam}, ${tx.actor.id}, ${tx.now})`)
  await record(tx, {
    action: 'health.service.note',
    subject: { kind: 'person', id: row.person },
    detail: { service: id, contract, heldOn: input.heldOn },
  })
  return { id }
}
