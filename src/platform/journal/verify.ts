import { createHash } from 'node:crypto'
import { type Database, installationActor, sql, type Tx } from '../db/index.ts'
import { type Finding, Findings } from './finding.ts'
import type { JournalKeys } from './keys.ts'
import { filedJurisdictions } from './sealfile.ts'
import { ALTERED, type Misfit, verifyLane } from './verifylane.ts'
import { verifySeals, type Witness } from './verifyseals.ts'

export type VerifyOptions = {
  /** Only the trusted public keys and the folder are used. */
  keys: Pick<JournalKeys, 'folder' | 'trusted'>
  /** All jurisdictions unless given. */
  jurisdiction?: string
  /** Seals that were noted down outside this installation. */
  witnesses?: readonly Witness[]
  onProgress?: (progress: { jurisdiction: string; lane: number; entries: number }) => void
}

export type VerifyReport = {
  /** True when nothing was found that is more than a notice. */
  sound: boolean
  jurisdictions: number
  entries: number
  seals: number
  /** Entries that no seal covers yet. */
  unsealed: number
  /** Alarms, also beyond those listed. */
  alarms: number
  seconds: number
  findings: Finding[]
  /** The newest authentic seal of each jurisdiction: worth printing, publishing, and giving to `witnesses` next time. */
  newest: (Witness & { at: string })[]
}

type Place = { jurisdiction: string; lane: number }

/** Every lane that has entries or a head, by stepping through the index. */
const lanesOf = (tx: Tx) =>
  tx.rows<Place>(sql`
    with recursive step as (
      (select jurisdiction, lane from journal.entry order by 1, 2 limit 1)
      union all
      select n.jurisdiction, n.lane from step s cross join lateral (
        select e.jurisdiction, e.lane from journal.entry e where (e.jurisdiction, e.lane) > (s.jurisdiction, s.lane) order by 1, 2 limit 1) n
    )
    select jurisdiction, lane from step union select jurisdiction, lane from journal.lane order by 1, 2`)

const sealedJurisdictions = (tx: Tx) =>
  tx.rows<{ jurisdiction: string }>(sql`select distinct jurisdiction from journal.seal`)

const GUARDS = [
  'entry.only_grows',
  'entry.never_emptied',
  'lane.only_grows',
  'lane.only_forward',
  'lane.never_emptied',
  'seal.only_grows',
  'seal.never_emptied',
]

/** The triggers that refuse change, each enabled in every kind of session, and row-level security. */
async function verifyGuards(tx: Tx, findings: Findings): Promise<void> {
  const rows = await tx.rows<{ guard: string }>(sql`
    select c.relname || '.' || t.tgname guard from pg_trigger t join pg_class c on c.oid = t.tgrelid
      where c.relnamespace = 'journal'::regnamespace and t.tgenabled = 'A'
    union all select c.relname from pg_class c
      where c.relnamespace = 'journal'::regnamespace and c.relkind in ('r', 'p') and c.relrowsecurity and c.relforcerowsecurity`)
  const present = new Set(rows.map(({ guard }) => guard))
  for (const guard of [...GUARDS, 'entry', 'lane', 'seal']) {
    if (present.has(guard)) continue
    const what = guard.includes('.') ? `trigger journal.${guard}` : `row-level security on journal.${guard}`
    findings.add(
      'guard-missing',
      { jurisdiction: '' },
      { zh: `防护被撤除：${what}`, en: `taken away or switched off: ${what}` },
    )
  }
}

const leafOf = (content: string) => createHash('sha256').update('\0').update(content).digest('hex')

/** Names what is wrong with entries that do not give their hash: they belong to another place, or their content is not what it was. */
function judgeMisfits(jurisdiction: string, misfits: readonly Misfit[], findings: Findings): void {
  for (const misfit of misfits) {
    const { lane, position, stored } = misfit
    const neighbours = [-1, 1].map((by) => ({ lane, position: position + by, stored }))
    const home = [...misfits, ...neighbours].find((other) => {
      if (other.lane === lane && other.position === position) return false
      const leaf = leafOf(misfit.contentAt(other.lane, other.position))
      return leaf === stored || leaf === other.stored
    })
    const where = { jurisdiction, lane, position }
    if (home === undefined) {
      findings.add('altered', where, ALTERED)
    } else {
      findings.add('reordered', where, {
        zh: `这一条原在第 ${home.lane} 道第 ${home.position} 位`,
        en: `this entry belongs to lane ${home.lane}, position ${home.position}`,
      })
    }
  }
}

/**
 * Computes every tree again from the rows and compares it with what was signed. It shares no code with what wrote the rows, trusts
 * nothing in the database, and only reads.
 */
export async function verifyJournal(db: Database, options: VerifyOptions): Promise<VerifyReport> {
  const began = performance.now()
  const findings = new Findings()
  const actor = installationActor('journal.verify')
  const only = ({ jurisdiction }: { jurisdiction: string }) =>
    options.jurisdiction === undefined || jurisdiction === options.jurisdiction
  const { lanes, sealed } = await db.read(actor, async (tx) => {
    await verifyGuards(tx, findings)
    return { lanes: (await lanesOf(tx)).filter(only), sealed: (await sealedJurisdictions(tx)).filter(only) }
  })
  const filed = filedJurisdictions(options.keys.folder).filter((jurisdiction) => only({ jurisdiction }))
  const codes = [...new Set([...lanes, ...sealed].map(({ jurisdiction }) => jurisdiction).concat(filed))].sort()
  const report = { entries: 0, seals: 0, unsealed: 0, newest: [] as VerifyReport['newest'] }
  for (const jurisdiction of codes) {
    const seals = await db.read(actor, (tx) =>
      verifySeals(tx, options.keys, jurisdiction, options.witnesses ?? [], findings),
    )
    report.seals += seals.count
    if (seals.newest !== null) {
      const { number, hash, at } = seals.newest
      report.newest.push({ jurisdiction, number, hash, at })
    }
    const present = lanes.filter((each) => each.jurisdiction === jurisdiction).map(({ lane }) => lane)
    const misfits: Misfit[] = []
    for (const lane of [...new Set([...present, ...seals.marks.keys()])].sort((a, b) => a - b)) {
      const where = { jurisdiction, lane }
      let done = 0
      const onRows = (count: number) => {
        done += count
        options.onProgress?.({ ...where, entries: done })
      }
      const result = await db.read(actor, (tx) => verifyLane(tx, where, seals.marks.get(lane) ?? [], findings, onRows))
      report.entries += result.entries
      report.unsealed += result.unsealed
      misfits.push(...result.misfits)
    }
    judgeMisfits(jurisdiction, misfits, findings)
  }
  return {
    sound: findings.alarms === 0,
    jurisdictions: codes.length,
    ...report,
    alarms: findings.alarms,
    seconds: (performance.now() - began) / 1000,
    findings: findings.sorted(),
  }
}
