import type { Absence, FlagKind, Presence } from './check.ts'

/** A made-up month of honest visits with known frauds among them. `frauds`: which record is false, and how. */
export type RedTeam = { presences: Presence[]; absences: Absence[]; frauds: Map<string, FlagKind> }

const MINUTE = 60_000
const DAY = 24 * 60 * MINUTE

/** Numbers that look random and are the same for the same seed (mulberry32). */
function generator(seed: number): () => number {
  let state = seed >>> 0
  return () => {
    state = (state + 0x6d2b79f5) >>> 0
    let t = Math.imul(state ^ (state >>> 15), state | 1)
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61)
    return ((t ^ (t >>> 14)) >>> 0) / 4_294_967_296
  }
}

/**
 * Invents days of carers in a county as they really go, with all that makes honest records look odd: rounded places, places a telephone measured
 * 200 m off, no place at all, ends pressed too early or forgotten, couples visited together, two carers at one bath, neighbours. Then frauds of
 * each kind are put in: a record made from home while being elsewhere, a second telephone, the dead and the hospitalised "visited".
 */
export function redTeam(seed: number, carers = 20, days = 20): RedTeam {
  const random = generator(seed)
  const between = (low: number, high: number) => low + random() * (high - low)
  const presences: Presence[] = []
  const absences: Absence[] = []
  const frauds = new Map<string, FlagKind>()
  const round = (degrees: number) => Math.round(degrees * 1000) / 1000
  const homes = Array.from({ length: carers * 12 }, () => ({ lon: between(104.2, 104.5), lat: between(23.5, 23.8) }))
  const measured = (home: { lon: number; lat: number }) =>
    random() < 0.12
      ? null
      : { lon: round(home.lon + between(-0.0015, 0.0015)), lat: round(home.lat + between(-0.0015, 0.0015)) }
  let id = 0
  const put = (more: Omit<Presence, 'id'>): Presence => {
    const made = { ...more, id: `v${id++}` }
    presences.push(made)
    return made
  }
  const metres = (a: number, b: number) =>
    Math.hypot((homes[a]!.lon - homes[b]!.lon) * 0.916, homes[a]!.lat - homes[b]!.lat) * 111_320
  for (let carer = 0; carer < carers; carer++)
    for (let day = 0; day < days; day++) {
      let at = day * DAY + 8 * 60 * MINUTE
      let here = carer * 12
      for (let stop = 0; stop < 6; stop++) {
        const next = carer * 12 + Math.floor(random() * 12)
        // By e-bike or car over real roads: a third longer than the straight line, 20 to 40 km/h.
        at += (metres(here, next) * 1.35 * 3600) / between(20, 40) + between(1, 15) * MINUTE
        here = next
        const length = between(12, 50) * MINUTE
        const actor = `c${carer}`
        const person = `p${next}`
        const place = measured(homes[next]!)
        const forgets = random() < 0.03 ? between(1, 2.5) * MINUTE : 0
        const visit = {
          actor,
          person,
          remote: false,
          from: at + between(0, 2) * MINUTE,
          to: at + length + forgets,
          place,
        }
        if (random() < 0.1) put({ ...visit, remote: true, place: null, to: visit.from + 5 * MINUTE })
        else put(visit)
        // A couple, or a neighbour in the same courtyard, at the same time.
        if (random() < 0.05) put({ ...visit, person: `${person}-wife`, place: measured(homes[next]!) })
        // Two carers at one bath.
        if (random() < 0.04) put({ ...visit, actor: `${actor}-mate`, place: measured(homes[next]!) })
        const fraud = random()
        if (fraud < 0.012) {
          const far = carer * 12 + Math.floor(random() * 12)
          if (metres(far, next) > 1500)
            frauds.set(
              put({
                ...visit,
                person: `p${far}-b`,
                from: visit.from + 5 * MINUTE,
                place: { lon: round(homes[far]!.lon), lat: round(homes[far]!.lat) },
              }).id,
              'two-places',
            )
        } else if (fraud < 0.02) {
          const far = carer * 12 + Math.floor(random() * 12)
          const way = metres(far, next)
          if (way > 8000) {
            const made = put({
              ...visit,
              person: `p${far}-t`,
              from: visit.to + MINUTE,
              to: visit.to + 6 * MINUTE,
              place: { lon: round(homes[far]!.lon), lat: round(homes[far]!.lat) },
            })
            frauds.set(made.id, 'travel')
            // The day goes on from where the carer really is.
            at += 8 * MINUTE
          }
        } else if (fraud < 0.026) {
          const dead = `p${next}-dead${id}`
          absences.push({ person: dead, kind: 'gone', from: visit.from - between(1, 20) * DAY, to: null })
          frauds.set(put({ ...visit, person: dead, remote: random() < 0.4 }).id, 'gone')
        } else if (fraud < 0.032) {
          const ill = `p${next}-ill${id}`
          absences.push({ person: ill, kind: 'in-hospital', from: visit.from - 3 * DAY, to: visit.to + 4 * DAY })
          frauds.set(put({ ...visit, person: ill }).id, 'in-hospital')
        } else if (fraud < 0.038 && place !== null) {
          const other = put({ ...visit, actor: `${actor}-rival`, place: { lon: place.lon + 0.02, lat: place.lat } })
          frauds.set(other.id, 'person-twice')
        }
        at += length
      }
    }
  return { presences, absences, frauds }
}
