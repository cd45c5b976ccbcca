import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import {
  checkPlan,
  parseHomecare,
  parseSolomon,
  solveHomecare,
  solveVehicles,
  type VehicleObjective,
} from '../src/engines/dispatch/index.ts'
import { cpuClock, percent } from './dispatch/clock.ts'
import { days } from './dispatch/day.ts'
import { besideVroom } from './dispatch/vroom.ts'

// Tours against best-known values, and a made-up day of 60 carers and 600 visits, on straight lines and on the streets of a city. Time is processor time of this thread, so that neighbours
// on the machine count as little as can be. `npm run bench -- dispatch [solomon SECONDS] [solomon-vehicles SECONDS] [homberger SECONDS]
// [hhc SECONDS] [day] [vroom] [every N]`; `every` takes each N-th file only.
const shared = join(import.meta.dirname, '..', '..', 'shared', 'bench', 'routing')
const words = process.argv.slice(2)
const option = (name: string) => {
  const at = words.indexOf(name)
  return at < 0 ? null : Number(words[at + 1])
}
const every = option('every') ?? 1
const all = words.length === 0 || (words.length === 2 && words[0] === 'every')

const mean = (values: number[]) => values.reduce((sum, value) => sum + value, 0) / Math.max(1, values.length)
const filesOf = (folder: string) =>
  readdirSync(join(shared, folder))
    .sort()
    .filter((_, k) => k % every === 0)

const known = () => JSON.parse(readFileSync(join(shared, 'best-known.json'), 'utf8'))

type Best = { vehicles: number; distance: number }

function vehicles(folder: string, objective: VehicleObjective, seconds: number, bestOf: (name: string) => Best): void {
  const gaps: Record<string, number[]> = {}
  let more = 0
  let best = 0
  let steps = 0
  const files = filesOf(folder)
  for (const file of files) {
    const text = readFileSync(join(shared, folder, file), 'utf8')
    const plan = solveVehicles(parseSolomon(text), { objective, seed: 1, clock: cpuClock(seconds) })
    const { valid, faults } = checkPlan(text, plan, 'solomon')
    if (!valid) throw new Error(`${file}: ${faults[0]?.en}`)
    const name = file.replace('.txt', '').toUpperCase()
    const target = bestOf(name)
    steps += plan.iterations
    more += plan.vehicles - target.vehicles
    best += target.vehicles
    if (objective === 'vehicles-first' && plan.vehicles !== target.vehicles) continue
    const group = /^[A-Z]+\d/.exec(name)![0]
    gaps[group] = [...(gaps[group] ?? []), plan.distance / target.distance - 1]
  }
  const groups = Object.entries(gaps).map(([group, list]) => `${group} ${percent(mean(list))}`)
  const compared = Object.values(gaps).flat()
  console.log(
    `| ${folder} ${objective} | ${files.length} | ${seconds} | ${percent(mean(compared))} (${compared.length}) | ${percent(Math.max(...compared))} | ${best + more} of ${best} | ${groups.join(', ')} | ${Math.round(steps / files.length / seconds / 1000)} |`,
  )
}

function hhc(seconds: number): void {
  const best: Record<string, { cost: number }> = known().hhc
  const gaps: Record<string, number[]> = {}
  for (const file of filesOf('hhc')) {
    const text = readFileSync(join(shared, 'hhc', file), 'utf8')
    const plan = solveHomecare(parseHomecare(text), { seed: 1, clock: cpuClock(seconds) })
    const { valid, faults } = checkPlan(text, plan, 'hhc')
    if (!valid) throw new Error(`${file}: ${faults[0]?.en}`)
    const size = /_(\d+)_/.exec(file)![1]!
    gaps[size] = [...(gaps[size] ?? []), plan.cost / best[file]!.cost - 1]
  }
  for (const [size, list] of Object.entries(gaps))
    console.log(
      `| hhc ${size} | ${list.length} | ${seconds} | ${percent(mean(list))} | ${percent(Math.max(...list))} | ${list.filter((gap) => gap < 1e-5).length} |`,
    )
}

if (existsSync(join(shared, 'best-known.json'))) {
  const best = known()
  const head =
    '| files | n | s | mean gap (compared) | worst | vehicles | by class | thousand steps/s |\n|---|---|---|---|---|---|---|---|'
  const solomon = (kind: string) => (name: string) => best.solomon_100[name][kind]
  const homberger = option('homberger')
  const tours = [option('solomon'), option('solomon-vehicles'), homberger].some((seconds) => seconds !== null)
  if (all || tours) console.log(head)
  if (all) vehicles('solomon_100', 'distance', 1, solomon('distance'))
  if (all || option('solomon') !== null)
    vehicles('solomon_100', 'distance', option('solomon') ?? 10, solomon('distance'))
  if (all || option('solomon-vehicles') !== null)
    vehicles('solomon_100', 'vehicles-first', option('solomon-vehicles') ?? 10, solomon('hierarchical'))
  if (all || homberger !== null)
    vehicles('homberger_200', 'vehicles-first', homberger ?? 10, (name) => best.homberger_200[name])
  if (all || option('hhc') !== null) {
    console.log('\n| home health care | n | s | mean gap | worst | equal to the best |\n|---|---|---|---|---|---|')
    hhc(option('hhc') ?? 30)
  }
} else console.log('the published routing files are not beside the project; only the made-up day is measured\n')
if (all || words.includes('day')) {
  console.log()
  await days()
}
if (all || words.includes('vroom')) {
  console.log()
  besideVroom()
}
