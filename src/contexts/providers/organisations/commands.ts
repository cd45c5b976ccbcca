import { parseCreditCode } from '../../../kernel/creditcode.ts'
import { today } from '../../../kernel/dates.ts'
import { refuse } from '../../../kernel/refusal.ts'
import { expectOwn, expectRegion, raw, sql, type Tx } from '../../../platform/db/index.ts'
import { loadRows, takeTurn, tellRowsChanged } from '../../../platform/imports/index.ts'
import { happened } from '../happenings.ts'
import { type OrganisationStored, organisationByCode, organisationWith } from '../store.ts'
import { differences, type OrganisationRow, organisationRegister, writeOrganisations } from './register.ts'

export type NewOrganisation = OrganisationRow

function readInput(tx: Tx, input: NewOrganisation): NewOrganisation {
  const creditCode = parseCreditCode(input.credit_code)
  expectOwn(tx, input.region)
  expectRegion(tx, input.region)
  if (input.registered_on !== null && input.registered_on > today(tx.now.getTime()))
    throw refuse(
      'organisation.future',
      { zh: '成立日期在今天之后', en: 'Registered in the future' },
      { at: '/registered_on' },
    )
  return {
    ...input,
    credit_code: creditCode,
    name: input.name.trim(),
    chain_head: input.chain_head === null ? null : parseCreditCode(input.chain_head),
  }
}

/**
 * Enters an organisation (登记).
 *
 * @throws Refusal `creditcode.invalid` with the wrong position, `organisation.exists`, `region.*`, `access.region`
 */
export async function registerOrganisation(tx: Tx, given: NewOrganisation): Promise<{ id: string }> {
  const input = readInput(tx, given)
  await takeTurn(tx, organisationRegister.name)
  const known = await organisationByCode(tx, input.credit_code)
  if (known !== null)
    throw refuse(
      'organisation.exists',
      { zh: `${input.credit_code} 已登记为“${known.name}”`, en: `${input.credit_code} is entered as “${known.name}”` },
      {
        kind: 'conflict',
        at: '/credit_code',
        params: { id: known.id },
        next: { zh: '请在该机构下登记网点', en: 'Add the site to that organisation' },
      },
    )
  await writeOrganisations(tx, { added: [input], changed: [], removed: [] }, { import: null })
  const { id } = (await organisationByCode(tx, input.credit_code))!
  await happened(tx, { organisation: id }, 'register', { creditCode: input.credit_code })
  await tellOf(tx, input.region)
  return { id }
}

/**
 * Corrects what is kept of an organisation; what was is on the timeline.
 *
 * @throws Refusal `organisation.missing`, `organisation.changed-meanwhile`, `organisation.merged`, `access.region`
 */
export async function changeOrganisation(
  tx: Tx,
  id: string,
  change: { revision: number; values: Partial<Omit<NewOrganisation, 'credit_code'>> },
): Promise<void> {
  const stored = await organisationWith(tx, id, true)
  expectRegion(tx, stored.region)
  if (stored.state === 'merged')
    throw refuse(
      'organisation.merged',
      { zh: '这家机构已并入另一家', en: 'This organisation was merged into another' },
      { kind: 'conflict' },
    )
  if (stored.revision !== change.revision) throw changedMeanwhile()
  const before = (await loadRows(tx, organisationRegister as never, [JSON.stringify([stored.creditCode])]))
    .values()
    .next().value as unknown as OrganisationRow
  const after = readInput(tx, { ...before, ...change.values })
  if (differences(before, after).length === 0) return
  await writeOrganisations(tx, { added: [], changed: [{ before, after }], removed: [] }, { import: null })
  await happened(tx, { organisation: id }, 'corrected', {
    fields: differences(before, after).map(({ field }) => field),
  })
  await tellOf(tx, after.region)
}

export const changedMeanwhile = () =>
  refuse(
    'organisation.changed-meanwhile',
    { zh: '刚被别人改过', en: 'Somebody has changed this meanwhile' },
    { kind: 'conflict', next: { zh: '请刷新后再改', en: 'Refresh, then change it' } },
  )

async function tellOf(tx: Tx, region: string): Promise<void> {
  await tellRowsChanged(tx, {
    register: 'organisation',
    import: null,
    rows: 1,
    regions: [region],
    from: null,
    to: null,
  })
}

/** What hangs on an organisation and goes along when it is merged; its timeline stays with it. */
const HANGING = ['site', 'paper', 'standing', 'breach', 'grading_sheet', 'exit'] as const

/**
 * Merges a duplicate into the organisation that remains (重复合并): sites, papers, standings, beds and cases hang on it from then on; the
 * duplicate keeps its row, its code leads to the one that remains, and both timelines tell of it. Of two merges at once one wins.
 *
 * @throws Refusal `organisation.missing`, `organisation.merge-self`, `organisation.merged`
 */
export async function mergeOrganisations(
  tx: Tx,
  keep: string,
  input: { duplicate: string; reason: string },
): Promise<{ moved: number }> {
  if (keep === input.duplicate)
    throw refuse(
      'organisation.merge-self',
      { zh: '不能和自己合并', en: 'It cannot be merged with itself' },
      { at: '/duplicate' },
    )
  // Always in the same order, so that two merges the wrong way round wait instead of blocking each other.
  const locked = new Map<string, OrganisationStored>()
  for (const id of [keep, input.duplicate].sort()) locked.set(id, await organisationWith(tx, id, true))
  const [kept, gone] = [locked.get(keep)!, locked.get(input.duplicate)!]
  expectRegion(tx, kept.region)
  expectRegion(tx, gone.region)
  if (kept.state === 'merged' || gone.state === 'merged')
    throw refuse(
      'organisation.merged',
      { zh: '其中一家已并入别家', en: 'One of them has been merged already' },
      { kind: 'conflict' },
    )
  const { jurisdiction } = tx.actor
  let moved = 0
  for (const table of HANGING)
    moved += await tx.run(sql`update providers.${raw(table)} set organisation = ${keep}
      where jurisdiction = ${jurisdiction} and organisation = ${gone.id}`)
  await tx.run(sql`update providers.organisation set state = 'merged', merged_into = ${keep}, revision = revision + 1
    where jurisdiction = ${jurisdiction} and id = ${gone.id}`)
  // What had been merged into the duplicate before now leads straight to the one that remains.
  await tx.run(
    sql`update providers.organisation set merged_into = ${keep} where jurisdiction = ${jurisdiction} and merged_into = ${gone.id}`,
  )
  const { reason } = input
  await happened(tx, { organisation: gone.id }, 'merged-away', { into: keep, reason, moved })
  await happened(tx, { organisation: keep }, 'merged', {
    duplicate: gone.id,
    creditCode: gone.creditCode,
    name: gone.name,
    reason,
    moved,
  })
  await tellOf(tx, kept.region)
  return { moved }
}
