import { spawnSync } from 'node:child_process'
import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { readPlan } from '../src/engines/plantext/index.ts'

// Reads every given paper: what was found, how long it took warm (median of 50), and the score where there is a gold file.
const shared = join(import.meta.dirname, '..', '..', 'shared')
const seeds = join(shared, 'seeds')
if (!existsSync(seeds)) {
  console.log('the given papers are not beside the project; nothing to measure')
  process.exit(0)
}

const median = (numbers: number[]) => [...numbers].sort((a, b) => a - b)[Math.floor(numbers.length / 2)] ?? 0

console.log(
  '| paper | characters | targets | tasks | doubts | warnings | complete | warm, ms | per 10,000 characters, ms | value F1 | full F1 | task F1 | unit F1 |',
)
console.log('|---|---|---|---|---|---|---|---|---|---|---|---|---|')
for (const [index, file] of readdirSync(seeds).sort().entries()) {
  const text = readFileSync(join(seeds, file), 'utf8')
  for (let warm = 0; warm < 20; warm++) readPlan(text)
  const times: number[] = []
  for (let turn = 0; turn < 50; turn++) {
    const began = performance.now()
    readPlan(text)
    times.push(performance.now() - began)
  }
  const reading = readPlan(text)
  const gold = join(shared, 'gold', `${file.slice(0, 3)}.gold.json`)
  let score = '– | – | – | –'
  if (existsSync(gold)) {
    const predicted = join(tmpdir(), `yike-reading-${process.pid}.json`)
    writeFileSync(predicted, JSON.stringify(reading))
    const out = spawnSync(process.execPath, [join(shared, 'gold', 'score-plan.mjs'), gold, predicted], {
      encoding: 'utf8',
    }).stdout
    score = [...out.matchAll(/F1=([\d.]+)/g)].map((match) => match[1]).join(' | ')
  }
  const time = median(times)
  const doubts = reading.targets.reduce((sum, target) => sum + target.doubts.length, 0)
  console.log(
    `| S${index} | ${text.length} | ${reading.targets.length} | ${reading.tasks.filter((task) => task.kind === 'task').length} | ${doubts} | ${reading.warnings.length} | ${reading.complete ? 'yes' : 'no'} | ${time.toFixed(1)} | ${((time * 10_000) / text.length).toFixed(1)} | ${score} |`,
  )
}
