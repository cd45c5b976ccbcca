import { canonicalJson, sha256Hex } from '../../kernel/hash.ts'
import { refuse } from '../../kernel/refusal.ts'
import { type Database, sql, systemActor, type Tx } from '../db/index.ts'
import { isSignedBy, type JournalKeys } from './keys.ts'
import { fileSeals, lastFiled, type SignedSeal } from './sealfile.ts'
import { hashesOf } from './stored.ts'
import { consistencyRuns, fold, verifyConsistency } from './tree.ts'

/** Size and root (hex) of one lane's tree. */
export type LaneHead = { lane: number; size: number; root: string }

/** What a seal says. The text that is signed is this in canonical JSON. */
export type SealContent = {
  jurisdiction: string
  /** 1, 2, 3 … within the jurisdiction. */
  number: number
  at: string
  /** Lanes that hold anything, by number. */
  lanes: LaneHead[]
  /** SHA-256 (hex) of the seal before, `null` for the first. */
  previous: string | null
  /** Id of the key that signed. */
  key: string
}

export type Seal = SealContent & SignedSeal & { hash: string }

/** Reads a signed seal without judging it. Throws when the content is no seal at all. */
export function readSeal(signed: SignedSeal): Seal {
  const body = JSON.parse(signed.content) as SealContent
  if (!Number.isSafeInteger(body.number) || !Array.isArray(body.lanes)) throw new TypeError('not a seal')
  return { ...body, ...signed, hash: sha256Hex(signed.content) }
}

/** The newest seals of the actor's jurisdiction as they were signed, the newest first. One statement. */
export async function latestSeals(tx: Tx, most: number): Promise<SignedSeal[]> {
  return tx.rows(
    sql`select content, signature from journal.seal where jurisdiction = ${tx.actor.jurisdiction} order by number desc limit ${most}`,
  )
}

/** True when a trusted key signed the seal. */
export function isAuthentic(seal: Seal, trusted: JournalKeys['trusted']): boolean {
  const key = trusted.get(seal.key)
  return key !== undefined && isSignedBy(key, seal.content, seal.signature)
}

function broken(jurisdiction: string, what: { zh: string; en: string }) {
  return refuse(
    'journal.broken',
    {
      zh: `${jurisdiction} 的日志与此前签封不符：${what.zh}`,
      en: `The journal of ${jurisdiction} contradicts what was sealed: ${what.en}`,
    },
    {
      kind: 'conflict',
      params: { jurisdiction },
      next: {
        zh: '运行“yike journal verify”查明位置；在此之前不再签封',
        en: 'Run "yike journal verify" to see where; nothing is sealed until then',
      },
    },
  )
}

async function alone(tx: Tx): Promise<void> {
  await tx.rows(sql`select pg_advisory_xact_lock(hashtextextended('journal.seal:' || ${tx.actor.jurisdiction}, 0))`)
}

const sealsAfter = (tx: Tx, number: number) =>
  tx.rows<SignedSeal>(sql`select content, signature from journal.seal
    where jurisdiction = ${tx.actor.jurisdiction} and number > ${number} order by number`)

/** Brings the file up to the table, and makes sure that the table still holds what the file does. */
async function fileNewSeals(tx: Tx, keys: JournalKeys): Promise<Seal | null> {
  const { jurisdiction } = tx.actor
  await alone(tx)
  const last = lastFiled(keys.folder, jurisdiction)
  const filed = last === null ? null : readSeal(last)
  const stored = (await sealsAfter(tx, (filed?.number ?? 1) - 1)).map(readSeal)
  if (filed !== null && stored[0]?.content !== filed.content) {
    throw broken(jurisdiction, {
      zh: `数据库中没有第 ${filed.number} 号签封`,
      en: `the database lacks seal ${filed.number}`,
    })
  }
  const fresh = filed === null ? stored : stored.slice(1)
  for (const seal of fresh) {
    if (!isAuthentic(seal, keys.trusted))
      throw broken(jurisdiction, {
        zh: `第 ${seal.number} 号签封的签名不对`,
        en: `seal ${seal.number} is not signed by us`,
      })
  }
  fileSeals(keys.folder, jurisdiction, fresh)
  return stored.at(-1) ?? null
}

async function headsOf(tx: Tx): Promise<LaneHead[]> {
  const rows = await tx.rows<{ lane: number; size: number; frontier: Buffer }>(sql`
    select lane, size, frontier from journal.lane where jurisdiction = ${tx.actor.jurisdiction} and size > 0 order by lane`)
  return rows.map(({ lane, size, frontier }) => {
    const parts = Array.from({ length: frontier.length / 32 }, (_, i) => frontier.subarray(32 * i, 32 * i + 32))
    return { lane, size, root: fold(parts).toString('hex') }
  })
}

/** Throws unless every lane only grew since the seal before. */
async function requireGrowth(tx: Tx, before: Seal, heads: LaneHead[]): Promise<void> {
  const { jurisdiction } = tx.actor
  for (const old of before.lanes) {
    const head = heads.find(({ lane }) => lane === old.lane)
    const shrunk = broken(jurisdiction, { zh: `第 ${old.lane} 道变短或改动`, en: `lane ${old.lane} shrank or changed` })
    if (head === undefined || head.size < old.size) throw shrunk
    const runs = consistencyRuns(old.size, head.size).map((run) => ({ ...run, lane: old.lane }))
    const path = await hashesOf(tx, jurisdiction, runs).catch(() => null)
    const roots = [old.root, head.root].map((root) => Buffer.from(root, 'hex')) as [Buffer, Buffer]
    if (path === null || !verifyConsistency(old.size, head.size, ...roots, path)) throw shrunk
  }
}

/**
 * Signs where the journal of a jurisdiction stands, stores the seal and files it outside the database. Does nothing when nothing is
 * new. It signs only what continues the seal before it.
 *
 * @returns the new seal, or null
 * @throws Refusal `journal.broken` when the database contradicts an earlier seal
 */
export async function seal(db: Database, keys: JournalKeys, jurisdiction: string): Promise<Seal | null> {
  const actor = systemActor('journal.seal', jurisdiction)
  const made = await db.write(actor, async (tx) => {
    const before = await fileNewSeals(tx, keys)
    const heads = await headsOf(tx)
    if (before !== null) await requireGrowth(tx, before, heads)
    if (canonicalJson(heads) === canonicalJson(before?.lanes ?? [])) return null
    const body: SealContent = {
      jurisdiction,
      number: (before?.number ?? 0) + 1,
      at: tx.now.toISOString(),
      lanes: heads,
      previous: before?.hash ?? null,
      key: keys.id,
    }
    const content = canonicalJson(body)
    const signed = { content, signature: keys.sign(content) }
    await tx.run(sql`insert into journal.seal (jurisdiction, number, content, signature)
      values (${jurisdiction}, ${body.number}, ${content}, ${signed.signature})`)
    return readSeal(signed)
  })
  // After the commit: what is on file is then always in the table too, whatever crashes in between.
  if (made !== null) await db.read(actor, (tx) => fileNewSeals(tx, keys))
  return made
}
