import { today } from '../../../kernel/dates.ts'
import type { Tx } from '../../../platform/db/index.ts'
import { decidedLine, requiredAmount } from '../projects/lines.ts'
import type { GroupResult } from '../standards/model.ts'
import { assessCommunities } from '../standards/views.ts'
import type { Shortfall } from './model.ts'

const round = (value: number | null) => (value === null ? null : Math.round(value * 100) / 100)

/** A line, or alternatives of which one is enough, as what is missing in amounts; null where it is not for the community. */
function shortfallOf(region: string, family: string, group: GroupResult): Shortfall | null {
  const decided = decidedLine(group)
  if (decided === null) return null
  const required = requiredAmount(decided)
  const missing = round(decided.missing)
  return {
    region,
    family,
    line: group.alternative ?? decided.line.code,
    title: decided.line.title,
    state: group.state as Shortfall['state'],
    required,
    measured: required === null || missing === null ? null : round(required - missing),
    missing,
    unit: decided.missingUnit,
    clause: decided.line.clause,
  }
}

/**
 * How every community of a region stands on each line of a family today, by the standards engine and nobody's hand.
 *
 * @throws Refusal `standard.missing`, `standard.subject`
 */
export async function shortfalls(tx: Tx, family: string, region?: string): Promise<Shortfall[]> {
  const { items } = await assessCommunities(tx, {
    family,
    asOf: today(tx.now.getTime()),
    ...(region === undefined ? {} : { region }),
  })
  return items.flatMap(({ code, result }) => result.groups.flatMap((group) => shortfallOf(code, family, group) ?? []))
}
