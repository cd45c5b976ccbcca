import { createContext, type ReactNode, useContext } from 'react'
import { Link, useSearchParams } from 'react-router'
import type { Home, Represented } from '../../../src/contexts/residents/index.ts'
import { useText } from '../../shared/i18n/index.ts'
import { EmptyState } from '../../shared/parts/EmptyState.tsx'
import { ErrorState } from '../../shared/parts/ErrorState.tsx'
import { LoadingState } from '../../shared/parts/LoadingState.tsx'
import { useView } from '../../shared/queries.ts'
import { useMay, useSession } from '../../shared/session.ts'
import { messages } from './messages.ts'
import './own.css'

/** For whom a page is looked at: the parameter for the server, and the person. */
export type Whom = { person: Represented; query: { person: string } }

const HomeContext = createContext<Home | null>(null)

/** Whom the account acts for, inside an own page. */
export function useOwnHome(): Home {
  const home = useContext(HomeContext)
  if (home === null) throw new Error('outside an own page')
  return home
}

/** Whether a resident is signed in; null until it is known. */
export function useIsResident(): boolean | null {
  const session = useSession()
  const may = useMay()
  return session.isPending ? null : may('resident.use')
}

/** A page of one's own: sends to sign in whoever is not, and knows whom one acts for. */
export function Own({ children }: { children: ReactNode }) {
  const resident = useIsResident()
  if (resident === null) return <LoadingState />
  return resident ? <Known>{children}</Known> : <SignInFirst />
}

function Known({ children }: { children: ReactNode }) {
  const view = useView<Home>('/my')
  if (view.error) return <ErrorState problem={view.error} onRetry={() => void view.refetch()} />
  if (!view.isSuccess) return <LoadingState />
  return (
    <HomeContext value={view.data}>
      <div className="yk-stack yk-own">{children}</div>
    </HomeContext>
  )
}

function SignInFirst() {
  const t = useText(messages)
  return (
    <EmptyState
      heading="h1"
      title={t('signInFirst')}
      text={t('signInFirstText')}
      action={
        <Link className="yk-button yk-button--primary" to="/resident/login">
          {t('signIn')}
        </Link>
      }
    />
  )
}

/** The person a page is about: `?for=` in the address, else oneself. */
export function useWhom(): Whom {
  const { persons } = useOwnHome()
  const [search] = useSearchParams()
  const person = persons.find((each) => each.person === search.get('for')) ?? persons[0]!
  return { person, query: { person: person.person } }
}

/** Choosing for whom: oneself or somebody one acts for. Nothing when there is nobody else. */
export function ForWhom() {
  const t = useText(messages)
  const { persons } = useOwnHome()
  const [search, setSearch] = useSearchParams()
  const { person } = useWhom()
  if (persons.length < 2) return null
  const choose = (id: string) => {
    const next = new URLSearchParams(search)
    next.set('for', id)
    setSearch(next, { replace: true })
  }
  return (
    <fieldset className="yk-own-whom">
      <legend>{t('forWhom')}</legend>
      {persons.map((each, i) => (
        <button
          key={each.person}
          type="button"
          className="yk-button"
          aria-pressed={each.person === person.person}
          onClick={() => choose(each.person)}
        >
          {i === 0 ? t('me') : each.name}
        </button>
      ))}
    </fieldset>
  )
}

/** The head of an own page, with the way back. */
export function OwnHead({ title, lead }: { title: string; lead?: string }) {
  const t = useText(messages)
  return (
    <header className="yk-own-head">
      <Link to="/resident">‹ {t('home')}</Link>
      <h1>{title}</h1>
      {lead ? <p className="yk-quiet">{lead}</p> : null}
    </header>
  )
}
