import { compareDates, today } from '../../../kernel/dates.ts'
import type { HolidayCalendar } from '../../../kernel/holidays/calendar.ts'
import { workdaysBetween } from '../../../kernel/workdays.ts'
import { calendar } from '../../../platform/calendar/index.ts'
import { may, sql, type Tx, worksIn } from '../../../platform/db/index.ts'
import { actorNames } from '../../../platform/identity/index.ts'
import { facilitiesOn, findFacility } from '../facilities/views.ts'
import { regionNames } from '../regions/views.ts'
import { attachmentsOf } from './attachments.ts'
import { DEFECT_TITLES, GATE_RULES, GATES } from './gates.ts'
import { linesFor, MEASURES } from './lines.ts'
import type {
  BuildingLine,
  BuildingView,
  DecisionView,
  DefectView,
  Figures,
  GateView,
  HandoverState,
  InspectionView,
  OpinionView,
  UseCaseView,
} from './model.ts'
import { handoverState, nextGate, whyNotPass } from './rules.ts'
import { decides, receives } from './scope.ts'
import { type BuildingRow, buildingRow, buildingRows, standingOf } from './store.ts'

type Seen = { day: string; holidays: HolidayCalendar; names: ReadonlyMap<string, string> }

/** The six gates as they are drawn. What stops the gate whose turn it is stands with its reason. */
export function chainOf(row: BuildingRow, day: string): GateView[] {
  const turn = nextGate(row.passes)
  const standing = standingOf(row)
  return GATES.map((gate, i): GateView => {
    const { title, papers } = GATE_RULES[gate]
    const common = {
      gate,
      title,
      papers: papers.map(({ kind, title: of }) => ({
        kind,
        title: of,
        attached: row.papers.filter((each) => each === kind).length,
      })),
    }
    const passed = row.passes[i]
    if (passed !== undefined) return { ...common, state: 'passed', on: passed.on, who: passed.unit, reason: null }
    if (gate !== turn) return { ...common, state: 'later', on: null, who: null, reason: null }
    const stop = whyNotPass(standing, { gate, lines: [], on: day })
    const returned = row.returned?.gate === gate ? row.returned : null
    if (stop?.code === 'gate.open-defect' || stop?.code === 'gate.opinion-against')
      return { ...common, state: 'blocked', on: null, who: null, reason: stop.text }
    if (returned !== null)
      return {
        ...common,
        state: 'returned',
        on: returned.on,
        who: returned.unit,
        reason: { zh: returned.opinion, en: returned.opinion },
      }
    return { ...common, state: 'current', on: null, who: null, reason: stop?.text ?? null }
  })
}

function lineOf(row: BuildingRow, { day, holidays, names }: Seen): BuildingLine {
  const { jurisdiction: _home, passes: _passes, returned: _returned, opinion, papers: _papers, ...rest } = row
  const handover = handoverState(
    { handoverDue: row.handoverDue, handedOverOn: row.handedOverOn, warnDays: row.handoverTerm?.warnDays ?? 0 },
    day,
  )
  return {
    ...rest,
    regionName: names.get(row.region) ?? row.region,
    handover,
    overdueWorkdays: handover === 'overdue' ? workdaysBetween(holidays, row.handoverDue!, day).days : 0,
    openDefects: row.openDefects.length,
    stance: opinion?.stance ?? null,
    chain: chainOf(row, day),
  }
}

async function seenOf(tx: Tx, regions: readonly string[]): Promise<Seen> {
  const day = today(tx.now.getTime())
  return { day, holidays: await calendar(tx), names: await regionNames(tx, regions, day) }
}

export type BuildingFilter = {
  region?: string | undefined
  /** Only hand-overs that stand like this. */
  handover?: HandoverState | undefined
  /** Only projects whose turn is this gate; `blocked`: something stops them. */
  standing?: 'blocked' | 'open' | 'finished' | undefined
}

/** Building projects within reach, by code. Three statements. */
export async function buildingList(tx: Tx, filter: BuildingFilter): Promise<{ items: BuildingLine[] }> {
  const rows = await buildingRows(tx, tx.actor.jurisdiction, filter.region ?? '')
  const seen = await seenOf(
    tx,
    rows.map((row) => row.region),
  )
  const items = rows
    .map((row) => lineOf(row, seen))
    .filter((line) => filter.handover === undefined || line.handover === filter.handover)
    .filter((line) => filter.standing === undefined || standing(line) === filter.standing)
  return { items }
}

function standing(line: BuildingLine): BuildingFilter['standing'] {
  if (line.passed === 'use') return 'finished'
  return line.chain.some((gate) => gate.state === 'blocked') ? 'blocked' : 'open'
}

/** A project with its decisions, defects, papers, hand-over and use. */
export async function buildingView(tx: Tx, id: string): Promise<BuildingView> {
  const row = await buildingRow(tx, id)
  const seen = await seenOf(tx, [row.region])
  const line = lineOf(row, seen)
  const facility = row.facility === null ? null : await findFacility(tx, row.facility, seen.day)
  const decisions =
    await tx.rows<DecisionView>(sql`select id, gate, outcome, decided_on as "on", unit_name as unit, reference, opinion, figures, lines, decided_by as by, recorded_at as at
    from territory.gate_decision where project = ${id} order by recorded_at desc, id desc`)
  const opinions =
    await tx.rows<OpinionView>(sql`select id, stance, given_on as "on", unit_name as unit, text, given_by as by
    from territory.civil_opinion where project = ${id} order by recorded_at desc, id desc`)
  const defects = await tx.rows<
    Omit<DefectView, 'title'>
  >(sql`select d.id, d.kind, d.line, d.what, d.missing_area as "missingArea", d.clause, d.found_on as "foundOn", d.rectify_by as "rectifyBy",
      d.recorded_by as by, case when r.defect is null then null else jsonb_build_object('on', r.rectified_on, 'madeGoodArea', r.made_good_area, 'what', r.what, 'by', r.recorded_by) end as rectified
    from territory.build_defect d left join territory.defect_rectification r on r.jurisdiction = d.jurisdiction and r.defect = d.id
    where d.project = ${id} order by r.defect is not null, d.recorded_at desc, d.id desc`)
  const inspections = await inspectionsOf(tx, row.facility, id)
  const name = await actorNames(tx, [
    ...decisions.map((each) => each.by),
    ...opinions.map((each) => each.by),
    ...defects.flatMap((each) => [each.by, each.rectified?.by ?? each.by]),
    ...inspections.map((each) => each.by),
  ])
  const attachments = await attachmentsOf(tx, [id, ...inspections.map((each) => each.id)], name)
  const figures: Figures = decisions.find((each) => Object.keys(each.figures).length > 0)?.figures ?? {}
  return {
    ...line,
    facilityName: facility?.name ?? null,
    facilityState: facility?.state ?? null,
    decisions: decisions.map((each) => ({ ...each, by: name(each.by) })),
    opinions: opinions.map((each) => ({ ...each, by: name(each.by) })),
    defects: defects.map((each) => ({
      ...each,
      title: DEFECT_TITLES[each.kind],
      by: name(each.by),
      rectified: each.rectified === null ? null : { ...each.rectified, by: name(each.rectified.by) },
    })),
    attachments: attachments.get(id) ?? [],
    inspections: inspections.map((each) => ({ ...each, by: name(each.by), papers: attachments.get(each.id) ?? [] })),
    openUseCase:
      row.facility === null ? null : ((await casesOfUse(tx, { facility: row.facility, open: true }))[0] ?? null),
    lines: await linesFor(tx, row, figures, row.rulesOf ?? seen.day),
    measures: [...MEASURES],
    may: await rightsOf(tx, row, seen.day),
  }
}

async function rightsOf(tx: Tx, row: BuildingRow, day: string): Promise<BuildingView['may']> {
  const own = row.jurisdiction === tx.actor.jurisdiction && worksIn(tx.actor, row.region)
  const turn = nextGate(row.passes)
  const decide = own && may(tx.actor, 'gate.decide')
  return {
    change: own && may(tx.actor, 'register.write') && row.acceptedOn === null,
    decide:
      decide && turn !== null && (turn === 'handover' ? await receives(tx, row.region) : await decides(tx, turn, day)),
    opinion: decide && row.passes.length < 2 && (await decides(tx, 'opinion', day)),
    defect: decide,
    inspect: own && may(tx.actor, 'register.write') && row.facility !== null,
  }
}

type InspectionRow = Omit<InspectionView, 'papers'>

const INSPECTION = sql`select id, facility, inspected_on as "on", inspectors, found, what, opened_case is not null as "openedCase",
    closed_case is not null as "closedCase", recorded_by as by
  from territory.use_inspection`
const NEWEST_FIRST = sql`order by inspected_on desc, recorded_at desc`

async function inspectionsOf(tx: Tx, facility: string | null, project: string): Promise<InspectionRow[]> {
  return tx.rows<InspectionRow>(sql`${INSPECTION} where project = ${project} or facility = ${facility} ${NEWEST_FIRST}`)
}

/** Inspections of one facility, newest first, with their photographs. */
export async function facilityInspections(tx: Tx, facility: string): Promise<{ items: InspectionView[] }> {
  const rows = await tx.rows<InspectionRow>(sql`${INSPECTION} where facility = ${facility} ${NEWEST_FIRST}`)
  const name = await actorNames(
    tx,
    rows.map((each) => each.by),
  )
  const papers = await attachmentsOf(
    tx,
    rows.map((each) => each.id),
    name,
  )
  return { items: rows.map((each) => ({ ...each, by: name(each.by), papers: papers.get(each.id) ?? [] })) }
}

/** Cases of changed use, the open ones first. */
export async function casesOfUse(
  tx: Tx,
  filter: { facility?: string | undefined; open?: boolean | undefined; region?: string | undefined } = {},
): Promise<UseCaseView[]> {
  const rows = await tx.rows<
    Omit<UseCaseView, 'facilityName' | 'regionName' | 'overdueWorkdays'>
  >(sql`select c.id, c.facility, c.region, p.id as project,
      c.opened_on as "openedOn", c.found, c.what, c.clause, c.suspended, c.mend_by as "mendBy", c.closed_on as "closedOn"
    from territory.use_case c left join territory.building_project p on p.jurisdiction = c.jurisdiction and p.facility = c.facility
    where c.jurisdiction = ${tx.actor.jurisdiction} and starts_with(c.region, ${filter.region ?? ''})
      and (${filter.facility ?? null}::text is null or c.facility = ${filter.facility ?? null}) and (${filter.open ?? false} is false or c.closed_on is null)
    order by c.closed_on is not null, c.opened_on desc, c.id`)
  if (rows.length === 0) return []
  const seen = await seenOf(
    tx,
    rows.map((row) => row.region),
  )
  const known = await facilitiesOn(tx, seen.day, {
    codes: rows.map((row) => row.facility),
    states: 'any',
  })
  return rows.map((row) => ({
    ...row,
    facilityName: known.find((each) => each.code === row.facility)?.name ?? null,
    regionName: seen.names.get(row.region) ?? row.region,
    overdueWorkdays:
      row.closedOn === null && compareDates(seen.day, row.mendBy) > 0
        ? workdaysBetween(seen.holidays, row.mendBy, seen.day).days
        : 0,
  }))
}
