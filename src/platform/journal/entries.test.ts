import { expect, it } from 'vitest'
import { publicActor, systemActor } from '../db/index.ts'
import { testDatabase } from '../db/testkit/index.ts'
import { type EntryFilter, type JournalEntry, listEntries, record } from './index.ts'

const t = testDatabase()
const list = (filter: EntryFilter = {}, code = '532622') =>
  t.db.read(systemActor('auditor', code), (tx) => listEntries(tx, filter))
const ids = (entries: JournalEntry[]) => entries.map(({ subject }) => subject.id)

it('lists by subject, actor, action and time, newest first, page by page, within reach', async () => {
  for (let i = 0; i < 6; i++) {
    t.setNow(`2026-05-0${i + 1}T00:00:00Z`)
    const actor = systemActor(i % 2 === 0 ? 'even' : 'odd', i === 5 ? '532623' : '532622')
    await t.db.write(actor, (tx) =>
      record(tx, {
        action: `plan.target.${i < 3 ? 'confirm' : 'reject'}`,
        subject: { kind: 'target', id: `${i}` },
        detail: { i },
      }),
    )
  }
  t.setNow(null)
  expect(ids(await list())).toEqual(['4', '3', '2', '1', '0'])
  expect(ids(await list({}, '532600'))).toEqual(['5', '4', '3', '2', '1', '0'])
  expect(await list({ subject: { kind: 'target', id: '3' } })).toMatchObject([
    {
      actor: 'system:odd',
      action: 'plan.target.reject',
      at: '2026-05-04T00:00:00.000Z',
      detail: { i: 3 },
      purpose: null,
    },
  ])
  expect(ids(await list({ actor: 'system:even' }))).toEqual(['4', '2', '0'])
  expect(ids(await list({ action: 'plan.target.confirm' }))).toEqual(['2', '1', '0'])
  expect(ids(await list({ action: 'plan.' }))).toHaveLength(5)
  expect(ids(await list({ action: 'plan' }))).toEqual([])
  expect(ids(await list({ from: '2026-05-02T00:00:00Z', until: '2026-05-04T00:00:00Z' }))).toEqual(['2', '1'])
  const first = await list({ limit: 2 })
  expect(ids(await list({ limit: 2, after: first[1]! }))).toEqual(['2', '1'])
  expect(await t.db.read(publicActor('532699'), (tx) => listEntries(tx))).toEqual([])
})
