import { useId, useRef, useState } from 'react'
import { useNavigate } from 'react-router'
import { useText } from '../i18n/index.ts'
import { SearchIcon } from '../icons.tsx'
import { useAsked, useSettled, useView } from '../queries.ts'
import { useMay } from '../session.ts'
import { messages } from './messages.ts'
import { RefusalNote } from './RefusalNote.tsx'
import './SearchBox.css'

/** One thing found, as `GET /api/search?q=` answers it. */
export type Found = {
  /** What it is: `region`, `facility`, `clause` … as the server names it, or a word to show as it is. */
  kind: string
  title: string
  subtitle?: string
  href: string
}

const KINDS = { person: 'kindPerson', region: 'kindRegion', facility: 'kindFacility', clause: 'kindClause' } as const

/** A person as `POST /api/people/search` answers; telephone and number come masked. */
type FoundPerson = { id: string; name: string; regionName: string | null; number: string | null; phone: string | null }

const isKind = (kind: string): kind is keyof typeof KINDS => Object.hasOwn(KINDS, kind)

export type SearchBoxProps = {
  /** `palette` for Ctrl-K, `big` for the phone desk. */
  size?: 'palette' | 'big'
  /** Always offered first when their title matches: pages of the console. */
  local?: Found[]
  autoFocus?: boolean
  /** After going somewhere. */
  onGone?: () => void
  /** Instead of going there. */
  onPick?: (found: Found) => void
}

/** Persons, for those who work with them. Asked apart: what is typed may be somebody's number and does not belong into an address. */
function usePersons(asked: string): Found[] {
  const may = useMay()
  const settled = useSettled(asked)
  const answer = useAsked<{ items: FoundPerson[] }>(
    '/people/search',
    { q: settled },
    settled.length > 1 && may('people.use'),
  )
  if (asked === '') return []
  return (answer.data?.items ?? []).slice(0, 8).map((person) => ({
    kind: 'person',
    title: person.name,
    subtitle: [person.regionName, person.number, person.phone].filter((part) => part !== null).join(' · '),
    href: `/console/people/${person.id}`,
  }))
}

/** One search for everything: names and parts of them, pinyin initials, the tail of a phone or id number. Arrow keys and Enter. */
export function SearchBox({ size = 'palette', local = [], autoFocus, onGone, onPick }: SearchBoxProps) {
  const t = useText(messages)
  const [q, setQ] = useState('')
  const [at, setAt] = useState(0)
  const id = useId()
  const list = useRef<HTMLDivElement>(null)
  const navigate = useNavigate()
  const asked = q.trim()
  const view = useView<{ items: Found[] }>('/search', { q: asked }, { enabled: asked !== '' })
  const near =
    asked === ''
      ? []
      : local.filter((f) => `${f.title} ${f.subtitle ?? ''}`.toLowerCase().includes(asked.toLowerCase()))
  const persons = usePersons(asked)
  const items = [...near, ...persons, ...(view.data?.items ?? [])]
  const here = Math.min(at, Math.max(0, items.length - 1))

  const pick = (found: Found | undefined) => {
    if (!found) return
    if (onPick) onPick(found)
    else void navigate(found.href)
    onGone?.()
  }
  const move = (to: number) => {
    setAt(to)
    list.current?.children[to]?.scrollIntoView({ block: 'nearest' })
  }

  return (
    <div className={`yk-search yk-search--${size}`}>
      <div className="yk-search-line">
        <SearchIcon />
        <input
          type="search"
          role="combobox"
          aria-expanded={items.length > 0}
          aria-controls={`${id}-list`}
          aria-activedescendant={items.length > 0 ? `${id}-${here}` : undefined}
          aria-label={t('searchLabel')}
          placeholder={t('searchHint')}
          autoComplete="off"
          data-first-focus
          // biome-ignore lint/a11y/noAutofocus: the palette was asked for by a key; the focus belongs into it
          autoFocus={autoFocus}
          value={q}
          onChange={(event) => {
            setQ(event.target.value)
            setAt(0)
          }}
          onKeyDown={(event) => {
            if (event.nativeEvent.isComposing) return
            if (event.key === 'ArrowDown') move(Math.min(here + 1, items.length - 1))
            else if (event.key === 'ArrowUp') move(Math.max(here - 1, 0))
            else if (event.key === 'Enter') pick(items[here])
            // A search field would only empty itself; people expect the palette to go.
            else if (event.key === 'Escape' && onGone) onGone()
            else return
            event.preventDefault()
          }}
        />
      </div>
      <div id={`${id}-list`} ref={list} role="listbox" aria-label={t('searchLabel')} className="yk-search-list">
        {items.map((found, index) => (
          // biome-ignore lint/a11y/useKeyWithClickEvents: keys work in the combobox that owns this list
          // biome-ignore lint/a11y/useFocusableInteractive: the combobox keeps the focus and names the active option
          <div
            key={`${found.href} ${found.title}`}
            id={`${id}-${index}`}
            role="option"
            aria-selected={index === here}
            className="yk-search-item"
            onMouseMove={() => setAt(index)}
            onClick={() => pick(found)}
          >
            <span className="yk-search-kind">{isKind(found.kind) ? t(KINDS[found.kind]) : found.kind}</span>
            <span className="yk-search-title">{found.title}</span>
            {found.subtitle ? <span className="yk-search-sub">{found.subtitle}</span> : null}
          </div>
        ))}
      </div>
      <div className="yk-search-foot" aria-live="polite">
        {asked === '' ? t('searchHelp') : null}
        {asked !== '' && view.isPending ? t('searching') : null}
        {asked !== '' && view.isSuccess && items.length === 0 ? t('searchNone', { q: asked }) : null}
        {view.error && asked !== '' ? <RefusalNote problem={view.error} /> : null}
      </div>
    </div>
  )
}
