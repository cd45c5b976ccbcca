import { type IsoDate, today } from '../../../kernel/dates.ts'
import { newId } from '../../../kernel/ids.ts'
import { refuse } from '../../../kernel/refusal.ts'
import { parseRegion } from '../../../kernel/region.ts'
import { expectRegion, sql, type Tx } from '../../../platform/db/index.ts'
import { emit } from '../../../platform/events/index.ts'
import { record } from '../../../platform/journal/index.ts'
import { demandPerson, type PeopleDesk } from '../../people/index.ts'
import { organisationWith } from '../../providers/index.ts'
import type { Mode, Post } from '../model.ts'
import { skillNamed } from '../skills.ts'
import { keepWorker, startEmployment } from '../staff/commands.ts'
import { belongsTo, firmByCode } from '../who.ts'

export type NewVacancy = {
  creditCode: string
  post: Post
  skill?: string | null
  level?: number | null
  places: number
  payLowFen?: number | null
  payHighFen?: number | null
  region: string
  closesOn?: IsoDate | null
  note?: string | null
}

/** A vacancy as it is kept. */
export type VacancyRow = {
  id: string
  organisation: string
  post: Post
  skill: string | null
  level: number | null
  places: number
  payLowFen: number | null
  payHighFen: number | null
  region: string
  openedOn: IsoDate
  closesOn: IsoDate | null
  note: string | null
  state: 'open' | 'closed'
  closedOn: IsoDate | null
  closedReason: string | null
  revision: number
}

export const VACANCY = sql`v.id, v.organisation, v.post, v.skill, v.level, v.places, v.pay_low_fen "payLowFen", v.pay_high_fen "payHighFen", v.region,
  v.opened_on "openedOn", v.closes_on "closesOn", v.note, v.state, v.closed_on "closedOn", v.closed_reason "closedReason", v.revision`

/**
 * Enters what an organisation looks for (收集用工信息).
 *
 * @throws Refusal `organisation.missing`, `skill.missing`, `vacancy.pay`, `vacancy.closes`, `region.*`, `access.region`
 */
export async function openVacancy(tx: Tx, input: NewVacancy): Promise<{ id: string }> {
  parseRegion(input.region)
  expectRegion(tx, input.region)
  const firm = await firmByCode(tx, input.creditCode)
  if (input.skill) await skillNamed(tx, input.skill)
  const day = today(tx.now.getTime())
  if (input.payLowFen != null && input.payHighFen != null && input.payHighFen < input.payLowFen)
    throw refuse(
      'vacancy.pay',
      { zh: '薪酬上限低于下限', en: 'The highest pay is below the lowest' },
      { at: '/payHighFen' },
    )
  if (input.closesOn && input.closesOn < day)
    throw refuse('vacancy.closes', { zh: '截止日期已过', en: 'The last day has passed' }, { at: '/closesOn' })
  const id = newId()
  await tx.run(sql`insert into workforce.vacancy (jurisdiction, id, organisation, post, skill, level, places, pay_low_fen, pay_high_fen, region, opened_on,
      closes_on, note, recorded_at, recorded_by)
    values (${tx.actor.jurisdiction}, ${id}, ${firm.id}, ${input.post}, ${input.skill ?? null}, ${input.level ?? null}, ${input.places},
      ${input.payLowFen ?? null}, ${input.payHighFen ?? null}, ${input.region.padEnd(12, '0')}, ${day}, ${input.closesOn ?? null}, ${input.note ?? null},
      ${tx.now}, ${tx.actor.id})`)
  await tell(tx, id, 'open', { organisation: firm.id, post: input.post, places: input.places })
  return { id }
}

async function openVacancyRow(tx: Tx, id: string): Promise<VacancyRow> {
  const row = await tx.maybe<VacancyRow>(sql`select ${VACANCY} from workforce.vacancy v
    where v.jurisdiction = ${tx.actor.jurisdiction} and v.id = ${id} for update`)
  if (row === null) throw noVacancy()
  expectRegion(tx, row.region)
  if (row.state === 'closed')
    throw refuse('vacancy.closed', { zh: '这个岗位已关闭', en: 'This vacancy is closed' }, { kind: 'conflict' })
  return row
}

export const noVacancy = () =>
  refuse('vacancy.missing', { zh: '没有这条用工信息', en: 'There is no such vacancy' }, { kind: 'missing' })

/** Closes a vacancy. @throws Refusal `vacancy.missing`, `vacancy.closed` */
export async function closeVacancy(tx: Tx, id: string, reason: string): Promise<void> {
  await openVacancyRow(tx, id)
  await close(tx, id, reason)
}

async function close(tx: Tx, id: string, reason: string): Promise<void> {
  await tx.run(sql`update workforce.vacancy set state = 'closed', closed_on = ${today(tx.now.getTime())}, closed_reason = ${reason},
      revision = revision + 1 where jurisdiction = ${tx.actor.jurisdiction} and id = ${id}`)
  await tell(tx, id, 'close', { reason })
}

/**
 * Proposes a person for a vacancy (推荐). One person is proposed for a vacancy once.
 *
 * @throws Refusal `vacancy.missing`, `vacancy.closed`, `person.missing`, `match.twice`
 */
export async function proposeMatch(tx: Tx, desk: PeopleDesk, vacancy: string, person: string): Promise<{ id: string }> {
  await openVacancyRow(tx, vacancy)
  const facts = await demandPerson(tx, desk, person)
  if (facts.state === 'dead')
    throw refuse('worker.dead', { zh: '此人已去世', en: 'This person has died' }, { kind: 'conflict' })
  const own = tx.actor.jurisdiction
  const twice = await tx.maybe(sql`select 1 from workforce.match m
    where m.jurisdiction = ${own} and m.vacancy = ${vacancy} and ${belongsTo(tx, sql`m`, [person])}`)
  if (twice !== null)
    throw refuse(
      'match.twice',
      { zh: '已经推荐过此人', en: 'This person was proposed already' },
      { kind: 'conflict', at: '/person' },
    )
  const id = newId()
  await tx.run(sql`insert into workforce.match (jurisdiction, id, vacancy, person, state_on, recorded_at, recorded_by)
    values (${own}, ${id}, ${vacancy}, ${person}, ${today(tx.now.getTime())}, ${tx.now}, ${tx.actor.id})`)
  await tell(tx, vacancy, 'propose', { match: id, person })
  return { id }
}

type MatchRow = {
  id: string
  vacancy: string
  person: string
  state: 'proposed' | 'interviewed' | 'hired' | 'declined'
}

async function openMatch(tx: Tx, desk: PeopleDesk, id: string): Promise<MatchRow> {
  const row = await tx.maybe<MatchRow>(sql`select id, vacancy, person, state from workforce.match
    where jurisdiction = ${tx.actor.jurisdiction} and id = ${id} for update`)
  if (row === null)
    throw refuse('match.missing', { zh: '没有这条推荐', en: 'There is no such proposal' }, { kind: 'missing' })
  await demandPerson(tx, desk, row.person)
  if (row.state === 'hired' || row.state === 'declined')
    throw refuse('match.settled', { zh: '这条推荐已有结果', en: 'This proposal is settled' }, { kind: 'conflict' })
  return row
}

/** Notes an interview, or that nothing came of it. @throws Refusal `match.missing`, `match.settled` */
export async function noteMatch(
  tx: Tx,
  desk: PeopleDesk,
  id: string,
  input: { state: 'interviewed' | 'declined'; reason?: string | null },
): Promise<void> {
  const row = await openMatch(tx, desk, id)
  await tx.run(sql`update workforce.match set state = ${input.state}, state_on = ${today(tx.now.getTime())}, reason = ${input.reason ?? null}
    where jurisdiction = ${tx.actor.jurisdiction} and id = ${id}`)
  await tell(tx, row.vacancy, input.state === 'declined' ? 'decline' : 'interview', { match: id })
}

/**
 * Notes a hiring: the employment begins, and the vacancy closes when its places are filled. From here the three months of retention are
 * read from the employment.
 *
 * @throws Refusal `match.missing`, `match.settled`, `vacancy.closed`, and those of `startEmployment`
 */
export async function hire(
  tx: Tx,
  desk: PeopleDesk,
  id: string,
  input: { on: IsoDate; mode?: Mode | null; payBand?: number | null },
): Promise<{ employment: string }> {
  const row = await openMatch(tx, desk, id)
  const vacancy = await openVacancyRow(tx, row.vacancy)
  const firm = await organisationWith(tx, vacancy.organisation)
  await keepWorker(tx, desk, row.person, {})
  const { id: employment } = await startEmployment(tx, desk, row.person, {
    creditCode: firm.creditCode,
    post: vacancy.post,
    mode: input.mode ?? null,
    payBand: input.payBand ?? null,
    startsOn: input.on,
  })
  const own = tx.actor.jurisdiction
  await tx.run(sql`update workforce.match set state = 'hired', state_on = ${input.on}, employment = ${employment}
    where jurisdiction = ${own} and id = ${id}`)
  await tell(tx, vacancy.id, 'hire', { match: id, employment })
  const { filled } = await tx.one<{ filled: number }>(sql`select count(*)::int filled from workforce.match
    where jurisdiction = ${own} and vacancy = ${vacancy.id} and state = 'hired'`)
  if (filled >= vacancy.places) await close(tx, vacancy.id, '已招满')
  return { employment }
}

async function tell(tx: Tx, id: string, act: string, detail: Parameters<typeof record>[1]['detail']): Promise<void> {
  await record(tx, { action: `workforce.vacancy.${act}`, subject: { kind: 'vacancy', id }, detail })
  await emit(tx, 'workforce.vacancy.changed', { vacancy: id, act })
}
