import { today } from '../../../kernel/dates.ts'
import { newId } from '../../../kernel/ids.ts'
import { refuse } from '../../../kernel/refusal.ts'
import { sql, type Tx } from '../../../platform/db/index.ts'
import { type PeopleDesk, personCards } from '../../people/index.ts'
import { expectSendable } from '../../workforce/index.ts'
import type { SkillNeed } from '../catalogue/model.ts'
import { move, orderToMove, type Told } from './move.ts'

/** Who is to come, and when where that is narrower than what was wanted. */
export type Assignment = {
  revision: number | null
  staff: string[]
  from?: string | null
  until?: string | null
  told: Told
  reason?: string | null
}

/** Somebody is bound elsewhere at that time. */
type Clash = { staff: string; from: string; until: string; no: string | null; title: string | null }

/** What binds some staff in a stretch of time, besides one order. One statement. */
export async function boundIn(
  tx: Tx,
  staff: readonly string[],
  from: string,
  until: string,
  besides: string | null,
): Promise<Clash[]> {
  return tx.rows<Clash>(sql`select e.staff, lower(e.during) "from", upper(e.during) "until", o.no, s.title from services.engagement e
    left join services.service_order o on o.jurisdiction = e.jurisdiction and o.id = e.order_id
    left join services.session s on s.jurisdiction = e.jurisdiction and s.id = e.session
    where e.jurisdiction = ${tx.actor.jurisdiction} and e.staff = any(${[...staff]}::uuid[]) and e.released_at is null
      and e.during && tstzrange(${from}, ${until}) and e.order_id is distinct from ${besides}::uuid order by lower(e.during)`)
}

/** Somebody bound to an order or to a session for a stretch of time. */
type Binding = { staff: string; from: string; until: string; order?: string; session?: string }

/** Binds staff to orders or sessions; the database keeps each from two places at once. @throws Refusal `order.staff-busy` naming every clash */
export async function bind(tx: Tx, desk: PeopleDesk, bindings: readonly Binding[]): Promise<void> {
  const rows = bindings.map((each) => ({ id: newId(), ...each }))
  const done =
    await tx.run(sql`insert into services.engagement (jurisdiction, id, staff, during, order_id, session, recorded_by, recorded_at)
    select ${tx.actor.jurisdiction}, x.id, x.staff, tstzrange(x."from", x.until), x."order", x.session, ${tx.actor.id}, ${tx.now}
    from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) x(id uuid, staff uuid, "from" timestamptz, until timestamptz, "order" uuid, session uuid) on conflict do nothing`)
  if (done === rows.length) return
  const clashes =
    await tx.rows<Clash>(sql`select distinct e.staff, lower(e.during) "from", upper(e.during) "until", o.no, s.title
    from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) x(id uuid, staff uuid, "from" timestamptz, until timestamptz)
    join services.engagement e on e.jurisdiction = ${tx.actor.jurisdiction} and e.staff = x.staff and e.released_at is null and e.during && tstzrange(x."from", x.until)
    left join services.service_order o on o.jurisdiction = e.jurisdiction and o.id = e.order_id
    left join services.session s on s.jurisdiction = e.jurisdiction and s.id = e.session
    where e.id <> all(${rows.map((row) => row.id)}::uuid[]) order by 2`)
  const names = await personCards(tx, desk, [...new Set(clashes.map((each) => each.staff))], '核对排班冲突')
  const said = clashes.map((each) =>
    `${names.get(each.staff)?.name ?? '—'} ${shown(each.from)}—${shown(each.until).slice(11)} ${each.no ?? each.title ?? ''}`.trim(),
  )
  throw refuse(
    'order.staff-busy',
    { zh: `同一时间已有安排：${said.join('；')}`, en: `Bound elsewhere at that time: ${said.join('; ')}` },
    {
      kind: 'conflict',
      at: '/staff',
      params: { clashes },
      next: { zh: '请改派他人或改时间', en: 'Send somebody else, or at another time' },
    },
  )
}

const shown = (instant: string) =>
  new Date(Date.parse(instant) + 8 * 3_600_000).toISOString().slice(0, 16).replace('T', ' ')

/** Lets everybody go who was bound to an order. */
export async function release(tx: Tx, order: string, reason: string): Promise<void> {
  await tx.run(sql`update services.engagement set released_at = ${tx.now}, released_reason = ${reason}
    where jurisdiction = ${tx.actor.jurisdiction} and order_id = ${order} and released_at is null`)
}

/**
 * Sends staff to an order (派单), or others instead (改派): enough of them, each employed by the provider, not banned, attested what the item
 * needs on the day, and free.
 *
 * @throws Refusal `order.missing`, `order.state`, `order.staff-number`, `order.window`, `worker.not-employed`, `ban.in-force`, `worker.skill`, `order.staff-busy`
 */
export async function assignOrder(
  tx: Tx,
  desk: PeopleDesk,
  id: string,
  input: Assignment,
): Promise<{ state: string; revision: number }> {
  const order = await orderToMove(tx, desk, id, 'assign', input.revision)
  const own = tx.actor.jurisdiction
  const staff = [...new Set(input.staff)]
  const item = await tx.one<{ skills: SkillNeed[]; minutes: number | null }>(
    sql`select skills, minutes from services.item where jurisdiction = ${own} and code = ${order.item}`,
  )
  if (staff.length < Math.max(1, order.staff))
    throw refuse(
      'order.staff-number',
      { zh: `这项服务需要 ${order.staff} 人`, en: `This service needs ${order.staff}` },
      { at: '/staff', params: { needed: order.staff } },
    )
  const from = input.from ?? order.from
  const span = { from, until: input.until ?? endOf(from, item.minutes, order.until) }
  if (
    Date.parse(span.until) <= Date.parse(span.from) ||
    Date.parse(span.from) < Date.parse(order.from) ||
    Date.parse(span.from) >= Date.parse(order.until)
  )
    throw refuse(
      'order.window',
      { zh: '派单时间应在预约时段内', en: 'The time lies outside what was wanted' },
      { at: '/from', params: { from: order.from, until: order.until } },
    )
  const day = today(Date.parse(span.from))
  for (const each of staff)
    await expectSendable(tx, each, { organisation: order.organisation, needs: item.skills, day })
  await release(tx, order.id, 'reassigned')
  await bind(
    tx,
    desk,
    staff.map((each) => ({ staff: each, order: order.id, ...span })),
  )
  return move(tx, order, 'assign', input.told, {
    staff,
    from: span.from,
    until: span.until,
    again: order.state === 'assigned',
    reason: input.reason ?? null,
  })
}

/** A visit takes as long as its item says, and no longer than the window where the item says nothing. */
function endOf(from: string, minutes: number | null, until: string): string {
  return minutes === null ? until : new Date(Date.parse(from) + minutes * 60_000).toISOString()
}
