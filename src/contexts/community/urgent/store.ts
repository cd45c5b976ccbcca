import { empty, inScope, type Sql, sql, type Tx } from '../../../platform/db/index.ts'
import type { CallChannel, CallState, StepKind } from './model.ts'
import type { Candidate } from './rules.ts'

/** A call as it is stored. */
export type CallRow = {
  id: string
  no: string
  region: string
  person: string | null
  wrapped: Buffer | null
  sealed: Buffer | null
  channel: CallChannel
  source: string | null
  state: CallState
  turn: number
  nextAt: string | null
  contact: string | null
  openedBy: string
  openedAt: string
  acknowledgedAt: string | null
  closedAt: string | null
  revision: number
}

const COLUMNS = sql`c.id, c.no, c.region, c.person, c.wrapped, c.sealed, c.channel, c.source, c.state, c.turn, c.next_at "nextAt", c.contact,
  c.opened_by "openedBy", c.opened_at "openedAt", c.acknowledged_at "acknowledgedAt", c.closed_at "closedAt", c.revision`

/** Calls of the actor's area, and those the actor took for another one. */
const mine = (tx: Tx): Sql => sql`(${inScope(tx, sql`c.region`)} or c.opened_by = ${tx.actor.id}
  or exists (select from community.duty_contact d where d.jurisdiction = c.jurisdiction and d.id = c.contact and d.account::text = ${tx.actor.id}))`

/** A call in the actor's scope; `lock` holds it for the transaction. */
export async function callWith(tx: Tx, id: string, lock = false): Promise<CallRow | null> {
  return tx.maybe<CallRow>(sql`select ${COLUMNS} from community.urgent_call c
    where c.jurisdiction = ${tx.actor.jurisdiction} and c.id = ${id} and ${mine(tx)} ${lock ? sql`for update of c` : empty}`)
}

/** The call that came from a record of another room. */
export async function callOf(tx: Tx, source: string): Promise<{ id: string; no: string } | null> {
  return tx.maybe(
    sql`select id, no from community.urgent_call where jurisdiction = ${tx.actor.jurisdiction} and source = ${source}`,
  )
}

/** Locks one call whose next page is due and that nobody else works on. Null: none is due. */
export async function dueCall(tx: Tx): Promise<CallRow | null> {
  return tx.maybe<CallRow>(sql`select ${COLUMNS} from community.urgent_call c where c.jurisdiction = ${tx.actor.jurisdiction}
    and c.state = 'open' and c.next_at <= ${tx.now} order by c.next_at, c.id limit 1 for update of c skip locked`)
}

export type OnDuty = Candidate & { name: string; phone: string; account: string | null }

/** Everybody on duty for a place now, with how often a call paged them. One statement. */
export async function onDuty(tx: Tx, region: string, call: string | null): Promise<OnDuty[]> {
  return tx.rows<OnDuty>(sql`select d.id, d.area, d.position, d.name, d.phone, d.account,
      (select count(*)::int from community.urgent_step s where s.jurisdiction = d.jurisdiction and s.call = ${call}::uuid
        and s.contact = d.id and s.kind = 'paged') pages
    from community.duty_contact d where d.jurisdiction = ${tx.actor.jurisdiction} and starts_with(${region}, d.area) and d.during @> ${tx.now}::timestamptz`)
}

/** Appends a step; the call is locked, so its number is the next one. */
export async function addStep(
  tx: Tx,
  call: string,
  step: { kind: StepKind; turn?: number; contact?: string | null; contactName?: string | null; note?: Buffer | null },
): Promise<void> {
  await tx.run(sql`insert into community.urgent_step (jurisdiction, call, seq, kind, turn, contact, contact_name, note, actor, at)
    select ${tx.actor.jurisdiction}, ${call}, coalesce(max(seq) + 1, 0), ${step.kind}, ${step.turn ?? null}::int, ${step.contact ?? null}::uuid,
      ${step.contactName ?? null}, ${step.note ?? null}, ${tx.actor.id}, ${tx.now}
    from community.urgent_step where jurisdiction = ${tx.actor.jurisdiction} and call = ${call}`)
}

/** Lines of a list, open ones first, the longest waiting at the top. One statement. */
export async function callLines(
  tx: Tx,
  filter: { state?: CallState; since?: Date; id?: string },
): Promise<
  (Omit<CallRow, 'wrapped' | 'sealed'> & {
    contactName: string | null
    contactPhone: string | null
    mine: boolean
    nobody: boolean
  })[]
> {
  return tx.rows(sql`select c.id, c.no, c.region, c.person, c.channel, c.source, c.state, c.turn, c.next_at "nextAt", c.contact, c.opened_by "openedBy",
      c.opened_at "openedAt", c.acknowledged_at "acknowledgedAt", c.closed_at "closedAt", c.revision,
      d.name "contactName", d.phone "contactPhone", coalesce(d.account::text = ${tx.actor.id}, false) mine,
      (c.state = 'open' and c.turn > 0 and exists (select from community.urgent_step s where s.jurisdiction = c.jurisdiction and s.call = c.id and s.turn = c.turn and s.kind = 'nobody')) nobody
    from community.urgent_call c left join community.duty_contact d on d.jurisdiction = c.jurisdiction and d.id = c.contact
    where c.jurisdiction = ${tx.actor.jurisdiction} and ${mine(tx)}
      ${filter.id === undefined ? empty : sql`and c.id = ${filter.id}`}
      ${filter.state === undefined ? empty : sql`and c.state = ${filter.state}`}
      ${filter.since === undefined ? empty : sql`and (c.state <> 'closed' or c.opened_at >= ${filter.since})`}
    order by case c.state when 'open' then 0 when 'acknowledged' then 1 else 2 end,
      case when c.state = 'closed' then null else c.opened_at end, c.opened_at desc limit 200`)
}
