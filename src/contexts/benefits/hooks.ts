import { formatDate, today } from '../../kernel/dates.ts'
import { sql } from '../../platform/db/index.ts'
import type { Hook } from '../../platform/procedures/index.ts'
import { type PeopleDesk, personOfNumber } from '../people/index.ts'

/** The kinds of this room by the answers of the application form (`benefit-application`). */
const KINDS: Record<string, string> = { age: 'old-age', service: 'service', care: 'care' }

/**
 * 没有重复享受同类补贴: whether the applicant holds a benefit of the kind applied for. Somebody without a file holds none that is known here;
 * that is said, not taken for a no.
 */
const noOverlap =
  (desk: PeopleDesk): Hook =>
  async (tx, { values }) => {
    const { citizen_id: number, benefit } = values
    const kind = typeof benefit === 'string' ? KINDS[benefit] : undefined
    if (typeof number !== 'string' || kind === undefined)
      return { truth: null, says: { zh: '没有写明申请人或补贴', en: 'applicant or benefit not stated' } }
    const person = await personOfNumber(tx, desk, number)
    if (person === null)
      return {
        truth: null,
        says: { zh: '人员档案中没有这个人，无法核对', en: 'no file of this person to compare with' },
      }
    const day = today(tx.now.getTime())
    const held = await tx.maybe<{ since: string }>(sql`select lower(during) since from benefits.entitlement
      where jurisdiction = ${tx.actor.jurisdiction} and person = ${person} and kind = ${kind} and during @> ${day}::date`)
    if (held === null) return { truth: true, says: { zh: '没有享受同类补贴', en: 'holds none of the kind' } }
    return {
      truth: false,
      says: {
        zh: `自 ${formatDate(held.since)} 起已享受同类补贴`,
        en: `holds one of the kind since ${formatDate(held.since, 'en')}`,
      },
    }
  }

/** Questions of procedure definitions that this room answers. */
export const benefitHooks = (desk: PeopleDesk): ReadonlyMap<string, Hook> =>
  new Map([['benefits.no-overlap', noOverlap(desk)]])
