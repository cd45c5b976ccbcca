import { createHash } from 'node:crypto'
import type { Bilingual } from '../../kernel/refusal.ts'
import { raw, sql, type Tx } from '../db/index.ts'
import type { Findings } from './finding.ts'

/** What a seal said of a lane, and when. */
export type Mark = { seal: number; size: number; root: string; at: string }

/** An entry whose content does not give its hash, kept to see whether it belongs elsewhere. */
export type Misfit = {
  lane: number
  position: number
  stored: string
  contentAt(lane: number, position: number): string
}

export type LaneResult = { entries: number; unsealed: number; misfits: Misfit[] }

type Row = {
  position: number
  at: string
  actor: string
  action: string
  kind: string
  id: string
  purpose: string | null
  detail: string
  hash: Buffer
  nodes: Buffer
}

/** The text for an entry whose content does not give its hash. */
export const ALTERED: Bilingual = { zh: '内容与其哈希不符', en: 'the content does not give its hash' }

const BATCH = 4000
/** Beyond this many they are called altered without looking whether they were moved. */
const MOST_MISFITS = 200
/** An entry may be this much younger than the seal that covers it, or older than the seal before it, before it is worth a word. */
const CLOCK_TOLERANCE = 10 * 60_000
const LONG_TRANSACTION = 60 * 60_000

const sha = (prefix: number, ...parts: (string | Buffer)[]): Buffer => {
  const hash = createHash('sha256').update(Buffer.of(prefix))
  for (const part of parts) hash.update(part)
  return hash.digest()
}

/** The bytes of a leaf, built from the row alone: the counterpart of `journal.content`. */
function contentOf(jurisdiction: string, lane: number, position: number, row: Row): string {
  const head = `{"jurisdiction":${JSON.stringify(jurisdiction)},"lane":${lane},"position":${position},"at":"${row.at}"`
  const who = `,"actor":${JSON.stringify(row.actor)},"action":${JSON.stringify(row.action)}`
  const what = `,"subject":{"kind":${JSON.stringify(row.kind)},"id":${JSON.stringify(row.id)}}`
  return `${head}${who}${what},"purpose":${JSON.stringify(row.purpose)},"detail":${row.detail}}`
}

/**
 * The right edge of the tree while leaves are added: complete subtrees, largest first. A hash that is not known, because a leaf is
 * gone or contradicts itself, is null and heals as soon as a later entry holds the hash of a subtree around it.
 */
class Edge {
  size = 0
  readonly stack: { level: number; hash: Buffer | null }[] = []

  /** Adds a leaf and compares the subtrees it closes with those the entry holds. Returns the level of the lowest that
   * differs, 0 when the entry holds too many or too few, -1 when all is well. */
  add(leaf: Buffer | null, stored: Buffer | null): number {
    let wrong = -1
    let level = 0
    let hash = leaf
    this.size++
    for (; this.stack.at(-1)?.level === level; level++) {
      const left = this.stack.pop()!.hash
      const computed = left === null || hash === null ? null : sha(1, left, hash)
      const kept = stored === null ? null : stored.subarray(32 * level, 32 * level + 32)
      if (computed !== null && kept !== null && !computed.equals(kept)) {
        if (wrong === -1) wrong = level + 1
        hash = null
      } else {
        hash = computed ?? (wrong === -1 && kept?.length === 32 ? kept : null)
      }
    }
    this.stack.push({ level, hash })
    if (wrong === -1 && stored !== null && stored.length !== 32 * level) wrong = 0
    return wrong
  }

  /** Adds leaves that are gone, without walking over them one by one. */
  skip(count: number): void {
    for (let left = count; left > 0; ) {
      let level = 0
      while (this.size % 2 ** (level + 1) === 0 && 2 ** (level + 1) <= left) level++
      this.size += 2 ** level
      left -= 2 ** level
      while (this.stack.at(-1)?.level === level) {
        this.stack.pop()
        level++
      }
      this.stack.push({ level, hash: null })
    }
  }

  root(): Buffer | null {
    let root: Buffer | null = null
    for (let i = this.stack.length - 1; i >= 0; i--) {
      const { hash } = this.stack[i]!
      if (hash === null) return null
      root = root === null ? hash : sha(1, hash, root)
    }
    return root
  }
}

/** Yields the entries of a lane in order of position; the next batch is on its way while one is worked on. */
async function* entriesOf(tx: Tx, jurisdiction: string, lane: number): AsyncGenerator<Row[]> {
  await tx.run(sql`declare leaves no scroll cursor for
    select "position", to_char(at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"') at, actor, action, subject_kind kind, subject_id id,
      purpose, detail::text detail, hash, nodes
    from journal.entry where jurisdiction = ${jurisdiction} and lane = ${lane} order by "position"`)
  const fetch = () => tx.rows<Row>(raw(`fetch ${BATCH} from leaves`))
  let next = fetch()
  for (;;) {
    const rows = await next
    if (rows.length === 0) return
    next = fetch()
    yield rows
  }
}

/**
 * Computes the tree of one lane again from the contents of its rows and compares it with the hashes in the rows, with the head and
 * with every seal. Runs in a transaction of its own that may only read.
 */
export async function verifyLane(
  tx: Tx,
  where: { jurisdiction: string; lane: number },
  marks: readonly Mark[],
  findings: Findings,
  onRows: (count: number) => void,
): Promise<LaneResult> {
  const { jurisdiction, lane } = where
  await tx.run(raw('set transaction isolation level repeatable read'))
  const head = await tx.maybe<{ size: number; frontier: Buffer }>(
    sql`select size, frontier from journal.lane where jurisdiction = ${jurisdiction} and lane = ${lane}`,
  )
  const sealed = marks.at(-1)?.size ?? 0
  const expected = Math.max(head?.size ?? 0, sealed)
  const edge = new Edge()
  const misfits: Misfit[] = []
  let entries = 0
  let next = 0
  /** Size of the last seal that agreed; and since then, whether something was found that explains a disagreement. */
  let agreed = 0
  let explained = false
  let diverged = false

  const gone = (from: number, to: number) => {
    explained = true
    findings.add('deleted', { ...where, position: from, to }, { zh: '记录被删除', en: 'entries are gone' })
  }
  const compare = (mark: Mark) => {
    const root = edge.root()
    if (root === null) return
    if (root.toString('hex') === mark.root) {
      agreed = mark.size
      explained = false
      diverged = false
    } else if (!explained && !diverged) {
      diverged = true
      findings.add(
        'rewritten',
        { ...where, position: agreed, to: sealed - 1, seal: mark.seal },
        {
          zh: `记录彼此相符，但与第 ${mark.seal} 号签封不符：历史被整体改写`,
          en: `entries agree with each other but not with seal ${mark.seal}: history was written anew`,
        },
      )
    }
  }
  const reach = (size: number) => {
    for (; next < marks.length && marks[next]!.size <= size; next++)
      if (marks[next]!.size === size) compare(marks[next]!)
  }
  const date = (row: Row) => {
    const [before, after] = [marks[next - 1], marks[next]]
    const at = Date.parse(row.at)
    if (after !== undefined && at > Date.parse(after.at) + CLOCK_TOLERANCE) {
      findings.add(
        'misdated',
        { ...where, position: row.position, seal: after.seal },
        { zh: '时间晚于其签封', en: 'dated after the seal that covers it' },
      )
    } else if (before !== undefined && at < Date.parse(before.at) - LONG_TRANSACTION) {
      findings.add(
        'misdated',
        { ...where, position: row.position, seal: before.seal },
        { zh: '时间早于前一签封一小时以上', en: 'dated over an hour before the seal before it' },
      )
    }
  }
  const take = (row: Row) => {
    entries++
    if (row.position < edge.size || row.position >= expected) {
      explained = true
      findings.add(
        'inserted',
        { ...where, position: row.position },
        { zh: '多出的记录', en: 'an entry that no head accounts for' },
      )
      return
    }
    if (row.position > edge.size) {
      gone(edge.size, row.position - 1)
      edge.skip(row.position - edge.size)
      while (next < marks.length && marks[next]!.size <= edge.size) next++
    }
    const leaf = sha(0, contentOf(jurisdiction, lane, row.position, row))
    const sound = row.hash?.equals(leaf) === true
    const wrong = edge.add(sound ? leaf : null, sound ? row.nodes : null)
    if (!sound) {
      explained = true
      if (misfits.length === MOST_MISFITS) findings.add('altered', { ...where, position: row.position }, ALTERED)
      else {
        misfits.push({
          lane,
          position: row.position,
          stored: row.hash?.toString('hex') ?? '',
          contentAt: (l, p) => contentOf(jurisdiction, l, p, row),
        })
      }
    } else if (wrong !== -1) {
      explained = true
      const from = Math.max(0, row.position + 1 - 2 ** wrong)
      findings.add(
        'altered',
        { ...where, position: from, to: row.position },
        {
          zh: '其中有记录连同其哈希被改，或节点哈希被改',
          en: 'one of these was altered together with its hash, or the node hashes were',
        },
      )
    }
    date(row)
    reach(edge.size)
  }

  for await (const rows of entriesOf(tx, jurisdiction, lane)) {
    for (const row of rows) take(row)
    onRows(rows.length)
  }
  if (edge.size < expected) gone(edge.size, expected - 1)
  const known = edge.stack.every(({ hash }) => hash !== null)
  const frontier = known ? Buffer.concat(edge.stack.map(({ hash }) => hash!)) : null
  if (edge.size > 0 || head !== null) {
    const fits = head !== null && head.size === edge.size && (frontier === null || head.frontier.equals(frontier))
    if (!fits) {
      findings.add('head-altered', where, { zh: '道首与记录不符', en: 'the head of the lane does not fit its entries' })
    }
  }
  const unsealed = Math.max(0, edge.size - sealed)
  if (unsealed > 0) {
    findings.add(
      'tail-unsealed',
      { ...where, position: sealed, to: edge.size - 1 },
      { zh: '尚未签封', en: 'not sealed yet' },
    )
  }
  return { entries, unsealed, misfits }
}
