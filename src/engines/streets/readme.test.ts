import { globSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { afterAll, expect, test } from 'vitest'

const here = import.meta.dirname
const folder = mkdtempSync(join(here, '.examples-'))
afterAll(() => rmSync(folder, { recursive: true }))

/** Writes code beside the engine and runs it as a module. */
async function run(name: string, code: string): Promise<Record<string, unknown>> {
  const path = join(folder, name)
  writeFileSync(path, code.replaceAll("'./index.ts'", `'${pathToFileURL(join(here, 'index.ts')).href}'`))
  return await import(path)
}

test('the example of the manual runs', async () => {
  const [code] = [...readFileSync(join(here, 'README.md'), 'utf8').matchAll(/```ts\n([\s\S]*?)```/g)].map(
    (match) => match[1]!,
  )
  const { minutes, nobody, off, apart, touched } = await run('manual.ts', code!)
  expect(minutes).toBeGreaterThan(0)
  expect(minutes).toBeLessThan(15)
  expect(nobody).toBe(true)
  expect(off).toBeLessThan(60)
  expect(apart).toBeGreaterThan(3000)
  expect([...(touched as Int32Array)]).toContain(0)
})

/** What the examples of doc comments speak of. */
const SCENE = `
import { buildStreets, Circle, eachAlone, footholdsOf, inventStreets, matrix, networkOf, reach, readStreets, startReach } from './index.ts'
import { xmlOf } from '${pathToFileURL(join(here, 'testkit', 'osmfile.ts')).href}'
const bytes = xmlOf({
  nodes: [1, 2, 3, 4].map((id) => ({ id, lon: 104 + id / 1000, lat: 23.6 })),
  ways: [{ id: 1, refs: [1, 2, 3, 4], tags: { highway: 'residential' } }],
})
const town = buildStreets(await readStreets(bytes))
const network = networkOf(town)
const snap = { edge: 0, fraction: 0.5 }
const sources = footholdsOf(network, [snap])
const [targets, dwellings, sites] = [sources, sources, sources]
const [site, dwelling] = [0, 0]
const facilities = [{ number: 17, snap }]
const asked = [{ sources }]
`

test('the examples of the doc comments run', async () => {
  const examples = globSync('**/*.ts', { cwd: here, exclude: ['.examples-*/**'] }).flatMap((file) =>
    [...readFileSync(join(here, file), 'utf8').matchAll(/@example([\s\S]*?)\*\//g)].map((match) => ({
      file,
      code: match[1]!.replace(/^\s*\* ?/gm, '').trim(),
    })),
  )
  expect(examples.map(({ file }) => file).sort()).toEqual([
    'build.ts',
    'reach/alone.ts',
    'reach/circle.ts',
    'reach/matrix.ts',
    'reach/pool.ts',
    'reach/reach.ts',
    'town/invent.ts',
  ])
  for (const [index, { code }] of examples.entries()) {
    const done = await run(`example-${index}.ts`, `${SCENE}\n{\n${code}\n}\nexport const done = true\n`)
    expect(done.done).toBe(true)
  }
})
