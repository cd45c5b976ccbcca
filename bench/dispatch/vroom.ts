import { spawnSync } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { checkPlan, parseSolomon, solveVehicles } from '../../src/engines/dispatch/index.ts'
import { numbers } from '../streets/workload.ts'
import { cpuClock, percent } from './clock.ts'

/** VROOM counts in whole numbers: thousandths, rounded up, so that what holds there holds here. */
const FINE = 1000

/** A made-up instance in Solomon's format: customers at random or in clusters, windows narrow or wide. */
function madeUp(seed: number, customers: number, clustered: boolean, wide: boolean): string {
  const next = numbers(seed)
  const centres = Array.from({ length: 1 + Math.floor(customers / 12) }, () => [100 * next(), 100 * next()] as const)
  const capacity = wide ? 700 : 200
  const end = wide ? 1000 : 240
  const lines = [
    'made up',
    '',
    'VEHICLE',
    'NUMBER CAPACITY',
    `${customers} ${capacity}`,
    '',
    'CUSTOMER',
    'NO X Y DEMAND READY DUE SERVICE',
    '',
  ]
  lines.push(`0 50 50 0 0 ${end} 0`)
  for (let k = 1; k <= customers; k++) {
    const [x, y] = clustered ? centres[Math.floor(next() * centres.length)]! : [100 * next(), 100 * next()]
    const spread = clustered ? 8 : 0
    const at = [x + spread * (next() - 0.5), y + spread * (next() - 0.5)].map((each) => Math.round(10 * each) / 10)
    const way = Math.hypot(at[0]! - 50, at[1]! - 50)
    const length = Math.round((wide ? 120 : 30) * (0.5 + next()))
    const ready = Math.ceil(way + next() * Math.max(0, end - 2 * way - length - 12))
    const due = Math.min(ready + length, Math.floor(end - way - 10))
    lines.push(`${k} ${at[0]} ${at[1]} ${1 + Math.floor(30 * next())} ${Math.min(ready, due)} ${due} 10`)
  }
  return `${lines.join('\n')}\n`
}

type VroomRoute = { steps: { type: string; location_index?: number; arrival: number; waiting_time: number }[] }

/** The same instance asked of VROOM at its highest exploration in one thread: its tours and processor seconds. */
function askVroom(program: string, text: string, folder: string): { tours: number[][]; seconds: number; left: number } {
  const { x, y, demand, ready, due, service, capacity, vehicles } = parseSolomon(text)
  const all = Array.from(x, (_, i) => i)
  const durations = all.map((i) => all.map((j) => Math.ceil(FINE * Math.hypot(x[i]! - x[j]!, y[i]! - y[j]!))))
  const span = (i: number) => [FINE * ready[i]!, FINE * due[i]!]
  const input = {
    vehicles: Array.from({ length: vehicles }, (_, k) => ({
      id: k + 1,
      profile: 'car',
      start_index: 0,
      end_index: 0,
      capacity: [capacity],
      time_window: span(0),
    })),
    jobs: all.slice(1).map((i) => ({
      id: i,
      location_index: i,
      service: FINE * service[i]!,
      delivery: [demand[i]],
      time_windows: [span(i)],
    })),
    matrices: { car: { durations } },
  }
  const file = join(folder, 'problem.json')
  writeFileSync(file, JSON.stringify(input))
  const script = 'TIMEFORMAT="%U %S"; time "$0" -x 5 -t 1 -i "$1"'
  const { stdout, stderr, status } = spawnSync('bash', ['-c', script, program, file], {
    encoding: 'utf8',
    maxBuffer: 2 ** 28,
  })
  if (status !== 0) throw new Error(`VROOM ended with ${status}: ${stderr}${stdout.slice(0, 300)}`)
  const [user, system] = stderr.trim().split('\n').at(-1)!.split(' ').map(Number)
  const { routes, unassigned } = JSON.parse(stdout) as { routes: VroomRoute[]; unassigned: unknown[] }
  const tours = routes.map(({ steps }) =>
    steps.filter(({ type }) => type === 'job').map((step) => step.location_index!),
  )
  return { tours, seconds: user! + system!, left: unassigned.length }
}

/** Straight length of tours; each is followed on the instance, and what does not hold is an error. */
function lengthOf(text: string, tours: readonly (readonly number[])[]): number {
  const { x, y, ready, service, numbers: names } = parseSolomon(text)
  const way = (i: number, j: number) => Math.hypot(x[i]! - x[j]!, y[i]! - y[j]!)
  let sum = 0
  const routes = tours.map((stops) => {
    let at = 0
    let start = ready[0]!
    const told = stops.map((c) => {
      start = Math.max(ready[c]!, start + service[at]! + way(at, c))
      sum += way(at, c)
      at = c
      return { customer: names[c]!, start }
    })
    sum += way(at, 0)
    return { stops: told }
  })
  const { valid, faults } = checkPlan(
    text,
    { cost: sum, distance: sum, vehicles: routes.length, routes, unassigned: [] },
    'solomon',
  )
  if (!valid) throw new Error(`tours do not hold: ${faults[0]?.en}`)
  return sum
}

/**
 * Made-up instances solved by VROOM and, in a third of the processor time that it took, by us: total length of the tours. `VROOM` names the
 * program.
 */
export function besideVroom(): void {
  const program = process.env.VROOM ?? 'vroom'
  if (spawnSync(program, ['--help'], { encoding: 'utf8' }).error !== undefined) {
    console.log('VROOM is not on this machine (the environment variable VROOM names it): it is not compared')
    return
  }
  const folder = mkdtempSync(join(tmpdir(), 'yike-bench-vroom-'))
  const gains: number[] = []
  console.log(
    '| made-up instance | VROOM, length | tours | CPU s | ours, length | tours | CPU s | ours is shorter by |',
  )
  console.log('|---|---|---|---|---|---|---|---|')
  for (const customers of [100, 200])
    for (const clustered of [false, true])
      for (const wide of [false, true]) {
        const text = madeUp(customers + (clustered ? 1 : 0) + (wide ? 2 : 0), customers, clustered, wide)
        const theirs = askVroom(program, text, folder)
        const length = theirs.left > 0 ? Number.NaN : lengthOf(text, theirs.tours)
        const clock = cpuClock(theirs.seconds / 3)
        const ours = solveVehicles(parseSolomon(text), { objective: 'distance', seed: 1, clock })
        const verdict = checkPlan(text, ours, 'solomon')
        if (!verdict.valid) throw new Error(`our plan does not hold: ${verdict.faults[0]?.en}`)
        const gain = 1 - ours.distance / length
        if (!Number.isNaN(gain) && ours.unassigned.length === 0) gains.push(gain)
        console.log(
          `| ${customers}, ${clustered ? 'clusters' : 'at random'}, ${wide ? 'wide' : 'narrow'} windows | ${length.toFixed(1)} | ${theirs.tours.length} | ${theirs.seconds.toFixed(2)} | ${ours.distance.toFixed(1)} | ${ours.vehicles} | ${clock.seconds().toFixed(2)} | ${percent(gain)} |`,
        )
      }
  rmSync(folder, { recursive: true })
  console.log(`| mean of ${gains.length} | | | | | | | ${percent(gains.reduce((a, b) => a + b, 0) / gains.length)} |`)
}
