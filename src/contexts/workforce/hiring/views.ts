import { type IsoDate, today } from '../../../kernel/dates.ts'
import { inScope, sql, type Tx } from '../../../platform/db/index.ts'
import { type PeopleDesk, personCards } from '../../people/index.ts'
import { organisationNames } from '../../providers/index.ts'
import { regionNames } from '../../territory/index.ts'
import { holderOf } from '../who.ts'
import { noVacancy, VACANCY, type VacancyRow } from './commands.ts'
import { type Retention, retentionDue, retentionOf, retentionShare } from './rules.ts'

export type VacancyLine = VacancyRow & {
  organisationName: string
  regionName: string | null
  proposed: number
  hired: number
  kept: number
}

export type MatchView = {
  id: string
  person: string
  /** Null where the person lies beyond the reader's scope. */
  name: string | null
  phone: string | null
  state: 'proposed' | 'interviewed' | 'hired' | 'declined'
  stateOn: IsoDate
  reason: string | null
  /** Completed a class in the year before being proposed (培训、用工“一条龙”). */
  trained: { class: string; title: string; endedOn: IsoDate } | null
  employment: {
    id: string
    hiredOn: IsoDate
    endsOn: IsoDate | null
    confirmedOn: IsoDate | null
    revision: number
  } | null
  retention: Retention | null
  retentionDue: IsoDate | null
}

export type VacancyPage = VacancyLine & { creditCode: string; matches: MatchView[] }

/** Figures of hiring: what is traceable from the vacancy to three months later. */
export type HiringFigures = {
  open: number
  places: number
  proposed: number
  hired: number
  trainedHired: number
  kept: number
  due: number
  unknown: number
  pending: number
}

type Stored = Omit<MatchView, 'name' | 'phone' | 'retention' | 'retentionDue'> & {
  vacancy: string
  organisation: string
}

async function matchesOf(tx: Tx, vacancy?: string): Promise<Stored[]> {
  return tx.rows<Stored>(sql`select m.id, m.vacancy, v.organisation, ${holderOf(sql`m`)} person, m.state, m.state_on "stateOn", m.reason,
      case when e.id is null then null else json_build_object('id', e.id, 'hiredOn', lower(e.during), 'endsOn', upper(e.during), 'confirmedOn',
        e.confirmed_on, 'revision', e.revision) end employment, t.trained
    from workforce.match m
    join workforce.vacancy v on v.jurisdiction = m.jurisdiction and v.id = m.vacancy
    left join workforce.employment e on e.jurisdiction = m.jurisdiction and e.id = m.employment
    left join lateral (select json_build_object('class', c.id, 'title', c.title, 'endedOn', c.ends_on) trained
      from workforce.enrolment n join workforce.class c on c.jurisdiction = n.jurisdiction and c.id = n.class
      where n.jurisdiction = m.jurisdiction and n.person = m.person and n.completed and c.state = 'closed' and c.ends_on <= m.state_on
        and c.ends_on > m.recorded_at::date - 365 order by c.ends_on desc limit 1) t on true
    where m.jurisdiction = ${tx.actor.jurisdiction} ${vacancy === undefined ? sql`` : sql`and m.vacancy = ${vacancy}`}
    order by m.recorded_at, m.id`)
}

const retained = (match: Pick<Stored, 'employment'>, day: IsoDate): Retention | null =>
  match.employment === null ? null : retentionOf(match.employment, day)

/** Vacancies, open ones first, with what came of them. Four statements. */
export async function vacancyList(
  tx: Tx,
  query: { state?: 'open' | 'closed'; organisation?: string },
): Promise<{ items: VacancyLine[]; figures: HiringFigures }> {
  const day = today(tx.now.getTime())
  const rows =
    await tx.rows<VacancyRow>(sql`select ${VACANCY} from workforce.vacancy v where v.jurisdiction = ${tx.actor.jurisdiction}
    and ${inScope(tx, sql`v.region`)} order by v.state desc, v.opened_on desc, v.id limit 500`)
  const inside = new Set(rows.map((row) => row.id))
  const matches = (await matchesOf(tx)).filter((each) => inside.has(each.vacancy))
  const names = await organisationNames(
    tx,
    rows.map((row) => row.organisation),
  )
  const places = await regionNames(
    tx,
    rows.map((row) => row.region),
    day,
  )
  const retentions = matches.flatMap((each) => retained(each, day) ?? [])
  const open = rows.filter((row) => row.state === 'open')
  const byVacancy = Map.groupBy(matches, (each) => each.vacancy)
  const hired = matches.filter((each) => each.state === 'hired')
  return {
    items: rows
      .filter((row) => query.state === undefined || row.state === query.state)
      .filter((row) => query.organisation === undefined || row.organisation === query.organisation)
      .map((row) => {
        const own = byVacancy.get(row.id) ?? []
        return {
          ...row,
          organisationName: names.get(row.organisation)?.name ?? '',
          regionName: places.get(row.region) ?? null,
          proposed: own.length,
          hired: own.filter((each) => each.state === 'hired').length,
          kept: own.filter((each) => retained(each, day) === 'kept').length,
        }
      }),
    figures: {
      open: open.length,
      places: open.reduce((sum, row) => sum + row.places, 0),
      proposed: matches.length,
      hired: hired.length,
      trainedHired: hired.filter((each) => each.trained !== null).length,
      ...retentionShare(retentions),
      pending: retentions.filter((each) => each === 'pending').length,
    },
  }
}

/** A vacancy with everybody proposed for it; the reading of their names is noted. @throws Refusal `vacancy.missing` */
export async function vacancyPage(tx: Tx, desk: PeopleDesk, id: string): Promise<VacancyPage> {
  const day = today(tx.now.getTime())
  const row = await tx.maybe<VacancyRow>(sql`select ${VACANCY} from workforce.vacancy v
    where v.jurisdiction = ${tx.actor.jurisdiction} and v.id = ${id} and ${inScope(tx, sql`v.region`)}`)
  if (row === null) throw noVacancy()
  const stored = await matchesOf(tx, id)
  const cards = await personCards(
    tx,
    desk,
    stored.map((each) => each.person),
    '用工推荐',
  )
  const firm = (await organisationNames(tx, [row.organisation])).get(row.organisation)
  const places = await regionNames(tx, [row.region], day)
  const matches = stored.map(({ vacancy: _, organisation: _firm, ...each }): MatchView => {
    const card = cards.get(each.person)
    return {
      ...each,
      name: card?.name ?? null,
      phone: card?.phone ?? null,
      retention: retained(each, day),
      retentionDue: each.employment === null ? null : retentionDue(each.employment.hiredOn),
    }
  })
  return {
    ...row,
    organisationName: firm?.name ?? '',
    creditCode: firm?.creditCode ?? '',
    regionName: places.get(row.region) ?? null,
    proposed: matches.length,
    hired: matches.filter((each) => each.state === 'hired').length,
    kept: matches.filter((each) => each.retention === 'kept').length,
    matches,
  }
}

/** Hirings whose three months are over and of which nobody knows whether they lasted. One statement. */
export async function retentionsToAsk(tx: Tx): Promise<{ vacancy: string; organisation: string; due: IsoDate }[]> {
  const day = today(tx.now.getTime())
  return (await matchesOf(tx))
    .filter((each) => retained(each, day) === 'unknown')
    .map((each) => ({
      vacancy: each.vacancy,
      organisation: each.organisation,
      due: retentionDue(each.employment!.hiredOn),
    }))
}
