import { addDays, type IsoDate, startOfDay } from '../../../kernel/dates.ts'
import { empty, sql, type Tx } from '../../../platform/db/index.ts'
import { pageOf, readCursor } from '../../../platform/http/index.ts'
import { actorNames } from '../../../platform/identity/index.ts'
import { type PeopleDesk, personCards, soundOf } from '../../people/index.ts'
import { nearestFirst, nearOf, offers, ordersBrief, UNITS } from '../../services/index.ts'
import type { CallLine, CallOutcome, DeskDay, Orderable } from '../model.ts'

/**
 * What can be ordered where somebody lives, with the price in force, the nearest site first; the title also by its sound. Four statements.
 */
export async function orderables(tx: Tx, region: string): Promise<Orderable[]> {
  const near = await nearOf(tx, region)
  const found = (await offers(tx, { region })).flatMap((offer): Orderable[] => {
    if (offer.price === null) return []
    const { pinyin, initials } = soundOf(offer.title.zh)
    return [
      {
        offer: offer.id,
        item: offer.item,
        title: offer.title,
        sound: { full: pinyin, initials: initials[0] ?? '' },
        family: offer.family,
        unit: UNITS[offer.unit],
        minutes: offer.minutes,
        leadMinutes: offer.leadMinutes,
        siteName: offer.siteName,
        organisationName: offer.organisationName,
        fen: offer.price.fen,
        ...near(offer),
      },
    ]
  })
  return found.sort(nearestFirst)
}

/** Calls, the newest first; the reading of names is noted. */
export async function listCalls(
  tx: Tx,
  desk: PeopleDesk,
  filter: { outcome?: CallOutcome; mine: boolean; cursor?: string; limit: number },
): Promise<{ items: CallLine[]; next: string | null }> {
  const after = readCursor(filter.cursor, 1)
  type Row = Omit<CallLine, 'personName' | 'orderNo'>
  const rows =
    await tx.rows<Row>(sql`select c.id, c.masked, c.person, c.began_at "beganAt", c.outcome, c.order_id "order", c.recorded_by "by",
      extract(epoch from c.ended_at - c.began_at)::int seconds from hotline.call c
    where c.jurisdiction = ${tx.actor.jurisdiction} ${filter.outcome === undefined ? empty : sql`and c.outcome = ${filter.outcome}`}
      ${filter.mine ? sql`and c.recorded_by = ${tx.actor.id}` : empty} ${after === null ? empty : sql`and c.id < ${after[0]}::uuid`}
    order by c.id desc limit ${filter.limit + 1}`)
  const page = pageOf(rows, filter.limit, (row) => [row.id])
  const persons = [...new Set(page.items.flatMap((row) => (row.person === null ? [] : [row.person])))]
  const cards = await personCards(tx, desk, persons, '查看来电记录')
  const orders = await ordersBrief(
    tx,
    page.items.flatMap((row) => (row.order === null ? [] : [row.order])),
  )
  const names = await actorNames(
    tx,
    page.items.map((row) => row.by),
  )
  return {
    next: page.next,
    items: page.items.map((row) => ({
      ...row,
      personName: row.person === null ? null : (cards.get(row.person)?.name ?? null),
      orderNo: row.order === null ? null : (orders.get(row.order)?.no ?? null),
      by: names(row.by),
    })),
  }
}

/** How the day went at the desk. One statement. */
export async function deskDay(tx: Tx, day: IsoDate): Promise<DeskDay> {
  return tx.one<DeskDay>(sql`select count(*)::int calls, count(*) filter (where outcome = 'order')::int orders,
      round(percentile_cont(0.5) within group (order by extract(epoch from ended_at - began_at)) filter (where outcome = 'order'))::int "medianSeconds"
    from hotline.call where jurisdiction = ${tx.actor.jurisdiction} and began_at >= ${startOfDay(day)} and began_at < ${startOfDay(addDays(day, 1))}`)
}
