import { describe, expect, it } from 'vitest'
import { readPlan } from './index.ts'

const TITLE = '某市公共服务行动方案（2023—2025年）\n'
const body = (text: string) => readPlan(`${TITLE}一、重点任务\n（一）健全网络。${text}`)
const said = (text: string) =>
  body(text).targets.map((t) => [t.indicator, t.comparator, t.value, t.unit, t.deadline].join(' '))

describe('one count for several', () => {
  it.each([
    ['新建便利店、早餐店各30家。', ['新建便利店 = 30 家 ', '新建早餐店 = 30 家 ']],
    ['2024年、2025年各培训护理员600人次。', ['培训护理员 = 600 人次 2024-12-31', '培训护理员 = 600 人次 2025-12-31']],
    [
      '机构与医院签约合作率、绿色通道开通比例均达到100%。',
      ['机构与医院签约合作率 = 100 % ', '绿色通道开通比例 = 100 % '],
    ],
    [
      '三年培训护理员600人次，其中2024年不少于180人次，持证率保持在90%以上。',
      ['三年培训护理员 = 600 人次 ', '三年培训护理员 >= 180 人次 2024-12-31', '持证率 >= 90 % '],
    ],
  ])('%s', (text, expected) => expect(said(text)).toEqual(expected))
})

describe('numbers that oblige to nothing', () => {
  it.each([
    '以居民步行15分钟、服务半径1公里左右为范围，摸清网点底数。',
    '对年营业收入首次突破1000万元的企业，给予奖励。',
    '评估得分80分以上的授予“示范社区”称号。',
    '对未完成目标任务80%的乡镇，由县政府约谈主要负责人。',
    '贷款利率不高于同期LPR加50个基点。',
    '对重度残疾人，按本人保障标准的30%增发低保金。',
  ])('%s', (text) => expect(said(text)).toEqual([]))
  it('shows money under safeguards instead of taking it for a target', () => {
    const reading = readPlan(
      `${TITLE}一、重点任务\n（一）建设站点。新建站点5个。\n二、保障措施\n（一）加强投入。每年安排专项资金3000万元。`,
    )
    expect(reading.targets.map((t) => t.value)).toEqual([5])
    expect(reading.warnings.map((w) => w.code)).toContain('maybe-limit')
  })
})

describe('words for how much', () => {
  it.each([
    ['供餐能力提升至每日1.2万客。', '万客'],
    ['资源总量达到60TB。', 'TB'],
    ['提供岗位1.5万个次。', '万个次'],
    ['投放图书漂流架30幅。', '幅'],
  ])('%s', (text, unit) => expect(body(text).targets.map((t) => t.unit)).toEqual([unit]))
  it('takes a thing and how many of it for a target, with a doubt', () => {
    const [target] = body('社区智能取餐柜200台。').targets
    expect(target?.value).toBe(200)
    expect(target?.doubts.map((d) => d.code)).toContain('weak-target')
  })
  it('measures the distance from something else', () => {
    expect(said('普惠价格低于同类市场价格15%左右。')).toEqual(['普惠价格（同类市场价格） = 15 % '])
  })
})

describe('who and until when', () => {
  it('reads a bracket of offices with a date', () => {
    const [task] = body('新建站点5个。（县委组织部，县教育局、团县委；8月底前）').tasks
    expect([task?.lead, task?.support, task?.deadline]).toEqual([['县委组织部'], ['县教育局', '团县委'], '2023-08-31'])
  })
  it('parts labels that share a line', () => {
    const [task] = body('新建站点5个。\n牵头部门：区商务委　　配合部门：区财政局、区数据局').tasks
    expect([task?.lead, task?.support]).toEqual([['区商务委'], ['区财政局', '区数据局']])
  })
  it('does not take 工作内容： for a line of offices', () => {
    const reading = readPlan(
      '附件\n2025年某市任务清单\n序号：1\n任务名称：改造公园\n工作内容：改造公园12处。\n牵头单位：市城管局\n完成时限：2025年11月底\n序号：2\n任务名称：扩大托育\n工作内容：新增托位500个。\n牵头单位：市卫健委\n完成时限：2025年10月底\n序号：3\n任务名称：建设书房\n工作内容：建设书房3座。\n牵头单位：市文旅局\n完成时限：2025年9月底\n',
    )
    expect(reading.targets.map((t) => [t.value, t.deadline].join(' '))).toEqual([
      '12 2025-11-30',
      '500 2025-10-31',
      '3 2025-09-30',
    ])
  })
})

describe('where goals stand', () => {
  it('reads those of the preamble', () => {
    const reading = readPlan(
      `${TITLE}为促进家政服务业发展，到2025年，全市家政企业达到320家，员工制企业占比不低于15%，制定如下措施。\n一、强化人才支撑。支持开设专业。\n二、培育市场主体。支持连锁经营。`,
    )
    expect(reading.targets.map((t) => t.value)).toEqual([320, 15])
  })
  it('shows goals in places that are not read', () => {
    const reading = readPlan(
      `${TITLE}各县区要抓紧落实，新增养老床位不少于600张。\n一、重点任务\n（一）健全网络。新建站点5个。`,
    )
    expect(reading.warnings.filter((w) => w.code === 'unread-number')).toHaveLength(1)
  })
  it('keeps a box of （一）（二） out of the tasks', () => {
    const reading = readPlan(
      `${TITLE}第三章 主要任务\n第一节 人才\n1.培养人才。支持开设专业。（市教育局）\n2.开展培训。培训5000人次。（市人社局）\n专栏1 重大工程\n（一）托育行动。新增托位1200个。\n（二）培训工程。建设基地10个。\n第四章 保障措施\n加强领导。`,
    )
    expect(reading.tasks.filter((t) => t.kind === 'task').map((t) => t.number)).toEqual(['1', '2'])
    expect(reading.targets.map((t) => t.value)).toEqual([5000, 1200, 10])
  })
})

describe('tables', () => {
  it('reads places as columns', () => {
    const reading = readPlan(
      '某区2025年工作指标\n指标名称\t单位\t年度目标\t甲街道\t丙镇\n家庭改造\t户\t90\t60\t30\n职业培训\t人次\t300\t180\t120\n',
    )
    expect(reading.targets.map((t) => `${t.indicator} ${t.value}${t.unit}`)).toEqual([
      '家庭改造 90户',
      '甲街道家庭改造 60户',
      '丙镇家庭改造 30户',
      '职业培训 300人次',
      '甲街道职业培训 180人次',
      '丙镇职业培训 120人次',
    ])
  })
  it('dates rows by day, quarter and years of building', () => {
    const due = (head: string, cell: string) =>
      readPlan(`附件\n某县2024年重点任务清单\n序号\t任务\t责任单位\t${head}\n1\t新建站点5个\t县民政局\t${cell}\n`)
        .targets[0]?.deadline
    expect(due('完成时限', '10月31日')).toBe('2024-10-31')
    expect(due('完成时限', '第三季度')).toBe('2024-09-30')
    expect(due('建设年限', '2024—2026年')).toBe('2026-12-31')
  })
  it('reads tables drawn with lines', () => {
    const reading = readPlan(
      '某市2023年规划\n附表 主要指标\n┌──┬──┬──┬──┐\n│指标│单位│2020年│2025年│\n├──┼──┼──┼──┤\n│床位数│张│100│300│\n└──┴──┴──┴──┘\n',
    )
    expect(reading.targets.map((t) => [t.value, t.baseValue])).toEqual([[300, 100]])
  })
})
