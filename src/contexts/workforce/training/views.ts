import { type IsoDate, today } from '../../../kernel/dates.ts'
import { inScope, sql, type Tx } from '../../../platform/db/index.ts'
import { type PeopleDesk, personCards } from '../../people/index.ts'
import { regionNames } from '../../territory/index.ts'
import { CLASS_KIND_CODES, type ClassKind } from '../model.ts'
import { holderOf } from '../who.ts'
import { resultOf } from './close.ts'
import { type Counted, countWithin } from './rules.ts'
import { attendedOf, CLASS, type ClassRow, classWith, learnersOf, type SessionRow, sessionsOf } from './store.ts'

/** A class in a list. `over`: the last day has passed and it is not closed yet. */
export type ClassLine = ClassRow & {
  regionName: string | null
  sessions: number
  learners: number
  completed: number | null
  phase: 'planned' | 'running' | 'over' | 'closed' | 'cancelled'
}

export type LearnerView = {
  person: string
  /** Null where the person lies beyond the reader's scope. */
  name: string | null
  phone: string | null
  age: number | null
  channel: string
  casefile: string | null
  state: 'enrolled' | 'withdrawn'
  score: number | null
  marks: Record<string, boolean>
  presentTenths: number
  unmarkedTenths: number
  /** What the closing would make of it now, or made of it; null is not known yet. */
  completed: boolean | null
  /** Works somewhere today. */
  works: boolean
}

export type ClassPage = ClassLine & { sessionList: SessionRow[]; learnerList: LearnerView[] }

function phaseOf(row: ClassRow, day: IsoDate): ClassLine['phase'] {
  if (row.state !== 'open') return row.state
  if (day < row.startsOn) return 'planned'
  return day > row.endsOn ? 'over' : 'running'
}

/** Classes, the newest first, within the actor's region. Two statements. */
export async function classList(tx: Tx, query: { kind?: ClassKind; year?: number }): Promise<{ items: ClassLine[] }> {
  const day = today(tx.now.getTime())
  const rows = await tx.rows<
    ClassRow & { sessions: number; learners: number; done: number | null }
  >(sql`select ${CLASS},
      (select count(*)::int from workforce.session s where s.jurisdiction = c.jurisdiction and s.class = c.id) sessions, e.learners, e.done
    from workforce.class c, lateral (select (count(*) filter (where e.state = 'enrolled'))::int learners,
      case when c.state = 'closed' then (count(*) filter (where e.completed))::int end done
      from workforce.enrolment e where e.jurisdiction = c.jurisdiction and e.class = c.id) e
    where c.jurisdiction = ${tx.actor.jurisdiction} and ${inScope(tx, sql`c.region`)}
      and (${query.kind ?? null}::text is null or c.kind = ${query.kind ?? null})
      and (${query.year ?? null}::int is null or extract(year from c.ends_on) = ${query.year ?? null})
    order by c.ends_on desc, c.code limit 500`)
  const names = await regionNames(
    tx,
    rows.map((row) => row.region),
    day,
  )
  return {
    items: rows.map(({ done, ...row }) => ({
      ...row,
      completed: done,
      regionName: names.get(row.region) ?? null,
      phase: phaseOf(row, day),
    })),
  }
}

/** A class with its learners, marks and scores; the reading of the names is noted. Eight statements. @throws Refusal `class.missing` */
export async function classPage(tx: Tx, desk: PeopleDesk, id: string): Promise<ClassPage> {
  const day = today(tx.now.getTime())
  const row = await classWith(tx, id)
  const sessions = await sessionsOf(tx, id)
  const learners = await learnersOf(tx, id)
  const cards = await personCards(
    tx,
    desk,
    learners.map((each) => each.person),
    `培训班 ${row.code}`,
  )
  const working = new Set(
    (
      await tx.rows<{ person: string }>(sql`select distinct e.person from workforce.employment e
        where e.jurisdiction = ${tx.actor.jurisdiction} and e.during @> ${day}::date and e.person = any(${learners.map((each) => each.person)}::uuid[])`)
    ).map((each) => each.person),
  )
  const list = learners.map((each): LearnerView => {
    const card = cards.get(each.person)
    const result = resultOf(row, sessions, each)
    return {
      person: each.person,
      name: card?.name ?? null,
      phone: card?.phone ?? null,
      age: card?.age ?? null,
      channel: each.channel,
      casefile: each.casefile,
      state: each.state,
      score: each.score,
      marks: each.marks,
      ...result,
      completed: row.state === 'closed' ? each.completed : result.completed,
      works: working.has(each.person),
    }
  })
  const names = await regionNames(tx, [row.region], day)
  const enrolled = list.filter((each) => each.state === 'enrolled')
  return {
    ...row,
    regionName: names.get(row.region) ?? null,
    sessions: sessions.length,
    learners: enrolled.length,
    completed: row.state === 'closed' ? enrolled.filter((each) => each.completed === true).length : null,
    phase: phaseOf(row, day),
    sessionList: sessions,
    learnerList: list,
  }
}

/** Persons and person-times by kind of class over a span (A155, T39–T41), and how many of those who completed work today. */
export type TrainingFigures = {
  from: IsoDate
  until: IsoDate
  kinds: (Counted & { kind: ClassKind; classes: number; working: number })[]
}

/** Counts closed classes with a last day in the span, both days included. Two statements. */
export async function trainingFigures(tx: Tx, from: IsoDate, until: IsoDate): Promise<TrainingFigures> {
  const day = today(tx.now.getTime())
  const all = await attendedOf(tx)
  const working = new Set(
    (
      await tx.rows<{ person: string }>(sql`select distinct ${holderOf(sql`e`)} person from workforce.employment e
        where e.jurisdiction = ${tx.actor.jurisdiction} and e.during @> ${day}::date`)
    ).map((each) => each.person),
  )
  return {
    from,
    until,
    kinds: CLASS_KIND_CODES.map((kind) => {
      const own = all.filter((each) => each.kind === kind)
      const inside = own.filter((each) => each.endedOn >= from && each.endedOn <= until)
      const completed = new Set(inside.filter((each) => each.completed).map((each) => each.person))
      return {
        kind,
        ...countWithin(own, from, until),
        classes: new Set(inside.map((each) => each.class)).size,
        working: [...completed].filter((each) => working.has(each)).length,
      }
    }),
  }
}

/** Classes whose last day has passed and that nobody has closed. One statement. */
export async function classesToClose(
  tx: Tx,
): Promise<{ id: string; title: string; organiser: string; endsOn: IsoDate }[]> {
  return tx.rows(sql`select c.id, c.title, c.organiser, c.ends_on "endsOn" from workforce.class c
    where c.jurisdiction = ${tx.actor.jurisdiction} and c.state = 'open' and c.ends_on < ${today(tx.now.getTime())}::date
      and ${inScope(tx, sql`c.region`)} order by c.ends_on limit 50`)
}
