import type { Random } from '../../../kernel/random.ts'

const SURNAMES =
  '王李张杨陈赵黄周刘马陆韦罗农何吴徐孙朱高林郭梁谢宋唐许邓冯韩曹曾彭萧蔡潘田董袁于余叶蒋杜苏魏程吕丁沈任姚卢傅钟姜崔谭廖范汪石金贾夏付方侬沙普资'
const MALE = '国建志文永德明华光荣成兴有大正学绍开朝天云世家祖福贵强军林生平春山贤才清和东南'
const FEMALE = '秀桂玉兰英凤美琼翠芬珍琴菊花丽艳芳萍莲素云仙会香春梅惠焕金银彩'
const YOUNG_MALE = ['梓轩', '浩然', '子涵', '宇航', '俊熙', '一诺', '博文', '思远', '嘉豪', '景行']
const YOUNG_FEMALE = ['欣怡', '梓涵', '雨桐', '诗涵', '可馨', '思琪', '语嫣', '若溪', '佳宁', '星冉']
/** Names that many systems get wrong: a character beyond the basic plane, several readings, a dot, a compound surname. */
const UNUSUAL: [string, 'male' | 'female'][] = [
  ['王𠅤', 'male'],
  ['单重阳', 'male'],
  ['曾乐', 'female'],
  ['尉迟国兴', 'male'],
  ['阿依古丽·买买提', 'female'],
  ['迪丽拜尔·阿不都热合曼', 'female'],
  ['欧阳秀英', 'female'],
  ['仇和平', 'male'],
]

/** An invented name. `young`: as children are called today. */
export function inventedName(random: Random, sex: 'male' | 'female', surname: string, young: boolean): string {
  if (young) return surname + random.pick(sex === 'male' ? YOUNG_MALE : YOUNG_FEMALE)
  const letters = [...(sex === 'male' ? MALE : FEMALE)]
  const first = random.pick(letters)
  return random.chance(0.78) ? surname + first + random.pick(letters) : surname + first
}

/** An invented surname, the common ones more often. */
export function inventedSurname(random: Random): string {
  const all = [...SURNAMES]
  return all[Math.floor(random.next() ** 1.8 * all.length)]!
}

/** Names every system should be tried on. */
export const unusualNames = (): readonly [string, 'male' | 'female'][] => UNUSUAL

const WEIGHTS = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2]

/** An identity number of nobody: the region 539900 does not exist; birth date and check character are right. */
export function inventedNumber(born: string, sex: 'male' | 'female', order: number): string {
  const place = (order % 450) * 2 + (sex === 'male' ? 1 : 0)
  const seventeen = `539900${born.replaceAll('-', '')}${String(place).padStart(3, '0')}`
  return seventeen + '10X98765432'[WEIGHTS.reduce((sum, weight, i) => sum + weight * Number(seventeen[i]), 0) % 11]
}
