import { execFileSync, spawnSync } from 'node:child_process'
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { FOOTHOLD, type Network, type ReachKind } from '../../src/engines/streets/index.ts'

/** Median milliseconds of a run, by the clock and of processor time; sums over all labels of the last run. */
export type CppAnswer = {
  milliseconds: number
  processor: number
  settled: number
  decimetres: number
  sources: number
}
export type CppLoop = (threads: number, runs: number) => CppAnswer

/** Seeds of all points of a kind: both ends of the edge with the way to them (the network of this bench has no one-way footway). */
function seedsOf({ sources }: ReachKind): Int32Array {
  const seeds: number[] = []
  for (let at = 0, source = 0; at < sources.length; at += FOOTHOLD, source++) {
    if (sources[at]! < 0) continue
    seeds.push(sources[at + 1]!, sources[at + 3]!, source, sources[at + 2]!, sources[at + 4]!, source)
  }
  return Int32Array.of(seeds.length / 3, ...seeds)
}

/** Compiles the loop in C++ with -O2 and makes it ready for a workload; `null` where there is no compiler. */
export function cppLoop(folder: string, network: Network, kinds: readonly ReachKind[], cut: number): CppLoop | null {
  const program = join(folder, 'dial')
  const compiled = spawnSync('g++', ['-O2', '-pthread', join(import.meta.dirname, 'dial.cpp'), '-o', program])
  if (compiled.status !== 0) return null
  return (threads, runs) => {
    const job = join(folder, 'job.bin')
    const head = Int32Array.of(network.vertexCount, network.in.length / 2, kinds.length, cut, runs, threads)
    const parts = [head, network.inFirst, network.in, ...kinds.map(seedsOf)]
    writeFileSync(job, Buffer.concat(parts.map((part) => Buffer.from(part.buffer, part.byteOffset, part.byteLength))))
    return JSON.parse(execFileSync(program, [job], { encoding: 'utf8' })) as CppAnswer
  }
}
