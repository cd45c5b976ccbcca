import { today } from '../../../kernel/dates.ts'
import { sql, type Tx } from '../../../platform/db/index.ts'
import { record } from '../../../platform/journal/index.ts'
import { openJson } from '../../../platform/keys/index.ts'
import { type PeopleDesk, personCards } from '../../people/index.ts'
import { regionNames } from '../../territory/index.ts'
import { parametersOn } from '../parameters.ts'
import type { CallContent, CallLine, CallState, CallView, StepKind } from './model.ts'
import { inOrder } from './rules.ts'
import { callLines, callWith, onDuty } from './store.ts'

/** Closed calls stand in the list for so many days. */
const SHOWN_DAYS = 30

/** Calls of the actor's area: open ones first, the longest waiting at the top; nothing personal. Two statements. */
export async function urgentCalls(
  tx: Tx,
  filter: { state?: CallState; id?: string } = {},
): Promise<{ now: string; items: CallLine[] }> {
  const since = new Date(tx.now.getTime() - SHOWN_DAYS * 86_400_000)
  const rows = await callLines(tx, filter.id === undefined ? { ...filter, since } : { id: filter.id })
  const names = await regionNames(
    tx,
    rows.map((row) => row.region),
    today(tx.now.getTime()),
  )
  const items = rows.map(
    ({ person: _, source: __, contact: ___, openedBy: ____, revision: _____, ...row }): CallLine => ({
      ...row,
      regionName: names.get(row.region) ?? null,
    }),
  )
  return { now: tx.now.toISOString(), items }
}

type Step = {
  seq: number
  kind: StepKind
  turn: number | null
  contactName: string | null
  note: Buffer | null
  actor: string
  at: string
}

/** One call with its address and trouble, noted as read. Null when there is none in the actor's scope. */
export async function urgentCall(tx: Tx, desk: PeopleDesk, id: string): Promise<CallView | null> {
  const row = await callWith(tx, id)
  const line = (await urgentCalls(tx, { id })).items[0]
  if (row === null || line === undefined) return null
  const key = row.wrapped === null ? null : (await desk.keys.ring(tx)).unwrap(row.wrapped)
  const steps =
    await tx.rows<Step>(sql`select s.seq, s.kind, s.turn, s.contact_name "contactName", s.note, s.actor, s.at
    from community.urgent_step s where s.jurisdiction = ${tx.actor.jurisdiction} and s.call = ${id} order by s.seq`)
  const day = today(tx.now.getTime())
  const minutes = (await parametersOn(tx, day))('urgent-page-minutes').value
  const next = row.state === 'closed' ? [] : inOrder(await onDuty(tx, row.region, id))
  const cards = row.person === null ? null : await personCards(tx, desk, [row.person], '紧急救助')
  await record(tx, { action: 'community.urgent.read', subject: { kind: 'urgent-call', id }, detail: { no: row.no } })
  return {
    ...line,
    content: key === null || row.sealed === null ? null : openJson<CallContent>(key, row.sealed),
    person: cards?.get(row.person!) ?? null,
    source: row.source,
    revision: row.revision,
    minutes,
    next: next.map(({ id: contact, name, phone, pages }) => ({ id: contact, name, phone, pages })),
    steps: steps.map((step) => ({
      ...step,
      note: step.note === null || key === null ? null : openJson<string>(key, step.note),
    })),
  }
}
