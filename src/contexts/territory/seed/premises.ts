import { addDays, today } from '../../../kernel/dates.ts'
import type { Tx } from '../../../platform/db/index.ts'
import { moveBarrier, reportBarrier } from '../barriers/commands.ts'
import { recordCheck } from '../checklists/commands.ts'
import type { CheckList } from '../checklists/model.ts'
import { checkItems } from '../checklists/store.ts'
import { openFacility } from '../facilities/commands.ts'
import { setHoursException } from '../facilities/exceptions.ts'
import { weekdayOf } from '../facilities/hours.ts'
import { writeFacilities } from '../facilities/write.ts'
import { enterLease } from '../leases/commands.ts'
import { bookSpace } from '../spaces/commands.ts'
import type { SpaceRow } from '../spaces/model.ts'
import { writeSpaces } from '../spaces/register.ts'
import { blankFacility } from './blank.ts'

/** Halls of the demo with rooms. */
const HALLS = ['YS-W101', 'YS-W201']

const ROOMS: Omit<SpaceRow, 'facility'>[] = [
  {
    code: '101',
    name: '多功能厅',
    storey: '1',
    area: 220,
    capacity: 120,
    main_use: 'culture',
    other_uses: 'training,meeting',
    bookable: true,
  },
  {
    code: '102',
    name: '助餐间',
    storey: '1',
    area: 160,
    capacity: 60,
    main_use: 'meals',
    other_uses: 'culture',
    bookable: true,
  },
  {
    code: '103',
    name: '日间照料室',
    storey: '1',
    area: 180,
    capacity: 30,
    main_use: 'day-care',
    other_uses: 'rehab',
    bookable: false,
  },
  {
    code: '201',
    name: '亲子活动室',
    storey: '2',
    area: 120,
    capacity: 40,
    main_use: 'after-school',
    other_uses: 'childcare,reading',
    bookable: true,
  },
  {
    code: '202',
    name: '议事厅',
    storey: '2',
    area: 90,
    capacity: 30,
    main_use: 'meeting',
    other_uses: 'volunteer,training',
    bookable: true,
  },
  {
    code: '203',
    name: '办公室',
    storey: '2',
    area: 140,
    capacity: null,
    main_use: 'office',
    other_uses: null,
    bookable: false,
  },
]

type Wanted = [
  space: string,
  from: string,
  to: string,
  use: string,
  title: string,
  organiser: string,
  every: 'workday' | 'week' | null,
]

const BOOKINGS: Wanted[] = [
  ['101', '09:00', '11:00', 'culture', '合唱队排练', '社区合唱队', 'week'],
  ['101', '14:30', '16:30', 'training', '智能手机课堂', '社区居委会', null],
  ['102', '14:00', '16:00', 'culture', '棋牌活动', '老年协会', 'workday'],
  ['201', '16:30', '18:00', 'after-school', '四点半课堂', '社区志愿者', 'workday'],
  ['202', '15:00', '17:00', 'meeting', '业主议事会', '业主委员会', null],
]

/** Rooms and bookings, leases, checks and barriers of the demo. Invented (演示数据). */
export async function seedPremises(tx: Tx): Promise<void> {
  const day = today(tx.now.getTime())
  const rooms = HALLS.flatMap((facility) => ROOMS.map((room): SpaceRow => ({ facility, ...room })))
  await writeSpaces(tx, { added: rooms, changed: [], removed: [] }, null)
  await bookings(tx, day)
  await setHoursException(tx, HALLS[0]!, {
    from: addDays(day, 12),
    to: addDays(day, 13),
    hours: null,
    reason: '消防演练（演示）',
  })
  await leases(tx, day)
  await outletsInDwellings(tx, day)
  await check(tx, 'accessibility', 'YS-W101', addDays(day, -20), [])
  await check(tx, 'accessibility', 'YS-W201', addDays(day, -15), ['counter', 'signs'])
  await barriersOf(tx, day)
}

async function bookings(tx: Tx, day: string): Promise<void> {
  const monday = addDays(day, 7 - weekdayOf(day))
  for (const [i, code] of HALLS.entries()) {
    for (const [k, [space, from, to, use, title, organiser, every]] of BOOKINGS.entries()) {
      await bookSpace(tx, code, {
        space,
        date: addDays(monday, every === 'workday' ? 0 : (k + i) % 5),
        from,
        to,
        use,
        title: `${title}（演示）`,
        organiser,
        contact: null,
        persons: 20,
        repeat: every === null ? null : { every, until: addDays(monday, 18) },
      })
    }
  }
}

async function leases(tx: Tx, day: string): Promise<void> {
  await enterLease(tx, 'YS-W104', {
    code: 'ZL-演示-01',
    lessor: '县机关事务局（演示）',
    lessee: '锦山养老服务中心（演示）',
    area: 420,
    startsOn: addDays(day, -290),
    endsOn: addDays(day, 1_535),
    rentFen: 0,
    marketRentFen: 6_048_000,
    reliefFen: 6_048_000,
    reliefBasis: '国有空置房屋无偿用于社区养老服务',
    duty: {
      statement: '日间照料和助餐收费不高于同类市场价的七折，并在门口公示',
      mostShare: 0.7,
      prices: [
        { service: '日间照料（月）', mostFen: 48_000, marketFen: 80_000 },
        { service: '午餐', mostFen: 1_000, marketFen: 1_600 },
      ],
      clause: '行动方案：无偿使用场地的，收费显著低于市场价',
    },
  })
}

async function outletsInDwellings(tx: Tx, day: string): Promise<void> {
  const added = ['阳光家政服务点', '邻里缝补店', '暖心理发室'].map((name, i) => ({
    ...blankFacility(`YS-Z${i + 1}`, `${name}（演示）`, i === 0 ? 'housekeeping' : 'repair'),
    region: '532622101001',
    lon: 104.352 + i * 0.002,
    lat: 23.6,
    ownership: 'private',
    floor_area: 46 + i * 9,
    tenure: 'rented',
    hours: '周一至周六 9:00—18:00',
    offers: ['housekeeping', 'repair', 'hair'][i]!,
    in_dwelling: true,
    works_area: [46, 300, 300.1][i]!,
    works_cost: [6, 42, 30.1][i]!,
  }))
  await writeFacilities(tx, { added, changed: [], removed: [] }, { import: null, undoes: null })
  await check(tx, 'dwelling-safety', 'YS-Z1', addDays(day, -40), [])
  await openFacility(tx, { code: 'YS-Z1', on: addDays(day, -38) })
  await check(tx, 'dwelling-safety', 'YS-Z2', addDays(day, -6), ['fire-equipment', 'consent'])
}

async function check(
  tx: Tx,
  list: CheckList,
  code: string,
  checkedOn: string,
  wrong: readonly string[],
): Promise<void> {
  const items = (await checkItems(tx, list, checkedOn)).map((item) => ({
    item: item.code,
    ok: !wrong.includes(item.code),
    note: null,
  }))
  await recordCheck(tx, code, { list, checkedOn, checkedBy: '检查组（演示）', items, note: null }, [])
}

async function barriersOf(tx: Tx, day: string): Promise<void> {
  const common = { region: '532622101001', channel: 'phone' as const }
  await reportBarrier(tx, {
    ...common,
    facility: null,
    place: '健康路与锦山路口',
    what: '盲道被电动车占用，路缘石没有坡化（演示）',
    item: null,
    reportedOn: addDays(day, -9),
  })
  const { id } = await reportBarrier(tx, {
    ...common,
    region: '532622102001',
    facility: 'YS-W201',
    place: '一楼服务台',
    what: '服务台过高，坐轮椅的人够不着（演示）',
    item: 'counter',
    reportedOn: addDays(day, -30),
  })
  await moveBarrier(tx, id, {
    revision: 0,
    move: { to: 'retrofit', unitName: '平远镇人民政府', due: addDays(day, -3), measure: '加装低位服务台' },
  })
}
