import { rm } from 'node:fs/promises'
import { newId } from '../../../kernel/ids.ts'
import { systemActor } from '../../../platform/db/index.ts'
import { emit } from '../../../platform/events/index.ts'
import { record } from '../../../platform/journal/index.ts'
import { Halted, type RunKind } from '../../../platform/runs/index.ts'
import { startThread } from '../../../platform/threads/index.ts'
import { type NewStreets, replaceStreets } from './store.ts'

type Imported = Omit<NewStreets, 'id' | 'name'>

/** A street file that waits to be read: where it was put, and what it was called. */
export type StreetsFile = { path: string; name: string }

/**
 * Reads a street file in a thread of its own and lets the streets serve, all at once; until then the old ones do. The file is removed
 * at the end, however it ends.
 */
export const streetsImport: RunKind<StreetsFile, { streets: string }> = {
  name: 'territory.streets-import',
  title: { zh: '导入步行路网', en: 'Import of walking streets' },
  permission: 'register.import',
  whole: true,
  run: async ({ db, jurisdiction, input, askedBy, signal, progress }) => {
    const thread = startThread(new URL('./import.worker.ts', import.meta.url))
    try {
      const imported = await thread.call<Imported>('bringIn', input, {
        signal,
        heard: (news) => {
          const { stage, share } = news as { stage: string; share: number | null }
          progress(share === null ? null : share * 0.9, { stage })
        },
      })
      progress(0.95, { stage: 'save' })
      const id = newId()
      await db.write({ ...systemActor('streets', jurisdiction), id: askedBy }, async (tx) => {
        signal.throwIfAborted()
        await replaceStreets(tx, { id, name: input.name, ...imported })
        const { sha256, vertices, edges } = imported
        await record(tx, {
          action: 'territory.streets.replace',
          subject: { kind: 'streets', id },
          detail: { name: input.name, sha256, vertices, edges },
        })
        await emit(tx, 'territory.streets.replaced', { streets: id })
      })
      await rm(input.path, { force: true })
      return { streets: id }
    } catch (error) {
      // When only the process stops, the next one needs the file.
      if (!(signal.reason instanceof Halted && signal.reason.why === 'stopping')) await rm(input.path, { force: true })
      throw error
    } finally {
      await thread.close()
    }
  },
}
