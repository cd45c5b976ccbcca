import { createReadStream } from 'node:fs'
import { mkdir, open, readFile, rename, rm, stat, statfs } from 'node:fs/promises'
import { join, resolve } from 'node:path'
import { decodeStreets, encodeStreets, type Streets } from '../../engines/streets/index.ts'
import { refuse } from '../../kernel/refusal.ts'

/** The file in a folder of streets that holds the graph. */
const GRAPH = 'streets.bin'
const REPORT = 'report.json'

/** Turns what the file system says into words; everything else stays a fault. */
export function fileRefusal(error: unknown, path: string): unknown {
  const code = (error as NodeJS.ErrnoException).code
  if (code === 'ENOENT')
    return refuse('file.missing', { zh: `找不到：${path}`, en: `There is no such file: ${path}` }, { kind: 'missing' })
  if (code === 'EISDIR')
    return refuse('file.folder', { zh: `这是目录，不是文件：${path}`, en: `This is a folder, not a file: ${path}` })
  if (code === 'ENOTDIR' || code === 'EEXIST')
    return refuse('file.not-folder', { zh: `这不是目录：${path}`, en: `This is not a folder: ${path}` })
  if (code === 'EACCES' || code === 'EPERM' || code === 'EROFS')
    return refuse('file.forbidden', { zh: `没有权限：${path}`, en: `No permission: ${path}` }, { kind: 'forbidden' })
  if (code === 'ENOSPC') return diskFull(path)
  return error
}

function diskFull(path: string) {
  return refuse(
    'streets.disk',
    { zh: `磁盘空间不足：${path}`, en: `Not enough room on the disk: ${path}` },
    { kind: 'too-large', next: { zh: '请清理磁盘或换一个目录', en: 'Free some room or choose another folder' } },
  )
}

/** Size of a street file, and a door that opens it afresh for every pass. */
export async function streetFile(path: string): Promise<{ bytes: number; source: () => AsyncIterable<Uint8Array> }> {
  try {
    const found = await stat(path)
    if (found.isDirectory()) throw Object.assign(new Error('folder'), { code: 'EISDIR' })
    const handle = await open(path)
    await handle.close()
    return { bytes: found.size, source: () => createReadStream(path, { highWaterMark: 1 << 20 }) }
  } catch (error) {
    throw fileRefusal(error, path)
  }
}

/** Writes streets into a folder so that a reader finds the old ones or the new ones, never half of either. */
export async function writeStreets(folder: string, streets: Streets, report: unknown): Promise<void> {
  const bytes = encodeStreets(streets)
  const made = await mkdir(folder, { recursive: true }).catch((error: unknown) => {
    throw fileRefusal(error, folder)
  })
  const partial = join(folder, `${GRAPH}.${process.pid}.part`)
  try {
    const { bavail, bsize } = await statfs(folder)
    if (bavail * bsize < bytes.length + 1_048_576) throw diskFull(folder)
    for (const [name, content] of [
      [REPORT, `${JSON.stringify(report, null, 1)}\n`],
      [GRAPH, bytes],
    ] as const) {
      const handle = await open(partial, 'w')
      try {
        await handle.writeFile(content)
        await handle.sync()
      } finally {
        await handle.close()
      }
      await rename(partial, join(folder, name))
    }
  } catch (error) {
    await rm(partial, { force: true })
    if (made !== undefined) await rm(made, { recursive: true, force: true })
    throw fileRefusal(error, folder)
  }
}

/** Streets of a folder that `streets import` made. */
export async function loadStreets(folder: string): Promise<Streets> {
  try {
    return decodeStreets(await readFile(join(folder, GRAPH)))
  } catch (error) {
    const code = (error as NodeJS.ErrnoException).code
    if (code === 'ENOENT' || code === 'ENOTDIR') {
      throw refuse(
        'streets.missing',
        { zh: `这个目录里没有街道：${resolve(folder)}`, en: `There are no streets in this folder: ${resolve(folder)}` },
        {
          kind: 'missing',
          next: {
            zh: '先运行 yike streets import 文件 --out 目录',
            en: 'First run yike streets import FILE --out DIR',
          },
        },
      )
    }
    throw fileRefusal(error, folder)
  }
}
