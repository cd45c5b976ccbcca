import type { RegisterColumn } from '../../../platform/imports/index.ts'
import { CATEGORIES } from '../categories.ts'
import { ETHNICITIES } from '../ethnicities.ts'
import { ID_KIND_NAMES, ID_KINDS } from '../identity.ts'
import { RELATION_NAMES, RELATIONS } from '../model.ts'

const t = (zh: string, en: string) => ({ zh, en })

/** A person as it goes through an import. A type alias, so that it fits a register row. */
export type PersonRegisterRow = {
  number: string
  name: string
  reading: string | null
  id_kind: string | null
  sex: string | null
  born: string | null
  ethnicity: string | null
  phone: string | null
  region: string
  dwelling: string | null
  address: string | null
  household: string | null
  relation: string | null
  /** Codes joined by commas. */
  categories: string | null
  note: string | null
  /** Import only: somebody looked; it is not the person of the same name and birth date. */
  distinct: boolean | null
}

/** Columns of the register of persons. */
export const PERSON_REGISTER_COLUMNS: readonly RegisterColumn[] = [
  {
    key: 'number',
    title: t('证件号码', 'Document number'),
    aliases: ['身份证号', '身份证号码', '公民身份号码', '证件号'],
    type: 'code',
    maxLength: 30,
    required: true,
    listed: true,
    help: t(
      '18 位公民身份号码，或居住证、通行证、永久居留证、护照号码',
      'Identity number of 18 characters, or number of a permit or passport',
    ),
    example: '539900195003040117',
  },
  {
    key: 'name',
    title: t('姓名', 'Name'),
    type: 'text',
    required: true,
    listed: true,
    maxLength: 80,
    example: '李秀英',
  },
  {
    key: 'reading',
    title: t('姓名读音', 'Reading of the name'),
    type: 'text',
    maxLength: 120,
    emptyIsNone: true,
    example: 'li xiu ying',
  },
  {
    key: 'id_kind',
    title: t('证件类型', 'Kind of document'),
    type: 'choice',
    choices: ID_KINDS.filter((kind) => kind !== 'none').map((value) => ({ value, title: ID_KIND_NAMES[value] })),
    help: t('不填则按号码判断', 'Told from the number when empty'),
    example: 'citizen-id',
  },
  {
    key: 'sex',
    title: t('性别', 'Sex'),
    type: 'choice',
    choices: [
      { value: 'male', title: t('男', 'male') },
      { value: 'female', title: t('女', 'female') },
    ],
    help: t('有身份证号的可不填', 'May be empty where the number says it'),
    example: 'male',
  },
  { key: 'born', title: t('出生日期', 'Birth date'), type: 'date', example: '1950-03-04' },
  {
    key: 'ethnicity',
    title: t('民族', 'Ethnic group'),
    type: 'choice',
    choices: ETHNICITIES.map(([value, zh, en]) => ({ value, title: t(zh, en), aliases: [zh.replace(/族$/, '')] })),
    example: '08',
  },
  {
    key: 'phone',
    title: t('电话', 'Telephone'),
    aliases: ['联系电话', '手机', '手机号'],
    type: 'text',
    maxLength: 30,
    example: '13000000001',
  },
  {
    key: 'region',
    title: t('居住村（社区）', 'Village or community'),
    aliases: ['村（社区）', '所在村', '所在社区'],
    type: 'region',
    required: true,
    listed: true,
    example: '锦山社区',
  },
  {
    key: 'dwelling',
    title: t('居住点编号', 'Dwelling point'),
    type: 'code',
    help: t('填了它，网格随之确定', 'The grid cell follows from it'),
    example: 'JZ-00001',
  },
  {
    key: 'address',
    title: t('详细住址', 'Address'),
    aliases: ['住址', '家庭住址'],
    type: 'text',
    maxLength: 200,
    example: '锦山社区 3 栋 2 单元 301',
  },
  {
    key: 'household',
    title: t('户号', 'Household number'),
    aliases: ['户编号'],
    type: 'code',
    maxLength: 40,
    example: 'H000001',
  },
  {
    key: 'relation',
    title: t('与户主关系', 'Relation to the head'),
    type: 'choice',
    choices: RELATIONS.map((value) => ({
      value,
      title: RELATION_NAMES[value],
      ...(value === 'head'
        ? { aliases: ['本人'] }
        : value === 'child'
          ? { aliases: ['儿子', '女儿', '子', '女'] }
          : value === 'spouse'
            ? { aliases: ['妻子', '丈夫', '妻', '夫'] }
            : value === 'grandchild'
              ? { aliases: ['孙子', '孙女', '外孙', '外孙女'] }
              : value === 'parent'
                ? { aliases: ['父亲', '母亲'] }
                : {}),
    })),
    example: 'head',
  },
  {
    key: 'categories',
    title: t('特殊困难类别', 'Special difficulties'),
    type: 'choices',
    choices: CATEGORIES.map(({ code, title }) => ({ value: code, title })),
    emptyIsNone: true,
    help: t(
      '多个用顿号分开；本列有而未列出的类别，导入后终止',
      'Several apart by commas; categories not named are ended where the file has this column',
    ),
    example: 'living-alone',
  },
  { key: 'note', title: t('备注', 'Note'), type: 'text', maxLength: 500, emptyIsNone: true, example: '子女在外务工' },
  {
    key: 'distinct',
    title: t('不是同一人', 'Another person'),
    type: 'boolean',
    importOnly: true,
    help: t(
      '已核对：与同名同出生日期的人不是同一人',
      'Somebody looked: not the person of the same name and birth date',
    ),
    example: false,
  },
]
