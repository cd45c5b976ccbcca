import { type ReactNode, useState } from 'react'
import { useCommand } from '../queries.ts'
import { todayInChina } from '../today.ts'
import { ActForm } from './ActForm.tsx'
import { Text, wordsOf } from './fields.tsx'

/** A few words that go with something done — why, how, what was found — and, where it happened on one, the day (`on`). */
export function WordsForm({
  path,
  refresh,
  given,
  name,
  label,
  hint,
  day,
  rows,
  most = 300,
  optional = false,
  submit,
  children,
  onDone,
}: {
  path: string
  /** Views that this makes stale. */
  refresh: string[]
  /** What is sent along. */
  given?: object
  /** Name of the words in what is sent. */
  name: 'reason' | 'what' | 'note' | 'how'
  label: string
  hint?: string
  /** Label of the day; left out where none is sent. */
  day?: string
  /** Several lines instead of one. */
  rows?: number
  /** Letters at the most. */
  most?: number
  /** The words may be left out. */
  optional?: boolean
  submit: string
  /** What stands above the fields. */
  children?: ReactNode
  onDone: () => void
}) {
  const [on, setOn] = useState(todayInChina)
  const [words, setWords] = useState('')
  const send = useCommand<object>({ path, refresh })
  const body = { ...given, ...(day === undefined ? {} : { on }), [name]: optional ? wordsOf(words) : words.trim() }
  return (
    <ActForm
      problem={send.error}
      pending={send.isPending}
      submit={submit}
      onSubmit={() => send.mutate(body, { onSuccess: onDone })}
    >
      {children}
      {day === undefined ? null : <Text type="date" label={day} value={on} onChange={setOn} required />}
      <Text
        label={label}
        value={words}
        onChange={setWords}
        required={!optional}
        minLength={2}
        maxLength={most}
        {...(hint === undefined ? {} : { hint })}
        {...(rows === undefined ? {} : { rows })}
      />
    </ActForm>
  )
}
