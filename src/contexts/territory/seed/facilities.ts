import { addDays, type IsoDate } from '../../../kernel/dates.ts'
import { type Random, seededRandom } from '../../../kernel/random.ts'
import type { FacilityRow } from '../model.ts'
import { blankFacility } from './blank.ts'
import { COMMERCE_PLANS } from './commerce.ts'
import { completeCommunities } from './communities.ts'
import type { Plan } from './plan.ts'
import { PLANS } from './plans.ts'
import { COUNTY, type Village, villages } from './regions.ts'

/** Days over which the demo's facilities open. */
const SPAN = 730

/** Facilities of the demo county as they opened, and changes that came later. Invented; the same every time for the same day. */
export function demoFacilities(today: IsoDate): { opened: FacilityRow[]; changes: FacilityRow[][] } {
  const random = seededRandom(532_622)
  const all = villages()
  const opened: FacilityRow[] = []
  for (const plan of [...PLANS, ...COMMERCE_PLANS]) {
    placesFor(plan, all, random).forEach((place, i) => {
      opened.push(facility(plan, place, i, opened.length + 1, today, random))
    })
  }
  const changes = laterChanges(opened, today, random)
  return { opened: [...opened, ...completeCommunities(today)], changes }
}

type Place = { region: string; name: string; point: [number, number] }

function placesFor(plan: Plan, all: Village[], random: Random): Place[] {
  if (plan.where === 'township') {
    const towns = [...new Map(all.map((each) => [each.township, each])).values()]
    return shuffled(towns, random)
      .slice(0, plan.count)
      .map((each) => ({ region: each.township, name: each.townshipName, point: near(each.seat, 0.004, random) }))
  }
  const fits = (each: Village) => {
    if (plan.where === 'town') return each.urban && each.township === `${COUNTY}101000`
    return plan.where === 'any' || each.urban === (plan.where === 'urban')
  }
  const chosen = shuffled(all.filter(fits), random)
  return Array.from({ length: plan.count }, (_, i) => {
    const village = chosen[i % chosen.length]!
    const name =
      plan.where === 'town'
        ? `砚山县${plan.count > 1 ? village.name.replace('社区', '') : ''}`
        : village.name.replace(/委会$/, '')
    return { region: village.code, name, point: near(village.centre, village.urban ? 0.005 : 0.003, random) }
  })
}

function shuffled<T>(list: readonly T[], random: Random): T[] {
  return list
    .map((item) => ({ item, at: random.next() }))
    .sort((a, b) => a.at - b.at)
    .map(({ item }) => item)
}

function near([lon, lat]: readonly [number, number], reach: number, random: Random): [number, number] {
  const angle = random.next() * 2 * Math.PI
  const far = Math.sqrt(random.next()) * reach
  return [Number((lon + far * Math.cos(angle)).toFixed(6)), Number((lat + far * Math.sin(angle)).toFixed(6))]
}

function facility(plan: Plan, place: Place, i: number, number: number, today: IsoDate, random: Random): FacilityRow {
  const old = i < Math.round(plan.count * plan.before)
  const daysAgo = old ? SPAN + random.between(30, 2_200) : random.between(12, SPAN - 20)
  const openedOn = addDays(today, -daysAgo)
  const isPublic = random.chance(plan.publicShare)
  const amounts = plan.amounts(random)
  const floor = amounts.floor_area
  return {
    ...blankFacility(`YS-${String(number).padStart(4, '0')}`, `${place.name}${plan.suffix}`, plan.kind),
    tier: plan.tier ?? null,
    functions: plan.functions ?? null,
    offers: plan.offers ?? null,
    region: place.region,
    lon: place.point[0],
    lat: place.point[1],
    ownership: isPublic
      ? random.chance(0.15)
        ? 'public-private'
        : 'public'
      : random.chance(0.3)
        ? 'collective'
        : 'private',
    inclusive: plan.inclusiveShare === undefined ? null : isPublic || random.chance(plan.inclusiveShare),
    // A register is never complete: some areas are not known.
    floor_area: floor === undefined || floor === null || random.chance(0.05) ? null : floor,
    activity_area: amounts.activity_area ?? null,
    outdoor_area: amounts.outdoor_area ?? null,
    tenure: random.chance(0.6) ? 'owned' : random.chance(0.5) ? 'free-use' : 'rented',
    hours: plan.hours ?? HOURS[plan.kind] ?? null,
    places: amounts.places ?? null,
    beds: amounts.beds ?? null,
    nursing_beds: amounts.nursing_beds ?? null,
    childcare_places: amounts.childcare_places ?? null,
    enrolled: amounts.enrolled ?? null,
    meals_daily: amounts.meals_daily ?? null,
    // The opening of a few old facilities was never written down.
    opened_on: old && random.chance(0.03) ? null : openedOn,
    filed_on: random.chance(0.85) ? addDays(openedOn, -random.between(5, 60)) : null,
  }
}

/** Hours that are usual for a kind. */
const HOURS: Record<string, string> = {
  'community-hall': '周一至周五 8:30—12:00、14:00—17:30；周六 9:00—12:00',
  'elder-day-care': '周一至周六 8:30—17:30',
  'elder-home-centre': '24小时',
  'elder-canteen': '每天 6:30—13:00、16:30—19:00',
  'elder-bathing': '周二、周四、周六 9:00—16:00',
  'village-clinic': '每天 8:00—18:00',
  'community-health-station': '周一至周六 8:00—17:30',
  'culture-centre': '周二至周日 9:00—17:00',
  library: '周二至周日 9:00—18:00',
  'city-study': '每天 8:00—22:00',
  childcare: '工作日 7:30—18:00；法定节假日休息',
  market: '每天 5:30—19:00',
}

/** Growth, moves into other hands and a few closures, three times over the two years. */
function laterChanges(opened: FacilityRow[], today: IsoDate, random: Random): FacilityRow[][] {
  const current = new Map(opened.map((row) => [row.code, row]))
  return [540, 330, 120].map((daysAgo) => {
    const on = addDays(today, -daysAgo)
    const changed: FacilityRow[] = []
    for (const row of current.values()) {
      if (row.opened_on === null || row.opened_on >= addDays(on, -60) || row.closed_on !== null) continue
      const next = { ...row, effective_on: on }
      if (row.kind === 'village-clinic' && random.chance(0.02)) next.closed_on = on
      else if (row.childcare_places !== null && row.childcare_places > 0 && random.chance(0.4))
        next.childcare_places = row.childcare_places + random.between(10, 25)
      else if (row.beds !== null && row.nursing_beds !== null && random.chance(0.35))
        next.nursing_beds = Math.min(row.beds, row.nursing_beds + random.between(4, 12))
      else if (row.kind === 'elder-day-care' && random.chance(0.15))
        next.places = (row.places ?? 0) + random.between(4, 10)
      else continue
      changed.push(next)
    }
    for (const row of changed) current.set(row.code, { ...row, effective_on: null })
    return changed
  })
}
