import type { Bilingual } from '../../kernel/refusal.ts'

/** The field a facility works in. */
export type FacilityFamily =
  | 'elder'
  | 'child'
  | 'health'
  | 'culture'
  | 'sport'
  | 'commerce'
  | 'community'
  | 'disability'
  | 'education'

export const FAMILY_TITLES: Record<FacilityFamily, Bilingual> = {
  elder: { zh: '养老', en: 'elder care' },
  child: { zh: '托育', en: 'childcare' },
  health: { zh: '医疗卫生', en: 'health' },
  culture: { zh: '文化', en: 'culture' },
  sport: { zh: '体育', en: 'sport' },
  commerce: { zh: '便民商业', en: 'commerce' },
  community: { zh: '社区综合服务', en: 'community services' },
  disability: { zh: '助残', en: 'disability' },
  education: { zh: '教育', en: 'education' },
}

/** A kind of facility named by the papers. */
export type FacilityKind = {
  code: string
  family: FacilityFamily
  title: Bilingual
  aliases?: readonly string[]
  /** The kind it is a special case of: a parcel locker is a terminal. */
  subOf?: string
}

const kind = (code: string, family: FacilityFamily, zh: string, en: string, ...aliases: string[]): FacilityKind => ({
  code,
  family,
  title: { zh, en },
  ...(aliases.length === 0 ? {} : { aliases }),
})

/** All kinds, as in the table `territory.facility_kind`. */
export const FACILITY_KINDS: readonly FacilityKind[] = [
  kind(
    'elder-institution',
    'elder',
    '养老机构',
    'Residential elder-care institution',
    '养老院',
    '敬老院',
    '老年公寓',
    '福利院',
  ),
  kind(
    'elder-failing-care',
    'elder',
    '失能照护供养机构',
    'Institution for dependent elders',
    '失能照护服务机构',
    '特困供养机构',
  ),
  kind(
    'elder-regional-centre',
    'elder',
    '区域养老服务中心',
    'Area elder-care centre',
    '综合功能养老服务机构',
    '乡镇养老服务中心',
  ),
  kind(
    'elder-home-centre',
    'elder',
    '社区居家养老服务中心',
    'Community and home elder-care centre',
    '街道居家养老服务中心',
  ),
  kind(
    'elder-day-care',
    'elder',
    '日间照料站',
    'Day-care station for elders',
    '日间照料中心',
    '居家养老服务站',
    '日间照料服务站（点）',
  ),
  kind(
    'elder-mutual-aid',
    'elder',
    '农村互助养老点',
    'Rural mutual-aid point',
    '农村幸福院',
    '互助幸福院',
    '互助养老服务设施',
  ),
  kind('elder-canteen', 'elder', '老年食堂', 'Canteen for elders', '幸福食堂', '社区食堂', '长者食堂'),
  {
    ...kind('elder-meal-point', 'elder', '助餐点', 'Meal point for elders', '老年助餐点', '助餐服务点'),
    subOf: 'elder-canteen',
  },
  kind('elder-bathing', 'elder', '助浴点', 'Assisted-bathing point', '助浴服务机构'),
  kind('rest-home', 'elder', '康养疗养机构', 'Rest home', '疗养院', '康养机构', '休养所'),
  kind('elder-university', 'elder', '老年大学（学校）', 'University of the third age', '老年大学', '老年学校'),
  kind('childcare', 'child', '托育机构', 'Childcare centre', '托育服务机构', '托儿所', '托育园'),
  kind('childcare-family', 'child', '家庭托育点', 'Family childcare point'),
  kind('childcare-community', 'child', '社区托育点', 'Community childcare point', '社区嵌入式托育'),
  kind('child-aftercare', 'child', '儿童之家', 'Children’s house', '儿童托管点', '儿童活动中心'),
  kind('kindergarten', 'education', '幼儿园', 'Kindergarten'),
  kind('primary-school', 'education', '小学', 'Primary school'),
  kind('middle-school', 'education', '中学', 'Secondary school', '初级中学', '高级中学'),
  kind('vocational-school', 'education', '中等职业学校', 'Vocational school', '职业高级中学'),
  kind('hospital', 'health', '医院', 'Hospital', '综合医院', '中医医院', '妇幼保健院'),
  kind('township-health-centre', 'health', '乡镇卫生院', 'Township health centre', '卫生院'),
  kind('community-health-centre', 'health', '社区卫生服务中心', 'Community health centre'),
  kind('community-health-station', 'health', '社区卫生服务站', 'Community health station'),
  kind('village-clinic', 'health', '村卫生室', 'Village clinic', '卫生室'),
  kind('medical-elder-centre', 'health', '医养结合服务中心', 'Medical and elder-care centre', '社区医养结合服务中心'),
  kind('pharmacy', 'health', '药店', 'Pharmacy', '24小时药房'),
  kind(
    'community-hall',
    'community',
    '社区综合服务设施',
    'Community service hall',
    '社区综合服务站',
    '党群服务中心',
    '社区综合服务中心',
  ),
  kind('social-work-station', 'community', '社会工作站', 'Social-work station', '社工站'),
  kind('volunteer-station', 'community', '志愿服务站', 'Volunteer station'),
  kind('public-activity-space', 'community', '公共活动场地', 'Public activity space', '公共活动空间'),
  kind('green-space', 'community', '公共绿地', 'Public green', '游园', '口袋公园'),
  kind(
    'embedded-complex',
    'community',
    '社区嵌入式服务综合体',
    'Embedded community complex',
    '社区服务综合体',
    '嵌入式服务设施',
  ),
  kind(
    'service-hall',
    'community',
    '政务服务场所',
    'Government service hall',
    '政务服务大厅',
    '政务服务中心',
    '便民服务大厅',
  ),
  kind(
    'worker-station',
    'community',
    '户外劳动者服务站点',
    'Rest station for outdoor workers',
    '爱心驿站',
    '劳动者驿站',
  ),
  kind('parking', 'community', '停车与充电设施', 'Parking and charging', '停车场', '充电桩'),
  kind('sanitation', 'community', '环境卫生设施', 'Sanitation', '公共厕所', '垃圾收集点'),
  kind('culture-centre', 'culture', '文化馆（站）', 'Culture centre', '文化馆', '综合文化站', '文化活动中心'),
  kind('library', 'culture', '图书馆', 'Library', '公共图书馆'),
  kind(
    'city-study',
    'culture',
    '城市书房',
    'City reading room',
    '文化驿站',
    '百姓书屋',
    '24小时自助图书馆',
    '农家书屋',
  ),
  kind('museum', 'culture', '博物馆', 'Museum', '纪念馆', '美术馆'),
  kind('cinema', 'culture', '影剧院', 'Theatre or cinema', '电影院', '剧院'),
  kind('sports-ground', 'sport', '体育场地', 'Sports ground', '球场', '健身广场'),
  kind('fitness-centre', 'sport', '全民健身中心', 'Public fitness centre', '体育馆', '体育场'),
  kind('fitness-trail', 'sport', '健身步道', 'Fitness trail', '体育公园'),
  kind('convenience-store', 'commerce', '便利店', 'Convenience store', '小超市', '小卖部'),
  kind('supermarket', 'commerce', '综合超市', 'Supermarket', '超市', '大中型超市'),
  kind('market', 'commerce', '菜市场', 'Food market', '农贸市场', '集贸市场'),
  kind('consumer-centre', 'commerce', '便民消费服务中心', 'Consumer-service centre', '乡镇商贸中心'),
  kind('rural-complex', 'commerce', '县城服务综合体', 'County-town service complex', '服务综合体'),
  kind('rural-store', 'commerce', '乡镇服务门店', 'Township service store', '乡镇服务网点'),
  kind('rural-point', 'commerce', '村级服务网点', 'Village service point', '村级服务点', '村级商业网点'),
  kind('parcel-station', 'commerce', '快递末端网点', 'Parcel station', '快递驿站', '菜鸟驿站'),
  kind('smart-terminal', 'commerce', '智能服务终端', 'Self-service terminal', '智能自助服务终端', '自助售货机'),
  { ...kind('parcel-locker', 'commerce', '智能快递柜', 'Parcel locker', '快递柜'), subOf: 'smart-terminal' },
  { ...kind('meal-locker', 'commerce', '智能取餐柜', 'Meal locker', '取餐柜'), subOf: 'smart-terminal' },
  kind('housekeeping', 'commerce', '家政服务网点', 'Housekeeping outlet', '家政网点'),
  kind('breakfast', 'commerce', '早餐店', 'Breakfast shop', '快餐店'),
  kind(
    'repair',
    'commerce',
    '维修理发等便民网点',
    'Repair, tailoring and hair salon',
    '维修点',
    '缝纫',
    '美发',
    '理发店',
  ),
  kind('laundry', 'commerce', '洗染店', 'Laundry', '洗衣店'),
  kind('disability-rehab', 'disability', '残疾人康复机构', 'Rehabilitation centre', '康复中心'),
  kind('disability-care', 'disability', '残疾人托养机构', 'Care centre for disabled people', '托养机构', '残疾人之家'),
  kind('funeral', 'community', '殡葬服务设施', 'Funeral facility', '殡仪馆', '公墓'),
]
