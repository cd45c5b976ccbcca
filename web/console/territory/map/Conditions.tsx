import { useState } from 'react'
import type { MapMeta, PlaceRegion } from '../../../../src/contexts/territory/index.ts'
import { asProblem, get, type Problem } from '../../../shared/api.ts'
import { useText } from '../../../shared/i18n/index.ts'
import type { MapState } from '../../../shared/map/state.ts'
import { useTyped } from '../../../shared/map/typed.ts'
import { RefusalNote } from '../../../shared/parts/RefusalNote.tsx'
import { messages } from './messages.ts'

type Props = {
  state: MapState
  meta: MapMeta
  onChange: (change: Partial<MapState>, region?: PlaceRegion) => void
  onPoint: (point: { lon: number; lat: number }) => void
}

/** What the state choice means; the usual one says nothing in the address. */
const STATES = {
  usual: [],
  notOpen: ['planned', 'suspended', 'unknown'],
  gone: ['closed'],
  every: ['open', 'planned', 'suspended', 'closed', 'unknown'],
} as const
type StateChoice = keyof typeof STATES

const choiceOf = (states: readonly string[]): StateChoice =>
  (Object.keys(STATES) as StateChoice[]).find((each) => STATES[each].join() === states.join()) ?? 'usual'

/** Words, day, state and region that map and list are narrowed by; and a way to a point in any of the three coordinate systems. */
export function Conditions({ state, meta, onChange, onPoint }: Props) {
  const t = useText(messages)
  const [q, setQ] = useTyped(state.q, (text) => onChange({ q: text }))
  const towns = meta.regions.filter(({ level }) => level === 'township')
  return (
    <search className="yk-fmap-bar">
      <label className="yk-field yk-fmap-find">
        <span>{t('find')}</span>
        <input type="search" className="yk-input" value={q} onChange={(event) => setQ(event.target.value)} />
      </label>
      <label className="yk-field">
        <span>{t('region')}</span>
        <select
          className="yk-input"
          value={state.region ?? ''}
          onChange={(event) => {
            const code = event.target.value
            onChange(
              { region: code === '' ? null : code },
              meta.regions.find((each) => each.code === code),
            )
          }}
        >
          <option value="">{t('regionAll')}</option>
          {towns.map((town) => (
            <optgroup key={town.code} label={town.name}>
              <option value={town.code}>{town.name}</option>
              {meta.regions
                .filter(({ parent }) => parent === town.code)
                .map((village) => (
                  <option key={village.code} value={village.code}>
                    {village.name}
                  </option>
                ))}
            </optgroup>
          ))}
        </select>
      </label>
      <label className="yk-field">
        <span>{t('state')}</span>
        <select
          className="yk-input"
          value={choiceOf(state.states)}
          onChange={(event) => onChange({ states: [...STATES[event.target.value as StateChoice]] })}
        >
          {(Object.keys(STATES) as StateChoice[]).map((each) => (
            <option key={each} value={each}>
              {t(`state_${each}`)}
            </option>
          ))}
        </select>
      </label>
      <label className="yk-field">
        <span>{t('asOf')}</span>
        <input
          type="date"
          className="yk-input"
          value={state.asOf ?? ''}
          onChange={(event) => onChange({ asOf: event.target.value === '' ? null : event.target.value })}
        />
      </label>
      <PointForm onPoint={onPoint} />
    </search>
  )
}

/** Takes a point in the coordinates of GPS, Amap or Baidu and goes there; what it is in WGS-84 is said. */
function PointForm({ onPoint }: { onPoint: Props['onPoint'] }) {
  const t = useText(messages)
  const [text, setText] = useState('')
  const [system, setSystem] = useState('wgs84')
  const [said, setSaid] = useState('')
  const [problem, setProblem] = useState<Problem | null>(null)
  const go = async () => {
    const at = text
      .normalize('NFKC')
      .split(/[\s,;]+/)
      .filter((part) => part !== '')
    setProblem(null)
    if (at.length !== 2 || at.some((part) => !/^-?\d{1,3}(\.\d{1,12})?$/.test(part))) return setSaid(t('pointBad'))
    try {
      const point = await get<{ lon: number; lat: number }>('/public/map/point', {
        lon: at[0],
        lat: at[1],
        system,
      })
      setSaid(t('wentTo', { at: `${point.lon.toFixed(6)}, ${point.lat.toFixed(6)}` }))
      onPoint(point)
    } catch (thrown) {
      setSaid('')
      setProblem(asProblem(thrown))
    }
  }
  return (
    <details className="yk-fmap-point">
      <summary>{t('goTo')}</summary>
      <form
        className="yk-row"
        onSubmit={(event) => {
          event.preventDefault()
          void go()
        }}
      >
        <label className="yk-field">
          <span>{t('system')}</span>
          <select className="yk-input" value={system} onChange={(event) => setSystem(event.target.value)}>
            {(['wgs84', 'gcj02', 'bd09'] as const).map((each) => (
              <option key={each} value={each}>
                {t(each)}
              </option>
            ))}
          </select>
        </label>
        <label className="yk-field">
          <span>{t('point')}</span>
          <input
            className="yk-input yk-num"
            value={text}
            placeholder={t('pointHint')}
            onChange={(event) => setText(event.target.value)}
          />
        </label>
        <button type="submit" className="yk-button">
          {t('go')}
        </button>
      </form>
      <p role="status" className="yk-small yk-num">
        {said}
      </p>
      <RefusalNote problem={problem} />
    </details>
  )
}
