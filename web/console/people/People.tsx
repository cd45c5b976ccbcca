import { useState } from 'react'
import { Link, useNavigate } from 'react-router'
import type { FoundPerson, PeopleCounts, PersonLine } from '../../../src/contexts/people/index.ts'
import { Choice } from '../../shared/form/fields.tsx'
import { useFormat } from '../../shared/format.ts'
import { usePick, useText } from '../../shared/i18n/index.ts'
import { SearchIcon } from '../../shared/icons.tsx'
import { DataTable } from '../../shared/parts/DataTable.tsx'
import { EmptyState } from '../../shared/parts/EmptyState.tsx'
import { PageHead } from '../../shared/parts/PageHead.tsx'
import { RefusalNote } from '../../shared/parts/RefusalNote.tsx'
import { useAsked, useList, useSettled, useView } from '../../shared/queries.ts'
import { useMay } from '../../shared/session.ts'
import { messages } from './messages.ts'
import { PlaceChoice } from './places.tsx'
import { CATEGORY_WORDS, StateWord, useSexAge } from './words.tsx'
import './people.css'

/** The one box and the list: who is looked for, and who lives where. */
export default function People() {
  const t = useText(messages)
  const may = useMay()
  const [q, setQ] = useState('')
  const asked = useSettled(q.trim())
  const counts = useView<PeopleCounts>('/people/counts')
  const f = useFormat()
  return (
    <>
      <PageHead
        title={t('title')}
        lead={t('lead')}
        actions={
          <>
            {may('people.import') ? (
              <Link className="yk-button" to="/console/registers/person">
                {t('import')}
              </Link>
            ) : null}
            {may('people.write') ? (
              <Link className="yk-button yk-button--primary" to="/console/people/new">
                {t('create')}
              </Link>
            ) : null}
          </>
        }
      />
      <search className="yk-person-find">
        <label className="yk-person-box">
          <SearchIcon />
          <span className="yk-sr">{t('find')}</span>
          <input
            type="search"
            autoComplete="off"
            placeholder={t('findHint')}
            value={q}
            onChange={(event) => setQ(event.target.value)}
          />
        </label>
        <p className="yk-small yk-quiet">{t('findHelp')}</p>
      </search>
      {asked === '' ? (
        <>
          {counts.data === undefined ? null : (
            <dl className="yk-person-counts">
              {(['persons', 'inCategories', 'unplaced'] as const).map((key) => (
                <div key={key}>
                  <dd className="yk-num">{f.number(counts.data[key])}</dd>
                  <dt>{t(key)}</dt>
                </div>
              ))}
            </dl>
          )}
          <Listed counts={counts.data} />
        </>
      ) : (
        <Found q={asked} />
      )}
    </>
  )
}

function Found({ q }: { q: string }) {
  const t = useText(messages)
  const pick = usePick()
  const sexAge = useSexAge()
  const f = useFormat()
  const found = useAsked<{ items: FoundPerson[]; more: boolean }>('/people/search', { q }, q !== '')
  const items = found.data?.items ?? []
  return (
    <section aria-label={t('find')} aria-busy={found.isFetching}>
      <RefusalNote problem={found.error} />
      <p role="status" className="yk-small yk-quiet">
        {found.data === undefined
          ? ''
          : `${t('found', { count: items.length })}${found.data.more ? `；${t('more')}` : ''}`}
      </p>
      {found.data !== undefined && items.length === 0 ? (
        <EmptyState title={t('nobody', { q })} text={t('nobodyText')} heading="h2" />
      ) : null}
      <ul className="yk-person-found">
        {items.map((person) => (
          <li key={person.id}>
            <Link to={`/console/people/${person.id}`} className="yk-person-name">
              {person.name}
            </Link>{' '}
            <StateWord state={person.state} />
            <span className="yk-person-line">
              {[sexAge(person), person.regionName ?? t('unknown'), person.number, person.phone]
                .filter((part) => part !== null)
                .join(' · ')}
            </span>
            {person.due.length === 0 ? null : (
              <ul className="yk-person-due" aria-label={t('due')}>
                {person.due.map((item) => (
                  <li key={`${item.kind}${item.due}`} data-late={item.late || undefined}>
                    {item.href === null ? pick(item.title) : <Link to={item.href}>{pick(item.title)}</Link>}{' '}
                    {f.day(item.due)}
                  </li>
                ))}
              </ul>
            )}
          </li>
        ))}
      </ul>
    </section>
  )
}

function Listed({ counts }: { counts: PeopleCounts | undefined }) {
  const t = useText(messages)
  const pick = usePick()
  const sexAge = useSexAge()
  const navigate = useNavigate()
  const [category, setCategory] = useState('')
  const [region, setRegion] = useState('')
  const [state, setState] = useState('resident')
  const list = useList<PersonLine>('/people', { category, region, state, limit: 30 })
  const narrowed = category !== '' || region !== '' || state !== 'resident'
  return (
    <DataTable
      caption={t('list')}
      list={list}
      rowKey={(person) => person.id}
      onOpen={(person) => void navigate(`/console/people/${person.id}`)}
      empty={
        <EmptyState
          title={narrowed ? t('noMatch') : t('none')}
          text={narrowed ? undefined : t('noneText')}
          heading="h2"
        />
      }
      tools={
        <div className="yk-person-filters">
          <Choice
            label={t('filter')}
            value={category}
            onChange={setCategory}
            empty={t('all')}
            options={Object.entries(CATEGORY_WORDS).map(([value, words]) => ({
              value,
              label: counts === undefined ? pick(words) : `${pick(words)} ${counts.byCategory[value] ?? 0}`,
            }))}
          />
          <PlaceChoice label={t('place')} value={region} onChange={setRegion} empty={t('everywhere')} />
          <Choice
            label={t('state')}
            value={state}
            onChange={setState}
            options={(['resident', 'moved-out', 'dead'] as const).map((value) => ({
              value,
              label: t(`state_${value}`),
            }))}
          />
        </div>
      }
      columns={[
        {
          key: 'name',
          title: t('name'),
          heads: true,
          cell: (person) => (
            <>
              <Link to={`/console/people/${person.id}`}>{person.name}</Link> <StateWord state={person.state} />
            </>
          ),
        },
        { key: 'sexAge', title: t('sexAge'), cell: sexAge },
        { key: 'region', title: t('region'), cell: (person) => person.regionName ?? t('unknown') },
        {
          key: 'phone',
          title: t('phone'),
          cell: (person) => <span className="yk-num">{person.phone ?? t('unknown')}</span>,
        },
        {
          key: 'categories',
          title: t('categories'),
          cell: (person) =>
            person.categories.map((code) => pick(CATEGORY_WORDS[code] ?? { zh: code, en: code })).join('、') || '—',
        },
        {
          key: 'due',
          title: t('due'),
          cell: (person) => person.due.map((item) => pick(item.title)).join('、') || '—',
        },
      ]}
    />
  )
}
