import { mkdtemp, readdir, rm, utimes, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Readable } from 'node:stream'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { LARGEST_FILE, receiveFile, sweepFiles } from './receive.ts'

let folder: string
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'yike-receive-'))
})
afterAll(() => rm(folder, { recursive: true, force: true }))

describe('a street file that is sent', () => {
  it('is kept whole, under a name of our own', async () => {
    const { path, name } = await receiveFile(folder, '../../evil.osm', Readable.from([Buffer.from('abc')]), 3)
    expect([name, await readdir(folder)]).toEqual(['evil.osm', [path.slice(folder.length + 1)]])
    await rm(path)
  })

  it('leaves nothing behind when it is empty, breaks off, or is larger than it may be', async () => {
    const cut = Readable.from(
      (async function* () {
        yield Buffer.from('abc')
        throw Object.assign(new Error('aborted'), { code: 'ECONNRESET' })
      })(),
    )
    const tries: [Readable, number | null, string][] = [
      [Readable.from([]), 0, 'streets.empty'],
      [Readable.from([Buffer.from('abc')]), 4, 'streets.broken-off'],
      [cut, null, 'streets.broken-off'],
      [Readable.from([Buffer.from('abc')]), LARGEST_FILE + 1, 'streets.too-large'],
    ]
    for (const [stream, announced, code] of tries) {
      await expect(receiveFile(folder, 'a.osm', stream, announced)).rejects.toMatchObject({
        code,
        next: { zh: expect.stringMatching(/./), en: expect.stringMatching(/./) },
      })
    }
    expect(await readdir(folder)).toEqual([])
  })

  it('is swept away when no run needs it, but not while it may be on its way', async () => {
    const now = Date.now()
    const put = async (name: string, minutesAgo: number) => {
      const path = join(folder, name)
      await writeFile(path, name)
      await utimes(path, new Date(now), new Date(now - minutesAgo * 60_000))
      return path
    }
    const [needed] = [await put('needed', 600), await put('orphan', 600), await put('coming', 1)]
    await sweepFiles(folder, new Set([needed]), now)
    expect((await readdir(folder)).sort()).toEqual(['coming', 'needed'])
    await sweepFiles(join(folder, 'not there'), new Set(), now)
  })
})
