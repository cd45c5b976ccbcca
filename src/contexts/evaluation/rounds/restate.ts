import { sql, type Tx } from '../../../platform/db/index.ts'
import { record } from '../../../platform/journal/index.ts'
import { latestSeries, seriesKey } from '../../statistics/index.ts'
import type { ScoredLine } from '../scoring/model.ts'
import { assemble } from './assemble.ts'
import type { Effect, RoundContent, TargetFact } from './model.ts'
import { contentOf, ROUND, type RoundRow } from './store.ts'

type Frozen = {
  round: string
  key: string
  indicator: string
  region: string
  asOf: string
  value: number | null
  revision: number
}

/** What a correction changes between a round as frozen and as it would be computed today. Pure. */
export function effectOf(
  before: { targets: readonly TargetFact[]; lines: readonly ScoredLine[] },
  after: { targets: readonly TargetFact[]; lines: readonly ScoredLine[] },
  keys: ReadonlySet<string>,
): Effect {
  const now = new Map(after.targets.map((target) => [target.target, target]))
  const lines = new Map(after.lines.map((line) => [line.subject, line]))
  return {
    targets: before.targets.flatMap((target) => {
      const state = now.get(target.target)?.standing.state
      if (state === undefined || state === target.standing.state) return []
      if (target.figure !== null && !keys.has(target.figure)) return []
      return [{ target: target.target, name: target.name, before: target.standing.state, after: state }]
    }),
    lines: before.lines.flatMap((line) => {
      const next = lines.get(line.subject)
      if (next === undefined || (next.score === line.score && next.rank === line.rank)) return []
      const { subject, name, score, rank } = line
      return [{ subject, name, before: score, after: next.score, rankBefore: rank, rankAfter: next.rank }]
    }),
  }
}

async function frozenFigures(tx: Tx, only: { indicators?: readonly string[] }): Promise<Frozen[]> {
  return tx.rows<Frozen>(sql`select i.round, i.key, i.indicator, i.region, i.as_of "asOf",
      case when s.key is null then i.value else s.value end value, coalesce(s.revision, i.revision) revision
    from evaluation.round_input i join evaluation.round r on r.jurisdiction = i.jurisdiction and r.id = i.round and r.voided_at is null
    left join lateral (select s.key, s.value, s.revision from evaluation.restatement s
      where s.jurisdiction = i.jurisdiction and s.round = i.round and s.key = i.key order by s.revision desc limit 1) s on true
    where i.jurisdiction = ${tx.actor.jurisdiction} ${only.indicators === undefined ? sql`` : sql`and i.indicator = any(${[...only.indicators]})`}`)
}

/**
 * Looks which figures of frozen rounds were corrected since, and notes each correction beside the frozen value with what it would
 * change. Nothing frozen is touched. Noting twice notes once.
 *
 * @returns how many corrections were noted
 */
export async function noteRestatements(tx: Tx, only: { indicators?: readonly string[] } = {}): Promise<number> {
  const frozen = await frozenFigures(tx, only)
  if (frozen.length === 0) return 0
  const pairs = frozen.map(({ indicator, region }) => ({ indicator, region }))
  const asOf = frozen
    .map((each) => each.asOf)
    .sort()
    .at(-1)!
  const series = await latestSeries(tx, { pairs, asOf })
  const moved = frozen.flatMap((each) => {
    const point = series.get(seriesKey(each.indicator, each.region))?.find(({ asOf: day }) => day === each.asOf)
    return point !== undefined && point.revision > each.revision ? [{ ...each, point }] : []
  })
  let noted = 0
  for (const [id, list] of Map.groupBy(moved, ({ round }) => round)) {
    const round = await tx.one<RoundRow>(
      sql`select ${ROUND} from evaluation.round r where r.jurisdiction = ${tx.actor.jurisdiction} and r.id = ${id}`,
    )
    const before: RoundContent = await contentOf(tx, round)
    const after = await assemble(tx, { period: round.period, kind: round.kind }, before)
    const effect = effectOf(before, after, new Set(list.map(({ key }) => key)))
    const frozenValues = new Map(before.figures.map((figure) => [figure.key, figure.value]))
    const rows = list.map(({ key, point }) => ({
      key,
      observation: point.observation,
      revision: point.revision,
      frozen_value: frozenValues.get(key) ?? null,
      value: point.value,
    }))
    const written =
      await tx.run(sql`insert into evaluation.restatement (jurisdiction, round, key, observation, revision, frozen_value, value, effect, noted_at)
      select ${tx.actor.jurisdiction}, ${id}, g.key, g.observation, g.revision, g.frozen_value, g.value, ${JSON.stringify(effect)}, ${tx.now}
      from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) g(key text, observation uuid, revision int, frozen_value numeric, value numeric)
      on conflict do nothing`)
    if (written === 0) continue
    noted += written
    await record(tx, {
      action: 'evaluation.round.restate',
      subject: { kind: 'evaluation-round', id },
      detail: { figures: rows.map(({ key, revision }) => ({ key, revision })) },
    })
  }
  return noted
}
