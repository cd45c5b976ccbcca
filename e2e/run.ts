import { copyFileSync, mkdirSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import { OUT, openStage, type Stage } from './stage.ts'

/** A journey: one person's job, walked in a real browser. It throws when a step fails. */
export type Journey = { name: string; walk(stage: Stage): Promise<void> }

const args = process.argv.slice(2)
const only = args.find((each) => !each.startsWith('--'))
/** Pictures that the README shows; renewed by `npm run e2e -- --pictures`. */
const SHOWN = [
  ...['paper', 'targets', 'cockpit', 'tasks', 'public-plan'],
  ...['reach', 'circle', 'siting', 'compare', 'map', 'gates'],
  ...['guide', 'form', 'case-resident'],
  ...['person', 'case', 'plaque', 'grading', 'exit'],
  ...['hotline', 'dispatch-board', 'resident'],
]
const folder = join(import.meta.dirname, 'journeys')
const stage = await openStage()
let passed = 0
let failed = 0
try {
  for (const file of readdirSync(folder).sort()) {
    if (!file.endsWith('.ts') || (only !== undefined && !file.includes(only))) continue
    const { journeys } = (await import(join(folder, file))) as { journeys: Journey[] }
    for (const journey of journeys) {
      const began = Date.now()
      try {
        await journey.walk(stage)
        passed++
        console.log(`✓ ${journey.name} (${Date.now() - began} ms)`)
      } catch (error) {
        failed++
        await stage.lastSeen(file.replace(/\.ts$/, ''))
        console.log(`✗ ${journey.name}\n  ${(error as Error).stack ?? error}`)
      }
    }
  }
} finally {
  await stage.close()
}
if (args.includes('--pictures') && failed === 0) {
  const gallery = join(import.meta.dirname, '..', 'docs', 'screenshots')
  mkdirSync(gallery, { recursive: true })
  for (const name of SHOWN) copyFileSync(join(OUT, `${name}.png`), join(gallery, `${name}.png`))
}
console.log(`${passed} passed, ${failed} failed`)
process.exit(failed > 0 || passed === 0 ? 1 : 0)
