import type { Bilingual } from '../../../kernel/refusal.ts'
import type { RegisterColumn } from '../../../platform/imports/index.ts'

/**
 * A statistical ledger (统计台账): counts and events that no register of the house holds one by one yet. `dateColumn` is the day, month
 * or year a row speaks of.
 */
export type Ledger = {
  name: string
  title: Bilingual
  description: Bilingual
  key: readonly string[]
  dateColumn: string
  /** A row speaks of its whole region: rows of the parts are not added to it. */
  wholes?: true
  columns: readonly RegisterColumn[]
}

type Extra = Partial<Omit<RegisterColumn, 'key' | 'title' | 'type' | 'example'>>

const column = (
  key: string,
  zh: string,
  en: string,
  type: RegisterColumn['type'],
  example: RegisterColumn['example'],
  extra: Extra = {},
): RegisterColumn => ({ key, title: { zh, en }, type, example, listed: true, ...extra })
const region = (example = '532622101001') =>
  column('region', '区划', 'Region', 'region', example, { required: true, filter: true })
const code = (example: string) => column('code', '编号', 'Code', 'code', example, { required: true })
const name = (example: string) => column('name', '名称', 'Name', 'text', example, { required: true })
const count = (key: string, zh: string, en: string, example: number, extra: Extra = {}) =>
  column(key, zh, en, 'integer', example, { min: 0, ...extra })
const area = (key: string, zh: string, en: string, example: number) =>
  column(key, zh, en, 'decimal', example, { min: 0, unit: { zh: '㎡', en: 'm²' } })
const yes = (key: string, zh: string, en: string, example = true) => column(key, zh, en, 'boolean', example)
const choice = (key: string, zh: string, en: string, choices: [string, string, string][], extra: Extra = {}) =>
  column(key, zh, en, 'choice', choices[0]![0], {
    required: true,
    filter: true,
    choices: choices.map(([value, z, e]) => ({ value, title: { zh: z, en: e } })),
    ...extra,
  })

/** Kinds of institutions whose numbers the institution ledger holds. */
const INSTITUTIONS: [string, string, string][] = [
  ['elder-care', '养老机构', 'Elder-care institution'],
  ['community-health', '社区卫生服务中心', 'Community health centre'],
  ['township-health', '乡镇卫生院', 'Township health centre'],
  ['hospital', '医院', 'Hospital'],
  ['childcare', '托育机构', 'Childcare institution'],
  ['training', '培训机构', 'Training institution'],
  ['disability', '残疾人康复托养机构', 'Disability rehabilitation or care'],
  ['support', '敬老院（供养服务机构）', 'Support institution'],
]

export const LEDGERS: readonly Ledger[] = [
  {
    name: 'institution',
    title: { zh: '机构台账', en: 'Institutions' },
    description: {
      zh: '每个机构每月一行：床位、签约、资质',
      en: 'One row per institution and month: beds, agreements, qualities',
    },
    key: ['code', 'month'],
    dateColumn: 'month',
    columns: [
      code('YL-001'),
      column('month', '月份', 'Month', 'month', '2026-10', { required: true, filter: true }),
      name('江那镇敬老院（演示）'),
      region(),
      choice('kind', '机构类别', 'Kind', INSTITUTIONS),
      count('level', '医院等级', 'Hospital level', 2, { max: 3 }),
      yes('public', '公办', 'Public'),
      count('beds', '床位数', 'Beds', 120),
      count('nursing_beds', '护理型床位数', 'Nursing beds', 66),
      yes('signed', '已签医养协议', 'Agreement with a care or medical institution'),
      yes('elder_friendly', '老年友善', 'Elder-friendly'),
      yes('green_channel', '老年人绿色通道', 'Green channel for the old'),
      yes('hospice', '安宁疗护试点', 'Hospice pilot'),
      yes('disabled_care', '失能照护为主', 'Mainly for the disabled'),
      count('grade', '等级（1-5）', 'Grade (1–5)', 3, { max: 5 }),
      yes('trains', '开展培训', 'Trains staff'),
      yes('bathing', '专业助浴机构', 'Professional bathing service'),
    ],
  },
  {
    name: 'visit',
    title: { zh: '探访台账', en: 'Visits' },
    description: {
      zh: '每村（社区）每月一行：应访和访到的特殊困难老年人',
      en: 'One row per village and month: persons due and persons reached',
    },
    key: ['region', 'month'],
    dateColumn: 'month',
    columns: [
      region(),
      column('month', '月份', 'Month', 'month', '2026-10', { required: true, filter: true }),
      count('eligible', '应访人数', 'Persons due', 18, { required: true }),
      count('reached', '访到人数', 'Persons reached', 17),
      count('contacts', '探访人次', 'Contacts', 31),
      count('attempts', '未应答次数', 'Unanswered attempts', 4),
    ],
  },
  {
    name: 'service',
    title: { zh: '服务台账', en: 'Services' },
    description: {
      zh: '每村（社区）每月每类服务一行：下单、服务、未满足，由订单统计',
      en: 'One row per village, month and kind of service, counted from the orders',
    },
    key: ['region', 'month', 'kind'],
    dateColumn: 'month',
    columns: [
      region(),
      column('month', '月份', 'Month', 'month', '2026-10', { required: true, filter: true }),
      choice('kind', '服务类别', 'Kind', [
        ['meal', '助餐', 'Meals'],
        ['bath', '助浴', 'Assisted baths'],
        ['visit', '上门服务', 'At home'],
        ['appointment', '预约到访', 'Appointments'],
        ['class', '课程活动', 'Classes'],
        ['venue', '场地', 'Rooms'],
        ['device', '辅具租借', 'Devices'],
        ['repair', '维修', 'Repairs'],
        ['urgent', '紧急救助', 'Urgent help'],
      ]),
      count('orders', '下单数', 'Orders', 42),
      count('cancelled', '取消数', 'Cancelled', 2),
      count('served', '已服务订单', 'Orders served', 38),
      count('times', '服务人次（份数）', 'Times or portions served', 40),
      count('persons', '服务人数', 'Persons served', 17),
      count('unmet', '未满足需求', 'Wishes not met', 3),
    ],
  },
  {
    name: 'event',
    title: { zh: '活动台账', en: 'Events' },
    description: { zh: '每场活动一行：赛事、下乡、教育活动', en: 'One row per event held' },
    key: ['code'],
    dateColumn: 'held_on',
    columns: [
      code('HD-2026-001'),
      name('彝族火把节健步走（演示）'),
      region(),
      column('held_on', '举办日期', 'Held on', 'date', '2026-07-18', { required: true, filter: true }),
      choice('kind', '活动类别', 'Kind', [
        ['fitness', '全民健身赛事', 'Public fitness'],
        ['outreach', '下乡活动', 'Outreach to villages'],
        ['elder-education', '老年教育', 'Education of the old'],
        ['culture', '公共文化', 'Culture'],
      ]),
      yes('held', '已举办', 'Held'),
      count('visits', '参加人次', 'Person-times', 240),
    ],
  },
  {
    name: 'training',
    title: { zh: '培训台账', en: 'Training' },
    description: { zh: '每个培训班一行：结业人数与人次分列', en: 'One row per class: persons and person-times apart' },
    key: ['code'],
    dateColumn: 'ended_on',
    columns: [
      code('PX-2026-001'),
      name('养老护理员初级班（演示）'),
      region(),
      column('ended_on', '结业日期', 'Ended on', 'date', '2026-06-30', { required: true, filter: true }),
      choice('kind', '培训对象', 'For whom', [
        ['carer', '养老护理员', 'Carers'],
        ['manager', '机构负责人', 'Managers of institutions'],
        ['barber', '爱心理发员', 'Volunteer barbers'],
        ['family', '家庭照护者', 'Family carers'],
        ['domestic', '家政服务员', 'Domestic workers'],
        ['childcare', '托育人员', 'Childcare workers'],
      ]),
      count('persons', '结业人数（首次）', 'Persons completing for the first time', 36),
      count('person_times', '培训人次', 'Person-times', 40),
    ],
  },
  {
    name: 'project',
    title: { zh: '新建小区配建台账', en: 'New estates' },
    description: {
      zh: '每个新建小区一行：配建用地与设施',
      en: 'One row per new estate: land and facilities built with it',
    },
    key: ['code'],
    dateColumn: 'accepted_on',
    columns: [
      code('XQ-2026-001'),
      name('锦绣家园（演示）'),
      region(),
      column('accepted_on', '竣工验收日期', 'Accepted on', 'date', '2026-05-20', { required: true, filter: true }),
      count('planned_persons', '规划人口', 'Planned persons', 3000),
      area('elder_land', '养老设施用地', 'Land for elder care', 300),
      area('sport_indoor', '室内体育设施面积', 'Indoor sport', 310),
      area('sport_outdoor', '室外体育用地', 'Outdoor sport', 900),
      yes('childcare', '托育设施已验收', 'Childcare accepted'),
      yes('elder', '养老设施达标', 'Elder care up to standard'),
    ],
  },
  {
    name: 'community',
    title: { zh: '完整社区台账', en: 'Complete communities' },
    description: {
      zh: '每个社区每年一行：是否列为完整社区、托育设施是否达标；面积见社区基础数据和设施台账',
      en: 'One row per community and year: whether it is counted as complete, and its childcare; areas stand in the registers of community figures and facilities',
    },
    key: ['region', 'year'],
    dateColumn: 'year',
    columns: [
      region(),
      column('year', '年度', 'Year', 'integer', 2025, { required: true, min: 2000, max: 2100, filter: true }),
      choice('settlement', '城乡', 'Settlement', [
        ['urban', '城市', 'Urban'],
        ['rural', '农村', 'Rural'],
      ]),
      yes('complete', '完整居住社区', 'Complete community'),
      yes('childcare_up', '托育设施达标', 'Childcare up to standard'),
    ],
  },
  {
    name: 'award',
    title: { zh: '认定与示范台账', en: 'Awards and recognitions' },
    description: {
      zh: '每项认定一行：只计有效期内未撤销的',
      en: 'One row per award; only unrevoked awards inside their term count',
    },
    key: ['code'],
    dateColumn: 'awarded_on',
    columns: [
      code('SF-2026-001'),
      name('锦山社区日间照料中心（演示）'),
      region(),
      choice('kind', '项目', 'Programme', [
        ['demo-centre', '示范中心', 'Model centre'],
        ['demo-station', '示范站（点）', 'Model station'],
        ['health-care-unit', '医养结合优质服务单位', 'Quality unit of health and care'],
        ['health-care-model', '医养结合示范机构', 'Model institution of health and care'],
        ['book-room', '城市书房、文化驿站', 'City reading room'],
        ['tourism-town', '文旅康养小镇', 'Health and tourism town'],
        ['tourism-format', '康养业态', 'Health and tourism format'],
        ['tourism-product', '康养产品', 'Health and tourism product'],
        ['tourism-firm', '康养企业', 'Health and tourism firm'],
        ['major-school', '中职优质专业', 'Quality vocational course'],
        ['major-college', '高职高水平专业', 'High-level college course'],
      ]),
      column('awarded_on', '认定日期', 'Awarded on', 'date', '2026-03-01', { required: true, filter: true }),
      column('ends_on', '有效期至', 'Valid until', 'date', '2029-02-28'),
      column('revoked_on', '撤销日期', 'Revoked on', 'date', null),
    ],
  },
  {
    name: 'annual',
    title: { zh: '年度统计台账', en: 'Annual figures' },
    description: {
      zh: '每个区划、年度、指标项一行：部门年报数',
      en: 'One row per region, year and item: figures of departments',
    },
    key: ['region', 'year', 'item'],
    dateColumn: 'year',
    wholes: true,
    columns: [
      region('532622000000'),
      column('year', '年度', 'Year', 'integer', 2025, { required: true, min: 2000, max: 2100, filter: true }),
      choice('item', '指标项', 'Item', [
        ['kindergarten-all', '在园幼儿数', 'Children in kindergarten'],
        ['kindergarten-public', '公办园在园幼儿数', 'Children in public kindergartens'],
        ['kindergarten-inclusive', '普惠性民办园在园幼儿数', 'Children in inclusive private kindergartens'],
        ['kindergarten-age', '3-5岁人口数', 'Children aged 3–5'],
        ['learners-old', '经常参加教育活动的老年人', 'Older persons regularly in education'],
        ['students', '相关专业在校生数', 'Students of the related courses'],
        ['teachers-eligible', '符合交流条件教师数', 'Teachers eligible for rotation'],
        ['teachers-rotated', '交流轮岗教师数', 'Teachers rotated'],
        ['culture-visits', '公共文化设施服务人次', 'Visits to cultural facilities'],
        ['culture-area', '公共文化设施建筑面积', 'Area of cultural facilities'],
        ['sport-area', '体育场地面积', 'Area of sports grounds'],
        ['health-checks', '65岁以上接受健康管理人数', 'Persons 65+ with a health check'],
        ['measures-in-place', '已落实基本公共服务措施数', 'Basic service measures in place'],
        ['interest-loans', '贴息贷款发放笔数', 'Subsidised loans granted'],
        ['fire-fast', '优化办理消防验收备案件数', 'Fire filings by the short way'],
        ['transition-uses', '存量房屋过渡期政策适用数', 'Buildings under the transition rule'],
        ['credit-covered', '纳入信用管理主体数', 'Subjects under credit management'],
        ['credit-subjects', '应纳入信用管理主体数', 'Subjects due for credit management'],
        ['norms-issued', '已出台服务规范标准数', 'Service norms issued'],
        ['schools-all', '义务教育学校数', 'Schools of compulsory education'],
        ['schools-districted', '纳入学区化管理学校数', 'Schools under district management'],
        ['vocational-schools', '增设相关专业的中职学校数', 'Vocational schools that added such courses'],
      ]),
      column('value', '数值', 'Value', 'decimal', 15200, { min: 0 }),
    ],
  },
]

/** The ledger of a name. Throws for a name no definition of the library may use. */
export function ledgerNamed(name: string): Ledger {
  const ledger = LEDGERS.find((each) => each.name === name)
  if (ledger === undefined) throw new Error(`there is no ledger ${name}`)
  return ledger
}
