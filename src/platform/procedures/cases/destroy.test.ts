import { describe, expect, it } from 'vitest'
import { newId } from '../../../kernel/ids.ts'
import { sql } from '../../db/index.ts'
import { testDatabase } from '../../db/testkit/index.ts'
import { addJurisdiction } from '../../identity/index.ts'
import { asSystem, atDesk, COUNTY, INSTITUTION, testDesk } from '../testkit/index.ts'
import { actOnCase, openCase } from './commands.ts'
import { destroyCases, destroyDueCases } from './destroy.ts'
import { caseWith, keyOf } from './store.ts'
import { casePage } from './views.ts'

const t = testDatabase()
const desk = testDesk()
const PHONE = INSTITUTION.phone as string

describe('personal data of a case', () => {
  it('are destroyed with their key when their time is up, and not before; what was decided stays', async () => {
    await addJurisdiction(t.db, { code: COUNTY, name: '砚山县' })
    t.setNow('2026-11-22T09:00:00+08:00')
    const person = newId()
    const open = (subject: string | null) =>
      asSystem(t.db, (tx) =>
        openCase(tx, desk, atDesk('elder-care-institution-filing', INSTITUTION, undefined, { subject })),
      )
    const ended = await open(person)
    const running = await open(person)
    await asSystem(t.db, (tx) =>
      actOnCase(tx, desk, ended.id, { act: 'withdraw', revision: 0, reason: '改期', values: {} }, 'applicant'),
    )
    expect(await asSystem(t.db, destroyDueCases)).toBe(0)
    const before = await asSystem(t.db, (tx) => casePage(tx, desk, ended.id, true))
    expect(before.fields.find((field) => field.id === 'phone')?.text).toBe(PHONE)
    t.setNow('2036-11-30T09:00:00+08:00')
    expect(await asSystem(t.db, destroyDueCases)).toBe(1)
    expect(await asSystem(t.db, destroyDueCases)).toBe(0)
    const after = await asSystem(t.db, (tx) => casePage(tx, desk, ended.id, true))
    expect(after).toMatchObject({ destroyed: true, outcome: 'withdrawn', number: ended.number })
    expect(JSON.stringify(after)).not.toContain(PHONE)
    const row = await asSystem(t.db, (tx) => caseWith(tx, ended.id))
    expect(row.subject).toBe(null)
    const left = await asSystem(t.db, (tx) =>
      tx.one<{ digests: number }>(sql`select count(*)::int digests from procedures.casefile
        where id = ${ended.id} and (number_digest is not null or phone_digest is not null)`),
    )
    expect(left.digests).toBe(0)
    // What runs keeps its key, however old; with its person's file only what ended goes.
    expect(await asSystem(t.db, (tx) => destroyCases(tx, person))).toBe(0)
    expect(await asSystem(t.db, (tx) => keyOf(tx, desk, running.id))).not.toBe(null)
  })
})
