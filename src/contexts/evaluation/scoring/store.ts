import { refuse } from '../../../kernel/refusal.ts'
import { sql, type Tx } from '../../../platform/db/index.ts'
import { record } from '../../../platform/journal/index.ts'
import type { ScoringRule, SubjectKind } from './model.ts'
import { checkRule, DEFAULT_RULES } from './rules.ts'

const FIELDS = sql`code, valid_from "validFrom", kind, name, items, least_known "leastKnown", source`

/** Scoring rules of the actor's jurisdiction, newest first; the delivered ones stand at the end until they are kept. */
export async function scoringRules(tx: Tx): Promise<ScoringRule[]> {
  const kept = await tx.rows<ScoringRule>(sql`select ${FIELDS} from evaluation.rule
    where jurisdiction = ${tx.actor.jurisdiction} order by valid_from desc, code`)
  const known = new Set(kept.map((rule) => `${rule.code} ${rule.validFrom}`))
  return [...kept, ...DEFAULT_RULES.filter((rule) => !known.has(`${rule.code} ${rule.validFrom}`))]
}

/**
 * The rule that holds for a kind of subject on a day; with `code`, that one.
 * @throws Refusal `rule.missing`
 */
export async function ruleOn(tx: Tx, kind: SubjectKind, day: string, code?: string): Promise<ScoringRule> {
  const rule = (await scoringRules(tx)).find(
    (each) => each.kind === kind && each.validFrom <= day && (code === undefined || each.code === code),
  )
  if (rule !== undefined) return rule
  throw refuse(
    'rule.missing',
    { zh: '这一天没有有效的评分办法', en: 'No scoring rule holds on that day' },
    { kind: 'missing', next: { zh: '先登记评分办法', en: 'Record a scoring rule first' } },
  )
}

/** Keeps a delivered rule as a row, so that a round can name it. Does nothing when it is there. */
export async function keepRule(tx: Tx, rule: ScoringRule): Promise<void> {
  await insert(tx, rule)
}

/**
 * Records a rule that holds from a day on (新版评分办法). Older rounds keep the rule they were frozen with.
 * @throws Refusal `rule.invalid`, `rule.exists`
 */
export async function addRule(tx: Tx, rule: ScoringRule): Promise<void> {
  checkRule(rule)
  if ((await insert(tx, rule)) === 0) {
    throw refuse(
      'rule.exists',
      { zh: '这一天起已有同名的评分办法', en: 'A rule of this name holds from that day already' },
      { kind: 'conflict', next: { zh: '换一个生效日期', en: 'Choose another day' } },
    )
  }
  await record(tx, {
    action: 'evaluation.rule.add',
    subject: { kind: 'scoring-rule', id: `${rule.code} ${rule.validFrom}` },
    detail: { kind: rule.kind, items: rule.items.map(({ code, weight }) => ({ code, weight })) },
  })
}

async function insert(tx: Tx, rule: ScoringRule): Promise<number> {
  return tx.run(sql`insert into evaluation.rule (jurisdiction, code, valid_from, kind, name, items, least_known, source, recorded_by, recorded_at)
    values (${tx.actor.jurisdiction}, ${rule.code}, ${rule.validFrom}, ${rule.kind}, ${JSON.stringify(rule.name)}, ${JSON.stringify(rule.items)},
      ${rule.leastKnown}, ${rule.source}, ${tx.actor.id}, ${tx.now}) on conflict do nothing`)
}
