import type { PlanReading } from '../../../engines/plantext/index.ts'
import { newId } from '../../../kernel/ids.ts'
import { refuse } from '../../../kernel/refusal.ts'
import type { Tx } from '../../../platform/db/index.ts'
import { libraryHere } from '../../statistics/index.ts'
import { insertDecisions, type NewDecision } from './decisions.ts'
import { type Draft, draftOf } from './draft.ts'
import type { TargetRow } from './model.ts'
import { factsOf } from './rules.ts'
import {
  insertDraft,
  insertPlan,
  type PlanRecord,
  peersOf,
  plansOfDocument,
  plansOfSeries,
  targetsOf,
  withdrawDraft,
} from './store.ts'

/** What a draft is made of. */
export type DraftSource = {
  paper: string
  document: string
  reading: PlanReading
  /** Name of the file, where the paper has no title. */
  name: string
  /** The plan that the paper amends; without it, the document's own plan. */
  supersedes: PlanRecord | null
}

/**
 * Makes a draft plan of a reading. A draft of the same series that is still open is withdrawn; what people decided about passages
 * that read the same is carried over.
 */
export async function draftFrom(tx: Tx, source: DraftSource): Promise<{ id: string; doubts: number }> {
  const { reading } = source
  const before =
    source.supersedes === null
      ? await plansOfDocument(tx, source.document)
      : await plansOfSeries(tx, source.supersedes.series)
  const series = before[0]?.series ?? newId()
  const id = newId()
  const inForce = before.find((plan) => plan.state === 'in-force') ?? null
  const open = before.find((plan) => plan.state === 'draft') ?? null
  if (open !== null) await withdrawDraft(tx, open.id)
  await insertPlan(tx, {
    id,
    series,
    version: (before[0]?.version ?? 0) + 1,
    document: source.document,
    paper: source.paper,
    title: reading.title ?? source.name,
    number: reading.documentNumber,
    issuer: reading.issuer,
    issued: reading.issued,
    periodFrom: reading.period.from,
    periodTo: reading.period.to,
    parentJurisdiction: (open ?? inForce)?.parentJurisdiction ?? null,
    parentPlan: (open ?? inForce)?.parentPlan ?? null,
    parentReference: parentReferenceOf(reading),
    supersedes: inForce?.id ?? null,
  })
  const { jurisdiction } = tx.actor
  const library = [...(await libraryHere(tx)).values()]
  const draft = draftOf(reading, { plan: id, library, peers: await peersOf(tx, series), jurisdiction, newId })
  const model = open ?? inForce
  const carried = model === null ? [] : carryOver(draft, id, await targetsOf(tx, model.id))
  await insertDraft(tx, id, draft, newId)
  await insertDecisions(tx, carried)
  return { id, doubts: draft.doubts.length }
}

/** Same words, same meaning: the earlier decision stands, and its doubts need no second look. */
function carryOver(draft: Draft, plan: string, earlier: readonly TargetRow[]): NewDecision[] {
  const decided = new Map(
    earlier.filter((row) => row.state === 'confirmed' || row.state === 'rejected').map((row) => [wordsKey(row), row]),
  )
  const decisions: NewDecision[] = []
  const settled = new Set<string>()
  for (const target of draft.targets) {
    const model = decided.get(wordsKey(target))
    if (model === undefined || target.dupOf !== null) continue
    const { id, state } = model
    Object.assign(target, factsOf(model), { state, revision: 1 })
    settled.add(target.id)
    decisions.push({
      plan,
      subjectKind: 'target',
      subject: target.id,
      revision: 1,
      act: 'carry',
      reason: null,
      before: null,
      after: { from: id, state },
    })
  }
  draft.doubts = draft.doubts.filter((doubt) => doubt.subject === null || !settled.has(doubt.subject))
  return decisions
}

const wordsKey = (row: Pick<TargetRow, 'clause' | 'quote' | 'printedKey'>): string =>
  JSON.stringify([row.clause, row.quote, row.printedKey])

/** The number of the upper paper that a plan follows, where it names one: 根据……（文政办函〔2022〕23号）. */
export function parentReferenceOf(reading: Pick<PlanReading, 'blocks' | 'documentNumber'>): string | null {
  for (const block of reading.blocks.slice(0, 40)) {
    if (!/根据|按照|依据|贯彻|落实/.test(block.text)) continue
    const found = block.text.match(/[\u4e00-\u9fff]{1,8}[〔[(（]\d{4}[〕\])）]\s*\d+\s*号/g) ?? []
    const other = found.find((number) => number !== reading.documentNumber)
    if (other !== undefined) return other
  }
  return null
}

/** @throws Refusal `plan.missing` */
export function missingPlan(id: string) {
  return refuse(
    'plan.missing',
    { zh: '没有这个方案', en: 'There is no such plan' },
    { kind: 'missing', params: { id } },
  )
}
