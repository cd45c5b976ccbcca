import { today } from '../../../kernel/dates.ts'
import { refuse } from '../../../kernel/refusal.ts'
import { reachOf, type Tx } from '../../../platform/db/index.ts'
import { emit } from '../../../platform/events/index.ts'
import { record } from '../../../platform/journal/index.ts'
import type { PeopleDesk } from '../../people/index.ts'
import { checkState } from './views.ts'

/** Payload of `health.figures.reported`: yearly figures of the whole government, counted from the files. */
export type HealthFiguresReported = { year: number; figures: { item: 'health-checks'; value: number }[] }

/**
 * Reports the persons checked in a year to the yearly ledger (上报年度数), as counted from the files: the year so far, or the whole of a past
 * one. Reported again, the new figure takes the place of the old one, which stays on record.
 *
 * @throws Refusal `report.whole` when the actor works for a part of the government only, `report.year`
 */
export async function reportChecks(tx: Tx, desk: PeopleDesk, year: number): Promise<{ value: number; asOf: string }> {
  const { region, jurisdiction } = tx.actor
  if (region !== '*' && region !== reachOf(jurisdiction))
    throw refuse(
      'report.whole',
      { zh: '年度数由县级统一上报', en: 'Yearly figures are reported for the whole county' },
      { kind: 'forbidden', next: { zh: '请由县级主管部门上报', en: 'Ask the county department' } },
    )
  const day = today(tx.now.getTime())
  if (year > Number(day.slice(0, 4)))
    throw refuse('report.year', { zh: '年度在今年之后', en: 'The year lies in the future' }, { at: '/year' })
  const last = `${year}-12-31`
  const asOf = last < day ? last : day
  const { checked } = await checkState(tx, desk, { asOf })
  await record(tx, {
    action: 'health.figures.report',
    subject: { kind: 'jurisdiction', id: jurisdiction },
    detail: { year, asOf, checked },
  })
  const told: HealthFiguresReported = { year, figures: [{ item: 'health-checks', value: checked }] }
  await emit(tx, 'health.figures.reported', told)
  return { value: checked, asOf }
}
