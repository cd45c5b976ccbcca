import type { FacilityFamily, FacilityKind } from '../../../src/contexts/territory/index.ts'
import { useFormat } from '../../shared/format.ts'
import { useText } from '../../shared/i18n/index.ts'
import { FAMILY_ORDER } from '../../shared/map/families.ts'
import type { Kinds } from '../../shared/map/places.ts'
import { Sign } from '../../shared/map/Sign.tsx'
import type { MapState } from '../../shared/map/state.ts'
import { useTyped } from '../../shared/map/typed.ts'
import { messages } from './messages.ts'

type Props = {
  kinds: Kinds
  counts: Record<string, number>
  state: MapState
  onChange: (change: Partial<MapState>) => void
  /** Two lists to choose from instead of a wall of buttons: on a phone and in large print the places come first. */
  narrow: boolean
}

/** What to look for: a family, within it a kind; words; whether it must be open now. */
export function What({ kinds, counts, state, onChange, narrow }: Props) {
  const t = useText(messages)
  const [q, setQ] = useTyped(state.q, (text) => onChange({ q: text }))
  const family = state.families[0] ?? kinds.items.find(({ code }) => code === state.kinds[0])?.family ?? null
  const within = kinds.items.filter((kind) => kind.family === family && (counts[kind.code] ?? 0) > 0)
  const now = state.openAt ?? clock()
  return (
    <section className="yk-near-what" aria-labelledby="near-what">
      <h2 id="near-what">{t('what')}</h2>
      {narrow ? (
        <Lists family={family} within={within} {...{ kinds, counts, state, onChange }} />
      ) : (
        <Chips family={family} within={within} {...{ kinds, counts, state, onChange }} />
      )}
      <div className="yk-near-words">
        <label className="yk-field">
          <span>{t('find')}</span>
          <input
            type="search"
            className="yk-input"
            value={q}
            placeholder={t('findHint')}
            onChange={(event) => setQ(event.target.value)}
          />
        </label>
        <label className="yk-family">
          <input
            type="checkbox"
            checked={state.openAt !== null}
            onChange={() => onChange({ openAt: state.openAt === null ? clock() : null })}
          />
          {t('openNow', { time: now })}
        </label>
      </div>
    </section>
  )
}

type ChoiceProps = Omit<Props, 'narrow'> & { family: FacilityFamily | null; within: FacilityKind[] }

const ofFamily = (family: FacilityFamily | null): Partial<MapState> => ({
  families: family === null ? [] : [family],
  kinds: [],
  place: null,
})
const ofKind = (kind: string): Partial<MapState> => ({ kinds: [kind], families: [], place: null })

function Lists({ family, within, kinds, counts, state, onChange }: ChoiceProps) {
  const t = useText(messages)
  const f = useFormat()
  return (
    <div className="yk-near-lists">
      <label className="yk-field">
        <span>{t('family')}</span>
        <select
          className="yk-input"
          value={family ?? ''}
          onChange={(event) => onChange(ofFamily(FAMILY_ORDER.find((each) => each === event.target.value) ?? null))}
        >
          <option value="">{t('all')}</option>
          {FAMILY_ORDER.map((each) => (
            <option key={each} value={each}>
              {kinds.familyName(each)}
            </option>
          ))}
        </select>
      </label>
      {family !== null && within.length > 1 ? (
        <label className="yk-field">
          <span>{t('kind')}</span>
          <select
            className="yk-input"
            value={state.kinds[0] ?? ''}
            onChange={(event) => onChange(event.target.value === '' ? ofFamily(family) : ofKind(event.target.value))}
          >
            <option value="">{t('every')}</option>
            {within.map(({ code }) => (
              <option key={code} value={code}>
                {kinds.nameOf(code)}（{f.number(counts[code] ?? 0)}）
              </option>
            ))}
          </select>
        </label>
      ) : null}
    </div>
  )
}

function Chips({ family, within, kinds, counts, state, onChange }: ChoiceProps) {
  const t = useText(messages)
  const f = useFormat()
  return (
    <>
      <div className="yk-near-chips">
        <button
          type="button"
          className="yk-near-chip"
          aria-pressed={family === null}
          onClick={() => onChange(ofFamily(null))}
        >
          {t('all')}
        </button>
        {FAMILY_ORDER.map((each) => (
          <button
            key={each}
            type="button"
            className="yk-near-chip"
            aria-pressed={each === family}
            onClick={() => onChange(ofFamily(each))}
          >
            <Sign family={each} />
            {kinds.familyName(each)}
          </button>
        ))}
      </div>
      {family !== null && within.length > 1 ? (
        <div className="yk-near-chips yk-near-chips--kinds">
          {within.map(({ code }) => (
            <button
              key={code}
              type="button"
              className="yk-near-chip"
              aria-pressed={state.kinds.includes(code)}
              onClick={() => onChange(state.kinds.includes(code) ? ofFamily(family) : ofKind(code))}
            >
              {kinds.nameOf(code)} <span className="yk-num">{f.number(counts[code] ?? 0)}</span>
            </button>
          ))}
        </div>
      ) : null}
    </>
  )
}

/** The time in China to the quarter of an hour, so that neighbours in time ask the same. */
function clock(): string {
  const parts = new Intl.DateTimeFormat('en-GB', {
    timeZone: 'Asia/Shanghai',
    hour: '2-digit',
    minute: '2-digit',
    hourCycle: 'h23',
  }).format(new Date())
  const [hour = '00', minute = '00'] = parts.split(':')
  return `${hour}:${String(Math.floor(Number(minute) / 15) * 15).padStart(2, '0')}`
}
