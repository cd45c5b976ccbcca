import { parse } from '../../../engines/formula/index.ts'
import { today } from '../../../kernel/dates.ts'
import { type Bilingual, refuse } from '../../../kernel/refusal.ts'
import type { Tx } from '../../../platform/db/index.ts'
import { record } from '../../../platform/journal/index.ts'
import { FACILITY_KINDS, STANDARD_FAMILIES } from '../../territory/index.ts'
import type { Definition, Input, InputSource } from './inputs.ts'
import { LEDGERS } from './ledgers.ts'
import { contentOf, insertVersions, type StoredIndicator, versionsOf } from './store.ts'

/** A definition to be added, and the version it builds on (0 for a new indicator). */
export type NewIndicator = Omit<Definition, 'inputs'> & { inputs: readonly Input[]; base: number }

const CODE = /^[a-z][a-z0-9-]*(\.[a-z0-9-]+)+$/

/**
 * Adds an indicator to the library, or a version to one. Figures computed before keep the version they name.
 *
 * @throws Refusal `indicator.code`, `indicator.formula`, `indicator.input`, `indicator.version`, `indicator.same`, `formula.syntax`
 */
export async function addIndicator(tx: Tx, { base, ...definition }: NewIndicator): Promise<StoredIndicator> {
  checkDefinition(definition)
  const versions = await versionsOf(tx, definition.code)
  const newest = versions[0]?.version ?? 0
  if (newest !== base) throw moved(newest)
  if (versions[0] !== undefined && contentOf(versions[0]) === contentOf(definition)) throw unchanged()
  const version = base + 1
  const validFrom = today(tx.now.getTime())
  const written = await insertVersions(tx, [{ ...definition, version, validFrom, origin: 'local' }])
  if (written === 0) throw moved(version)
  await record(tx, {
    action: 'statistics.indicator.add',
    subject: { kind: 'indicator', id: definition.code },
    detail: { version, formula: definition.formula, unit: definition.unit, name: definition.name.zh },
  })
  return (await versionsOf(tx, definition.code))[0]!
}

/** Checks that a definition can be computed: its formula parses, and names the inputs that are declared, no more and no fewer. */
export function checkDefinition(definition: Definition): void {
  if (!CODE.test(definition.code)) {
    throw wrong('code', '/code', {
      zh: '编码用小写字母、数字和连字符，以点分组，如 elder.visit-rate',
      en: 'Codes are like elder.visit-rate',
    })
  }
  if ((definition.source === 'registers') !== (definition.formula !== null)) {
    throw wrong('formula', '/formula', {
      zh: '由台账计算的指标要有公式，外部数没有公式',
      en: 'Computed indicators have a formula, external ones have none',
    })
  }
  if (definition.formula === null) return
  const used = parse(definition.formula).inputs
  const declared = definition.inputs.map((each) => each.name)
  const missing = used.filter((name) => !declared.includes(name))
  const idle = declared.filter((name) => !used.includes(name))
  if (missing.length > 0)
    throw wrong('formula', '/formula', {
      zh: `公式用到未声明的输入：${missing.join('、')}`,
      en: `The formula uses undeclared inputs: ${missing.join(', ')}`,
    })
  if (idle.length > 0 || new Set(declared).size < declared.length) {
    throw wrong('input', '/inputs', {
      zh: `输入未被公式用到或重复：${idle.join('、')}`,
      en: `Inputs unused or repeated: ${idle.join(', ')}`,
    })
  }
  definition.inputs.forEach((input, i) => {
    const problem = problemOf(input.from)
    if (problem !== null) throw wrong('input', `/inputs/${i}/from`, problem)
  })
}

/** What is wrong with the source of an input, or null. */
function problemOf(from: InputSource): Bilingual | null {
  if (from.kind === 'ledger') {
    const ledger = LEDGERS.find((each) => each.name === from.ledger)
    if (ledger === undefined) return { zh: `没有台账 ${from.ledger}`, en: `There is no ledger ${from.ledger}` }
    const columns = ledger.columns.map((column) => column.key)
    const unknown = [...(from.measure === null ? [] : [from.measure]), ...Object.keys(from.where ?? {})].find(
      (key) => !columns.includes(key),
    )
    return unknown === undefined
      ? null
      : { zh: `台账 ${from.ledger} 没有字段 ${unknown}`, en: `The ledger ${from.ledger} has no field ${unknown}` }
  }
  if (from.kind === 'population' || from.kind === 'regions') return null
  if (from.kind === 'community') {
    return from.known.includes(from.measure)
      ? null
      : { zh: '“须已知”的各项应包括要合计的那一项', en: 'What has to be known must include what is summed' }
  }
  if (from.kind === 'standard') {
    return STANDARD_FAMILIES.some((family) => family.value === from.family)
      ? null
      : { zh: `没有建设标准 ${from.family}`, en: `There is no building standard ${from.family}` }
  }
  const known = new Set(FACILITY_KINDS.map((kind) => kind.code))
  const kinds = from.kind === 'served' ? from.offers.flatMap((offer) => offer.kinds ?? []) : from.kinds
  const unknown = kinds.find((kind) => !known.has(kind))
  return unknown === undefined ? null : { zh: `没有设施类型 ${unknown}`, en: `There is no kind of facility ${unknown}` }
}

const wrong = (code: string, at: string, text: Bilingual) => refuse(`indicator.${code}`, text, { at })
const moved = (version: number) =>
  refuse(
    'indicator.version',
    { zh: `这个指标已有第 ${version} 版`, en: `This indicator is at version ${version} already` },
    {
      kind: 'conflict',
      params: { version },
      next: { zh: '请查看新版后再改', en: 'Look at that version, then change it' },
    },
  )
const unchanged = () =>
  refuse('indicator.same', { zh: '与现行版本相同', en: 'Nothing differs from the version in force' })
