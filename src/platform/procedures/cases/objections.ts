import { newId } from '../../../kernel/ids.ts'
import { refuse } from '../../../kernel/refusal.ts'
import { sql, type Tx } from '../../db/index.ts'
import { record } from '../../journal/index.ts'
import { editionOfCase } from '../catalogue/store.ts'
import type { Desk } from '../desk.ts'
import { stepOf } from '../model.ts'
import { sealJson } from '../vault.ts'
import { caseWith, keyOf, noCase } from './store.ts'
import { mayAct, refuseDecider } from './who.ts'

/**
 * Files an objection to what is publicised. Whoever objects may stay unnamed; a contact is sealed.
 *
 * @throws Refusal `case.missing`, `objection.closed`
 */
export async function fileObjection(
  tx: Tx,
  desk: Desk,
  number: string,
  input: { text: string; contact: string | null },
): Promise<{ id: string }> {
  const found = await tx.maybe<{ id: string }>(sql`select id from procedures.casefile
    where jurisdiction = ${tx.actor.jurisdiction} and number = ${number}`)
  if (found === null) throw noCase()
  const row = await caseWith(tx, found.id, true)
  const { definition } = await editionOfCase(tx, row.code, row.version)
  if (row.step === null || stepOf(definition, row.step).kind !== 'publicity')
    throw refuse(
      'objection.closed',
      { zh: '这件现在不在公示期', en: 'This case is not open to objections now' },
      {
        kind: 'conflict',
        next: { zh: '可以向办理单位投诉或拨打服务热线', en: 'You can complain to the office or call the hotline' },
      },
    )
  const opened = await keyOf(tx, desk, row.id)
  const id = newId()
  await tx.run(sql`insert into procedures.objection (jurisdiction, casefile, id, text, contact, state, at)
    values (${tx.actor.jurisdiction}, ${row.id}, ${id}, ${input.text},
      ${input.contact === null || opened === null ? null : sealJson(opened.key, input.contact)}, 'open', ${tx.now})`)
  await record(tx, {
    action: 'procedures.objection.file',
    subject: { kind: 'case', id: row.id },
    detail: { objection: id },
  })
  return { id }
}

/**
 * Answers an objection. An upheld one leaves the decision to the officer, who returns or refuses the case.
 *
 * @throws Refusal `case.missing`, `case.decider`, `objection.missing`
 */
export async function answerObjection(
  tx: Tx,
  caseId: string,
  id: string,
  input: { upheld: boolean; answer: string },
): Promise<void> {
  const row = await caseWith(tx, caseId, true)
  const { definition } = await editionOfCase(tx, row.code, row.version)
  if (row.step !== null) {
    const step = stepOf(definition, row.step)
    if (!(await mayAct(tx, step, row.region)).may) throw refuseDecider(step)
  }
  const n =
    await tx.run(sql`update procedures.objection set state = ${input.upheld ? 'upheld' : 'dismissed'}, answer = ${input.answer},
      answered_at = ${tx.now}, answered_by = ${tx.actor.id}
    where jurisdiction = ${tx.actor.jurisdiction} and casefile = ${caseId} and id = ${id} and state = 'open'`)
  if (n === 0)
    throw refuse(
      'objection.missing',
      { zh: '没有这件待答复的异议', en: 'No such objection waits' },
      { kind: 'missing' },
    )
  await record(tx, {
    action: 'procedures.objection.answer',
    subject: { kind: 'case', id: caseId },
    detail: { objection: id, upheld: input.upheld },
  })
}
