import { today } from '../../../kernel/dates.ts'
import type { HolidayCalendar } from '../../../kernel/holidays/calendar.ts'
import { calendar } from '../../../platform/calendar/index.ts'
import { may, sql, type Tx } from '../../../platform/db/index.ts'
import { findFacility, regionNames } from '../../territory/index.ts'
import { overdueWorkdays } from '../tasks/rules.ts'
import { namesOf } from '../who.ts'
import { keeps } from './commands.ts'
import type { Fund, ProjectLine, ProjectState, ProjectView } from './model.ts'
import { projectState } from './rules.ts'
import { type ProjectRow, projectRow, projectRows } from './store.ts'

type Seen = { day: string; holidays: HolidayCalendar; names: ReadonlyMap<string, string> }

function lineOf({ jurisdiction: _home, ...row }: ProjectRow, { day, holidays, names }: Seen): ProjectLine {
  const sum = (part: keyof Omit<Fund, 'kind'>) => row.funds.reduce((total, fund) => total + fund[part], 0)
  return {
    ...row,
    regionName: names.get(row.region) ?? row.region,
    state: projectState(row, day),
    overdueWorkdays: row.acceptedOn === null ? overdueWorkdays(holidays, row.endsOn, day).days : 0,
    plannedFen: sum('plannedFen'),
    arrivedFen: sum('arrivedFen'),
    spentFen: sum('spentFen'),
  }
}

async function seenOf(tx: Tx, rows: readonly ProjectRow[]): Promise<Seen> {
  const day = today(tx.now.getTime())
  const names = await regionNames(
    tx,
    rows.map((row) => row.region),
    day,
  )
  return { day, holidays: await calendar(tx), names }
}

export type ProjectFilter = {
  jurisdiction?: string | undefined
  state?: ProjectState | undefined
  /** Only projects that move this target. */
  target?: string | undefined
}

/** Projects of a jurisdiction by code. Three statements. */
export async function projectList(tx: Tx, filter: ProjectFilter): Promise<{ items: ProjectLine[]; next: null }> {
  const rows = await projectRows(tx, filter.jurisdiction ?? tx.actor.jurisdiction, filter.target ?? null)
  const seen = await seenOf(tx, rows)
  const items = rows.map((row) => lineOf(row, seen))
  return { items: items.filter((line) => filter.state === undefined || line.state === filter.state), next: null }
}

/** One project within reach: its money, progress, facility, targets, and everything it ever was. */
export async function projectView(tx: Tx, id: string): Promise<ProjectView> {
  const row = await projectRow(tx, id)
  const seen = await seenOf(tx, [row])
  const facility = row.facility === null ? null : await findFacility(tx, row.facility, seen.day)
  const history = await tx.rows<
    ProjectView['history'][number]
  >(sql`select revision, act, facts, reason, changed_by as by, changed_at as at
    from plan.project_version where project = ${id} order by revision desc`)
  const name = await namesOf(
    tx,
    history.map((each) => each.by),
  )
  const own = row.jurisdiction === tx.actor.jurisdiction && may(tx.actor, 'project.manage')
  return {
    ...lineOf(row, seen),
    facilityName: facility?.name ?? null,
    facilityState: facility?.state ?? null,
    history: history.map((each) => ({ ...each, by: name(each.by) })),
    mayChange: own && (await keeps(tx, row.ownerName)),
  }
}
