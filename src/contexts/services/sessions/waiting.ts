import { newId } from '../../../kernel/ids.ts'
import { refuse } from '../../../kernel/refusal.ts'
import { sql, type Tx } from '../../../platform/db/index.ts'
import { emit } from '../../../platform/events/index.ts'
import { record } from '../../../platform/journal/index.ts'
import { type ActingFor, demandAuthority, demandPerson, type PeopleDesk } from '../../people/index.ts'
import type { Channel } from '../model.ts'
import { isPlaced, placeOrders } from '../orders/place.ts'

type Waits = {
  id: string
  person: string
  offer: string
  quantity: number
  seenFen: number
  channel: Channel
  acting: 'self' | 'guardian' | 'proxy'
  relative: string | null
  recordedBy: string
}

/** What somebody waits for. */
export type NewWaiting = {
  session: string
  person: string
  quantity: number
  seenFen: number
  channel: Channel
  acting: ActingFor
}

/**
 * Puts somebody on the waiting list of a session (候补).
 *
 * @throws Refusal `person.missing`, `proxy.authority`, `order.session-missing`, `waiting.free`, `waiting.twice`
 */
export async function joinWaiting(tx: Tx, desk: PeopleDesk, input: NewWaiting): Promise<{ id: string; ahead: number }> {
  const own = tx.actor.jurisdiction
  const person = await demandPerson(tx, desk, input.person)
  await demandAuthority(tx, person.id, input.acting, 'order')
  const session = await tx.maybe<{
    free: boolean
  }>(sql`select capacity - taken >= ${input.quantity} free from services.session
    where jurisdiction = ${own} and id = ${input.session} and state = 'open' and closes_at > ${tx.now} for update`)
  if (session === null)
    throw refuse(
      'order.session-missing',
      { zh: '没有这个场次，或已截止', en: 'There is no such session, or it is closed' },
      { kind: 'missing', at: '/session' },
    )
  if (session.free)
    throw refuse(
      'waiting.free',
      { zh: '还有名额，可以直接预约', en: 'There are places: order one' },
      { kind: 'conflict', at: '/session' },
    )
  const id = newId()
  const done =
    await tx.run(sql`insert into services.waiting (jurisdiction, id, session, person, quantity, seen_fen, channel, acting, relative, recorded_by, recorded_at)
    values (${own}, ${id}, ${input.session}, ${person.id}, ${input.quantity}, ${input.seenFen}, ${input.channel}, ${input.acting.by},
      ${input.acting.by === 'self' ? null : input.acting.relative}, ${tx.actor.id}, ${tx.now}) on conflict do nothing`)
  if (done === 0)
    throw refuse(
      'waiting.twice',
      { zh: '已经在候补名单上', en: 'On the waiting list already' },
      { kind: 'conflict', at: '/person' },
    )
  const { ahead } = await tx.one<{
    ahead: number
  }>(sql`select count(*)::int ahead from services.waiting where jurisdiction = ${own} and session = ${input.session}
    and state = 'waiting' and id <> ${id}`)
  await record(tx, {
    action: 'services.waiting.join',
    subject: { kind: 'session', id: input.session },
    detail: { waiting: id, quantity: input.quantity },
  })
  return { id, ahead }
}

/** Takes somebody off the waiting list. @throws Refusal `waiting.missing` */
export async function leaveWaiting(tx: Tx, desk: PeopleDesk, id: string): Promise<void> {
  const row = await tx.maybe<{
    person: string
    session: string
  }>(sql`update services.waiting set state = 'left', reason = 'left'
    where jurisdiction = ${tx.actor.jurisdiction} and id = ${id} and state = 'waiting' returning person, session`)
  if (row === null)
    throw refuse('waiting.missing', { zh: '不在候补名单上', en: 'Not on the waiting list' }, { kind: 'missing' })
  await demandPerson(tx, desk, row.person)
  await record(tx, {
    action: 'services.waiting.leave',
    subject: { kind: 'session', id: row.session },
    detail: { waiting: id },
  })
}

/**
 * Gives places that have become free to those who wait, in the order they came. Whoever can no longer be placed (price changed, moved away) is
 * told why and the next one has it; who wants more places than are free is passed over and keeps his turn.
 *
 * @returns how many were placed
 */
export async function moveUp(tx: Tx, session: string): Promise<number> {
  const own = tx.actor.jurisdiction
  const queue =
    await tx.rows<Waits>(sql`select w.id, w.person, s.offer, w.quantity, w.seen_fen "seenFen", w.channel, w.acting, w.relative, w.recorded_by "recordedBy"
    from services.waiting w join services.session s on s.jurisdiction = w.jurisdiction and s.id = w.session
    where w.jurisdiction = ${own} and w.session = ${session} and w.state = 'waiting' and s.state = 'open' and s.taken < s.capacity order by w.id for update of w`)
  let placed = 0
  for (const each of queue) {
    const { left } = await tx.one<{ left: number }>(
      sql`select capacity - taken "left" from services.session where jurisdiction = ${own} and id = ${session}`,
    )
    if (left === 0) break
    if (each.quantity > left) continue
    const [outcome] = await placeOrders(tx, [
      {
        request: `waiting:${each.id}`,
        person: each.person,
        offer: each.offer,
        session,
        quantity: each.quantity,
        seenFen: each.seenFen,
        channel: each.channel,
        acting: each.acting === 'self' ? { by: 'self' } : { by: each.acting, relative: each.relative! },
        actor: each.recordedBy,
        scope: '',
        sealed: null,
      },
    ])
    const done = isPlaced(outcome!)
    await tx.run(sql`update services.waiting set state = ${done ? 'placed' : 'refused'}, order_id = ${done ? outcome.id : null}, reason = ${done ? null : outcome!.code}
      where jurisdiction = ${own} and id = ${each.id}`)
    await emit(tx, done ? 'services.waiting.placed' : 'services.waiting.refused', {
      waiting: each.id,
      session,
      person: each.person,
      order: done ? outcome.id : null,
      why: done ? null : outcome!.code,
    })
    if (done) placed++
  }
  return placed
}
