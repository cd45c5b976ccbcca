import { today } from '../../../kernel/dates.ts'
import { hashOf } from '../../../kernel/hash.ts'
import { newId } from '../../../kernel/ids.ts'
import { refuse } from '../../../kernel/refusal.ts'
import { sql, type Tx } from '../../../platform/db/index.ts'
import { caseFacts } from '../../../platform/procedures/index.ts'
import { happened } from '../happenings.ts'
import { placeOf } from '../store.ts'
import { itemsOf, missingScores, resultOf, type Scheme, type Score } from './rules.ts'
import { keepScheme, schemeOn, schemeWith } from './scheme.ts'
import { type SheetRow, scoresOf, sheetOfCase, sheetWith } from './store.ts'

/**
 * Opens a scoring sheet (评分表) for a panel, by the scheme in force today, for a case of grading or before one.
 *
 * @throws Refusal `organisation.missing`, `site.missing`, `site.elsewhere`, `access.region`, `grading.panel`, `grading.twice`, `grading.case`
 */
export async function openSheet(
  tx: Tx,
  input: { organisation: string; site: string | null; casefile: string | null; panel: string[]; firstTime: boolean },
): Promise<{ id: string }> {
  const { owner } = await placeOf(tx, input.organisation, input.site)
  const panel = input.panel.map((name) => name.trim()).filter((name) => name !== '')
  if (panel.length < 2 || new Set(panel).size !== panel.length)
    throw refuse(
      'grading.panel',
      { zh: '评审组至少两人，姓名不能相同', en: 'A panel has two different members or more' },
      { at: '/panel' },
    )
  if (input.casefile !== null) {
    const facts = await caseFacts(tx, input.casefile)
    if (facts.code !== 'elder-care-grading' || facts.creditCode !== owner.creditCode)
      throw refuse(
        'grading.case',
        { zh: '这不是该机构的等级评定办件', en: 'This is no grading case of that organisation' },
        { at: '/casefile' },
      )
    const known = await sheetOfCase(tx, input.casefile)
    if (known !== null)
      throw refuse(
        'grading.twice',
        { zh: '这件已有评分表', en: 'This case has a sheet already' },
        { kind: 'conflict', params: { id: known.id } },
      )
  }
  const day = today(tx.now.getTime())
  const scheme = await schemeOn(tx, day)
  await keepScheme(tx, scheme)
  const id = newId()
  await tx.run(sql`insert into providers.grading_sheet (jurisdiction, id, organisation, site, casefile, scheme, version, opened_on, panel,
      first_time, recorded_by, recorded_at)
    values (${tx.actor.jurisdiction}, ${id}, ${owner.id}, ${input.site}, ${input.casefile}, ${scheme.code}, ${scheme.version}, ${day}, ${panel},
      ${input.firstTime}, ${tx.actor.id}, ${tx.now})`)
  await happened(tx, { organisation: owner.id, site: input.site }, 'grading-opened', {
    sheet: id,
    version: scheme.version,
    members: panel.length,
  })
  return { id }
}

async function openForScores(tx: Tx, id: string): Promise<{ sheet: SheetRow; scheme: Scheme }> {
  const sheet = await sheetWith(tx, id, true)
  await placeOf(tx, sheet.organisation, sheet.site)
  if (sheet.state === 'closed')
    throw refuse(
      'grading.closed',
      { zh: '评分表已关闭，得分不再更改', en: 'The sheet is closed; scores no longer change' },
      { kind: 'conflict' },
    )
  return { sheet, scheme: await schemeWith(tx, sheet.version) }
}

export type GivenScore = { item: string; score: number; note: string | null }

/**
 * Enters scores of one member of the panel, or of the institution itself (-1). What was entered before stays in the record.
 *
 * @throws Refusal `grading.closed`, `grading.member`, `grading.item`, `grading.score`
 */
export async function enterScores(
  tx: Tx,
  id: string,
  input: { member: number; scores: GivenScore[] },
): Promise<{ entered: number }> {
  const { sheet, scheme } = await openForScores(tx, id)
  if (input.member < -1 || input.member >= sheet.panel.length)
    throw refuse('grading.member', { zh: '评审组没有这位成员', en: 'The panel has no such member' }, { at: '/member' })
  const items = new Map(itemsOf(scheme).map((item) => [item.id, item]))
  const before = new Map((await scoresOf(tx, id)).map((each) => [`${each.member} ${each.item}`, each]))
  const rows: (GivenScore & { revision: number })[] = []
  const seen = new Set<string>()
  input.scores.forEach((given, i) => {
    const item = items.get(given.item)
    if (item === undefined || seen.has(given.item))
      throw refuse(
        'grading.item',
        { zh: `评分标准没有“${given.item}”，或重复`, en: `The scheme has no item “${given.item}”, or it stands twice` },
        { at: `/scores/${i}/item` },
      )
    seen.add(given.item)
    if (given.score > item.most || !Number.isInteger(given.score * 2))
      throw refuse(
        'grading.score',
        {
          zh: `“${item.title.zh}”满分 ${item.most} 分，可以有半分`,
          en: `“${item.title.en}” brings ${item.most} points at most, in steps of a half`,
        },
        { at: `/scores/${i}/score`, params: { item: item.id, most: item.most } },
      )
    const known = before.get(`${input.member} ${given.item}`)
    if (known?.score === given.score && known.note === given.note) return
    rows.push({ ...given, revision: (known?.revision ?? -1) + 1 })
  })
  if (rows.length > 0)
    await tx.run(sql`insert into providers.grading_score (jurisdiction, sheet, member, item, revision, score, note, recorded_by, recorded_at)
      select ${tx.actor.jurisdiction}, ${id}, ${input.member}, g.item, g.revision, g.score, g.note, ${tx.actor.id}, ${tx.now}
      from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as g(item text, revision int, score numeric, note text)`)
  await happened(tx, { organisation: sheet.organisation, site: sheet.site }, 'grading-scored', {
    sheet: id,
    member: input.member,
    items: rows.length,
  })
  return { entered: rows.length }
}

/** What a result's hash covers: enough to compute it again and to see that nothing was exchanged. */
export function hashOfResult(
  scheme: Scheme,
  sheet: Pick<SheetRow, 'panel' | 'firstTime'>,
  scores: readonly Score[],
  result: unknown,
): string {
  const given = scores
    .filter(({ member }) => member >= 0)
    .map(({ member, item, score }) => [member, item, score] as const)
    .sort((a, b) => a[0] - b[0] || (a[1] < b[1] ? -1 : 1))
  return hashOf({
    scheme: hashOf(scheme),
    members: sheet.panel.length,
    firstTime: sheet.firstTime,
    scores: given,
    result,
  })
}

/**
 * Closes the sheet: the result follows from the scores and is kept with its hash.
 *
 * @throws Refusal `grading.closed`, `grading.incomplete` naming what each member has not scored
 */
export async function closeSheet(tx: Tx, id: string): Promise<{ total: number; grade: number | null; hash: string }> {
  const { sheet, scheme } = await openForScores(tx, id)
  const scores = await scoresOf(tx, id)
  const missing = missingScores(scheme, sheet.panel.length, scores)
  if (missing.length > 0) {
    const said = missing.map(({ member, items }) => `${sheet.panel[member]}（${items.length}）`).join('、')
    throw refuse(
      'grading.incomplete',
      { zh: `还有未评的项：${said}`, en: `Items are not scored yet: ${said}` },
      { kind: 'conflict', params: { missing } },
    )
  }
  const result = resultOf(scheme, sheet.panel.length, scores, sheet.firstTime)
  const hash = hashOfResult(scheme, sheet, scores, result)
  await tx.run(sql`update providers.grading_sheet set state = 'closed', result = ${JSON.stringify(result)}, result_hash = ${hash},
      closed_at = ${tx.now}, closed_by = ${tx.actor.id} where jurisdiction = ${tx.actor.jurisdiction} and id = ${id}`)
  await happened(tx, { organisation: sheet.organisation, site: sheet.site }, 'grading-closed', {
    sheet: id,
    total: result.total,
    grade: result.grade,
    hash,
  })
  return { total: result.total, grade: result.grade, hash }
}
