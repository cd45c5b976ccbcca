import {
  closeSync,
  existsSync,
  fstatSync,
  fsyncSync,
  mkdirSync,
  openSync,
  readdirSync,
  readSync,
  writeSync,
} from 'node:fs'
import { join } from 'node:path'
import { StringDecoder } from 'node:string_decoder'

/** A signed head as it is stored and filed: the text that was signed, and the signature in base64. */
export type SignedSeal = { content: string; signature: string }

const PATTERN = /^seals-(\d{6})\.jsonl$/

/** The file that holds a jurisdiction's seals outside the database, one JSON object a line. */
export function sealFile(folder: string, jurisdiction: string): string {
  return join(folder, 'journal', `seals-${jurisdiction}.jsonl`)
}

/** Jurisdictions that have seals on file. */
export function filedJurisdictions(folder: string): string[] {
  const place = join(folder, 'journal')
  if (!existsSync(place)) return []
  return readdirSync(place).flatMap((name) => PATTERN.exec(name)?.[1] ?? [])
}

function parse(line: string): SignedSeal | null {
  try {
    const seal = JSON.parse(line) as Partial<SignedSeal>
    if (typeof seal.content === 'string' && typeof seal.signature === 'string')
      return { content: seal.content, signature: seal.signature }
  } catch {
    // a line cut short by a crash, or one that somebody wrote into: the caller decides
  }
  return null
}

const CHUNK = 1 << 20

/** The seals on file, in order, read piece by piece; `null` for a line that is none. */
export function* readSeals(folder: string, jurisdiction: string): Generator<SignedSeal | null> {
  const file = sealFile(folder, jurisdiction)
  if (!existsSync(file)) return
  const handle = openSync(file, 'r')
  try {
    const decoder = new StringDecoder('utf8')
    const chunk = Buffer.alloc(CHUNK)
    let rest = ''
    for (let read = readSync(handle, chunk); read > 0; read = readSync(handle, chunk)) {
      const lines = (rest + decoder.write(chunk.subarray(0, read))).split('\n')
      rest = lines.pop() ?? ''
      for (const line of lines) if (line !== '') yield parse(line)
    }
    if (rest !== '') yield parse(rest)
  } finally {
    closeSync(handle)
  }
}

/** Far more than the longest seal. */
const TAIL = 65_536

/** The last whole seal on file, without reading what is before it. */
export function lastFiled(folder: string, jurisdiction: string): SignedSeal | null {
  const file = sealFile(folder, jurisdiction)
  if (!existsSync(file)) return null
  const handle = openSync(file, 'r')
  try {
    const { size } = fstatSync(handle)
    const buffer = Buffer.alloc(Math.min(size, TAIL))
    readSync(handle, buffer, 0, buffer.length, size - buffer.length)
    const lines = buffer.toString('utf8').split('\n')
    for (const line of lines.reverse()) {
      const seal = parse(line)
      if (seal !== null) return seal
    }
    return null
  } finally {
    closeSync(handle)
  }
}

function sync(path: string): void {
  const handle = openSync(path, 'r')
  fsyncSync(handle)
  closeSync(handle)
}

/** Adds seals at the end of the file and waits until the disk has them. A line that a crash cut short is closed first. */
export function fileSeals(folder: string, jurisdiction: string, seals: readonly SignedSeal[]): void {
  if (seals.length === 0) return
  const file = sealFile(folder, jurisdiction)
  const fresh = !existsSync(file)
  if (fresh) mkdirSync(join(folder, 'journal'), { recursive: true, mode: 0o700 })
  const handle = openSync(file, 'a+', 0o600)
  try {
    const { size } = fstatSync(handle)
    const end = Buffer.alloc(1)
    const cut = size > 0 && readSync(handle, end, 0, 1, size - 1) === 1 && end[0] !== 10
    const lines = seals.map(({ content, signature }) => `${JSON.stringify({ content, signature })}\n`).join('')
    writeSync(handle, `${cut ? '\n' : ''}${lines}`)
    fsyncSync(handle)
  } finally {
    closeSync(handle)
  }
  if (fresh) sync(join(folder, 'journal'))
}
