import type { Bilingual } from '../../../kernel/refusal.ts'
import { plainUnit } from './indicators.ts'
import type { TargetComparator, TargetFacts } from './model.ts'

/** A target in force somewhere, as far as comparing needs it. */
export type Peer = {
  jurisdiction: string
  plan: string
  planTitle: string
  series: string
  target: string
  indicator: string | null
  printed: string
  comparator: TargetComparator
  value: number | null
  low: number | null
  high: number | null
  unit: string
  deadline: string | null
  scope: string | null
  period: string | null
  clause: string
}

/** The part of our target that is compared. */
export type Comparable = Pick<
  TargetFacts,
  'indicator' | 'printed' | 'comparator' | 'value' | 'low' | 'high' | 'unit' | 'deadline' | 'scope' | 'period' | 'kind'
>

/** Further than this from every peer, a value is more likely a lost decimal point than ambition. */
const FAR = 5

/** The number a target asks for, without its unit's multiplier; the middle of a range; null for a direction. */
export function magnitude(target: Pick<Comparable, 'value' | 'low' | 'high' | 'unit'>): number | null {
  const { factor } = plainUnit(target.unit)
  if (target.value !== null) return target.value * factor
  return target.low === null || target.high === null ? null : ((target.low + target.high) / 2) * factor
}

const said = (peer: Pick<Peer, 'value' | 'low' | 'high' | 'unit'>): string =>
  `${peer.value ?? `${peer.low}–${peer.high}`}${peer.unit}`

/**
 * Says so when a share, a standard or a per-head value is at least five times off every peer of the same indicator and unit. Plain
 * counts differ with the size of the place and are not compared.
 */
export function farFromPeers(target: Comparable, peers: readonly Peer[], jurisdiction: string): Bilingual | null {
  const mine = magnitude(target)
  if (mine === null || target.indicator === null || !isRatio(target)) return null
  const unit = plainUnit(target.unit).unit
  const same = peers.filter(
    (peer) =>
      peer.indicator === target.indicator && plainUnit(peer.unit).unit === unit && peer.jurisdiction !== jurisdiction,
  )
  const values = same.map(magnitude).filter((value): value is number => value !== null && value > 0)
  if (values.length === 0 || values.some((value) => mine < value * FAR && mine > value / FAR)) return null
  const first = same[0]!
  const list = same.slice(0, 3).map(said).join('、')
  return {
    zh: `与其他文件同一指标相差五倍以上：${list}（《${first.planTitle}》等）`,
    en: `At least five times off the same indicator elsewhere: ${list} (“${first.planTitle}”)`,
  }
}

function isRatio(target: Comparable): boolean {
  return target.unit === '%' || target.kind === 'standard' || /每|人均|率|占比/.test(target.printed)
}

/** The unit a number is counted in: 名 and 人 are the same, 人次 is not. */
const countedIn = (unit: string): string => plainUnit(unit).unit.replace(/^名$/, '人')

/**
 * A target in force of the same government and another plan that asks for something else of the same indicator by the same day.
 * Null when there is none.
 */
export function conflictBetween(
  target: Comparable,
  peers: readonly Peer[],
  jurisdiction: string,
): {
  kind: 'between'
  indicator: string | null
  printed: string
  message: string
  messageEn: string
  peer: string
} | null {
  const mine = magnitude(target)
  if (target.indicator === null || mine === null) return null
  const other = peers.find(
    (peer) =>
      peer.jurisdiction === jurisdiction &&
      peer.indicator === target.indicator &&
      countedIn(peer.unit) === countedIn(target.unit) &&
      peer.deadline === target.deadline &&
      peer.period === target.period &&
      (peer.scope ?? null) === (target.scope ?? null) &&
      magnitude(peer) !== null &&
      magnitude(peer) !== mine,
  )
  if (other === undefined) return null
  return {
    kind: 'between',
    indicator: target.indicator,
    printed: target.printed,
    message: `《${other.planTitle}》对同一指标要求 ${said(other)}，本文件要求 ${said(target)}`,
    messageEn: `“${other.planTitle}” asks for ${said(other)} of the same indicator, this paper for ${said(target)}`,
    peer: other.target,
  }
}
