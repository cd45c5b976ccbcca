import { today } from '../../../kernel/dates.ts'
import { refuse } from '../../../kernel/refusal.ts'
import { type Sql, sql, type Tx } from '../../../platform/db/index.ts'
import type { BanView } from '../model.ts'
import { banDaysLeft, banState, holdsOn } from './rules.ts'

/** A ban as the database keeps it. */
export type BanRow = Omit<BanView, 'state' | 'daysLeft' | 'organisation'> & { personDigest: string | null }

const BAN: Sql = sql`b.id, b.subject, b.credit_code "creditCode", b.person_digest "personDigest", b.shown, b.scopes, b.basis,
  b.paper_number "paperNumber", b.decided_by "decidedBy", b.reason, b.starts_on "startsOn", b.ends_on "endsOn", b.appeal,
  b.appealed_on "appealedOn", b.appeal_result "appealResult", b.appeal_answer "appealAnswer", b.lifted_on "liftedOn", b.lifted_how "liftedHow",
  b.lifted_reason "liftedReason", b.revision`

/** @throws Refusal `ban.missing` */
export async function banWith(tx: Tx, id: string, lock = false): Promise<BanRow> {
  const row = await tx.maybe<BanRow>(sql`select ${BAN} from providers.ban b
    where b.jurisdiction = ${tx.actor.jurisdiction} and b.id = ${id} ${lock ? sql`for update` : sql``}`)
  if (row === null) throw refuse('ban.missing', { zh: '没有这项禁入', en: 'There is no such ban' }, { kind: 'missing' })
  return row
}

type Subjects = { creditCodes: readonly string[]; personDigests: readonly string[] }

/** Every ban on some organisations (by credit code, also of what was merged into them) and persons. One statement. */
export async function bansOn(tx: Tx, subjects: Subjects): Promise<BanRow[]> {
  return tx.rows<BanRow>(sql`select ${BAN} from providers.ban b
    where b.jurisdiction = ${tx.actor.jurisdiction} and (b.person_digest = any(${subjects.personDigests as string[]})
      or b.credit_code = any(${subjects.creditCodes as string[]})
      or b.credit_code in (select d.credit_code from providers.organisation d join providers.organisation k
          on k.jurisdiction = d.jurisdiction and (k.id = d.merged_into or d.id = k.merged_into or d.merged_into = k.merged_into)
        where d.jurisdiction = ${tx.actor.jurisdiction} and k.credit_code = any(${subjects.creditCodes as string[]})))
    order by b.ends_on desc nulls first, b.id`)
}

/** Those of `bansOn` that hold today. */
export async function bansHolding(tx: Tx, subjects: Subjects): Promise<BanRow[]> {
  const day = today(tx.now.getTime())
  return (await bansOn(tx, subjects)).filter((ban) => holdsOn(ban, day))
}

/** Bans whose last day lies before a day and of which nobody was told, locked. One statement. */
export async function bansRunOut(tx: Tx, day: string): Promise<BanRow[]> {
  return tx.rows<BanRow>(sql`select ${BAN} from providers.ban b
    where b.jurisdiction = ${tx.actor.jurisdiction} and b.lifted_on is null and b.ends_on < ${day}::date order by b.ends_on, b.id for update`)
}

/** Bans of the actor's government, or of one organisation and what was merged into it, those in force first, without the keyed hashes. */
export async function banViews(tx: Tx, organisation?: string): Promise<BanView[]> {
  const day = today(tx.now.getTime())
  const rows = await tx.rows<
    BanRow & { organisation: string | null }
  >(sql`select ${BAN}, coalesce(o.merged_into, o.id) "organisation"
    from providers.ban b
    left join providers.organisation o on o.jurisdiction = b.jurisdiction and o.credit_code = b.credit_code
    where b.jurisdiction = ${tx.actor.jurisdiction} ${organisation === undefined ? sql`` : sql`and ${organisation} in (o.id, o.merged_into)`}
    order by b.starts_on desc, b.id desc`)
  const order = { 'in-force': 0, future: 1, lifted: 2 }
  return rows
    .map(({ personDigest: _, ...row }) => ({ ...row, state: banState(row, day), daysLeft: banDaysLeft(row, day) }))
    .sort((a, b) => order[a.state] - order[b.state])
}
