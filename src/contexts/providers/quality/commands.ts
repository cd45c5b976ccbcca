import { today } from '../../../kernel/dates.ts'
import { newId } from '../../../kernel/ids.ts'
import { refuse } from '../../../kernel/refusal.ts'
import { sql, type Tx } from '../../../platform/db/index.ts'
import { record } from '../../../platform/journal/index.ts'
import { commitmentOf, drawSample, type PoolMember, type ShareWithBounds, wilson } from './rules.ts'

/** A round of quality evaluation (服务质量评估) as screens see it. */
export type QualityRound = {
  id: string
  title: string
  instrument: string
  assessor: string
  pool: PoolMember[]
  poolHash: string
  sampleSize: number
  randomnessSource: string
  drawOn: string
  randomness: string | null
  seed: string | null
  drawn: PoolMember[] | null
  committedAt: string
  drawnAt: string | null
  results: { site: string; passed: boolean; score: number | null; note: string; assessedOn: string }[]
  /** Share that passed among those assessed, with its bounds. */
  share: ShareWithBounds
  /** Whether the draw follows from the pool and the public number; null before it. */
  verified: boolean | null
}

type Row = Omit<QualityRound, 'results' | 'share' | 'verified'>

const ROUND = sql`r.id, r.title, r.instrument, r.assessor, r.pool, r.pool_hash "poolHash", r.sample_size "sampleSize",
  r.randomness_source "randomnessSource", r.draw_on "drawOn", r.randomness, r.seed, r.drawn, r.committed_at "committedAt", r.drawn_at "drawnAt"`

async function roundWith(tx: Tx, id: string): Promise<Row> {
  const row = await tx.maybe<Row>(sql`select ${ROUND} from providers.quality_round r
    where r.jurisdiction = ${tx.actor.jurisdiction} and r.id = ${id} for update`)
  if (row === null)
    throw refuse('quality.missing', { zh: '没有这次评估', en: 'There is no such round' }, { kind: 'missing' })
  return row
}

/**
 * Fixes the pool of open sites of some kinds and publishes its hash, with the source of a public number that nobody knows yet.
 *
 * @throws Refusal `quality.pool`, `quality.draw-on`
 */
export async function commitRound(
  tx: Tx,
  input: {
    title: string
    instrument: string
    assessor: string
    kinds: string[]
    sampleSize: number
    randomnessSource: string
    drawOn: string
  },
): Promise<{ id: string; poolHash: string }> {
  if (input.drawOn <= today(tx.now.getTime()))
    throw refuse(
      'quality.draw-on',
      {
        zh: '开奖日应在今天之后，抽样总体才能先于随机数公布',
        en: 'The day of the public number lies after today, so that the pool is published before it',
      },
      { at: '/drawOn' },
    )
  const pool = await tx.rows<PoolMember>(sql`select id, name from providers.site
    where jurisdiction = ${tx.actor.jurisdiction} and state = 'open' and kind = any(${input.kinds}) order by id`)
  if (pool.length < input.sampleSize)
    throw refuse(
      'quality.pool',
      {
        zh: `只有 ${pool.length} 个网点可抽，不足 ${input.sampleSize} 个`,
        en: `Only ${pool.length} sites to draw ${input.sampleSize} from`,
      },
      { at: '/sampleSize', params: { pool: pool.length } },
    )
  const id = newId()
  const poolHash = commitmentOf({ ...input, id, pool })
  await tx.run(sql`insert into providers.quality_round (jurisdiction, id, title, instrument, assessor, pool, pool_hash, sample_size,
      randomness_source, draw_on, committed_at, recorded_by)
    values (${tx.actor.jurisdiction}, ${id}, ${input.title}, ${input.instrument}, ${input.assessor}, ${JSON.stringify(pool)}, ${poolHash},
      ${input.sampleSize}, ${input.randomnessSource}, ${input.drawOn}, ${tx.now}, ${tx.actor.id})`)
  await record(tx, {
    action: 'providers.quality.commit',
    subject: { kind: 'quality-round', id },
    detail: { poolHash, pool: pool.length },
  })
  return { id, poolHash }
}

/**
 * Draws the sample with the public number.
 *
 * @throws Refusal `quality.missing`, `quality.drawn`, `quality.early`
 */
export async function drawRound(tx: Tx, id: string, input: { randomness: string }): Promise<{ drawn: PoolMember[] }> {
  const round = await roundWith(tx, id)
  if (round.drawn !== null)
    throw refuse(
      'quality.drawn',
      { zh: '已经抽过，不能重抽', en: 'It has been drawn; nothing is drawn twice' },
      { kind: 'conflict' },
    )
  if (today(tx.now.getTime()) < round.drawOn)
    throw refuse(
      'quality.early',
      { zh: `${round.drawOn} 起才能抽`, en: `It is drawn from ${round.drawOn} on` },
      { kind: 'conflict' },
    )
  const { seed, drawn } = drawSample(round, input.randomness)
  await tx.run(sql`update providers.quality_round set randomness = ${input.randomness}, seed = ${seed}, drawn = ${JSON.stringify(drawn)},
      drawn_at = ${tx.now} where jurisdiction = ${tx.actor.jurisdiction} and id = ${id}`)
  await record(tx, {
    action: 'providers.quality.draw',
    subject: { kind: 'quality-round', id },
    detail: { seed, drawn: drawn.map((each) => each.id) },
  })
  return { drawn }
}

/**
 * Enters the result of one site of the sample.
 *
 * @throws Refusal `quality.missing`, `quality.not-drawn`, `quality.twice`, `quality.future`
 */
export async function enterResult(
  tx: Tx,
  id: string,
  input: { site: string; passed: boolean; score: number | null; note: string; assessedOn: string },
): Promise<void> {
  const round = await roundWith(tx, id)
  if (round.drawn?.some((each) => each.id === input.site) !== true)
    throw refuse(
      'quality.not-drawn',
      { zh: '这个网点不在样本中', en: 'This site is not in the sample' },
      { kind: 'conflict', at: '/site' },
    )
  if (input.assessedOn > today(tx.now.getTime()))
    throw refuse('quality.future', { zh: '日期在今天之后', en: 'The day lies in the future' }, { at: '/assessedOn' })
  const entered =
    await tx.run(sql`insert into providers.quality_result (jurisdiction, round, site, passed, score, note, assessed_on, recorded_by, recorded_at)
    values (${tx.actor.jurisdiction}, ${id}, ${input.site}, ${input.passed}, ${input.score}, ${input.note}, ${input.assessedOn}, ${tx.actor.id}, ${tx.now})
    on conflict do nothing`)
  if (entered === 0)
    throw refuse(
      'quality.twice',
      { zh: '这个网点已有结果', en: 'This site has a result already' },
      { kind: 'conflict' },
    )
  await record(tx, {
    action: 'providers.quality.result',
    subject: { kind: 'quality-round', id },
    detail: { site: input.site, passed: input.passed },
  })
}

/** Every round with its results, newest first; each draw is made again to see that it holds. Two statements. */
export async function qualityRounds(tx: Tx): Promise<{ items: QualityRound[] }> {
  const rows =
    await tx.rows<Row>(sql`select ${ROUND} from providers.quality_round r where r.jurisdiction = ${tx.actor.jurisdiction}
    order by r.committed_at desc, r.id desc limit 100`)
  const results = Map.groupBy(
    await tx.rows<
      QualityRound['results'][number] & { round: string }
    >(sql`select round, site, passed, score, note, assessed_on "assessedOn"
      from providers.quality_result where jurisdiction = ${tx.actor.jurisdiction} order by assessed_on, site`),
    (result) => result.round,
  )
  return {
    items: rows.map((row) => {
      const own = (results.get(row.id) ?? []).map(({ round: _, ...result }) => result)
      const again = row.randomness === null ? null : drawSample(row, row.randomness).drawn
      return {
        ...row,
        results: own,
        share: wilson(own.filter((result) => result.passed).length, own.length),
        verified:
          again === null
            ? null
            : commitmentOf(row) === row.poolHash &&
              JSON.stringify(again.map(({ id }) => id)) === JSON.stringify(row.drawn?.map(({ id }) => id)),
      }
    }),
  }
}
