import { useState } from 'react'
import { Link } from 'react-router'
import { Text } from '../../shared/form/fields.tsx'
import { usePick, useText } from '../../shared/i18n/index.ts'
import { CheckIcon, RightIcon, SyncIcon } from '../../shared/icons.tsx'
import { EmptyState } from '../../shared/parts/EmptyState.tsx'
import { useField } from '../store/use.ts'
import { messages } from './messages.ts'

/** So many are shown at once on a telephone; the rest is found by name. */
const SHOWN = 60

/** The facilities of the surveyor's villages, those entered marked. */
export default function Census() {
  const t = useText(messages)
  const pick = usePick()
  const { taken, entries } = useField()
  const [wanted, setWanted] = useState('')
  const pack = taken?.parts.census
  const own = new Map(
    entries
      .filter((entry) => entry.operation.kind === 'census.facility' && entry.outcome?.state !== 'refused')
      .map((entry) => [entry.subject, entry.outcome?.state === 'done']),
  )
  if (pack === undefined)
    return (
      <div className="yk-stack">
        <h1>{t('title')}</h1>
        <EmptyState title={t('none')} text={t('noneText')} heading="h2" />
      </div>
    )
  const found = pack.facilities.filter((each) => each.name.includes(wanted.trim()))
  const kinds = new Map(pack.form.kinds.map(({ code, title }) => [code, title]))
  const villages = new Map(pack.villages.map(({ code, name }) => [code, name]))
  return (
    <div className="yk-stack">
      <h1>{t('title')}</h1>
      <p className="yk-quiet">{t('lead')}</p>
      <Link className="yk-button yk-button--primary yk-fd-big" to="/field/census/new">
        {t('add')}
      </Link>
      <Text label={t('search')} value={wanted} onChange={setWanted} />
      <ul className="yk-fd-stops">
        {found.slice(0, SHOWN).map((each) => {
          const arrived = own.get(each.code)
          const done = arrived !== undefined || each.said !== null
          return (
            <li key={each.code} data-done={done || undefined}>
              <Link to={`/field/census/${each.code}`}>
                <strong>{each.name}</strong>
                {arrived === false ? <SyncIcon /> : done ? <CheckIcon /> : <RightIcon />}
              </Link>
              <p className="yk-fd-why">
                <span>{kinds.has(each.kind) ? pick(kinds.get(each.kind)!) : each.kind}</span>
                <span>{villages.get(each.region) ?? each.region}</span>
                {done ? <span>{t(arrived === false ? 'unsent' : 'said')}</span> : null}
              </p>
            </li>
          )
        })}
      </ul>
      {found.length > SHOWN ? <p className="yk-quiet">{t('more', { count: found.length - SHOWN })}</p> : null}
    </div>
  )
}
