import { existsSync } from 'node:fs'
import { readFile } from 'node:fs/promises'
import { checkDay, explainAside, type Problem, replan, solve, solveHere } from '../../src/engines/dispatch/index.ts'
import {
  buildStreets,
  footholdsOf,
  matrix,
  NO_WAY,
  networkOf,
  readStreets,
  type Snap,
  type Streets,
  snapperOf,
} from '../../src/engines/streets/index.ts'
import { numbers, PORTO } from '../streets/workload.ts'
import { cpuClock, percent, threadSeconds } from './clock.ts'

const CARERS = 60
const VISITS = 600
/** Half the side of the square in which people live, metres. */
const HALF = 4000
const SPEEDS = { 'e-bike': 220, foot: 75 }
const SKILLS = ['bath', 'nurse', 'meal', 'rehab']

/** A made-up day; the same numbers every time. Place k is that of visit k, behind them the homes of the carers. */
function madeUpDay(ways: Pick<Problem, 'places' | 'modes'>): Problem {
  const next = numbers(7)
  const carers = Array.from({ length: CARERS }, (_, k) => ({
    id: `c${k}`,
    home: VISITS + k,
    mode: k % 3 === 0 ? 'foot' : 'e-bike',
    shifts: [{ from: 480, until: 1020, latest: 1080 }],
    breaks: [{ from: 690, until: 780, minutes: 40 }],
    skills: SKILLS.filter((_, s) => s === k % 4 || next() < 0.5),
    gender: next() < 0.8 ? 'f' : 'm',
  }))
  const visits = Array.from({ length: VISITS }, (_, k) => {
    const from = 480 + Math.floor(400 * next())
    return {
      id: `v${k}`,
      place: k,
      minutes: 20 + 5 * Math.floor(6 * next()),
      windows: next() < 0.8 ? [{ from, until: from + 60, latest: from + 120 }] : [],
      skills: next() < 0.6 ? [SKILLS[Math.floor(4 * next())]!] : [],
      carers: next() < 0.08 ? 2 : 1,
      wishes: next() < 0.3 ? [{ kind: 'known' as const, carers: [`c${Math.floor(CARERS * next())}`] }] : [],
      ...(k > 5 && next() < 0.05 ? { after: [{ visit: `v${k - 5}`, least: 30 }] } : {}),
    }
  })
  return { ...ways, carers, visits }
}

function straightWays(): Pick<Problem, 'places' | 'modes'> {
  const next = numbers(5)
  const places = Array.from({ length: VISITS + CARERS }, () => ({ x: 2 * HALF * next(), y: 2 * HALF * next() }))
  return { places, modes: { 'e-bike': { speed: SPEEDS['e-bike'] }, foot: { speed: SPEEDS.foot } } }
}

/** So many more points are drawn, because some stand where no street leads on. */
const SPARE = 100

/** Points near random vertices of the middle of a city, brought to its streets. */
function peopleIn(streets: Streets): Snap[] {
  const { position, vertexCount } = streets
  const middle = (axis: 0 | 1) => {
    const sorted = Float64Array.from({ length: vertexCount }, (_, v) => position[2 * v + axis]! / 1e7).sort()
    return sorted[vertexCount >> 1]!
  }
  const [lon, lat] = [middle(0), middle(1)]
  const high = HALF / 111_320
  const wide = high / Math.cos((lat * Math.PI) / 180)
  const snapper = snapperOf(streets)
  const next = numbers(5)
  const people: Snap[] = []
  while (people.length < VISITS + CARERS + SPARE) {
    const v = Math.floor(next() * vertexCount)
    const point = { lon: position[2 * v]! / 1e7 + 1e-3 * (next() - 0.5), lat: position[2 * v + 1]! / 1e7 }
    if (Math.abs(point.lon - lon) > wide || Math.abs(point.lat - lat) > high) continue
    const snap = snapper.snap(point)
    if (snap !== null) people.push(snap)
  }
  return people
}

/** Ways on the streets of Porto, one search from each place. */
async function streetWays(): Promise<Pick<Problem, 'places' | 'modes'>> {
  const streets = buildStreets(await readStreets(await readFile(PORTO)))
  const network = networkOf(streets)
  const places = footholdsOf(network, peopleIn(streets))
  const began = threadSeconds()
  const { columns, decimetres } = matrix(network, places, places)
  const took = (threadSeconds() - began).toFixed(2)
  const far = (i: number, j: number) => decimetres[i * columns + j]!
  const all = Array.from({ length: columns }, (_, i) => i)
  const joined = all.filter((i) => all.filter((j) => far(i, j) === NO_WAY || far(j, i) === NO_WAY).length < columns / 2)
  const chosen = joined.slice(0, VISITS + CARERS)
  const metres = chosen.map((i) => chosen.map((j) => (i === j ? 0 : far(i, j) / 10)))
  console.log(
    `streets of Porto: ${streets.vertexCount} vertices; ${columns} × ${columns} ways in ${took} s of processor time, ${chosen.length} of these places are used\n`,
  )
  const modes = Object.fromEntries(
    Object.entries(SPEEDS).map(([mode, speed]) => [
      mode,
      { metres, minutes: metres.map((row) => row.map((way) => way / speed)) },
    ]),
  )
  return { modes }
}

async function day(name: string, problem: Problem): Promise<void> {
  console.log(
    `| ${name}, ${CARERS} × ${VISITS} | s | cost | left out | late | minutes on the way |\n|---|---|---|---|---|---|`,
  )
  let plan = solveHere(problem, { clock: cpuClock(2) })
  for (const seconds of [0.001, 2, 20]) {
    const clock = cpuClock(seconds)
    plan = solveHere(problem, { clock })
    const took = clock.seconds()
    if (!checkDay(problem, plan).valid) throw new Error('the plan does not hold')
    console.log(
      `| plan, processor time | ${took.toFixed(2)} | ${plan.cost.total.toFixed(0)} | ${plan.unassigned.length} | ${plan.cost.late.toFixed(0)} | ${plan.travelMinutes.toFixed(0)} |`,
    )
  }
  const first = performance.now()
  const quick = await solve(problem, { seconds: 2 })
  console.log(
    `| plan asked for in 2 s, by the clock | ${((performance.now() - first) / 1000).toFixed(2)} | ${quick.cost.total.toFixed(0)} | ${quick.unassigned.length} | ${quick.cost.late.toFixed(0)} | ${quick.travelMinutes.toFixed(0)} |`,
  )
  const urgent = { id: 'urgent', place: 3, minutes: 45, skills: ['nurse'], windows: [{ from: 620, until: 660 }] }
  const slow = problem.visits.map((visit) => (visit.id === 'v11' ? { ...visit, minutes: visit.minutes + 40 } : visit))
  const events: [name: string, now: Problem, away: string[]][] = [
    ['a carer drops out', problem, ['c7']],
    ['an urgent order', { ...problem, visits: [...problem.visits, urgent] }, []],
    ['a visit takes 40 min longer', { ...problem, visits: slow }, []],
  ]
  for (const [event, now, away] of events) {
    const began = performance.now()
    const { moved, promised, plan: next } = await replan(now, plan, { now: 615, away })
    const took = (performance.now() - began) / 1000
    await explainAside(now, next)
    const told = (performance.now() - began) / 1000 - took
    const late = moved.filter(({ from, to }) => to === null || Math.abs(to - from) > 15).length
    console.log(
      `| 10:15, ${event}: ${late} of ${promised} promises moved by over 15 min (${percent(late / promised)}); by the clock, explained in ${told.toFixed(2)} s more | ${took.toFixed(2)} | ${next.cost.total.toFixed(0)} | ${next.unassigned.length} | ${next.cost.late.toFixed(0)} | ${next.travelMinutes.toFixed(0)} |`,
    )
  }
  console.log()
}

/** The day on straight lines and, where the file is beside the project, on real streets. */
export async function days(): Promise<void> {
  await day('a made-up day on straight lines', madeUpDay(straightWays()))
  if (existsSync(PORTO)) await day('a made-up day on the streets of Porto', madeUpDay(await streetWays()))
  else console.log('porto.osm.pbf is not beside the project: the day on real streets is not measured')
}
