import Type from 'typebox'
import { today } from '../../../kernel/dates.ts'
import { refuse } from '../../../kernel/refusal.ts'
import { type AnyRoute, read } from '../../../platform/http/index.ts'
import { MEASURES, PROJECT_FIGURES } from './measures.ts'
import {
  assessCommunities,
  assessFacilities,
  communitySheet,
  facilitySheet,
  familyOn,
  judgePlanned,
  standards,
} from './views.ts'

const AsOf = { asOf: Type.Optional(Type.String({ format: 'date' })) }
const Region = Type.String({ pattern: '^[0-9]{6}([0-9]{6})?$' })
const Family = Type.Object({ family: Type.String({ maxLength: 40 }) })
const dayOf = (asOf: string | undefined, now: Date) => asOf ?? today(now.getTime())

/** `planned-persons:3000` as a figure. */
function readFigures(given: readonly string[]): Record<string, number> {
  return Object.fromEntries(
    given.map((text, i) => {
      const [measure = '', value = ''] = text.split(':')
      const number = Number(value)
      if (
        !PROJECT_FIGURES.some((each) => each.code === measure) ||
        value === '' ||
        !Number.isFinite(number) ||
        number < 0
      ) {
        throw refuse(
          'standard.figure',
          { zh: `数值写法有误：${text}`, en: `Not a figure: ${text}` },
          {
            at: `/figure/${i}`,
            next: { zh: '写成“指标:数值”，数值不小于零', en: 'Write “measure:number”, not below zero' },
          },
        )
      }
      return [measure, number]
    }),
  )
}

/** Standards, how communities and facilities stand by them, and planned figures tried. */
export const standardRoutes: AnyRoute[] = [
  read({
    method: 'GET',
    url: '/api/territory/standards',
    summary: { zh: '标准及其条目', en: 'Standards and their lines' },
    permission: 'register.read',
    query: Type.Object(AsOf),
    handle: async (tx, { query }) => {
      const asOf = dayOf(query.asOf, tx.now)
      return { asOf, items: await standards(tx, asOf), measures: MEASURES, figures: PROJECT_FIGURES }
    },
  }),
  read({
    method: 'GET',
    url: '/api/territory/standards/:family/assessment',
    summary: { zh: '各社区（设施）对一套标准的达标情况', en: 'How communities or facilities stand by a standard' },
    permission: 'register.read',
    params: Family,
    query: Type.Object({ ...AsOf, region: Type.Optional(Region) }),
    handle: async (tx, { params, query }) => {
      const asOf = dayOf(query.asOf, tx.now)
      const { subject } = await familyOn(tx, params.family, asOf, ['community', 'facility', 'works'])
      const asked = { family: params.family, asOf, ...(query.region === undefined ? {} : { region: query.region }) }
      return subject === 'community' ? assessCommunities(tx, asked) : assessFacilities(tx, asked)
    },
  }),
  read({
    method: 'GET',
    url: '/api/territory/standards/:family/evaluate',
    summary: { zh: '按规划指标试算', en: 'Planned figures tried against a standard' },
    permission: 'register.read',
    params: Family,
    query: Type.Object({
      ...AsOf,
      figure: Type.Optional(Type.Array(Type.String({ maxLength: 80 }), { maxItems: 20 })),
    }),
    handle: async (tx, { params, query }) => {
      const figures = readFigures(query.figure ?? [])
      return judgePlanned(tx, { family: params.family, asOf: dayOf(query.asOf, tx.now), figures })
    },
  }),
  read({
    method: 'GET',
    url: '/api/territory/communities/:code/standards',
    summary: { zh: '一个社区的达标情况和证据', en: 'One community by every standard, with evidence' },
    permission: 'register.read',
    params: Type.Object({ code: Type.String({ pattern: '^[0-9]{12}$' }) }),
    query: Type.Object(AsOf),
    handle: (tx, { params, query }) => communitySheet(tx, params.code, dayOf(query.asOf, tx.now)),
  }),
  read({
    method: 'GET',
    url: '/api/territory/facilities/:code/standards',
    summary: { zh: '一处设施的达标情况', en: 'One facility by the standards that are for it' },
    permission: 'register.read',
    params: Type.Object({ code: Type.String({ maxLength: 60 }) }),
    query: Type.Object(AsOf),
    handle: async (tx, { params, query }) => ({
      items: await facilitySheet(tx, params.code, dayOf(query.asOf, tx.now)),
    }),
  }),
]
