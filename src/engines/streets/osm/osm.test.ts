import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { Refusal } from '../../../kernel/refusal.ts'
import { buildStreets } from '../build.ts'
import { encodeStreets } from '../codec.ts'
import type { ByteSource, Streets } from '../model.ts'
import { type ReadOptions, readStreets } from '../read.ts'
import { maps } from '../testkit/graphs.ts'
import { gzOf, pbfOf, type TestMap, xmlOf } from '../testkit/osmfile.ts'

const build = async (source: ByteSource, options?: ReadOptions) => buildStreets(await readStreets(source, options))

/** A bit of town: a junction, a gate, a locked gate, a crossing, steps, a private drive, a motorway, a way cut at the border. */
const TOWN: TestMap = {
  nodes: [
    { id: 10, lon: 104.3, lat: 23.6 },
    { id: 11, lon: 104.301, lat: 23.6, tags: { highway: 'crossing' } },
    { id: 12, lon: 104.302, lat: 23.6 },
    { id: 13, lon: 104.302, lat: 23.601, tags: { barrier: 'gate', access: 'private' } },
    { id: 14, lon: 104.302, lat: 23.602 },
    { id: 15, lon: 104.303, lat: 23.6, tags: { barrier: 'bollard', note: '人民路 "东" <口>' } },
    { id: 8_500_000_016, lon: 104.304, lat: 23.6 },
    { id: 8_500_000_017, lon: 104.3, lat: 23.601 },
  ],
  ways: [
    {
      id: 1,
      refs: [10, 11, 12, 15, 8_500_000_016],
      tags: { highway: 'residential', name: '人民路 & <东>', oneway: 'yes' },
    },
    { id: 2, refs: [12, 13, 14], tags: { highway: 'service' } },
    { id: 3, refs: [10, 8_500_000_017], tags: { highway: 'steps' } },
    { id: 4, refs: [8_500_000_017, 14], tags: { highway: 'service', access: 'private' } },
    { id: 5, refs: [10, 14], tags: { highway: 'motorway' } },
    { id: 6, refs: [8_500_000_016, 999, 998], tags: { highway: 'primary' } },
    { id: 4_000_000_007, refs: [10, 14], tags: { waterway: 'river' } },
  ],
}

/** Everything but where it came from. */
const graphOf = ({ source: _, ...graph }: Streets) => graph

async function refusalOf(source: ByteSource, options?: ReadOptions): Promise<Refusal | null> {
  try {
    await build(source, options)
    return null
  } catch (error) {
    if (error instanceof Refusal) return error
    throw error
  }
}

/** Gives bytes in pieces of an odd size. */
const inPieces = (bytes: Uint8Array, size: number) =>
  async function* () {
    for (let at = 0; at < bytes.length; at += size) yield bytes.subarray(at, at + size)
  }

describe('reading OpenStreetMap', () => {
  test('pbf, xml and gzipped xml give the same streets, however they are laid out and cut into pieces', async () => {
    const streets = graphOf(await build(xmlOf(TOWN)))
    for (const source of [
      gzOf(TOWN),
      pbfOf(TOWN),
      pbfOf(TOWN, { plainNodes: true, block: 1 }),
      pbfOf(TOWN, { raw: true, block: 100 }),
      inPieces(pbfOf(TOWN), 7),
      inPieces(xmlOf(TOWN), 5),
      inPieces(gzOf(TOWN), 11),
    ])
      expect(graphOf({ ...(await build(source)), counts: streets.counts })).toEqual(streets)
  })

  test('pbf equals xml on random maps', async () => {
    await fc.assert(
      fc.asyncProperty(maps(), fc.integer({ min: 1, max: 9 }), fc.boolean(), async (map, block, plainNodes) => {
        const xml = await build(xmlOf(map))
        const pbf = await build(pbfOf(map, { block, plainNodes }))
        expect(graphOf({ ...pbf, counts: xml.counts })).toEqual(graphOf(xml))
        expect({ ...pbf.counts, waysSeen: 0 }).toEqual({ ...xml.counts, waysSeen: 0 })
      }),
      { numRuns: 60 },
    )
  })

  test('says what it saw: crossings, barriers, missing nodes, source', async () => {
    const streets = await build(pbfOf(TOWN), { name: 'town.osm.pbf' })
    expect(streets.counts).toMatchObject({
      waysWalked: 4,
      nodesMissing: 2,
      barriersBlocked: 1,
      barriersPassed: 1,
      crossings: 1,
    })
    expect(streets.source).toMatchObject({ kind: 'osm.pbf', name: 'town.osm.pbf', bytes: pbfOf(TOWN).length })
    expect(streets.names).toEqual(['人民路 & <东>'])
    // The locked gate stands twice, once for each street that ends at it.
    expect([...streets.osmId].sort((a, b) => a - b)).toEqual([10, 12, 13, 13, 14, 8_500_000_016, 8_500_000_017])
    expect([...streets.way].sort()).toEqual([1, 1, 2, 2, 3])
  })

  test('a file that ends anywhere before its end is refused', async () => {
    for (const bytes of [pbfOf(TOWN), xmlOf(TOWN), gzOf(TOWN)]) {
      const whole = bytes.length - (bytes[0] === 0x3c ? 3 : 0)
      for (let length = 0; length < whole; length += 1 + Math.floor(whole / 90)) {
        const refusal = await refusalOf(bytes.subarray(0, length))
        // A pbf that ends between two of its blobs has no end to miss: what it lacks shows in its nodes and ways.
        if (refusal === null) expect(bytes[0]).toBe(0)
        else expect(refusal.code).toMatch(/^streets\.(truncated|none|format)$/)
      }
    }
  })

  test('damaged bytes are refused or read, never a crash', async () => {
    const intact = [pbfOf(TOWN), pbfOf(TOWN, { raw: true }), xmlOf(TOWN), gzOf(TOWN)]
    await fc.assert(
      fc.asyncProperty(
        fc.constantFrom(...intact),
        fc.array(fc.tuple(fc.nat(), fc.integer({ min: 0, max: 255 })), { minLength: 1, maxLength: 4 }),
        async (bytes, changes) => {
          const damaged = Uint8Array.from(bytes)
          for (const [at, value] of changes) damaged[at % damaged.length] = value
          const refusal = await refusalOf(damaged)
          expect(refusal?.code ?? 'streets.read').toMatch(/^streets\./)
        },
      ),
      { numRuns: 200 },
    )
  })

  test('other files are named as such', async () => {
    const code = async (bytes: Uint8Array, options?: ReadOptions) => (await refusalOf(bytes, options))?.code
    expect(await code(Buffer.from('id,lon,lat\n1,2,3\n'))).toBe('streets.format')
    expect(await code(Buffer.from('<gpx><trk/></gpx>'))).toBe('streets.format')
    expect(await code(Buffer.from('BZh91AY&SY and so on'))).toBe('streets.format')
    expect(await code(new Uint8Array(0))).toBe('streets.truncated')
    expect(await code(pbfOf(TOWN, { feature: 'HistoricalInformation' }))).toBe('streets.format')
    expect(await code(pbfOf({ nodes: TOWN.nodes, ways: TOWN.ways.slice(4) }), {})).toBe('streets.none')
    expect(await code(pbfOf({ nodes: [], ways: TOWN.ways }))).toBe('streets.none')
    expect(await code(pbfOf(TOWN), { largest: 5 })).toBe('streets.too-large')
  })

  test('can be stopped, and tells how far it is', async () => {
    const stop = new AbortController()
    const stages = new Set<string>()
    const stopped = build(pbfOf(TOWN), {
      signal: stop.signal,
      progress: ({ stage, share }) => {
        stages.add(stage)
        expect(share).toBeLessThanOrEqual(1)
        if (stage === 'nodes') stop.abort(new Error('enough'))
      },
    })
    // The chunk under way is still read; the next look at the signal ends it.
    await stopped.then(
      () => expect(pbfOf(TOWN).length).toBeLessThan(1 << 20),
      (error: Error) => expect(error.message).toBe('enough'),
    )
    expect([...stages]).toEqual(['ways', 'nodes'])
    stop.abort(new Error('enough'))
    await expect(build(pbfOf(TOWN), { signal: stop.signal })).rejects.toThrowError('enough')
  })

  test('lets go of its source, however a reading ends', async () => {
    const damaged = Uint8Array.from(pbfOf(TOWN))
    damaged.fill(255, 60)
    for (const bytes of [
      pbfOf(TOWN),
      damaged,
      xmlOf(TOWN).subarray(0, 200),
      gzOf(TOWN).subarray(0, 99),
      Buffer.from('?'.repeat(99)),
    ]) {
      let open = 0
      const source = async function* () {
        open++
        try {
          for (let at = 0; at < bytes.length; at += 64) yield bytes.subarray(at, at + 64)
        } finally {
          open--
        }
      }
      await refusalOf(source)
      expect(open).toBe(0)
    }
  })

  test('the same file gives the same bytes', async () => {
    const [first, second] = [await build(pbfOf(TOWN)), await build(pbfOf(TOWN))]
    expect(encodeStreets(first)).toEqual(encodeStreets(second))
  })
})
