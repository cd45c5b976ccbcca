import { today } from '../../../kernel/dates.ts'
import { type Database, installationActor, publicActor } from '../../../platform/db/index.ts'
import type { MapCache } from './cache.ts'
import { mapVersion } from './store.ts'

/** Milliseconds between looks at whether a register changed. */
const LOOK_EVERY = 2_000

export type ReadyMaps = {
  /** Looks now; resolves when what changed has been read. Returns how many maps were read. */
  look(): Promise<number>
  stop(): Promise<void>
}

/**
 * Keeps maps ready in this process: the public one of the home jurisdiction from the start on, and those people look at, read anew soon
 * after their register changed and when a day begins. One statement a look while nothing changed.
 *
 * @param options.every milliseconds between looks; null looks only when asked to
 */
export function keepMapsReady(
  db: Database,
  cache: MapCache,
  options: { home: string; every?: number | null; log?: (message: string) => void },
): ReadyMaps {
  const { home, every = LOOK_EVERY, log = () => undefined } = options
  let seen = ''
  const once = async () => {
    const now = await db.read(installationActor('maps'), async (tx) => {
      const { version } = await mapVersion(tx)
      return { version, day: today(tx.now.getTime()) }
    })
    const state = `${now.day} ${now.version}`
    if (state === seen) return 0
    const read = await cache.renew(db, now.day, [publicActor(home)])
    seen = state
    return read
  }
  let running: Promise<number> | null = null
  const look = () => {
    running ??= once().finally(() => {
      running = null
    })
    return running
  }
  const regular = () => {
    look().catch((error: Error) => log(`the maps could not be made ready: ${error.message}`))
  }
  const timer = every === null ? null : setInterval(regular, every)
  if (every !== null) regular()
  return {
    look,
    stop: async () => {
      if (timer !== null) clearInterval(timer)
      await running?.catch(() => undefined)
    },
  }
}
