import { addDays, addMonths, today } from '../../kernel/dates.ts'
import { may, type Tx } from '../../platform/db/index.ts'
import { banViews } from './bans/store.ts'
import { exitList } from './exits/views.ts'
import { sheetList } from './grading/views.ts'
import { endings } from './papers/views.ts'

/** Something of institutions that waits for the reader. `overdue` counts days. */
export type ProviderDuty = {
  kind: 'exit' | 'ending' | 'appeal' | 'grading'
  title: string
  subtitle: string
  due: string | null
  overdue: number
  href: string
}

/** How long something that has ended and was not replaced stays on the list. */
const BACK_DAYS = 60

/** What waits: exits with open lines, papers that end within a month or have ended, appeals, sheets to score. */
export async function providerDuties(tx: Tx): Promise<ProviderDuty[]> {
  const day = today(tx.now.getTime())
  const duties: ProviderDuty[] = (await exitList(tx)).items
    .filter((exit) => exit.state === 'open')
    .map((exit) => ({
      kind: 'exit',
      title: exit.organisationName,
      subtitle: `未安置 ${exit.standing.residents.open} 人，未清退 ${(exit.standing.balances.openFen / 100).toFixed(2)} 元`,
      due: exit.stopOn,
      overdue: exit.stopOn < day ? 1 : 0,
      href: `/console/providers/exits/${exit.id}`,
    }))
  const ending = await endings(tx, { since: addDays(day, -BACK_DAYS), until: addMonths(day, 1) })
  // One line for an organisation: its page shows which papers.
  for (const [organisation, all] of Map.groupBy(ending, (each) => each.organisation)) {
    const first = all[0]!
    duties.push({
      kind: 'ending',
      title: first.organisationName,
      subtitle: all.length === 1 ? first.title : `${first.title}等 ${all.length} 项`,
      due: first.until,
      overdue: first.until < day ? 1 : 0,
      href: `/console/providers/${organisation}`,
    })
  }
  if (may(tx.actor, 'provider.decide')) {
    for (const ban of await banViews(tx))
      if (ban.appeal !== null && ban.appealResult === null && ban.state !== 'lifted')
        duties.push({
          kind: 'appeal',
          title: ban.shown,
          subtitle: ban.paperNumber,
          due: null,
          overdue: 0,
          href: '/console/providers/bans',
        })
    for (const sheet of (await sheetList(tx)).items)
      if (sheet.state === 'open')
        duties.push({
          kind: 'grading',
          title: sheet.siteName ?? sheet.organisationName,
          subtitle: `评审组 ${sheet.panel.length} 人`,
          due: null,
          overdue: 0,
          href: `/console/providers/gradings/${sheet.id}`,
        })
  }
  return duties
}
