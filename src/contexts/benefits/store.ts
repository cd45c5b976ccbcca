import type { IsoDate } from '../../kernel/dates.ts'
import { refuse } from '../../kernel/refusal.ts'
import { packed, partOf, type Sql, sql, type Tx } from '../../platform/db/index.ts'
import type { Facts, Judged, Rule } from './model.ts'

export const RULE: Sql = sql`r.id, r.benefit, r.version, r.kind, jsonb_build_object('zh', r.title_zh, 'en', r.title_en) title, r.region, r.content,
  r.basis, r.valid_from "from", r.valid_until "until"`

/** Rules in force on a day, by benefit. One statement. */
export async function rulesOn(tx: Tx, day: IsoDate): Promise<Rule[]> {
  return tx.rows<Rule>(sql`select ${RULE} from benefits.rule r where r.jurisdiction = ${tx.actor.jurisdiction}
    and r.valid_from <= ${day}::date and (r.valid_until is null or r.valid_until >= ${day}::date) order by r.benefit`)
}

/** Every version of every rule, newest first. One statement. */
export async function allRules(tx: Tx): Promise<Rule[]> {
  return tx.rows<Rule>(sql`select ${RULE} from benefits.rule r where r.jurisdiction = ${tx.actor.jurisdiction}
    order by r.benefit, r.version desc`)
}

/** The rule of a benefit on a day. @throws Refusal `benefit.unknown` */
export async function ruleOf(tx: Tx, benefit: string, day: IsoDate): Promise<Rule> {
  const rule = (await rulesOn(tx, day)).find((each) => each.benefit === benefit)
  if (rule !== undefined) return rule
  throw refuse(
    'benefit.unknown',
    { zh: '这一天没有这项补贴的有效规则', en: 'No rule for this benefit is in force on that day' },
    { at: '/benefit', next: { zh: '请先登记补贴规则', en: 'Enter the rule first' } },
  )
}

/** A line ready to be written. `seal` gives the facts under the person's key. */
export type NewLine = {
  person: string
  benefit: string
  entitlement: string
  version: number
  factsOn: IsoDate
  facts: Facts
  judged: Judged
  digest: Buffer
  seal: () => Buffer
}

/** Rows to a statement: large enough to be few, small enough for memory. */
const CHUNK = 5000

/** Writes the lines of a list, in chunks; while the database writes one the next is sealed. */
export async function insertLines(tx: Tx, list: string, lines: readonly NewLine[]): Promise<void> {
  let writing: Promise<unknown> = Promise.resolve()
  for (let at = 0; at < lines.length; at += CHUNK) {
    const part = lines.slice(at, at + CHUNK)
    const sealed = packed(part.map((line) => line.seal()))
    const digests = packed(part.map((line) => line.digest))
    await writing
    writing =
      tx.run(sql`insert into benefits.line (jurisdiction, list, person, benefit, entitlement, version, facts_on, region, outcome, fen, digest, sealed)
      select ${tx.actor.jurisdiction}, ${list}, x.person, x.benefit, x.entitlement, x.version, x.facts_on, x.region, x.outcome, x.fen,
        ${partOf(digests, sql`x.digest`, sql`x.digest_length`)}, ${partOf(sealed, sql`x.sealed`, sql`x.sealed_length`)}
      from unnest(${part.map((l) => l.person)}::uuid[], ${part.map((l) => l.benefit)}::text[],
        ${part.map((l) => l.entitlement)}::uuid[], ${part.map((l) => l.version)}::int[], ${part.map((l) => l.factsOn)}::date[],
        ${part.map((l) => l.facts.region)}::text[], ${part.map((l) => l.judged.outcome)}::text[], ${part.map((l) => l.judged.fen)}::bigint[],
        ${digests.starts}::int[], ${digests.lengths}::int[], ${sealed.starts}::int[], ${sealed.lengths}::int[])
        as x(person, benefit, entitlement, version, facts_on, region, outcome, fen, digest, digest_length, sealed, sealed_length)`)
    // It is waited for later; until then a failure has nobody to hear it.
    writing.catch(() => undefined)
  }
  await writing
}
