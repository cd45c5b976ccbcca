import { createWriteStream } from 'node:fs'
import { mkdir, readdir, rm, stat, statfs } from 'node:fs/promises'
import { basename, join } from 'node:path'
import type { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { newId } from '../../../kernel/ids.ts'
import { refuse } from '../../../kernel/refusal.ts'
import type { StreetsFile } from './import.ts'

/** Largest street file taken, bytes: an extract of a province. */
export const LARGEST_FILE = 2 * 1024 ** 3

/** Room the disk keeps after a file was received: the graph and the database need some, too. */
const SPARE = 512 * 1024 ** 2

/** A file without a run is left alone for so long: it may be on its way still. Milliseconds. */
const ON_ITS_WAY = 3_600_000

const tooLarge = () =>
  refuse(
    'streets.too-large',
    { zh: '文件超过 2 GB', en: 'The file is larger than 2 GB' },
    {
      kind: 'too-large',
      next: { zh: '请改用本地区的 OpenStreetMap 摘录', en: 'Use an OpenStreetMap extract of your own region' },
    },
  )

/**
 * Puts the bytes of a street file on the disk as they come. Nothing is left when the line breaks.
 *
 * @throws Refusal `streets.too-large`, `streets.disk`, `streets.broken-off`, `streets.empty`
 */
export async function receiveFile(
  folder: string,
  name: string,
  stream: Readable,
  announced: number | null,
): Promise<StreetsFile> {
  if (announced !== null && announced > LARGEST_FILE) throw tooLarge()
  await mkdir(folder, { recursive: true })
  const { bavail, bsize } = await statfs(folder)
  if (bavail * bsize < (announced ?? 0) + SPARE) {
    throw refuse(
      'streets.disk',
      { zh: '服务器磁盘空间不足，没有接收文件', en: 'The server has too little disk space; the file was not taken' },
      { kind: 'too-large', next: { zh: '请管理员清理磁盘', en: 'Ask the administrator to free some' } },
    )
  }
  const path = join(folder, newId())
  let received = 0
  try {
    await pipeline(
      stream,
      async function* (chunks: AsyncIterable<Buffer>) {
        for await (const chunk of chunks) {
          received += chunk.length
          if (received > LARGEST_FILE) throw tooLarge()
          yield chunk
        }
      },
      createWriteStream(path, { flags: 'wx' }),
    )
    if (announced !== null && received !== announced) throw new Error('premature end')
  } catch (error) {
    await rm(path, { force: true })
    if (error instanceof Error && /premature|aborted/i.test(`${error.message} ${(error as { code?: string }).code}`)) {
      throw refuse(
        'streets.broken-off',
        {
          zh: '上传中断，没有保存任何内容',
          en: 'The upload broke off; nothing was saved',
        },
        { next: { zh: '请检查网络后重新上传', en: 'Check the connection and send it again' } },
      )
    }
    throw error
  }
  if (received === 0) {
    await rm(path, { force: true })
    throw refuse(
      'streets.empty',
      { zh: '文件是空的', en: 'The file is empty' },
      { next: { zh: '请重新下载后再导入', en: 'Download it again' } },
    )
  }
  return { path, name: basename(name).slice(0, 120) }
}

/**
 * Removes files that no run needs any more: of imports that were cancelled while they waited, or given up.
 *
 * @param needed paths of the files that wait or are read
 */
export async function sweepFiles(folder: string, needed: ReadonlySet<string>, now: number): Promise<void> {
  for (const name of await readdir(folder).catch(() => [])) {
    const path = join(folder, name)
    if (needed.has(path)) continue
    const found = await stat(path).catch(() => null)
    if (found !== null && now - found.mtimeMs > ON_ITS_WAY) await rm(path, { force: true })
  }
}
