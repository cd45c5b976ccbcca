import { newId } from '../../kernel/ids.ts'
import { type Actor, type Database, sql, systemActor, type Tx } from '../../platform/db/index.ts'
import { type PeopleDesk, recordPerson } from '../people/index.ts'
import { providerRegisters } from '../providers/index.ts'
import { loadRegions } from '../territory/index.ts'
import { demoRegions } from '../territory/seed/regions.ts'
import { addOffer, adoptItems, publishPrice, setProviderTypes } from './catalogue/commands.ts'
import type { OfferInput } from './catalogue/model.ts'
import type { ProviderType, Wish } from './model.ts'
import type { ReadyWish } from './orders/place.ts'

export const COUNTY = '532622'
export const TOWN = '532622101'
export const VILLAGE = '532622101001'
export const FAR_VILLAGE = '532622102001'

/** A credit code with a right check character. */
export const FIRM = '91350100M000100Y43'

/** A county with the standard items, one firm with one site, and whoever acts. */
export type Bench = { db: Database; actor: Actor; organisation: string; site: string; desk: PeopleDesk }

const blankOf = (index: number) => Object.fromEntries(providerRegisters[index]!.columns.map((each) => [each.key, null]))
const applied = (tx: Tx, index: number, row: Record<string, unknown>) =>
  providerRegisters[index]!.apply(
    tx,
    { added: [{ ...blankOf(index), ...row }] as never, changed: [], removed: [] },
    { import: null as never, undoes: null },
  )

/** Enters a firm and a site of it; returns their ids. */
export async function enterSite(
  tx: Tx,
  input: {
    creditCode: string
    name: string
    code: string
    kind?: string
    filedOn?: string | null
    types?: ProviderType[]
  },
): Promise<{ organisation: string; site: string }> {
  await applied(tx, 0, { credit_code: input.creditCode, name: input.name, region: VILLAGE })
  await applied(tx, 1, {
    code: input.code,
    credit_code: input.creditCode,
    name: `${input.name}网点`,
    kind: input.kind ?? 'elder-home-centre',
    region: VILLAGE,
    state: 'open',
    filed_on: input.filedOn ?? null,
  })
  const found = await tx.one<{ organisation: string; site: string }>(
    sql`select s.organisation, s.id site from providers.site s where s.jurisdiction = ${tx.actor.jurisdiction} and s.code = ${input.code}`,
  )
  await setProviderTypes(tx, found.organisation, input.types ?? ['elder-care'])
  return found
}

/** Enters a business licence in force, which most items ask for. */
export async function enterPaper(
  tx: Tx,
  organisation: string,
  subkind = 'business',
  until: string | null = null,
): Promise<void> {
  await tx.run(sql`insert into providers.paper (jurisdiction, id, organisation, kind, subkind, title, valid_from, valid_until, recorded_by, recorded_at)
    values (${tx.actor.jurisdiction}, ${newId()}, ${organisation}, 'licence', ${subkind}, ${subkind}, '2020-01-01', ${until}::date, 'test', now())`)
}

/** A county ready for orders. */
export async function bench(db: Database, desk: PeopleDesk): Promise<Bench> {
  const actor = systemActor('test', COUNTY)
  return db.write(actor, async (tx) => {
    await loadRegions(tx, demoRegions())
    await adoptItems(tx, 'all')
    const { organisation, site } = await enterSite(tx, { creditCode: FIRM, name: '测试居家服务公司', code: 'JG-T-1' })
    await enterPaper(tx, organisation)
    return { db, actor, organisation, site, desk }
  })
}

/** An offer with a published price. */
export async function offerOf(
  tx: Tx,
  site: string,
  item: string,
  fen: number,
  more: Partial<OfferInput> = {},
): Promise<string> {
  const { id } = await addOffer(tx, { item, site, areas: [], dayCapacity: null, freeSite: false, note: null, ...more })
  await publishPrice(tx, id, {
    fen,
    kind: fen === 0 ? 'free' : 'market',
    basis: '测试',
    guideLowFen: null,
    guideHighFen: null,
    conditions: null,
    from: null,
  })
  return id
}

/** A person of a village. */
export async function enterPerson(tx: Tx, desk: PeopleDesk, name: string, region = VILLAGE): Promise<string> {
  return (await recordPerson(tx, desk, { name, born: '1945-03-02', region, distinct: true })).id
}

/** A wish for two days from now, ready to be placed. */
export function wishOf(
  now: Date,
  person: string,
  offer: string,
  seenFen: number,
  more: Partial<ReadyWish> = {},
): ReadyWish {
  const from = new Date(now.getTime() + 48 * 3_600_000)
  const wish: Wish = {
    request: newId(),
    person,
    offer,
    quantity: 1,
    seenFen,
    from: from.toISOString(),
    until: new Date(from.getTime() + 3_600_000).toISOString(),
    channel: 'phone',
    acting: { by: 'self' },
  }
  return { ...wish, actor: 'test-clerk', scope: COUNTY, sealed: null, ...more }
}
