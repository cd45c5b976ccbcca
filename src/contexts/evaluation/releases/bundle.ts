import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { strToU8, zipSync } from 'fflate'
import { canonicalJson, sha256Hex } from '../../../kernel/hash.ts'
import { type Cell, type Column, writeCsv } from '../../../platform/documents/index.ts'
import type { TargetFact } from '../rounds/model.ts'
import type { ReleaseContent } from './model.ts'
import { readmeOf } from './readme.ts'

/** Columns by name; numbers stay numbers, unknown is an empty cell. */
function table(columns: Record<string, Column['kind']>, rows: readonly (readonly Cell[])[]): Uint8Array {
  return writeCsv(
    Object.entries(columns).map(([title, kind]) => ({ title, ...(kind === undefined ? {} : { kind }) })),
    rows,
  )
}

const TESTED = new Set(['>=', '>', '<=', '<', '=', 'coverage'])

/** The value a figure is held against to be called met, where that is one number in the indicator's own unit. */
function testValue({ comparator, value, unit, indicatorUnit, kind, orGroup, standing }: TargetFact): number | null {
  if (!TESTED.has(comparator) || kind !== 'target' || orGroup !== null || standing.regions !== null) return null
  if (/[万亿]/.test(unit) !== /[万亿]/.test(indicatorUnit ?? unit)) return null
  return comparator === 'coverage' ? (value ?? 100) : value
}

function formulas(content: ReleaseContent): Uint8Array {
  const indicators = Object.fromEntries(
    content.figures.map(({ indicator, version, name, unit, decimals, formula }) => [
      `${indicator}@${version}`,
      { name, unit, decimals, formula },
    ]),
  )
  const rules = Object.fromEntries(content.rounds.map(({ kind, rule }) => [kind, rule]))
  return strToU8(JSON.stringify({ indicators, rules }, null, 2))
}

function tables(content: ReleaseContent): Record<string, Uint8Array> {
  const { targets, figures, tasks, rounds, restatements } = content
  const lines = rounds.flatMap(({ kind, lines: list }) => list.map((line) => ({ kind, line })))
  const lead = (units: { role: string; name: string }[]) =>
    units
      .filter((unit) => unit.role === 'lead')
      .map(({ name }) => name)
      .join('、')
  return {
    'targets.csv': table(
      {
        target: 'text',
        indicator: 'text',
        name: 'text',
        name_en: 'text',
        comparator: 'text',
        value: 'number',
        low: 'number',
        high: 'number',
        unit: 'text',
        deadline: 'date',
        state: 'text',
        actual: 'number',
        actual_as_of: 'date',
        unknown: 'integer',
        figure: 'text',
        test_value: 'number',
        units: 'text',
        clause: 'text',
        quote: 'text',
        plan: 'text',
      },
      targets.map((t) => [
        t.target,
        t.indicator,
        t.name.zh,
        t.name.en,
        t.comparator,
        t.value,
        t.low,
        t.high,
        t.unit,
        t.deadline,
        t.standing.state,
        t.standing.actual,
        t.standing.actualAsOf,
        t.standing.unknown,
        t.figure,
        testValue(t),
        t.units.join('、'),
        t.clause,
        t.quote,
        t.planTitle,
      ]),
    ),
    'observations.csv': table(
      {
        figure: 'text',
        observation: 'text',
        indicator: 'text',
        version: 'integer',
        region: 'text',
        as_of: 'date',
        value: 'number',
        low: 'number',
        high: 'number',
        unknown: 'integer',
        revision: 'integer',
        source: 'text',
        published_in: 'text',
      },
      figures.map((f) => [
        f.key,
        f.observation,
        f.indicator,
        f.version,
        f.region,
        f.asOf,
        f.value,
        f.low,
        f.high,
        f.unknown,
        f.revision,
        f.source,
        f.external === null ? null : `${f.external.source} ${f.external.period}`,
      ]),
    ),
    'inputs.csv': table(
      {
        figure: 'text',
        input: 'text',
        label: 'text',
        label_en: 'text',
        value: 'number',
        unknown: 'integer',
        records: 'integer',
      },
      figures.flatMap((f) =>
        f.inputs.map((i) => [f.key, i.name, i.label.zh, i.label.en, i.value, i.unknown, i.records]),
      ),
    ),
    'tasks.csv': table(
      {
        task: 'text',
        number: 'text',
        title: 'text',
        state: 'text',
        due: 'date',
        overdue_workdays: 'integer',
        provisional: 'text',
        reported: 'text',
        returned: 'integer',
        lead: 'text',
      },
      tasks.map((t) => [
        t.task,
        t.number,
        t.title,
        t.state,
        t.due,
        t.overdueWorkdays,
        t.provisional,
        t.reported,
        t.returned,
        lead(t.units),
      ]),
    ),
    'scores.csv': table(
      { kind: 'text', subject: 'text', name: 'text', score: 'number', rank: 'integer', tied: 'text', known: 'number' },
      lines.map(({ kind, line }) => [kind, line.subject, line.name, line.score, line.rank, line.tied, line.known]),
    ),
    'points.csv': table(
      {
        kind: 'text',
        subject: 'text',
        item: 'text',
        points: 'number',
        weight: 'integer',
        share: 'number',
        figure: 'text',
      },
      lines.flatMap(({ kind, line }) =>
        line.items.map((item) => [kind, line.subject, item.code, item.points, item.weight, item.share, item.figure]),
      ),
    ),
    'restatements.csv': table(
      { round: 'text', figure: 'text', frozen: 'number', restated: 'number', revision: 'integer', noted_at: 'text' },
      restatements.map((r) => [r.round, r.key, r.frozenValue, r.value, r.revision, r.notedAt]),
    ),
  }
}

/** 1 January 2000: the same content gives the same bytes. */
const FIXED = new Date(2000, 0, 1)

/**
 * The open-data bundle of a release (开放数据包): its tables, formulas, a manifest with the SHA-256 of every file, and a script that
 * recomputes each published figure with plain Node. Deterministic.
 */
export function bundleOf(content: ReleaseContent): { bytes: Uint8Array; files: Record<string, Uint8Array> } {
  const files: Record<string, Uint8Array> = {
    'README.md': strToU8(readmeOf(content)),
    'content.json': strToU8(canonicalJson(JSON.parse(JSON.stringify(content)))),
    'formulas.json': formulas(content),
    ...tables(content),
    'recompute.mjs': new Uint8Array(readFileSync(join(import.meta.dirname, 'recompute.mjs'))),
  }
  const manifest = {
    title: content.title,
    jurisdiction: content.jurisdiction,
    period: content.period,
    version: content.version,
    asOf: content.asOf,
    files: Object.fromEntries(Object.entries(files).map(([name, bytes]) => [name, sha256Hex(bytes)])),
  }
  files['manifest.json'] = strToU8(JSON.stringify(manifest, null, 2))
  return { bytes: zipSync(files, { mtime: FIXED, level: 6 }), files }
}
