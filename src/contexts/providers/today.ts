import { addDays, addMonths, today } from '../../kernel/dates.ts'
import type { Duty } from '../../kernel/duty.ts'
import { formatMoney } from '../../kernel/money.ts'
import { may, type Tx } from '../../platform/db/index.ts'
import { banViews } from './bans/store.ts'
import { exitList } from './exits/views.ts'
import { sheetList } from './grading/views.ts'
import { endings } from './papers/views.ts'

export type ProviderDuty = Duty<'exit' | 'ending' | 'appeal' | 'grading'>

/** How long something that has ended and was not replaced stays on the list. */
const BACK_DAYS = 60

/** What waits: exits with open lines, papers that end within a month or have ended, appeals, sheets to score. */
export async function providerDuties(tx: Tx): Promise<ProviderDuty[]> {
  const day = today(tx.now.getTime())
  const duties: ProviderDuty[] = (await exitList(tx, 'open')).items.map((exit) => ({
    kind: 'exit',
    title: exit.organisationName,
    subtitle: {
      zh: `未安置 ${exit.standing.residents.open} 人，未清退 ${formatMoney(exit.standing.balances.openFen)}`,
      en: `${exit.standing.residents.open} without a place, ${formatMoney(exit.standing.balances.openFen)} not refunded`,
    },
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
      subtitle:
        all.length === 1
          ? first.title
          : { zh: `${first.title}等 ${all.length} 项`, en: `${first.title} and ${all.length - 1} more` },
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
    for (const sheet of (await sheetList(tx, 'open')).items)
      duties.push({
        kind: 'grading',
        title: sheet.siteName ?? sheet.organisationName,
        subtitle: { zh: `评审组 ${sheet.panel.length} 人`, en: `Panel of ${sheet.panel.length}` },
        due: null,
        overdue: 0,
        href: `/console/providers/gradings/${sheet.id}`,
      })
  }
  return duties
}
