import Type from 'typebox'
import { type AnyRoute, PageQuery, read } from '../../../platform/http/index.ts'
import { FACILITY_KINDS } from '../../territory/index.ts'
import { Id } from '../schemas.ts'
import { publicSite, publicSites } from './views.ts'

const Of = { jurisdiction: Type.Optional(Type.String({ pattern: '^[0-9]{6}$' })) }

/** What everybody may see of institutions. */
export const publicProviderRoutes: AnyRoute[] = [
  read({
    method: 'GET',
    url: '/api/public/providers',
    summary: { zh: '服务机构名录：备案、等级、价格', en: 'Directory of institutions: filing, grade, prices' },
    permission: 'public',
    query: Type.Object({
      ...Of,
      ...PageQuery.properties,
      q: Type.Optional(Type.String({ maxLength: 100 })),
      kind: Type.Optional(Type.Enum(FACILITY_KINDS.map(({ code }) => code))),
      family: Type.Optional(
        Type.Enum(['elder', 'child', 'health', 'culture', 'sport', 'commerce', 'community', 'disability', 'education']),
      ),
      only: Type.Optional(Type.Enum(['filed', 'graded', 'recognised'])),
    }),
    handle: (tx, { query }) => publicSites(tx, query),
  }),
  read({
    method: 'GET',
    url: '/api/public/providers/:id',
    summary: {
      zh: '一个网点：状态、价格、等级、承诺和违诺',
      en: 'A site: state, prices, grade, commitments and breaches',
    },
    permission: 'public',
    params: Id,
    query: Type.Object(Of),
    handle: (tx, { params }) => publicSite(tx, params.id),
  }),
]
