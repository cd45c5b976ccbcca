import { type Database, systemActor } from '../../platform/db/index.ts'
import { type ItemRow, writeItems } from './items/register.ts'

const FROM = '2025-01-01'

type Item = Omit<ItemRow, 'region' | 'valid_from' | 'valid_until' | 'times' | 'per'>

/** Code, field, title, who, what, ground, unit, times a year. The division of work is made up (演示数据). */
const ITEMS: [Item, number][] = [
  [
    {
      code: 'JG-YL-01',
      field: 'elder',
      title: '养老机构备案和服务质量',
      subject: '养老机构',
      content: '备案事项、服务协议、护理人员、收费',
      basis: '《养老机构管理办法》（民政部令第66号）',
      unit: '县民政局',
    },
    2,
  ],
  [
    {
      code: 'JG-YL-02',
      field: 'elder',
      title: '养老机构食堂食品安全',
      subject: '养老机构、老年食堂',
      content: '食品经营许可、留样、从业人员健康证明',
      basis: '《中华人民共和国食品安全法》',
      unit: '县市场监管局',
    },
    4,
  ],
  [
    {
      code: 'JG-TY-01',
      field: 'childcare',
      title: '托育机构备案和照护质量',
      subject: '托育机构、家庭托育点',
      content: '收托人数、人员配比、卫生保健',
      basis: '《托育机构管理规范（试行）》',
      unit: '县卫生健康局',
    },
    2,
  ],
  [
    {
      code: 'JG-JZ-01',
      field: 'domestic',
      title: '家政服务合同和信用信息',
      subject: '家政服务企业',
      content: '合同文本、从业人员信息、投诉处理',
      basis: '《家庭服务业管理暂行办法》',
      unit: '县工信商务局',
    },
    1,
  ],
  [
    {
      code: 'JG-YF-01',
      field: 'prepaid',
      title: '单用途商业预付卡',
      subject: '发行预付卡的企业',
      content: '备案、资金存管、退卡',
      basis: '《单用途商业预付卡管理办法（试行）》',
      unit: '县工信商务局',
    },
    2,
  ],
  [
    {
      code: 'JG-WY-01',
      field: 'property',
      title: '物业服务活动',
      subject: '物业服务企业',
      content: '服务合同、收费公示、维修资金使用',
      basis: '《物业管理条例》',
      unit: '县住房城乡建设局',
    },
    1,
  ],
  [
    {
      code: 'JG-PX-01',
      field: 'training',
      title: '职业技能培训补贴班',
      subject: '培训机构',
      content: '学员签到、教学、考核',
      basis: '《中华人民共和国民办教育促进法》',
      unit: '县人力资源社会保障局',
    },
    2,
  ],
]
const OF_TOWNS: Item = {
  code: 'JG-XZ-01',
  field: 'elder',
  title: '村级互助养老点日常安全巡查',
  subject: '村级互助养老点、老年活动室',
  content: '用火用电、值守、设施完好',
  basis: '演示数据：换成本地清单',
  unit: '',
}

/** The list of the demo: county items, and one that the towns carry; one town has nobody for it yet. */
export async function seedSupervision(
  db: Database,
  county: string,
  towns: readonly { region: string; unit: string }[],
): Promise<void> {
  const row = (item: Item, region: string, times: number, per: ItemRow['per']): ItemRow => ({
    ...item,
    region,
    valid_from: FROM,
    valid_until: null,
    times,
    per,
  })
  await db.write(systemActor('seed', county), (tx) =>
    writeItems(
      tx,
      {
        added: [
          ...ITEMS.map(([item, times]) => row(item, `${county}000000`, times, 'year')),
          ...towns.slice(0, -1).map(({ region, unit }) => row({ ...OF_TOWNS, unit }, region, 1, 'month')),
        ],
        changed: [],
        removed: [],
      },
      null,
    ),
  )
}
