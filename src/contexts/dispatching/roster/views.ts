import { addDays, today } from '../../../kernel/dates.ts'
import type { Tx } from '../../../platform/db/index.ts'
import { demandPerson, type PeopleDesk, personCards } from '../../people/index.ts'
import { skills, skillsValidOf, staffOf } from '../../workforce/index.ts'
import type { RotaLine, WishView } from '../model.ts'
import { expectSite } from '../sites.ts'
import { carersOf, exceptionsOf, wishesOf } from './store.ts'

/** Days ahead for which exceptions are listed. */
const AHEAD = 60

/** The rota of a site's organisation: everybody employed today, who has a pattern and who not; the reading of names is noted. @throws Refusal `dispatch.site` */
export async function rotaOf(tx: Tx, desk: PeopleDesk, siteId: string): Promise<RotaLine[]> {
  const site = await expectSite(tx, siteId)
  const day = today(tx.now.getTime())
  const staff = await staffOf(tx, site.organisation, day)
  const ids = staff.map((each) => each.person)
  const rows = new Map((await carersOf(tx, site.organisation)).map((row) => [row.staff, row]))
  const exceptions = await exceptionsOf(tx, site.organisation, day, addDays(day, AHEAD))
  const held = await skillsValidOf(tx, ids, day)
  const titles = new Map((await skills(tx)).map((each) => [each.code, each.title]))
  const cards = await personCards(tx, desk, ids, '查看排班')
  return staff
    .map(({ person, post }): RotaLine => {
      const row = rows.get(person)
      return {
        staff: person,
        name: cards.get(person)?.name ?? '—',
        post,
        sex: cards.get(person)?.sex ?? null,
        ownSite: row?.site === site.id,
        mode: row?.mode ?? 'foot',
        startAt: row?.startAt ?? 'site',
        pattern: row?.pattern ?? null,
        lunch:
          row === undefined || row.lunchMinutes === null
            ? null
            : { from: row.lunchFrom!, until: row.lunchUntil!, minutes: row.lunchMinutes },
        mostMinutes: row?.mostMinutes ?? null,
        languages: row?.languages ?? [],
        planned: row?.planned ?? false,
        skills: (held.get(person) ?? []).map(({ skill, until }) => ({
          skill,
          title: titles.get(skill) ?? { zh: skill, en: skill },
          until,
        })),
        exceptions: exceptions
          .filter((each) => each.staff === person)
          .map(({ id, kind, from, until }) => ({ id, kind, from, until })),
      }
    })
    .sort((a, b) => Number(b.pattern !== null) - Number(a.pattern !== null) || a.name.localeCompare(b.name, 'zh'))
}

/** Wishes of a person in force. @throws Refusal `person.missing` */
export async function personWishes(tx: Tx, desk: PeopleDesk, person: string): Promise<WishView[]> {
  await demandPerson(tx, desk, person)
  const rows = await wishesOf(tx, [person])
  const cards = await personCards(
    tx,
    desk,
    rows.flatMap((row) => row.staff ?? []),
    '查看服务对象愿望',
  )
  return rows.map((row) => ({
    ...row,
    staffName: row.staff === null ? null : (cards.get(row.staff)?.name ?? '—'),
  }))
}
