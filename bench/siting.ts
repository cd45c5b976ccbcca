import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import * as peer from 'highs'
import {
  type Answer,
  checkCertificate,
  type Point,
  type Problem,
  parsePmed,
  parseScp,
  solve,
  solveHere,
} from '../src/engines/siting/index.ts'

// p-median on the given OR-Library files, maximal covering against HiGHS (WebAssembly) in the same run, set covering on files that
// are named by SITING_SCP (a folder of OR-Library scp files and best.txt) or on made-up ones. `npm run bench -- siting [pmed] [cover] [scp]`
const wanted = process.argv.slice(2)
const does = (part: string) => wanted.length === 0 || wanted.includes(part)
const shared = join(import.meta.dirname, '..', '..', 'shared', 'bench', 'siting')

type Solved = Extract<Answer, { status: 'solved' }>

async function solved(problem: Problem, seconds: number): Promise<Solved & { foundAt: number }> {
  let foundAt = 0
  let best: number | null = null
  const answer = await solve(problem, {
    seconds,
    seed: 1,
    onProgress: (progress) => {
      if (progress.objective === best) return
      best = progress.objective
      foundAt = progress.seconds
    },
  })
  if (answer.status !== 'solved') throw new Error(answer.reason.en)
  return { ...answer, foundAt }
}

type Peer = { solve(programme: string, options: { time_limit: number }): { Status: string; ObjectiveValue: number } }

const percent = (gap: number) => `${(100 * gap).toFixed(2)} %`
const verdict = (answer: Solved) => (checkCertificate(answer.certificate).valid ? 'holds' : 'FAILS')

async function pmed(): Promise<void> {
  const list = join(shared, 'optima.json')
  if (!existsSync(list)) {
    console.log('the OR-Library p-median files are not beside the project; nothing to measure\n')
    return
  }
  const optima: Record<string, number> = JSON.parse(readFileSync(list, 'utf8')).pmedian
  console.log(
    '| p-median | nodes | p | optimum | found | after, s | bound | proven | all, s | certificate |\n|---|---|---|---|---|---|---|---|---|---|',
  )
  const all: Solved[] = []
  for (const [name, optimum] of Object.entries(optima)) {
    const problem = parsePmed(readFileSync(join(shared, `${name}.txt`), 'utf8'))
    const answer = await solved(problem, 5)
    all.push(answer)
    const nodes = problem.reach.form === 'graph' ? problem.reach.nodes : 0
    console.log(
      `| ${name} | ${nodes} | ${problem.count} | ${optimum} | ${answer.objective} | ${answer.foundAt.toFixed(2)} | ${answer.bound} | ${answer.proven ? 'yes' : 'no'} | ${answer.seconds.toFixed(2)} | ${verdict(answer)} |`,
    )
  }
  const found = Object.values(optima).filter((optimum, i) => all[i]!.objective === optimum).length
  console.log(`\n${found} of ${all.length} optimal, ${all.filter((answer) => answer.proven).length} proven\n`)
}

/** Made-up towns: people in and between quarters, sites anywhere; the same numbers give the same town. */
function town(seed: number, demands: number, sites: number): { demand: Point[]; sites: Point[]; weights: number[] } {
  let state = seed
  const next = () => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0
    return state / 4294967296
  }
  const anywhere = () => ({ x: 1000 * next(), y: 1000 * next() })
  const quarters = Array.from({ length: 12 }, anywhere)
  const near = (centre: Point) => ({
    x: centre.x + 120 * (next() + next() + next() - 1.5),
    y: centre.y + 120 * (next() + next() + next() - 1.5),
  })
  const demand = Array.from({ length: demands }, () =>
    next() < 0.5 ? anywhere() : near(quarters[Math.floor(12 * next())]!),
  )
  return {
    demand,
    sites: Array.from({ length: sites }, anywhere),
    weights: demand.map(() => 1 + Math.floor(100 * next())),
  }
}

function coverProgramme(given: ReturnType<typeof town>, radius: number, count: number): string {
  const names = given.sites.map((_, j) => `x${j}`)
  const rows = given.demand.map((from) =>
    given.sites.flatMap((to, j) => (Math.hypot(from.x - to.x, from.y - to.y) <= radius ? [names[j]!] : [])),
  )
  const reached = rows.flatMap((row, i) => (row.length === 0 ? [] : [i]))
  return `Maximize\n o: ${reached.map((i) => `${given.weights[i]} y${i}`).join(' + ')}\nSubject To\n${reached
    .map((i) => ` c${i}: y${i} - ${rows[i]!.join(' - ')} <= 0`)
    .join(
      '\n',
    )}\n n: ${names.join(' + ')} <= ${count}\nBounds\n${reached.map((i) => ` 0 <= y${i} <= 1`).join('\n')}\nBinary\n ${names.join(' ')}\nEnd\n`
}

/** Processor time of this thread, so that neighbours on the machine count as little as can be. */
function threadSeconds(): number {
  const { user, system } = process.threadCpuUsage()
  return (user + system) / 1e6
}

async function cover(): Promise<void> {
  // The package declares its types but not its default export.
  const load = (peer as unknown as { default: () => Promise<Peer> }).default
  console.log(
    '| maximal covering 2,000 × 500 | radius | n | ours | bound | gap | ours, s | HiGHS | HiGHS, s | ours ÷ HiGHS | certificate |\n|---|---|---|---|---|---|---|---|---|---|---|',
  )
  for (const [seed, radius, count] of [
    [1, 40, 20],
    [2, 60, 20],
    [3, 80, 15],
    [4, 100, 10],
    [5, 100, 20],
    [6, 120, 20],
    [7, 60, 60],
  ] as const) {
    const given = town(seed, 2000, 500)
    // Each town a HiGHS of its own, as ours begins anew too; loading it is not counted.
    const highs = await load()
    const programme = coverProgramme(given, radius, count)
    const began = threadSeconds()
    const theirs = highs.solve(programme, { time_limit: 60 })
    const highsSeconds = threadSeconds() - began
    const { weights, ...points } = given
    const begun = threadSeconds()
    const answer = solveHere(
      { kind: 'max-cover', reach: { form: 'points', ...points }, weights, radius, count },
      { seconds: highsSeconds / 3, seed: 1, now: () => 1000 * threadSeconds(), cancelled: () => false },
    )
    const seconds = threadSeconds() - begun
    if (answer.status !== 'solved') throw new Error(answer.reason.en)
    console.log(
      `| town ${seed} | ${radius} | ${count} | ${answer.objective} | ${answer.bound} | ${percent(answer.gap)} | ${seconds.toFixed(2)} | ${Math.round(theirs.ObjectiveValue)}${theirs.Status === 'Optimal' ? '' : ' (time)'} | ${highsSeconds.toFixed(2)} | ${(seconds / highsSeconds).toFixed(2)} | ${verdict(answer)} |`,
    )
  }
  console.log()
}

async function scp(): Promise<void> {
  const folder = process.env.SITING_SCP
  if (folder === undefined || !existsSync(join(folder, 'best.txt'))) {
    console.log(
      'SITING_SCP names no folder with OR-Library set covering files and best.txt («name value» a line); nothing to measure\n',
    )
    return
  }
  console.log(
    '| set covering | rows | columns | best known | found | after, s | bound | gap | all, s | certificate |\n|---|---|---|---|---|---|---|---|---|---|',
  )
  let count = 0
  let reached = 0
  for (const line of readFileSync(join(folder, 'best.txt'), 'utf8').trim().split('\n')) {
    const [name, best] = line.split(/\s+/)
    if (!existsSync(join(folder, `${name}.txt`))) continue
    const problem = parseScp(readFileSync(join(folder, `${name}.txt`), 'utf8'))
    const answer = await solved(problem, 10)
    count++
    if (answer.objective <= Number(best)) reached++
    const size = problem.reach.form === 'lists' ? `${problem.reach.demands} | ${problem.reach.sites.length}` : ' | '
    console.log(
      `| ${name} | ${size} | ${best} | ${answer.objective} | ${answer.foundAt.toFixed(2)} | ${answer.bound} | ${percent(answer.gap)} | ${answer.seconds.toFixed(2)} | ${verdict(answer)} |`,
    )
  }
  console.log(`\n${reached} of ${count} at the best known value or better\n`)
}

if (does('pmed')) await pmed()
if (does('cover')) await cover()
if (does('scp')) await scp()
