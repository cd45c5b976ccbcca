import { inScope, may, sql, type Tx, worksIn } from '../../../platform/db/index.ts'
import { actorNames } from '../../../platform/identity/index.ts'
import { organisationWith } from '../store.ts'
import { type ExitStanding, exitStanding } from './rules.ts'
import { EXIT, type ExitLineRow, type ExitRow, exitLines, exitWith } from './store.ts'

/** An exit in a list. */
export type ExitLineView = ExitRow & { organisationName: string; standing: ExitStanding }

/** Exits, open ones first, or those in one state. Two statements. */
export async function exitList(tx: Tx, state?: ExitRow['state']): Promise<{ items: ExitLineView[] }> {
  const rows = await tx.rows<
    ExitRow & { organisationName: string }
  >(sql`select ${EXIT}, o.name "organisationName" from providers.exit x
    join providers.organisation o on o.jurisdiction = x.jurisdiction and o.id = x.organisation
    where x.jurisdiction = ${tx.actor.jurisdiction} and ${inScope(tx, sql`o.region`)}
      ${state === undefined ? sql`` : sql`and x.state = ${state}`}
    order by x.state <> 'open', x.stop_on, x.id limit 500`)
  const lines = Map.groupBy(
    await exitLines(
      tx,
      rows.map((row) => row.id),
    ),
    (line) => line.exit,
  )
  return { items: rows.map((row) => ({ ...row, standing: exitStanding(row, lines.get(row.id) ?? []) })) }
}

/** An exit with its checklist. */
export type ExitView = ExitLineView & { lines: ExitLineRow[]; may: { settle: boolean } }

/** @throws Refusal `exit.missing` */
export async function exitView(tx: Tx, id: string): Promise<ExitView> {
  const row = await exitWith(tx, id)
  const lines = await exitLines(tx, [id])
  const { name: organisationName, region } = await organisationWith(tx, row.organisation)
  const name = await actorNames(
    tx,
    lines.flatMap((line) => line.settledBy ?? []),
  )
  const own = worksIn(tx.actor, region)
  return {
    ...row,
    organisationName,
    standing: exitStanding(row, lines),
    lines: lines.map((line) => ({ ...line, settledBy: line.settledBy === null ? null : name(line.settledBy) })),
    may: { settle: own && row.state === 'open' && may(tx.actor, 'register.write') },
  }
}
