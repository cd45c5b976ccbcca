import { addDays, today } from '../../../kernel/dates.ts'
import { hashOf } from '../../../kernel/hash.ts'
import { refuse } from '../../../kernel/refusal.ts'
import { sql, type Tx } from '../../db/index.ts'
import { emit } from '../../events/index.ts'
import { actorNames } from '../../identity/index.ts'
import { record } from '../../journal/index.ts'
import { type Review, recordReview } from '../../reviews/index.ts'
import { checkDefinition, errorsIn } from '../definition/check.ts'
import { type Finding, readDefinition, refuseDefinition } from '../definition/read.ts'
import { SHIPPED } from '../definitions/index.ts'
import { needsReview } from '../model.ts'
import { lockRow, rowsOf } from './store.ts'

/** Payload of `procedures.definition.enacted` and `.retired`. */
export type DefinitionChanged = { code: string; version: number; from: string | null; until: string | null }

/** Name of whoever acts, for people. */
export async function nameOf(tx: Tx): Promise<string> {
  if (tx.actor.kind === 'public') return '申请人'
  return (await actorNames(tx, [tx.actor.id]))(tx.actor.id)
}

const changed = () =>
  refuse(
    'definition.changed',
    { zh: '别人刚刚改过这份草稿', en: 'Somebody changed this draft just now' },
    { kind: 'conflict', at: '/revision', next: { zh: '请重新打开再改', en: 'Open it again' } },
  )

/**
 * Saves a draft: the next version of a procedure, or a new procedure. It need not be free of errors, but it has to have the form of a
 * definition. One draft per procedure.
 *
 * @throws Refusal `definition.form`, `definition.changed`
 */
export async function saveDraft(
  tx: Tx,
  input: { content: unknown; revision: number | null; note: string | null },
): Promise<{ code: string; version: number; revision: number; findings: Finding[] }> {
  const definition = readDefinition(input.content)
  const { code } = definition
  const { jurisdiction } = tx.actor
  const rows = await rowsOf(tx, code)
  const draft = rows.find((row) => row.state === 'draft')
  if ((draft?.revision ?? null) !== input.revision) throw changed()
  const hash = hashOf(definition)
  const content = JSON.stringify(definition)
  const name = await nameOf(tx)
  const newest = Math.max(
    0,
    ...rows.map((row) => row.version),
    ...SHIPPED.filter((s) => s.definition.code === code).map((s) => s.version),
  )
  const version = draft?.version ?? newest + 1
  const revision = (draft?.revision ?? 0) + 1
  if (draft === undefined) {
    const made = await tx.run(sql`insert into procedures.definition
        (jurisdiction, code, version, content, hash, origin, state, note, by_id, by_name, at, revision)
      values (${jurisdiction}, ${code}, ${version}, ${content}, ${hash}, 'county', 'draft', ${input.note}, ${tx.actor.id}, ${name},
        ${tx.now}, ${revision}) on conflict do nothing`)
    if (made === 0) throw changed()
  } else {
    const made =
      await tx.run(sql`update procedures.definition set content = ${content}, hash = ${hash}, note = ${input.note},
        by_id = ${tx.actor.id}, by_name = ${name}, at = ${tx.now}, revision = ${revision}
      where jurisdiction = ${jurisdiction} and code = ${code} and version = ${version} and state = 'draft' and revision = ${draft.revision}`)
    if (made === 0) throw changed()
  }
  await record(tx, {
    action: 'procedures.definition.draft',
    subject: { kind: 'definition', id: `${code} ${version}` },
    detail: { revision, hash },
  })
  return { code, version, revision, findings: checkDefinition(definition) }
}

/**
 * Puts a draft in force from a day on. The version before it ends the day before; cases that began under it stay under it. What decides
 * about recognition or subsidy needs a fair-competition review.
 *
 * @throws Refusal `definition.missing`, `definition.enacted`, `definition.past`, `definition.check` and those of `recordReview`
 */
export async function enactDraft(
  tx: Tx,
  input: { code: string; version: number; from: string; revision: number; review?: Review | null },
): Promise<DefinitionChanged> {
  const { jurisdiction } = tx.actor
  const row = await lockRow(tx, input.code, input.version)
  if (row.state !== 'draft')
    throw refuse(
      'definition.enacted',
      { zh: '这个版本已经生效', en: 'This version is in force already' },
      { kind: 'conflict' },
    )
  if (row.revision !== input.revision) throw changed()
  if (input.from < today(tx.now.getTime()))
    throw refuse(
      'definition.past',
      { zh: '生效日期不能早于今天', en: 'It cannot take force in the past' },
      { at: '/from' },
    )
  const errors = errorsIn(checkDefinition(row.content))
  if (errors.length > 0) throw refuseDefinition('definition.check', errors)
  await tx.run(sql`update procedures.definition set valid_until = ${addDays(input.from, -1)}
    where jurisdiction = ${jurisdiction} and code = ${input.code} and state = 'enacted' and origin = 'county'
      and valid_from < ${input.from} and (valid_until is null or valid_until >= ${input.from})`)
  const review = needsReview(row.content)
    ? await recordReview(
        tx,
        { kind: 'procedure', code: input.code, version: input.version, title: row.content.title },
        input.review,
      )
    : null
  await tx.run(sql`update procedures.definition set state = 'enacted', valid_from = ${input.from}, review = ${review}
    where jurisdiction = ${jurisdiction} and code = ${input.code} and version = ${input.version}`)
  await record(tx, {
    action: 'procedures.definition.enact',
    subject: { kind: 'definition', id: `${input.code} ${input.version}` },
    detail: { from: input.from, hash: row.hash, review },
  })
  const told: DefinitionChanged = { code: input.code, version: input.version, from: input.from, until: null }
  await emit(tx, 'procedures.definition.enacted', told)
  return told
}

/**
 * Ends a version on a day: from the next day on the procedure takes no new applications, unless another version is in force.
 *
 * @throws Refusal `definition.missing`, `definition.draft`, `definition.past`
 */
export async function retireVersion(
  tx: Tx,
  input: { code: string; version: number; until: string },
): Promise<DefinitionChanged> {
  const row = await lockRow(tx, input.code, input.version)
  if (row.state === 'draft')
    throw refuse('definition.draft', { zh: '草稿还没有生效', en: 'A draft is not in force' }, { kind: 'conflict' })
  if (input.until < today(tx.now.getTime()) || input.until < row.validFrom!)
    throw refuse(
      'definition.past',
      { zh: '停止日期不能早于今天或生效日', en: 'It cannot end in the past' },
      { at: '/until' },
    )
  await tx.run(sql`update procedures.definition set valid_until = ${input.until}
    where jurisdiction = ${tx.actor.jurisdiction} and code = ${input.code} and version = ${input.version}`)
  await record(tx, {
    action: 'procedures.definition.retire',
    subject: { kind: 'definition', id: `${input.code} ${input.version}` },
    detail: { until: input.until },
  })
  const told: DefinitionChanged = { code: input.code, version: input.version, from: row.validFrom, until: input.until }
  await emit(tx, 'procedures.definition.retired', told)
  return told
}
