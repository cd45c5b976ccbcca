import { today } from '../../../kernel/dates.ts'
import type { Tx } from '../../../platform/db/index.ts'
import type { CaseFacts, Hook, Value } from '../../../platform/procedures/index.ts'
import { gradeOf } from './rules.ts'
import { schemeOn } from './scheme.ts'
import { sheetOfCase } from './store.ts'

const SECTIONS = ['environment', 'facilities', 'management', 'service'] as const
const points = (value: Value | undefined) => (typeof value === 'number' ? value : null)

/** The grade a granted case brings: of its sheet where there is one, else of the sums that were entered; never above the one asked for. */
export async function gradeOfCase(tx: Tx, facts: CaseFacts): Promise<number | null> {
  const sheet = await sheetOfCase(tx, facts.id)
  const wanted = Number(facts.values.wanted ?? 5)
  const firstTime = facts.values.first_time === true
  const sums = SECTIONS.map((section) => points(facts.values[`panel_${section}`]))
  const total = sums.includes(null) ? null : sums.reduce<number>((sum, each) => sum + each!, 0)
  const grade =
    sheet?.result?.grade ??
    (total === null ? null : gradeOf(await schemeOn(tx, today(tx.now.getTime())), total, firstTime))
  return grade === null ? null : Math.min(grade, wanted)
}

/**
 * Whether the sums entered with a case are those of its scoring sheet. A case without a sheet was scored on paper: its sums stand as they
 * were entered.
 */
export const sheetAgrees: Hook = async (tx, { caseId, values }) => {
  const sheet = await sheetOfCase(tx, caseId)
  if (sheet === null)
    return {
      truth: true,
      says: { zh: '没有逐项评分表，以录入的分项得分为准', en: 'no sheet; the sums stand as entered' },
    }
  if (sheet.result === null)
    return { truth: false, says: { zh: '评分表还没有关闭', en: 'the sheet is not closed yet' } }
  const differ = sheet.result.sections.filter(({ id, points: sum }) => points(values[`panel_${id}`]) !== sum)
  if (differ.length === 0)
    return {
      truth: true,
      says: { zh: `与评分表一致，共 ${sheet.result.total} 分`, en: `as on the sheet, ${sheet.result.total} points` },
    }
  const told = differ.map(({ id, points: sum }) => `${id} ${sum}`).join('、')
  return { truth: false, says: { zh: `与评分表不一致：${told}`, en: `not as on the sheet: ${told}` } }
}
