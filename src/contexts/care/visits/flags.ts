import { type Absence, contradictions, type FlagKind, type Presence } from '../../../engines/presence/index.ts'
import { type IsoDate, startOfDay } from '../../../kernel/dates.ts'
import { refuse } from '../../../kernel/refusal.ts'
import { sql, type Tx } from '../../../platform/db/index.ts'
import { accountNames } from '../../../platform/identity/index.ts'
import { record } from '../../../platform/journal/index.ts'
import { type PeopleDesk, personCards, personFacts, personsInScope } from '../../people/index.ts'
import { visitWith } from './commands.ts'

/** A visit at the door is taken to last so long where nobody said. */
const SHORTEST_MINUTES = 5

type Row = {
  id: string
  visitor: string
  person: string
  mode: string
  heldAt: string
  minutes: number | null
  lon: number | null
  lat: number | null
  clock: string
}

const presenceOf = (row: Row): Presence => ({
  id: row.id,
  actor: row.visitor,
  person: row.person,
  remote: row.mode !== 'door',
  from: Date.parse(row.heldAt),
  to: Date.parse(row.heldAt) + (row.minutes ?? SHORTEST_MINUTES) * 60_000,
  place: row.lon === null || row.lat === null ? null : { lon: row.lon, lat: row.lat },
  doubtful: row.clock === 'doubtful',
})

/**
 * Looks for what cannot be true among the visits of some days (两地同时、来不及走到、已去世或迁出): what is found is noted for a person to
 * settle, once; nothing is changed about the visits. Where nobody keeps who is in hospital, that is not looked for. Four statements.
 */
export async function checkVisits(tx: Tx, desk: PeopleDesk, from: IsoDate, to: IsoDate): Promise<number> {
  const own = tx.actor.jurisdiction
  const rows =
    await tx.rows<Row>(sql`select id, visitor, person, mode, held_at "heldAt", minutes, place_lon lon, place_lat lat, clock from care.visit
    where jurisdiction = ${own} and held_on between ${from}::date and ${to}::date and answered and voided_at is null`)
  const facts = await personFacts(tx, desk, [...new Set(rows.map((row) => row.person))])
  const absences = [...facts.values()].flatMap((each): Absence[] =>
    (each.state === 'dead' || each.state === 'moved-out') && each.stateOn !== null
      ? // The day itself counts as a day on which one was still there.
        [{ person: each.id, kind: 'gone', from: Date.parse(startOfDay(each.stateOn)) + 86_400_000, to: null }]
      : [],
  )
  const found = contradictions(rows.map(presenceOf), absences)
  const fresh = await tx.run(sql`insert into care.visit_flag (jurisdiction, visit, kind, other, detail, found_at)
    select ${own}, x.visit, x.kind, x.other, x.detail, ${tx.now} from unnest(${found.map((each) => each.id)}::uuid[], ${found.map((each) => each.kind)}::text[],
      ${found.map((each) => each.other)}::uuid[], ${found.map((each) => JSON.stringify(each.detail))}::jsonb[]) x(visit, kind, other, detail)
    on conflict (jurisdiction, visit, kind) do nothing`)
  await record(tx, {
    action: 'care.visits.check',
    subject: { kind: 'day', id: to },
    detail: { from, visits: rows.length, found: found.length, fresh },
  })
  return fresh
}

/** A flag that waits for a person. */
export type FlagLine = {
  visit: string
  kind: FlagKind
  heldAt: string
  person: string
  name: string | null
  visitor: string
  detail: Record<string, number>
}

/** Open flags on visits in the actor's scope, the newest first; the reading is noted. */
export async function flagList(tx: Tx, desk: PeopleDesk): Promise<FlagLine[]> {
  const rows = await tx.rows<
    Omit<FlagLine, 'name'>
  >(sql`select f.visit, f.kind, v.held_at "heldAt", v.person, v.visitor, f.detail from care.visit_flag f
    join care.visit v on v.jurisdiction = f.jurisdiction and v.id = f.visit
    where f.jurisdiction = ${tx.actor.jurisdiction} and f.settled is null and v.person in (${personsInScope(tx, desk)}) order by v.held_at desc limit 300`)
  const cards = await personCards(
    tx,
    desk,
    rows.map((row) => row.person),
    '核对探访',
  )
  const names = await accountNames(
    tx,
    rows.map((row) => row.visitor),
  )
  return rows.map((row) => ({
    ...row,
    name: cards.get(row.person)?.name ?? null,
    visitor: names.get(row.visitor) ?? row.visitor,
  }))
}

/**
 * Settles a flag: what it says is true (the visit is then taken back by its own act), or it has an explanation.
 *
 * @throws Refusal `visit.missing`, `flag.missing`
 */
export async function settleFlag(
  tx: Tx,
  desk: PeopleDesk,
  visit: string,
  input: { kind: FlagKind; settled: 'true' | 'explained'; note: string },
): Promise<void> {
  await visitWith(tx, desk, visit)
  const done =
    await tx.run(sql`update care.visit_flag set settled = ${input.settled}, settled_note = ${input.note}, settled_by = ${tx.actor.id}, settled_at = ${tx.now}
    where jurisdiction = ${tx.actor.jurisdiction} and visit = ${visit} and kind = ${input.kind} and settled is null`)
  if (done === 0)
    throw refuse('flag.missing', { zh: '没有这条待核对的标记', en: 'There is no such open flag' }, { kind: 'missing' })
  await record(tx, {
    action: 'care.visit.flag',
    subject: { kind: 'visit', id: visit },
    detail: { kind: input.kind, settled: input.settled },
  })
}
