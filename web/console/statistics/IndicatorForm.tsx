import { type FormEvent, useState } from 'react'
import type { IndicatorView } from '../../../src/contexts/statistics/index.ts'
import type { RegisterView } from '../../../src/platform/imports/index.ts'
import { usePick, useText } from '../../shared/i18n/index.ts'
import { RefusalNote } from '../../shared/parts/RefusalNote.tsx'
import { useCommand, useView } from '../../shared/queries.ts'
import { Field } from './Field.tsx'
import { messages } from './messages.ts'

type Draft = Omit<IndicatorView, 'version' | 'validFrom' | 'origin' | 'readable'>
type Input = Draft['inputs'][number]

const LEDGERS = ['institution', 'visit', 'event', 'training', 'project', 'community', 'award', 'annual']
const BLANK: Draft = {
  code: 'local.',
  families: [],
  name: { zh: '', en: '' },
  aliases: [],
  unit: '个',
  direction: 'up',
  source: 'external',
  formula: null,
  inputs: [],
  numerator: { zh: '', en: '' },
  denominator: null,
  countOf: 'things',
  window: 'at',
  decimals: 0,
  note: null,
}

/** A new indicator of one's own, or the next version of one: names, unit, and either signed figures or a formula over ledgers. */
export function IndicatorForm({ old, onDone }: { old?: IndicatorView; onDone: (code: string) => void }) {
  const t = useText(messages)
  const [draft, setDraft] = useState<Draft>(() => (old === undefined ? BLANK : bodyOf(old)))
  const save = useCommand<Draft>({
    path: '/statistics/indicators',
    body: (given) => ({ ...given, base: old?.version ?? 0 }),
    refresh: ['/statistics'],
  })
  const put = (part: Partial<Draft>) => setDraft({ ...draft, ...part })
  const source = (value: Draft['source']) =>
    put(
      value === 'external'
        ? { source: value, formula: null, inputs: [] }
        : {
            source: value,
            formula: draft.formula ?? 'a',
            inputs: draft.inputs.length > 0 ? draft.inputs : [inputNamed('a')],
          },
    )
  const places: Record<string, string> = {
    '/code': t('code'),
    '/formula': t('formula'),
    '/unit': t('unit'),
    '/inputs': t('inputs'),
  }
  const submit = (event: FormEvent) => {
    event.preventDefault()
    const { name } = draft
    const numerator = draft.numerator.zh === '' ? name : draft.numerator
    save.mutate({ ...draft, numerator }, { onSuccess: () => onDone(draft.code) })
  }
  return (
    <form className="yk-stat-form" onSubmit={submit}>
      <Field label={t('code')} help={t('codeHelp')}>
        <input
          className="yk-input"
          required
          readOnly={old !== undefined}
          value={draft.code}
          onChange={(event) => put({ code: event.target.value })}
        />
      </Field>
      <Field label={t('nameZh')}>
        <input
          className="yk-input"
          required
          value={draft.name.zh}
          onChange={(event) => put({ name: { ...draft.name, zh: event.target.value } })}
        />
      </Field>
      <Field label={t('nameEn')}>
        <input
          className="yk-input"
          required
          value={draft.name.en}
          onChange={(event) => put({ name: { ...draft.name, en: event.target.value } })}
        />
      </Field>
      <Field label={t('aliases')} help={t('aliasesHelp')}>
        <input
          className="yk-input"
          value={draft.aliases.join('、')}
          onChange={(event) => put({ aliases: event.target.value.split('、') })}
          onBlur={() => put({ aliases: draft.aliases.map((each) => each.trim()).filter((each) => each !== '') })}
        />
      </Field>
      <Field label={t('unit')}>
        <input
          className="yk-input"
          required
          value={draft.unit}
          onChange={(event) => put({ unit: event.target.value })}
        />
      </Field>
      <Field label={t('direction')}>
        <select
          className="yk-input"
          value={draft.direction}
          onChange={(event) => put({ direction: event.target.value as Draft['direction'] })}
        >
          <option value="up">{t('direction_up')}</option>
          <option value="down">{t('direction_down')}</option>
          <option value="yes">{t('direction_yes')}</option>
        </select>
      </Field>
      <Field label={t('window')}>
        <select
          className="yk-input"
          value={draft.window}
          onChange={(event) => put({ window: event.target.value as Draft['window'] })}
        >
          {(['at', 'month', 'year', 'cumulative'] as const).map((each) => (
            <option key={each} value={each}>
              {t(each)}
            </option>
          ))}
        </select>
      </Field>
      <Field label={t('source')}>
        <select
          className="yk-input"
          value={draft.source}
          onChange={(event) => source(event.target.value as Draft['source'])}
        >
          <option value="external">{t('external')}</option>
          <option value="registers">{t('registers')}</option>
        </select>
      </Field>
      {draft.source === 'registers' ? <Formula draft={draft} put={put} /> : null}
      <RefusalNote
        problem={save.error}
        place={(at) => places[at] ?? (at.startsWith('/inputs') ? t('inputs') : undefined)}
      />
      <button type="submit" className="yk-button yk-button--primary" disabled={save.isPending}>
        {old === undefined ? t('addIndicator') : t('addVersion')}
      </button>
    </form>
  )
}

const inputNamed = (name: string): Input =>
  ({ name, label: { zh: name, en: name }, from: { kind: 'ledger', ledger: LEDGERS[0]!, measure: null } }) as Input

function bodyOf(old: IndicatorView): Draft {
  const { version: _v, validFrom: _f, origin: _o, readable: _r, ...draft } = old
  return draft
}

function Formula({ draft, put }: { draft: Draft; put: (part: Partial<Draft>) => void }) {
  const t = useText(messages)
  const change = (at: number, next: Input) => put({ inputs: draft.inputs.map((each, i) => (i === at ? next : each)) })
  const names = 'abcdefghijkl'.split('')
  return (
    <>
      <Field label={t('formula')} help={t('formulaHelp')}>
        <input
          className="yk-input"
          required
          value={draft.formula ?? ''}
          onChange={(event) => put({ formula: event.target.value })}
        />
      </Field>
      {draft.inputs.map((input, at) => (
        <InputPart key={input.name} input={input} onChange={(next) => change(at, next)} />
      ))}
      {draft.inputs.length < names.length ? (
        <button
          type="button"
          className="yk-button"
          onClick={() => {
            const free = names.find((name) => draft.inputs.every((each) => each.name !== name))
            if (free !== undefined) put({ inputs: [...draft.inputs, inputNamed(free)] })
          }}
        >
          {t('addInput')}
        </button>
      ) : null}
    </>
  )
}

/** One input: rows of a ledger counted, or one of its numbers summed. Other sources come with the library and are kept as they are. */
function InputPart({ input, onChange }: { input: Input; onChange: (next: Input) => void }) {
  const t = useText(messages)
  const pick = usePick()
  const registers = useView<{ items: RegisterView[] }>('/registers').data?.items ?? []
  const from = input.from as { kind: string; ledger?: string; measure?: string | null }
  if (from.kind !== 'ledger')
    return (
      <p className="yk-small">
        <strong>{input.name}</strong> {pick(input.label)}
      </p>
    )
  const ledger = registers.find((each) => each.name === from.ledger)
  const numbers = (ledger?.columns ?? []).filter(({ type }) => type === 'integer' || type === 'decimal')
  return (
    <fieldset className="yk-stat-input">
      <legend>{input.name}</legend>
      <Field label={t('inputLabel')}>
        <input
          className="yk-input"
          required
          value={input.label.zh}
          onChange={(event) => onChange({ ...input, label: { zh: event.target.value, en: event.target.value } })}
        />
      </Field>
      <Field label={t('ledger')}>
        <select
          className="yk-input"
          value={from.ledger}
          onChange={(event) =>
            onChange({ ...input, from: { kind: 'ledger', ledger: event.target.value, measure: null } } as Input)
          }
        >
          {registers
            .filter((each) => LEDGERS.includes(each.name))
            .map((each) => (
              <option key={each.name} value={each.name}>
                {pick(each.title)}
              </option>
            ))}
        </select>
      </Field>
      <Field label={t('measure')}>
        <select
          className="yk-input"
          value={from.measure ?? ''}
          onChange={(event) => onChange({ ...input, from: { ...from, measure: event.target.value || null } } as Input)}
        >
          <option value="">{t('countRows')}</option>
          {numbers.map((column) => (
            <option key={column.key} value={column.key}>
              {pick(column.title)}
            </option>
          ))}
        </select>
      </Field>
    </fieldset>
  )
}
