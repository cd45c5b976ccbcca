import { startVitest } from 'vitest/node'

// The whole suite, then one plain line that says how it went.
const vitest = await startVitest('test', process.argv.slice(2), { run: true, watch: false })
const modules = vitest.state.getTestModules()
let passed = 0
let failed = 0
let skipped = 0
for (const module of modules) {
  for (const test of module.children.allTests()) {
    const state = test.result().state
    if (state === 'passed') passed++
    else if (state === 'failed') failed++
    else skipped++
  }
  // A file that cannot be loaded has no tests to count, and is a failure all the same.
  if (module.errors().length > 0) failed += 1
}
failed += vitest.state.getUnhandledErrors().length
await vitest.close()
console.log(`${passed} passed, ${failed} failed${skipped > 0 ? `, ${skipped} skipped` : ''}`)
process.exit(failed > 0 || passed === 0 ? 1 : 0)
