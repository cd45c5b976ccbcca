import { describe, expect, it } from 'vitest'
import { readPlan } from './index.ts'

const TITLE = '某市服务行动方案（2024—2027年）\n'
const goals = (text: string): string[] =>
  readPlan(`${TITLE}一、工作目标\n${text}`).targets.map((t) =>
    [t.indicator, t.comparator, t.low === null ? t.value : `${t.low}-${t.high}`, t.unit, t.deadline].join(' '),
  )
const task = (text: string) => readPlan(`${TITLE}一、重点任务\n（一）健全网络。${text}`).tasks[0]

describe('wordings', () => {
  it.each([
    [
      '到2026年，助浴点覆盖所有街道、80%以上乡镇和50%以上行政村。',
      [
        '助浴点覆盖街道 coverage 100 % 2026-12-31',
        '助浴点覆盖乡镇 >= 80 % 2026-12-31',
        '助浴点覆盖行政村 >= 50 % 2026-12-31',
      ],
    ],
    ['到2025年和2027年，参保率达到61%及以上和72%及以上。', ['参保率 >= 61 % 2025-12-31', '参保率 >= 72 % 2027-12-31']],
    ['床位占比2025年达到41%，2027年达到52%。', ['床位占比 = 41 % 2025-12-31', '床位占比 = 52 % 2027-12-31']],
    ['人均绿地由2023年的2.5平方米增加到2026年的2.8平方米。', ['人均绿地 = 2.8 平方米 2026-12-31']],
    ['到2026年，孕产妇死亡率控制在11/10万以下。', ['孕产妇死亡率 <= 11 /10万 2026-12-31']],
    ['到2026年，日配餐能力达到3万客。', ['日配餐能力 = 3 万客 2026-12-31']],
    [
      '到2026年，新增托位300个、助餐点20个，新增床位不少于90张。',
      ['托位 + 300 个 2026-12-31', '助餐点 + 20 个 2026-12-31', '新增床位 + 90 张 2026-12-31'],
    ],
    [
      '到2026年，引进项目30个，其中5亿元以上项目4个。',
      ['引进项目 = 30 个 2026-12-31', '5亿元以上项目 = 4 个 2026-12-31'],
    ],
  ])('%s', (text, expected) => expect(goals(text)).toEqual(expected))

  it.each([
    '以全市登记的5300多名独居老人为主要对象，开展服务。',
    '服务圈是指，以社区为中心，服务半径为步行12分钟左右的范围。',
    '到2026年，实现三个全覆盖。',
  ])('promises nothing: %s', (text) => expect(goals(text)).toEqual([]))
})

describe('places', () => {
  it('takes the year of an annual paper from its notice', () => {
    const r = readPlan(
      '关于印发2024年任务分解方案的通知\n各单位：\n现印发给你们。\n任务分解方案\n一、主要目标\n（一）床位增长9%。',
    )
    expect(r.targets.map((t) => t.deadline)).toEqual(['2024-12-31'])
  })
  it('reads goals stated before the first heading', () => {
    const r = readPlan(
      '某区2024年工作要点\n今年工作的总体要求是：全年新增床位50张。\n一、重点任务\n1.健全网络。建设站点。',
    )
    expect(r.targets.map((t) => [t.value, t.deadline])).toEqual([[50, '2024-12-31']])
  })
  it('does not take a list of attachments for tasks', () => {
    const r = readPlan(
      '某市方案\n附件：1.工作责任分解\n2.民生实事分解\n某市人民政府\n附件1\n一、重点任务\n1.健全网络。建设站点。',
    )
    expect(r.tasks.map((t) => t.title)).toEqual(['健全网络'])
  })
  it('reads sections of a table that stand between complete rows', () => {
    const r = readPlan(
      '某市规划（2021—2025年）\n一、主要目标\n类别 指标 2020年 2025年 属性\n收入\n1.培训人数（人） — 500 预期性\n保障\n2.参保率（%） 90 95 约束性\n',
    )
    expect(r.targets.map((t) => [t.value, t.unit])).toEqual([
      [500, '人'],
      [95, '%'],
    ])
  })
  it('leaves the rhythm of supervision out', () => {
    const r = readPlan(
      `${TITLE}一、重点任务\n（一）建设。建设站点。\n二、保障措施\n（一）加强督导。每季度开展1次督导评估。`,
    )
    expect(r.targets).toEqual([])
    expect(r.warnings.map((w) => w.code)).toContain('unread-number')
  })
  it('names a size by the thing that has it', () => {
    expect(
      goals('严格按照人均用地不少于0.2平方米标准，保障托育设施建设用地。依托建筑面积600平方米以上的社区中心开展服务。'),
    ).toEqual(['托育设施人均用地 >= 0.2 平方米 2027-12-31', '社区中心建筑面积 >= 600 平方米 2027-12-31'])
  })
  it('parts town and country', () =>
    expect(goals('到2026年，城乡居民人均收入分别达到3万元、2万元。')).toEqual([
      '城镇居民人均收入 = 3 万元 2026-12-31',
      '农村居民人均收入 = 2 万元 2026-12-31',
    ]))
  it('takes no means for a milestone', () =>
    expect(
      readPlan(`${TITLE}一、重点任务\n（一）建设。2026年底前，通过财政补助，建立信息平台。`).milestones.map(
        (m) => m.text,
      ),
    ).toEqual(['建立信息平台']))
})

describe('tables and lists', () => {
  it('numbers rows by the marks in their first cell', () => {
    const r = readPlan(
      '某州任务分解表\n工作任务\t具体内容\t牵头单位\t时限\n（一）健全网络\t建设站点3个\t州民政局\t2025年\n（二）培训\t培训护理员90名\t州人社局\t2025年\n',
    )
    expect(r.tasks.map((t) => [t.number, t.title, t.lead])).toEqual([
      ['（一）', '健全网络', ['州民政局']],
      ['（二）', '培训', ['州人社局']],
    ])
  })
  it('reads headings printed wide', () => {
    const r = readPlan(
      '某市规划（2021—2025年）\n一、主要目标\n序号      指    标           2020年     2025年      性质\n1    参保率（%）              90       95      约束性\n2    床位占比（%）         55         ≥60      预期性\n',
    )
    expect(r.targets.map((t) => [t.indicator, t.comparator, t.value])).toEqual([
      ['参保率', '=', 95],
      ['床位占比', '>=', 60],
    ])
  })
  it('tells a number from the year behind it', () => {
    const r = readPlan('某区方案\n一、重点任务\n1.2023年新增托位90个。\n2.建设站点3个。')
    expect(r.tasks.map((t) => t.number)).toEqual(['1', '2'])
  })
  it.each([
    ['知晓率、满意度均达到95%以上。', ['知晓率', '满意度']],
    ['每三年调整一次标准。', []],
    ['对符合条件的项目给予不超过总投资30%的补助。', []],
    ['志愿者占常住人口的比例超过1%。', ['志愿者占常住人口的比例']],
  ])('%s', (text, expected) => {
    const r = readPlan(`${TITLE}一、重点任务\n（一）健全网络。${text}`)
    expect(r.targets.map((t) => t.indicator)).toEqual(expected)
  })
  it('does not carry a date from within one part of a sentence into the next', () => {
    const r = readPlan(`${TITLE}一、重点任务\n（一）健全网络。备案率2025年底达到90%；参保率由12%提升至20%。`)
    expect(r.targets.map((t) => [t.indicator, t.deadline])).toEqual([
      ['备案率', '2025-12-31'],
      ['参保率', null],
    ])
  })
})

describe('small words', () => {
  it('counts 届 and names 全年 by the clause before', () =>
    expect(goals('到2026年，举办用品展2届，开展护理培训，全年培训500人次。')).toEqual([
      '举办用品展 = 2 届 2026-12-31',
      '开展护理培训全年培训 = 500 人次 2026-12-31',
    ]))
  it('takes the offices off a title', () =>
    expect(readPlan(`${TITLE}一、重点任务\n1.健全网络（市民政局、市财政局）\n建设站点。`).tasks[0]?.title).toBe(
      '健全网络',
    ))
})

describe('responsibility', () => {
  it('makes the first of a list lead where the paper says so', () => {
    const t = task('建设站点。〔市民政局、市财政局，各县（市、区）政府。列第一位者为牵头单位，下同〕')
    expect([t?.lead, t?.support]).toEqual([['市民政局'], ['市财政局', '各县（市、区）政府']])
  })
  it('reads a closing sentence without brackets', () => {
    const t = task('建设站点。市民政局牵头，市财政局、市住建局参与。')
    expect([t?.lead, t?.support]).toEqual([['市民政局'], ['市财政局', '市住建局']])
  })
  it('lets only the last of 甲、乙，丙配合 help', () => {
    const t = task('建设站点。（责任单位：市民政局、市财政局，市残联配合）')
    expect([t?.lead, t?.support]).toEqual([['市民政局', '市财政局'], ['市残联']])
  })
  it('keeps the bracket of the last unit', () => {
    const t = task('建设站点。\n责任单位：市民政局等，各县（市、区）政府（管委会）')
    expect(t?.lead).toEqual(['市民政局', '各县（市、区）政府（管委会）'])
  })
  it('takes a goal with a leader for a task', () => {
    const r = readPlan(
      `${TITLE}一、主要预期目标\n（一）床位增长9%。（牵头单位：市民政局）\n（二）就业率控制在4%以内。（牵头单位：市人社局）`,
    )
    expect(r.tasks.map((t) => [t.number, t.lead])).toEqual([
      ['一（一）', ['市民政局']],
      ['一（二）', ['市人社局']],
    ])
  })
  it('does not take the closing rule for a task', () => {
    const r = readPlan('某市若干措施\n第一条 建设站点。（市民政局负责）\n第二条 本措施自印发之日起施行，有效期3年。')
    expect(r.tasks.map((t) => t.number)).toEqual(['1'])
  })
})

describe('what a paper says of itself', () => {
  it('takes the date its preamble gives for its goals, with a doubt', () => {
    const r = readPlan('某市行动方案\n为在2027年底前推动全市服务提质，特制定本方案。\n一、主要目标\n满意率达到90%。')
    expect(r.targets.map((t) => [t.deadline, t.doubts.map((d) => d.code)])).toEqual([
      ['2027-12-31', ['deadline-inherited-far']],
    ])
  })
  it('leads a list in with the last of several dates', () => {
    expect(
      goals('到2024年底，网络基本建立；到2026年底，制度更加完善，实现以下目标：\n1.设施覆盖率不低于60%。'),
    ).toEqual(['设施覆盖率 >= 60 % 2026-12-31'])
  })
  it('warns where no target was read, and where the paper is not in Chinese', () => {
    const r = readPlan(`Action plan of a district\n${'Meals shall be within reach of every community. '.repeat(4)}`)
    expect(r.warnings.map((w) => w.code)).toEqual(expect.arrayContaining(['no-targets', 'not-chinese']))
  })
  it('warns of a number that no counter it knows stands behind', () => {
    const r = readPlan(`${TITLE}一、重点任务\n（一）健全网络。新增便民设施35托。`)
    expect(r.targets).toEqual([])
    expect(r.warnings.map((w) => [w.code, w.quote])).toContainEqual(['unread-number', '新增便民设施35托'])
  })
})

describe('numbers that are no targets', () => {
  const read = (text: string) => readPlan(`${TITLE}一、重点任务\n（一）给予扶持。${text}`)
  it.each([
    '小微企业新招用人数达到在职职工人数25%并签订合同的，可申请创业担保贷款。',
    '连锁运营5个以上社区站点的企业，一次性奖励20万元。',
    '再担保业务收费，原则上不高于承担风险责任的0.5%。',
    '工作纳入年度考核，分值权重不低于3%。',
  ])('%s', (text) => expect(read(text).targets).toEqual([]))
})

describe('shares and lists', () => {
  const read = (text: string) =>
    readPlan(`${TITLE}一、重点任务\n（一）健全网络。${text}`).targets.map((t) =>
      [t.indicator, t.comparator, t.value, t.unit].join(' '),
    )
  it.each([
    [
      '建设养老综合体6个，其中，甲区2个，乙县4个。',
      ['建设养老综合体 = 6 个', '甲区建设养老综合体 = 2 个', '乙县建设养老综合体 = 4 个'],
    ],
    ['培育省级、市级名店各20家、50家。', ['培育省级名店 = 20 家', '市级名店 = 50 家']],
    [
      '建成网点500个，实现街道全覆盖、社区覆盖率80%。',
      ['建成网点 = 500 个', '街道覆盖 coverage 100 %', '社区覆盖率 = 80 %'],
    ],
    ['体检合格率须达到百分之百。', ['体检合格率 = 100 %']],
  ])('%s', (text, expected) => expect(read(text)).toEqual(expected))
})

describe('everybody', () => {
  it('keeps 各有关部门和单位 whole', () => {
    expect(task('建设站点。（各有关部门和单位，各区县人民政府按职责分工负责）')?.lead).toEqual([
      '各有关部门和单位',
      '各区县人民政府',
    ])
  })
  it('reads a responsibility behind a dash', () => {
    const t = task('建设站点。\n——牵头单位：市商务局；配合单位：市妇联。')
    expect([t?.lead, t?.support]).toEqual([['市商务局'], ['市妇联']])
  })
})
