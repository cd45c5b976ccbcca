import Type from 'typebox'
import { addYears, today } from '../../../kernel/dates.ts'
import { type AnyRoute, command, open } from '../../../platform/http/index.ts'
import { noteRead } from '../access.ts'
import { issueCodes } from '../codes.ts'
import { recordPerson } from '../commands.ts'
import { giveConsent, withdrawConsent } from '../consents.ts'
import { correctPerson } from '../correct.ts'
import type { PeopleDesk } from '../desk.ts'
import { endCategory, startCategory } from '../difficulties.ts'
import { recordDeath, recordMove, recordMoveOut, restorePerson } from '../life.ts'
import { duplicatePairs, mergePersons, unmergePerson } from '../merge.ts'
import type { PersonInput } from '../model.ts'
import { addRelative, endRelative } from '../relatives.ts'
import { destroyPerson, dueForDestruction, holdPerson } from '../retention.ts'
import { CARD_FIELDS } from '../views.ts'
import { Acting, Category, Day, Id, Person, Place, Reason, Relative, Uuid } from './schemas.ts'

/** What is done with a file. Answers hold ids only: they are kept for repeated requests. */
export function actRoutes(desk: PeopleDesk): AnyRoute[] {
  return [
    command({
      method: 'POST',
      url: '/api/people',
      summary: { zh: '建立人员档案', en: 'Make a person’s file' },
      permission: 'people.write',
      status: 201,
      body: Type.Object({ ...Person, ...Place, distinct: Type.Optional(Type.Boolean()) }),
      handle: (tx, { body }) => recordPerson(tx, desk, body as PersonInput & { distinct?: boolean }),
    }),
    command({
      method: 'PATCH',
      url: '/api/people/:id',
      summary: { zh: '更正人员档案', en: 'Correct a person’s file' },
      permission: 'people.write',
      params: Id,
      body: Type.Object({ revision: Type.Integer({ minimum: 1 }), change: Type.Partial(Type.Object(Person)) }),
      handle: (tx, { params, body }) =>
        correctPerson(tx, desk, params.id, body.revision, body.change as Parameters<typeof correctPerson>[4]),
    }),
    command({
      method: 'POST',
      url: '/api/people/:id/death',
      summary: { zh: '登记死亡：补贴、探访等随之停止', en: 'Enter a death: benefits and visits stop' },
      permission: 'people.write',
      params: Id,
      body: Type.Object({ on: Day }),
      handle: async (tx, { params, body }) => void (await recordDeath(tx, desk, params.id, body.on)),
    }),
    command({
      method: 'POST',
      url: '/api/people/:id/move-out',
      summary: { zh: '登记迁出', en: 'Enter that somebody moved away' },
      permission: 'people.write',
      params: Id,
      body: Type.Object({ on: Day }),
      handle: async (tx, { params, body }) => void (await recordMoveOut(tx, desk, params.id, body.on)),
    }),
    command({
      method: 'POST',
      url: '/api/people/:id/move',
      summary: { zh: '登记新住址（迁入、县内搬迁）', en: 'Enter a new residence' },
      permission: 'people.write',
      params: Id,
      body: Type.Object({ ...Place, on: Day }),
      handle: async (tx, { params, body }) => void (await recordMove(tx, desk, params.id, body)),
    }),
    command({
      method: 'POST',
      url: '/api/people/:id/restore',
      summary: { zh: '撤回误登的死亡或迁出', en: 'Take back a death or a move entered in error' },
      permission: 'people.merge',
      params: Id,
      body: Type.Object({ reason: Reason }),
      handle: async (tx, { params, body }) => void (await restorePerson(tx, desk, params.id, body.reason)),
    }),
    command({
      method: 'POST',
      url: '/api/people/:id/categories',
      summary: { zh: '登记特殊困难类别', en: 'Enter a category of special difficulty' },
      permission: 'people.write',
      params: Id,
      status: 201,
      body: Type.Object({
        category: Category,
        from: Day,
        until: Type.Optional(Type.Union([Day, Type.Null()])),
        evidence: Type.String({ minLength: 2, maxLength: 300 }),
      }),
      handle: (tx, { params, body }) => startCategory(tx, desk, params.id, body),
    }),
    command({
      method: 'POST',
      url: '/api/people/:id/categories/:category/end',
      summary: { zh: '终止特殊困难类别', en: 'End a category' },
      permission: 'people.write',
      params: Type.Object({ id: Uuid, category: Uuid }),
      body: Type.Object({ on: Day }),
      handle: async (tx, { params, body }) => void (await endCategory(tx, desk, params.id, params.category, body.on)),
    }),
    // Not a command: what a command answers is kept for repeats, and these codes must stand nowhere.
    open({
      method: 'POST',
      url: '/api/people/:id/codes',
      summary: {
        zh: '换发口头确认码卡；只显示这一次',
        en: 'A new card of one-time codes, shown this once; the card before no longer holds',
      },
      permission: 'people.write',
      params: Id,
      handle: (db, { params }, { actor }) => db.write(actor, (tx) => issueCodes(tx, desk, params.id)),
    }),
    command({
      method: 'POST',
      url: '/api/people/:id/relatives',
      summary: { zh: '登记联系人、监护人或代理人', en: 'Enter a contact, guardian or proxy' },
      permission: 'people.write',
      params: Id,
      status: 201,
      body: Relative,
      handle: (tx, { params, body }) => addRelative(tx, desk, params.id, body as Parameters<typeof addRelative>[3]),
    }),
    command({
      method: 'POST',
      url: '/api/people/:id/relatives/:relative/end',
      summary: { zh: '终止联系人、监护或撤销代理', en: 'End a contact or guardianship, revoke an authority' },
      permission: 'people.write',
      params: Type.Object({ id: Uuid, relative: Uuid }),
      body: Type.Object({ reason: Reason }),
      handle: async (tx, { params, body }) =>
        void (await endRelative(tx, desk, params.id, params.relative, body.reason)),
    }),
    command({
      method: 'POST',
      url: '/api/people/:id/consents',
      summary: { zh: '登记同意', en: 'Enter a consent' },
      permission: 'people.write',
      params: Id,
      status: 201,
      body: Type.Object({
        purpose: Type.String({ maxLength: 40 }),
        acting: Acting,
        channel: Type.Enum(['screen', 'phone', 'counter', 'paper']),
      }),
      handle: (tx, { params, body }) => giveConsent(tx, desk, params.id, body as Parameters<typeof giveConsent>[3]),
    }),
    command({
      method: 'POST',
      url: '/api/people/:id/consents/withdraw',
      summary: { zh: '撤回同意', en: 'Withdraw a consent' },
      permission: 'people.write',
      params: Id,
      body: Type.Object({ purpose: Type.String({ maxLength: 40 }), acting: Acting }),
      handle: async (tx, { params, body }) => void (await withdrawConsent(tx, desk, params.id, body)),
    }),
    open({
      method: 'GET',
      url: '/api/people/duplicates',
      summary: { zh: '疑似重复的档案', en: 'Files that may be of one person' },
      permission: 'people.merge',
      handle: (db, _, { actor }) =>
        db.write(actor, async (tx) => {
          const items = await duplicatePairs(tx, desk)
          const persons = items.flatMap(({ a, b }) => [a.id, b.id])
          if (persons.length > 0)
            await noteRead(tx, { act: 'list', purpose: '核对重复档案', fields: CARD_FIELDS, persons })
          return { items }
        }),
    }),
    command({
      method: 'POST',
      url: '/api/people/:id/merge',
      summary: { zh: '合并到另一份档案', en: 'Merge into another file' },
      permission: 'people.merge',
      params: Id,
      body: Type.Object({ into: Uuid, reason: Reason }),
      handle: async (tx, { params, body }) => void (await mergePersons(tx, desk, params.id, body.into, body.reason)),
    }),
    command({
      method: 'POST',
      url: '/api/people/:id/unmerge',
      summary: { zh: '撤销合并', en: 'Take a merge back' },
      permission: 'people.merge',
      params: Id,
      handle: async (tx, { params }) => void (await unmergePerson(tx, desk, params.id)),
    }),
    open({
      method: 'GET',
      url: '/api/people/retention',
      summary: { zh: '一年内到期销毁的档案', en: 'Files to be destroyed within a year' },
      permission: 'people.keep',
      handle: (db, _, { actor }) =>
        db.read(actor, async (tx) => ({
          items: await dueForDestruction(tx, desk, addYears(today(tx.now.getTime()), 1)),
        })),
    }),
    command({
      method: 'POST',
      url: '/api/people/:id/hold',
      summary: { zh: '暂缓销毁，或解除', en: 'Hold a file back from destruction, or let it go' },
      permission: 'people.keep',
      params: Id,
      body: Type.Object({ reason: Type.Union([Reason, Type.Null()]) }),
      handle: async (tx, { params, body }) => void (await holdPerson(tx, desk, params.id, body.reason)),
    }),
    command({
      method: 'POST',
      url: '/api/people/:id/destroy',
      summary: { zh: '依申请销毁已关闭的档案', en: 'Destroy a closed file on request' },
      permission: 'people.keep',
      params: Id,
      handle: async (tx, { params }) => void (await destroyPerson(tx, desk, params.id)),
    }),
  ]
}
