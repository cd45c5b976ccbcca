import { raw, sql, type Tx } from '../db/index.ts'
import type { Findings } from './finding.ts'
import type { JournalKeys } from './keys.ts'
import { isAuthentic, readSeal, type Seal } from './seal.ts'
import { readSeals, type SignedSeal } from './sealfile.ts'
import type { Mark } from './verifylane.ts'

/** A seal somebody noted down elsewhere: printed, published, or given to an auditor. */
export type Witness = { jurisdiction: string; number: number; hash: string }

/** What the seals of a jurisdiction come to: what they say of each lane, one mark per size. */
export type SealedHistory = { count: number; newest: Seal | null; marks: Map<number, Mark[]> }

/** A seal from one of the two places; `seal` is null where it is none or not signed by us. */
type Found = { number: number; text: string; seal: Seal | null }

function judge(
  signed: SignedSeal,
  number: number | null,
  jurisdiction: string,
  trusted: JournalKeys['trusted'],
): Found | null {
  let seal: Seal
  try {
    seal = readSeal(signed)
  } catch {
    return number === null ? null : { number, text: signed.content, seal: null }
  }
  const honest =
    seal.jurisdiction === jurisdiction && seal.number === (number ?? seal.number) && isAuthentic(seal, trusted)
  return { number: number ?? seal.number, text: signed.content, seal: honest ? seal : null }
}

async function* tableOf(tx: Tx, jurisdiction: string): AsyncGenerator<SignedSeal & { number: number }> {
  await tx.run(sql`declare seals no scroll cursor for
    select number, content, signature from journal.seal where jurisdiction = ${jurisdiction} order by number`)
  for (;;) {
    const rows = await tx.rows<SignedSeal & { number: number }>(raw('fetch 500 from seals'))
    if (rows.length === 0) return
    yield* rows
  }
}

/**
 * Judges the seals of a jurisdiction: signatures, numbers, chain, times, sizes that only grow; table against file; both against
 * witnesses. Walks through both side by side, so it holds few of them at a time however many there are. What it returns comes from
 * every authentic seal, wherever it is left: that is what the entries are held against.
 */
export async function verifySeals(
  tx: Tx,
  keys: Pick<JournalKeys, 'folder' | 'trusted'>,
  jurisdiction: string,
  witnesses: readonly Witness[],
  findings: Findings,
): Promise<SealedHistory> {
  const history: SealedHistory = { count: 0, newest: null, marks: new Map() }
  const noted = new Map(
    witnesses.filter((each) => each.jurisdiction === jurisdiction).map(({ number, hash }) => [number, hash]),
  )
  const forged = (number: number, zh: string, en: string) =>
    findings.add('seal-forged', { jurisdiction, seal: number }, { zh, en })
  const missing = (from: number, to: number, zh: string, en: string) => {
    const which = from === to ? '' : ` (${from}–${to})`
    findings.add('seal-missing', { jurisdiction, seal: from }, { zh: zh + which, en: en + which })
  }

  const table = tableOf(tx, jurisdiction)
  const file = readSeals(keys.folder, jurisdiction)
  let lastFiled = 0
  const nextInTable = async (): Promise<Found | null> => {
    const { value } = await table.next()
    return value === undefined ? null : judge(value, value.number, jurisdiction, keys.trusted)
  }
  const nextInFile = (): Found | null => {
    for (;;) {
      const { value, done } = file.next()
      if (done) return null
      const found = value === null ? null : judge(value, null, jurisdiction, keys.trusted)
      if (found === null) {
        findings.add(
          'file-behind',
          { jurisdiction },
          { zh: '签封文件中有一行不完整', en: 'a line in the seal file is incomplete' },
        )
      } else if (found.number <= lastFiled) {
        forged(found.number, '文件中的签封次序不对', 'the seal on file is out of order')
      } else {
        lastFiled = found.number
        return found
      }
    }
  }

  /** Takes the next authentic seal into the history. */
  const accept = (seal: Seal) => {
    const before = history.newest
    if (before !== null && seal.number === before.number + 1) {
      if (seal.previous !== before.hash)
        forged(seal.number, '与前一签封不相连', 'it does not continue the seal before it')
      if (seal.at < before.at) forged(seal.number, '时间早于前一签封', 'it is dated before the seal before it')
      const shrunk = before.lanes.some((old) => (seal.lanes.find((now) => now.lane === old.lane)?.size ?? 0) < old.size)
      if (shrunk) forged(seal.number, '所签长度变短', 'it covers less than the seal before it')
    }
    for (const { lane, size, root } of seal.lanes) {
      const marks = history.marks.get(lane) ?? []
      const last = marks.at(-1)
      if (last?.size !== size || last.root !== root) marks.push({ seal: seal.number, size, root, at: seal.at })
      history.marks.set(lane, marks)
    }
    if (noted.get(seal.number) === seal.hash) noted.delete(seal.number)
    history.newest = seal
    history.count++
  }

  /** Seals the table has and the file, so far, has not: missing if the file goes on after them, only late if it does not. */
  let unfiled = null as { from: number; to: number } | null
  let expected = 1
  let inTable = await nextInTable()
  let inFile = nextInFile()
  while (inTable !== null || inFile !== null) {
    const number = Math.min(inTable?.number ?? Number.POSITIVE_INFINITY, inFile?.number ?? Number.POSITIVE_INFINITY)
    const stored = inTable?.number === number ? inTable : null
    const filed = inFile?.number === number ? inFile : null
    if (number > expected)
      missing(expected, number - 1, '签封在数据库和文件中都已不存', 'gone from the database and the file')
    expected = number + 1
    if (stored === null) missing(number, number, '数据库中缺少此签封', 'gone from the database')
    else if (stored.seal === null) {
      forged(number, '数据库中的签封签名不对', 'the seal in the database is not signed by a trusted key')
    }
    if (filed === null) unfiled = { from: unfiled?.from ?? number, to: number }
    else {
      if (unfiled !== null) missing(unfiled.from, unfiled.to, '签封文件中缺少', 'gone from the file')
      unfiled = null
      if (filed.seal === null) forged(number, '文件中的签封签名不对', 'the seal on file is not signed by a trusted key')
    }
    if (stored?.seal && filed?.seal && stored.text !== filed.text) {
      forged(number, '数据库与文件中的签封不同', 'the seals in the database and on file differ')
    }
    const seal = filed?.seal ?? stored?.seal
    if (seal) accept(seal)
    if (stored !== null) inTable = await nextInTable()
    if (filed !== null) inFile = nextInFile()
  }
  if (unfiled !== null) {
    const { from, to } = unfiled
    findings.add(
      'file-behind',
      { jurisdiction, seal: from },
      { zh: `第 ${from} 至 ${to} 号签封尚未写入文件`, en: `seals ${from} to ${to} are not on file yet` },
    )
  }
  for (const number of noted.keys())
    forged(number, '与留存的签封不符', 'it is not the seal that was noted down elsewhere')
  for (const marks of history.marks.values()) marks.sort((a, b) => a.size - b.size)
  return history
}
