import type { Bilingual } from '../../kernel/refusal.ts'
import { containing, inScope, sql, type Tx } from '../../platform/db/index.ts'

/** Something the one search found. */
export type FoundProvider = { kind: 'organisation'; title: string; subtitle: Bilingual; href: string }

const MOST = 6

/** Organisations by part of the name, short name, brand, credit code, or the name of a site. One statement. */
export async function searchProviders(tx: Tx, q: string): Promise<FoundProvider[]> {
  const text = q.trim()
  if (text === '') return []
  const like = containing(text)
  const rows = await tx.rows<{
    id: string
    name: string
    code: string
    site: string | null
    sites: number
  }>(sql`select o.id, o.name, o.credit_code code,
      (select s.name from providers.site s where s.jurisdiction = o.jurisdiction and s.organisation = o.id and s.name ilike ${like} order by s.name limit 1) site,
      (select count(*)::int from providers.site s where s.jurisdiction = o.jurisdiction and s.organisation = o.id) sites
    from providers.organisation o where o.jurisdiction = ${tx.actor.jurisdiction} and o.state = 'active'
      and (${inScope(tx, sql`o.region`)} or exists (select from providers.site v where v.jurisdiction = o.jurisdiction and v.organisation = o.id
        and ${inScope(tx, sql`v.region`)}))
      and (o.name ilike ${like} or o.short_name ilike ${like} or o.brand ilike ${like} or starts_with(o.credit_code, upper(${text}))
        or exists (select from providers.site s where s.jurisdiction = o.jurisdiction and s.organisation = o.id and (s.name ilike ${like} or s.code ilike ${like})))
    order by not starts_with(o.name, ${text}), o.name limit ${MOST}`)
  return rows.map(({ id, name, code, site, sites }) => ({
    kind: 'organisation',
    title: name,
    subtitle: {
      zh: `${site !== null && site !== name ? `${site}，` : ''}${code}，${sites} 个网点`,
      en: `${site !== null && site !== name ? `${site}, ` : ''}${code}, ${sites} sites`,
    },
    href: `/console/providers/${id}`,
  }))
}
