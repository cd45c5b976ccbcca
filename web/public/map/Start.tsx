import { useState } from 'react'
import type { PlaceRegion } from '../../../src/contexts/territory/index.ts'
import { useText } from '../../shared/i18n/index.ts'
import { PinIcon } from '../../shared/icons.tsx'
import { messages } from './messages.ts'
import type { Startpoint } from './start.ts'

type Props = {
  regions: readonly PlaceRegion[]
  from: string | null
  start: Startpoint | null
  onHere: (point: { lon: number; lat: number }) => void
  onFrom: (code: string | null) => void
}

/** Three decimals are about 100 m: near enough to sort by, too rough to tell a door. */
const ROUGH = 1000

/** Where to look from: the reader's own position when the reader agrees, or a township and village. */
export function Start({ regions, from, start, onHere, onFrom }: Props) {
  const t = useText(messages)
  const [asking, setAsking] = useState<'no' | 'yes' | 'denied'>('no')
  const towns = regions.filter(({ level }) => level === 'township')
  const chosen = regions.find(({ code }) => code === from)
  const town = chosen?.level === 'village' ? chosen.parent : (chosen?.code ?? null)
  const ask = () => {
    setAsking('yes')
    navigator.geolocation.getCurrentPosition(
      ({ coords }) => {
        setAsking('no')
        onHere({ lon: Math.round(coords.longitude * ROUGH) / ROUGH, lat: Math.round(coords.latitude * ROUGH) / ROUGH })
      },
      () => setAsking('denied'),
      { timeout: 15_000, maximumAge: 60_000 },
    )
  }
  return (
    <section className="yk-near-start" aria-labelledby="near-start">
      <h2 id="near-start">{t('start')}</h2>
      <div className="yk-near-choices">
        {'geolocation' in navigator ? (
          <div className="yk-near-here">
            <button
              type="button"
              className="yk-button"
              aria-pressed={start !== null && start.name === null}
              onClick={ask}
            >
              <PinIcon />
              {t('useHere')}
            </button>
            <p className="yk-small yk-quiet" role="status">
              {t(asking === 'yes' ? 'hereAsking' : asking === 'denied' ? 'hereDenied' : 'hereWhy')}
            </p>
          </div>
        ) : null}
        <label className="yk-field">
          <span>{t('town')}</span>
          <select
            className="yk-input"
            value={town ?? ''}
            onChange={(event) => onFrom(event.target.value === '' ? null : event.target.value)}
          >
            <option value="">{t('townNone')}</option>
            {towns.map(({ code, name }) => (
              <option key={code} value={code}>
                {name}
              </option>
            ))}
          </select>
        </label>
        {town === null ? null : (
          <label className="yk-field">
            <span>{t('village')}</span>
            <select className="yk-input" value={from ?? ''} onChange={(event) => onFrom(event.target.value)}>
              <option value={town}>{t('villageAll')}</option>
              {regions
                .filter(({ parent }) => parent === town)
                .map(({ code, name }) => (
                  <option key={code} value={code}>
                    {name}
                  </option>
                ))}
            </select>
          </label>
        )}
      </div>
      {start !== null && start.instead !== null ? (
        <p className="yk-small">{t('villageNoPoint', { name: start.instead })}</p>
      ) : null}
    </section>
  )
}
