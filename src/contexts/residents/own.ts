import { refuse } from '../../kernel/refusal.ts'
import { sql, type Tx } from '../../platform/db/index.ts'
import { type OwnCase, ownCases } from '../../platform/procedures/index.ts'
import { demandAuthority, type Mandate, mandatesOf, noPerson, type ProxyScope } from '../people/index.ts'
import type { ResidentDesk } from './desk.ts'
import type { Home } from './model.ts'

/** The own person of the account that acts. @throws Refusal `resident.unbound` when the account belongs to nobody any more */
export function selfOf(tx: Tx): string {
  const own = tx.actor.subjects?.[0]
  if (own !== undefined) return own
  throw refuse(
    'resident.unbound',
    { zh: '这个账号没有对应的人员档案', en: 'No person’s file belongs to this account' },
    { kind: 'conflict', next: { zh: '请到乡镇（街道）窗口办理', en: 'Ask at the counter' } },
  )
}

/**
 * By what right the account acts for a person: as oneself, as a guardian, or as a proxy whose authority covers the act today. Every own page
 * and every act asks it first.
 *
 * @throws Refusal `person.missing` for whom the account does not act at all, `proxy.authority` when this act is not covered
 */
export async function actsFor(tx: Tx, person: string | undefined, scope: ProxyScope): Promise<Mandate> {
  const self = selfOf(tx)
  const mandates = await mandatesOf(tx, self)
  const wanted = person ?? self
  const held = mandates.filter((each) => each.person === wanted)
  // Of several authorities for one person the one that covers the act counts.
  const mandate = held.find((each) => each.scope === null || each.scope.includes(scope)) ?? held[0]
  if (mandate === undefined) throw noPerson()
  await demandAuthority(tx, wanted, mandate.acting, scope)
  return mandate
}

/** Cases of everybody for whom the account may apply, with whose they are. */
export async function casesOf(tx: Tx, desk: ResidentDesk): Promise<(OwnCase & { person: string })[]> {
  const mandates = (await mandatesOf(tx, selfOf(tx))).filter(
    (each) => each.scope === null || each.scope.includes('apply'),
  )
  const names = new Map(mandates.map((each) => [each.person, each.name]))
  const cases = await ownCases(tx, desk.procedures, [...names.keys()])
  return cases.map((each) => ({ ...each, person: names.get(each.subject) ?? '' }))
}

/** What the first own page shows: names of those one acts for, and what waits. Nothing that has to be noted. */
export async function homeOf(tx: Tx, desk: ResidentDesk): Promise<Home> {
  const mandates = await mandatesOf(tx, selfOf(tx))
  const [self] = mandates
  const cases = (await casesOf(tx, desk)).filter((each) => each.outcome === null)
  const { corrections } = await tx.one<{
    corrections: number
  }>(sql`select count(*)::int corrections from residents.correction
    where jurisdiction = ${tx.actor.jurisdiction} and person = ${self!.person} and state = 'open'`)
  return {
    self: self!.person,
    name: self!.name,
    persons: mandates.map(({ person, name, acting, scope, until }) => ({
      person,
      name,
      acting: acting.by,
      scope,
      until,
    })),
    cases: { open: cases.length, waiting: cases.filter((each) => each.waiting).length },
    corrections,
  }
}
