import { today } from '../../../kernel/dates.ts'
import { newId } from '../../../kernel/ids.ts'
import type { Bilingual } from '../../../kernel/refusal.ts'
import { empty, inScope, sql, type Tx } from '../../../platform/db/index.ts'
import { record } from '../../../platform/journal/index.ts'
import { demandPerson, type PeopleDesk } from '../../people/index.ts'
import { regionNames } from '../../territory/index.ts'
import type { Channel, Family } from '../model.ts'

/** Why a wish was not met. */
export const UNMET_REASONS: Record<string, Bilingual> = {
  'order.full': { zh: '名额已满', en: 'full' },
  'order.day-full': { zh: '当天接单量已满', en: 'day full' },
  'order.cutoff': { zh: '已过截止时间', en: 'too late' },
  'order.area': { zh: '服务不到住址', en: 'does not come there' },
  'order.region': { zh: '当地未开展', en: 'not offered there' },
  'order.offer-paused': { zh: '机构暂停接单', en: 'provider paused' },
  'order.site-closed': { zh: '网点不营业', en: 'site closed' },
  'order.provider-banned': { zh: '机构禁入', en: 'provider banned' },
  'order.provider-not-filed': { zh: '机构未备案', en: 'provider not filed' },
  'order.provider-paper': { zh: '机构证照失效', en: 'papers of the provider expired' },
  'order.not-authorised': { zh: '机构未获授权', en: 'provider not authorised' },
  'order.no-price': { zh: '未公示价格', en: 'no published price' },
  'order.session-cancelled': { zh: '场次取消', en: 'session cancelled' },
  'order.refused': { zh: '机构拒单', en: 'refused by the provider' },
  'not-found': { zh: '没有找到合适的服务', en: 'nothing suitable found' },
  'too-dear': { zh: '价格超出承受', en: 'too dear' },
  'too-far': { zh: '太远', en: 'too far' },
  other: { zh: '其他', en: 'other' },
}

/** A wish that nobody could be found for. */
export type NewUnmet = {
  family: Family
  item: string | null
  /** In words, where no item names it; without names and numbers of persons. */
  wish: string | null
  /** Where; the person's place if left out. */
  region: string | null
  reason: 'not-found' | 'too-dear' | 'too-far' | 'other'
  person: string | null
  channel: Channel
}

/** Notes a wish that could not be met (A99). @throws Refusal `person.missing` */
export async function noteUnmet(tx: Tx, desk: PeopleDesk, input: NewUnmet): Promise<{ id: string }> {
  const own = tx.actor.jurisdiction
  const place = input.person === null ? null : (await demandPerson(tx, desk, input.person)).region
  const id = newId()
  await tx.run(sql`insert into services.unmet as u (jurisdiction, id, day, item, family, wish, region, reason, person, channel, recorded_by, recorded_at)
    values (${own}, ${id}, ${today(tx.now.getTime())}::date, ${input.item}, ${input.family}, ${input.wish}, ${input.region ?? place ?? own}, ${input.reason},
      ${input.person}, ${input.channel}, ${tx.actor.id}, ${tx.now})
    on conflict (jurisdiction, day, person, item, reason) where person is not null and item is not null do update set times = u.times + 1`)
  await record(tx, {
    action: 'services.unmet.note',
    subject: { kind: 'unmet', id },
    detail: { family: input.family, item: input.item, reason: input.reason },
  })
  return { id }
}

/** Orders and unmet wishes of a cell of the table. `wishes` counts the same wish of a person on a day once; `asked` every time it was told. */
export type DemandLine = {
  month: string
  region: string
  regionName: string
  family: Family
  item: string | null
  title: Bilingual | null
  orders: number
  wishes: number
  asked: number
  persons: number
  reasons: { reason: string; title: Bilingual; wishes: number }[]
}

/**
 * Demand by month, place and item: what was ordered and what was not to be had (A99). Places are towns unless one town is asked for, then its
 * villages. One statement and the names.
 */
export async function demand(
  tx: Tx,
  filter: { from: string; until: string; region?: string; family?: Family; byItem: boolean },
): Promise<DemandLine[]> {
  const own = tx.actor.jurisdiction
  const length = (filter.region ?? tx.actor.region).length >= 9 ? 12 : 9
  const item = filter.byItem ? sql`item` : sql`null::text`
  type Row = Omit<DemandLine, 'regionName' | 'title' | 'reasons'> & {
    zh: string | null
    en: string | null
    reasons: Record<string, number> | null
  }
  const rows = await tx.rows<Row>(sql`with ordered as (
      select to_char(o.placed_at at time zone 'Asia/Shanghai', 'YYYY-MM') "month", left(coalesce(o.region, ${own}), ${length}) region, o.family, o.item
      from services.service_order o where o.jurisdiction = ${own} and ${inScope(tx, sql`coalesce(o.region, ${own})`)}
        and o.placed_at >= ${filter.from}::date and o.placed_at < ${filter.until}::date + 1 and o.state <> 'refused'
        ${filter.region === undefined ? empty : sql`and starts_with(o.region, ${filter.region})`} ${filter.family === undefined ? empty : sql`and o.family = ${filter.family}`}),
    missed as (
      select to_char(u.day, 'YYYY-MM') "month", left(u.region, ${length}) region, u.family, u.item, u.reason, u.times, u.person
      from services.unmet u where u.jurisdiction = ${own} and ${inScope(tx, sql`u.region`)} and u.day >= ${filter.from}::date and u.day <= ${filter.until}::date
        ${filter.region === undefined ? empty : sql`and starts_with(u.region, ${filter.region})`} ${filter.family === undefined ? empty : sql`and u.family = ${filter.family}`}),
    o as (select "month", region, family, ${item} item, count(*)::int orders from ordered group by 1, 2, 3, 4),
    m as (select "month", region, family, ${item} item, count(*)::int wishes, sum(times)::int asked, count(distinct person)::int persons from missed group by 1, 2, 3, 4),
    r as (select "month", region, family, item, jsonb_object_agg(reason, n) reasons from (
      select "month", region, family, ${item} item, reason, count(*)::int n from missed group by 1, 2, 3, 4, 5) x group by 1, 2, 3, 4)
    select k."month", k.region, k.family, k.item, i.title_zh zh, i.title_en en, coalesce(o.orders, 0) orders, coalesce(m.wishes, 0) wishes, coalesce(m.asked, 0) asked,
      coalesce(m.persons, 0) persons, r.reasons
    from (select "month", region, family, item from o union select "month", region, family, item from m) k
    left join o on (o."month", o.region, o.family) = (k."month", k.region, k.family) and o.item is not distinct from k.item
    left join m on (m."month", m.region, m.family) = (k."month", k.region, k.family) and m.item is not distinct from k.item
    left join r on (r."month", r.region, r.family) = (k."month", k.region, k.family) and r.item is not distinct from k.item
    left join services.item i on i.jurisdiction = ${own} and i.code = k.item
    order by k."month" desc, coalesce(m.wishes, 0) desc, k.region, k.family limit 2000`)
  const code = (region: string) => region.padEnd(12, '0')
  const names = await regionNames(tx, [...new Set(rows.map((row) => code(row.region)))], filter.until)
  return rows.map(({ zh, en, reasons, ...row }) => ({
    ...row,
    regionName: names.get(code(row.region)) ?? row.region,
    title: zh === null ? null : { zh, en: en! },
    reasons: Object.entries(reasons ?? {})
      .map(([reason, wishes]) => ({ reason, title: UNMET_REASONS[reason] ?? { zh: reason, en: reason }, wishes }))
      .sort((a, b) => b.wishes - a.wishes),
  }))
}
