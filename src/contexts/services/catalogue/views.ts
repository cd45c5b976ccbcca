import { addDays, today } from '../../../kernel/dates.ts'
import type { Bilingual } from '../../../kernel/refusal.ts'
import { empty, may, sql, type Tx } from '../../../platform/db/index.ts'
import { organisationNames, sitesOf } from '../../providers/index.ts'
import type { Family, ProviderType, Unit } from '../model.ts'
import { parametersOn } from '../parameters.ts'
import { offersInScope } from '../scope.ts'
import type { Item, MarketInput, OfferView, PriceView, StandardItem, SubsidyInput } from './model.ts'
import { compared, type Verdict } from './rules.ts'

const ITEM = sql`i.code, i.family, json_build_object('zh', i.title_zh, 'en', i.title_en) title, i.unit, i.minutes, i.staff, i.skills, i.checks,
  i.needs_address "needsAddress", i.needs_filing "needsFiling", i.needs_papers "needsPapers", i.offered_by "offeredBy", i.lead_minutes "leadMinutes", i.basis`

/** Items of the county's catalogue with how many offer them, and the standard ones it has not taken yet. Two statements. */
export async function catalogue(tx: Tx): Promise<{ items: (Item & { offers: number })[]; standard: StandardItem[] }> {
  const own = tx.actor.jurisdiction
  return {
    items: await tx.rows<Item & { offers: number }>(sql`select ${ITEM}, i.standard, i.region, i.open, i.revision,
        (select count(*)::int from services.offer f where f.jurisdiction = i.jurisdiction and f.item = i.code and f.state = 'open') offers
      from services.item i where i.jurisdiction = ${own} order by i.family, i.code`),
    standard: await tx.rows<StandardItem>(sql`select ${ITEM} from services.standard_item i
      where not exists (select from services.item k where k.jurisdiction = ${own} and k.code = i.code) order by i.family, i.code`),
  }
}

const PRICE = sql`'version', p.version, 'fen', p.fen, 'kind', p.kind, 'basis', p.basis, 'guideLowFen', p.guide_low_fen, 'guideHighFen', p.guide_high_fen,
  'conditions', p.conditions, 'publishedAt', p.published_at, 'from', p.valid_from`

type OfferRow = Omit<OfferView, 'organisationName' | 'siteName' | 'region' | 'point'>

export type OfferFilter = {
  item?: string
  family?: Family
  site?: string
  organisation?: string
  /** Twelve-digit code of where somebody lives: those that serve there. */
  region?: string
  /** Also those that are paused or ended. */
  all?: boolean
  /** Those the reader works on. */
  mine?: boolean
}

/** Offers with the price in force and the one that is coming. Two statements and the names. */
export async function offers(tx: Tx, filter: OfferFilter): Promise<OfferView[]> {
  const own = tx.actor.jurisdiction
  const rows =
    await tx.rows<OfferRow>(sql`select f.id, f.item, json_build_object('zh', i.title_zh, 'en', i.title_en) title, i.family, i.unit, i.minutes, f.organisation,
      f.site, f.areas, f.day_capacity "dayCapacity", f.free_site "freeSite", f.note, f.state, f.state_reason "stateReason", i.needs_address "needsAddress",
      i.lead_minutes "leadMinutes", i.staff, f.revision,
      (select json_build_object(${PRICE}) from services.price p where p.jurisdiction = f.jurisdiction and p.offer = f.id and p.valid_from <= ${tx.now}
        order by p.valid_from desc limit 1) price,
      (select json_build_object(${PRICE}) from services.price p where p.jurisdiction = f.jurisdiction and p.offer = f.id and p.valid_from > ${tx.now}
        order by p.valid_from limit 1) coming
    from services.offer f join services.item i on i.jurisdiction = f.jurisdiction and i.code = f.item
    where f.jurisdiction = ${own} ${filter.all ? empty : sql`and f.state = 'open' and i.open`} ${filter.item === undefined ? empty : sql`and f.item = ${filter.item}`}
      ${filter.family === undefined ? empty : sql`and i.family = ${filter.family}`} ${filter.site === undefined ? empty : sql`and f.site = ${filter.site}`}
      ${filter.organisation === undefined ? empty : sql`and f.organisation = ${filter.organisation}`} ${filter.mine ? sql`and ${offersInScope(tx)}` : empty}
      ${
        filter.region === undefined
          ? empty
          : sql`and starts_with(${filter.region}, i.region) and (not i.needs_address or f.areas = '{}' or exists (select from unnest(f.areas) a where starts_with(${filter.region}, a)))`
      }
    order by i.family, f.item, f.id limit 1000`)
  const firms = [...new Set(rows.map((row) => row.organisation))]
  const organisations = await organisationNames(tx, firms)
  const sites = new Map((firms.length === 0 ? [] : await sitesOf(tx, firms)).map((site) => [site.id, site]))
  return rows.map((row) => {
    const site = sites.get(row.site)
    return {
      ...row,
      organisationName: organisations.get(row.organisation)?.name ?? '—',
      siteName: site?.name ?? '—',
      region: site?.region ?? own,
      point:
        site === undefined || site.lon === null || site.lat === null
          ? null
          : { lon: Number(site.lon), lat: Number(site.lat) },
    }
  })
}

/** Every version of an offer's price, the newest first. One statement. */
export async function priceVersions(tx: Tx, offer: string): Promise<PriceView[]> {
  const rows = await tx.rows<{ price: PriceView }>(sql`select json_build_object(${PRICE}) price from services.price p
    where p.jurisdiction = ${tx.actor.jurisdiction} and p.offer = ${offer} order by p.version desc`)
  return rows.map((row) => row.price)
}

/** A site whose offers somebody keeps. */
export type OfferSite = { id: string; name: string; region: string; organisation: string; organisationName: string }

/**
 * Open sites whose offers the actor may keep: of one organisation for whoever works for a region, else of the provider whose desk he sits at.
 * Two statements and the names.
 */
export async function offerSites(tx: Tx, organisation: string | undefined): Promise<OfferSite[]> {
  const wide = may(tx.actor, 'services.read')
  const desks = wide
    ? organisation === undefined
      ? []
      : [{ organisation, site: null }]
    : await tx.rows<{
        organisation: string
        site: string | null
      }>(sql`select d.organisation, d.site from services.desk d
        where d.jurisdiction = ${tx.actor.jurisdiction} and d.unit = ${tx.actor.unit}`)
  const firms = [...new Set(desks.map((each) => each.organisation))]
  if (firms.length === 0) return []
  const names = await organisationNames(tx, firms)
  return (await sitesOf(tx, firms))
    .filter(
      (site) =>
        site.state === 'open' &&
        desks.some((each) => each.organisation === site.organisation && (each.site === null || each.site === site.id)),
    )
    .map(({ id, name, region, organisation: of }) => ({
      id,
      name,
      region,
      organisation: of,
      organisationName: names.get(of)?.name ?? '—',
    }))
}

/** What organisations are and are authorised for. */
export type ProviderTypesView = {
  organisation: string
  name: string
  types: ProviderType[]
  authorisations: {
    id: string
    items: string[]
    paper: string
    givenBy: string
    from: string
    until: string | null
    active: boolean
  }[]
}

/** Providers that offer something or have a type, with types and authorisations. Three statements. */
export async function providerTypes(tx: Tx): Promise<ProviderTypesView[]> {
  const own = tx.actor.jurisdiction
  const day = today(tx.now.getTime())
  const types = await tx.rows<{
    organisation: string
    types: ProviderType[]
  }>(sql`select organisation, array_agg(type order by type) types from services.provider_type
    where jurisdiction = ${own} group by 1`)
  const given = await tx.rows<
    ProviderTypesView['authorisations'][number] & { organisation: string }
  >(sql`select organisation, id, items, paper, given_by "givenBy",
    lower(during) "from", (upper(during) - 1) "until", during @> ${day}::date active from services.authorisation where jurisdiction = ${own} order by lower(during) desc`)
  const firms = [...new Set([...types, ...given].map((each) => each.organisation))]
  const names = await organisationNames(tx, firms)
  return firms
    .map((organisation) => ({
      organisation,
      name: names.get(organisation)?.name ?? '—',
      types: types.find((each) => each.organisation === organisation)?.types ?? [],
      authorisations: given
        .filter((each) => each.organisation === organisation)
        .map(({ organisation: _, ...each }) => each),
    }))
    .sort((a, b) => a.name.localeCompare(b.name, 'zh'))
}

/** A free-site provider's price beside the market (A136). */
export type ComparisonView = {
  offer: string
  item: string
  title: Bilingual
  unit: Unit
  organisationName: string
  siteName: string
  fen: number | null
  /** Median of the comparison group; null where the sample is too small. */
  medianFen: number | null
  sample: number
  /** How far below the median, in per cent; negative: above. */
  gapPercent: number | null
  verdict: Verdict
}

/**
 * Prices asked on premises that were given free of charge, each beside the median of the local market: prices in force of others for the
 * same item, and those observed within a year. What “significantly lower” means is a parameter of the region (S3-11).
 */
export async function comparisons(
  tx: Tx,
): Promise<{ margin: { value: number; basis: string }; least: number; items: ComparisonView[] }> {
  const day = today(tx.now.getTime())
  const of = await parametersOn(tx, day)
  const margin = of('free-site-margin-percent')
  const least = of('market-sample-least')
  const all = await offers(tx, {})
  const free = all.filter((offer) => offer.freeSite)
  const observed = await tx.rows<{
    item: string
    fen: number
  }>(sql`select item, fen from services.market_price where jurisdiction = ${tx.actor.jurisdiction}
    and observed_on > ${addDays(day, -365)}::date and observed_on <= ${day}::date`)
  const items = free.map((offer): ComparisonView => {
    const group = [
      ...all.flatMap((other) =>
        other.item === offer.item && !other.freeSite && other.price !== null && other.price.kind !== 'free'
          ? [other.price.fen]
          : [],
      ),
      ...observed.flatMap((each) => (each.item === offer.item ? [each.fen] : [])),
    ]
    const fen = offer.price?.fen ?? null
    return {
      offer: offer.id,
      item: offer.item,
      title: offer.title,
      unit: offer.unit,
      organisationName: offer.organisationName,
      siteName: offer.siteName,
      fen,
      ...compared(fen, group, { marginPercent: margin.value, least: least.value }),
    }
  })
  return { margin, least: least.value, items }
}

/** Observed prices of the market, the newest first. One statement. */
export async function marketPrices(
  tx: Tx,
  item: string | undefined,
): Promise<(MarketInput & { id: string; title: Bilingual })[]> {
  return tx.rows(sql`select m.id, m.item, json_build_object('zh', i.title_zh, 'en', i.title_en) title, m.region, m.fen, m.observed_on "observedOn", m.seller, m.source
    from services.market_price m join services.item i on i.jurisdiction = m.jurisdiction and i.code = m.item
    where m.jurisdiction = ${tx.actor.jurisdiction} ${item === undefined ? empty : sql`and m.item = ${item}`} order by m.observed_on desc, m.id desc limit 500`)
}

/** A rule by which a benefit bears part of a price. `until` is the first day on which it no longer holds. */
export type SubsidyView = Omit<SubsidyInput, 'from'> & { id: string; from: string; until: string | null }

/** Every rule by which benefits bear part of prices, those in force first. One statement. */
export async function subsidies(tx: Tx): Promise<SubsidyView[]> {
  return tx.rows(sql`select id, benefit, json_build_object('zh', title_zh, 'en', title_en) title, items, share_percent "sharePercent", cap_fen "capFen", period,
      times_limit "timesLimit", fen_limit "fenLimit", lower(during) "from", upper(during) "until", basis
    from services.subsidy where jurisdiction = ${tx.actor.jurisdiction} order by upper(during) desc nulls first, benefit, title_zh`)
}
