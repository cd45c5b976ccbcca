import {
  DRAW_VERSION,
  type DrawEntry,
  type DrawPlan,
  listHash,
  orderOf,
  planHash,
  seedOf,
} from '../../../engines/draw/index.ts'

/** A member of the pool a sample is drawn from. */
export type PoolMember = { id: string; name: string }

/** What is fixed before the draw. */
export type FixedRound = {
  id: string
  title: string
  pool: readonly PoolMember[]
  sampleSize: number
  randomnessSource: string
  drawOn: string
}

const entriesOf = (pool: readonly PoolMember[]): DrawEntry[] => pool.map(({ id }) => ({ number: id, group: 0 }))

/** The plan of a round's draw, as anybody can check it with the small program of the draw engine. */
export function planOf(round: FixedRound): DrawPlan {
  return {
    version: DRAW_VERSION,
    id: round.id,
    title: round.title,
    places: round.sampleSize,
    drawOn: round.drawOn,
    randomnessSource: round.randomnessSource,
    parties: [],
    list: listHash(entriesOf(round.pool)),
  }
}

/** The hash that is published before the draw: whoever changes the pool, the size or the announced source changes it. */
export const commitmentOf = (round: FixedRound): string => planHash(planOf(round))

/** Draws the sample: the first members in the order that follows from the commitment and the public number. */
export function drawSample(round: FixedRound, randomness: string): { seed: string; drawn: PoolMember[] } {
  const seed = seedOf(commitmentOf(round), { secrets: [], randomness })
  const members = new Map(round.pool.map((member) => [member.id, member]))
  const drawn = orderOf(entriesOf(round.pool), seed).slice(0, round.sampleSize)
  return { seed, drawn: drawn.map((id) => members.get(id)!) }
}

/** A share with its bounds. All are null when nobody was assessed. */
export type ShareWithBounds = {
  passed: number
  assessed: number
  share: number | null
  low: number | null
  high: number | null
}

/** Standard normal quantile of a two-sided 95 per cent interval. */
const Z = 1.959963984540054

/** Share of those that passed with its 95 per cent bounds by Wilson's score interval, which also holds for small samples and for all or none. */
export function wilson(passed: number, assessed: number): ShareWithBounds {
  if (assessed === 0) return { passed, assessed, share: null, low: null, high: null }
  const share = passed / assessed
  const z2 = (Z * Z) / assessed
  const centre = (share + z2 / 2) / (1 + z2)
  const half = (Z * Math.sqrt((share * (1 - share)) / assessed + z2 / (4 * assessed))) / (1 + z2)
  return {
    passed,
    assessed,
    share,
    low: passed === 0 ? 0 : Math.max(0, centre - half),
    high: passed === assessed ? 1 : Math.min(1, centre + half),
  }
}
