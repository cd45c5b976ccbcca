import Type from 'typebox'
import { today } from '../../../kernel/dates.ts'
import { type AnyRoute, open, PageQuery, pagedBy, read } from '../../../platform/http/index.ts'
import { accountNames } from '../../../platform/identity/index.ts'
import { accessOf, noteRead } from '../access.ts'
import { likenesses, readPerson } from '../commands.ts'
import { purposes } from '../consents.ts'
import type { PeopleDesk } from '../desk.ts'
import { countPeople, listPeople } from '../list.ts'
import { searchPeople } from '../search/search.ts'
import { demandPerson, personCards, personFile, REVEALED, revealPerson } from '../views.ts'
import { Category, Id, Person, PurposeText, Region, Uuid } from './schemas.ts'

/**
 * Reading persons. None of these is a plain read: each notes who read what of whom, in the same transaction. What is looked for travels in
 * the body, so that no telephone or number stands in the log of a proxy.
 */
export function fileRoutes(desk: PeopleDesk): AnyRoute[] {
  return [
    open({
      method: 'POST',
      url: '/api/people/search',
      summary: {
        zh: '一个框找人：拼音首字母、姓名两个字、电话或证件尾号、村名',
        en: 'Find persons: pinyin initials, part of a name, tail of a telephone or number, village',
      },
      permission: 'people.use',
      body: Type.Object({ q: Type.String({ minLength: 1, maxLength: 60 }), purpose: Type.Optional(PurposeText) }),
      handle: (db, { body }, { actor }) => db.write(actor, (tx) => searchPeople(tx, desk, body.q, body.purpose)),
    }),
    open({
      method: 'GET',
      url: '/api/people',
      summary: { zh: '人员名册（脱敏）', en: 'Persons, masked' },
      permission: 'people.use',
      query: Type.Object({
        ...PageQuery.properties,
        region: Type.Optional(Region),
        cell: Type.Optional(Uuid),
        category: Type.Optional(Category),
        state: Type.Optional(Type.Enum(['resident', 'moved-out', 'dead'])),
        ageFrom: Type.Optional(Type.Integer({ minimum: 0, maximum: 150 })),
        ageTo: Type.Optional(Type.Integer({ minimum: 0, maximum: 150 })),
        unplaced: Type.Optional(Type.Boolean()),
      }),
      handle: (db, { query }, { actor }) =>
        db.write(actor, (tx) => listPeople(tx, desk, pagedBy(query, 50, 100), '查看人员名册')),
    }),
    open({
      method: 'GET',
      url: '/api/people/counts',
      summary: {
        zh: '在住人数和各类别人数，每人只计一次',
        en: 'How many residents, and in which categories; each person once',
      },
      permission: 'people.use',
      handle: (db, _, { actor }) => db.write(actor, (tx) => countPeople(tx, desk)),
    }),
    read({
      method: 'GET',
      url: '/api/people/purposes',
      summary: { zh: '个人信息的用途、依据和版本', en: 'Purposes of using personal data, their ground and version' },
      permission: 'people.use',
      handle: async (tx) => ({ items: await purposes(tx, today(tx.now.getTime())) }),
    }),
    open({
      method: 'POST',
      url: '/api/people/check',
      summary: { zh: '建档前查重', en: 'Look for the same person before a file is made' },
      permission: 'people.write',
      body: Type.Object({
        name: Person.name,
        idKind: Person.idKind,
        number: Person.number,
        born: Person.born,
        sex: Person.sex,
        ageConfirmed: Person.ageConfirmed,
      }),
      handle: (db, { body }, { actor }) =>
        db.write(actor, async (tx) => {
          const person = readPerson(body as Parameters<typeof readPerson>[0], today(tx.now.getTime()))
          const ring = await desk.keys.ring(tx)
          const like = await likenesses(tx, desk, ring, { ...person, number: person.secrets.number })
          const cards = await personCards(
            tx,
            desk,
            like.seen.map((each) => each.id),
            '建档查重',
          )
          return {
            born: person.born,
            sex: person.sex,
            idKind: person.idKind,
            sameNumber: like.sameNumber,
            items: like.seen.flatMap((each) => {
              const card = cards.get(each.id)
              return card === undefined ? [] : [{ ...card, why: each.why }]
            }),
          }
        }),
    }),
    open({
      method: 'GET',
      url: '/api/people/:id',
      summary: { zh: '一个人的档案（脱敏），记入读取记录', en: 'A person’s file, masked; the reading is noted' },
      permission: 'people.use',
      params: Id,
      query: Type.Object({ purpose: Type.Optional(PurposeText) }),
      handle: (db, { params, query }, { actor }) =>
        db.write(actor, (tx) => personFile(tx, desk, params.id, query.purpose ?? '办理业务')),
    }),
    open({
      method: 'POST',
      url: '/api/people/:id/reveal',
      summary: { zh: '按用途查看完整号码、电话、住址', en: 'Show number, telephones, address in full, for a purpose' },
      permission: 'people.reveal',
      params: Id,
      body: Type.Object({
        purpose: PurposeText,
        parts: Type.Array(Type.Enum([...REVEALED]), { minItems: 1, maxItems: 4 }),
      }),
      handle: (db, { params, body }, { actor }) =>
        db.write(actor, (tx) => revealPerson(tx, desk, params.id, body.parts, body.purpose)),
    }),
    open({
      method: 'GET',
      url: '/api/people/:id/readings',
      summary: { zh: '谁在什么时候为什么读过这份档案', en: 'Who read this file, when and why' },
      permission: 'people.use',
      params: Id,
      handle: (db, { params }, { actor }) =>
        db.write(actor, async (tx) => {
          await demandPerson(tx, desk, params.id)
          const items = await accessOf(tx, params.id, 200)
          await noteRead(tx, { act: 'file', purpose: '查看读取记录', fields: ['readings'], persons: [params.id] })
          const names = await accountNames(
            tx,
            items.map((each) => each.actor),
          )
          return { items: items.map((each) => ({ ...each, actorName: names.get(each.actor) ?? each.actor })) }
        }),
    }),
  ]
}
