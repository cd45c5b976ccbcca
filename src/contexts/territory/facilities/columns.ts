import type { RegisterColumn } from '../../../platform/imports/index.ts'
import { FACILITY_KINDS } from '../kinds.ts'

const t = (zh: string, en: string) => ({ zh, en })

/** What facilities do. 全托、日托、上门、对下指导 are the four a 社区居家养老服务中心 must have (A21). */
export const FUNCTIONS = [
  { value: 'full-care', title: t('全托', 'full-time care') },
  { value: 'day-care', title: t('日托', 'day care') },
  { value: 'home-visit', title: t('上门服务', 'services at home'), aliases: ['上门'] },
  { value: 'guidance', title: t('对下指导', 'guidance of stations') },
  { value: 'meals', title: t('助餐', 'meals'), aliases: ['供餐', '供餐助餐'] },
  { value: 'bathing', title: t('助浴', 'assisted bathing') },
  { value: 'medical', title: t('医养结合', 'medical care') },
  { value: 'rehab', title: t('康复', 'rehabilitation') },
  { value: 'culture', title: t('文化活动', 'culture and leisure') },
  { value: 'childcare-full', title: t('全日托', 'full-day childcare') },
  { value: 'childcare-half', title: t('半日托', 'half-day childcare') },
  { value: 'childcare-hourly', title: t('计时托', 'hourly childcare') },
  { value: 'hospice', title: t('安宁疗护', 'hospice care') },
] as const

export const TIERS = [
  { value: 'centre', title: t('中心', 'centre') },
  { value: 'station', title: t('站', 'station') },
  { value: 'point', title: t('点', 'point') },
] as const

export const OWNERSHIP = [
  { value: 'public', title: t('公办', 'public') },
  { value: 'public-private', title: t('公建民营', 'public, privately run') },
  { value: 'private', title: t('民办', 'private') },
  { value: 'collective', title: t('集体办', 'collective'), aliases: ['村办', '村集体'] },
] as const

const area = (
  key: string,
  zh: string,
  en: string,
  example: number | null,
  help?: RegisterColumn['help'],
): RegisterColumn => ({
  key,
  title: t(zh, en),
  type: 'decimal',
  unit: t('㎡', 'm²'),
  min: 0,
  max: 1_000_000,
  decimals: 1,
  example,
  ...(help === undefined ? {} : { help }),
})

const count = (key: string, zh: string, en: string, example: number | null): RegisterColumn => ({
  key,
  title: t(zh, en),
  type: 'integer',
  min: 0,
  max: 100_000,
  example,
})

/** The columns of the facility register, in the order of the template. */
export const FACILITY_COLUMNS: RegisterColumn[] = [
  {
    key: 'code',
    title: t('设施编号', 'Facility code'),
    type: 'code',
    required: true,
    listed: true,
    example: 'YS-0001',
    help: t('县内唯一，启用后不再改变', 'Unique in the county; never changed'),
  },
  {
    key: 'name',
    title: t('设施名称', 'Name'),
    type: 'text',
    required: true,
    listed: true,
    maxLength: 80,
    example: '江那镇锦山社区日间照料站（示例）',
  },
  {
    key: 'kind',
    title: t('设施类型', 'Kind'),
    type: 'choice',
    required: true,
    listed: true,
    filter: true,
    choices: FACILITY_KINDS.map(({ code, title, aliases }) => ({
      value: code,
      title,
      ...(aliases === undefined ? {} : { aliases }),
    })),
    example: 'elder-day-care',
  },
  {
    key: 'tier',
    emptyIsNone: true,
    title: t('层级', 'Tier'),
    type: 'choice',
    filter: true,
    choices: TIERS,
    example: 'station',
  },
  {
    key: 'functions',
    title: t('服务功能', 'Functions'),
    type: 'choices',
    filter: true,
    choices: FUNCTIONS,
    example: 'day-care,meals',
  },
  {
    key: 'region',
    title: t('所在村（社区）', 'Village or community'),
    aliases: ['所在区划', '所属社区', '区划代码'],
    type: 'region',
    required: true,
    listed: true,
    filter: true,
    example: '江那镇锦山社区',
    help: t('12 位区划代码，或“乡镇名＋村（社区）名”', '12-digit code, or the names of township and village together'),
  },
  { key: 'address', title: t('地址', 'Address'), type: 'text', example: '健康路 1 号' },
  { key: 'lon', title: t('经度', 'Longitude'), type: 'longitude', min: 70, max: 140, decimals: 6, example: 104.34 },
  { key: 'lat', title: t('纬度', 'Latitude'), type: 'latitude', min: 0, max: 60, decimals: 6, example: 23.61 },
  {
    key: 'coordinates',
    title: t('坐标系', 'Coordinate system'),
    type: 'choice',
    importOnly: true,
    choices: [
      { value: 'wgs84', title: t('WGS-84', 'WGS-84'), aliases: ['CGCS2000', '天地图', 'GPS'] },
      { value: 'gcj02', title: t('GCJ-02', 'GCJ-02'), aliases: ['高德', '腾讯', '火星坐标'] },
      { value: 'bd09', title: t('BD-09', 'BD-09'), aliases: ['百度'] },
    ],
    example: 'wgs84',
    help: t('不填按 WGS-84；其他坐标系导入时换算', 'WGS-84 unless given; others are converted'),
  },
  { key: 'operator_name', title: t('运营单位', 'Operator'), type: 'text', example: '锦山社区居民委员会' },
  {
    key: 'operator_code',
    title: t('运营单位统一社会信用代码', 'Credit code of the operator'),
    aliases: ['统一社会信用代码'],
    type: 'creditcode',
    example: null,
  },
  {
    key: 'ownership',
    title: t('举办性质', 'Ownership'),
    type: 'choice',
    filter: true,
    choices: OWNERSHIP,
    example: 'public',
  },
  {
    key: 'inclusive',
    title: t('是否普惠', 'Inclusive'),
    type: 'boolean',
    example: true,
    help: t('公办或认定的普惠性民办', 'Public, or recognised as inclusive'),
  },
  area('floor_area', '建筑面积', 'Floor area', 210),
  area(
    'activity_area',
    '居民活动区域面积',
    'Area for residents',
    150,
    t('社区综合服务设施中供居民活动的部分', 'The part of a community hall that residents use'),
  ),
  area('outdoor_area', '室外场地面积', 'Outdoor area', null),
  { key: 'storey', title: t('楼层', 'Storey'), type: 'text', maxLength: 20, example: '1' },
  {
    key: 'tenure',
    title: t('房屋来源', 'Tenure'),
    type: 'choice',
    choices: [
      { value: 'owned', title: t('自有', 'owned') },
      { value: 'rented', title: t('租赁', 'rented') },
      { value: 'free-use', title: t('无偿使用', 'free of rent') },
    ],
    example: 'owned',
  },
  { key: 'hours', title: t('开放时间', 'Opening hours'), type: 'text', example: '周一至周六 8:30—17:30' },
  { key: 'phone', title: t('联系电话', 'Telephone'), type: 'text', maxLength: 40, example: '0876-0000000' },
  count('places', '服务席位', 'Places', 20),
  count('beds', '床位', 'Beds', null),
  count('nursing_beds', '护理型床位', 'Nursing beds', null),
  count('childcare_places', '托位', 'Childcare places', null),
  count('enrolled', '在园（托、住）人数', 'Enrolled or resident', null),
  {
    key: 'opened_on',
    title: t('开业日期', 'Opened on'),
    type: 'date',
    listed: true,
    filter: true,
    example: '2025-03-01',
  },
  {
    key: 'closed_on',
    emptyIsNone: true,
    title: t('关闭日期', 'Closed on'),
    type: 'date',
    filter: true,
    example: null,
    help: t('自这一天起不再开放', 'Not open from this day on'),
  },
  { key: 'filed_on', title: t('备案日期', 'Filed on'), type: 'date', example: '2025-02-20' },
  { key: 'source', title: t('数据来源', 'Source'), type: 'text', example: '设施普查' },
  { key: 'note', emptyIsNone: true, title: t('备注', 'Note'), type: 'text', maxLength: 500, example: null },
  {
    key: 'effective_on',
    title: t('变更生效日期', 'Change holds from'),
    type: 'date',
    importOnly: true,
    example: null,
    help: t(
      '已有设施的内容自哪一天起改变；不填为导入当天',
      'From which day changed values of a known facility hold; the day of the import unless given',
    ),
  },
]
