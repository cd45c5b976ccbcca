import { addDays } from '../../../kernel/dates.ts'
import type { Random } from '../../../kernel/random.ts'
import type { RegisterRow } from '../../../platform/imports/index.ts'
import type { DemoPlaces } from './monthly.ts'

const EVENTS: [kind: string, name: string][] = [
  ['fitness', '健步走'],
  ['fitness', '篮球联赛'],
  ['fitness', '广场舞展演'],
  ['fitness', '乒乓球赛'],
  ['outreach', '文化下乡'],
  ['elder-education', '智能手机课堂'],
  ['culture', '读书分享会'],
]

/** Rows of the event ledger over the days up to `today`, about three a month. */
export function eventRows(places: DemoPlaces, days: number, today: string, random: Random): RegisterRow[] {
  const rows: RegisterRow[] = []
  for (let back = days; back > 0; back -= random.between(8, 13)) {
    const [kind, name] = EVENTS[random.between(0, EVENTS.length - 1)]!
    const place = places.villages[random.between(0, places.villages.length - 1)]!
    const held = addDays(today, -back)
    rows.push({
      code: `HD-${held.slice(0, 4)}-${String(rows.length + 1).padStart(3, '0')}`,
      name: `${place.name}${name}（演示数据）`,
      region: place.code,
      held_on: held,
      kind,
      held: !random.chance(0.05),
      visits: random.chance(0.06) ? null : random.between(60, 480),
    })
  }
  return rows
}

const CLASSES: [kind: string, name: string, low: number, high: number, every: number][] = [
  ['carer', '养老护理员初级班', 24, 46, 45],
  ['manager', '养老机构负责人班', 8, 16, 180],
  ['barber', '爱心理发员班', 12, 30, 120],
  ['family', '家庭照护者班', 18, 40, 75],
]

/** Rows of the training ledger: persons and person-times apart. */
export function trainingRows(places: DemoPlaces, days: number, today: string, random: Random): RegisterRow[] {
  return CLASSES.flatMap(([kind, name, low, high, every]) => {
    const rows: RegisterRow[] = []
    for (let back = days - random.between(0, 30); back > 0; back -= every + random.between(-6, 6)) {
      const ended = addDays(today, -back)
      const persons = random.between(low, high)
      rows.push({
        code: `PX-${kind.toUpperCase()}-${ended}`,
        name: `${name}第 ${rows.length + 1} 期（演示数据）`,
        region: places.townships[random.between(0, 2)]!.code,
        ended_on: ended,
        kind,
        persons,
        person_times: persons + random.between(2, 14),
      })
    }
    return rows
  })
}

const ESTATES = ['锦绣家园', '江畔新城', '平远印象', '三七花园', '听湖雅苑', '嘉禾小区', '书院华庭', '秀源小区']

/** Rows of the ledger of new estates: all but one have childcare. */
export function projectRows(places: DemoPlaces, days: number, today: string, random: Random): RegisterRow[] {
  const urban = places.villages.filter((each) => each.urban)
  return ESTATES.map((name, i): RegisterRow => {
    const persons = random.between(1_400, 4_200)
    const perPerson = (low: number, high: number) => Math.round(persons * (low + random.next() * (high - low)))
    return {
      code: `XQ-${i + 1}`,
      name: `${name}（演示数据）`,
      region: urban[(i * 3) % urban.length]!.code,
      accepted_on: addDays(today, -Math.round(days * (1.05 - i / 8))),
      planned_persons: persons,
      elder_land: perPerson(0.085, 0.135),
      sport_indoor: perPerson(0.05, 0.1),
      sport_outdoor: perPerson(0.28, 0.42),
      childcare: i !== 3,
      elder: i !== 1 && i !== 3,
    }
  })
}

const AWARDS: [kind: string, name: string, ago: number[]][] = [
  ['health-care-unit', '医养结合优质服务单位', [560]],
  ['health-care-model', '医养结合示范机构', [640, 600, 520, 430, 390, 300, 210, 90]],
  ['demo-centre', '示范性社区居家养老服务中心', [500, 160]],
  ['demo-station', '示范性日间照料站', [610, 480, 350, 240, 130, 40]],
  ['book-room', '城市书房', [450, 200, 60]],
  ['tourism-product', '三七康养产品', [400, 140]],
  ['tourism-firm', '康养企业', [330]],
  ['major-school', '老年服务与管理专业', [620]],
  ['major-school', '幼儿保育专业', [260]],
]

/** Rows of the ledger of awards; one of them was revoked. */
export function awardRows(places: DemoPlaces, today: string): RegisterRow[] {
  return AWARDS.flatMap(([kind, name, ago], k) =>
    ago.map((days, i): RegisterRow => {
      const place = places.townships[(i + (kind === 'health-care-model' ? 0 : k)) % places.townships.length]!
      const awarded = addDays(today, -days)
      return {
        code: `SF-${k + 1}-${i + 1}`,
        name: `${place.name}${name}（演示数据）`,
        region: place.code,
        kind,
        awarded_on: awarded,
        ends_on: addDays(awarded, 1_095),
        revoked_on: kind === 'demo-station' && i === 1 ? addDays(today, -75) : null,
      }
    }),
  )
}
