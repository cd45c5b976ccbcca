import { type FormEvent, useState } from 'react'
import type { AtRisk, GridLine } from '../../../src/contexts/people/index.ts'
import { asProblem, command, type Problem } from '../../shared/api.ts'
import { Choice, Text } from '../../shared/form/fields.tsx'
import { useFormat } from '../../shared/format.ts'
import { usePick, useText } from '../../shared/i18n/index.ts'
import { EmptyState } from '../../shared/parts/EmptyState.tsx'
import { PageHead } from '../../shared/parts/PageHead.tsx'
import { RefusalNote } from '../../shared/parts/RefusalNote.tsx'
import { useView } from '../../shared/queries.ts'
import { useMay } from '../../shared/session.ts'
import { fetchPaper, saveBlob } from './calls.ts'
import { messages } from './messages-desk.ts'
import { PlaceChoice } from './places.tsx'
import { CATEGORY_WORDS, useSexAge } from './words.tsx'
import '../../shared/form/form.css'
import './people.css'

type Answer = { items: AtRisk[]; asOf: string; area: string }
type Offline = { name: string; html: string; password: string; until: string }

/** People at risk in an area: the list, its print, its copy for the road. */
export default function Emergency() {
  const t = useText(messages)
  const f = useFormat()
  const wide = useMay()('people.read')
  const cells = useView<{ items: GridLine[] }>('/people/cells', {}, { enabled: !wide })
  const [kind, setKind] = useState<'region' | 'circle' | 'cells'>(wide ? 'region' : 'cells')
  const [region, setRegion] = useState('')
  const [lon, setLon] = useState('')
  const [lat, setLat] = useState('')
  const [metres, setMetres] = useState('1000')
  const [who, setWho] = useState('at-risk')
  const [purpose, setPurpose] = useState('')
  const [days, setDays] = useState('3')
  const [answer, setAnswer] = useState<Answer | null>(null)
  const [offline, setOffline] = useState<Offline | null>(null)
  const [problem, setProblem] = useState<Problem | null>(null)
  const [busy, setBusy] = useState(false)
  const area =
    kind === 'region'
      ? { kind, region }
      : kind === 'cells'
        ? { kind, cells: (cells.data?.items ?? []).map((each) => each.id) }
        : { kind, lon: Number(lon), lat: Number(lat), metres: Number(metres) }
  const body = { area, who, purpose }
  const run = (work: () => Promise<unknown>) => {
    setBusy(true)
    setProblem(null)
    work()
      .catch((thrown) => setProblem(asProblem(thrown)))
      .finally(() => setBusy(false))
  }
  const submit = (event: FormEvent) => {
    event.preventDefault()
    setOffline(null)
    run(async () => setAnswer(await command<Answer>('POST', '/people/emergency', body)))
  }
  const takeAway = () =>
    run(async () => {
      const made = await command<Offline>('POST', '/people/emergency/offline', { ...body, days: Number(days) })
      saveBlob(new Blob([made.html], { type: 'text/html' }), made.name)
      setOffline(made)
    })
  return (
    <>
      <PageHead title={t('emergency')} lead={t('emergencyLead')} />
      <form className="yk-form yk-person-form yk-noprint" onSubmit={submit}>
        <div className="yk-person-two">
          <Choice
            label={t('emergencyArea')}
            value={kind}
            onChange={(value) => setKind(value as typeof kind)}
            options={(wide ? (['region', 'circle'] as const) : (['cells', 'circle'] as const)).map((value) => ({
              value,
              label: t(`area_${value}`),
            }))}
          />
          {kind === 'region' ? (
            <PlaceChoice label={t('area_region')} value={region} onChange={setRegion} empty="—" required />
          ) : null}
        </div>
        {kind === 'circle' ? (
          <div className="yk-person-two">
            <Text label={t('lon')} type="number" value={lon} onChange={setLon} required />
            <Text label={t('lat')} type="number" value={lat} onChange={setLat} required />
            <Text
              label={t('metres')}
              type="number"
              value={metres}
              onChange={setMetres}
              required
              min={50}
              max={50_000}
            />
          </div>
        ) : null}
        <div className="yk-person-two">
          <Choice
            label={t('who')}
            value={who}
            onChange={setWho}
            options={(['at-risk', 'all'] as const).map((value) => ({ value, label: t(`who_${value}`) }))}
          />
          <Text
            label={t('purpose')}
            hint={t('purposeHint')}
            value={purpose}
            onChange={setPurpose}
            required
            minLength={2}
            maxLength={100}
          />
        </div>
        <RefusalNote problem={problem} />
        <div className="yk-row">
          <button type="submit" className="yk-button yk-button--primary" disabled={busy}>
            {t('makeList')}
          </button>
        </div>
      </form>
      {answer === null ? null : answer.items.length === 0 ? (
        <EmptyState title={t('nobodyHere')} heading="h2" />
      ) : (
        <section aria-label={t('emergency')}>
          <h2>
            <span role="status">{t('atRisk', { count: answer.items.length })}</span>
          </h2>
          <p className="yk-small yk-quiet">
            {answer.area} · {f.instant(answer.asOf)}
          </p>
          <div className="yk-row yk-noprint">
            <button
              type="button"
              className="yk-button"
              disabled={busy}
              onClick={() => run(() => fetchPaper('/people/emergency/paper', body))}
            >
              {t('paper')}
            </button>
            <Text label={t('days')} type="number" value={days} onChange={setDays} min={1} max={14} />
            <button type="button" className="yk-button" disabled={busy} onClick={takeAway}>
              {t('offline')}
            </button>
          </div>
          <p className="yk-small yk-quiet yk-noprint">{t('offlineLead')}</p>
          {offline === null ? null : (
            <div className="yk-person-alike yk-noprint" role="status">
              <p>
                {t('password')} · {t('validUntil', { until: f.instant(offline.until) })}
              </p>
              <p className="yk-person-word">{offline.password}</p>
            </div>
          )}
          <Lines items={answer.items} />
        </section>
      )}
    </>
  )
}

function Lines({ items }: { items: readonly AtRisk[] }) {
  const t = useText(messages)
  const pick = usePick()
  const sexAge = useSexAge()
  return (
    <ol className="yk-person-risk">
      {items.slice(0, 500).map((each) => (
        <li key={each.id}>
          <span>
            <strong>{each.name}</strong> {sexAge(each)}{' '}
            {each.categories.map((code) => (
              <span key={code} className="yk-person-tag">
                {pick(CATEGORY_WORDS[code] ?? { zh: code, en: code })}
              </span>
            ))}{' '}
            {each.needs.map((need) => pick(need)).join('、')}
          </span>
          <span>
            {[each.regionName, each.address ?? each.dwelling].filter((part) => part !== null).join(' ') || t('unknown')}
          </span>
          <span className="yk-num">
            {[
              ...each.phones,
              ...each.contacts.map((one) =>
                [one.name, one.relation, one.phone].filter((part) => part !== null).join(' '),
              ),
            ].join(' · ') || `${t('call')}：${t('unknown')}`}
          </span>
        </li>
      ))}
    </ol>
  )
}
