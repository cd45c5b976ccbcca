import { computed, type Definition, walking } from './inputs.ts'

/** The pace of older persons in the catalogue of walking speeds, metres a minute; who carries a small child is no faster. */
const OLDER = 60

const meals = walking(['elder-canteen', 'elder-meal-point'], 'aged_65', 15, OLDER)
const dayCare = walking(
  ['elder-day-care', 'elder-home-centre', 'elder-regional-centre', 'elder-mutual-aid'],
  'aged_65',
  15,
  OLDER,
)
const childcare = walking(['childcare', 'childcare-community', 'childcare-family'], 'under_3', 15, OLDER)

const note: [zh: string, en: string] = [
  '按步行路网距离和居住点人口计算，坡度不计；过去各月用当月开放的设施、现有的路网和居住点',
  'By the streets and the people of dwelling points, slopes left out; past months with the facilities open then, and today’s streets and people',
]

/** Who can walk to what in a quarter of an hour (一刻钟): counted on the streets. */
export const WALKING: readonly Definition[] = [
  computed({
    code: 'walk.meals',
    families: [],
    name: ['65岁以上老年人步行15分钟可达助餐服务占比', 'Persons of 65 and over within 15 minutes’ walk of meals'],
    aliases: ['15分钟步行可达助餐点老年人占比', '一刻钟助餐服务圈老年人覆盖率'],
    unit: '%',
    numerator: ['步行15分钟可达助餐点的65岁以上老年人', 'Persons of 65 and over within reach of meals'],
    denominator: ['65岁以上老年人', 'Persons of 65 and over'],
    countOf: 'persons',
    formula: 'share(reached, people)',
    inputs: {
      reached: ['步行可达的', 'Within reach', meals.within],
      people: ['65岁以上老年人', 'Persons of 65 and over', meals.all],
    },
    note,
  }),
  computed({
    code: 'walk.day-care',
    families: [],
    name: ['65岁以上老年人步行15分钟可达日间照料占比', 'Persons of 65 and over within 15 minutes’ walk of day care'],
    aliases: ['一刻钟居家养老服务圈老年人覆盖率', '15分钟养老服务圈老年人覆盖率'],
    unit: '%',
    numerator: ['步行15分钟可达日间照料的65岁以上老年人', 'Persons of 65 and over within reach of day care'],
    denominator: ['65岁以上老年人', 'Persons of 65 and over'],
    countOf: 'persons',
    formula: 'share(reached, people)',
    inputs: {
      reached: ['步行可达的', 'Within reach', dayCare.within],
      people: ['65岁以上老年人', 'Persons of 65 and over', dayCare.all],
    },
    note,
  }),
  computed({
    code: 'walk.childcare',
    families: [],
    name: ['3岁以下婴幼儿步行15分钟可达托育服务占比', 'Children under 3 within 15 minutes’ walk of childcare'],
    aliases: ['15分钟步行可达托育机构婴幼儿占比', '一刻钟托育服务圈婴幼儿覆盖率'],
    unit: '%',
    numerator: ['步行15分钟可达托育机构的3岁以下婴幼儿', 'Children under 3 within reach of childcare'],
    denominator: ['3岁以下婴幼儿', 'Children under 3'],
    countOf: 'persons',
    formula: 'share(reached, people)',
    inputs: {
      reached: ['步行可达的', 'Within reach', childcare.within],
      people: ['3岁以下婴幼儿', 'Children under 3', childcare.all],
    },
    note,
  }),
]
