import type { DeviceFacts, DeviceStand } from './model.ts'

/** Where a device is: scrapped and in repair before all, then with somebody, then waiting for its disinfection, else ready. */
export function standOf({ state, clean, lent }: DeviceFacts): DeviceStand {
  if (state === 'scrapped') return 'scrapped'
  if (lent) return 'lent'
  if (state === 'repair') return 'repair'
  return clean ? 'ready' : 'to-disinfect'
}

/** What may be done to a device where it is. */
export const MAY: Record<
  DeviceStand,
  readonly ('lend' | 'return' | 'disinfect' | 'to-repair' | 'repaired' | 'scrap')[]
> = {
  ready: ['lend', 'to-repair', 'scrap'],
  lent: ['return'],
  'to-disinfect': ['disinfect', 'to-repair', 'scrap'],
  repair: ['repaired', 'scrap'],
  scrapped: [],
}
