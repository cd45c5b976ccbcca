import { createHash, type Hash } from 'node:crypto'
import { refuse } from '../../kernel/refusal.ts'
import { type WalkedWays, WayCollector } from './collect.ts'
import type { ByteSource, StreetProgress } from './model.ts'
import { open } from './osm/bytes.ts'
import { type OsmVisitor, truncated, unreadable } from './osm/osm.ts'
import { readPbf } from './osm/pbf.ts'
import { gunzip, readXml } from './osm/xml.ts'
import type { Tags } from './walking.ts'

/** What may bound an import, and how it tells where it stands. */
export type ReadOptions = {
  /** Kept in the source's description, e.g. the file's name. */
  name?: string
  /** Size of the source in bytes, for progress. */
  bytes?: number
  /** More street nodes than this are refused before they fill the memory. Default 60 million. */
  largest?: number
  progress?: (progress: StreetProgress) => void
  /** Ends the import; the promise is then rejected with the signal's reason. */
  signal?: AbortSignal
}

type Format = 'osm.pbf' | 'osm' | 'osm.gz'

function formatOf(head: Uint8Array): Format {
  if (head.length < 4) throw truncated()
  if (head[0] === 0x1f && head[1] === 0x8b) return 'osm.gz'
  const text = Buffer.from(head.subarray(0, 64))
    .toString('latin1')
    .replace(/^\u00ef\u00bb\u00bf/, '')
  if (/^\s*</.test(text)) return 'osm'
  if (head[0] === 0 && head[1] === 0 && text.includes('OSMHeader')) return 'osm.pbf'
  throw unreadable(head[0] === 0x42 && head[1] === 0x5a ? 'bzip2' : 'unknown beginning')
}

/** Looks at the first bytes, then runs one pass in the right format over all of them. */
async function pass(
  source: ByteSource,
  stage: 'ways' | 'nodes',
  visitor: OsmVisitor,
  options: ReadOptions,
  hash: Hash | null,
): Promise<{ format: Format; bytes: number }> {
  let bytes = 0
  const watched = async function* () {
    for await (const chunk of open(source)) {
      options.signal?.throwIfAborted()
      bytes += chunk.length
      hash?.update(chunk)
      options.progress?.({
        stage,
        bytes,
        share: options.bytes === undefined ? null : Math.min(1, bytes / options.bytes),
      })
      yield chunk
    }
  }
  const chunks = watched()
  try {
    let head: Uint8Array = new Uint8Array(0)
    while (head.length < 64) {
      const next = await chunks.next()
      if (next.done) break
      head = head.length === 0 ? next.value : Buffer.concat([head, next.value])
    }
    const format = formatOf(head)
    const whole = async function* () {
      yield head
      yield* chunks
    }
    if (format === 'osm.pbf') await readPbf(whole(), visitor)
    else await readXml(format === 'osm' ? whole() : gunzip(whole()), visitor)
    return { format, bytes }
  } finally {
    // Whatever ended the pass, the file is closed.
    await chunks.return()
  }
}

/**
 * Reads OpenStreetMap streets in two passes: the walked ways, then the nodes they need. Memory grows with the walked streets,
 * not with the file.
 *
 * Throws refusals: `streets.truncated`, `streets.corrupt`, `streets.format`, `streets.too-large`, `streets.none`.
 */
export async function readStreets(source: ByteSource, options: ReadOptions = {}): Promise<WalkedWays> {
  const known = options.bytes ?? (source instanceof Uint8Array ? source.length : undefined)
  const within = { ...options, bytes: known }
  const largest = options.largest ?? 60_000_000
  const ways = new WayCollector()
  const hash = createHash('sha256')
  const way = (id: number, refs: ArrayLike<number>, tags: Tags) => {
    ways.way(id, refs, tags)
    if (ways.refs.size > largest) throw tooLarge(largest)
  }
  const { format, bytes } = await pass(source, 'ways', { way }, within, hash)
  ways.endWays()
  await pass(source, 'nodes', { node: (id, lon, lat, tags) => ways.node(id, lon, lat, tags) }, within, null)
  return ways.end({ kind: format, sha256: hash.digest('hex'), bytes, name: options.name ?? null })
}

function tooLarge(largest: number) {
  return refuse(
    'streets.too-large',
    {
      zh: `街道超过 ${largest} 个节点，范围太大`,
      en: `More than ${largest} street nodes: the area is too large`,
    },
    {
      kind: 'too-large',
      params: { largest },
      next: { zh: '请先裁剪到本市、本县范围', en: 'Cut the extract down to the city or county first' },
    },
  )
}
