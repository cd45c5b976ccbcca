import { type InputHTMLAttributes, type ReactNode, useEffect, useId, useState } from 'react'
import { RefusalNote } from '../parts/RefusalNote.tsx'
import { useRefusedAt } from './ActForm.tsx'

/** What ties a control to its label, its hint and its refusal. */
export type Tied = { id: string; 'aria-describedby': string | undefined; 'aria-invalid': true | undefined }

/**
 * A labelled control with an optional hint below it. `at` is the place of its value in what is sent (`/price`): a refusal of the form that
 * is about this place stands below the control, which gets the focus.
 */
export function Field({
  label,
  hint,
  at,
  children,
}: {
  label: string
  hint?: string | undefined
  at?: string | undefined
  children: (tied: Tied) => ReactNode
}) {
  const id = useId()
  const problem = useRefusedAt(at)
  useEffect(() => {
    if (problem !== null) document.getElementById(id)?.focus()
  }, [problem, id])
  const below = [hint === undefined ? '' : `${id}-hint`, problem === null ? '' : `${id}-refused`]
    .filter(Boolean)
    .join(' ')
  return (
    <div className="yk-field">
      <label htmlFor={id}>{label}</label>
      {children({ id, 'aria-describedby': below || undefined, 'aria-invalid': problem === null ? undefined : true })}
      {hint === undefined ? null : (
        <p id={`${id}-hint`} className="yk-small yk-quiet">
          {hint}
        </p>
      )}
      <div id={`${id}-refused`}>
        <RefusalNote problem={problem} />
      </div>
    </div>
  )
}

type Bounds = 'required' | 'autoComplete' | 'list' | 'min' | 'max' | 'step' | 'minLength' | 'maxLength' | 'pattern'
type TextProps = {
  label: string
  value: string
  onChange: (value: string) => void
  hint?: string
  /** Where its value stands in what is sent: a refusal about it is shown here. */
  at?: string
  type?: 'text' | 'password' | 'date' | 'time' | 'number'
  /** Several lines instead of one. */
  rows?: number
} & Pick<InputHTMLAttributes<HTMLInputElement>, Bounds>

/** What is typed: a line, several lines, a day, a time, a number (as typed; `numberOf` reads it). */
export function Text({ label, value, onChange, hint, at, rows, ...rest }: TextProps) {
  return (
    <Field label={label} hint={hint} at={at}>
      {(tied) => {
        const common = { ...tied, className: 'yk-input', value }
        if (rows !== undefined) {
          const { required, minLength, maxLength } = rest
          return (
            <textarea
              {...common}
              {...{ rows, required, minLength, maxLength }}
              onChange={(event) => onChange(event.target.value)}
            />
          )
        }
        return (
          <input
            {...common}
            onChange={(event) => onChange(event.target.value)}
            {...(rest.type === 'number' ? { step: 'any', inputMode: 'decimal' } : {})}
            {...rest}
          />
        )
      }}
    </Field>
  )
}

export type Option = { value: string; label: string }

/** One of several; `empty` names the choice of none. */
export function Choice({
  label,
  value,
  onChange,
  options,
  empty,
  required,
  hint,
  at,
}: {
  label: string
  value: string
  onChange: (value: string) => void
  options: readonly Option[]
  empty?: string
  required?: boolean
  hint?: string
  /** Where its value stands in what is sent: a refusal about it is shown here. */
  at?: string
}) {
  return (
    <Field label={label} hint={hint} at={at}>
      {(tied) => (
        <select
          {...tied}
          className="yk-input"
          value={value}
          required={required}
          onChange={(event) => onChange(event.target.value)}
        >
          {empty === undefined ? null : <option value="">{empty}</option>}
          {options.map((option) => (
            <option key={option.value} value={option.value}>
              {option.label}
            </option>
          ))}
        </select>
      )}
    </Field>
  )
}

/** Some of several. */
export function Several({
  legend,
  values,
  onChange,
  options,
  hint,
  at,
}: {
  legend: string
  values: readonly string[]
  onChange: (values: string[]) => void
  options: readonly Option[]
  hint?: string
  /** Where the values stand in what is sent: a refusal about them is shown here. */
  at?: string
}) {
  const problem = useRefusedAt(at)
  return (
    <fieldset>
      <legend>{legend}</legend>
      {hint === undefined ? null : <p className="yk-small yk-quiet">{hint}</p>}
      <div className="yk-several">
        {options.map(({ value, label }) => (
          <Tick
            key={value}
            label={label}
            on={values.includes(value)}
            onChange={(on) => onChange(on ? [...values, value] : values.filter((each) => each !== value))}
          />
        ))}
      </div>
      <RefusalNote problem={problem} />
    </fieldset>
  )
}

/** Something that holds or does not. */
export function Tick({ label, on, onChange }: { label: string; on: boolean; onChange: (on: boolean) => void }) {
  return (
    <label className="yk-tick">
      <input type="checkbox" checked={on} onChange={(event) => onChange(event.target.checked)} />
      <span>{label}</span>
    </label>
  )
}

/** Several names in one line, parted by `、` or a comma. What is typed stays as it is typed; the names in it are handed on. */
export function Names({
  label,
  names,
  onChange,
}: {
  label: string
  names: readonly string[]
  onChange: (names: string[]) => void
}) {
  const [typed, setTyped] = useState(() => names.join('、'))
  const take = (text: string) => {
    setTyped(text)
    onChange(namesOf(text))
  }
  return <Text label={label} value={typed} onChange={take} />
}

/** Files to send with a form; on a phone the camera offers itself. */
export function Files({
  label,
  files,
  onChange,
  required,
  accept,
}: {
  label: string
  files: readonly File[]
  onChange: (files: File[]) => void
  required?: boolean
  accept?: string
}) {
  return (
    <Field label={label}>
      {(tied) => (
        <input
          {...tied}
          type="file"
          multiple
          accept={accept}
          required={required && files.length === 0}
          className="yk-input"
          onChange={(event) => onChange([...(event.target.files ?? [])])}
        />
      )}
    </Field>
  )
}

/** The number of a typed field; empty is unknown. */
export const numberOf = (typed: string): number | null => (typed.trim() === '' ? null : Number(typed))

/** The words of a typed field; empty is none. */
export const wordsOf = (typed: string): string | null => typed.trim() || null

/** The names in a typed line or list. */
export const namesOf = (typed: string): string[] =>
  typed
    .split(/[、，,;；\n]/)
    .map((name) => name.trim())
    .filter(Boolean)
