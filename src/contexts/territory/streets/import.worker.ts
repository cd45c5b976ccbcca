import { createReadStream } from 'node:fs'
import { stat } from 'node:fs/promises'
import { buildStreets, readStreets } from '../../../engines/streets/index.ts'
import { type Call, Moved, serveCalls } from '../../../platform/threads/index.ts'
import { storedForm } from './store.ts'

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
  const imported = storedForm(buildStreets(ways), (performance.now() - began) / 1000)
  return new Moved(imported, [imported.encoded.buffer as ArrayBuffer])
}

serveCalls({ bringIn })
