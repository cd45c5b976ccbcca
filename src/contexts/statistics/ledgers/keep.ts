import { refuse } from '../../../kernel/refusal.ts'
import type { Tx } from '../../../platform/db/index.ts'
import type { Choice } from '../../../platform/imports/index.ts'
import { ledgerNamed } from '../library/ledgers.ts'
import { keepRows } from './rows.ts'

/** A recognition as the award ledger (认定与示范台账) keeps it. Dates are ISO days; `region` has 12 digits. */
export type AwardRow = {
  code: string
  name: string
  region: string
  /** Kind of recognition, one of {@link awardKinds}. */
  kind: string
  awardedOn: string
  /** Last day it counts. */
  endsOn: string
  revokedOn: string | null
}

const LEDGER = ledgerNamed('award')

/** Kinds of recognition that indicators count, with their names. */
export function awardKinds(): readonly Choice[] {
  return LEDGER.columns.find(({ key }) => key === 'kind')?.choices ?? []
}

/**
 * Enters a recognition granted or revoked by a procedure into the award ledger: a new row, or a new revision of the row of that code.
 * The indicators that count awards are then measured anew, as after an import. Its end needs no entry: the ledger holds the last day.
 *
 * @throws Refusal `ledger.award-kind`
 */
export async function keepAward(tx: Tx, award: AwardRow): Promise<void> {
  if (!awardKinds().some(({ value }) => value === award.kind)) throw unknownKind(award.kind)
  const { code, name, region, kind, awardedOn, endsOn, revokedOn } = award
  const row = { code, name, region, kind, awarded_on: awardedOn, ends_on: endsOn, revoked_on: revokedOn }
  await keepRows(tx, LEDGER, [row], awardedOn)
}

/** The refusal of a kind of recognition that the ledger does not know. */
export function unknownKind(kind: string) {
  return refuse(
    'ledger.award-kind',
    { zh: `认定台账没有“${kind}”这一项目`, en: `The award ledger has no kind "${kind}"` },
    {
      params: { kind },
      at: '/ledgerKind',
      next: {
        zh: `请选择：${awardKinds()
          .map((each) => each.title.zh)
          .join('、')}`,
        en: `Choose one of: ${awardKinds()
          .map((each) => each.title.en)
          .join(', ')}`,
      },
    },
  )
}
