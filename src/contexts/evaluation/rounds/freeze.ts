import { formatDate, today } from '../../../kernel/dates.ts'
import { parsePeriod } from '../../../kernel/periods.ts'
import { refuse } from '../../../kernel/refusal.ts'
import { sql, type Tx } from '../../../platform/db/index.ts'
import { emit } from '../../../platform/events/index.ts'
import { record } from '../../../platform/journal/index.ts'
import { keepRule } from '../scoring/store.ts'
import { nameOf } from '../who.ts'
import { assemble, contentHash, type RoundSpec } from './assemble.ts'
import { insertRound, roundOf, roundWith } from './store.ts'

/** Payload of `evaluation.round.frozen`. */
export type RoundFrozen = { round: string; period: string; kind: string; hash: string }

/** One freezer of a period at a time; the second one then sees what the first has done. */
async function takeTurn(tx: Tx, period: string, kind: string): Promise<void> {
  const key = `evaluation.freeze ${tx.actor.jurisdiction} ${period} ${kind}`
  await tx.run(sql`select pg_advisory_xact_lock(hashtextextended(${key}, 0))`)
}

/**
 * Freezes the scorecard of a period (固化评价结果): targets, figures with their formulas and inputs, tasks, scores and ranks are kept
 * in one transaction and never change. `at` is the instant written on it; now unless given.
 *
 * @throws Refusal `period.invalid`, `round.period-open`, `round.frozen`, `round.empty`, `rule.missing`
 */
export async function freezeRound(
  tx: Tx,
  spec: RoundSpec,
  at: Date = tx.now,
): Promise<{ round: string; hash: string }> {
  const period = parsePeriod(spec.period)
  if (period.to >= today(tx.now.getTime())) {
    throw refuse(
      'round.period-open',
      {
        zh: `${period.id} 到${formatDate(period.to)}才结束，不能提前固化`,
        en: `${period.id} ends on ${formatDate(period.to, 'en')}; it cannot be frozen before`,
      },
      { at: '/period', next: { zh: '可以先预览', en: 'You can look at the preview' } },
    )
  }
  await takeTurn(tx, period.id, spec.kind)
  const before = await roundOf(tx, period.id, spec.kind)
  if (before !== null) {
    throw refuse(
      'round.frozen',
      {
        zh: `${period.id} 已由${before.frozenBy}固化`,
        en: `${period.id} was frozen by ${before.frozenBy} already`,
      },
      { kind: 'conflict', params: { round: before.id }, next: { zh: '打开已固化的评价', en: 'Open the frozen round' } },
    )
  }
  // Reports and answers that came after the instant written on the round are no part of it.
  const content = await assemble({ ...tx, now: at }, { ...spec, period: period.id })
  if (content.lines.length === 0) {
    throw refuse(
      'round.empty',
      { zh: '没有可以评价的单位或乡镇', en: 'There is no unit or township to evaluate' },
      { next: { zh: '方案生效后再固化', en: 'Freeze after a plan has taken force' } },
    )
  }
  await keepRule(tx, content.rule)
  const hash = contentHash(content)
  const round = await insertRound(tx, content, hash, { id: tx.actor.id, name: await nameOf(tx, tx.actor.id), at })
  await record(tx, {
    action: 'evaluation.round.freeze',
    subject: { kind: 'evaluation-round', id: round },
    detail: {
      period: period.id,
      kind: spec.kind,
      hash,
      rule: `${content.rule.code} ${content.rule.validFrom}`,
      targets: content.targets.length,
      figures: content.figures.length,
      lines: content.lines.length,
    },
  })
  await emit<'evaluation.round.frozen', RoundFrozen>(tx, 'evaluation.round.frozen', {
    round,
    period: period.id,
    kind: spec.kind,
    hash,
  })
  return { round, hash }
}

/**
 * Takes a round that was frozen by mistake out of use; it stays to be read, and the period can be frozen anew.
 *
 * @throws Refusal `round.missing`, `round.voided`, `round.published`
 */
export async function voidRound(tx: Tx, id: string, reason: string): Promise<void> {
  const round = await roundWith(tx, id, true)
  if (round.voidedAt !== null) {
    throw refuse('round.voided', { zh: '这次评价已经作废', en: 'This round was voided already' }, { kind: 'conflict' })
  }
  const published =
    await tx.maybe(sql`select 1 from evaluation.release r where r.jurisdiction = ${tx.actor.jurisdiction} and r.period = ${round.period}
    and not exists (select from evaluation.release_end e where e.jurisdiction = r.jurisdiction and e.release = r.id)`)
  if (published !== null) {
    throw refuse(
      'round.published',
      { zh: '已经公布的评价不能作废', en: 'A published round cannot be voided' },
      {
        kind: 'conflict',
        next: { zh: '先撤回公布，或公布修订版', en: 'Withdraw the publication, or publish a restated version' },
      },
    )
  }
  await tx.run(sql`update evaluation.round set voided_at = ${tx.now}, voided_by = ${tx.actor.id}, void_reason = ${reason}
    where jurisdiction = ${tx.actor.jurisdiction} and id = ${id}`)
  await record(tx, {
    action: 'evaluation.round.void',
    subject: { kind: 'evaluation-round', id },
    detail: { period: round.period, kind: round.kind, reason },
  })
}
