import type { Bilingual } from '../../kernel/refusal.ts'

/** What verification may find. Notices tell; everything else means that somebody interfered or that data were lost. */
export type FindingKind =
  /** A column of an entry is not what was hashed. */
  | 'altered'
  /** Entries are gone. */
  | 'deleted'
  /** An entry stands where another belongs. */
  | 'reordered'
  /** Entries that no head accounts for. */
  | 'inserted'
  /** Entries agree with each other but not with what was sealed: the history was written anew. */
  | 'rewritten'
  /** The head of a lane does not fit its entries. */
  | 'head-altered'
  /** A seal is not signed by a trusted key, does not continue the one before, or differs between table and file. */
  | 'seal-forged'
  /** A seal is gone from the table or from the middle of the file. */
  | 'seal-missing'
  /** A trigger or the row-level security that guards the tables is gone. */
  | 'guard-missing'
  /** Notice: an entry says a time that does not fit the seals around it. */
  | 'misdated'
  /** Notice: entries that no seal covers yet; in these an owner of the database could still hide a change. */
  | 'tail-unsealed'
  /** Notice: seals that are not on file yet, or a line in the file that a crash cut short. */
  | 'file-behind'

export type Finding = {
  kind: FindingKind
  severity: 'alarm' | 'notice'
  jurisdiction: string
  lane?: number
  /** First and last position concerned. */
  position?: number
  to?: number
  /** Number of the seal concerned. */
  seal?: number
  text: Bilingual
}

const NOTICES: ReadonlySet<FindingKind> = new Set(['misdated', 'tail-unsealed', 'file-behind'])

/** More of one kind in one jurisdiction are only counted. */
const MOST = 200

/** Collects findings; runs of the same kind become one. */
export class Findings {
  readonly list: Finding[] = []
  /** Alarms found, also those that are not listed. */
  alarms = 0
  private readonly counts = new Map<string, number>()

  add(kind: FindingKind, where: Omit<Finding, 'kind' | 'severity' | 'text'>, text: Bilingual): void {
    const severity = NOTICES.has(kind) ? 'notice' : 'alarm'
    if (severity === 'alarm') this.alarms++
    const last = this.list.at(-1)
    const continues =
      last !== undefined &&
      last.kind === kind &&
      last.jurisdiction === where.jurisdiction &&
      last.lane === where.lane &&
      where.position !== undefined &&
      where.position === (last.to ?? Number.NaN) + 1 &&
      last.text.en === text.en
    if (continues) {
      last.to = where.to ?? where.position
      return
    }
    const key = `${where.jurisdiction} ${kind}`
    const count = (this.counts.get(key) ?? 0) + 1
    this.counts.set(key, count)
    if (count > MOST) return
    const place = where.position === undefined ? where : { ...where, to: where.to ?? where.position }
    this.list.push({ kind, severity, ...place, text })
  }

  /** By jurisdiction, then seals, then entries in order. */
  sorted(): Finding[] {
    const key = (each: Finding) => [each.lane ?? -1, each.position ?? -1, each.seal ?? -1]
    return this.list.toSorted((a, b) => {
      if (a.jurisdiction !== b.jurisdiction) return a.jurisdiction < b.jurisdiction ? -1 : 1
      const [left, right] = [key(a), key(b)]
      return left.map((part, i) => part - right[i]!).find((difference) => difference !== 0) ?? 0
    })
  }
}
