import { today } from '../../kernel/dates.ts'
import { refuse } from '../../kernel/refusal.ts'
import { reachOf, type Tx } from '../../platform/db/index.ts'
import { emit } from '../../platform/events/index.ts'
import { record } from '../../platform/journal/index.ts'
import type { PeopleDesk } from '../people/index.ts'
import { educationShare } from './education/views.ts'
import { kindergartenCounts } from './kindergartens/views.ts'

type Item = 'learners-old' | 'kindergarten-all' | 'kindergarten-public' | 'kindergarten-inclusive'

/** Payload of `learning.figures.reported`: yearly figures of the whole government, counted from what was entered here. */
export type LearningFiguresReported = { year: number; figures: { item: Item; value: number }[] }

/**
 * Reports the figures of a year to the yearly ledger (上报年度数): older people who come regularly, or children in kindergarten. Reported
 * again, the new figure takes the place of the old one, which stays on record.
 *
 * @throws Refusal `report.whole` when the actor works for a part of the government only, `report.year`, `report.unknown` while a kindergarten
 *   has not been counted
 */
export async function reportYear(
  tx: Tx,
  desk: PeopleDesk,
  input: { year: number; what: 'courses' | 'kindergartens' },
): Promise<LearningFiguresReported> {
  const { region, jurisdiction } = tx.actor
  if (region !== '*' && region !== reachOf(jurisdiction))
    throw refuse(
      'report.whole',
      { zh: '年度数由县级统一上报', en: 'Yearly figures are reported for the whole county' },
      { kind: 'forbidden', next: { zh: '请由县级主管部门上报', en: 'Ask the county department' } },
    )
  const day = today(tx.now.getTime())
  if (input.year > Number(day.slice(0, 4)))
    throw refuse('report.year', { zh: '年度在今年之后', en: 'The year lies in the future' }, { at: '/year' })
  const told: LearningFiguresReported = {
    year: input.year,
    figures: input.what === 'courses' ? await learners(tx, desk, input.year, day) : await kindergartens(tx, input.year),
  }
  await record(tx, {
    action: 'learning.figures.report',
    subject: { kind: 'jurisdiction', id: jurisdiction },
    detail: told,
  })
  await emit(tx, 'learning.figures.reported', told)
  return told
}

async function learners(tx: Tx, desk: PeopleDesk, year: number, day: string) {
  const last = `${year}-12-31`
  const { regulars } = await educationShare(tx, desk, { asOf: last < day ? last : day })
  return [{ item: 'learners-old' as const, value: regulars }]
}

async function kindergartens(tx: Tx, year: number): Promise<LearningFiguresReported['figures']> {
  const { inclusive, publicShare, lines } = await kindergartenCounts(tx, { year })
  if (inclusive.whole === null || publicShare.part === null)
    throw refuse(
      'report.unknown',
      { zh: '还有幼儿园没有报数，不能上报', en: 'Some kindergartens were not counted, so nothing can be reported' },
      { kind: 'conflict', next: { zh: '请先在台账补全在园幼儿数', en: 'Complete the register first' } },
    )
  return [
    { item: 'kindergarten-all', value: inclusive.whole },
    { item: 'kindergarten-public', value: publicShare.part },
    { item: 'kindergarten-inclusive', value: lines.find((line) => line.kind === 'inclusive')?.enrolled ?? 0 },
  ]
}
