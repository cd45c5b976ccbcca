import { beforeAll, describe, expect, it } from 'vitest'
import { commitmentOf, faultsOf } from '../../../engines/draw/index.ts'
import { publicActor } from '../../../platform/db/index.ts'
import { apply, withdrawApplication } from '../childcare/enrolments.ts'
import { childcareHome } from '../childcare/views.ts'
import { COUNTY, learningTest, TODAY } from '../testkit.ts'
import { abandonDraw, commitDraw, openDraw, revealDraw } from './commands.ts'
import { drawView, proofOf } from './views.ts'

const { t, desk, setUp, persons, write } = learningTest()
const visitor = publicActor(COUNTY)
const parties = [
  { name: '家长代表', commitment: commitmentOf('春风 12') },
  { name: '县卫健局', commitment: commitmentOf('砚山-2026') },
]
const plan = { parties, randomnessSource: '双色球第 2026135 期开奖号码', drawOn: '2026-11-24' }
const reveal = { secrets: ['春风 12', '砚山-2026'], randomness: '03 08 11 19 27 30 + 05' }
let children: string[]

beforeAll(async () => {
  await setUp()
  children = await persons('2024-06-01', 14)
})

const round = async (count: number) => {
  const { id } = await write((tx) => openDraw(tx, { facility: 'T', kind: 'older', title: '托大班秋季', places: 3 }))
  const signed: { id: string; number: string }[] = []
  for (const [i, child] of children.splice(0, count).entries())
    signed.push(
      await write((tx) =>
        apply(tx, desk, { facility: 'T', kind: 'older', child, priority: i === 0 ? 1 : 2, draw: id }),
      ),
    )
  return { id, signed }
}

describe('a draw', () => {
  it('fixes the list, waits for chance, draws once, and proves it to anybody', async () => {
    const { id, signed } = await round(6)
    await expect(write((tx) => revealDraw(tx, id, reveal))).rejects.toMatchObject({ code: 'draw.not-committed' })
    await expect(write((tx) => commitDraw(tx, id, { ...plan, drawOn: TODAY }))).rejects.toMatchObject({
      code: 'draw.date',
    })
    await expect(
      write((tx) => commitDraw(tx, id, { ...plan, parties: parties.slice(1), randomnessSource: ' ' })),
    ).rejects.toMatchObject({ code: 'draw.chance' })
    const { commitment } = await write((tx) => commitDraw(tx, id, plan))
    await expect(
      write((tx) => apply(tx, desk, { facility: 'T', kind: 'older', child: children[0]!, priority: 1, draw: id })),
    ).rejects.toMatchObject({ code: 'draw.closed' })
    await expect(write((tx) => withdrawApplication(tx, signed[3]!.id, '放弃'))).rejects.toMatchObject({
      code: 'draw.closed',
    })
    await expect(write((tx) => commitDraw(tx, id, plan))).rejects.toMatchObject({ code: 'draw.closed' })
    await expect(write((tx) => revealDraw(tx, id, reveal))).rejects.toMatchObject({ code: 'draw.early' })
    t.setNow('2026-11-24T09:00:00+08:00')
    await expect(
      write((tx) => revealDraw(tx, id, { ...reveal, secrets: ['春风 12', '砚山-2027'] })),
    ).rejects.toMatchObject({ code: 'draw.secrets', at: '/secrets/1' })
    await expect(write((tx) => revealDraw(tx, id, { ...reveal, randomness: ' ' }))).rejects.toMatchObject({
      code: 'draw.randomness',
    })
    const tries = await Promise.allSettled([1, 2, 3].map(() => write((tx) => revealDraw(tx, id, reveal))))
    expect(tries.filter((each) => each.status === 'fulfilled')).toHaveLength(1)
    const seen = await t.db.read(visitor, (tx) => drawView(tx, id))
    expect(seen).toMatchObject({ state: 'drawn', commitment, faults: [] })
    expect(seen.order[0]).toBe(signed[0]!.number)
    expect(seen.order.toSorted()).toEqual(signed.map((each) => each.number).toSorted())
    expect(JSON.stringify(seen)).not.toContain('演示')
    expect(faultsOf(proofOf(seen)!)).toEqual([])
    await write((tx) => withdrawApplication(tx, signed[0]!.id, '已在别处入托'))
    const line = (await write((tx) => childcareHome(tx, desk, 'T'))).waiting
    expect(line.map((each) => each.number)).toEqual(seen.order.slice(1))
    await expect(write((tx) => abandonDraw(tx, id, '反悔'))).rejects.toMatchObject({ code: 'draw.drawn' })
    const journal = await t.asOwner<{ action: string }>(
      `select action from journal.entry where action like 'learning.draw.%' order by at`,
      [],
      true,
    )
    expect(journal.map((each) => each.action)).toEqual([
      'learning.draw.open',
      'learning.draw.commit',
      'learning.draw.reveal',
    ])
    t.setNow(`${TODAY}T10:00:00+08:00`)
  })

  it('cannot be altered afterwards by the application, and shows it if somebody does', async () => {
    const { id } = await round(3)
    await write((tx) => commitDraw(tx, id, plan))
    await expect(
      write((tx) => tx.run({ text: 'update learning.draw_entry set priority = 1', values: [] } as never)),
    ).rejects.toMatchObject({ code: '42501' })
    t.setNow('2026-11-25T09:00:00+08:00')
    await write((tx) => revealDraw(tx, id, reveal))
    await t.asOwner(`update learning.draw_entry set priority = 9 where draw = $1 and priority = 1`, [id], true)
    expect((await t.db.read(visitor, (tx) => drawView(tx, id))).faults).toContain('list')
    t.setNow(`${TODAY}T10:00:00+08:00`)
  })

  it('that is given up lets everybody go on waiting', async () => {
    const { id, signed } = await round(2)
    await write((tx) => commitDraw(tx, id, plan))
    await write((tx) => abandonDraw(tx, id, '机构停办'))
    await write((tx) => withdrawApplication(tx, signed[0]!.id, '放弃'))
    await expect(write((tx) => abandonDraw(tx, id, '再次'))).rejects.toMatchObject({ code: 'draw.abandoned' })
    expect(await t.db.read(visitor, (tx) => drawView(tx, id))).toMatchObject({ state: 'abandoned', faults: null })
  })
})
