import Type from 'typebox'
import { refuse } from '../../../kernel/refusal.ts'
import { type AnyRoute, command, open, read } from '../../../platform/http/index.ts'
import type { PeopleDesk } from '../../people/index.ts'
import { CLASS_NAMES, changeClass, closeClass, openClass } from './classes.ts'
import { apply, endEnrolment, enrol, withdrawApplication } from './enrolments.ts'
import { CLASS_KINDS, type ClassKind } from './rules.ts'
import { classLimits } from './store.ts'
import { applicationByNumber, childcareHome, childcarePlaces } from './views.ts'

const Day = Type.String({ format: 'date' })
const Uuid = Type.String({ format: 'uuid' })
const ById = Type.Object({ id: Uuid })
const ByCode = Type.Object({ code: Type.String({ maxLength: 60 }) })
const Kind = Type.Unsafe<ClassKind>(Type.Enum([...CLASS_KINDS]))
const Name = Type.String({ minLength: 1, maxLength: 60 })
const Count = Type.Integer({ minimum: 1, maximum: 500 })
const Reason = Type.String({ minLength: 2, maxLength: 200 })

/** Childcare (托育): places, classes, enrolment, waiting lists. */
export const childcareRoutes = (desk: PeopleDesk): AnyRoute[] => [
  read({
    method: 'GET',
    url: '/api/learning/childcare',
    summary: {
      zh: '托位：备案机构按班型上限计数，每千人口托位',
      en: 'Childcare places, capped by class limits, and for each thousand',
    },
    permission: 'learning.read',
    query: Type.Object({
      asOf: Type.Optional(Day),
      region: Type.Optional(Type.String({ pattern: '^[0-9]{6}([0-9]{6})?$' })),
    }),
    handle: async (tx, { query }) => ({
      ...(await childcarePlaces(tx, query)),
      limits: await classLimits(tx),
      kinds: CLASS_NAMES,
    }),
  }),
  open({
    method: 'GET',
    url: '/api/learning/childcare/:code',
    summary: { zh: '一处托育点的班级、在托婴幼儿和候补名单', en: 'Classes, children and waiting list of a facility' },
    permission: 'learning.manage',
    params: ByCode,
    handle: (db, { params }, { actor }) => db.write(actor, (tx) => childcareHome(tx, desk, params.code)),
  }),
  command({
    method: 'POST',
    url: '/api/learning/childcare/:code/classes',
    summary: { zh: '登记托班', en: 'Open a class' },
    permission: 'learning.manage',
    status: 201,
    params: ByCode,
    body: Type.Object({ kind: Kind, name: Name, places: Count, carers: Count, openedOn: Day }),
    handle: (tx, { params, body }) => openClass(tx, params.code, body),
  }),
  command({
    method: 'PATCH',
    url: '/api/learning/classes/:id',
    summary: { zh: '修改托班的托位和照护人员', en: 'Change places and carers of a class' },
    permission: 'learning.manage',
    params: ById,
    body: Type.Object({ revision: Type.Integer({ minimum: 1 }), name: Name, places: Count, carers: Count }),
    handle: (tx, { params, body }) => changeClass(tx, params.id, body),
  }),
  command({
    method: 'POST',
    url: '/api/learning/classes/:id/close',
    summary: { zh: '撤销托班', en: 'Close a class' },
    permission: 'learning.manage',
    params: ById,
    body: Type.Object({ on: Day }),
    handle: async (tx, { params, body }) => void (await closeClass(tx, params.id, body.on)),
  }),
  command({
    method: 'POST',
    url: '/api/learning/enrolments',
    summary: {
      zh: '入托：不超过规模和师幼比，按候补次序',
      en: 'Give a child a place, within size and ratio and in turn',
    },
    permission: 'learning.manage',
    status: 201,
    body: Type.Object({
      class: Uuid,
      child: Uuid,
      from: Day,
      until: Type.Union([Day, Type.Null()]),
      outOfTurn: Type.Union([Reason, Type.Null()]),
    }),
    handle: (tx, { body }) => enrol(tx, desk, body),
  }),
  command({
    method: 'POST',
    url: '/api/learning/enrolments/:id/end',
    summary: { zh: '离托', en: 'End an enrolment' },
    permission: 'learning.manage',
    params: ById,
    body: Type.Object({ on: Day, reason: Reason }),
    handle: async (tx, { params, body }) => void (await endEnrolment(tx, params.id, body)),
  }),
  command({
    method: 'POST',
    url: '/api/learning/applications',
    summary: { zh: '登记候补或报名参加抽签', en: 'Put a child on a waiting list or into a draw' },
    permission: 'learning.manage',
    status: 201,
    body: Type.Object({
      facility: Type.String({ maxLength: 60 }),
      kind: Kind,
      child: Uuid,
      priority: Type.Integer({ minimum: 1, maximum: 9 }),
      draw: Type.Union([Uuid, Type.Null()]),
    }),
    handle: (tx, { body }) => apply(tx, desk, body),
  }),
  command({
    method: 'POST',
    url: '/api/learning/applications/:id/withdraw',
    summary: { zh: '撤回报名、放弃', en: 'Withdraw an application' },
    permission: 'learning.manage',
    params: ById,
    body: Type.Object({ reason: Reason }),
    handle: async (tx, { params, body }) => void (await withdrawApplication(tx, params.id, body.reason)),
  }),
  read({
    method: 'GET',
    url: '/api/public/applications/:number',
    summary: { zh: '按回执号查托位报名', en: 'Look up a childcare application by its receipt' },
    permission: 'public',
    params: Type.Object({ number: Type.String({ minLength: 6, maxLength: 30 }) }),
    handle: async (tx, { params }) => {
      const found = await applicationByNumber(tx, params.number)
      if (found === null)
        throw refuse(
          'childcare.application-missing',
          { zh: '没有这个回执号', en: 'There is no such receipt' },
          { kind: 'missing', next: { zh: '请核对回执上的号码', en: 'Check the number on the receipt' } },
        )
      return found
    },
  }),
]
