import { newId } from '../../../kernel/ids.ts'
import { sql, type Tx } from '../../../platform/db/index.ts'
import { record } from '../../../platform/journal/index.ts'
import { heldBenefits } from '../../benefits/index.ts'
import { doorsteps, maskPhone, type PeopleDesk, phoneToken, readPhone, searchPeople } from '../../people/index.ts'
import { sitesOf } from '../../providers/index.ts'
import { habitsOf, openOrdersOf } from '../../services/index.ts'
import type { Caller, Ring } from '../model.ts'

/** Persons shown for one number: a household, not a switchboard. */
const MOST = 6
/** For how long back calls from the same number are counted, in days. */
const RECENT = 30

/** Everything an operator needs of persons, in a number of statements that does not grow with them. */
async function callersOf(tx: Tx, desk: PeopleDesk, persons: readonly string[]): Promise<Caller[]> {
  const doors = await doorsteps(tx, desk, persons, '接听来电')
  const ids = [...doors.keys()]
  if (ids.length === 0) return []
  const benefits = await heldBenefits(tx, ids)
  const open = await openOrdersOf(tx, ids)
  const firms = [...new Set(open.map((order) => order.organisation))]
  const sites = new Map((firms.length === 0 ? [] : await sitesOf(tx, firms)).map((site) => [site.id, site.name]))
  const habits = await habitsOf(tx, ids)
  return persons.flatMap((id): Caller[] => {
    const door = doors.get(id)
    if (door === undefined) return []
    return [
      {
        ...door,
        benefits: benefits.filter((each) => each.person === id).map(({ person: _, ...each }) => each),
        open: open
          .filter((order) => order.person === id)
          .map((order) => ({
            id: order.id,
            no: order.no,
            title: order.title,
            siteName: sites.get(order.site) ?? '—',
            state: order.state,
            from: order.from,
            until: order.until,
            selfFen: order.listFen - order.subsidyFen,
          })),
        habits: habits.filter((each) => each.person === id).map(({ offer, times }) => ({ offer, times })),
      },
    ]
  })
}

/**
 * Takes a call (接听): whom the number leads to, where they live, which benefits they hold, what is on its way and what they usually order.
 * A number may be withheld. The reading is noted for each person shown.
 *
 * @throws Refusal `person.phone`
 */
export async function takeCall(tx: Tx, desk: PeopleDesk, phone: string | null): Promise<Ring> {
  const id = newId()
  const number = phone === null ? null : readPhone(phone)
  const token = number === null ? null : phoneToken(await desk.keys.ring(tx), number)
  const masked = number === null ? null : maskPhone(number)
  const { times } = await tx.one<{ times: number }>(sql`with taken as (
      insert into hotline.call (jurisdiction, id, token, masked, began_at, recorded_by)
      values (${tx.actor.jurisdiction}, ${id}, ${token}, ${masked}, ${tx.now}, ${tx.actor.id}))
    select count(*)::int + 1 times from hotline.call c where c.jurisdiction = ${tx.actor.jurisdiction} and c.token = ${token}
      and c.began_at > ${new Date(tx.now.getTime() - RECENT * 86_400_000)}`)
  await record(tx, {
    action: 'hotline.call.take',
    subject: { kind: 'call', id },
    detail: { withheld: number === null },
  })
  const found = number === null ? [] : (await searchPeople(tx, desk, number.replace(/^\+/, ''), '接听来电')).items
  const living = found.filter((person) => person.state === 'resident').slice(0, MOST)
  return {
    id,
    masked,
    times: number === null ? 1 : times,
    callers: await callersOf(
      tx,
      desk,
      living.map((person) => person.id),
    ),
  }
}

/** The same facts of somebody the operator found by name, because the number led to nobody. @throws Refusal `person.missing` */
export async function callerOf(tx: Tx, desk: PeopleDesk, person: string): Promise<Caller | null> {
  return (await callersOf(tx, desk, [person]))[0] ?? null
}
