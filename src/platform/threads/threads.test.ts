import { afterEach, describe, expect, it } from 'vitest'
import { startThread, type Thread } from './index.ts'

let thread: Thread
const start = () => {
  thread = startThread(new URL('./testthread.ts', import.meta.url))
  return thread
}
afterEach(() => thread.close())

describe('a thread', () => {
  it('answers many questions at once, each its own', async () => {
    const { call } = start()
    const answers = await Promise.all(Array.from({ length: 50 }, (_, n) => call('double', { n })))
    expect(answers).toEqual(Array.from({ length: 50 }, (_, n) => n * 2))
    expect(await call<Uint8Array>('bytes', { size: 9 })).toEqual(new Uint8Array(9).fill(7))
  })

  it('refuses as the handler does, and tells faults as faults', async () => {
    const { call } = start()
    await expect(call('refuse', {})).rejects.toMatchObject({
      name: 'Refusal',
      code: 'test.no',
      kind: 'conflict',
      text: { zh: '不行', en: 'No' },
      params: { n: 1 },
    })
    await expect(call('fail', {})).rejects.toThrow(/a fault/)
    await expect(call('nothing', {})).rejects.toThrow(/no such question/)
  })

  it('tells news on the way, and stops when nobody waits any more', async () => {
    const { call } = start()
    const heard: unknown[] = []
    expect(await call('count', { to: 3 }, { heard: (news) => heard.push(news) })).toBe('done')
    expect(heard).toEqual([1, 2, 3])
    const halt = new AbortController()
    const counting = call('count', { to: 1e9 }, { signal: halt.signal, heard: () => halt.abort(new Error('enough')) })
    await expect(counting).rejects.toThrow('enough')
    expect(await call('double', { n: 4 })).toBe(8)
  })

  it('that dies says so to everybody who waits or asks', async () => {
    const { call } = start()
    const waiting = call('count', { to: 1e9 })
    await expect(Promise.all([waiting, call('die', {})])).rejects.toThrow(/has ended/)
    await expect(call('double', { n: 1 })).rejects.toThrow(/has ended/)
  })
})
