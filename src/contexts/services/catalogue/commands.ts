import { today } from '../../../kernel/dates.ts'
import { newId } from '../../../kernel/ids.ts'
import { refuse } from '../../../kernel/refusal.ts'
import { expectOwn, sql, type Tx } from '../../../platform/db/index.ts'
import { emit } from '../../../platform/events/index.ts'
import { record } from '../../../platform/journal/index.ts'
import { siteWith } from '../../providers/index.ts'
import type { ProviderType } from '../model.ts'
import { expectFirm } from '../scope.ts'
import type { ItemInput, MarketInput, OfferInput, PriceInput, SubsidyInput } from './model.ts'

/** Takes standard items into the county's catalogue as they are; those it has stay as they are. @returns codes that were added */
export async function adoptItems(tx: Tx, codes: readonly string[] | 'all'): Promise<{ added: string[] }> {
  const own = tx.actor.jurisdiction
  const rows = await tx.rows<{
    code: string
  }>(sql`insert into services.item (jurisdiction, code, standard, family, title_zh, title_en, unit, minutes, staff, skills,
      checks, needs_address, needs_filing, needs_papers, offered_by, lead_minutes, region, basis, recorded_by, recorded_at)
    select ${own}, s.code, s.code, s.family, s.title_zh, s.title_en, s.unit, s.minutes, s.staff, s.skills, s.checks, s.needs_address, s.needs_filing, s.needs_papers,
      s.offered_by, s.lead_minutes, ${own}, s.basis, ${tx.actor.id}, ${tx.now}
    from services.standard_item s where ${codes === 'all' ? sql`true` : sql`s.code = any(${[...codes]}::text[])`}
    on conflict do nothing returning code`)
  const added = rows.map((row) => row.code).sort()
  await record(tx, { action: 'services.item.adopt', subject: { kind: 'catalogue', id: own }, detail: { added } })
  return { added }
}

/**
 * Enters an item of the county's own or changes one. What was ordered before keeps what it was ordered by.
 *
 * @param revision of the item that is changed; null for a new one
 * @throws Refusal `item.exists`, `item.changed-meanwhile`, `region.outside`
 */
export async function keepItem(tx: Tx, input: ItemInput, revision: number | null): Promise<void> {
  const own = tx.actor.jurisdiction
  expectOwn(tx, input.region.padEnd(12, '0'))
  const skills = JSON.stringify(input.skills)
  const done =
    revision === null
      ? await tx.run(sql`insert into services.item (jurisdiction, code, family, title_zh, title_en, unit, minutes, staff, skills, checks, needs_address, needs_filing,
          needs_papers, offered_by, lead_minutes, region, basis, recorded_by, recorded_at)
        values (${own}, ${input.code}, ${input.family}, ${input.title.zh}, ${input.title.en}, ${input.unit}, ${input.minutes}, ${input.staff}, ${skills}::jsonb,
          ${input.checks}, ${input.needsAddress}, ${input.needsFiling}, ${input.needsPapers}, ${input.offeredBy}, ${input.leadMinutes}, ${input.region}, ${input.basis},
          ${tx.actor.id}, ${tx.now}) on conflict do nothing`)
      : await tx.run(sql`update services.item set family = ${input.family}, title_zh = ${input.title.zh}, title_en = ${input.title.en}, unit = ${input.unit},
          minutes = ${input.minutes}, staff = ${input.staff}, skills = ${skills}::jsonb, checks = ${input.checks}, needs_address = ${input.needsAddress},
          needs_filing = ${input.needsFiling}, needs_papers = ${input.needsPapers}, offered_by = ${input.offeredBy}, lead_minutes = ${input.leadMinutes},
          region = ${input.region}, basis = ${input.basis}, revision = revision + 1, recorded_by = ${tx.actor.id}, recorded_at = ${tx.now}
        where jurisdiction = ${own} and code = ${input.code} and revision = ${revision}`)
  if (done === 0)
    throw revision === null
      ? refuse(
          'item.exists',
          { zh: `已有编码为 ${input.code} 的项目`, en: `There is an item ${input.code} already` },
          { kind: 'conflict', at: '/code' },
        )
      : refuse(
          'item.changed-meanwhile',
          { zh: '刚被别人修改过，或没有这个项目', en: 'Somebody has changed it meanwhile, or there is none' },
          { kind: 'conflict', next: { zh: '请刷新后再改', en: 'Refresh, then change it' } },
        )
  await record(tx, {
    action: revision === null ? 'services.item.add' : 'services.item.change',
    subject: { kind: 'service-item', id: input.code },
    detail: { ...input },
  })
}

/** Stops taking orders for an item, or takes them again. @throws Refusal `item.missing` */
export async function openItem(tx: Tx, code: string, open: boolean): Promise<void> {
  const done =
    await tx.run(sql`update services.item set open = ${open}, revision = revision + 1, recorded_by = ${tx.actor.id}, recorded_at = ${tx.now}
    where jurisdiction = ${tx.actor.jurisdiction} and code = ${code}`)
  if (done === 0)
    throw refuse('item.missing', { zh: '没有这个服务项目', en: 'There is no such item' }, { kind: 'missing' })
  await record(tx, {
    action: open ? 'services.item.open' : 'services.item.close',
    subject: { kind: 'service-item', id: code },
  })
}

/** Says what types of provider an organisation is. */
export async function setProviderTypes(tx: Tx, organisation: string, types: readonly ProviderType[]): Promise<void> {
  const own = tx.actor.jurisdiction
  await tx.run(
    sql`delete from services.provider_type where jurisdiction = ${own} and organisation = ${organisation} and type <> all(${[...types]}::text[])`,
  )
  await tx.run(sql`insert into services.provider_type (jurisdiction, organisation, type, recorded_by, recorded_at)
    select ${own}, ${organisation}, t, ${tx.actor.id}, ${tx.now} from unnest(${[...types]}::text[]) t on conflict do nothing`)
  await record(tx, {
    action: 'services.provider.types',
    subject: { kind: 'organisation', id: organisation },
    detail: { types: [...types] },
  })
}

/** Authorises an organisation for items beyond its type (授权). `until` is the last day. */
export async function authorise(
  tx: Tx,
  input: { organisation: string; items: string[]; paper: string; givenBy: string; from: string; until: string | null },
): Promise<{ id: string }> {
  if (input.until !== null && input.until < input.from)
    throw refuse(
      'authorisation.dates',
      { zh: '截止日期早于起始日期', en: 'The last day lies before the first' },
      { at: '/until' },
    )
  const id = newId()
  await tx.run(sql`insert into services.authorisation (jurisdiction, id, organisation, items, paper, given_by, during, recorded_by, recorded_at)
    values (${tx.actor.jurisdiction}, ${id}, ${input.organisation}, ${input.items}, ${input.paper}, ${input.givenBy},
      daterange(${input.from}::date, ${input.until}::date, '[]'), ${tx.actor.id}, ${tx.now})`)
  await record(tx, {
    action: 'services.provider.authorise',
    subject: { kind: 'organisation', id: input.organisation },
    detail: { authorisation: id, items: input.items, paper: input.paper, from: input.from, until: input.until },
  })
  return { id }
}

/**
 * Enters what a site offers. Without a published price nobody can order it.
 *
 * @throws Refusal `site.missing`, `item.missing`, `offer.exists`, `offer.not-authorised`, `access.region`
 */
export async function addOffer(tx: Tx, input: OfferInput): Promise<{ id: string }> {
  const own = tx.actor.jurisdiction
  const site = await siteWith(tx, input.site)
  await expectFirm(tx, site)
  const item = await tx.maybe<{
    allowed: boolean
  }>(sql`select services.authorised(${own}, ${site.organisation}, code, offered_by, ${today(tx.now.getTime())}::date) allowed
    from services.item where jurisdiction = ${own} and code = ${input.item} and open`)
  if (item === null)
    throw refuse(
      'item.missing',
      { zh: '没有这个服务项目，或已停止受理', en: 'There is no such item, or it is closed' },
      { kind: 'missing', at: '/item' },
    )
  if (!item.allowed)
    throw refuse(
      'offer.not-authorised',
      {
        zh: '该机构的类别不含这项服务，也没有相应授权',
        en: 'The service is not of the provider’s type, and no authorisation covers it',
      },
      {
        kind: 'conflict',
        at: '/item',
        next: { zh: '请先登记机构类别或授权文件', en: 'Enter the provider’s type or an authorisation first' },
      },
    )
  for (const area of input.areas) expectOwn(tx, area.padEnd(12, '0'))
  const id = newId()
  const done =
    await tx.run(sql`insert into services.offer (jurisdiction, id, item, organisation, site, areas, day_capacity, free_site, note, recorded_by, recorded_at)
    values (${own}, ${id}, ${input.item}, ${site.organisation}, ${site.id}, ${input.areas}, ${input.dayCapacity}, ${input.freeSite}, ${input.note}, ${tx.actor.id}, ${tx.now})
    on conflict do nothing`)
  if (done === 0)
    throw refuse(
      'offer.exists',
      { zh: '这个网点已经提供这项服务', en: 'The site offers this already' },
      { kind: 'conflict', at: '/item' },
    )
  await record(tx, {
    action: 'services.offer.add',
    subject: { kind: 'offer', id },
    detail: { item: input.item, site: site.id, organisation: site.organisation },
  })
  await emit(tx, 'services.offer.changed', { offer: id, item: input.item, site: site.id })
  return { id }
}

/** Changes where and how much an offer serves, or pauses, resumes, ends it. @throws Refusal `offer.missing`, `offer.changed-meanwhile`, `offer.ended` */
export async function changeOffer(
  tx: Tx,
  id: string,
  input: {
    revision: number
    state: 'open' | 'paused' | 'ended'
    reason: string | null
    areas: string[]
    dayCapacity: number | null
    note: string | null
  },
): Promise<void> {
  const own = tx.actor.jurisdiction
  const row = await tx.maybe<{ site: string; item: string; revision: number; state: string }>(
    sql`select site, item, revision, state from services.offer where jurisdiction = ${own} and id = ${id} for update`,
  )
  if (row === null) throw noOffer()
  await expectFirm(tx, await siteWith(tx, row.site))
  if (row.revision !== input.revision)
    throw refuse(
      'offer.changed-meanwhile',
      { zh: '刚被别人修改过', en: 'Somebody has changed it meanwhile' },
      { kind: 'conflict', next: { zh: '请刷新后再改', en: 'Refresh, then change it' } },
    )
  if (row.state === 'ended')
    throw refuse('offer.ended', { zh: '这项供给已经停止', en: 'This offer has ended' }, { kind: 'conflict' })
  if (input.state !== 'open' && !input.reason?.trim())
    throw refuse('offer.reason', { zh: '请写明原因', en: 'State the reason' }, { at: '/reason' })
  for (const area of input.areas) expectOwn(tx, area.padEnd(12, '0'))
  await tx.run(sql`update services.offer set state = ${input.state}, state_reason = ${input.state === 'open' ? null : input.reason}, areas = ${input.areas},
    day_capacity = ${input.dayCapacity}, note = ${input.note}, revision = revision + 1 where jurisdiction = ${own} and id = ${id}`)
  await record(tx, {
    action: 'services.offer.change',
    subject: { kind: 'offer', id },
    detail: { state: input.state, reason: input.reason, areas: input.areas, dayCapacity: input.dayCapacity },
  })
  await emit(tx, 'services.offer.changed', { offer: id, item: row.item, site: row.site })
}

const noOffer = () =>
  refuse('offer.missing', { zh: '没有这项服务供给', en: 'There is no such offer' }, { kind: 'missing' })

/**
 * Publishes a price as a new version (D21, S3-11: item, content, price and basis are shown; changes at once). Versions are never changed;
 * a price does not take effect before it is published.
 *
 * @throws Refusal `offer.missing`, `price.guide`, `price.free`, `price.retroactive`, `price.same-instant`
 */
export async function publishPrice(tx: Tx, offer: string, input: PriceInput): Promise<{ version: number }> {
  const own = tx.actor.jurisdiction
  const found = await tx.maybe<{ site: string; item: string }>(
    sql`select site, item from services.offer where jurisdiction = ${own} and id = ${offer} and state <> 'ended' for update`,
  )
  if (found === null) throw noOffer()
  await expectFirm(tx, await siteWith(tx, found.site))
  const from = input.from ?? tx.now.toISOString()
  if (Date.parse(from) < tx.now.getTime())
    throw refuse(
      'price.retroactive',
      { zh: '价格不能早于公示时间生效', en: 'A price cannot take effect before it is published' },
      { at: '/from' },
    )
  if (input.kind === 'free' && input.fen !== 0)
    throw refuse('price.free', { zh: '公益免费的价格应为 0', en: 'What is free costs nothing' }, { at: '/fen' })
  if (input.kind === 'guided') {
    const { guideLowFen: low, guideHighFen: high } = input
    if (low === null || high === null || high < low)
      throw refuse(
        'price.guide',
        { zh: '政府指导价应写明浮动区间', en: 'State the range of the guided price' },
        { at: '/guideLowFen' },
      )
    if (input.fen < low || input.fen > high)
      throw refuse(
        'price.guide',
        { zh: '价格不在政府指导价区间内', en: 'The price lies outside the guided range' },
        { at: '/fen', params: { low, high } },
      )
  }
  const row = await tx.maybe<{
    version: number
  }>(sql`insert into services.price (jurisdiction, offer, version, fen, kind, basis, guide_low_fen, guide_high_fen, conditions,
      published_at, valid_from, recorded_by)
    select ${own}, ${offer}, coalesce(max(p.version), 0) + 1, ${input.fen}, ${input.kind}, ${input.basis}, ${input.guideLowFen}, ${input.guideHighFen},
      ${input.conditions}, ${tx.now}, ${from}, ${tx.actor.id}
    from services.price p where p.jurisdiction = ${own} and p.offer = ${offer} on conflict do nothing returning version`)
  if (row === null)
    throw refuse(
      'price.same-instant',
      { zh: '已有一个价格在同一时刻生效', en: 'Another price takes effect at that very moment' },
      { kind: 'conflict', at: '/from' },
    )
  await record(tx, {
    action: 'services.price.publish',
    subject: { kind: 'offer', id: offer },
    detail: { version: row.version, fen: input.fen, kind: input.kind, basis: input.basis, from },
  })
  await emit(tx, 'services.price.published', {
    offer,
    item: found.item,
    site: found.site,
    version: row.version,
    fen: input.fen,
    from,
  })
  return row
}

/**
 * Enters a rule by which a benefit bears part of the price of items, from a day on; the one of the same name before ends the day before.
 *
 * @throws Refusal `subsidy.later`
 */
export async function enterSubsidy(tx: Tx, input: SubsidyInput): Promise<{ id: string }> {
  const own = tx.actor.jurisdiction
  const later =
    await tx.maybe(sql`select 1 from services.subsidy where jurisdiction = ${own} and benefit = ${input.benefit} and title_zh = ${input.title.zh}
    and lower(during) >= ${input.from}::date`)
  if (later !== null)
    throw refuse(
      'subsidy.later',
      { zh: '已有从更晚日期起施行的同名规则', en: 'A rule of this name that begins later is entered already' },
      { kind: 'conflict', at: '/from' },
    )
  await tx.run(sql`update services.subsidy set during = daterange(lower(during), ${input.from}::date) where jurisdiction = ${own} and benefit = ${input.benefit}
    and title_zh = ${input.title.zh} and during @> ${input.from}::date`)
  const id = newId()
  await tx.run(sql`insert into services.subsidy (jurisdiction, id, benefit, title_zh, title_en, items, share_percent, cap_fen, period, times_limit, fen_limit, during, basis,
      recorded_by, recorded_at)
    values (${own}, ${id}, ${input.benefit}, ${input.title.zh}, ${input.title.en}, ${input.items}, ${input.sharePercent}, ${input.capFen}, ${input.period}, ${input.timesLimit},
      ${input.fenLimit}, daterange(${input.from}::date, null), ${input.basis}, ${tx.actor.id}, ${tx.now})`)
  await record(tx, { action: 'services.subsidy.enter', subject: { kind: 'subsidy', id }, detail: { ...input } })
  return { id }
}

/** Notes prices that the market asks for an item. */
export async function noteMarketPrice(tx: Tx, input: MarketInput): Promise<{ id: string }> {
  const id = newId()
  const done =
    await tx.run(sql`insert into services.market_price (jurisdiction, id, item, region, fen, observed_on, seller, source, recorded_by, recorded_at)
    select ${tx.actor.jurisdiction}, ${id}, code, ${input.region}, ${input.fen}, ${input.observedOn}::date, ${input.seller}, ${input.source}, ${tx.actor.id}, ${tx.now}
    from services.item where jurisdiction = ${tx.actor.jurisdiction} and code = ${input.item}`)
  if (done === 0)
    throw refuse(
      'item.missing',
      { zh: '没有这个服务项目', en: 'There is no such item' },
      { kind: 'missing', at: '/item' },
    )
  await record(tx, {
    action: 'services.market.note',
    subject: { kind: 'service-item', id: input.item },
    detail: { fen: input.fen, seller: input.seller },
  })
  return { id }
}

/** Says whose orders the accounts of a unit see and serve. */
export async function openDesk(
  tx: Tx,
  input: { unit: string; organisation: string; site: string | null },
): Promise<void> {
  await tx.run(sql`insert into services.desk (jurisdiction, unit, organisation, site, recorded_by, recorded_at)
    values (${tx.actor.jurisdiction}, ${input.unit}, ${input.organisation}, ${input.site}, ${tx.actor.id}, ${tx.now}) on conflict do nothing`)
  await record(tx, {
    action: 'services.desk.open',
    subject: { kind: 'unit', id: input.unit },
    detail: { organisation: input.organisation, site: input.site },
  })
}
