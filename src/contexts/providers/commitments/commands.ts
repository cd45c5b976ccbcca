import { today } from '../../../kernel/dates.ts'
import { newId } from '../../../kernel/ids.ts'
import { refuse } from '../../../kernel/refusal.ts'
import { expectRegion, sql, type Tx } from '../../../platform/db/index.ts'
import { emit } from '../../../platform/events/index.ts'
import { happened } from '../happenings.ts'
import type { BreachView } from '../model.ts'
import { organisationWith, STANDING, type StandingStored } from '../store.ts'

/** Payload of `providers.commitment.breached`: what the credit record of the organisation is told. */
export type CommitmentBreached = {
  organisation: string
  creditCode: string
  breach: string
  commitment: string
  severity: BreachView['severity']
  foundOn: string
}

/**
 * Records the breach of a published commitment (违诺). It stands beside the commitment from then on and goes to the credit record.
 *
 * @throws Refusal `commitment.missing`, `commitment.not-then`, `commitment.future`, `access.region`
 */
export async function recordBreach(
  tx: Tx,
  commitment: string,
  input: Pick<BreachView, 'foundOn' | 'what' | 'source' | 'severity' | 'evidence'>,
): Promise<{ id: string }> {
  const standing = await tx.maybe<StandingStored>(sql`select ${STANDING} from providers.standing t
    where t.jurisdiction = ${tx.actor.jurisdiction} and t.id = ${commitment} and t.kind = 'commitment'`)
  if (standing === null)
    throw refuse('commitment.missing', { zh: '没有这份承诺', en: 'There is no such commitment' }, { kind: 'missing' })
  const owner = await organisationWith(tx, standing.organisation)
  expectRegion(tx, owner.region)
  if (input.foundOn > today(tx.now.getTime()))
    throw refuse('commitment.future', { zh: '日期在今天之后', en: 'The day lies in the future' }, { at: '/foundOn' })
  if (input.foundOn < standing.from || (standing.endedOn !== null && input.foundOn >= standing.endedOn))
    throw refuse(
      'commitment.not-then',
      { zh: '承诺在那一天没有效力', en: 'The commitment did not hold on that day' },
      { at: '/foundOn' },
    )
  const id = newId()
  await tx.run(sql`insert into providers.breach (jurisdiction, id, organisation, commitment, found_on, what, source, severity, evidence, recorded_by, recorded_at)
    values (${tx.actor.jurisdiction}, ${id}, ${owner.id}, ${commitment}, ${input.foundOn}, ${input.what}, ${input.source}, ${input.severity},
      ${input.evidence}, ${tx.actor.id}, ${tx.now})`)
  const { severity, foundOn, what } = input
  await happened(tx, { organisation: owner.id, site: standing.site }, 'breach', {
    breach: id,
    commitment,
    severity,
    foundOn,
    what,
  })
  const told: CommitmentBreached = {
    organisation: owner.id,
    creditCode: owner.creditCode,
    breach: id,
    commitment,
    severity,
    foundOn,
  }
  await emit(tx, 'providers.commitment.breached', told)
  return { id }
}

/**
 * Notes that a breach was mended (整改).
 *
 * @throws Refusal `breach.missing`, `breach.mended`, `access.region`
 */
export async function mendBreach(tx: Tx, id: string, input: { on: string; note: string }): Promise<void> {
  const row = await tx.maybe<{
    organisation: string
    mended: string | null
  }>(sql`select organisation, mended_on mended from providers.breach
    where jurisdiction = ${tx.actor.jurisdiction} and id = ${id} for update`)
  if (row === null)
    throw refuse('breach.missing', { zh: '没有这条违诺记录', en: 'There is no such breach' }, { kind: 'missing' })
  expectRegion(tx, (await organisationWith(tx, row.organisation)).region)
  if (row.mended !== null)
    throw refuse('breach.mended', { zh: '已经记为整改', en: 'It has been mended already' }, { kind: 'conflict' })
  await tx.run(sql`update providers.breach set mended_on = ${input.on}, mended_note = ${input.note}
    where jurisdiction = ${tx.actor.jurisdiction} and id = ${id}`)
  await happened(tx, { organisation: row.organisation }, 'breach-mended', { breach: id, ...input })
}
