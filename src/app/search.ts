import Type from 'typebox'
import { searchClauses } from '../contexts/plan/index.ts'
import { searchProviders } from '../contexts/providers/index.ts'
import { searchTerritory } from '../contexts/territory/index.ts'
import { type AnyRoute, read } from '../platform/http/index.ts'

const SUMMARY_LENGTH = 60
const CLAUSES = 6

/** One search over all rooms: regions, facilities, clauses of the papers. Each room finds in its own way. */
export const searchRoutes: AnyRoute[] = [
  read({
    method: 'GET',
    url: '/api/search',
    summary: {
      zh: '一个搜索框：区划、设施、条款；名称片段或拼音首字母',
      en: 'One search: regions, facilities, clauses; part of a name or pinyin initials',
    },
    permission: 'search.use',
    query: Type.Object({ q: Type.String({ minLength: 1, maxLength: 100 }) }),
    response: Type.Object({
      items: Type.Array(
        Type.Object({ kind: Type.String(), title: Type.String(), subtitle: Type.String(), href: Type.String() }),
      ),
    }),
    handle: async (tx, { query }, context) => {
      const named = [...(await searchProviders(tx, query.q)), ...(await searchTerritory(tx, query.q))]
      const places = named.map((found) => ({ ...found, subtitle: found.subtitle[context.language] }))
      const { items } = await searchClauses(tx, { q: query.q, limit: CLAUSES })
      const clauses = items.map((clause) => ({
        kind: 'clause',
        title: clause.text.length > SUMMARY_LENGTH ? `${clause.text.slice(0, SUMMARY_LENGTH)}…` : clause.text,
        subtitle: `${clause.title} ${clause.clause}`,
        href: `/console/plan/papers/${clause.paper}?start=${clause.start}&end=${clause.end}`,
      }))
      return { items: [...places, ...clauses] }
    },
  }),
]
