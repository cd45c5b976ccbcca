import {
  createContext,
  type FormEvent,
  type ReactNode,
  useCallback,
  useContext,
  useEffect,
  useMemo,
  useState,
} from 'react'
import type { Problem } from '../api.ts'
import { common, useText } from '../i18n/index.ts'
import { RefusalNote } from '../parts/RefusalNote.tsx'
import './form.css'

/** The refusal of the form around, and how a field takes it over that the refusal is about. */
type Refused = { problem: Problem | null; take: (at: string) => () => void }
const RefusedForm = createContext<Refused>({ problem: null, take: () => () => undefined })

/** The refusal of the form around, where it is about this field (`at`: its JSON pointer, or the beginning of one). */
export function useRefusedAt(at: string | undefined): Problem | null {
  const { problem, take } = useContext(RefusedForm)
  useEffect(() => (at === undefined ? undefined : take(at)), [at, take])
  return at !== undefined && problem !== null && isAbout(problem, at) ? problem : null
}

const isAbout = (problem: Problem, at: string): boolean =>
  problem.details.at === at || (problem.details.at?.startsWith(`${at}/`) ?? false)

/** A form with its refusal and its button; what was typed stays when it is refused. A refusal about a field stands at the field. */
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
  const t = useText(common)
  const [fields, setFields] = useState<readonly string[]>([])
  const take = useCallback((at: string) => {
    setFields((before) => [...before, at])
    return () => setFields((before) => before.filter((each) => each !== at))
  }, [])
  const refused = useMemo(() => ({ problem, take }), [problem, take])
  const atField = problem !== null && fields.some((at) => isAbout(problem, at))
  const send = (event: FormEvent) => {
    event.preventDefault()
    onSubmit()
  }
  return (
    <form className="yk-form" onSubmit={send}>
      <RefusedForm value={refused}>{children}</RefusedForm>
      <RefusalNote problem={atField ? null : problem} />
      <div className="yk-row">
        <button type="submit" className="yk-button yk-button--primary" disabled={pending}>
          {pending ? t('sending') : submit}
        </button>
      </div>
    </form>
  )
}
