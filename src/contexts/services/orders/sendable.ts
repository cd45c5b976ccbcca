import { today } from '../../../kernel/dates.ts'
import { sql, type Tx } from '../../../platform/db/index.ts'
import { type PeopleDesk, personCards } from '../../people/index.ts'
import { skillsValidOf, staffOf } from '../../workforce/index.ts'
import type { SkillNeed } from '../catalogue/model.ts'
import { boundIn } from './assign.ts'
import { orderWith } from './store.ts'

/** Somebody of the provider, and whether he could go. */
export type SendableView = {
  person: string
  name: string
  post: string
  skilled: boolean
  bound: { from: string; until: string; no: string | null }[]
}

/** Who of an order's provider may be sent to it: those with the skills and free at the time first. The reading of the names is noted. */
export async function sendable(tx: Tx, desk: PeopleDesk, id: string): Promise<SendableView[]> {
  const order = await orderWith(tx, desk, id)
  const day = today(Date.parse(order.from))
  const { skills } = await tx.one<{ skills: SkillNeed[] }>(
    sql`select skills from services.item where jurisdiction = ${tx.actor.jurisdiction} and code = ${order.item}`,
  )
  const staff = await staffOf(tx, order.organisation, day)
  const ids = staff.map((each) => each.person)
  const held = await skillsValidOf(tx, ids, day)
  const bound = await boundIn(tx, ids, order.from, order.until, order.id)
  const cards = await personCards(tx, desk, ids, '派单')
  return staff
    .map((each) => ({
      person: each.person,
      name: cards.get(each.person)?.name ?? '—',
      post: each.post,
      skilled: skills.every((need) =>
        (held.get(each.person) ?? []).some(
          (has) => has.skill === need.skill && (need.level === null || (has.level !== null && has.level <= need.level)),
        ),
      ),
      bound: bound.filter((span) => span.staff === each.person).map(({ from, until, no }) => ({ from, until, no })),
    }))
    .sort(
      (a, b) =>
        Number(b.skilled) - Number(a.skilled) || a.bound.length - b.bound.length || a.name.localeCompare(b.name, 'zh'),
    )
}
