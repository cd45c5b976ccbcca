import { type ReactNode, useId } from 'react'

/** A labelled control with an optional hint below it. The control gets the id of the label and of the hint. */
export function Field({
  label,
  hint,
  children,
}: {
  label: string
  hint?: string
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

type TextProps = {
  label: string
  value: string
  onChange: (value: string) => void
  hint?: string
  type?: 'text' | 'password' | 'date' | 'number'
  required?: boolean
  autoComplete?: string
  list?: string
}

/** A line of text. */
export function Text({ label, value, onChange, hint, ...rest }: TextProps) {
  return (
    <Field label={label} {...(hint === undefined ? {} : { hint })}>
      {(id, hintId) => (
        <input
          id={id}
          className="yk-input"
          value={value}
          aria-describedby={hintId}
          onChange={(event) => onChange(event.target.value)}
          {...(rest.type === 'number' ? { step: 'any' } : {})}
          {...rest}
        />
      )}
    </Field>
  )
}

/** One of several. */
export function Choice({
  label,
  value,
  onChange,
  options,
}: {
  label: string
  value: string
  onChange: (value: string) => void
  options: { value: string; label: string }[]
}) {
  return (
    <Field label={label}>
      {(id) => (
        <select id={id} className="yk-input" value={value} onChange={(event) => onChange(event.target.value)}>
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
