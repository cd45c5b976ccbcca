import { createReadStream } from 'node:fs'
import { stat } from 'node:fs/promises'
import {
  buildStreets,
  encodeStreets,
  readStreets,
  reportOf,
  type Streets,
  streetsHash,
} from '../../../engines/streets/index.ts'
import { type Call, Moved, serveCalls } from '../../../platform/threads/index.ts'
import type { StreetsReport } from './store.ts'

/** The answer of an import: the graph in bytes, and what was counted. */
export type Imported = {
  encoded: Uint8Array
  sha256: string
  kind: Streets['source']['kind']
  vertices: number
  edges: number
  report: StreetsReport
}

async function bringIn({ path, name }: { path: string; name: string }, { tell, signal }: Call): Promise<Moved> {
  const began = performance.now()
  const { size } = await stat(path)
  const ways = await readStreets(() => createReadStream(path, { highWaterMark: 1 << 20 }), {
    name,
    bytes: size,
    signal,
    progress: ({ stage, share }) =>
      tell({ stage, share: share === null ? null : (stage === 'ways' ? 0 : 0.5) + share / 2 }),
  })
  signal.throwIfAborted()
  tell({ stage: 'graph', share: 1 })
  const streets = buildStreets(ways)
  const encoded = encodeStreets(streets)
  const { nodesMissing, barriersBlocked, waysWalked } = streets.counts
  const imported: Imported = {
    encoded,
    sha256: streetsHash(streets),
    kind: streets.source.kind,
    vertices: streets.vertexCount,
    edges: streets.edgeCount,
    report: {
      ...reportOf(streets),
      nodesMissing,
      barriersBlocked,
      waysWalked,
      seconds: (performance.now() - began) / 1000,
    },
  }
  return new Moved(imported, [encoded.buffer as ArrayBuffer])
}

serveCalls({ bringIn })
