import { refuse } from '../../kernel/refusal.ts'
import { type Tx, worksIn } from '../../platform/db/index.ts'
import { organisationNames, type SiteStored, sitesOf } from '../providers/index.ts'
import { sendingSites } from '../services/index.ts'

/** A site whose days may be planned. */
export type PlanningSite = { id: string; name: string; organisation: string; organisationName: string }

/** Sites from which the actor sends somebody out. Three statements. */
export async function planningSites(tx: Tx): Promise<PlanningSite[]> {
  const found = await sendingSites(tx)
  const firms = [...new Set(found.map((each) => each.organisation))]
  if (firms.length === 0) return []
  const names = await organisationNames(tx, firms)
  const sites = new Map((await sitesOf(tx, firms)).map((site) => [site.id, site]))
  return found
    .filter(({ site }) => worksIn(tx.actor, sites.get(site)?.region ?? ''))
    .map(({ organisation, site }) => ({
      id: site,
      name: sites.get(site)?.name ?? '—',
      organisation,
      organisationName: names.get(organisation)?.name ?? '—',
    }))
    .sort((a, b) => a.name.localeCompare(b.name, 'zh'))
}

/** A site the actor plans for, the same refusal whether it is another's or does not exist. @throws Refusal `dispatch.site` */
export async function expectSite(tx: Tx, id: string): Promise<SiteStored & { organisationName: string }> {
  const own = (await sendingSites(tx)).find((each) => each.site === id)
  const site = own === undefined ? undefined : (await sitesOf(tx, [own.organisation])).find((each) => each.id === id)
  if (own === undefined || site === undefined || !worksIn(tx.actor, site.region))
    throw refuse(
      'dispatch.site',
      { zh: '没有这个网点，或不在您负责的范围内', en: 'There is no such site among those you plan for' },
      { kind: 'missing', next: { zh: '请从网点列表中选择', en: 'Choose a site from the list' } },
    )
  return {
    ...site,
    organisationName: (await organisationNames(tx, [own.organisation])).get(own.organisation)?.name ?? '—',
  }
}
