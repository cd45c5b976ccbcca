import { hashOf } from '../../../kernel/hash.ts'
import { newId } from '../../../kernel/ids.ts'
import { refuse } from '../../../kernel/refusal.ts'
import { sql, type Tx } from '../../../platform/db/index.ts'
import type { ScoredLine, ScoringRule } from '../scoring/model.ts'
import type { FigureFact, RoundContent, TargetFact, TaskFact } from './model.ts'

export type RoundRow = {
  id: string
  period: string
  kind: RoundContent['kind']
  asOf: string
  rule: ScoringRule
  summary: RoundContent['summary']
  hash: string
  frozenBy: string
  frozenAt: string
  voidedAt: string | null
  voidReason: string | null
}

export const ROUND = sql`r.id, r.period, r.kind, r.as_of "asOf", r.rule, r.summary, r.hash, r.frozen_name "frozenBy", r.frozen_at "frozenAt",
  r.voided_at "voidedAt", r.void_reason "voidReason"`

/** The standing round of a period and kind, if it was frozen. */
export async function roundOf(tx: Tx, period: string, kind: string): Promise<RoundRow | null> {
  return tx.maybe<RoundRow>(sql`select ${ROUND} from evaluation.round r
    where r.jurisdiction = ${tx.actor.jurisdiction} and r.period = ${period} and r.kind = ${kind} and r.voided_at is null`)
}

/** @throws Refusal `round.missing` */
export async function roundWith(tx: Tx, id: string, lock = false): Promise<RoundRow> {
  const row = await tx.maybe<RoundRow>(sql`select ${ROUND} from evaluation.round r
    where r.jurisdiction = ${tx.actor.jurisdiction} and r.id = ${id} ${lock ? sql`for update` : sql``}`)
  if (row !== null) return row
  throw refuse(
    'round.missing',
    { zh: '没有这次评价', en: 'There is no such round' },
    { kind: 'missing', params: { id } },
  )
}

/** Writes a round and everything it is made of. Seven statements, however many targets. */
export async function insertRound(
  tx: Tx,
  content: RoundContent,
  hash: string,
  by: { id: string; name: string; at: Date },
): Promise<string> {
  const j = tx.actor.jurisdiction
  const id = newId()
  const { rule, summary, targets, figures, tasks, lines } = content
  await tx.run(sql`insert into evaluation.round (jurisdiction, id, period, kind, as_of, rule_code, rule_from, rule, summary, hash, frozen_by, frozen_name, frozen_at)
    values (${j}, ${id}, ${content.period}, ${content.kind}, ${content.asOf}, ${rule.code}, ${rule.validFrom}, ${JSON.stringify(rule)},
      ${JSON.stringify(summary)}, ${hash}, ${by.id}, ${by.name}, ${by.at})`)
  await tx.run(sql`insert into evaluation.round_target (jurisdiction, round, target, seq, state, indicator, figure, content)
    select ${j}, ${id}, (c->>'target')::uuid, at, c->'standing'->>'state', c->>'indicator', c->>'figure', c
    from jsonb_array_elements(${JSON.stringify(targets)}::jsonb) with ordinality g(c, at)`)
  const hashed = figures.map((figure) => ({ figure, hash: hashOf(JSON.parse(JSON.stringify(figure))) }))
  await tx.run(sql`insert into evaluation.round_input (jurisdiction, round, key, observation, indicator, region, as_of, value, revision, content, hash)
    select ${j}, ${id}, f->>'key', (f->>'observation')::uuid, f->>'indicator', f->>'region', (f->>'asOf')::date, (f->>'value')::numeric,
      (f->>'revision')::int, f, g->>'hash'
    from jsonb_array_elements(${JSON.stringify(hashed)}::jsonb) g, lateral (select g->'figure' f) x`)
  await tx.run(sql`insert into evaluation.round_task (jurisdiction, round, task, seq, content)
    select ${j}, ${id}, (c->>'task')::uuid, at, c from jsonb_array_elements(${JSON.stringify(tasks)}::jsonb) with ordinality g(c, at)`)
  const rows = lines.map((line) => ({ ...line, id: newId() }))
  await tx.run(sql`insert into evaluation.line (jurisdiction, id, round, subject, name, score, rank, tied, known, items)
    select ${j}, g.id, ${id}, g.subject, g.name, g.score, g.rank, g.tied, g.known, g.items
    from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) g(id uuid, subject text, name text, score numeric, rank int, tied boolean, known numeric, items jsonb)`)
  return id
}

/** A round as it was frozen, put together again from its rows. Four statements. */
export async function contentOf(tx: Tx, round: RoundRow): Promise<RoundContent> {
  const j = tx.actor.jurisdiction
  const parts = <T>(rows: { content: T }[]): T[] => rows.map(({ content }) => content)
  const targets = parts(
    await tx.rows<{ content: TargetFact }>(
      sql`select content from evaluation.round_target where jurisdiction = ${j} and round = ${round.id} order by seq`,
    ),
  )
  const figures = parts(
    await tx.rows<{ content: FigureFact }>(
      sql`select content from evaluation.round_input where jurisdiction = ${j} and round = ${round.id} order by key collate "C"`,
    ),
  )
  const tasks = parts(
    await tx.rows<{ content: TaskFact }>(
      sql`select content from evaluation.round_task where jurisdiction = ${j} and round = ${round.id} order by seq`,
    ),
  )
  const lines = await tx.rows<ScoredLine>(sql`select subject, name, score, rank, tied, known, items from evaluation.line
    where jurisdiction = ${j} and round = ${round.id} order by rank nulls last, subject collate "C"`)
  const { period, kind, asOf, rule, summary } = round
  return { jurisdiction: j, period, kind, asOf, rule, summary, targets, figures, tasks, lines }
}
