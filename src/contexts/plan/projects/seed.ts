import { addDays } from '../../../kernel/dates.ts'
import { sql, type Tx } from '../../../platform/db/index.ts'
import { listUnits } from '../../../platform/identity/index.ts'
import { facilitiesOn } from '../../territory/index.ts'
import { acceptProject, changeProject, createProject } from './commands.ts'
import type { Fund, NewProject } from './model.ts'

type Story = {
  code: string
  name: string
  town: string
  ownerName: string
  /** Days before today on which it began, and on which it ends or ended. */
  began: number
  ends: number
  share: number
  accepted: boolean
  note: string
  /** Words of the targets it moves. */
  moves: string
  /** In 10,000 yuan: planned, arrived, spent. */
  money: Partial<Record<Fund['kind'], [number, number, number]>>
}

const STORIES: readonly Story[] = [
  {
    code: '演示-民政-01',
    name: '江那镇社区养老服务中心改造（演示）',
    town: '江那',
    ownerName: '县民政局',
    began: 620,
    ends: 210,
    share: 100,
    accepted: true,
    note: '含日间照料、助餐和短期托养床位60张。',
    moves: '护理型床位|养老服务机构',
    money: { central: [480, 480, 471.5], local: [160, 160, 152.36] },
  },
  {
    code: '演示-卫健-01',
    name: '县普惠托育综合服务中心（演示）',
    town: '江那',
    ownerName: '县卫生健康局',
    began: 400,
    ends: 12,
    share: 78,
    accepted: false,
    note: '主体完工，装修和消防验收滞后。',
    moves: '托位|托育',
    money: { central: [600, 600, 512], bond: [300, 200, 180], local: [150, 60, 60] },
  },
  {
    code: '演示-教体-01',
    name: '平远镇全民健身场地（演示）',
    town: '平远',
    ownerName: '县教育体育局',
    began: 120,
    ends: -200,
    share: 35,
    accepted: false,
    note: '场地平整完成，正在铺设跑道。',
    moves: '体育场地|健身',
    money: { provincial: [220, 150, 96.8], social: [80, 30, 12] },
  },
]

const fen = (tenThousandYuan: number) => Math.round(tenThousandYuan * 1_000_000)

/** Three investment projects of the demonstration: one accepted, one late, one being built. */
export async function seedProjects(tx: Tx, today: string): Promise<number> {
  const towns = (await listUnits(tx)).filter((unit) => unit.kind === 'township' && unit.region !== null)
  for (const story of STORIES) {
    const town = towns.find((unit) => unit.name.includes(story.town))?.region
    const region = town === undefined || town === null ? tx.actor.jurisdiction : town.padEnd(12, '0')
    const targets = await tx.rows<{ id: string }>(sql`select t.id from plan.target t
      join plan.plan p on p.jurisdiction = t.jurisdiction and p.id = t.plan and p.state = 'in-force'
      where t.jurisdiction = ${tx.actor.jurisdiction} and t.state = 'confirmed' and t.dup_of is null and t.ladder_of is null
        and t.printed ~ ${story.moves} order by p.taken_force_on desc, t.seq limit 3`)
    const facts: NewProject = {
      code: story.code,
      name: story.name,
      region,
      ownerName: story.ownerName,
      facility: null,
      startsOn: addDays(today, -story.began),
      endsOn: addDays(today, -story.ends),
      share: Math.round(story.share / 2),
      note: null,
      funds: fundsOf(story, false),
      targets: targets.map((target) => target.id),
    }
    const { id } = await createProject(tx, facts)
    const { code: _code, ...before } = facts
    const now = { ...before, share: story.share, note: story.note, funds: fundsOf(story, true) }
    const { revision } = await changeProject(tx, id, { revision: 0, facts: now, reason: '按季更新进度和资金（演示）' })
    if (!story.accepted) continue
    const [facility] = await facilitiesOn(tx, today, { families: ['elder'], region }, { limit: 1 })
    await acceptProject(tx, id, {
      revision,
      on: addDays(today, -story.ends + 15),
      facility: facility?.code ?? null,
      note: '四方验收合格，已移交运营（演示）',
    })
  }
  return STORIES.length
}

/** Budget lines as planned at first, or as they stand now. */
function fundsOf(story: Story, now: boolean): Fund[] {
  return Object.entries(story.money).map(([kind, [planned, arrived, spent]]) => ({
    kind: kind as Fund['kind'],
    plannedFen: fen(planned),
    arrivedFen: now ? fen(arrived) : 0,
    spentFen: now ? fen(spent) : 0,
  }))
}
