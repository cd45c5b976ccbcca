import type { IsoDate } from '../../../kernel/dates.ts'
import type { Bilingual } from '../../../kernel/refusal.ts'
import type { Tx } from '../../../platform/db/index.ts'
import { doorsteps, type PeopleDesk, type PersonCard, personCards } from '../../people/index.ts'
import { skills } from '../../workforce/index.ts'
import { type Board, type BoardCarer, type BoardVisit, WISHES } from '../model.ts'
import { expectSite } from '../sites.ts'
import { type Ground, groundOf, lunchOf, minuteOf } from './ground.ts'
import { newestPlan, planViewOf } from './store.ts'

const SEXES: Record<string, Bilingual> = { male: { zh: '男', en: 'male' }, female: { zh: '女', en: 'female' } }

/**
 * The day of a site: who works, what was ordered, what stands, and the newest plan. Names are opened and their reading noted.
 *
 * @throws Refusal `dispatch.site`
 */
export async function boardOf(tx: Tx, desk: PeopleDesk, siteId: string, day: IsoDate): Promise<Board> {
  const site = await expectSite(tx, siteId)
  const ground = await groundOf(tx, desk, site, day)
  const persons = await personCards(tx, desk, [...new Set(ground.orders.map((each) => each.person))], '排班派单')
  // Somebody who is on no rota is not named: the board needs him for nothing.
  const named = ground.carers.filter(
    (each) =>
      each.row !== null || ground.orders.some((order) => order.engaged.some(({ staff }) => staff === each.staff)),
  )
  const staffIds = [
    ...named.map((each) => each.staff),
    ...ground.wishes.flatMap((wish) => wish.staff ?? []),
    ...[...ground.known.values()].flat(),
  ]
  const cards = await personCards(tx, desk, [...new Set(staffIds)], '排班派单')
  const titles = new Map((await skills(tx)).map((each) => [each.code, each.title]))
  const titleOf = (code: string) => titles.get(code) ?? { zh: code, en: code }
  const plan = await newestPlan(tx, site.id, day)
  return {
    site: {
      id: site.id,
      name: site.name,
      organisation: site.organisation,
      organisationName: site.organisationName,
      lon: site.lon,
      lat: site.lat,
    },
    day,
    now: ground.now,
    tolerance: ground.ground.tolerance,
    carers: named
      .map(
        (each): BoardCarer => ({
          staff: each.staff,
          name: cards.get(each.staff)?.name ?? '—',
          post: each.post,
          mode: each.row?.mode ?? 'foot',
          shifts: each.shifts,
          lunch: each.row === null ? null : lunchOf(each.row),
          skills: each.held.map(({ skill }) => titleOf(skill)),
          languages: each.row?.languages ?? [],
          away: each.away,
          bound: each.bound,
          notPlanned: each.notPlanned,
        }),
      )
      .sort(
        (a, b) => Number(a.notPlanned !== null) - Number(b.notPlanned !== null) || a.name.localeCompare(b.name, 'zh'),
      ),
    visits: visitsOf(ground, persons, cards, titleOf),
    plan: plan === null ? null : withTitles(await planViewOf(tx, plan), titles),
  }
}

/** Codes of skills in the engine's reasons become their names. */
function withTitles<P extends Board['plan']>(plan: P, titles: ReadonlyMap<string, Bilingual>): P {
  if (plan?.result == null) return plan
  const said = (text: string, language: 'zh' | 'en') =>
    [...titles]
      .sort(([a], [b]) => b.length - a.length)
      .reduce((all, [code, title]) => all.replaceAll(code, title[language]), text)
      .replace(/@\d/g, '')
  return {
    ...plan,
    result: {
      ...plan.result,
      unserved: plan.result.unserved.map((each) => ({
        ...each,
        reason: { zh: said(each.reason.zh, 'zh'), en: said(each.reason.en, 'en') },
      })),
    },
  }
}

function visitsOf(
  ground: Ground,
  persons: ReadonlyMap<string, PersonCard>,
  staff: ReadonlyMap<string, PersonCard>,
  titleOf: (code: string) => Bilingual,
): BoardVisit[] {
  const byOrder = new Map(ground.ground.visits.map((visit) => [visit.order, visit]))
  return ground.orders.map((order) => {
    const visit = byOrder.get(order.id)!
    const place = order.dwelling === null ? undefined : ground.places.get(order.dwelling)
    return {
      order: order.id,
      no: order.no,
      revision: order.revision,
      person: persons.get(order.person) ?? null,
      title: order.title,
      state: order.state,
      minutes: visit.minutes + (visit.hold?.extra ?? 0),
      staff: order.staff,
      window: visit.window,
      needs: order.needs.map(({ skill }) => titleOf(skill)),
      place: place === undefined ? null : { ...place.point, name: place.name },
      standing: order.engaged.map((each) => ({
        staff: each.staff,
        from: minuteOf(ground.day, each.from),
        until: minuteOf(ground.day, each.until),
      })),
      wishes: ground.wishes
        .filter((wish) => wish.person === order.person)
        .map((wish) => {
          const of: Bilingual =
            wish.staff !== null
              ? { zh: staff.get(wish.staff)?.name ?? '—', en: staff.get(wish.staff)?.name ?? '—' }
              : (SEXES[wish.value!] ?? { zh: wish.value!, en: wish.value! })
          return {
            text: { zh: `${WISHES[wish.kind].zh}${of.zh}`, en: `${WISHES[wish.kind].en} ${of.en}` },
            hard: wish.hard,
          }
        }),
      known: (ground.known.get(order.person) ?? []).map((id) => staff.get(id)?.name ?? '—'),
      hold: visit.hold,
    }
  })
}

/** A stop of a route sheet (路线单): what the carer needs at the door. */
export type SheetStop = {
  order: string
  no: string
  from: number
  until: number
  title: Bilingual
  name: string
  age: number | null
  address: string | null
  phone: string | null
  place: string | null
  /** Who else comes to the same visit. */
  others: string[]
  wishes: Bilingual[]
}

/** Route sheets of a day by carer, from what was assigned. Addresses and telephones are opened and noted. @throws Refusal `dispatch.site` */
export async function sheetsOf(
  tx: Tx,
  desk: PeopleDesk,
  siteId: string,
  day: IsoDate,
): Promise<{ site: string; day: IsoDate; sheets: { staff: string; name: string; stops: SheetStop[] }[] }> {
  const board = await boardOf(tx, desk, siteId, day)
  const sent = board.visits.filter((visit) => visit.standing.length > 0 && visit.person !== null)
  const doors = await doorsteps(
    tx,
    desk,
    sent.map((visit) => visit.person!.id),
    '打印路线单',
  )
  const nameOf = (id: string) => board.carers.find(({ staff }) => staff === id)?.name ?? '—'
  const staff = [...new Set(sent.flatMap((visit) => visit.standing.map((each) => each.staff)))]
  const sheets = staff.map((id) => ({
    staff: id,
    name: nameOf(id),
    stops: sent
      .flatMap((visit): SheetStop[] => {
        const own = visit.standing.find((each) => each.staff === id)
        if (own === undefined) return []
        const door = doors.get(visit.person!.id)
        return [
          {
            order: visit.order,
            no: visit.no,
            from: own.from,
            until: own.until,
            title: visit.title,
            name: visit.person!.name,
            age: visit.person!.age,
            address: door?.address ?? null,
            phone: door?.phones[0]?.number ?? null,
            place: visit.place?.name ?? null,
            others: visit.standing.filter((each) => each.staff !== id).map((each) => nameOf(each.staff)),
            wishes: visit.wishes.map((wish) => wish.text),
          },
        ]
      })
      .sort((a, b) => a.from - b.from),
  }))
  return { site: board.site.name, day, sheets: sheets.sort((a, b) => a.name.localeCompare(b.name, 'zh')) }
}
