import type { Clock } from '../../src/engines/dispatch/index.ts'

export function threadSeconds(): number {
  const { user, system } = process.threadCpuUsage()
  return (user + system) / 1e6
}

/** A budget of processor time of this thread, so that neighbours on the machine count as little as can be. */
export function cpuClock(seconds: number): Clock {
  const began = threadSeconds()
  const passed = () => threadSeconds() - began
  return { spent: () => passed() / seconds, seconds: passed }
}

export const percent = (gap: number) => `${(100 * gap).toFixed(2)} %`
