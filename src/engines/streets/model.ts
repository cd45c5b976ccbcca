import type { HighwayClass } from './walking.ts'

/** A point in WGS-84, decimal degrees. */
export type LonLat = { lon: number; lat: number }

/** Where streets come from: bytes in memory, or a door that opens the same bytes afresh for every pass over them. */
export type ByteSource = Uint8Array | (() => AsyncIterable<Uint8Array>)

/** What the streets were made from. `sha256` is that of the file's bytes, or of the inventor's parameters. */
export type StreetSource = {
  kind: 'osm.pbf' | 'osm' | 'osm.gz' | 'invented'
  sha256: string
  bytes: number
  /** Given by whoever imports, e.g. the file's name. */
  name: string | null
}

/** What was read and left out on the way to the graph. */
export type ReadingCounts = {
  nodesSeen: number
  waysSeen: number
  waysWalked: number
  /** References to nodes that the file does not hold (ways cut at the border of an extract). */
  nodesMissing: number
  /** Nodes with a barrier that nobody may pass; the street ends on both sides of it. */
  barriersBlocked: number
  /** Barriers that can be passed on foot. */
  barriersPassed: number
  crossings: number
}

/**
 * The walking graph. Vertices are junctions, ends and blocked barriers; an edge keeps its course between two of them.
 * Coordinates are WGS-84 in units of 1e-7 degree, lengths in decimetres (great circle on a sphere of 6,371,008.8 m).
 * All arrays may lie on shared memory. Vertices follow a Hilbert curve, so neighbours in space are neighbours in memory.
 */
export type Streets = {
  source: StreetSource
  counts: ReadingCounts
  vertexCount: number
  /** Longitude and latitude of vertex v at `2v` and `2v + 1`. */
  position: Int32Array
  /** OpenStreetMap id of each vertex; negative for invented ones. */
  osmId: Float64Array
  /** Component of each vertex; 0 is the largest, and so on by vertices. */
  component: Int32Array
  /** Vertices in each component. */
  componentSize: Int32Array
  edgeCount: number
  /** Vertices of edge e at `2e` (first) and `2e + 1` (last). Both may be the same: a loop. */
  ends: Int32Array
  /** Decimetres, at least 1. */
  length: Int32Array
  /** Bits of `EDGE`. */
  flags: Uint8Array
  /** Index into `HIGHWAYS`. */
  highway: Uint8Array
  /** OpenStreetMap id of the way an edge is cut from. */
  way: Float64Array
  /** Index into `names`, or -1. */
  name: Int32Array
  names: string[]
  /** Where the inner points of edge e begin in `shape`, in points; one more entry than edges. */
  shapeStart: Uint32Array
  /** Inner points of all edges, longitude and latitude by turns. */
  shape: Int32Array
  /** West, south, east, north in degrees. */
  bounds: [number, number, number, number]
}

/** Bits of `Streets.flags`. */
export const EDGE = {
  steps: 1,
  /** Nothing on the map says that one may walk here; the class of the street makes it likely. */
  assumed: 2,
  /** On foot only from first to last vertex (oneway:foot). */
  onewayFoot: 4,
  tunnel: 8,
  bridge: 16,
  area: 32,
} as const

/** A point brought to the nearest edge. */
export type Snap = {
  edge: number
  /** Where along the edge, 0 at its first vertex, 1 at its last. */
  fraction: number
  /** The point on the edge. */
  lon: number
  lat: number
  /** Metres from the given point to the edge; not part of walking metres. */
  off: number
  component: number
}

/** Progress of long work. `share` is 0…1 of the present stage, or null when the end is not known. */
export type StreetProgress = { stage: 'ways' | 'nodes' | 'graph'; bytes: number; share: number | null }

export type { HighwayClass }
