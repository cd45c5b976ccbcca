import { DEFAULT_WEIGHTS, type Mode, type Problem } from '../problem.ts'

/** The ways of all modes in flat arrays: mode number × places² + from × places + to. */
export type Ways = {
  places: number
  modes: string[]
  way: Float64Array
  /** What going there costs, minutes and metres with their prices. */
  wayCost: Float64Array
  metres: Float64Array
}

/** How many places the problem has. */
export function placesOf(problem: Problem): number {
  if (problem.places !== undefined) return problem.places.length
  const first = Object.values(problem.modes).find((mode) => 'minutes' in mode)
  return first !== undefined && 'minutes' in first ? first.minutes.length : 0
}

/** Works out minutes, metres and cost of every way. */
export function waysOf(problem: Problem): Ways {
  const { travel, metre } = { ...DEFAULT_WEIGHTS, ...problem.weights }
  const places = placesOf(problem)
  const modes = Object.keys(problem.modes)
  const square = places * places
  const ways: Ways = {
    places,
    modes,
    way: new Float64Array(square * modes.length),
    wayCost: new Float64Array(square * modes.length),
    metres: new Float64Array(square * modes.length),
  }
  modes.forEach((name, m) => {
    fill(ways, m * square, problem, problem.modes[name]!)
  })
  const { way, wayCost, metres } = ways
  for (let k = 0; k < way.length; k++) wayCost[k] = travel * way[k]! + metre * metres[k]!
  return ways
}

function fill({ places, way, metres }: Ways, from: number, problem: Problem, mode: Mode): void {
  let k = from
  if ('minutes' in mode) {
    for (let i = 0; i < places; i++) {
      const row = mode.minutes[i]!
      const far = mode.metres?.[i]
      for (let j = 0; j < places; j++, k++) {
        way[k] = row[j]!
        metres[k] = far?.[j] ?? 0
      }
    }
    return
  }
  const { speed, detour = 1.3 } = mode
  const x = Float64Array.from(problem.places!, (place) => place.x)
  const y = Float64Array.from(problem.places!, (place) => place.y)
  for (let i = 0; i < places; i++)
    for (let j = 0; j < places; j++, k++) {
      const dx = x[i]! - x[j]!
      const dy = y[i]! - y[j]!
      const far = detour * Math.sqrt(dx * dx + dy * dy)
      metres[k] = far
      way[k] = far / speed
    }
}
