import type { RegisterColumn } from '../../../platform/imports/index.ts'
import { FACILITY_KINDS } from '../../territory/index.ts'

const t = (zh: string, en: string) => ({ zh, en })

/** 收住对象类型. */
export const ADMITS = [
  { value: 'self-reliant', title: t('自理老年人', 'self-reliant elders') },
  { value: 'half-dependent', title: t('半失能老年人', 'partly dependent elders'), aliases: ['半自理', '介助'] },
  { value: 'dependent', title: t('失能老年人', 'dependent elders'), aliases: ['不能自理', '介护'] },
  { value: 'dementia', title: t('认知障碍老年人', 'elders with dementia'), aliases: ['失智'] },
  { value: 'destitute', title: t('特困供养人员', 'destitute persons in support'), aliases: ['特困人员'] },
  { value: 'disabled', title: t('残疾人', 'disabled persons') },
  { value: 'infants', title: t('三岁以下婴幼儿', 'children under three') },
]

/** 上门服务种类. */
export const HOME_SERVICES = [
  { value: 'meals', title: t('助餐', 'meals') },
  { value: 'bathing', title: t('助浴', 'bathing') },
  { value: 'cleaning', title: t('助洁', 'cleaning') },
  { value: 'walking', title: t('助行', 'walking and trips') },
  { value: 'medical', title: t('助医', 'medical errands') },
  { value: 'emergency', title: t('助急', 'emergency calls') },
  { value: 'errands', title: t('代办', 'errands') },
  { value: 'comfort', title: t('精神慰藉', 'company and comfort') },
  { value: 'rehab', title: t('康复护理', 'rehabilitation') },
]

const FIRE = [
  { value: 'accepted', title: t('验收合格', 'accepted') },
  { value: 'filed', title: t('已备案', 'filed') },
  { value: 'exempt', title: t('依法免办', 'exempt by law') },
  { value: 'none', title: t('未办理', 'not done') },
]
const FOOD = [
  { value: 'licensed', title: t('有食品经营许可', 'licensed'), aliases: ['有'] },
  { value: 'outsourced', title: t('外送餐', 'delivered by others') },
  { value: 'not-needed', title: t('不供餐', 'no meals') },
  { value: 'none', title: t('未办理', 'not done'), aliases: ['无'] },
]
const SITE_STATE_CHOICES = [
  { value: 'preparing', title: t('筹备', 'preparing') },
  { value: 'open', title: t('运营', 'open'), aliases: ['营业', '在营'] },
  { value: 'suspended', title: t('停业', 'suspended'), aliases: ['暂停'] },
  { value: 'closed', title: t('关闭', 'closed'), aliases: ['注销'] },
]

const count = (
  key: string,
  zh: string,
  en: string,
  unit: [string, string],
  example: number | null,
): RegisterColumn => ({
  key,
  title: t(zh, en),
  type: 'integer',
  min: 0,
  max: 100_000,
  unit: t(...unit),
  example,
})
const yes = (key: string, zh: string, en: string): RegisterColumn => ({
  key,
  title: t(zh, en),
  type: 'boolean',
  filter: true,
  example: true,
})
const money = (key: string, zh: string, en: string, example: number): RegisterColumn => ({
  key,
  title: t(zh, en),
  type: 'decimal',
  decimals: 2,
  min: 0,
  max: 1_000_000,
  unit: t('元/月', 'yuan a month'),
  example,
})
const beds: [string, string] = ['张', 'beds']

/**
 * The field set of the national elder-care system as publicly described (全国养老服务信息系统), in the order of the template. Its headers
 * are known by the names people meet in the wild; a header nobody knows is listed by the preview and its cells are not read.
 */
export const SITE_COLUMNS: RegisterColumn[] = [
  {
    key: 'code',
    title: t('网点编号', 'Site code'),
    aliases: ['机构编号', '机构编码'],
    type: 'code',
    required: true,
    listed: true,
    example: 'JG-0001',
  },
  {
    key: 'credit_code',
    title: t('统一社会信用代码', 'Unified credit code'),
    aliases: ['信用代码'],
    type: 'creditcode',
    required: true,
    listed: true,
    example: '91350100M000100Y43',
  },
  {
    key: 'name',
    title: t('网点名称', 'Name'),
    aliases: ['机构名称', '养老机构名称'],
    type: 'text',
    required: true,
    listed: true,
    maxLength: 100,
    example: '安康养老院锦山分院（示例）',
  },
  {
    key: 'kind',
    title: t('网点类型', 'Kind'),
    aliases: ['机构类型'],
    type: 'choice',
    required: true,
    listed: true,
    filter: true,
    choices: FACILITY_KINDS.map(({ code, title, aliases }) => ({
      value: code,
      title,
      ...(aliases === undefined ? {} : { aliases }),
    })),
    example: 'elder-institution',
  },
  { key: 'facility', title: t('所在设施编号', 'Code of the facility'), type: 'code', emptyIsNone: true, example: null },
  {
    key: 'region',
    title: t('所在村（社区）', 'Village or community'),
    aliases: ['区划代码', '所在区划', '行政区划代码'],
    type: 'region',
    required: true,
    listed: true,
    filter: true,
    example: '江那镇锦山社区',
  },
  {
    key: 'address',
    title: t('地址', 'Address'),
    aliases: ['详细地址', '机构地址'],
    type: 'text',
    example: '健康路 1 号',
  },
  { key: 'lon', title: t('经度', 'Longitude'), type: 'longitude', min: 70, max: 140, decimals: 6, example: 104.34 },
  { key: 'lat', title: t('纬度', 'Latitude'), type: 'latitude', min: 0, max: 60, decimals: 6, example: 23.61 },
  {
    key: 'coordinates',
    title: t('坐标系', 'Coordinate system'),
    type: 'choice',
    importOnly: true,
    choices: [
      { value: 'wgs84', title: t('WGS-84', 'WGS-84'), aliases: ['CGCS2000', '天地图', 'GPS'] },
      { value: 'gcj02', title: t('GCJ-02', 'GCJ-02'), aliases: ['高德', '腾讯'] },
      { value: 'bd09', title: t('BD-09', 'BD-09'), aliases: ['百度'] },
    ],
    example: 'wgs84',
  },
  { key: 'phone', title: t('联系电话', 'Telephone'), type: 'text', maxLength: 30, example: '0876-0000000' },
  {
    key: 'state',
    title: t('运营状态', 'State'),
    aliases: ['机构状态'],
    type: 'choice',
    listed: true,
    filter: true,
    choices: SITE_STATE_CHOICES,
    example: 'open',
  },
  { key: 'opened_on', title: t('开业日期', 'Opened on'), aliases: ['运营时间'], type: 'date', example: '2021-05-01' },
  { key: 'closed_on', title: t('关闭日期', 'Closed on'), type: 'date', emptyIsNone: true, example: null },
  { key: 'founder', title: t('兴办主体', 'Founder'), type: 'text', maxLength: 100, example: '县民政局' },
  {
    key: 'admits',
    title: t('收住对象类型', 'Admits'),
    aliases: ['收住对象'],
    type: 'choices',
    choices: ADMITS,
    example: 'self-reliant,dependent',
  },
  {
    key: 'floor_area',
    title: t('建筑面积', 'Floor area'),
    type: 'decimal',
    unit: t('㎡', 'm²'),
    min: 0,
    max: 1_000_000,
    decimals: 1,
    example: 1800,
  },
  { ...count('full_beds', '全托床位', 'Full-time beds', beds, 60), aliases: ['全托床位数'], listed: true },
  { ...count('day_beds', '日托床位', 'Day-care beds', beds, 10), aliases: ['日托床位数'] },
  { ...count('nursing_beds', '护理型床位', 'Nursing beds', beds, 36), aliases: ['护理型床位数'] },
  count('childcare_places', '托位', 'Childcare places', ['个', 'places'], null),
  {
    key: 'fire_status',
    title: t('消防', 'Fire acceptance'),
    aliases: ['消防状态', '消防审验'],
    type: 'choice',
    filter: true,
    choices: FIRE,
    example: 'accepted',
  },
  {
    key: 'food_status',
    title: t('食品', 'Food licence'),
    aliases: ['食品状态', '食品经营许可'],
    type: 'choice',
    filter: true,
    choices: FOOD,
    example: 'licensed',
  },
  { ...yes('liability_insured', '责任险', 'Liability insurance'), aliases: ['是否投保责任险'] },
  { ...yes('ltc_designated', '长护险定点', 'Designated for long-term care insurance'), aliases: ['是否长护险定点'] },
  { ...yes('medical_contract', '医疗签约', 'Medical agreement'), aliases: ['是否医疗签约', '医养签约'] },
  {
    key: 'preferences',
    title: t('优惠政策', 'Preferences enjoyed'),
    aliases: ['享受优惠政策'],
    type: 'text',
    maxLength: 300,
    emptyIsNone: true,
    example: '水电气执行居民价格',
  },
  {
    key: 'home_services',
    title: t('上门服务种类', 'Services at home'),
    type: 'choices',
    choices: HOME_SERVICES,
    emptyIsNone: true,
    example: 'meals,bathing',
  },
  {
    ...count('home_visits', '上门服务人次', 'Visits at home', ['人次/月', 'a month'], 120),
    aliases: ['上门服务人次/月'],
  },
  { ...money('fee_low', '收费下限', 'Lowest fee', 1600), aliases: ['收费标准下限'] },
  { ...money('fee_high', '收费上限', 'Highest fee', 4200), aliases: ['收费标准上限'] },
  {
    ...count('residents', '月末收住人数', 'Residents at the end of the month', ['人', 'persons'], 48),
    aliases: ['月末在住人数'],
  },
  { key: 'residents_on', title: t('收住人数统计日', 'Residents counted on'), type: 'date', example: '2026-10-31' },
  {
    key: 'filed_on',
    title: t('备案时间', 'Filed on'),
    aliases: ['备案日期'],
    type: 'date',
    listed: true,
    example: '2021-06-10',
  },
  { key: 'source', title: t('数据来源', 'Source'), type: 'text', example: '全国养老服务信息系统' },
  { key: 'note', title: t('备注', 'Note'), type: 'text', maxLength: 500, emptyIsNone: true, example: null },
]
