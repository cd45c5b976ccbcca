import { useState } from 'react'
import { Link, useParams } from 'react-router'
import type { Households, Population, PopulationRecord, RegionView } from '../../../src/contexts/territory/index.ts'
import { useFormat } from '../../shared/format.ts'
import { useText } from '../../shared/i18n/index.ts'
import { ErrorState } from '../../shared/parts/ErrorState.tsx'
import { LoadingState } from '../../shared/parts/LoadingState.tsx'
import { PageHead } from '../../shared/parts/PageHead.tsx'
import { useView } from '../../shared/queries.ts'
import { messages } from './messages.ts'
import { Unknown } from './Unknown.tsx'
import './territory.css'

type Answer = {
  asOf: string
  history: RegionView[]
  children: RegionView[]
  population: Population[]
  households: Households[]
  records: PopulationRecord[]
}

/** One region: its names over time, its parts and its population. */
export default function Region() {
  const { code = '' } = useParams()
  const t = useText(messages)
  const f = useFormat()
  const [asOf, setAsOf] = useState('')
  const view = useView<Answer>(`/territory/regions/${code}`, { asOf })
  if (view.error) return <ErrorState problem={view.error} onRetry={() => void view.refetch()} />
  if (view.data === undefined) return <LoadingState />
  const { history, children, population, households, records } = view.data
  const newest = history[0]
  if (newest === undefined) return null
  const persons = new Map(population.map((each) => [each.region, each]))
  const homes = new Map(households.map((each) => [each.region, each]))
  const total = persons.get(code)
  return (
    <>
      <PageHead
        up={
          newest.parent === null
            ? { to: '/console/territory/regions', label: t('regionsUp') }
            : newest.level === 'county'
              ? { to: '/console/territory/regions', label: t('regionsUp') }
              : { to: `/console/territory/regions/${newest.parent}`, label: newest.parent }
        }
        title={newest.name}
        tags={<span className="yk-terr-tag">{t(newest.level)}</span>}
        lead={<span className="yk-num">{newest.code}</span>}
        actions={
          <label className="yk-field">
            <span className="yk-small">{t('asOf')}</span>
            <input type="date" className="yk-input" value={asOf} onChange={(event) => setAsOf(event.target.value)} />
          </label>
        }
      />
      <dl className="yk-terr-facts">
        <Fact label={t('population')} value={total?.persons ?? null} note={total?.source ?? null} />
        <Fact
          label={t('households')}
          value={homes.get(code)?.households ?? null}
          note={homes.get(code)?.source ?? null}
        />
      </dl>
      <section className="yk-terr-part">
        <h2>{t('history')}</h2>
        <ul className="yk-terr-lines">
          {history.map((each) => (
            <li key={each.validFrom}>
              <strong>{each.name}</strong>
              <span>
                {each.validTo === null
                  ? t('since', { from: f.date(each.validFrom) })
                  : t('until', { from: f.date(each.validFrom), to: f.date(each.validTo) })}
              </span>
              {each.successors.length > 0 ? (
                <span>{t('successors', { codes: each.successors.join(', ') })}</span>
              ) : null}
            </li>
          ))}
        </ul>
      </section>
      {children.length > 0 ? <Children items={children} persons={persons} homes={homes} /> : null}
      <Records records={records} />
    </>
  )
}

function Fact({ label, value, note }: { label: string; value: number | null; note: string | null }) {
  const f = useFormat()
  return (
    <div>
      <dt>{label}</dt>
      <dd>
        {value === null ? <Unknown /> : <strong className="yk-num">{f.number(value)}</strong>}
        {note === null ? null : <span className="yk-small yk-quiet">{note}</span>}
      </dd>
    </div>
  )
}

type ChildrenProps = { items: RegionView[]; persons: Map<string, Population>; homes: Map<string, Households> }

function Children({ items, persons, homes }: ChildrenProps) {
  const t = useText(messages)
  const f = useFormat()
  const figure = (value: number | null | undefined) => (value == null ? <Unknown /> : f.number(value))
  return (
    <section className="yk-terr-part">
      <h2>{t('children')}</h2>
      <table className="yk-terr-table">
        <thead>
          <tr>
            <th scope="col">{t('name')}</th>
            <th scope="col">{t('code')}</th>
            <th scope="col">{t('population')}</th>
            <th scope="col">{t('households')}</th>
          </tr>
        </thead>
        <tbody>
          {items.map((each) => (
            <tr key={each.code}>
              <td>
                <Link to={`/console/territory/regions/${each.code}`}>{each.name}</Link>
              </td>
              <td className="yk-num">{each.code}</td>
              <td className="yk-num">{figure(persons.get(each.code)?.persons)}</td>
              <td className="yk-num">{figure(homes.get(each.code)?.households)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  )
}

const OPEN_END = 999

function Records({ records }: { records: PopulationRecord[] }) {
  const t = useText(messages)
  const f = useFormat()
  const ages = ({ ageFrom, ageTo }: PopulationRecord) => {
    if (ageFrom === 0 && ageTo === OPEN_END) return t('allAges')
    if (ageTo === OPEN_END) return t('above', { from: ageFrom })
    return ageFrom === ageTo ? t('one', { from: ageFrom }) : t('band', { from: ageFrom, to: ageTo })
  }
  return (
    <section className="yk-terr-part">
      <h2>{t('figures')}</h2>
      {records.length === 0 ? <p className="yk-quiet">{t('figuresNone')}</p> : null}
      {records.length > 0 ? (
        <table className="yk-terr-table">
          <thead>
            <tr>
              <th scope="col">{t('asOf')}</th>
              <th scope="col">{t('name')}</th>
              <th scope="col">{t('sex')}</th>
              <th scope="col">{t('ages')}</th>
              <th scope="col">{t('count')}</th>
              <th scope="col">{t('source')}</th>
            </tr>
          </thead>
          <tbody>
            {records.map((each) => (
              <tr key={`${each.asOf} ${each.measure} ${each.sex} ${each.ageFrom} ${each.ageTo}`}>
                <td className="yk-num">{each.asOf}</td>
                <td>{each.measure === 'persons' ? t('persons') : t('households')}</td>
                <td>{t(each.sex)}</td>
                <td>{ages(each)}</td>
                <td className="yk-num">{f.number(each.count)}</td>
                <td className="yk-small">{each.source}</td>
              </tr>
            ))}
          </tbody>
        </table>
      ) : null}
    </section>
  )
}
