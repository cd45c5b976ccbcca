import { sql, type Tx } from '../db/index.ts'
import type { Findings } from './finding.ts'
import type { JournalKeys } from './keys.ts'
import { isAuthentic, readSeal, type Seal } from './seal.ts'
import { readSeals, type SignedSeal } from './sealfile.ts'

/** A seal somebody noted down elsewhere: printed, published, or given to an auditor. */
export type Witness = { jurisdiction: string; number: number; hash: string }

function open(signed: SignedSeal): Seal | null {
  try {
    return readSeal(signed)
  } catch {
    return null
  }
}

/**
 * Judges the seals of a jurisdiction: signatures, numbers, chain, times, sizes that only grow; table against file; both against
 * witnesses. Returns the authentic ones in order, from wherever they are left: they are what the entries are held against.
 */
export async function verifySeals(
  tx: Tx,
  keys: Pick<JournalKeys, 'folder' | 'trusted'>,
  jurisdiction: string,
  witnesses: readonly Witness[],
  findings: Findings,
): Promise<Seal[]> {
  const rows = await tx.rows<SignedSeal & { number: number }>(
    sql`select number, content, signature from journal.seal where jurisdiction = ${jurisdiction} order by number`,
  )
  const lines = readSeals(keys.folder, jurisdiction)
  const forged = (number: number, zh: string, en: string) =>
    findings.add('seal-forged', { jurisdiction, seal: number }, { zh, en })

  const stored = new Map<number, Seal>()
  for (const row of rows) {
    const seal = open(row)
    if (
      seal === null ||
      seal.number !== row.number ||
      seal.jurisdiction !== jurisdiction ||
      !isAuthentic(seal, keys.trusted)
    ) {
      forged(row.number, '数据库中的签封签名不对', 'the seal in the database is not signed by a trusted key')
    } else stored.set(seal.number, seal)
  }
  const filed = new Map<number, Seal>()
  let highest = 0
  for (const line of lines) {
    const seal = line === null ? null : open(line)
    if (seal === null) {
      findings.add(
        'file-behind',
        { jurisdiction },
        { zh: '签封文件中有一行不完整', en: 'a line in the seal file is incomplete' },
      )
    } else if (seal.jurisdiction !== jurisdiction || !isAuthentic(seal, keys.trusted)) {
      forged(seal.number, '文件中的签封签名不对', 'the seal on file is not signed by a trusted key')
    } else {
      filed.set(seal.number, seal)
      highest = Math.max(highest, seal.number)
    }
  }

  const numbers = [...new Set([...stored.keys(), ...filed.keys()])].sort((a, b) => a - b)
  const authentic: Seal[] = []
  let expected = 1
  for (const number of numbers) {
    const [inTable, inFile] = [stored.get(number), filed.get(number)]
    const seal = (inFile ?? inTable)!
    if (number > expected) {
      findings.add(
        'seal-missing',
        { jurisdiction, seal: expected },
        { zh: `缺少第 ${expected} 至 ${number - 1} 号签封`, en: `seals ${expected} to ${number - 1} are gone` },
      )
    }
    if (inTable === undefined && !rows.some((row) => row.number === number)) {
      findings.add(
        'seal-missing',
        { jurisdiction, seal: number },
        { zh: '数据库中缺少此签封', en: 'the seal is gone from the database' },
      )
    }
    if (inFile === undefined && number > highest) {
      findings.add(
        'file-behind',
        { jurisdiction, seal: number },
        { zh: '此签封尚未写入文件', en: 'the seal is not on file yet' },
      )
    } else if (inFile === undefined) {
      findings.add(
        'seal-missing',
        { jurisdiction, seal: number },
        { zh: '签封文件中缺少此签封', en: 'the seal is gone from the file' },
      )
    }
    if (inTable !== undefined && inFile !== undefined && inTable.content !== inFile.content) {
      forged(number, '数据库与文件中的签封不同', 'the seals in the database and on file differ')
    }
    const before = authentic.at(-1)
    if (before !== undefined && number === before.number + 1) {
      if (seal.previous !== before.hash) forged(number, '与前一签封不相连', 'it does not continue the seal before it')
      if (seal.at < before.at) forged(number, '时间早于前一签封', 'it is dated before the seal before it')
      const shrunk = before.lanes.some((old) => (seal.lanes.find((now) => now.lane === old.lane)?.size ?? 0) < old.size)
      if (shrunk) forged(number, '所签长度变短', 'it covers less than the seal before it')
    }
    authentic.push(seal)
    expected = number + 1
  }
  for (const witness of witnesses) {
    if (witness.jurisdiction !== jurisdiction) continue
    if (authentic.find(({ number }) => number === witness.number)?.hash !== witness.hash) {
      forged(witness.number, '与留存的签封不符', 'it is not the seal that was noted down elsewhere')
    }
  }
  return authentic
}
