import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import {
  type Clock,
  checkDay,
  checkPlan,
  type Problem,
  parseHomecare,
  parseSolomon,
  replan,
  solveHere,
  solveHomecare,
  solveVehicles,
  type VehicleObjective,
} from '../src/engines/dispatch/index.ts'

// Tours against best-known values, and a made-up day of 60 carers and 600 visits. Time is processor time of this thread, so that neighbours
// on the machine count as little as can be. `npm run bench -- dispatch [solomon SECONDS] [solomon-vehicles SECONDS] [homberger SECONDS]
// [hhc SECONDS] [day] [every N]`; `every` takes each N-th file only.
const shared = join(import.meta.dirname, '..', '..', 'shared', 'bench', 'routing')
const words = process.argv.slice(2)
const option = (name: string) => {
  const at = words.indexOf(name)
  return at < 0 ? null : Number(words[at + 1])
}
const every = option('every') ?? 1
const all = words.length === 0 || (words.length === 2 && words[0] === 'every')

function threadSeconds(): number {
  const { user, system } = process.threadCpuUsage()
  return (user + system) / 1e6
}

function cpuClock(seconds: number): Clock {
  const began = threadSeconds()
  const passed = () => threadSeconds() - began
  return { spent: () => passed() / seconds, seconds: passed }
}

const mean = (values: number[]) => values.reduce((sum, value) => sum + value, 0) / Math.max(1, values.length)
const percent = (gap: number) => `${(100 * gap).toFixed(2)} %`

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

/** A made-up day; the same numbers every time. */
function madeUpDay(): Problem {
  let state = 7
  const next = () => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0
    return state / 4294967296
  }
  const skills = ['bath', 'nurse', 'meal', 'rehab']
  const places = Array.from({ length: 660 }, () => ({ x: 8000 * next(), y: 8000 * next() }))
  const carers = Array.from({ length: 60 }, (_, k) => ({
    id: `c${k}`,
    home: 600 + k,
    mode: k % 3 === 0 ? 'foot' : 'e-bike',
    shifts: [{ from: 480, until: 1020, latest: 1080 }],
    breaks: [{ from: 690, until: 780, minutes: 40 }],
    skills: skills.filter((_, s) => s === k % 4 || next() < 0.5),
    gender: next() < 0.8 ? 'f' : 'm',
  }))
  const visits = Array.from({ length: 600 }, (_, k) => {
    const from = 480 + Math.floor(400 * next())
    return {
      id: `v${k}`,
      place: k,
      minutes: 20 + 5 * Math.floor(6 * next()),
      windows: next() < 0.8 ? [{ from, until: from + 60, latest: from + 120 }] : [],
      skills: next() < 0.6 ? [skills[Math.floor(4 * next())]!] : [],
      carers: next() < 0.08 ? 2 : 1,
      wishes: next() < 0.3 ? [{ kind: 'known' as const, carers: [`c${Math.floor(60 * next())}`] }] : [],
      ...(k > 5 && next() < 0.05 ? { after: [{ visit: `v${k - 5}`, least: 30 }] } : {}),
    }
  })
  return { places, modes: { 'e-bike': { speed: 220 }, foot: { speed: 75 } }, carers, visits }
}

async function day(): Promise<void> {
  const problem = madeUpDay()
  console.log('| a day, 60 × 600 | s | cost | left out | late | minutes on the way |\n|---|---|---|---|---|---|')
  let plan = solveHere(problem, { clock: cpuClock(2) })
  for (const seconds of [0.001, 2, 20]) {
    const clock = cpuClock(seconds)
    plan = solveHere(problem, { clock })
    if (!checkDay(problem, plan).valid) throw new Error('the plan does not hold')
    console.log(
      `| plan | ${clock.seconds().toFixed(2)} | ${plan.cost.total.toFixed(0)} | ${plan.unassigned.length} | ${plan.cost.late.toFixed(0)} | ${plan.travelMinutes.toFixed(0)} |`,
    )
  }
  const urgent = { id: 'urgent', place: 3, minutes: 45, skills: ['nurse'], windows: [{ from: 620, until: 660 }] }
  const events: [name: string, now: Problem, away: string[]][] = [
    ['a carer drops out at 10:15', problem, ['c7']],
    ['an urgent order at 10:15', { ...problem, visits: [...problem.visits, urgent] }, []],
  ]
  for (const [name, now, away] of events) {
    const began = performance.now()
    const { moved, promised, plan: next } = await replan(now, plan, { now: 615, away, seconds: 0.7 })
    const late = moved.filter(({ from, to }) => to === null || Math.abs(to - from) > 15).length
    console.log(
      `| ${name}: ${late} of ${promised} promises moved by more than 15 min (${percent(late / promised)}) | ${((performance.now() - began) / 1000).toFixed(2)} (clock) | ${next.cost.total.toFixed(0)} | ${next.unassigned.length} | ${next.cost.late.toFixed(0)} | ${next.travelMinutes.toFixed(0)} |`,
    )
  }
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
  await day()
}
