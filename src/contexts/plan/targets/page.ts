import { addDays, today } from '../../../kernel/dates.ts'
import { levelOf } from '../../../kernel/region.ts'
import { sql, type Tx } from '../../../platform/db/index.ts'
import { conflictViews } from '../conflicts/views.ts'
import { lineageViews } from '../lineage/views.ts'
import { decisionsOf } from '../plans/views.ts'
import { namesOf } from '../who.ts'
import type { TargetPage } from './model.ts'
import { judgeTargets, type Stood } from './refresh.ts'
import type { PlacedPoint } from './series.ts'
import { livingTarget } from './views.ts'

type Head = {
  jurisdiction: string
  plan: string
  state: string
  retiredOn: string | null
  planState: string
  endedOn: string | null
  head: string
}

/** The target, or the head of the ladder or the passage it repeats. */
async function headOf(tx: Tx, id: string): Promise<Head | null> {
  return tx.maybe<Head>(sql`select h.jurisdiction, h.plan, h.state, h.retired_on "retiredOn", p.state "planState", p.ended_on "endedOn", h.id head
    from plan.target t join plan.target d on d.jurisdiction = t.jurisdiction and d.id = coalesce(t.dup_of, t.id)
    join plan.target h on h.jurisdiction = d.jurisdiction and h.id = coalesce(d.ladder_of, d.id)
    join plan.plan p on p.jurisdiction = h.jurisdiction and p.id = h.plan where t.id = ${id}`)
}

/** Everything about one target on a day, or null where it never took force. A fixed number of statements. */
export async function targetPage(tx: Tx, id: string, asOf?: string): Promise<TargetPage | null> {
  const head = await headOf(tx, id)
  if (head === null) return null
  const last = [head.retiredOn, head.endedOn].filter((day) => day !== null).sort()[0]
  const day = dayBefore(asOf ?? today(tx.now.getTime()), last)
  const stood = await judgeTargets(tx, head.jurisdiction, day, { plan: head.plan, target: head.head })
  const mine = stood.find(({ row }) => row.id === head.head)
  if (mine === undefined) return null
  const conflicts = await conflictViews(tx, { target: head.head })
  const lineage = await lineageViews(tx, { target: head.head })
  const decisions = await decisionsOf(
    tx,
    head.jurisdiction,
    sql`subject in (select id from plan.target where jurisdiction = ${head.jurisdiction} and (id = ${head.head} or ladder_of = ${head.head}))`,
  )
  const mentions = await tx.rows<
    TargetPage['mentions'][number]
  >(sql`select clause, quote, jsonb_build_object('start', span_start, 'end', span_end) span from plan.target
    where jurisdiction = ${head.jurisdiction} and (dup_of = ${head.head} or ladder_of = ${head.head}) order by seq`)
  const doubts = await tx.rows<
    TargetPage['doubts'][number]
  >(sql`select code, message, message_en "messageEn", outcome, reason, settled_by "settledBy", settled_at "settledAt"
    from plan.doubt where jurisdiction = ${head.jurisdiction} and plan = ${head.plan} and subject = ${head.head} order by seq`)
  const name = await namesOf(
    tx,
    doubts.map((doubt) => doubt.settledBy),
  )
  return {
    ...livingTarget(mine),
    state: head.state,
    retiredOn: head.retiredOn,
    planState: head.planState,
    series: mine.points.filter((point) => isWhole(point, head.jurisdiction)).map(shown),
    regions: regionsOf(mine, head.jurisdiction),
    mentions,
    lineage,
    conflicts,
    decisions,
    doubts: doubts.map((doubt) => ({ ...doubt, settledBy: doubt.settledBy === null ? null : name(doubt.settledBy) })),
  }
}

/** A target that has ended is shown as it stood on its last day. */
function dayBefore(day: string, end: string | undefined): string {
  if (end === undefined || day < end) return day
  return addDays(end, -1)
}

const shown = ({ asOf, value, low, high, unknown, revision, recordedAt, source }: PlacedPoint) => ({
  asOf,
  value,
  low,
  high,
  unknown,
  revision,
  recordedAt,
  source,
})

const isWhole = (point: PlacedPoint, jurisdiction: string): boolean =>
  point.region === jurisdiction || point.region === jurisdiction.padEnd(12, '0')

/** The newest figure of every region that has to meet the target by itself. */
function regionsOf({ row, points }: Stood, jurisdiction: string): TargetPage['regions'] {
  const newest = new Map<string, number | null>()
  for (const point of points) {
    if (!isWhole(point, jurisdiction) && levelOf(point.region) === row.perLevel) newest.set(point.region, point.value)
  }
  return [...newest].map(([region, value]) => ({ region, value }))
}
