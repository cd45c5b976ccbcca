import { sql, type Tx } from '../../../platform/db/index.ts'
import type { ScoredLine } from '../scoring/model.ts'
import { contentHash } from './assemble.ts'
import type { FigureFact, RestatementView, RoundContent, RoundHead } from './model.ts'
import { contentOf, ROUND, type RoundRow, roundWith } from './store.ts'

/** Rounds of the jurisdiction, newest period first. One statement. */
export async function roundHeads(tx: Tx): Promise<RoundHead[]> {
  const rows = await tx.rows<RoundRow & { restatements: number }>(sql`select ${ROUND},
      (select count(distinct s.key)::int from evaluation.restatement s where s.jurisdiction = r.jurisdiction and s.round = r.id) restatements
    from evaluation.round r where r.jurisdiction = ${tx.actor.jurisdiction} order by r.as_of desc, r.kind desc, r.frozen_at desc`)
  return rows.map(({ rule, ...row }) => ({ ...row, ruleName: rule.name }))
}

/** Corrections noted for a round, newest of each figure. One statement. */
export async function restatementsOf(tx: Tx, round: string): Promise<RestatementView[]> {
  return tx.rows<RestatementView>(sql`select distinct on (s.key) s.key, i.indicator, i.content->'name' name, i.content->>'unit' unit, i.region, i.content->>'place' place,
      i.as_of "asOf", s.frozen_value "frozenValue", s.value, s.revision, s.effect, s.noted_at "notedAt"
    from evaluation.restatement s join evaluation.round_input i on i.jurisdiction = s.jurisdiction and i.round = s.round and i.key = s.key
    where s.jurisdiction = ${tx.actor.jurisdiction} and s.round = ${round} order by s.key, s.revision desc`)
}

/** A line with what followed from it. */
export type LineView = ScoredLine & { id: string; measures: number; open: number }

/** Everything of a round for its page. */
export type RoundView = RoundHead & {
  rule: RoundContent['rule']
  lines: LineView[]
  targets: RoundContent['targets']
  figures: FigureFact[]
  tasks: RoundContent['tasks']
  restated: RestatementView[]
  /** The hash computed anew from what is kept equals the hash written when it was frozen. */
  intact: boolean
}

/** A round opened: lines with what followed, targets, figures, corrections, and whether the content still has its hash. Seven statements. */
export async function roundView(tx: Tx, id: string): Promise<RoundView> {
  const round = await roundWith(tx, id)
  const content = await contentOf(tx, round)
  const restated = await restatementsOf(tx, id)
  const follow = await tx.rows<{
    id: string
    subject: string
    measures: number
    open: number
  }>(sql`select l.id, l.subject,
      count(m.id)::int measures, count(m.id) filter (where m.state not in ('closed', 'withdrawn'))::int open
    from evaluation.line l left join evaluation.measure m on m.jurisdiction = l.jurisdiction and m.line = l.id
    where l.jurisdiction = ${tx.actor.jurisdiction} and l.round = ${id} group by l.id, l.subject`)
  const bySubject = new Map(follow.map((each) => [each.subject, each]))
  const { rule, ...head } = round
  return {
    ...head,
    ruleName: rule.name,
    rule,
    restatements: restated.length,
    lines: content.lines.map((line) => {
      const { id: line_, measures, open } = bySubject.get(line.subject)!
      return { ...line, id: line_, measures, open }
    }),
    targets: content.targets,
    figures: content.figures,
    tasks: content.tasks,
    restated,
    intact: contentHash(content) === round.hash,
  }
}
