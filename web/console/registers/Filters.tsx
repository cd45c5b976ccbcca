import type { RegisterView } from '../../../src/platform/imports/index.ts'
import { usePick, useText } from '../../shared/i18n/index.ts'
import { useView } from '../../shared/queries.ts'
import { messages } from './messages.ts'
import type { Column } from './values.tsx'

/** Chosen filters by column key; a missing key means all. */
export type Chosen = Record<string, string>

type Props = {
  register: RegisterView
  q: string
  onQ: (q: string) => void
  chosen: Chosen
  onChosen: (chosen: Chosen) => void
}

/** Search and filters of a register, made from its columns. */
export function Filters({ register, q, onQ, chosen, onChosen }: Props) {
  const t = useText(messages)
  const columns = register.columns.filter((column) => column.filter)
  const set = (key: string, value: string | undefined) => {
    const { [key]: _, ...rest } = chosen
    onChosen(value === undefined ? rest : { ...rest, [key]: value })
  }
  return (
    <search className="yk-reg-filters">
      <input
        type="search"
        className="yk-input"
        aria-label={t('search')}
        placeholder={t('search')}
        value={q}
        onChange={(event) => onQ(event.target.value)}
      />
      {columns.map((column) => (
        <OneFilter
          key={column.key}
          column={column}
          value={chosen[column.key]}
          onChange={(value) => set(column.key, value)}
        />
      ))}
      {Object.keys(chosen).length > 0 || q !== '' ? (
        <button
          type="button"
          className="yk-button yk-button--bare"
          onClick={() => {
            onChosen({})
            onQ('')
          }}
        >
          {t('clear')}
        </button>
      ) : null}
    </search>
  )
}

function OneFilter({
  column,
  value,
  onChange,
}: {
  column: Column
  value: string | undefined
  onChange: (value: string | undefined) => void
}) {
  const t = useText(messages)
  const pick = usePick()
  const title = pick(column.title)
  if (column.type === 'date') return <Span title={title} value={value} onChange={onChange} />
  if (column.type === 'region') return <RegionFilter title={title} value={value} onChange={onChange} />
  const options =
    column.type === 'boolean'
      ? [
          { value: 'true', label: t('yes') },
          { value: 'false', label: t('no') },
        ]
      : column.choices.map((choice) => ({ value: choice.value, label: pick(choice.title) }))
  return (
    <Select
      title={title}
      value={value}
      onChange={onChange}
      options={[...options, { value: '', label: t('unknown') }]}
    />
  )
}

const ALL = '*'

type SelectProps = {
  title: string
  value: string | undefined
  onChange: (value: string | undefined) => void
  options: { value: string; label: string }[]
}

function Select({ title, value, onChange, options }: SelectProps) {
  const t = useText(messages)
  return (
    <label className="yk-reg-filter">
      <span>{title}</span>
      <select
        className="yk-input"
        value={value ?? ALL}
        onChange={(event) => onChange(event.target.value === ALL ? undefined : event.target.value)}
      >
        <option value={ALL}>{t('all')}</option>
        {options.map((option) => (
          <option key={option.value} value={option.value}>
            {option.label}
          </option>
        ))}
      </select>
    </label>
  )
}

function RegionFilter({ title, value, onChange }: Omit<SelectProps, 'options'>) {
  const view = useView<{ items: { code: string; name: string; level: string }[] }>('/territory/regions')
  const towns = (view.data?.items ?? []).filter((each) => each.level === 'township')
  return (
    <Select
      title={title}
      value={value}
      onChange={onChange}
      options={towns.map((each) => ({ value: each.code, label: each.name }))}
    />
  )
}

function Span({
  title,
  value,
  onChange,
}: {
  title: string
  value: string | undefined
  onChange: (value: string | undefined) => void
}) {
  const t = useText(messages)
  const [from = '', to = ''] = (value ?? '..').split('..')
  const set = (a: string, b: string) => onChange(a === '' && b === '' ? undefined : `${a}..${b}`)
  return (
    <fieldset className="yk-reg-span">
      <legend>{title}</legend>
      <input
        type="date"
        className="yk-input"
        aria-label={`${title} ${t('from')}`}
        value={from}
        onChange={(event) => set(event.target.value, to)}
      />
      <span aria-hidden="true">—</span>
      <input
        type="date"
        className="yk-input"
        aria-label={`${title} ${t('to')}`}
        value={to}
        onChange={(event) => set(from, event.target.value)}
      />
    </fieldset>
  )
}
