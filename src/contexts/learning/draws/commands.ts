import {
  commitmentOf,
  DRAW_VERSION,
  type DrawPlan,
  listHash,
  orderOf,
  planHash,
  seedOf,
} from '../../../engines/draw/index.ts'
import { formatDate, today } from '../../../kernel/dates.ts'
import { newId } from '../../../kernel/ids.ts'
import { refuse } from '../../../kernel/refusal.ts'
import { expectRegion, sql, type Tx } from '../../../platform/db/index.ts'
import { emit } from '../../../platform/events/index.ts'
import { record } from '../../../platform/journal/index.ts'
import { drawClosed } from '../childcare/enrolments.ts'
import type { ClassKind } from '../childcare/rules.ts'
import { facilityFor } from '../who.ts'
import { type DrawRow, lockDraw } from './store.ts'

export type NewDraw = { facility: string; kind: ClassKind; title: string; places: number }

/** Opens a draw for the places of a kind of class in a facility. @throws Refusal `facility.missing`, `access.region` */
export async function openDraw(tx: Tx, input: NewDraw): Promise<{ id: string }> {
  const place = await facilityFor(tx, input.facility)
  const id = newId()
  await tx.run(sql`insert into learning.draw (jurisdiction, id, facility, facility_name, region, kind, title, places, recorded_by, recorded_at)
    values (${tx.actor.jurisdiction}, ${id}, ${input.facility}, ${place.name}, ${place.region}, ${input.kind}, ${input.title}, ${input.places},
      ${tx.actor.id}, ${tx.now})`)
  await record(tx, { action: 'learning.draw.open', subject: { kind: 'draw', id }, detail: { ...input } })
  await emit(tx, 'learning.draw.opened', { draw: id })
  return { id }
}

export type Commitment = {
  /** Those who add chance, each with the SHA-256 of a secret it keeps to itself. */
  parties: readonly { name: string; commitment: string }[]
  /** The public chance, named before it exists; empty for none. */
  randomnessSource: string
  /** First day on which secrets may be revealed. */
  drawOn: string
}

/** A draw in a state, or the refusal that says what it is. */
function expectState(row: DrawRow, state: DrawRow['state']): void {
  if (row.state === state) return
  if (state === 'open') throw drawClosed(row.title)
  throw refuse(
    row.state === 'drawn' ? 'draw.drawn' : 'draw.not-committed',
    row.state === 'drawn'
      ? { zh: '这次抽签已经完成，结果不能再变', en: 'This draw is over, and its result stands' }
      : { zh: '名单还没有固定并公布', en: 'The list has not been fixed and published' },
    { kind: 'conflict' },
  )
}

/**
 * Fixes the list and publishes its hash with everything else that decides the draw (名单、名额、日期、各方承诺、随机数来源). Nobody enters or
 * leaves the list from now on.
 *
 * @throws Refusal `draw.missing`, `access.region`, `draw.closed`, `draw.date`, `draw.chance`, `draw.empty`
 */
export async function commitDraw(
  tx: Tx,
  id: string,
  input: Commitment,
): Promise<{ commitment: string; entries: number }> {
  const row = await lockDraw(tx, id)
  expectRegion(tx, row.region)
  expectState(row, 'open')
  const day = today(tx.now.getTime())
  if (input.drawOn <= day)
    throw refuse(
      'draw.date',
      {
        zh: '抽签日期应在今天之后：名单先公布，随机数后产生',
        en: 'The draw must lie after today: first the list, then the chance',
      },
      { at: '/drawOn' },
    )
  const names = new Set(input.parties.map((party) => party.name))
  const alone = input.parties.length < 2 && input.randomnessSource.trim() === ''
  if (alone || names.size !== input.parties.length)
    throw refuse(
      'draw.chance',
      alone
        ? {
            zh: '至少要有两方的密钥，或者一个公开的随机数来源',
            en: 'There must be two parties, or a public source of chance',
          }
        : { zh: '同一方写了两次', en: 'A party is named twice' },
      {
        at: '/parties',
        next: {
          zh: '例如：家长代表、卫健局，加上某期福利彩票开奖号码',
          en: 'Such as a parent, the health bureau, and the numbers of a coming lottery',
        },
      },
    )
  const entries = await tx.rows<{
    number: string
    group: number
  }>(sql`select a.number, a.priority "group" from learning.application a
    where a.jurisdiction = ${tx.actor.jurisdiction} and a.draw = ${id} and a.state = 'waiting' order by a.number collate "C" for update`)
  if (entries.length === 0)
    throw refuse('draw.empty', { zh: '名单上还没有人', en: 'There is nobody on the list' }, { kind: 'conflict' })
  const plan: DrawPlan = {
    version: DRAW_VERSION,
    id,
    title: row.title,
    places: row.places,
    drawOn: input.drawOn,
    randomnessSource: input.randomnessSource.trim(),
    parties: input.parties.map(({ name, commitment }) => ({ name: name.trim(), commitment })),
    list: listHash(entries),
  }
  const commitment = planHash(plan)
  await tx.run(sql`insert into learning.draw_entry (jurisdiction, draw, number, priority)
    select ${tx.actor.jurisdiction}, ${id}, e.number, e."group" from jsonb_to_recordset(${JSON.stringify(entries)}::jsonb) as e(number text, "group" int)`)
  await tx.run(sql`update learning.draw set state = 'committed', draw_on = ${input.drawOn}, plan = ${JSON.stringify(plan)}::jsonb, commitment = ${commitment},
      committed_at = ${tx.now}, committed_by = ${tx.actor.id}
    where jurisdiction = ${tx.actor.jurisdiction} and id = ${id}`)
  await record(tx, {
    action: 'learning.draw.commit',
    subject: { kind: 'draw', id },
    detail: { commitment, list: plan.list, entries: entries.length, places: row.places, drawOn: input.drawOn },
  })
  await emit(tx, 'learning.draw.committed', { draw: id, commitment })
  return { commitment, entries: entries.length }
}

/**
 * Draws: every party reveals its secret, the public chance is written down, and the order follows. Done once.
 *
 * @throws Refusal `draw.missing`, `access.region`, `draw.not-committed`, `draw.drawn`, `draw.early`, `draw.secrets` naming the party,
 *   `draw.randomness`
 */
export async function revealDraw(
  tx: Tx,
  id: string,
  input: { secrets: readonly string[]; randomness: string },
): Promise<{ seed: string; placed: number }> {
  const row = await lockDraw(tx, id)
  expectRegion(tx, row.region)
  expectState(row, 'committed')
  const plan = row.plan!
  const day = today(tx.now.getTime())
  if (day < plan.drawOn)
    throw refuse(
      'draw.early',
      { zh: `${formatDate(plan.drawOn)}起才能抽签`, en: `The draw begins on ${plan.drawOn}` },
      { kind: 'conflict', params: { drawOn: plan.drawOn } },
    )
  plan.parties.forEach((party, i) => {
    if (input.secrets[i] !== undefined && commitmentOf(input.secrets[i]) === party.commitment) return
    throw refuse(
      'draw.secrets',
      {
        zh: `${party.name}的密钥与公布的承诺不符`,
        en: `The secret of ${party.name} is not the one that was committed`,
      },
      {
        at: `/secrets/${i}`,
        next: {
          zh: '请原样填写当时的密钥，连同空格和大小写',
          en: 'Enter it exactly as it was, with spaces and capitals',
        },
      },
    )
  })
  const randomness = input.randomness.trim()
  if ((plan.randomnessSource === '') !== (randomness === '') || input.secrets.length !== plan.parties.length)
    throw refuse(
      'draw.randomness',
      plan.randomnessSource === ''
        ? { zh: '这次抽签没有公布随机数来源', en: 'No public chance was announced for this draw' }
        : { zh: `请填写${plan.randomnessSource}`, en: `Enter ${plan.randomnessSource}` },
      { at: '/randomness' },
    )
  const own = tx.actor.jurisdiction
  const entries = await tx.rows<{ number: string; group: number }>(
    sql`select number, priority "group" from learning.draw_entry where jurisdiction = ${own} and draw = ${id}`,
  )
  const reveal = { secrets: [...input.secrets], randomness }
  const seed = seedOf(row.commitment!, reveal)
  const order = orderOf(entries, seed)
  const ranks = order.map((number, i) => ({ number, rank: i + 1 }))
  await tx.run(sql`with given as (select * from jsonb_to_recordset(${JSON.stringify(ranks)}::jsonb) as g(number text, rank int)),
    kept as (insert into learning.draw_rank (jurisdiction, draw, rank, number) select ${own}, ${id}, rank, number from given)
    update learning.application a set rank = g.rank from given g where a.jurisdiction = ${own} and a.draw = ${id} and a.number = g.number`)
  await tx.run(sql`update learning.draw set state = 'drawn', reveal = ${JSON.stringify(reveal)}::jsonb, seed = ${seed}, drawn_at = ${tx.now}, drawn_by = ${tx.actor.id}
    where jurisdiction = ${own} and id = ${id}`)
  await record(tx, {
    action: 'learning.draw.reveal',
    subject: { kind: 'draw', id },
    detail: { commitment: row.commitment, seed, randomness, order },
  })
  await emit(tx, 'learning.draw.drawn', { draw: id, seed })
  return { seed, placed: Math.min(row.places, order.length) }
}

/**
 * Gives a draw up that was not drawn, with the reason in public: its applications go on waiting in the order they came.
 *
 * @throws Refusal `draw.missing`, `access.region`, `draw.drawn`, `draw.abandoned`
 */
export async function abandonDraw(tx: Tx, id: string, reason: string): Promise<void> {
  const row = await lockDraw(tx, id)
  expectRegion(tx, row.region)
  if (row.state === 'drawn') expectState(row, 'committed')
  if (row.state === 'abandoned')
    throw refuse('draw.abandoned', { zh: '这次抽签已经取消', en: 'This draw was given up' }, { kind: 'conflict' })
  await tx.run(sql`update learning.draw set state = 'abandoned', abandoned_reason = ${reason}
    where jurisdiction = ${tx.actor.jurisdiction} and id = ${id}`)
  await tx.run(
    sql`update learning.application set draw = null where jurisdiction = ${tx.actor.jurisdiction} and draw = ${id}`,
  )
  await record(tx, {
    action: 'learning.draw.abandon',
    subject: { kind: 'draw', id },
    detail: { was: row.state, reason },
  })
  await emit(tx, 'learning.draw.abandoned', { draw: id })
}
