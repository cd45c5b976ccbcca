import { sql, type Tx } from '../../../platform/db/index.ts'
import { actsFor, type MeasureAct, type MeasureKind, type MeasureState } from './rules.ts'

export type MeasureView = {
  id: string
  line: string
  round: string
  period: string
  subject: string
  name: string
  score: number | null
  rank: number | null
  kind: MeasureKind
  state: MeasureState
  reason: string
  due: string | null
  revision: number
  events: { revision: number; act: string; text: string; on: string; by: string; at: string }[]
  /** What can be done next. */
  acts: MeasureAct[]
}

/** Rewards, talks, notices and support with their timelines, the open ones first. One statement. */
export async function measureViews(tx: Tx, filter: { round?: string; line?: string }): Promise<MeasureView[]> {
  const rows = await tx.rows<
    Omit<MeasureView, 'acts'>
  >(sql`select m.id, m.line, l.round, r.period, l.subject, l.name, l.score, l.rank,
      m.kind, m.state, m.reason, m.due, m.revision,
      (select jsonb_agg(jsonb_build_object('revision', e.revision, 'act', e.act, 'text', e.text, 'on', e.on_date, 'by', e.by_name, 'at', e.at) order by e.revision)
        from evaluation.measure_event e where e.jurisdiction = m.jurisdiction and e.measure = m.id) events
    from evaluation.measure m join evaluation.line l on l.jurisdiction = m.jurisdiction and l.id = m.line
    join evaluation.round r on r.jurisdiction = l.jurisdiction and r.id = l.round
    where m.jurisdiction = ${tx.actor.jurisdiction} ${filter.round === undefined ? sql`` : sql`and l.round = ${filter.round}`}
      ${filter.line === undefined ? sql`` : sql`and m.line = ${filter.line}`}
    order by (m.state in ('closed', 'withdrawn')), m.due nulls last, m.id desc`)
  return rows.map((row) => ({ ...row, acts: actsFor(row.kind, row.state) }))
}

export type EvaluatorView = {
  id: string
  period: string
  kind: 'department' | 'third-party' | 'public'
  name: string
  respondents: number
  satisfied: number | null
  opinion: string
  on: string
}

/** What others said of a period; all periods unless given. */
export async function evaluatorsOf(tx: Tx, period?: string): Promise<EvaluatorView[]> {
  return tx.rows(sql`select id, period, kind, name, respondents, satisfied, opinion, on_date "on" from evaluation.evaluator
    where jurisdiction = ${tx.actor.jurisdiction} ${period === undefined ? sql`` : sql`and period = ${period}`} order by on_date, id`)
}
