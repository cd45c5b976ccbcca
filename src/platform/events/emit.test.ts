import { expect, it } from 'vitest'
import { systemActor } from '../db/index.ts'
import { testDatabase } from '../db/testkit/index.ts'
import { emit } from './index.ts'

const t = testDatabase()
const county = systemActor('test', '532622')

it('keeps an event with its transaction and forgets it with a rollback', async () => {
  const event = await t.db.write(county, (tx) => emit(tx, 'probe.note.written', { note: '一' }))
  await expect(
    t.db.write(county, async (tx) => {
      await emit(tx, 'probe.note.written', { note: '二' })
      throw new Error('no')
    }),
  ).rejects.toThrow('no')
  const rows = await t.asOwner('select id, name, payload, actor, settled_at from events.outbox', [], true)
  expect(rows).toEqual([
    { id: event.id, name: 'probe.note.written', payload: { note: '一' }, actor: 'system:test', settled_at: null },
  ])
})
