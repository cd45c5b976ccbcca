import { today } from '../../../kernel/dates.ts'
import { newId } from '../../../kernel/ids.ts'
import { formatMoney } from '../../../kernel/money.ts'
import { refuse } from '../../../kernel/refusal.ts'
import { expectRegion, sql, type Tx } from '../../../platform/db/index.ts'
import type { CaseFacts, Hook, Value } from '../../../platform/procedures/index.ts'
import { endStay } from '../beds/commands.ts'
import { staysOn } from '../beds/store.ts'
import { happened } from '../happenings.ts'
import { tellSites } from '../sites/commands.ts'
import { type OrganisationStored, organisationWith, sitesOf } from '../store.ts'
import { type ExitStanding, exitStanding } from './rules.ts'
import { type ExitRow, exitLines, exitOfCase, exitWith } from './store.ts'

const number = (value: Value | undefined) => (typeof value === 'number' ? value : null)
const text = (value: Value | undefined) => (typeof value === 'string' ? value : '')

/** What was declared when an exit was announced. */
export type ExitNotice = {
  casefile: string | null
  noticeOn: string
  stopOn: string
  plan: string
  residents: number | null
  balancesFen: number | null
}

/** Opens the checklist of an accepted exit. A repeated call does nothing. */
export async function openExit(tx: Tx, facts: CaseFacts, organisation: OrganisationStored): Promise<void> {
  if ((await exitOfCase(tx, facts.id)) !== null) return
  const { values } = facts
  await beginExit(tx, organisation.id, {
    casefile: facts.id,
    noticeOn: text(values.notice_on),
    stopOn: text(values.stop_on),
    plan: text(values.plan),
    residents: number(values.residents),
    balancesFen: number(values.balances),
  })
}

/** Opens a checklist: what was declared, and everybody who occupies a bed of the organisation today. */
export async function beginExit(tx: Tx, organisation: string, notice: ExitNotice): Promise<{ id: string }> {
  const id = newId()
  await tx.run(sql`insert into providers.exit (jurisdiction, id, organisation, casefile, notice_on, stop_on, plan, residents, balances_fen,
      recorded_by, recorded_at)
    values (${tx.actor.jurisdiction}, ${id}, ${organisation}, ${notice.casefile}, ${notice.noticeOn}, ${notice.stopOn}, ${notice.plan},
      ${notice.residents}, ${notice.balancesFen}, ${tx.actor.id}, ${tx.now})`)
  const sites = await sitesOf(tx, [organisation])
  const stays = await staysOn(
    tx,
    sites.map((site) => site.id),
    today(tx.now.getTime()),
  )
  const rows = stays.map((stay) => ({ id: newId(), shown: stay.shown ?? `床位 ${stay.bedCode}`, stay: stay.id }))
  if (rows.length > 0)
    await tx.run(sql`insert into providers.exit_line (jurisdiction, id, exit, kind, shown, stay, recorded_by, recorded_at)
      select ${tx.actor.jurisdiction}, g.id, ${id}, 'resident', g.shown, g.stay, ${tx.actor.id}, ${tx.now}
      from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as g(id uuid, shown text, stay uuid)`)
  await happened(tx, { organisation }, 'exit-opened', { exit: id, residents: notice.residents, listed: rows.length })
  return { id }
}

/** Locks an exit that is open and within the actor's area. */
async function openFor(tx: Tx, id: string): Promise<ExitRow> {
  const exit = await exitWith(tx, id, true)
  expectRegion(tx, (await organisationWith(tx, exit.organisation)).region)
  if (exit.state !== 'open')
    throw refuse('exit.closed', { zh: '这份退出清单已经关闭', en: 'This checklist is closed' }, { kind: 'conflict' })
  return exit
}

export type NewExitLine = { kind: 'resident'; shown: string } | { kind: 'balance'; shown: string; amountFen: number }

/**
 * Lists residents to place and balances to pay back.
 *
 * @throws Refusal `exit.missing`, `exit.closed`, `access.region`
 */
export async function listForExit(tx: Tx, id: string, lines: readonly NewExitLine[]): Promise<{ added: number }> {
  const exit = await openFor(tx, id)
  const rows = lines.map((line) => ({
    id: newId(),
    kind: line.kind,
    shown: line.shown.trim(),
    amount: line.kind === 'balance' ? line.amountFen : null,
  }))
  await tx.run(sql`insert into providers.exit_line (jurisdiction, id, exit, kind, shown, amount_fen, recorded_by, recorded_at)
    select ${tx.actor.jurisdiction}, g.id, ${id}, g.kind, g.shown, g.amount, ${tx.actor.id}, ${tx.now}
    from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as g(id uuid, kind text, shown text, amount bigint)`)
  await happened(tx, { organisation: exit.organisation }, 'exit-listed', { exit: id, lines: rows.length })
  return { added: rows.length }
}

/**
 * Notes that a resident was placed or a balance paid back; the bed of a placed resident is free from that day on.
 *
 * @throws Refusal `exit.missing`, `exit.closed`, `exit.line`, `exit.settled`, `exit.future`
 */
export async function settleLine(
  tx: Tx,
  id: string,
  line: string,
  input: { on: string; how: string },
): Promise<ExitStanding> {
  const exit = await openFor(tx, id)
  const lines = await exitLines(tx, [id])
  const found = lines.find((each) => each.id === line)
  if (found === undefined)
    throw refuse('exit.line', { zh: '清单上没有这一行', en: 'There is no such line' }, { kind: 'missing' })
  if (found.settledOn !== null)
    throw refuse('exit.settled', { zh: '这一行已经办结', en: 'This line is settled already' }, { kind: 'conflict' })
  if (input.on > today(tx.now.getTime()))
    throw refuse('exit.future', { zh: '日期在今天之后', en: 'The day lies in the future' }, { at: '/on' })
  await tx.run(sql`update providers.exit_line set settled_on = ${input.on}, settled_how = ${input.how}, settled_by = ${tx.actor.id}
    where jurisdiction = ${tx.actor.jurisdiction} and id = ${line}`)
  if (found.stay !== null) await endStay(tx, found.stay, input.on)
  const standing = exitStanding(
    exit,
    lines.map((each) => (each.id === line ? { ...each, settledOn: input.on } : each)),
  )
  await happened(tx, { organisation: exit.organisation }, 'exit-settled', {
    exit: id,
    kind: found.kind,
    amountFen: found.amountFen,
    residentsLeft: standing.residents.open,
    fenLeft: standing.balances.openFen,
  })
  return standing
}

/** Closes the exit of a granted case, and the organisation's sites with it; with `day` null the case came to nothing and so did the exit. */
export async function closeExit(tx: Tx, casefile: string, day: string | null): Promise<void> {
  const exit = await exitOfCase(tx, casefile, true)
  if (exit === null || exit.state !== 'open') return
  await tx.run(sql`update providers.exit set state = ${day === null ? 'abandoned' : 'closed'}, closed_on = ${day ?? today(tx.now.getTime())},
      revision = revision + 1 where jurisdiction = ${tx.actor.jurisdiction} and id = ${exit.id}`)
  if (day !== null) {
    const closed = await tx.rows<{
      region: string
    }>(sql`update providers.site set state = 'closed', closed_on = greatest(${day}::date, opened_on), revision = revision + 1
      where jurisdiction = ${tx.actor.jurisdiction} and organisation = ${exit.organisation} and state <> 'closed'
        and (${exit.site}::uuid is null or id = ${exit.site}) returning region`)
    const { region } = await organisationWith(tx, exit.organisation)
    await tellSites(tx, [region, ...closed.map((site) => site.region)], day)
  }
  await happened(tx, { organisation: exit.organisation }, day === null ? 'exit-abandoned' : 'exit-closed', {
    exit: exit.id,
  })
}

async function standingOfCase(tx: Tx, casefile: string): Promise<ExitStanding | null> {
  const exit = await exitOfCase(tx, casefile)
  return exit === null ? null : exitStanding(exit, await exitLines(tx, [exit.id]))
}

const NO_LIST = { zh: '还没有退出清单', en: 'there is no checklist yet' }

/** 老年人是否全部安置. Locks nothing: the act that asks holds its case, and a line that is settled later only makes it truer. */
export const residentsPlaced: Hook = async (tx, { caseId }) => {
  const standing = await standingOfCase(tx, caseId)
  if (standing === null) return { truth: null, says: NO_LIST }
  const { declared, listed, open } = standing.residents
  if (open > 0) return { truth: false, says: { zh: `还有 ${open} 人没有安置`, en: `${open} are not placed yet` } }
  if (standing.placed === null)
    return {
      truth: null,
      says: {
        zh: `申报 ${declared ?? '?'} 人，清单只列 ${listed} 人`,
        en: `${declared ?? '?'} were declared, ${listed} are listed`,
      },
    }
  return { truth: true, says: { zh: `${listed} 人已全部安置`, en: `all ${listed} are placed` } }
}

/** 预收费用和押金是否全部清退. */
export const balancesRefunded: Hook = async (tx, { caseId }) => {
  const standing = await standingOfCase(tx, caseId)
  if (standing === null) return { truth: null, says: NO_LIST }
  const { declaredFen, listedFen, openFen } = standing.balances
  if (openFen > 0)
    return {
      truth: false,
      says: { zh: `还有 ${formatMoney(openFen)} 没有清退`, en: `${formatMoney(openFen)} are not paid back yet` },
    }
  const declared = declaredFen === null ? '?' : formatMoney(declaredFen)
  if (standing.refunded === null)
    return {
      truth: null,
      says: {
        zh: `申报 ${declared}，清单只列 ${formatMoney(listedFen)}`,
        en: `${declared} were declared, ${formatMoney(listedFen)} are listed`,
      },
    }
  return {
    truth: true,
    says: { zh: `${formatMoney(listedFen)} 已全部清退`, en: `all ${formatMoney(listedFen)} are paid back` },
  }
}
