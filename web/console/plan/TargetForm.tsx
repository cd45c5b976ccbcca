import { useState } from 'react'
import type { TargetFacts, TargetView } from '../../../src/contexts/plan/index.ts'
import { Names } from '../../shared/form/fields.tsx'
import { usePick, useText } from '../../shared/i18n/index.ts'
import { useView } from '../../shared/queries.ts'
import { focusOnce } from './focus.ts'
import { messages } from './messages-reading.ts'

type Facts = Partial<TargetFacts>
type Props = { target: TargetView; busy: boolean; onSave: (facts: Facts) => void; onCancel: () => void }

const COMPARATORS = {
  '=': 'cmp_eq',
  '>=': 'cmp_ge',
  '>': 'cmp_gt',
  '<=': 'cmp_le',
  '<': 'cmp_lt',
  '+': 'cmp_plus',
  range: 'cmp_range',
  coverage: 'cmp_coverage',
  up: 'cmp_up',
  down: 'cmp_down',
  keep: 'cmp_keep',
} as const
const PERIODS = {
  year: 'period_year',
  'half-year': 'period_half_year',
  quarter: 'period_quarter',
  month: 'period_month',
  week: 'period_week',
  day: 'period_day',
} as const
const LEVELS = {
  province: 'level_province',
  prefecture: 'level_prefecture',
  county: 'level_county',
  township: 'level_township',
  village: 'level_village',
} as const
const DIRECTIONS = new Set(['up', 'down', 'keep'])

/** Puts right what was read of a target. */
export function TargetForm({ target, busy, onSave, onCancel }: Props) {
  const t = useText(messages)
  const pick = usePick()
  const [facts, setFacts] = useState<Facts>({})
  const library = useView<{ items: { code: string; name: { zh: string; en: string }; unit: string }[] }>(
    '/statistics/indicators',
  )
  const now = { ...target, ...facts }
  const set = (change: Facts) => setFacts({ ...facts, ...change })
  const number = (text: string) => (text.trim() === '' ? null : Number(text))
  const field = (key: 'value' | 'low' | 'high' | 'baseValue' | 'baseYear') => (
    <label className="yk-field" key={key}>
      <span>{t(key)}</span>
      <input
        className="yk-input"
        type="number"
        step="any"
        value={now[key] ?? ''}
        onChange={(event) => set({ [key]: number(event.target.value) })}
      />
    </label>
  )
  const choose = <K extends string>(
    key: 'comparator' | 'period' | 'perLevel',
    label: 'comparator' | 'period' | 'perLevel',
    options: Record<string, K>,
    none?: string,
  ) => (
    <label className="yk-field">
      <span>{t(label)}</span>
      <select
        className="yk-input"
        value={now[key] ?? ''}
        onChange={(event) => {
          const value = event.target.value === '' ? null : event.target.value
          const kind =
            key !== 'comparator'
              ? {}
              : {
                  kind: DIRECTIONS.has(value ?? '')
                    ? ('direction' as const)
                    : target.kind === 'direction'
                      ? ('target' as const)
                      : target.kind,
                }
          set({ [key]: value, ...kind } as Facts)
        }}
      >
        {none === undefined ? null : <option value="">{none}</option>}
        {Object.entries(options).map(([value, name]) => (
          <option key={value} value={value}>
            {t(name as never)}
          </option>
        ))}
      </select>
    </label>
  )
  return (
    <form
      className="yk-plan-form"
      onSubmit={(event) => {
        event.preventDefault()
        onSave(facts)
      }}
    >
      <label className="yk-field yk-plan-wide">
        <span>{t('indicator')}</span>
        <select
          className="yk-input"
          ref={focusOnce}
          value={now.indicator ?? ''}
          onChange={(event) => set({ indicator: event.target.value === '' ? null : event.target.value })}
        >
          <option value="">{t('noIndicator')}</option>
          {(library.data?.items ?? []).map((each) => (
            <option key={each.code} value={each.code}>
              {pick(each.name)}（{each.unit}）
            </option>
          ))}
        </select>
      </label>
      <label className="yk-field yk-plan-wide">
        <span>{t('printed')}</span>
        <input className="yk-input" value={now.printed} onChange={(event) => set({ printed: event.target.value })} />
      </label>
      {choose('comparator', 'comparator', COMPARATORS)}
      {now.comparator === 'range'
        ? [field('low'), field('high')]
        : DIRECTIONS.has(now.comparator)
          ? null
          : field('value')}
      <label className="yk-field">
        <span>{t('unit')}</span>
        <input className="yk-input" value={now.unit} onChange={(event) => set({ unit: event.target.value })} />
      </label>
      <label className="yk-field">
        <span>{t('deadline')}</span>
        <input
          className="yk-input"
          type="date"
          value={now.deadline ?? ''}
          onChange={(event) => set({ deadline: event.target.value === '' ? null : event.target.value })}
        />
      </label>
      {now.comparator === '+' ? [field('baseYear'), field('baseValue')] : null}
      {choose('period', 'period', PERIODS, t('once'))}
      {choose('perLevel', 'perLevel', LEVELS, t('whole'))}
      <div className="yk-plan-wide">
        <Names label={t('units')} names={now.units} onChange={(units) => set({ units })} />
      </div>
      <label className="yk-plan-check">
        <input
          type="checkbox"
          checked={now.cumulative}
          onChange={(event) => set({ cumulative: event.target.checked })}
        />
        {t('cumulative')}
      </label>
      <p className="yk-row yk-plan-wide">
        <button
          type="submit"
          className="yk-button yk-button--primary"
          disabled={busy || Object.keys(facts).length === 0}
        >
          {t('save')}
        </button>
        <button type="button" className="yk-button yk-button--bare" onClick={onCancel}>
          {t('cancel')}
        </button>
      </p>
    </form>
  )
}
