import { today } from '../../../kernel/dates.ts'
import { refuse } from '../../../kernel/refusal.ts'
import { join, type Sql, sql, type Tx } from '../../../platform/db/index.ts'
import { pageOf, readCursor } from '../../../platform/http/index.ts'
import { libraryHere } from '../../statistics/index.ts'
import {
  type ListedStanding,
  type ListedTarget,
  type LivingState,
  type LivingTarget,
  type RungView,
  STATES,
  type TargetList,
  type TargetSummary,
} from './model.ts'
import { judgeTargets, type Stood } from './refresh.ts'
import type { Library, LibraryIndicator } from './series.ts'
import { CONFLICT, LISTED } from './store.ts'

/** What a list of targets may be narrowed to. `under` is a prefix of jurisdictions: `53`, `532622`. */
export type TargetQuery = {
  asOf?: string | undefined
  under?: string | undefined
  plan?: string | undefined
  state?: LivingState | undefined
  family?: string | undefined
  indicator?: string | undefined
  unit?: string | undefined
  q?: string | undefined
  limit?: number | undefined
  cursor?: string | undefined
  summary?: boolean | undefined
}

/**
 * Living targets, the worst first. Today's standings are read as they were judged last: four statements at most for a province as
 * for a county. Other days are judged on the way, for one jurisdiction at a time.
 *
 * @throws Refusal `target.as-of-reach`, `target.as-of-future`
 */
export async function targetList(tx: Tx, query: TargetQuery): Promise<TargetList> {
  const now = today(tx.now.getTime())
  if (query.asOf === undefined || query.asOf === now) return todayList(tx, query, now)
  if (query.asOf > now) {
    throw refuse(
      'target.as-of-future',
      { zh: '截至日期不能晚于今天', en: 'The date cannot lie in the future' },
      { at: '/asOf' },
    )
  }
  const jurisdiction = query.under?.length === 6 ? query.under : tx.actor.jurisdiction
  if (query.under !== undefined && query.under.length < 6 && query.under !== jurisdiction) {
    throw refuse(
      'target.as-of-reach',
      { zh: '往日的情况一次只能看一个地区', en: 'Past days are shown for one jurisdiction at a time' },
      { at: '/asOf', next: { zh: '请先选定一个县（市、区）', en: 'Choose one county first' } },
    )
  }
  return pastList(tx, query, jurisdiction, query.asOf)
}

async function pastList(tx: Tx, query: TargetQuery, jurisdiction: string, asOf: string): Promise<TargetList> {
  const stood = await judgeTargets(tx, jurisdiction, asOf, query.plan === undefined ? {} : { plan: query.plan })
  const all = stood
    .map(({ row, standing: { reason: _, ...standing }, indicator }) => listedTarget(row, standing, indicator))
    .filter((target) => matches(target, query))
    .sort((a, b) => STATES.indexOf(a.standing.state) - STATES.indexOf(b.standing.state) || a.seq - b.seq)
  const items = query.state === undefined ? all : all.filter((target) => target.standing.state === query.state)
  const units = [...new Set(stood.flatMap(({ row }) => row.units))].sort()
  const counted = all.map((target) => ({ indicator: target.indicator, state: target.standing.state, n: 1 }))
  const library = new Map(stood.flatMap(({ indicator }) => (indicator === null ? [] : [[indicator.code, indicator]])))
  return {
    asOf,
    items,
    next: null,
    summary: query.summary === false ? null : { ...summarise(counted, library), units },
  }
}

function matches(target: ListedTarget, query: TargetQuery): boolean {
  return (
    (query.family === undefined || target.families.includes(query.family)) &&
    (query.indicator === undefined || target.indicator === query.indicator) &&
    (query.unit === undefined || target.units.includes(query.unit)) &&
    (query.q === undefined || target.printed.includes(query.q) || target.name.zh.includes(query.q))
  )
}

type StateRow = Omit<ListedRow, 'ladder'> & { detail: ListedStanding & { ladder: RungView[] }; place: number }

async function todayList(tx: Tx, query: TargetQuery, now: string): Promise<TargetList> {
  const library = await libraryHere(tx)
  const { narrow, units } = narrowed(query, tx.actor.reach, library)
  const limit = query.limit ?? 100
  const after = readCursor(query.cursor, 3)
  const rows = await tx.rows<StateRow>(sql`
    with page as (
      select s.jurisdiction, s.target, s.detail - 'reason' detail, s.place from plan.target_state s ${units}
      where ${narrow} ${query.state === undefined ? sql`` : sql`and s.place = ${STATES.indexOf(query.state) + 1}`}
        ${after === null ? sql`` : sql`and (s.place, s.jurisdiction, s.target) > (${join(after)}::uuid)`}
      order by s.place, s.jurisdiction, s.target limit ${limit + 1})
    select t.jurisdiction, ${LISTED}, p.title "planTitle", p.paper, ${CONFLICT}, page.detail, page.place
    from page join plan.target t on t.jurisdiction = page.jurisdiction and t.id = page.target
    join plan.plan p on p.jurisdiction = t.jurisdiction and p.id = t.plan
    order by page.place, page.jurisdiction, page.target`)
  const page = pageOf(rows, limit, (row) => [row.place, row.jurisdiction, row.id])
  const summary = query.summary === false ? null : await summaryOf(tx, narrow, units, library)
  return {
    asOf: now,
    items: page.items.map(({ detail, place: _, ...row }) => {
      const { ladder, ...standing } = detail
      return listedTarget({ ...row, ladder }, standing, library.get(row.indicator ?? '') ?? null)
    }),
    next: page.next,
    summary,
  }
}

/** What the states are narrowed to, and the join that a question about units needs. */
function narrowed(query: TargetQuery, reach: string, library: Library): { narrow: Sql; units: Sql } {
  const parts = [sql`true`]
  // Said as a range, too: the policies alone would read the states of the whole installation.
  const prefix = query.under ?? reach
  if (prefix !== '*') parts.push(sql`s.jurisdiction between ${prefix.padEnd(6, '0')} and ${prefix.padEnd(6, '9')}`)
  if (query.plan !== undefined) parts.push(sql`s.plan = ${query.plan}`)
  if (query.indicator !== undefined) parts.push(sql`s.indicator = ${query.indicator}`)
  if (query.family !== undefined) {
    const codes = [...library.values()].filter((each) => each.families.includes(query.family!)).map((each) => each.code)
    parts.push(sql`s.indicator = any(${codes})`)
  }
  if (query.unit !== undefined) parts.push(sql`${query.unit} = any(t.units)`)
  if (query.q !== undefined) {
    const codes = [...library.values()].filter((each) => each.name.zh.includes(query.q!)).map((each) => each.code)
    parts.push(sql`(strpos(s.printed, ${query.q}) > 0 or s.indicator = any(${codes}))`)
  }
  const units =
    query.unit === undefined ? sql`` : sql`join plan.target t on t.jurisdiction = s.jurisdiction and t.id = s.target`
  return { narrow: join(parts, ' and '), units }
}

async function summaryOf(tx: Tx, narrow: Sql, units: Sql, library: Library): Promise<TargetSummary> {
  const rows = await tx.rows<{ indicator: string | null; state: LivingState; n: number; units: string[] | null }>(sql`
    select s.indicator, s.state, count(*)::int n, null units from plan.target_state s ${units} where ${narrow} group by 1, 2
    union all
    select null, null, 0, array(select distinct u from plan.target_state s join plan.target t on t.jurisdiction = s.jurisdiction and t.id = s.target,
      unnest(t.units) u where s.jurisdiction = ${tx.actor.jurisdiction} order by u)`)
  return {
    ...summarise(
      rows.filter((row) => row.units === null),
      library,
    ),
    units: rows.find((row) => row.units !== null)?.units ?? [],
  }
}

function summarise(
  rows: readonly { indicator: string | null; state: LivingState; n: number }[],
  library: Library,
): Omit<TargetSummary, 'units'> {
  const states: Record<string, number> = Object.fromEntries(STATES.map((state) => [state, 0]))
  const indicators = new Map<string | null, TargetSummary['indicators'][number]>()
  for (const { indicator, state, n } of rows) {
    states[state] = (states[state] ?? 0) + n
    const entry = indicators.get(indicator) ?? {
      indicator,
      name: nameOf(library.get(indicator ?? '') ?? null, null),
      states: {},
      total: 0,
    }
    entry.states[state] = (entry.states[state] ?? 0) + n
    entry.total += n
    indicators.set(indicator, entry)
  }
  const list = [...indicators.values()].sort(
    (a, b) => b.total - a.total || (a.indicator ?? '').localeCompare(b.indicator ?? ''),
  )
  return { states, total: list.reduce((sum, entry) => sum + entry.total, 0), indicators: list }
}

function nameOf(indicator: LibraryIndicator | null, printed: string | null): { zh: string; en: string } {
  const fallback = printed ?? '（未选定指标）'
  return indicator?.name ?? { zh: fallback, en: printed ?? '(no indicator chosen)' }
}

/** A target in force with its words. */
export function livingTarget({ row, standing, indicator }: Omit<Stood, 'points'>): LivingTarget {
  return { ...listedTarget(row, standing, indicator), quote: row.quote, span: row.span, standing }
}

type ListedRow = Omit<ListedTarget, 'name' | 'families' | 'indicatorUnit' | 'standing'>

function listedTarget(row: ListedRow, standing: ListedStanding, indicator: LibraryIndicator | null): ListedTarget {
  const {
    id,
    jurisdiction,
    plan,
    planTitle,
    paper,
    seq,
    printed,
    kind,
    comparator,
    value,
    low,
    high,
    unit,
    deadline,
    period,
    baseYear,
  } = row
  const { scope, tolerance, orGroup, countOf, clause, units, revision, conflict, ladder } = row
  return {
    id,
    jurisdiction,
    plan,
    planTitle,
    paper,
    seq,
    indicator: row.indicator,
    name: nameOf(indicator, printed),
    families: indicator?.families ?? [],
    printed,
    kind,
    comparator,
    value,
    low,
    high,
    unit,
    indicatorUnit: indicator?.unit ?? null,
    deadline,
    period,
    baseYear,
    scope,
    tolerance,
    orGroup,
    countOf,
    clause,
    units,
    revision,
    conflict,
    ladder,
    standing,
  }
}
