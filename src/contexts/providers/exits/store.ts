import { refuse } from '../../../kernel/refusal.ts'
import { type Sql, sql, type Tx } from '../../../platform/db/index.ts'

/** An exit (退出) as the database keeps it. */
export type ExitRow = {
  id: string
  organisation: string
  site: string | null
  casefile: string | null
  noticeOn: string
  stopOn: string
  plan: string
  residents: number | null
  balancesFen: number | null
  state: 'open' | 'closed' | 'abandoned'
  closedOn: string | null
  revision: number
}

export type ExitLineRow = {
  id: string
  exit: string
  kind: 'resident' | 'balance'
  shown: string
  amountFen: number | null
  stay: string | null
  settledOn: string | null
  settledHow: string | null
  settledBy: string | null
}

export const EXIT: Sql = sql`x.id, x.organisation, x.site, x.casefile, x.notice_on "noticeOn", x.stop_on "stopOn", x.plan, x.residents,
  x.balances_fen "balancesFen", x.state, x.closed_on "closedOn", x.revision`

/** @throws Refusal `exit.missing` */
export async function exitWith(tx: Tx, id: string, lock = false): Promise<ExitRow> {
  const row = await tx.maybe<ExitRow>(sql`select ${EXIT} from providers.exit x
    where x.jurisdiction = ${tx.actor.jurisdiction} and x.id = ${id} ${lock ? sql`for update` : sql``}`)
  if (row === null)
    throw refuse('exit.missing', { zh: '没有这份退出清单', en: 'There is no such exit' }, { kind: 'missing' })
  return row
}

/** The exit of a case. */
export async function exitOfCase(tx: Tx, casefile: string, lock = false): Promise<ExitRow | null> {
  return tx.maybe<ExitRow>(sql`select ${EXIT} from providers.exit x
    where x.jurisdiction = ${tx.actor.jurisdiction} and x.casefile = ${casefile} ${lock ? sql`for update` : sql``}`)
}

/** The checklists of exits, in the order they were entered. One statement. */
export async function exitLines(tx: Tx, exits: readonly string[]): Promise<ExitLineRow[]> {
  return tx.rows<ExitLineRow>(sql`select id, exit, kind, shown, amount_fen "amountFen", stay, settled_on "settledOn", settled_how "settledHow",
      settled_by "settledBy"
    from providers.exit_line where jurisdiction = ${tx.actor.jurisdiction} and exit = any(${exits as string[]}::uuid[]) order by kind desc, id`)
}
