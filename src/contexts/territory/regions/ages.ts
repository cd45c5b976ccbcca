/** A population figure of one band of ages (completed years, both included; 999: and above). */
export type Band = {
  asOf: string
  sex: 'all' | 'male' | 'female'
  ageFrom: number
  ageTo: number
  count: number
  source: string
}

/** What the figures say: exact when the bands fit the ages asked for, otherwise bounds. */
export type Persons = {
  persons: number | null
  low: number | null
  high: number | null
  asOf: string | null
  source: string | null
}

export const OPEN_END = 999
const NOTHING: Persons = { persons: null, low: null, high: null, asOf: null, source: null }

/**
 * Persons of the ages from–to by the newest date whose bands fit these ages exactly, otherwise the narrowest bounds. Men and women are
 * added up where that says more than a figure for all.
 */
export function personsOfAges(bands: readonly Band[], from = 0, to = OPEN_END): Persons {
  const dates = [...new Set(bands.map((band) => band.asOf))].sort().reverse()
  const answers = dates.flatMap((asOf) =>
    atDate(
      bands.filter((band) => band.asOf === asOf),
      from,
      to,
    ),
  )
  return answers.find((answer) => answer.persons !== null) ?? narrowest(answers) ?? NOTHING
}

function narrowest(answers: readonly Persons[]): Persons | undefined {
  const width = (answer: Persons) => (answer.high ?? 0) - (answer.low ?? 0)
  return answers.reduce<Persons | undefined>(
    (best, each) => (best && width(best) <= width(each) ? best : each),
    undefined,
  )
}

/** What the figures of one date say: those for all, then men and women added up. */
function atDate(bands: readonly Band[], from: number, to: number): Persons[] {
  const of = (sex: Band['sex']) =>
    sumOf(
      bands.filter((band) => band.sex === sex),
      from,
      to,
    )
  const [all, men, women] = [of('all'), of('male'), of('female')]
  if (men === null || women === null) return all === null ? [] : [all]
  const added: Persons = {
    persons: men.persons === null || women.persons === null ? null : men.persons + women.persons,
    low: (men.low ?? 0) + (women.low ?? 0),
    high: (men.high ?? 0) + (women.high ?? 0),
    asOf: men.asOf,
    source: men.source,
  }
  return all === null ? [added] : [all, added]
}

/** Sums the bands of one sex, each year counted once: finer bands before wider ones. Null when some age asked for is not covered. */
function sumOf(bands: readonly Band[], from: number, to: number): Persons | null {
  const exact = bands.find((band) => band.ageFrom === from && band.ageTo === to)
  if (exact)
    return { persons: exact.count, low: exact.count, high: exact.count, asOf: exact.asOf, source: exact.source }
  const fine = [...bands].sort((a, b) => a.ageTo - a.ageFrom - (b.ageTo - b.ageFrom))
  const taken: Band[] = []
  for (const band of fine) {
    if (band.ageTo < from || band.ageFrom > to) continue
    if (taken.every((other) => other.ageTo < band.ageFrom || other.ageFrom > band.ageTo)) taken.push(band)
  }
  taken.sort((a, b) => a.ageFrom - b.ageFrom)
  const first = taken[0]
  if (first === undefined || !covers(taken, from, to)) return null
  const inside = taken.filter((band) => band.ageFrom >= from && band.ageTo <= to)
  const total = (list: readonly Band[]) => list.reduce((sum, band) => sum + band.count, 0)
  return {
    persons: inside.length === taken.length ? total(inside) : null,
    low: total(inside),
    high: total(taken),
    asOf: first.asOf,
    source: first.source,
  }
}

function covers(sorted: readonly Band[], from: number, to: number): boolean {
  let next = from
  for (const band of sorted) {
    if (band.ageFrom > next) return false
    next = band.ageTo + 1
  }
  return next > to
}
