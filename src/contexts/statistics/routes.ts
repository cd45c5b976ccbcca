import Type from 'typebox'
import { today } from '../../kernel/dates.ts'
import { type AnyRoute, command, read } from '../../platform/http/index.ts'
import { explain } from './explain.ts'
import { externalRoutes } from './external/routes.ts'
import { addIndicator, type NewIndicator } from './library/commands.ts'
import { matchIndicator } from './library/library.ts'
import { storedIndicators } from './library/store.ts'
import { IndicatorBody, IndicatorSchema, Nullable, PointSchema, WhySchema } from './schemas.ts'
import { indicatorVersions, indicatorView, listIndicators, mapOf, seriesOf } from './views.ts'

const Code = Type.String({ maxLength: 80 })
const Region = Type.String({ pattern: '^[0-9]{6}([0-9]{6})?$' })
const Day = Type.String({ format: 'date' })

/** Everything statistics answers over HTTP. */
export const statisticsRoutes: AnyRoute[] = [
  read({
    method: 'GET',
    url: '/api/statistics/indicators',
    summary: { zh: '指标库', en: 'The indicator library' },
    permission: 'statistics.read',
    response: Type.Object({ items: Type.Array(IndicatorSchema) }),
    handle: async (tx) => ({ items: await listIndicators(tx) }),
  }),
  read({
    method: 'GET',
    url: '/api/statistics/indicators/:code',
    summary: { zh: '一个指标及其各版', en: 'An indicator with its versions' },
    permission: 'statistics.read',
    params: Type.Object({ code: Code }),
    response: Type.Object({ indicator: IndicatorSchema, versions: Type.Array(IndicatorSchema) }),
    handle: (tx, { params }) => indicatorVersions(tx, params.code),
  }),
  read({
    method: 'GET',
    url: '/api/statistics/match',
    summary: { zh: '文件中的指标名对应指标库中的哪一个', en: 'Which indicator a printed name means' },
    permission: 'statistics.read',
    query: Type.Object({ name: Type.String({ minLength: 1, maxLength: 200 }), unit: Type.String({ maxLength: 20 }) }),
    response: Type.Object({ items: Type.Array(Type.Object({ code: Type.String(), score: Type.Number() })) }),
    handle: async (tx, { query }) => ({ items: matchIndicator(query.name, query.unit, await storedIndicators(tx)) }),
  }),
  command({
    method: 'POST',
    url: '/api/statistics/indicators',
    summary: { zh: '新增指标，或给指标新增一版', en: 'Add an indicator, or a version of one' },
    permission: 'indicator.manage',
    status: 201,
    body: IndicatorBody,
    response: IndicatorSchema,
    handle: async (tx, { body }) => indicatorView(await addIndicator(tx, body as unknown as NewIndicator)),
  }),
  read({
    method: 'GET',
    url: '/api/statistics/series',
    summary: { zh: '指标的时间序列；可看某一天当时所知', en: 'A series, as known now or at the end of a day' },
    permission: 'statistics.read',
    query: Type.Object({
      indicator: Code,
      region: Type.Optional(Region),
      from: Type.Optional(Day),
      to: Type.Optional(Day),
      asOfRecorded: Type.Optional(Day),
    }),
    response: Type.Object({ indicator: Type.String(), region: Type.String(), items: Type.Array(PointSchema) }),
    handle: (tx, { query }) =>
      seriesOf(tx, {
        indicator: query.indicator,
        region: query.region ?? tx.actor.jurisdiction,
        to: query.to ?? today(tx.now.getTime()),
        ...(query.from === undefined ? {} : { from: query.from }),
        ...(query.asOfRecorded === undefined ? {} : { knownAt: `${query.asOfRecorded}T23:59:59.999+08:00` }),
      }),
  }),
  read({
    method: 'GET',
    url: '/api/statistics/why',
    summary: { zh: '这个数从哪里来', en: 'Why this number' },
    permission: 'statistics.read',
    query: Type.Object({ indicator: Code, region: Type.Optional(Region), asOf: Type.Optional(Day) }),
    response: WhySchema,
    handle: (tx, { query }) =>
      explain(tx, {
        indicator: query.indicator,
        region: query.region ?? tx.actor.jurisdiction,
        asOf: query.asOf ?? today(tx.now.getTime()),
      }),
  }),
  read({
    method: 'GET',
    url: '/api/statistics/map',
    summary: { zh: '各区划的值，含未知', en: 'A value for every region, unknown ones included' },
    permission: 'statistics.read',
    query: Type.Object({
      indicator: Code,
      asOf: Type.Optional(Day),
      level: Type.Optional(Type.Union([Type.Literal('county'), Type.Literal('township'), Type.Literal('village')])),
    }),
    response: Type.Object({
      indicator: Type.String(),
      asOf: Type.String(),
      unknown: Type.Integer(),
      items: Type.Array(
        Type.Object({
          region: Type.String(),
          name: Type.String(),
          value: Nullable(Type.Number()),
          asOf: Nullable(Type.String()),
          unknown: Type.Integer(),
          observation: Nullable(Type.String()),
        }),
      ),
    }),
    handle: (tx, { query }) =>
      mapOf(tx, {
        indicator: query.indicator,
        asOf: query.asOf ?? today(tx.now.getTime()),
        level: query.level ?? 'township',
      }),
  }),
  ...externalRoutes,
]
