import { today } from '../../../kernel/dates.ts'
import { sql, type Tx } from '../../../platform/db/index.ts'
import { type ApplicationAct, type ApplicationState, applicationActs, countsOn } from './rules.ts'

export type ApplicationView = {
  id: string
  number: string
  applicant: string
  creditCode: string
  region: string
  state: ApplicationState
  awardedOn: string | null
  endsOn: string | null
  revokedOn: string | null
  /** The case that brought it; null for what was entered by hand. */
  casefile: string | null
  revision: number
  events: { revision: number; act: string; text: string; on: string; by: string; at: string }[]
  acts: ApplicationAct[]
  /** Counts today: awarded, inside its term, not revoked. */
  counts: boolean
}
export type ProgrammeView = {
  id: string
  code: string
  name: string
  ledgerKind: string | null
  category: string | null
  termYears: number
  conditions: string
  opensOn: string
  closesOn: string | null
  applications: ApplicationView[]
  counting: number
}

/** Programmes with their applications and how many awards count today. One statement. */
export async function programmeViews(tx: Tx): Promise<ProgrammeView[]> {
  const rows = await tx.rows<
    Omit<ProgrammeView, 'applications' | 'counting'> & { list: Omit<ApplicationView, 'acts' | 'counts'>[] }
  >(sql`
    select p.id, p.code, p.name, p.ledger_kind "ledgerKind", p.category, p.term_years "termYears", p.conditions, p.opens_on "opensOn", p.closes_on "closesOn",
      coalesce((select jsonb_agg(jsonb_build_object('id', a.id, 'number', a.number, 'applicant', a.applicant, 'creditCode', a.credit_code, 'region', a.region,
          'state', a.state, 'awardedOn', a.awarded_on, 'endsOn', a.ends_on, 'revokedOn', a.revoked_on, 'casefile', a.casefile, 'revision', a.revision, 'events',
          (select jsonb_agg(jsonb_build_object('revision', e.revision, 'act', e.act, 'text', e.text, 'on', e.on_date, 'by', e.by_name, 'at', e.at) order by e.revision)
            from evaluation.application_event e where e.jurisdiction = a.jurisdiction and e.application = a.id)) order by a.number)
        from evaluation.application a where a.jurisdiction = p.jurisdiction and a.programme = p.id), '[]') list
    from evaluation.programme p where p.jurisdiction = ${tx.actor.jurisdiction} order by p.opens_on desc, p.code`)
  const day = today(tx.now.getTime())
  return rows.map(({ list, ...row }) => {
    const applications = list.map((each) => ({
      ...each,
      // What the procedure granted is revoked there, with its certificate.
      acts: each.casefile === null ? applicationActs(each.state) : [],
      counts: countsOn(each, day),
    }))
    return { ...row, applications, counting: applications.filter((each) => each.counts).length }
  })
}

/** Awards of a kind of the ledger that count on a day: unrevoked and inside their term. One statement. */
export async function awardsOn(tx: Tx, ledgerKind: string, day: string): Promise<number> {
  const { n } = await tx.one<{ n: number }>(sql`select count(*)::int n from evaluation.application a
    join evaluation.programme p on p.jurisdiction = a.jurisdiction and p.id = a.programme
    where a.jurisdiction = ${tx.actor.jurisdiction} and p.ledger_kind = ${ledgerKind} and a.awarded_on <= ${day}::date and a.ends_on >= ${day}::date
      and (a.revoked_on is null or a.revoked_on > ${day}::date)`)
  return n
}
