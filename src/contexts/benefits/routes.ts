import Type from 'typebox'
import { type AnyRoute, command, open, PageQuery, pagedBy, read } from '../../platform/http/index.ts'
import { ReviewBody } from '../../platform/reviews/index.ts'
import { CATEGORIES, type PeopleDesk } from '../people/index.ts'
import { enterRule, grantBenefit, stopBenefit } from './commands.ts'
import { freezeList, repeatList } from './freeze.ts'
import { settleOverpayment } from './overpayments.ts'
import { allRules } from './store.ts'
import { candidates, entitlements, listLines, lists, overpayments } from './views.ts'

const Uuid = Type.String({ format: 'uuid' })
const Day = Type.String({ pattern: '^\\d{4}-\\d{2}-\\d{2}$' })
const Month = Type.Object({ month: Type.String({ pattern: '^\\d{4}-(0[1-9]|1[0-2])$' }) })
const Code = Type.String({ pattern: '^[a-z][a-z0-9-]{1,40}$' })
const Note = Type.String({ minLength: 2, maxLength: 300 })
const Words = Type.Object({
  zh: Type.String({ minLength: 1, maxLength: 100 }),
  en: Type.String({ minLength: 1, maxLength: 200 }),
})
const Age = Type.Integer({ minimum: 0, maximum: 150 })
const Test = Type.Object({
  ageFrom: Type.Optional(Age),
  ageTo: Type.Optional(Age),
  groups: Type.Optional(Type.Array(Type.Array(Type.Enum(CATEGORIES.map((each) => each.code)), { minItems: 1 }))),
})
const Acting = Type.Union([
  Type.Object({ by: Type.Literal('self') }),
  Type.Object({ by: Type.Literal('guardian'), relative: Uuid }),
  Type.Object({ by: Type.Literal('proxy'), relative: Uuid }),
])

/** Benefits over HTTP. What shows persons notes the reading and is therefore no plain read. */
export function benefitRoutes(desk: PeopleDesk): AnyRoute[] {
  return [
    read({
      method: 'GET',
      url: '/api/benefits/rules',
      summary: { zh: '补贴规则的各个版本', en: 'Rules of benefits in all versions' },
      permission: 'benefits.read',
      handle: async (tx) => ({ items: await allRules(tx), next: null }),
    }),
    command({
      method: 'POST',
      url: '/api/benefits/rules',
      summary: { zh: '登记补贴规则的新版本', en: 'Enter a version of a benefit’s rule' },
      permission: 'benefits.manage',
      status: 201,
      body: Type.Object({
        benefit: Code,
        kind: Code,
        title: Words,
        region: Type.String({ pattern: '^\\d{2,12}$' }),
        content: Type.Object({
          facts: Type.Enum(['first-day', 'last-day']),
          who: Test,
          bands: Type.Array(
            Type.Object({ when: Test, fen: Type.Integer({ minimum: 1, maximum: 100_000_00 }), title: Words }),
          ),
        }),
        basis: Type.String({ minLength: 2, maxLength: 300 }),
        from: Day,
        until: Type.Optional(Type.Union([Day, Type.Null()])),
        review: Type.Optional(Type.Union([ReviewBody, Type.Null()])),
      }),
      handle: (tx, { body }) => enterRule(tx, body as Parameters<typeof enterRule>[1]),
    }),
    read({
      method: 'GET',
      url: '/api/benefits/lists',
      summary: { zh: '各月冻结的发放名单', en: 'Frozen lists by month' },
      permission: 'benefits.read',
      handle: async (tx) => ({ items: await lists(tx), next: null }),
    }),
    command({
      method: 'POST',
      url: '/api/benefits/lists',
      summary: { zh: '冻结一个月的发放名单', en: 'Freeze the list of a month' },
      permission: 'benefits.manage',
      status: 201,
      body: Month,
      handle: (tx, { body }) => freezeList(tx, desk, body.month),
    }),
    command({
      method: 'POST',
      url: '/api/benefits/lists/:month/repeat',
      summary: { zh: '按冻结的事实重算一个月的名单', en: 'Repeat a list from its frozen facts' },
      permission: 'benefits.manage',
      params: Month,
      handle: (tx, { params }) => repeatList(tx, desk, params.month),
    }),
    open({
      method: 'GET',
      url: '/api/benefits/lists/:month/lines',
      summary: { zh: '一个月名单的明细（脱敏），记入读取记录', en: 'Lines of a list, masked; the reading is noted' },
      permission: 'benefits.read',
      params: Month,
      query: Type.Object({
        ...PageQuery.properties,
        outcome: Type.Optional(Type.Enum(['due', 'not-due', 'unknown'])),
        benefit: Type.Optional(Code),
      }),
      handle: (db, { params, query }, { actor }) =>
        db.write(actor, (tx) => listLines(tx, desk, params.month, pagedBy(query) as Parameters<typeof listLines>[3])),
    }),
    open({
      method: 'GET',
      url: '/api/benefits/entitlements',
      summary: { zh: '享受补贴的人员', en: 'Who gets benefits' },
      permission: 'benefits.read',
      query: Type.Object({
        ...PageQuery.properties,
        benefit: Type.Optional(Code),
        person: Type.Optional(Uuid),
        state: Type.Optional(Type.Enum(['open', 'ended'])),
      }),
      handle: (db, { query }, { actor }) =>
        db.write(actor, (tx) => entitlements(tx, desk, pagedBy(query) as Parameters<typeof entitlements>[2])),
    }),
    command({
      method: 'POST',
      url: '/api/benefits/entitlements',
      summary: { zh: '登记享受补贴', en: 'Give somebody a benefit' },
      permission: 'benefits.manage',
      status: 201,
      body: Type.Object({
        person: Uuid,
        benefit: Code,
        from: Day,
        casefile: Type.Optional(Type.Union([Uuid, Type.Null()])),
        acting: Acting,
      }),
      handle: (tx, { body }) => grantBenefit(tx, desk, body as Parameters<typeof grantBenefit>[2]),
    }),
    command({
      method: 'POST',
      url: '/api/benefits/entitlements/:id/stop',
      summary: { zh: '停止享受补贴，算出多发', en: 'Stop a benefit and find what was too much' },
      permission: 'benefits.manage',
      params: Type.Object({ id: Uuid }),
      body: Type.Object({ on: Day, cause: Type.Enum(['no-longer', 'renounced', 'error']), note: Note }),
      handle: (tx, { params, body }) => stopBenefit(tx, desk, params.id, body),
    }),
    open({
      method: 'GET',
      url: '/api/benefits/candidates',
      summary: { zh: '应享未享：符合条件而没有享受补贴的人', en: 'Who qualifies and gets nothing' },
      permission: 'benefits.read',
      query: Type.Object({ ...PageQuery.properties, benefit: Type.Optional(Code) }),
      handle: (db, { query }, { actor }) => db.write(actor, (tx) => candidates(tx, desk, pagedBy(query))),
    }),
    open({
      method: 'GET',
      url: '/api/benefits/overpayments',
      summary: { zh: '多发的补贴', en: 'What was listed too much' },
      permission: 'benefits.read',
      query: Type.Object({ ...PageQuery.properties, open: Type.Optional(Type.Boolean()) }),
      handle: (db, { query }, { actor }) => db.write(actor, (tx) => overpayments(tx, desk, pagedBy(query))),
    }),
    command({
      method: 'POST',
      url: '/api/benefits/overpayments/:id/settle',
      summary: { zh: '处理一笔多发：已追回或免予追回', en: 'Settle an overpayment: recovered or waived' },
      permission: 'benefits.manage',
      params: Type.Object({ id: Uuid }),
      body: Type.Object({ how: Type.Enum(['recovered', 'waived']), note: Note }),
      handle: async (tx, { params, body }) => void (await settleOverpayment(tx, desk, params.id, body)),
    }),
  ]
}
