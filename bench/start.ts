import { type ChildProcess, spawn } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

// First start (empty data folder: cluster, migrations, demo county) and second start, three times each, from the command to the
// first answer of /health. The pages are built beforehand.
const root = join(import.meta.dirname, '..')
const port = 18_080
const median = (numbers: number[]) => [...numbers].sort((a, b) => a - b)[Math.floor(numbers.length / 2)] ?? 0

async function start(folder: string): Promise<{ child: ChildProcess; seconds: number }> {
  const began = performance.now()
  const child = spawn(
    process.execPath,
    [join(root, 'bin', 'run.mjs'), 'start', '--port', String(port), '--data', folder],
    { stdio: 'ignore' },
  )
  for (let tries = 0; tries < 1200; tries++) {
    const answer = await fetch(`http://127.0.0.1:${port}/health`).catch(() => null)
    if (answer?.ok) return { child, seconds: (performance.now() - began) / 1000 }
    if (child.exitCode !== null) throw new Error('the start failed')
    await new Promise((done) => setTimeout(done, 50))
  }
  throw new Error('no answer within a minute')
}

async function stop(child: ChildProcess): Promise<void> {
  const ended = new Promise((done) => child.once('exit', done))
  child.kill('SIGTERM')
  await ended
}

const first: number[] = []
const second: number[] = []
for (let turn = 0; turn < 3; turn++) {
  const folder = mkdtempSync(join(tmpdir(), 'yike-bench-'))
  const one = await start(folder)
  first.push(one.seconds)
  await stop(one.child)
  const two = await start(folder)
  second.push(two.seconds)
  await stop(two.child)
  rmSync(folder, { recursive: true, force: true })
}
console.log('| start | median, s | all, s |\n|---|---|---|')
console.log(
  `| first (cluster, migrations, demo county) | ${median(first).toFixed(1)} | ${first.map((each) => each.toFixed(1)).join(', ')} |`,
)
console.log(`| second | ${median(second).toFixed(1)} | ${second.map((each) => each.toFixed(1)).join(', ')} |`)
