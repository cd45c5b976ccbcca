import { spawnSync } from 'node:child_process'
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { snapperOf } from '../../engines/streets/index.ts'
import { Refusal } from '../../kernel/refusal.ts'
import { loadStreets } from './streets-files.ts'
import { readPoints } from './streets-points.ts'

const CLI = join(import.meta.dirname, '..', 'cli.ts')
const folder = mkdtempSync(join(tmpdir(), 'yike-streets-test-'))
const file = (name: string, content: string) => {
  const path = join(folder, name)
  writeFileSync(path, content)
  return path
}

function yike(...args: string[]) {
  const { status, stdout, stderr } = spawnSync(process.execPath, [CLI, 'streets', ...args], { encoding: 'utf8' })
  return { status, stderr, answer: stdout === '' ? null : JSON.parse(stdout) }
}

/** A street of 300 m east along the equator with a side street of 200 m north from its middle, and an island. */
const MAP = `<osm version="0.6">
<node id="1" lon="0" lat="0"/><node id="2" lon="0.00135" lat="0"/><node id="3" lon="0.0027" lat="0"/>
<node id="4" lon="0.00135" lat="0.0018"/>
<way id="10"><nd ref="1"/><nd ref="2"/><nd ref="3"/><tag k="highway" v="primary"/></way>
<way id="11"><nd ref="2"/><nd ref="4"/><tag k="highway" v="residential"/></way>
</osm>`
const streets = join(folder, 'streets')

beforeAll(() => {
  const { status, answer } = yike('import', file('map.osm', MAP), '--out', streets)
  expect(status).toBe(0)
  expect(answer).toMatchObject({ vertices: 4, edges: 3, components: { count: 1 }, read: { waysWalked: 2 } })
  expect(answer.assumedShare).toBeCloseTo(0.6, 2)
})
afterAll(() => rmSync(folder, { recursive: true }))

test('minutes of nodes: metres, minutes, the nearest point, counts of each point', () => {
  const from = file('from.csv', '\ufeffid,lon,lat\nwest,0,0.0001\nnorth,0.00135,0.0018\n')
  const { answer } = yike('minutes', streets, '--from', from, '--cut', '3', '--speed', '80', '--json')
  expect(answer).toMatchObject({ speed: 80, cut: 3, cutMetres: 240, reached: 3, of: 4, warnings: [] })
  expect(answer.from).toMatchObject([
    { id: 'west', snapped: true, reaches: 2, nearestFor: 2, way: 10, island: null },
    { id: 'north', snapped: true, reaches: 2, nearestFor: 1, way: 11, island: null },
  ])
  expect(answer.from[0].off).toBeCloseTo(11.1, 1)
  const byId = new Map(answer.nodes.map((node: { osmId: number }) => [node.osmId, node]))
  expect(byId.get(1)).toEqual({ osmId: 1, lon: 0, lat: 0, metres: 0, minutes: 0, nearest: 'west' })
  expect(byId.get(2)).toMatchObject({ metres: 150.1, minutes: 1.876, nearest: 'west' })
  expect(byId.get(4)).toMatchObject({ metres: 0, nearest: 'north' })
})

test('minutes of targets: everything beyond the cut or off the streets is null', () => {
  const from = file('one.csv', 'lat,lon,id\n0,0,west\n')
  const to = file('to.csv', 'id,lon,lat\nnear,0.0009,0.00002\nfar,0.0027,0\noff,0.2,0.2\n')
  const { answer } = yike('minutes', streets, '--from', from, '--to', to, '--cut', '3', '--json')
  expect(answer).toMatchObject({ reached: 1, of: 3 })
  expect(answer.targets).toMatchObject([
    { id: 'near', metres: 100.1, minutes: 1.251, nearest: 'west' },
    { id: 'far', snapped: true, metres: null, minutes: null, nearest: null },
    { id: 'off', snapped: false, off: null, metres: null },
  ])
  expect(answer.from).toMatchObject([{ id: 'west', reaches: 1, nearestFor: 1 }])
})

test.each([
  ['no columns', 'name,x,y\na,0,0\n', /lacks the columns id, lon, lat/],
  ['a column too few', 'id,lon\na,0\n', /lacks the columns lat/],
  ['swapped', 'id,lon,lat\na,0,120\n', /swapped/],
  ['no number', 'id,lon,lat\na,0,0\nb,x,0\n', /line 3: lon "x"/],
  ['the same id twice', 'id,lon,lat\na,0,0\na,0,0\n', /line 3: the id "a"/],
  ['elsewhere', 'id,lon,lat\na,0.3,0.3\n', /within 500 m/],
  ['empty', 'id,lon,lat\n', /no points/],
  ['uneven', 'id,lon,lat\na,0\n', /CSV/],
])('points are refused in words: %s', async (name, content, words) => {
  const graph = await loadStreets(streets)
  const read = readPoints(file(`${name}.csv`, content), graph, snapperOf(graph), { within: 500 })
  await expect(read).rejects.toThrowError(words)
  await expect(read).rejects.toBeInstanceOf(Refusal)
})

test('a file that cannot be read leaves the streets as they were, and makes no folder', () => {
  const before = readFileSync(join(streets, 'streets.bin'))
  const cut = file('cut.osm', MAP.slice(0, 300))
  expect(yike('import', cut, '--out', streets)).toMatchObject({ status: 1, stderr: expect.stringMatching(/cut off/) })
  expect(readFileSync(join(streets, 'streets.bin'))).toEqual(before)
  expect(readdirSync(streets).sort()).toEqual(['report.json', 'streets.bin'])
  const elsewhere = join(folder, 'elsewhere')
  expect(yike('import', cut, '--out', elsewhere).status).toBe(1)
  expect(existsSync(elsewhere)).toBe(false)
  expect(yike('import', join(folder, 'nothing.pbf'), '--out', elsewhere).stderr).toMatch(/no such file/)
  const { status, stderr } = yike('minutes', elsewhere, '--from', cut)
  expect(stderr).toMatch(/no streets in this folder/)
  expect(stderr).not.toMatch(/ at .*\.ts/)
  expect(status).toBe(1)
})
