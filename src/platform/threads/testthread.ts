import { refuse } from '../../kernel/refusal.ts'
import { Moved, serveCalls } from './serve.ts'

/** The thread of the tests. */
serveCalls({
  double: ({ n }: { n: number }) => n * 2,
  refuse: () => {
    throw refuse('test.no', { zh: '不行', en: 'No' }, { kind: 'conflict', params: { n: 1 } })
  },
  fail: () => {
    throw new Error('a fault')
  },
  die: () => process.exit(3),
  count: async ({ to }: { to: number }, { tell, signal }) => {
    for (let n = 1; n <= to && !signal.aborted; n++) {
      tell(n)
      await new Promise((resolve) => setTimeout(resolve, 1))
    }
    return signal.aborted ? 'stopped' : 'done'
  },
  bytes: ({ size }: { size: number }) => {
    const bytes = new Uint8Array(size).fill(7)
    return new Moved(bytes, [bytes.buffer])
  },
})
