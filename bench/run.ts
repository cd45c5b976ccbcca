import { readdirSync } from 'node:fs'
import { join } from 'node:path'

/** `npm run bench` lists the benches; `npm run bench NAME …` runs one of them. Each bench prints what belongs into RESULTS.md. */
const names = readdirSync(import.meta.dirname)
  .filter((file) => file.endsWith('.ts') && file !== 'run.ts')
  .map((file) => file.replace(/\.ts$/, ''))
const [name, ...rest] = process.argv.slice(2)
if (name === undefined || !names.includes(name)) {
  console.log(`npm run bench -- ${names.join(' | ')}`)
  process.exit(name === undefined ? 0 : 2)
}
process.argv.splice(2, process.argv.length, ...rest)
await import(join(import.meta.dirname, `${name}.ts`))
