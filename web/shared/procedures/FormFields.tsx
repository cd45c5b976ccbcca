import { useId } from 'react'
import type { Definition, Field, Place, Value } from '../../../src/platform/procedures/index.ts'
import { useLanguage, usePick, useText } from '../i18n/index.ts'
import { useView } from '../queries.ts'
import { type Draft, type PlaceProblem, shown } from './form.ts'
import { messages } from './messages.ts'
import './procedures.css'

export type FormFieldsProps = {
  definition: Definition
  fields: readonly Field[]
  draft: Draft
  onChange: (draft: Draft) => void
  problems?: readonly PlaceProblem[]
  /** Called when the number of the applicant was entered, to offer what is known. */
  onNumber?: (number: string) => void
}

/** The form of a procedure, made from its definition: sections, conditional questions, problems at their place. */
export function FormFields({ definition, fields, draft, onChange, problems = [], onNumber }: FormFieldsProps) {
  const pick = usePick()
  const sections = definition.sections ?? []
  const asked = shown(fields, draft)
  const groups = [
    ...sections.map((section) => ({
      id: section.id,
      title: pick(section.title),
      fields: asked.filter((field) => field.section === section.id),
    })),
    { id: '', title: '', fields: asked.filter((field) => !sections.some((section) => section.id === field.section)) },
  ].filter((group) => group.fields.length > 0)
  return (
    <div className="yk-stack">
      {groups.map((group) => (
        <fieldset key={group.id} className="yk-proc-group">
          {group.title ? <legend>{group.title}</legend> : null}
          <div className="yk-proc-fields">
            {group.fields.map((field) => (
              <OneField
                key={field.id}
                field={field}
                value={draft[field.id] ?? null}
                problem={problems.find((each) => each.at === `/form/${field.id}` || each.at === `/values/${field.id}`)}
                onChange={(value) => onChange({ ...draft, [field.id]: value })}
                onLeave={field.id === definition.applicant.number ? onNumber : undefined}
              />
            ))}
          </div>
        </fieldset>
      ))}
    </div>
  )
}

type OneProps = {
  field: Field
  value: Value
  problem: PlaceProblem | undefined
  onChange: (value: Value) => void
  onLeave: ((text: string) => void) | undefined
}

const WIDE = new Set(['paragraph', 'choices', 'region'])

function OneField(props: OneProps) {
  const { field, problem } = props
  const pick = usePick()
  const t = useText(messages)
  const lng = useLanguage()
  const id = useId()
  const several = field.type === 'yesno' || field.type === 'choices' || field.type === 'region'
  const personal = field.personal || field.type === 'citizen-id' || field.type === 'phone'
  const label = (
    <>
      {pick(field.title)}
      {field.unit ? <span className="yk-quiet">（{pick(field.unit)}）</span> : null}
      {field.type === 'money' ? <span className="yk-quiet">（{t('yuan')}）</span> : null}
      {field.required ? (
        <span className="yk-proc-must" aria-hidden="true">
          {' *'}
        </span>
      ) : null}
    </>
  )
  const help = [field.help ? pick(field.help) : '', personal ? t('personalHint') : '']
    .filter(Boolean)
    .join(lng === 'zh' ? '；' : '; ')
  return (
    <div className={`yk-field${WIDE.has(field.type) ? ' yk-proc-wide' : ''}`} data-at={`/form/${field.id}`}>
      {several ? (
        <span className="yk-proc-label" id={`${id}-label`}>
          {label}
        </span>
      ) : (
        <label htmlFor={id}>{label}</label>
      )}
      <Control {...props} id={id} describedBy={help || problem ? `${id}-help` : undefined} />
      {help || problem ? (
        <span id={`${id}-help`} className="yk-small">
          {problem ? <strong className="yk-proc-wrong">{pick(problem.text)} </strong> : null}
          <span className="yk-quiet">{help}</span>
        </span>
      ) : null}
    </div>
  )
}

function Control({
  field,
  value,
  problem,
  onChange,
  onLeave,
  id,
  describedBy,
}: OneProps & { id: string; describedBy: string | undefined }) {
  const t = useText(messages)
  const pick = usePick()
  const common = {
    id,
    className: 'yk-input',
    'aria-invalid': problem ? true : undefined,
    'aria-describedby': describedBy,
    required: field.required === true,
  } as const
  const text = typeof value === 'string' ? value : value === null ? '' : String(value)
  switch (field.type) {
    case 'paragraph':
      return <textarea {...common} rows={4} value={text} onChange={(event) => onChange(event.target.value)} />
    case 'yesno':
      return (
        <div
          className="yk-proc-choices"
          role="radiogroup"
          aria-labelledby={`${id}-label`}
          aria-describedby={describedBy}
        >
          {[true, false].map((each) => (
            <label key={String(each)}>
              <input type="radio" name={id} checked={value === each} onChange={() => onChange(each)} />
              {t(each ? 'yes' : 'no')}
            </label>
          ))}
        </div>
      )
    case 'choice':
      return (
        <select {...common} value={text} onChange={(event) => onChange(event.target.value || null)}>
          <option value="">{t('choose')}</option>
          {(field.options ?? []).map((option) => (
            <option key={option.value} value={option.value}>
              {pick(option.title)}
            </option>
          ))}
        </select>
      )
    case 'choices': {
      const chosen = Array.isArray(value) ? value : []
      return (
        // biome-ignore lint/a11y/useSemanticElements: the questions around it are fieldsets already
        <div className="yk-proc-choices" role="group" aria-labelledby={`${id}-label`}>
          {(field.options ?? []).map((option) => (
            <label key={option.value}>
              <input
                type="checkbox"
                checked={chosen.includes(option.value)}
                onChange={(event) =>
                  onChange(
                    event.target.checked ? [...chosen, option.value] : chosen.filter((each) => each !== option.value),
                  )
                }
              />
              {pick(option.title)}
            </label>
          ))}
        </div>
      )
    }
    case 'region':
      return <PlaceField value={text} onChange={onChange} labelId={`${id}-label`} />
    case 'date':
      return <input {...common} type="date" value={text} onChange={(event) => onChange(event.target.value || null)} />
    default:
      return (
        <input
          {...common}
          inputMode={
            field.type === 'integer'
              ? 'numeric'
              : field.type === 'number' || field.type === 'money'
                ? 'decimal'
                : field.type === 'phone'
                  ? 'tel'
                  : 'text'
          }
          autoComplete="off"
          value={text}
          onChange={(event) => onChange(event.target.value)}
          onBlur={() => onLeave?.(text)}
        />
      )
  }
}

function PlaceField({
  value,
  onChange,
  labelId,
}: {
  value: string
  onChange: (value: Value) => void
  labelId: string
}) {
  const t = useText(messages)
  const places = useView<{ items: Place[] }>('/guide-places')
  const all = places.data?.items ?? []
  const towns = all.filter((place) => place.code.endsWith('000'))
  const town = value === '' ? '' : `${value.slice(0, 9)}000`
  const villages = all.filter((place) => place.code.startsWith(town.slice(0, 9)) && !place.code.endsWith('000'))
  return (
    // biome-ignore lint/a11y/useSemanticElements: the questions around it are fieldsets already
    <div className="yk-proc-place" role="group" aria-labelledby={labelId}>
      <select
        className="yk-input"
        aria-label={t('town')}
        value={towns.some((place) => place.code === town) ? town : ''}
        onChange={(event) => onChange(event.target.value || null)}
      >
        <option value="">{t('choose')}</option>
        {towns.map((place) => (
          <option key={place.code} value={place.code}>
            {place.name}
          </option>
        ))}
      </select>
      <select
        className="yk-input"
        aria-label={t('village')}
        disabled={town === ''}
        value={villages.some((place) => place.code === value) ? value : ''}
        onChange={(event) => onChange(event.target.value || town)}
      >
        <option value="">{t('wholeTown')}</option>
        {villages.map((place) => (
          <option key={place.code} value={place.code}>
            {place.name}
          </option>
        ))}
      </select>
    </div>
  )
}
