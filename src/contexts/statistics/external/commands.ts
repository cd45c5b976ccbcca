import { today } from '../../../kernel/dates.ts'
import { sha256Hex } from '../../../kernel/hash.ts'
import { newId } from '../../../kernel/ids.ts'
import { isPeriod, parsePeriod, periodWithin } from '../../../kernel/periods.ts'
import { refuse } from '../../../kernel/refusal.ts'
import { covers, jurisdictionOf, prefixOf } from '../../../kernel/region.ts'
import { sql, type Tx } from '../../../platform/db/index.ts'
import type { Upload } from '../../../platform/http/index.ts'
import { record } from '../../../platform/journal/index.ts'
import { missing } from '../explain.ts'
import { type StoredIndicator, versionsOf } from '../library/store.ts'
import { tell } from '../observations/observe.ts'
import { insertObservations, type NewObservation, takeObserverTurn } from '../observations/store.ts'
import { signerName } from '../who.ts'
import { type ExternalFigure, externalFigure } from './views.ts'

/** A figure somebody signs for. */
export type SignInput = {
  indicator: string
  region: string
  asOf: string
  /** What the figure covers in the source's words, e.g. `2025` or `2025年度`. */
  period: string
  value: number
  /** Publication or letter it stands in. */
  source: string
}

export type ReplaceInput = Pick<SignInput, 'value' | 'source' | 'period'> & { reason: string }

const SMALLEST_REASON = 4
const LARGEST_FILE = 20 * 1024 * 1024

/**
 * Signs for a figure of a publication: it becomes the observation of its place and date.
 *
 * @throws Refusal `indicator.missing`, `external.computed`, `external.region`, `external.future`, `external.exists`, `external.file`
 */
export async function signExternal(tx: Tx, input: SignInput, file: Upload | null): Promise<ExternalFigure> {
  const [id] = await signAll(tx, [input], file)
  return externalFigure(tx, id!)
}

/** Signs for several figures of one publication at once; see {@link signExternal}. Returns their ids in order. */
export async function signAll(tx: Tx, inputs: readonly SignInput[], file: Upload | null): Promise<string[]> {
  await takeObserverTurn(tx)
  const rows: NewObservation[] = []
  const ids: string[] = []
  for (const input of inputs) {
    const region = input.region.padEnd(12, '0')
    const indicator = await signable(tx, input.indicator, region)
    if (!covers(prefixOf(tx.actor.jurisdiction), region)) throw outside()
    if (!covers(tx.actor.region === '*' ? '' : tx.actor.region, region)) throw outside()
    if (input.asOf > today(tx.now.getTime())) throw future()
    checkPeriod(input.period, input.asOf)
    if (await isHeld(tx, { ...input, region })) throw exists()
    const id = await insertFigure(tx, { ...input, region, reason: null, replaces: null }, file)
    rows.push(await observationOf(tx, indicator, { id, region, asOf: input.asOf, value: input.value, reason: null }))
    ids.push(id)
    const { asOf, value, source } = input
    await record(tx, {
      action: 'statistics.external.sign',
      subject: { kind: 'external-figure', id },
      detail: { indicator: indicator.code, region, asOf, value, source, file: hashOf(file) },
    })
  }
  await insertObservations(tx, rows)
  await tell(tx, rows, null)
  return ids
}

async function isHeld(tx: Tx, { indicator, region, asOf }: SignInput): Promise<boolean> {
  const held = await tx.maybe(sql`select 1 from statistics.external_figure where jurisdiction = ${tx.actor.jurisdiction}
    and indicator = ${indicator} and region = ${region} and as_of = ${asOf} and replaces is null`)
  return held !== null
}

/**
 * Puts another figure in place of a signed one, with the reason. Of two at once one wins and the other is told.
 *
 * @throws Refusal `external.missing`, `external.replaced`, `external.reason`, `external.same`
 */
export async function replaceExternal(
  tx: Tx,
  id: string,
  input: ReplaceInput,
  file: Upload | null,
): Promise<ExternalFigure> {
  if (input.reason.trim().length < SMALLEST_REASON) throw noReason()
  await takeObserverTurn(tx)
  const before = await externalFigure(tx, id)
  if (before.jurisdiction !== tx.actor.jurisdiction) throw notFound()
  if (before.replacedBy !== null) throw replacedAlready()
  if (before.value === input.value && before.source === input.source && before.period === input.period)
    throw nothingNew()
  checkPeriod(input.period, before.asOf)
  const { region, asOf } = before
  const indicator = await signable(tx, before.indicator, region)
  const next = await insertFigure(tx, { ...input, indicator: before.indicator, region, asOf, replaces: id }, file)
  const row = await observationOf(tx, indicator, {
    id: next,
    region,
    asOf,
    value: input.value,
    reason: input.reason.trim(),
  })
  await insertObservations(tx, [row])
  await tell(tx, [row], row.reason)
  await record(tx, {
    action: 'statistics.external.replace',
    subject: { kind: 'external-figure', id: next },
    detail: {
      replaces: id,
      indicator: before.indicator,
      region,
      asOf,
      from: before.value,
      to: input.value,
      reason: input.reason.trim(),
      file: hashOf(file),
    },
  })
  return externalFigure(tx, next)
}

/**
 * The indicator, if its figure for this place may be signed for. What a government computes from its own registers is not entered by
 * hand; for a place below that keeps its registers elsewhere, a higher government may sign.
 */
async function signable(tx: Tx, code: string, region: string): Promise<StoredIndicator> {
  const indicator = (await versionsOf(tx, code))[0]
  if (indicator === undefined) throw missing(code)
  const elsewhere = jurisdictionOf(region) !== tx.actor.jurisdiction
  if (indicator.source === 'external' || elsewhere) return indicator
  throw refuse(
    'external.computed',
    {
      zh: `“${indicator.name.zh}”由台账计算，不能填报`,
      en: `“${indicator.name.en}” is computed from registers and cannot be entered`,
    },
    { at: '/indicator', next: { zh: '请更正台账里的记录', en: 'Correct the records in the register' } },
  )
}

type NewFigure = SignInput & { reason: string | null; replaces: string | null }

async function insertFigure(tx: Tx, figure: NewFigure, file: Upload | null): Promise<string> {
  if (file !== null && file.bytes.length > LARGEST_FILE) throw tooLarge()
  const id = newId()
  const bytes = file === null ? null : Buffer.from(file.bytes)
  await tx.run(sql`insert into statistics.external_figure (jurisdiction, id, indicator, region, as_of, period, value, source, file_name,
      file_hash, file_bytes, reason, replaces, signed_by, signed_name, signed_at)
    values (${tx.actor.jurisdiction}, ${id}, ${figure.indicator}, ${figure.region}, ${figure.asOf}, ${figure.period}, ${figure.value},
      ${figure.source}, ${file?.name ?? null}, ${hashOf(file)}, ${bytes}, ${figure.reason}, ${figure.replaces}, ${tx.actor.id},
      ${await signerName(tx)}, ${tx.now})`)
  return id
}

const hashOf = (file: Upload | null): string | null => (file === null ? null : sha256Hex(file.bytes))

/** The signed figure as the newest revision of its place and date. */
async function observationOf(
  tx: Tx,
  indicator: StoredIndicator,
  figure: { id: string; region: string; asOf: string; value: number; reason: string | null },
): Promise<NewObservation> {
  const { region, asOf, value, reason } = figure
  const { revision } = await tx.one<{ revision: number }>(sql`select coalesce(max(revision), 0)::int + 1 revision
    from statistics.observation
    where jurisdiction = ${tx.actor.jurisdiction} and indicator = ${indicator.code} and region = ${region} and as_of = ${asOf}`)
  const nothing = { numerator: null, denominator: null, low: null, high: null, unknown: 0, inputs: {} }
  const signed = { source: 'external' as const, external: figure.id, version: indicator.version }
  return { indicator: indicator.code, region, asOf, value, reason, revision, ...nothing, ...signed }
}

function checkPeriod(period: string, asOf: string): void {
  if (!isPeriod(period)) return
  if (periodWithin({ id: asOf, kind: 'month', from: asOf, to: asOf }, parsePeriod(period))) return
  throw refuse(
    'external.period',
    { zh: `${asOf} 不在报告期 ${period} 内`, en: `${asOf} does not lie in the period ${period}` },
    { at: '/asOf', params: { period, asOf } },
  )
}

const outside = () =>
  refuse(
    'external.region',
    { zh: '该区划不在您的辖区内', en: 'This region is not yours to report for' },
    { kind: 'forbidden', at: '/region' },
  )
const future = () =>
  refuse('external.future', { zh: '日期在今天之后', en: 'The date lies in the future' }, { at: '/asOf' })
const exists = () =>
  refuse(
    'external.exists',
    { zh: '这一日期已有签报数', en: 'There is a signed figure for this date' },
    {
      kind: 'conflict',
      at: '/asOf',
      next: { zh: '如需更正，请打开原数并写明理由后更换', en: 'To correct it, open it and replace it with a reason' },
    },
  )
const noReason = () =>
  refuse('external.reason', { zh: '请写明更换的理由', en: 'Say why it is replaced' }, { at: '/reason' })
const replacedAlready = () =>
  refuse(
    'external.replaced',
    { zh: '这个数已被别人更换', en: 'Somebody has replaced this figure already' },
    { kind: 'conflict', next: { zh: '请查看现在的数，再决定是否更换', en: 'Look at the figure that stands now' } },
  )
const nothingNew = () =>
  refuse('external.same', { zh: '与原数相同', en: 'Nothing differs from the figure that stands' }, { at: '/value' })
const tooLarge = () =>
  refuse('external.file', { zh: '文件超过 20 MB', en: 'The file exceeds 20 MB' }, { kind: 'too-large', at: '/file' })

function notFound() {
  return refuse('external.missing', { zh: '没有这个签报数', en: 'There is no such figure' }, { kind: 'missing' })
}
