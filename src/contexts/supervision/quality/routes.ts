import Type from 'typebox'
import { type AnyRoute, command, open, PageQuery, read } from '../../../platform/http/index.ts'
import type { PeopleDesk } from '../../people/index.ts'
import { actOnQuality } from './acts.ts'
import { handlers, nameHandler } from './handlers.ts'
import { ABOUT, type About, CASE_STATES, type CaseAct, KINDS, type Level } from './model.ts'
import { fileComplaint } from './open.ts'
import { rateOrder } from './rate.ts'
import { listQuality, publishedCases, qualityCase, siteRatings } from './views.ts'

const Uuid = Type.String({ format: 'uuid' })
const Id = Type.Object({ id: Uuid })
const orNull = <S extends Type.TSchema>(schema: S) => Type.Union([schema, Type.Null()])
const keys = <T extends object>(of: T) => Object.keys(of) as (keyof T & string)[]
const LevelCode = Type.Integer({ minimum: 1, maximum: 5 })
const AboutCode = Type.Enum(keys(ABOUT))
const Words = Type.String({ minLength: 2, maxLength: 1000 })
const Said = Type.Enum(['phone', 'counter', 'paper'])
const Acting = Type.Union([
  Type.Object({ by: Type.Literal('self') }),
  Type.Object({ by: Type.Literal('guardian'), relative: Uuid }),
  Type.Object({ by: Type.Literal('proxy'), relative: Uuid }),
])
const GIVEN = { level: LevelCode, about: orNull(AboutCode), words: orNull(Words) }

const STEPS: Record<CaseAct, { zh: string; en: string }> = {
  verify: { zh: '登记回访核实', en: 'Verify a case with the person' },
  rectify: { zh: '登记整改', en: 'Note what was put right' },
  close: { zh: '反馈并办结', en: 'Answer and close a case' },
  exclude: { zh: '认定误评或恶意差评', en: 'Find a rating mistaken or malicious' },
  appeal: { zh: '登记申诉', en: 'Appeal a finding' },
  uphold: { zh: '复核维持认定', en: 'Uphold a finding' },
  restore: { zh: '复核撤销认定', en: 'Withdraw a finding' },
  'hand-over': { zh: '转办', en: 'Hand a case over' },
}

/** Ratings and complaints over HTTP. */
export function qualityRoutes(desk: PeopleDesk): AnyRoute[] {
  return [
    command({
      method: 'POST',
      url: '/api/quality/orders/:id/rating',
      summary: {
        zh: '代登记评价（电话、窗口、纸质）',
        en: 'Enter a rating told by telephone, at the counter or on paper',
      },
      permission: 'services.order',
      params: Id,
      body: Type.Object({ ...GIVEN, acting: Acting, channel: Said }),
      handle: (tx, { params, body }) =>
        rateOrder(tx, desk, params.id, { ...body, level: body.level as Level, about: body.about as About | null }),
    }),
    command({
      method: 'POST',
      url: '/api/quality/cases',
      summary: { zh: '登记投诉、举报（可匿名）', en: 'File a complaint or report, also unnamed' },
      permission: 'services.order',
      status: 201,
      body: Type.Object({
        kind: Type.Enum(['complaint', 'report']),
        about: AboutCode,
        words: Words,
        person: orNull(Uuid),
        order: orNull(Uuid),
        site: orNull(Uuid),
        channel: Said,
      }),
      handle: (tx, { body }) => fileComplaint(tx, desk, body as Parameters<typeof fileComplaint>[2]),
    }),
    read({
      method: 'GET',
      url: '/api/quality/cases',
      summary: { zh: '投诉和差评督办件', en: 'Complaints and bad ratings' },
      permission: 'services.read',
      query: Type.Object({
        ...PageQuery.properties,
        state: Type.Optional(Type.Enum(keys(CASE_STATES))),
        kind: Type.Optional(Type.Enum(keys(KINDS))),
        mine: Type.Optional(Type.Boolean()),
      }),
      handle: (tx, { query }) =>
        listQuality(tx, {
          ...query,
          mine: query.mine ?? false,
          limit: Math.min(query.limit ?? 50, 200),
        } as Parameters<typeof listQuality>[1]),
    }),
    open({
      method: 'GET',
      url: '/api/quality/cases/:id',
      summary: { zh: '督办件详情', en: 'A case with its story' },
      permission: 'services.read',
      params: Id,
      handle: (db, { params }, { actor }) => db.write(actor, (tx) => qualityCase(tx, desk, params.id)),
    }),
    ...(Object.keys(STEPS) as CaseAct[]).map((act) =>
      command({
        method: 'POST',
        url: `/api/quality/cases/:id/${act}`,
        summary: STEPS[act],
        // Whoever speaks for the person enters the appeal; the rest is the work of those who deal with cases.
        permission: act === 'appeal' ? 'services.order' : 'quality.handle',
        params: Id,
        body: Type.Object({
          revision: Type.Integer({ minimum: 0 }),
          words: Words,
          published: Type.Optional(orNull(Type.String({ minLength: 5, maxLength: 1000 }))),
          unit: Type.Optional(orNull(Uuid)),
        }),
        handle: (tx, { params, body }) => actOnQuality(tx, desk, params.id, act, body),
      }),
    ),
    read({
      method: 'GET',
      url: '/api/quality/handlers',
      summary: { zh: '各地投诉和差评的承办单位', en: 'Units that deal with cases, by place' },
      permission: 'quality.handle',
      handle: async (tx) => ({ items: await handlers(tx), next: null }),
    }),
    command({
      method: 'POST',
      url: '/api/quality/handlers',
      summary: { zh: '指定某地的承办单位', en: 'Name the unit that deals with cases of a place' },
      permission: 'quality.handle',
      body: Type.Object({ region: Type.String({ pattern: '^[0-9]{6,12}$' }), unit: Uuid }),
      handle: (tx, { body }) => nameHandler(tx, body),
    }),
    read({
      method: 'GET',
      url: '/api/public/ratings',
      summary: {
        zh: '各网点评价：每人一票，人数不足不公布平均分',
        en: 'Ratings of sites: one voice a person, no mean of too few',
      },
      permission: 'public',
      perMinute: 120,
      query: Type.Object({ site: Type.Optional(Uuid) }),
      handle: (tx, { query }) => siteRatings(tx, query.site),
    }),
    read({
      method: 'GET',
      url: '/api/public/rectifications',
      summary: { zh: '投诉和差评办理结果公示', en: 'What became of complaints and bad ratings' },
      permission: 'public',
      perMinute: 120,
      handle: async (tx) => ({ items: await publishedCases(tx) }),
    }),
  ]
}
