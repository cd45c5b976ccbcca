import { today } from '../../../kernel/dates.ts'
import { newId } from '../../../kernel/ids.ts'
import { refuse } from '../../../kernel/refusal.ts'
import { expectOwn, sql, type Tx } from '../../../platform/db/index.ts'
import { emit } from '../../../platform/events/index.ts'
import { record } from '../../../platform/journal/index.ts'
import { sealJson } from '../../../platform/keys/index.ts'
import { demandPerson, type PeopleDesk } from '../../people/index.ts'
import { nextNumbers } from '../numbers.ts'
import { parametersOn } from '../parameters.ts'
import type { CallChannel, CallContent, CallState, UrgentTold } from './model.ts'
import { dueAfter, nextOf } from './rules.ts'
import { addStep, type CallRow, callOf, callWith, dueCall, onDuty } from './store.ts'

/** A call for urgent help as anybody takes it. */
export type NewCall = CallContent & {
  /** Village or community where help is needed; twelve digits. */
  region: string
  /** File of the person, where it is known. */
  person: string | null
  channel: CallChannel
  /** The record of another room it comes from (`order:…`); asked again with the same one, it is the same call. */
  source: string | null
}

const told = (row: CallRow, contact: { id: string; account: string | null } | null, state: CallState): UrgentTold => ({
  call: row.id,
  no: row.no,
  region: row.region,
  source: row.source,
  turn: row.turn,
  contact: contact?.id ?? null,
  account: contact?.account ?? null,
  state,
})

/**
 * Opens a call (助急) and pages the first on duty in the same transaction. It is never refused for want of somebody on duty: it then stands
 * open, says so, and asks again when the time has run out. Address and trouble are sealed under a key of the call.
 *
 * @throws Refusal `region.invalid`, `region.outside`, `person.missing`
 */
export async function openUrgentCall(
  tx: Tx,
  desk: PeopleDesk,
  input: NewCall,
): Promise<{ id: string; no: string; contact: string | null }> {
  if (input.source !== null) {
    const known = await callOf(tx, input.source)
    if (known !== null) return { ...known, contact: null }
  }
  expectOwn(tx, input.region)
  if (input.person !== null) await demandPerson(tx, desk, input.person)
  const id = newId()
  const [no] = await nextNumbers(tx, 'urgent', Number(today(tx.now.getTime()).slice(0, 4)))
  const { key, wrapped } = (await desk.keys.ring(tx)).newKey()
  const { place, what, caller, phone } = input
  await tx.run(sql`insert into community.urgent_call (jurisdiction, id, no, region, person, wrapped, sealed, channel, source, state, next_at, opened_by, opened_at)
    values (${tx.actor.jurisdiction}, ${id}, ${no}, ${input.region}, ${input.person}, ${wrapped}, ${sealJson(key, { place, what, caller, phone })},
      ${input.channel}, ${input.source}, 'open', ${tx.now}, ${tx.actor.id}, ${tx.now})`)
  await addStep(tx, id, { kind: 'opened' })
  await record(tx, {
    action: 'community.urgent.open',
    subject: { kind: 'urgent-call', id },
    detail: { no, region: input.region, channel: input.channel, source: input.source },
  })
  const row = (await callWith(tx, id, true))!
  await emit(tx, 'community.urgent.opened', told(row, null, 'open'))
  const contact = await page(tx, row)
  return { id, no: no!, contact }
}

/** Pages the next on duty of a locked open call and sets the time at which the one after is due. */
async function page(tx: Tx, row: CallRow): Promise<string | null> {
  const contact = nextOf(await onDuty(tx, row.region, row.id))
  const minutes = (await parametersOn(tx, today(tx.now.getTime())))('urgent-page-minutes').value
  const turn = row.turn + 1
  await tx.run(sql`update community.urgent_call set turn = ${turn}, next_at = ${dueAfter(tx.now, minutes)}, contact = coalesce(${contact?.id ?? null}::uuid, contact),
      revision = revision + 1 where jurisdiction = ${tx.actor.jurisdiction} and id = ${row.id}`)
  await addStep(tx, row.id, {
    kind: contact === null ? 'nobody' : 'paged',
    turn,
    contact: contact?.id ?? null,
    contactName: contact?.name ?? null,
  })
  await record(tx, {
    action: 'community.urgent.page',
    subject: { kind: 'urgent-call', id: row.id },
    detail: { no: row.no, turn, contact: contact?.id ?? null },
  })
  await emit(tx, 'community.urgent.paged', told({ ...row, turn }, contact, 'open'))
  return contact?.name ?? null
}

/**
 * Escalates one call whose time has run out without an answer. The call is locked, its turn is unique: whoever does the work a second time,
 * after a stop or beside another process, finds it done.
 *
 * @returns whether there was one
 */
export async function escalateOne(tx: Tx): Promise<boolean> {
  const row = await dueCall(tx)
  if (row === null) return false
  await page(tx, row)
  return true
}

/** A note sealed under the key of its call; null where there is none, or the key was destroyed. */
async function sealNote(tx: Tx, desk: PeopleDesk, row: CallRow, note: string | null): Promise<Buffer | null> {
  if (note === null || row.wrapped === null) return null
  return sealJson((await desk.keys.ring(tx)).unwrap(row.wrapped), note)
}

const missing = () => refuse('urgent.missing', { zh: '没有这个求助', en: 'There is no such call' }, { kind: 'missing' })

const refuseState = (row: CallRow) =>
  refuse(
    'urgent.state',
    row.state === 'open'
      ? { zh: '还没有人应答', en: 'Nobody has acknowledged it yet' }
      : row.state === 'acknowledged'
        ? { zh: '已有人应答', en: 'Somebody has acknowledged it already' }
        : { zh: '已经处置完毕', en: 'It is closed' },
    {
      kind: 'conflict',
      params: { state: row.state },
      next: { zh: '请看最新的经过', en: 'Look at what happened last' },
    },
  )

async function locked(tx: Tx, id: string, states: readonly CallState[]): Promise<CallRow> {
  const row = await callWith(tx, id, true)
  if (row === null) throw missing()
  if (!states.includes(row.state)) throw refuseState(row)
  return row
}

/**
 * Somebody answers (应答): paging ends. Without a name it is the one who was paged last, or the account itself where it is on the roster; a
 * clerk notes here what a contact said on the telephone.
 *
 * @throws Refusal `urgent.missing`, `urgent.state`, `urgent.contact`
 */
export async function acknowledgeCall(
  tx: Tx,
  desk: PeopleDesk,
  id: string,
  input: { contact: string | null; note: string | null },
): Promise<void> {
  const row = await locked(tx, id, ['open'])
  const around = await onDuty(tx, row.region, row.id)
  const wanted = input.contact ?? around.find((each) => each.account === tx.actor.id)?.id ?? row.contact
  const contact =
    around.find((each) => each.id === wanted) ??
    (wanted === null
      ? null
      : await tx.maybe<{
          id: string
          name: string
          account: string | null
        }>(sql`select id, name, account from community.duty_contact
          where jurisdiction = ${tx.actor.jurisdiction} and id = ${wanted} and starts_with(${row.region}, area)`))
  if (contact === null && input.contact !== null)
    throw refuse(
      'urgent.contact',
      { zh: '值班表上没有这个人', en: 'This person is not on the roster of the place' },
      { at: '/contact' },
    )
  await tx.run(sql`update community.urgent_call set state = 'acknowledged', next_at = null, acknowledged_at = ${tx.now}, contact = ${contact?.id ?? null},
      revision = revision + 1 where jurisdiction = ${tx.actor.jurisdiction} and id = ${id}`)
  await addStep(tx, id, {
    kind: 'acknowledged',
    contact: contact?.id ?? null,
    contactName: contact?.name ?? null,
    note: await sealNote(tx, desk, row, input.note),
  })
  await record(tx, {
    action: 'community.urgent.acknowledge',
    subject: { kind: 'urgent-call', id },
    detail: { no: row.no, contact: contact?.id ?? null },
  })
  await emit(tx, 'community.urgent.acknowledged', told(row, contact, 'acknowledged'))
}

/** Whoever answered cannot go after all (退回): the next on duty is paged at once. @throws Refusal `urgent.missing`, `urgent.state` */
export async function releaseCall(
  tx: Tx,
  desk: PeopleDesk,
  id: string,
  reason: string,
): Promise<{ contact: string | null }> {
  const row = await locked(tx, id, ['acknowledged'])
  await tx.run(sql`update community.urgent_call set state = 'open', acknowledged_at = null, next_at = ${tx.now}, revision = revision + 1
    where jurisdiction = ${tx.actor.jurisdiction} and id = ${id}`)
  await addStep(tx, id, { kind: 'released', contact: row.contact, note: await sealNote(tx, desk, row, reason) })
  await record(tx, {
    action: 'community.urgent.release',
    subject: { kind: 'urgent-call', id },
    detail: { no: row.no },
  })
  return { contact: await page(tx, { ...row, state: 'open' }) }
}

/** Notes something in a call that stands: that help arrived, or anything else. @throws Refusal `urgent.missing`, `urgent.state` */
export async function noteCall(
  tx: Tx,
  desk: PeopleDesk,
  id: string,
  input: { kind: 'arrived' | 'note'; note: string | null },
): Promise<void> {
  const row = await locked(tx, id, input.kind === 'arrived' ? ['acknowledged'] : ['open', 'acknowledged'])
  await addStep(tx, id, { kind: input.kind, note: await sealNote(tx, desk, row, input.note) })
  await record(tx, {
    action: `community.urgent.${input.kind === 'arrived' ? 'arrive' : 'note'}`,
    subject: { kind: 'urgent-call', id },
    detail: { no: row.no },
  })
}

/**
 * The matter is dealt with (处置完毕). An open call can be closed too, with the reason: a false alarm needs nobody.
 *
 * @throws Refusal `urgent.missing`, `urgent.state`
 */
export async function closeCall(tx: Tx, desk: PeopleDesk, id: string, outcome: string): Promise<void> {
  const row = await locked(tx, id, ['open', 'acknowledged'])
  await tx.run(sql`update community.urgent_call set state = 'closed', next_at = null, closed_at = ${tx.now}, revision = revision + 1
    where jurisdiction = ${tx.actor.jurisdiction} and id = ${id}`)
  await addStep(tx, id, { kind: 'closed', note: await sealNote(tx, desk, row, outcome) })
  await record(tx, { action: 'community.urgent.close', subject: { kind: 'urgent-call', id }, detail: { no: row.no } })
  await emit(tx, 'community.urgent.closed', told(row, null, 'closed'))
}
