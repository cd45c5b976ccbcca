import { useMutation, useQueryClient } from '@tanstack/react-query'
import { type FormEvent, type ReactNode, useState } from 'react'
import { type Problem, Submission, upload } from '../../../shared/api.ts'
import { useText } from '../../../shared/i18n/index.ts'
import { RefusalNote } from '../../../shared/parts/RefusalNote.tsx'
import { messages } from './messages.ts'

type FieldProps = { label: string; value: string; onChange: (value: string) => void; required?: boolean }

/** One line of text, or several with `rows`. */
export function TextField({
  label,
  value,
  onChange,
  required,
  rows,
  max = 200,
}: FieldProps & { rows?: number; max?: number }) {
  const common = { className: 'yk-input', value, required, maxLength: max }
  if (rows === undefined)
    return (
      <label className="yk-field">
        <span>{label}</span>
        <input {...common} onChange={(event) => onChange(event.target.value)} />
      </label>
    )
  return (
    <label className="yk-field">
      <span>{label}</span>
      <textarea {...common} rows={rows} onChange={(event) => onChange(event.target.value)} />
    </label>
  )
}

/** A day; `max` is the last that may be chosen. */
export function DayField({ label, value, onChange, required, max }: FieldProps & { max?: string }) {
  return (
    <label className="yk-field">
      <span>{label}</span>
      <input
        type="date"
        className="yk-input"
        value={value}
        required={required}
        max={max}
        onChange={(event) => onChange(event.target.value)}
      />
    </label>
  )
}

/** A number as typed; empty is unknown. */
export function NumberField({
  label,
  value,
  onChange,
  required,
  step = 'any',
  min = 0,
}: FieldProps & { step?: string; min?: number }) {
  return (
    <label className="yk-field">
      <span>{label}</span>
      <input
        type="number"
        inputMode="decimal"
        className="yk-input"
        min={min}
        step={step}
        value={value}
        required={required}
        onChange={(event) => onChange(event.target.value)}
      />
    </label>
  )
}

/** One of several; `empty` names the choice of none. */
export function ChoiceField({
  label,
  value,
  onChange,
  required,
  choices,
  empty,
}: FieldProps & { choices: readonly (readonly [value: string, title: string])[]; empty?: string }) {
  return (
    <label className="yk-field">
      <span>{label}</span>
      <select className="yk-input" value={value} required={required} onChange={(event) => onChange(event.target.value)}>
        {empty === undefined ? null : <option value="">{empty}</option>}
        {choices.map(([key, title]) => (
          <option key={key} value={key}>
            {title}
          </option>
        ))}
      </select>
    </label>
  )
}

/** Files to send with a form; on a phone the camera offers itself. */
export function FilesField({
  label,
  files,
  onChange,
  required,
}: {
  label: string
  files: File[]
  onChange: (files: File[]) => void
  required?: boolean
}) {
  return (
    <label className="yk-field">
      <span>{label}</span>
      <input
        type="file"
        multiple
        required={required && files.length === 0}
        className="yk-input yk-bld-file"
        onChange={(event) => onChange([...(event.target.files ?? [])])}
      />
    </label>
  )
}

/** The number of a typed field; empty is unknown. */
export const numberOf = (typed: string): number | null => (typed.trim() === '' ? null : Number(typed))

/** The words of a typed field; empty is none. */
export const wordsOf = (typed: string): string | null => typed.trim() || null

/** Today in China, as dates are written. */
export const todayInChina = () => new Intl.DateTimeFormat('en-CA', { timeZone: 'Asia/Shanghai' }).format(new Date())

/** A form with its refusal and its button; what was typed stays when it is refused. */
export function ActForm({
  children,
  problem,
  pending,
  submit,
  onSubmit,
}: {
  children: ReactNode
  problem: Problem | null
  pending: boolean
  submit: string
  onSubmit: () => void
}) {
  const t = useText(messages)
  const send = (event: FormEvent) => {
    event.preventDefault()
    onSubmit()
  }
  return (
    <form className="yk-bld-form" onSubmit={send}>
      {children}
      <RefusalNote problem={problem} />
      <div className="yk-row">
        <button type="submit" className="yk-button yk-button--primary" disabled={pending}>
          {pending ? t('sending') : submit}
        </button>
      </div>
    </form>
  )
}

/** A command with files, once per content; afterwards the views below `refresh` are read again. */
export function useFiles<Input>(path: string, refresh: readonly string[]) {
  const client = useQueryClient()
  const [submission] = useState(() => new Submission())
  return useMutation<unknown, Problem, { input: Input; files: File[] }>({
    mutationFn: ({ input, files }) =>
      submission.run([path, input, files.map((file) => [file.name, file.size, file.lastModified])], (idempotencyKey) =>
        upload(path, { files }, { input: JSON.stringify(input) }, { idempotencyKey }),
      ),
    onSuccess: () =>
      client.invalidateQueries({
        predicate: (query) => refresh.some((start) => String(query.queryKey[0]).startsWith(start)),
      }),
  })
}
