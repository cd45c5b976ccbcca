import { type FormEvent, useEffect, useState } from 'react'
import { Link, useNavigate, useParams } from 'react-router'
import type { CensusPack } from '../../../src/contexts/territory/index.ts'
import { Choice, numberOf, Text, wordsOf } from '../../shared/form/fields.tsx'
import { usePick, useText } from '../../shared/i18n/index.ts'
import { EmptyState } from '../../shared/parts/EmptyState.tsx'
import { draftOf, keep, keepDraft } from '../store/store.ts'
import { useField } from '../store/use.ts'
import { Pick } from '../visits/choose.tsx'
import { messages } from './messages.ts'

type Facility = CensusPack['facilities'][number]
type Draft = {
  region: string
  found: string
  name: string
  kind: string
  address: string
  phone: string
  hours: string
  beds: string
  note: string
  place: { lon: number; lat: number } | null
}

const EMPTY: Draft = {
  region: '',
  found: '',
  name: '',
  kind: '',
  address: '',
  phone: '',
  hours: '',
  beds: '',
  note: '',
  place: null,
}

const NEW = 'new'
/** To about a metre: a facility is no secret. */
const exact = (degrees: number): number => Math.round(degrees * 1e5) / 1e5

/** The survey of one facility, or of a place that was found. */
export default function Survey() {
  const t = useText(messages)
  const { code = '' } = useParams()
  const pack = useField().taken?.parts.census
  const facility = pack?.facilities.find((each) => each.code === code) ?? null
  if (pack === undefined || (facility === null && code !== NEW))
    return (
      <EmptyState
        title={t('missing')}
        action={
          <Link className="yk-button" to="/field/census">
            {t('back')}
          </Link>
        }
      />
    )
  return <SurveyForm key={code} code={code} facility={facility} pack={pack} />
}

function SurveyForm({ code, facility, pack }: { code: string; facility: Facility | null; pack: CensusPack }) {
  const t = useText(messages)
  const pick = usePick()
  const navigate = useNavigate()
  const [draft, setDraft] = useState<Draft | null>(null)
  const [problem, setProblem] = useState<string | null>(null)
  const subject = `census/${code}`
  useEffect(() => {
    void draftOf<Draft>(subject).then((kept) => setDraft(kept ?? { ...EMPTY, region: pack.villages[0]?.code ?? '' }))
  }, [subject, pack.villages])
  if (draft === null) return null
  const change = (more: Partial<Draft>) => {
    const next = { ...draft, ...more }
    setDraft(next)
    setProblem(null)
    void keepDraft(subject, next)
  }
  const save = async () => {
    // Only what was said: what stays empty is not known here, and nothing of the register is touched by it.
    const said = {
      found: facility === null ? 'yes' : wordsOf(draft.found),
      name: wordsOf(draft.name),
      kind: wordsOf(draft.kind),
      address: wordsOf(draft.address),
      phone: wordsOf(draft.phone),
      hours: wordsOf(draft.hours),
      beds: numberOf(draft.beds),
      note: wordsOf(draft.note),
      lon: draft.place?.lon ?? null,
      lat: draft.place?.lat ?? null,
    }
    const fields = Object.fromEntries(Object.entries(said).filter(([, value]) => value !== null))
    if (Object.keys(fields).length === 0) return setProblem(t('nothing'))
    try {
      await keep({
        kind: 'census.facility',
        form: pack.form.version,
        payload: { region: facility?.region ?? draft.region, facility: facility?.code ?? null, record: null, fields },
        base: facility?.version ?? {},
        title: `${facility?.name ?? draft.name} · ${t('title')}`,
        subject: facility?.code ?? null,
      })
      await keepDraft(subject, null)
      void navigate('/field/census')
    } catch (error) {
      setProblem(t('saveFailed', { why: (error as Error).message }))
    }
  }
  const locate = () =>
    navigator.geolocation.getCurrentPosition(
      ({ coords }) => change({ place: { lon: exact(coords.longitude), lat: exact(coords.latitude) } }),
      () => setProblem(t('placeFailed')),
      { timeout: 10_000, enableHighAccuracy: true },
    )
  return (
    <form
      className="yk-stack yk-fd-form"
      onSubmit={(event: FormEvent) => {
        event.preventDefault()
        void save()
      }}
    >
      <h1>{facility?.name ?? t('add')}</h1>
      {facility === null ? null : <p className="yk-quiet">{facility.address}</p>}
      {facility === null ? (
        <>
          <Choice
            label={t('village')}
            value={draft.region}
            onChange={(region) => change({ region })}
            options={pack.villages.map(({ code: value, name: label }) => ({ value, label }))}
            required
          />
          <Text
            label={t('name')}
            value={draft.name}
            onChange={(name) => change({ name })}
            required
            minLength={2}
            maxLength={100}
          />
          <Choice
            label={t('kind')}
            value={draft.kind}
            onChange={(kind) => change({ kind })}
            empty={t('choose')}
            options={pack.form.kinds.map(({ code: value, title }) => ({ value, label: pick(title) }))}
            required
          />
        </>
      ) : (
        <>
          <Pick
            legend={t('found')}
            value={draft.found}
            onChange={(found) => change({ found })}
            options={(['yes', 'no', 'moved'] as const).map((value) => ({ value, label: t(`found_${value}`) }))}
          />
          <p className="yk-quiet">{t('hint')}</p>
        </>
      )}
      <Text label={t('address')} value={draft.address} onChange={(address) => change({ address })} maxLength={200} />
      <Text label={t('phone')} value={draft.phone} onChange={(phone) => change({ phone })} pattern="[0-9 +\-]{5,20}" />
      <Text label={t('hours')} value={draft.hours} onChange={(hours) => change({ hours })} maxLength={100} />
      <Text
        label={t('beds')}
        type="number"
        min={0}
        max={5000}
        step={1}
        value={draft.beds}
        onChange={(beds) => change({ beds })}
      />
      <Text label={t('note')} rows={2} value={draft.note} onChange={(note) => change({ note })} maxLength={500} />
      {draft.place === null ? (
        <button type="button" className="yk-button" onClick={locate}>
          {t('place')}
        </button>
      ) : (
        <p className="yk-quiet yk-num">{t('placeKept', draft.place)}</p>
      )}
      {problem === null ? null : (
        <p className="yk-fd-problem" role="alert">
          {problem}
        </p>
      )}
      <button type="submit" className="yk-button yk-button--primary yk-fd-big">
        {t('save')}
      </button>
    </form>
  )
}
