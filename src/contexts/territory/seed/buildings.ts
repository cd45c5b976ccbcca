import { addDays, type IsoDate } from '../../../kernel/dates.ts'
import { type Database, sql, systemActor, type Tx } from '../../../platform/db/index.ts'
import { facilitiesOn } from '../facilities/views.ts'
import { attach } from '../projects/attachments.ts'
import { createBuilding, decideGate, giveOpinion } from '../projects/commands.ts'
import { recordDefect } from '../projects/defects.ts'
import { GATE_RULES, GATES, type Gate, PAPER_TITLES, type Step } from '../projects/gates.ts'
import type { Figures, Stance } from '../projects/model.ts'
import { insertAuthority } from '../projects/store.ts'
import { inspectUse } from '../projects/use.ts'
import { seedAssets } from './assets.ts'
import { seedGaps } from './gaps.ts'
import { COUNTY, type Village, villages } from './regions.ts'

type Story = {
  name: string
  developer: string
  /** The community it lies in. */
  village: string
  households: number
  /** Days before today on which each gate was passed, in order. */
  passed: readonly number[]
  stance?: Stance
  note: string
  /** What is out of order. */
  amiss?: 'short-verification' | 'defect' | 'other-use'
}

const STORIES: readonly Story[] = [
  {
    name: '江畔花园',
    developer: '砚南置业有限公司',
    village: '锦山社区',
    households: 860,
    passed: [],
    note: '土地已摘牌，待出具规划条件。',
  },
  {
    name: '盛世嘉园',
    developer: '云岭房地产开发有限公司',
    village: '嘉禾社区',
    households: 1240,
    passed: [95],
    stance: 'disagree',
    note: '方案把养老用房放在地下一层，民政部门不同意。',
  },
  {
    name: '七乡新城一期',
    developer: '七乡城市建设投资有限公司',
    village: '书院社区',
    households: 1500,
    passed: [420, 350],
    note: '主体封顶，待竣工测绘。',
  },
  {
    name: '平远学府苑',
    developer: '滇南置业有限公司',
    village: '丰湖社区',
    households: 720,
    passed: [500, 430],
    amiss: 'short-verification',
    note: '实测养老服务用地不足，已退回。',
  },
  {
    name: '锦绣华庭',
    developer: '砚南置业有限公司',
    village: '三七社区',
    households: 980,
    passed: [640, 560, 60],
    amiss: 'defect',
    note: '二期养老服务用房停工。',
  },
  {
    name: '翠湖名邸',
    developer: '云岭房地产开发有限公司',
    village: '秀源社区',
    households: 640,
    passed: [760, 690, 190, 150],
    note: '已竣工验收，移交协议一直未签。',
  },
  {
    name: '望山佳苑',
    developer: '滇南置业有限公司',
    village: '侨园社区',
    households: 520,
    passed: [700, 620, 110, 72],
    note: '正在整理移交资料。',
  },
  {
    name: '民安小区二期',
    developer: '七乡城市建设投资有限公司',
    village: '同心社区',
    households: 900,
    passed: [900, 820, 300, 260, 190, 160],
    note: '配建用房已用作日间照料。',
  },
  {
    name: '南园新居',
    developer: '云岭房地产开发有限公司',
    village: '羊街社区',
    households: 760,
    passed: [980, 900, 420, 380, 330, 300],
    amiss: 'other-use',
    note: '检查发现配建用房出租。',
  },
]

const AUTHORITIES: Record<Step, string> = {
  condition: '县自然资源局',
  design: '县自然资源局',
  opinion: '县民政局',
  verification: '县自然资源局',
  acceptance: '县住房城乡建设局',
  use: '县民政局',
}

const PERSONS_PER_HOUSEHOLD = 3.1

/**
 * Building projects in all stages, gap items and idle assets of the demo county, entered the way officers would. Invented (演示数据).
 * A county that has projects already is left alone.
 */
export async function seedBuildings(db: Database, today: IsoDate): Promise<void> {
  await db.write(systemActor('seed', COUNTY), async (tx) => {
    const { n } = await tx.one<{ n: number }>(
      sql`select count(*) n from territory.building_project where jurisdiction = ${COUNTY}`,
    )
    if (n > 0) return
    for (const [step, unit] of Object.entries(AUTHORITIES)) await insertAuthority(tx, step as Step, '2020-01-01', unit)
    for (const [i, story] of STORIES.entries()) await walk(tx, story, i + 1, today)
    await seedGaps(tx, today)
    await seedAssets(tx, today)
  })
}

function communityOf(name: string): Village {
  const found = villages().find((each) => each.urban && each.name === name)
  if (found === undefined) throw new Error(`the demo county has no community ${name}`)
  return found
}

/** A scan that stands for the paper. */
const scan = (kind: string, project: string) => {
  const title = PAPER_TITLES.get(kind)?.zh ?? kind
  return { name: `${title}（演示）.txt`, bytes: new TextEncoder().encode(`演示数据：${project} ${title}`) }
}

async function walk(tx: Tx, story: Story, number: number, today: IsoDate): Promise<void> {
  const village = communityOf(story.village)
  const persons = Math.round(story.households * PERSONS_PER_HOUSEHOLD)
  const name = `${story.name}（演示）`
  const [lon, lat] = village.seat
  const { id } = await createBuilding(tx, {
    code: `演示-住宅-${String(number).padStart(2, '0')}`,
    name,
    developer: `${story.developer}（演示）`,
    developerCode: null,
    region: village.code,
    address: null,
    lon: Number((lon + 0.002 * number).toFixed(6)),
    lat: Number((lat - 0.0015 * number).toFixed(6)),
    households: story.households,
    persons,
    landArea: story.households * 62,
    dwellingArea: story.households * 108,
    phases: [
      {
        name: '一期',
        households: Math.round(story.households * 0.6),
        due: addDays(today, 200 - number * 90),
        facilities: true,
      },
      {
        name: '二期',
        households: story.households - Math.round(story.households * 0.6),
        due: addDays(today, 560 - number * 90),
        facilities: false,
      },
    ],
    note: story.note,
  })
  const enough: Figures = {
    'elder-land': Math.ceil(persons * 0.1) + 12,
    'elder-floor': Math.ceil(story.households * 0.2) + 40,
    'sport-indoor': Math.ceil(persons * 0.1) + 5,
    'sport-outdoor': Math.ceil(persons * 0.08),
  }
  for (const [i, days] of story.passed.entries()) {
    const gate = GATES[i]!
    const on = addDays(today, -days)
    if (gate === 'design')
      await giveOpinion(tx, id, {
        stance: 'agree',
        on: addDays(on, -7),
        text: '养老服务用房位于首层，日照和出入条件符合要求。',
      })
    await decide(tx, id, name, i, {
      gate,
      on,
      figures: GATE_RULES[gate].measured ? enough : {},
      region: village.code,
      today,
    })
  }
  await goAmiss(tx, story, { id, name, persons, enough, today })
}

type Decided = { gate: Gate; on: IsoDate; figures: Figures; region: string; today: IsoDate }

const WORDS: Record<Gate, string> = {
  condition: '配建要求已写入规划条件。',
  design: '同意设计方案。',
  verification: '实测面积符合规划条件。',
  acceptance: '竣工验收合格。',
  handover: '查验合格，移交协议和工程资料齐全。',
  use: '用于社区居家养老服务，不得改变用途。',
}

async function decide(tx: Tx, id: string, name: string, revision: number, step: Decided): Promise<void> {
  for (const { kind } of GATE_RULES[step.gate].papers)
    await attach(tx, { kind: 'project', id }, kind, [scan(kind, name)])
  const facility = step.gate === 'use' ? await facilityNear(tx, step.region, step.today) : undefined
  await decideGate(tx, id, {
    revision,
    gate: step.gate,
    outcome: 'pass',
    on: step.on,
    reference: `砚规演〔${step.on.slice(0, 4)}〕${Number(step.on.slice(5, 7))}号`,
    opinion: WORDS[step.gate],
    figures: step.figures,
    ...(facility === undefined ? {} : { facility }),
  })
}

/** An open elder-care facility of the township that no project has yet. */
async function facilityNear(tx: Tx, region: string, today: IsoDate): Promise<{ code: string }> {
  const taken = await tx.rows<{ facility: string }>(
    sql`select facility from territory.building_project where jurisdiction = ${COUNTY} and facility is not null`,
  )
  const open = await facilitiesOn(tx, today, { families: ['elder'], region: region.slice(0, 9).padEnd(12, '0') })
  const free = open.find((each) => !taken.some(({ facility }) => facility === each.code))
  if (free === undefined) throw new Error(`the demo county has no elder-care facility in ${region}`)
  return { code: free.code }
}

type Made = { id: string; name: string; persons: number; enough: Figures; today: IsoDate }

async function goAmiss(tx: Tx, story: Story, made: Made): Promise<void> {
  const { id, name, enough, today } = made
  if (story.stance === 'disagree') {
    await attach(tx, { kind: 'project', id }, 'design', [scan('design', name)])
    await giveOpinion(tx, id, {
      stance: 'disagree',
      on: addDays(today, -12),
      text: '养老服务用房不得设在地下，请调整到首层。',
    })
  }
  if (story.amiss === 'short-verification') {
    await attach(tx, { kind: 'project', id }, 'survey', [scan('survey', name)])
    await decideGate(tx, id, {
      revision: story.passed.length,
      gate: 'verification',
      outcome: 'return',
      on: addDays(today, -20),
      opinion: '养老服务设施用地少于规划条件，退回整改。',
      figures: { ...enough, 'elder-land': Math.floor(made.persons * 0.06) },
    })
  }
  if (story.amiss === 'defect') {
    await attach(tx, { kind: 'project', id }, 'acceptance-report', [scan('acceptance-report', name)])
    await recordDefect(tx, id, {
      kind: 'stopped',
      what: '二期养老服务用房停工，未按规划条件建成',
      missingArea: 160,
      foundOn: addDays(today, -33),
      rectifyBy: addDays(today, 27),
    })
  }
  if (story.amiss === 'other-use') {
    const { facility } = await tx.one<{ facility: string }>(
      sql`select facility from territory.building_project where jurisdiction = ${COUNTY} and id = ${id}`,
    )
    await inspectUse(
      tx,
      {
        facility,
        on: addDays(today, -6),
        inspectors: '李静、王芳（演示）',
        found: 'other-use',
        what: '首层一半出租给超市，日间照料停办',
      },
      [{ name: '现场照片（演示）.txt', bytes: new TextEncoder().encode('演示数据：现场照片') }],
    )
  }
}
