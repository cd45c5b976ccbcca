import { addDays, addMonths, type IsoDate } from '../../../kernel/dates.ts'
import { sql, type Tx } from '../../../platform/db/index.ts'
import { applyFor, approveApplication, listAsset, recordConsent } from '../assets/commands.ts'
import { handOverAsset, occupyAsset } from '../assets/handover.ts'
import type { AssetRow, Stage } from '../assets/model.ts'
import { writeAssets } from '../assets/register.ts'
import { facilitiesOn } from '../facilities/views.ts'
import { villages } from './regions.ts'

type Story = Pick<
  AssetRow,
  | 'name'
  | 'owner_name'
  | 'owner_kind'
  | 'area'
  | 'condition'
  | 'tenure'
  | 'price_mode'
  | 'price'
  | 'market_price'
  | 'uses'
  | 'in_estate'
  | 'constraints'
> & {
  town: string
  to: Stage
  applicants: readonly string[]
  consent?: boolean
  /** Months before today on which the five-year transition began. */
  transition?: number
}

const STORIES: readonly Story[] = [
  {
    name: '原县粮食局办公楼',
    town: '江那镇',
    owner_name: '县机关事务局',
    owner_kind: 'state',
    area: 860,
    condition: 'renovation',
    tenure: 'free-use',
    price_mode: 'free',
    price: null,
    market_price: 96_000,
    uses: '养老服务综合体、助餐',
    in_estate: false,
    constraints: '保留原立面',
    to: 'in-use',
    applicants: ['颐康养老服务中心（演示）', '福满家养老服务有限公司（演示）'],
    transition: 50,
  },
  {
    name: '锦山小区原幼儿园',
    town: '江那镇',
    owner_name: '锦山小区业主',
    owner_kind: 'owners',
    area: 320,
    condition: 'light-repair',
    tenure: 'lease',
    price_mode: 'low',
    price: 12_000,
    market_price: 38_400,
    uses: '日间照料、托育',
    in_estate: true,
    constraints: '不得用于餐饮明火',
    to: 'approved',
    applicants: ['小脚丫托育园（演示）', '颐康养老服务中心（演示）'],
    consent: true,
  },
  {
    name: '惠民社区闲置活动室',
    town: '江那镇',
    owner_name: '惠民小区业主',
    owner_kind: 'owners',
    area: 140,
    condition: 'ready',
    tenure: 'free-use',
    price_mode: 'free',
    price: null,
    market_price: 15_000,
    uses: '助餐点',
    in_estate: true,
    constraints: null,
    to: 'listed',
    applicants: ['福满家养老服务有限公司（演示）'],
  },
  {
    name: '平远镇旧卫生院',
    town: '平远镇',
    owner_name: '平远镇人民政府',
    owner_kind: 'state',
    area: 540,
    condition: 'renovation',
    tenure: 'free-use',
    price_mode: 'free',
    price: null,
    market_price: 42_000,
    uses: '区域养老服务中心',
    in_estate: false,
    constraints: '需先做结构鉴定',
    to: 'listed',
    applicants: ['颐康养老服务中心（演示）', '滇南护理服务有限公司（演示）', '福满家养老服务有限公司（演示）'],
  },
  {
    name: '稼依镇原供销社门店',
    town: '稼依镇',
    owner_name: '县供销社',
    owner_kind: 'collective',
    area: 210,
    condition: 'light-repair',
    tenure: 'lease',
    price_mode: 'low',
    price: 8_000,
    market_price: 16_800,
    uses: '便民服务网点',
    in_estate: false,
    constraints: null,
    to: 'handed-over',
    applicants: ['乡邻便民服务店（演示）'],
    transition: 58,
  },
  {
    name: '阿猛镇撤并小学教学楼',
    town: '阿猛镇',
    owner_name: '县教育体育局',
    owner_kind: 'state',
    area: 980,
    condition: 'renovation',
    tenure: 'free-use',
    price_mode: 'free',
    price: null,
    market_price: 30_000,
    uses: '农村互助养老',
    in_estate: false,
    constraints: '操场保留为公共场地',
    to: 'registered',
    applicants: [],
  },
  {
    name: '光明花园自持商铺',
    town: '江那镇',
    owner_name: '砚南置业有限公司（演示）',
    owner_kind: 'company',
    area: 175,
    condition: 'ready',
    tenure: 'lease',
    price_mode: 'market',
    price: 42_000,
    market_price: 42_000,
    uses: '家政、助餐',
    in_estate: false,
    constraints: null,
    to: 'listed',
    applicants: [],
  },
  {
    name: '者腊乡旧粮库',
    town: '者腊乡',
    owner_name: '者腊乡人民政府',
    owner_kind: 'state',
    area: 410,
    condition: 'unsafe',
    tenure: null,
    price_mode: null,
    price: null,
    market_price: null,
    uses: null,
    in_estate: null,
    constraints: '墙体开裂，不得使用',
    to: 'registered',
    applicants: [],
  },
]

/** Idle assets of the demo county, from just registered to in use (演示数据). */
export async function seedAssets(tx: Tx, today: IsoDate): Promise<void> {
  const all = villages()
  const rows = STORIES.map(
    ({ to: _to, applicants: _applicants, consent: _consent, transition, town, ...story }, i): AssetRow => {
      const village = all.find((each) => each.townshipName === town)!
      return {
        ...story,
        name: `${story.name}（演示）`,
        code: `演示-XZ-${String(i + 1).padStart(2, '0')}`,
        region: village.code,
        address: null,
        lon: Number((village.seat[0] - 0.0017 * (i + 1)).toFixed(6)),
        lat: Number((village.seat[1] + 0.0013 * (i + 1)).toFixed(6)),
        storey: i % 2 === 0 ? '1—2' : '1',
        transition_from: transition === undefined ? null : addMonths(today, -transition),
        transition_terms: transition === undefined ? null : '不改变用地主体和规划条件',
        note: '演示数据，资产为虚构',
        source: '演示数据',
        stage: null,
        coordinates: null,
      }
    },
  )
  await writeAssets(tx, { added: rows, changed: [], removed: [] }, { import: null })
  for (const [i, story] of STORIES.entries()) await bring(tx, story, rows[i]!, i, today)
  // What was done just now is told as having been done over the past months.
  const own = tx.actor.jurisdiction
  await tx.run(
    sql`update territory.idle_asset set listed_on = ${addDays(today, -95)} where jurisdiction = ${own} and listed_on is not null`,
  )
  await tx.run(sql`update territory.asset_application set applied_on = ${addDays(today, -76)}, decided_on = case when decided_on is null then null else ${addDays(today, -52)}::date end
    where jurisdiction = ${own}`)
}

const REACHED: readonly Stage[] = ['registered', 'listed', 'approved', 'handed-over', 'in-use']

async function bring(tx: Tx, story: Story, row: AssetRow, i: number, today: IsoDate): Promise<void> {
  const { id } = await tx.one<{ id: string }>(
    sql`select id from territory.idle_asset where jurisdiction = ${tx.actor.jurisdiction} and code = ${row.code}`,
  )
  const reaches = (stage: Stage) => REACHED.indexOf(story.to) >= REACHED.indexOf(stage)
  if (!reaches('listed')) return
  await listAsset(tx, id, { revision: 0, applyUntil: addDays(today, 30 + i * 7) })
  const applications: string[] = []
  for (const applicant of story.applicants) {
    const made = await applyFor(tx, id, {
      applicant,
      applicantCode: null,
      contact: null,
      use: row.uses ?? '',
      plan: `拟开办${row.uses ?? ''}，面向周边居民（演示）`,
    })
    applications.push(made.id)
  }
  if (story.consent === true)
    await recordConsent(
      tx,
      id,
      {
        body: 'owners',
        metOn: addDays(today, -18),
        minutes: '业主大会表决同意改造为日间照料和托育用房（演示）',
        agreed: true,
        votes: {
          owners: { all: 420, taking: 318, favour: 271 },
          area: { all: 46_200, taking: 35_100, favour: 29_800 },
        },
      },
      [{ name: '业主大会会议纪要（演示）.txt', bytes: new TextEncoder().encode('演示数据：会议纪要和表决结果') }],
    )
  if (!reaches('approved')) return
  await approveApplication(tx, id, applications[0]!, { revision: 1, reason: '方案合适，承诺价格低于市场（演示）' })
  if (!reaches('handed-over')) return
  await handOverAsset(tx, id, {
    revision: 2,
    on: addDays(today, -40),
    years: 5,
    leaseCode: `演示-HT-${i + 1}`,
    duty: '服务收费不高于本县同类市场价的八成',
    mostShare: 0.8,
  })
  if (!reaches('in-use')) return
  const [facility] = await facilitiesOn(
    tx,
    today,
    { families: ['elder'], region: row.region.slice(0, 9).padEnd(12, '0') },
    { limit: 1 },
  )
  await occupyAsset(tx, id, { revision: 3, on: addDays(today, -20), facility: facility!.code })
}
