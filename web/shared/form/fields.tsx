import { type InputHTMLAttributes, type ReactNode, useId, useState } from 'react'

/** A labelled control with an optional hint below it. The control gets the id of the label and of the hint. */
export function Field({
  label,
  hint,
  children,
}: {
  label: string
  hint?: string | undefined
  children: (id: string, hintId: string | undefined) => ReactNode
}) {
  const id = useId()
  const hintId = hint === undefined ? undefined : `${id}-hint`
  return (
    <div className="yk-field">
      <label htmlFor={id}>{label}</label>
      {children(id, hintId)}
      {hint === undefined ? null : (
        <p id={hintId} className="yk-small yk-quiet">
          {hint}
        </p>
      )}
    </div>
  )
}

type Bounds = 'required' | 'autoComplete' | 'list' | 'min' | 'max' | 'step' | 'minLength' | 'maxLength' | 'pattern'
type TextProps = {
  label: string
  value: string
  onChange: (value: string) => void
  hint?: string
  type?: 'text' | 'password' | 'date' | 'time' | 'number'
  /** Several lines instead of one. */
  rows?: number
} & Pick<InputHTMLAttributes<HTMLInputElement>, Bounds>

/** What is typed: a line, several lines, a day, a time, a number (as typed; `numberOf` reads it). */
export function Text({ label, value, onChange, hint, rows, ...rest }: TextProps) {
  return (
    <Field label={label} hint={hint}>
      {(id, hintId) => {
        const common = { id, className: 'yk-input', value, 'aria-describedby': hintId }
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
}: {
  label: string
  value: string
  onChange: (value: string) => void
  options: readonly Option[]
  empty?: string
  required?: boolean
  hint?: string
}) {
  return (
    <Field label={label} hint={hint}>
      {(id, hintId) => (
        <select
          id={id}
          className="yk-input"
          value={value}
          required={required}
          aria-describedby={hintId}
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
      {(id) => (
        <input
          id={id}
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
