import type { Version } from '../../../engines/merge/index.ts'
import { type IsoDate, today } from '../../../kernel/dates.ts'
import type { Bilingual } from '../../../kernel/refusal.ts'
import { refuse } from '../../../kernel/refusal.ts'
import { empty, sql, type Tx } from '../../../platform/db/index.ts'
import { Download } from '../../../platform/http/index.ts'
import { accountNames } from '../../../platform/identity/index.ts'
import {
  CATEGORIES,
  type CategoryCode,
  demandPerson,
  doorsteps,
  noteRead,
  type PeopleDesk,
  type PersonSeal,
  personCards,
  personsInScope,
  sealsFor,
} from '../../people/index.ts'
import { placesOfDwellings, waysBetween } from '../../territory/index.ts'
import { contentOf } from './content.ts'
import { type Due, visitsDue } from './due.ts'
import {
  FINDINGS,
  type FlagView,
  type ReferralView,
  type Risk,
  type Round,
  type RoundStop,
  type VisitContent,
  type VisitDue,
  type VisitView,
} from './model.ts'
import { walkingOrder } from './walk.ts'

/** Which of those due are listed. */
export type DueState = 'late' | 'soon' | 'not-this-month' | 'all'

const wantedBy = (day: IsoDate, soon: IsoDate, state: DueState) => (each: Due) =>
  state === 'late'
    ? each.due < day
    : state === 'soon'
      ? each.due >= day && each.due <= soon
      : state === 'not-this-month'
        ? !each.reached
        : true

/** Who is due for a visit, masked, at most `most`, with how many there are of each; the reading is noted. */
export async function dueList(
  tx: Tx,
  desk: PeopleDesk,
  query: { state: DueState; risk?: Risk; region?: string; most: number },
): Promise<{ items: VisitDue[]; counts: Record<DueState, number> }> {
  const day = today(tx.now.getTime())
  const { items } = await visitsDue(tx, desk, query.region === undefined ? {} : { region: query.region })
  const soon = today(tx.now.getTime() + 7 * 86_400_000)
  const of = (state: DueState) => items.filter(wantedBy(day, soon, state)).length
  const counts = { late: of('late'), soon: of('soon'), 'not-this-month': of('not-this-month'), all: items.length }
  const wanted = items
    .filter(wantedBy(day, soon, query.state))
    .filter((each) => !query.risk || each.risk === query.risk)
  const shown = wanted.slice(0, query.most)
  const cards = await personCards(
    tx,
    desk,
    shown.map((each) => each.person),
    '安排探访',
  )
  return {
    counts,
    items: shown.flatMap(({ person, spans: _, ...each }) => {
      const card = cards.get(person)
      return card === undefined ? [] : [{ ...each, id: person, person: card }]
    }),
  }
}

const words = new Map<string, Bilingual>(CATEGORIES.map((each) => [each.code, each.title]))
const found = new Map<string, Bilingual>(FINDINGS.map((each) => [each.code, each.title]))

/** What a visitor has to know of persons: their categories, devices they were lent, and what the last visit found. Three statements. */
async function needsOf(tx: Tx, desk: PeopleDesk, dues: readonly Due[]): Promise<Map<string, Bilingual[]>> {
  const persons = dues.map((each) => each.person)
  const needs = new Map(
    dues.map((each) => [
      each.person,
      [...new Set(each.spans.spans.map(({ category }) => category as CategoryCode))].map((code) => words.get(code)!),
    ]),
  )
  for (const source of desk.needs)
    for (const [person, list] of await source(tx, persons)) needs.get(person)?.push(...list)
  const seals = await sealsFor(tx, desk, persons)
  const last = await tx.rows<{
    person: string
    sealed: Buffer
  }>(sql`select distinct on (person) person, sealed from care.visit
    where jurisdiction = ${tx.actor.jurisdiction} and person = any(${persons}::uuid[]) and answered and voided_at is null order by person, held_at desc`)
  for (const { person, sealed } of last) {
    const content = seals.get(person)?.open<VisitContent>(sealed)
    for (const code of content?.findings ?? []) if (code !== 'well') needs.get(person)?.push(found.get(code)!)
  }
  return needs
}

/** Stops of a round at most: a full day on foot. */
const MOST_STOPS = 30
/** The most pressing are put on the round; of those, in the order of the shortest way. */
async function inOrder(
  tx: Tx,
  dues: readonly Due[],
  start: { lon: number; lat: number } | null,
): Promise<{ order: Due[]; minutes: (number | null)[]; places: RoundStop['place'][]; streets: boolean }> {
  const day = today(tx.now.getTime())
  const known = await placesOfDwellings(
    tx,
    dues.flatMap((each) => each.spans.dwelling ?? []),
    day,
  )
  const placeOf = (each: Due) => (each.spans.dwelling === null ? null : (known.get(each.spans.dwelling) ?? null))
  const placed = dues.filter((each) => placeOf(each) !== null)
  const rest = dues.filter((each) => placeOf(each) === null)
  const points = placed.map((each) => placeOf(each)!)
  const ways = points.length === 0 ? null : await waysBetween(tx, day, start === null ? points : [...points, start])
  const count = points.length
  const metres =
    ways === null
      ? points.map((a) => points.map((b) => Math.hypot(a.lon - b.lon, a.lat - b.lat)))
      : ways.metres.slice(0, count).map((row) => row.slice(0, count))
  const from = ways === null || start === null ? null : ways.metres[count]!.slice(0, count)
  const order = walkingOrder(metres, from)
  const minutesOf = (way: number | undefined) =>
    way === undefined || ways === null || !Number.isFinite(way) ? null : Math.round(way / ways.metresPerMinute)
  return {
    order: [...order.map((i) => placed[i]!), ...rest],
    minutes: [
      ...order.map((i, at) => (at === 0 ? minutesOf(from?.[i]) : minutesOf(metres[order[at - 1]!]![i]))),
      ...rest.map(() => null),
    ],
    places: [
      ...order.map((i) => {
        const { lon, lat, name } = points[i]!
        return { lon, lat, name }
      }),
      ...rest.map(() => null),
    ],
    streets: ways !== null,
  }
}

/**
 * Today's round of the actor: who is due by the day after next, the most pressing first chosen, then put in walking order over the streets.
 * Address and telephones are opened for those on it and noted. A grid worker has the own cells only: the scope sees to it.
 */
export async function roundOf(
  tx: Tx,
  desk: PeopleDesk,
  query: { start: { lon: number; lat: number } | null },
): Promise<Round> {
  const { law, items } = await visitsDue(tx, desk)
  const day = today(tx.now.getTime())
  const until = today(tx.now.getTime() + law.aheadDays * 86_400_000)
  const due = items.filter((each) => each.due <= until)
  const chosen = due.slice(0, MOST_STOPS)
  const { order, minutes, places, streets } = await inOrder(tx, chosen, query.start)
  const doors = await doorsteps(
    tx,
    desk,
    order.map((each) => each.person),
    '今日探访',
  )
  const needs = await needsOf(tx, desk, order)
  const stops = order.flatMap((each, i): RoundStop[] => {
    const door = doors.get(each.person)
    if (door === undefined) return []
    const { address, phones, ...person } = door
    const { spans: _, person: id, ...rest } = each
    return [
      {
        ...rest,
        id,
        person,
        address,
        phones,
        place: places[i] ?? null,
        minutes: minutes[i] ?? null,
        needs: needs.get(id) ?? [],
      },
    ]
  })
  const legs = stops.flatMap((stop) => stop.minutes ?? [])
  return {
    day,
    streets,
    minutes: streets && stops.length > 0 ? legs.reduce((sum, each) => sum + each, 0) : null,
    items: stops,
    more: due.length - chosen.length,
  }
}

type VisitRow = Omit<
  VisitView,
  keyof VisitContent | 'place' | 'version' | 'conflicts' | 'papers' | 'referrals' | 'flags' | 'voided'
> & {
  lon: number | null
  lat: number | null
  sealed: Buffer
  voided: string | null
  edits: { device: string; seq: number; base: Version; sealed: string }[]
  papers: VisitView['papers']
  referrals: (Omit<ReferralView, 'note' | 'answer'> & { sealed: string; answer: string | null })[]
  flags: FlagView[]
}

const bytes = (text: string): Buffer => Buffer.from(text.slice(2), 'hex')
function viewOf(row: VisitRow, seal: PersonSeal, names: ReadonlyMap<string, string>): VisitView {
  const { sealed, edits, lon, lat, referrals, ...rest } = row
  const { content, version, conflicts } = contentOf(
    seal.open<VisitContent>(sealed),
    edits.map(({ sealed: said, ...edit }) => ({ ...edit, fields: seal.open<Partial<VisitContent>>(bytes(said)) })),
  )
  return {
    ...rest,
    ...content,
    version,
    conflicts,
    place: lon === null || lat === null ? null : { lon, lat },
    visitor: names.get(row.visitor) ?? (row.visitor.startsWith('system:') ? '演示数据' : row.visitor),
    referrals: referrals.map(({ sealed: note, answer, ...each }) => ({
      ...each,
      note: seal.open<string | null>(bytes(note)),
      answer: answer === null ? null : seal.open<string | null>(bytes(answer)),
    })),
  }
}

const COLUMNS = sql`v.id, v.person, v.mode, v.answered, v.held_at "heldAt", v.minutes, v.place_lon lon, v.place_lat lat, v.visitor, v.confirmed, v.entry,
  v.clock, v.recorded_at "recordedAt", v.voided_reason voided, v.sealed,
  coalesce((select json_agg(json_build_object('device', e.device, 'seq', e.seq, 'base', e.base, 'sealed', e.sealed) order by e.edited_at, e.id)
    from care.visit_edit e where e.jurisdiction = v.jurisdiction and e.visit = v.id), '[]') edits,
  coalesce((select json_agg(json_build_object('id', p.id, 'kind', p.kind) order by p.id) from care.visit_paper p
    where p.jurisdiction = v.jurisdiction and p.visit = v.id), '[]') papers,
  coalesce((select json_agg(json_build_object('id', r.id, 'visit', r.visit, 'person', r.person, 'kind', r.kind, 'unit', r.unit, 'due', r.due,
    'state', r.state, 'sealed', r.sealed, 'answer', r.answer, 'openedAt', r.opened_at) order by r.due, r.id) from care.referral r
    where r.jurisdiction = v.jurisdiction and r.visit = v.id), '[]') referrals,
  coalesce((select json_agg(json_build_object('kind', f.kind, 'other', f.other, 'detail', f.detail, 'settled', f.settled) order by f.kind)
    from care.visit_flag f where f.jurisdiction = v.jurisdiction and f.visit = v.id), '[]') flags`

/** A person's visits and attempts, newest first; the reading is noted. @throws Refusal `person.missing` */
export async function visitsOf(tx: Tx, desk: PeopleDesk, person: string, purpose: string): Promise<VisitView[]> {
  await demandPerson(tx, desk, person)
  const rows = await tx.rows<VisitRow>(sql`select ${COLUMNS} from care.visit v
    where v.jurisdiction = ${tx.actor.jurisdiction} and v.person = ${person} order by v.held_at desc, v.id desc limit 200`)
  const seal = (await sealsFor(tx, desk, [person])).get(person)
  await noteRead(tx, { act: 'care', purpose, fields: ['visits'], persons: [person] })
  if (seal === undefined) return []
  const names = await accountNames(
    tx,
    rows.map((row) => row.visitor),
  )
  return rows.map((row) => viewOf(row, seal, names))
}

/** One photograph or signature; the reading is noted. @throws Refusal `visit.missing` */
export async function visitPaper(tx: Tx, desk: PeopleDesk, visit: string, id: string): Promise<Download> {
  const row = await tx.maybe<{
    person: string
    type: string
    kind: string
    sealed: Buffer
  }>(sql`select v.person, p.type, p.kind, p.sealed from care.visit_paper p
    join care.visit v on v.jurisdiction = p.jurisdiction and v.id = p.visit
    where p.jurisdiction = ${tx.actor.jurisdiction} and p.visit = ${visit} and p.id = ${id} and v.person in (${personsInScope(tx, desk)})`)
  const seal = row === null ? undefined : (await sealsFor(tx, desk, [row.person])).get(row.person)
  if (row === null || seal === undefined)
    throw refuse('visit.missing', { zh: '没有这次探访', en: 'There is no such visit' }, { kind: 'missing' })
  await noteRead(tx, { act: 'care', purpose: '查看探访凭证', fields: ['visit-proof'], persons: [row.person] })
  const content = Buffer.from(seal.open<string>(row.sealed), 'base64')
  if (row.kind === 'photo') return new Download(`${id}.jpg`, row.type, content, true)
  const drawing = `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 300 120"><path d="${content.toString()}" fill="none" stroke="#111" stroke-width="2"/></svg>`
  return new Download(`${id}.svg`, 'image/svg+xml', drawing, true)
}

/** A referral with whom it concerns, as a list has it. */
export type ReferralLine = ReferralView & { name: string; regionName: string | null }

/** Open referrals, or all of the last months, in the actor's scope; the reading is noted. */
export async function referralList(
  tx: Tx,
  desk: PeopleDesk,
  query: { open: boolean; kind?: string },
): Promise<ReferralLine[]> {
  const rows = await tx.rows<
    Omit<ReferralView, 'note' | 'answer'> & { sealed: Buffer; answer: Buffer | null }
  >(sql`select id, visit, person, kind, unit, due, state, opened_at "openedAt", sealed, answer from care.referral
    where jurisdiction = ${tx.actor.jurisdiction} and person in (${personsInScope(tx, desk)})
      ${query.open ? sql`and state in ('open', 'accepted')` : empty} ${query.kind === undefined ? empty : sql`and kind = ${query.kind}`}
    order by state in ('done', 'declined'), due, id limit 300`)
  const persons = [...new Set(rows.map((row) => row.person))]
  const cards = await personCards(tx, desk, persons, '办理转介')
  const seals = await sealsFor(tx, desk, persons)
  return rows.flatMap(({ sealed, answer, ...row }) => {
    const [card, seal] = [cards.get(row.person), seals.get(row.person)]
    if (card === undefined || seal === undefined) return []
    return [
      {
        ...row,
        note: seal.open<string | null>(sealed),
        answer: answer === null ? null : seal.open<string | null>(answer),
        name: card.name,
        regionName: card.regionName,
      },
    ]
  })
}
