import { type FormEvent, useEffect, useState } from 'react'
import { Link, useNavigate, useParams } from 'react-router'
import type { RoundStop, VisitPack } from '../../../src/contexts/care/index.ts'
import { Text } from '../../shared/form/fields.tsx'
import { useFormat } from '../../shared/format.ts'
import { usePick, useText } from '../../shared/i18n/index.ts'
import { EmptyState } from '../../shared/parts/EmptyState.tsx'
import { draftOf, keep, keepDraft, serverNow } from '../store/store.ts'
import { useField } from '../store/use.ts'
import { Checks, Pick } from './choose.tsx'
import { messages } from './messages.ts'
import { Photos } from './Photos.tsx'
import { Signature } from './Signature.tsx'
import { Needs, useStops, Where, Why } from './stop.tsx'

/** What is filled in, as the telephone keeps it while one is at it. */
type Draft = {
  arrivedAt: string | null
  mode: 'door' | 'phone' | 'video'
  answered: boolean | null
  findings: string[]
  refer: string[]
  wants: string
  note: string
  code: string
  signature: string | null
  photos: string[]
  place: { lon: number; lat: number } | null
}

const EMPTY: Draft = {
  arrivedAt: null,
  mode: 'door',
  answered: null,
  findings: [],
  refer: [],
  wants: '',
  note: '',
  code: '',
  signature: null,
  photos: [],
  place: null,
}

const wordsOf = (text: string): string | null => text.trim() || null
/** About a hundred metres; the exact place never leaves the device. */
const coarse = (degrees: number): number => Math.round(degrees * 1000) / 1000

/** The visit of one person on today's list. */
export default function Visit() {
  const t = useText(messages)
  const { person = '' } = useParams()
  const { taken } = useField()
  const found = useStops().find(({ stop }) => stop.id === person)
  const form = taken?.parts.visits?.form
  if (found === undefined || form === undefined)
    return (
      <EmptyState
        title={t('missing')}
        text={t('missingText')}
        action={
          <Link className="yk-button" to="/field/visits">
            {t('back')}
          </Link>
        }
      />
    )
  return <VisitForm key={person} stop={found.stop} form={form} />
}

function VisitForm({ stop, form }: { stop: RoundStop; form: VisitPack['form'] }) {
  const t = useText(messages)
  const f = useFormat()
  const pick = usePick()
  const navigate = useNavigate()
  const [draft, setDraft] = useState<Draft | null>(null)
  const [saving, setSaving] = useState(false)
  const [problem, setProblem] = useState<string | null>(null)
  useEffect(() => {
    void draftOf<Draft>(stop.id).then((kept) => setDraft(kept ?? EMPTY))
  }, [stop.id])
  if (draft === null) return null
  const change = (more: Partial<Draft>) => {
    const next = { ...draft, ...more }
    setDraft(next)
    setProblem(null)
    void keepDraft(stop.id, next)
  }
  const offered = form.referrals.filter(({ code }) =>
    form.findings.some((finding) => finding.refer === code && draft.findings.includes(finding.code)),
  )
  const save = async () => {
    const answered = draft.answered === true
    if (answered && draft.findings.length === 0) return setProblem(t('needFinding'))
    setSaving(true)
    const minutes = draft.arrivedAt === null ? null : Math.round((Date.now() - Date.parse(draft.arrivedAt)) / 60_000)
    const refer = offered
      .filter(({ code }) => draft.refer.includes(code))
      .map(({ code }) => ({ kind: code, note: wordsOf(draft.note) }))
    const payload = {
      person: stop.id,
      mode: draft.mode,
      answered,
      heldAt: draft.arrivedAt ?? new Date().toISOString(),
      minutes: minutes === null ? null : Math.min(720, Math.max(0, minutes)),
      place: draft.place,
      findings: answered ? draft.findings : [],
      needs: answered ? wordsOf(draft.wants) : null,
      note: wordsOf(draft.note),
      code: answered ? wordsOf(draft.code) : null,
      signature: answered ? draft.signature : null,
      photos: draft.photos,
      refer: answered ? refer : [],
    }
    try {
      await keep({
        kind: 'visit.record',
        form: form.version,
        payload,
        title: `${stop.person.name} · ${t(`mode_${draft.mode}`)} · ${t(answered ? 'yes' : 'no')}`,
        subject: stop.id,
      })
      await keepDraft(stop.id, null)
      void navigate('/field/visits')
    } catch (error) {
      setSaving(false)
      setProblem(t('saveFailed', { why: (error as Error).message }))
    }
  }
  const locate = () =>
    navigator.geolocation.getCurrentPosition(
      ({ coords }) => change({ place: { lon: coarse(coords.longitude), lat: coarse(coords.latitude) } }),
      () => setProblem(t('placeFailed')),
      { timeout: 10_000, maximumAge: 60_000 },
    )
  return (
    <form
      className="yk-stack yk-fd-form"
      onSubmit={(event: FormEvent) => {
        event.preventDefault()
        void save()
      }}
    >
      <h1>
        {stop.person.name}
        {stop.person.age === null ? null : (
          <span className="yk-quiet yk-num"> {t('years', { count: stop.person.age })}</span>
        )}
      </h1>
      <Why stop={stop} />
      <Where stop={stop} />
      <Needs stop={stop} />
      {draft.arrivedAt === null ? (
        <button
          type="button"
          className="yk-button yk-button--primary yk-fd-big"
          onClick={() => change({ arrivedAt: new Date().toISOString() })}
        >
          {t('arrive')}
        </button>
      ) : (
        <p className="yk-fd-arrived">
          {t('arrived', {
            time: f.time(new Date(Date.parse(draft.arrivedAt) + serverNow() - Date.now()).toISOString()),
          })}
        </p>
      )}
      <Pick
        legend={t('mode')}
        value={draft.mode}
        onChange={(mode) => change({ mode: mode as Draft['mode'] })}
        options={(['door', 'phone', 'video'] as const).map((mode) => ({ value: mode, label: t(`mode_${mode}`) }))}
      />
      <Pick
        legend={t('answered')}
        value={draft.answered === null ? '' : String(draft.answered)}
        onChange={(said) => change({ answered: said === 'true' })}
        options={[
          { value: 'true', label: t('yes') },
          { value: 'false', label: t('no') },
        ]}
      />
      {draft.answered === true ? (
        <>
          <Checks
            legend={t('findings')}
            values={draft.findings}
            onChange={(findings) => change({ findings })}
            options={form.findings.map((finding) => ({
              value: finding.code,
              label: `${pick(finding.title)}${finding.urgent ? ` · ${t('urgent')}` : ''}`,
            }))}
          />
          {offered.length === 0 ? null : (
            <Checks
              legend={t('refer')}
              values={draft.refer}
              onChange={(refer) => change({ refer })}
              options={offered.map((each) => ({ value: each.code, label: `${pick(each.title)} → ${each.unit}` }))}
            />
          )}
          <Text
            label={t('wants')}
            rows={2}
            value={draft.wants}
            onChange={(wants) => change({ wants })}
            maxLength={1000}
          />
        </>
      ) : draft.answered === false ? (
        <p className="yk-quiet">{t('noText')}</p>
      ) : null}
      <Text label={t('note')} rows={2} value={draft.note} onChange={(note) => change({ note })} maxLength={300} />
      {draft.answered === true ? (
        <fieldset className="yk-stack">
          <legend>{t('proof')}</legend>
          <Text
            label={t('code')}
            hint={t('codeHint')}
            value={draft.code}
            onChange={(code) => change({ code: code.replace(/[^0-9 ]/g, '') })}
            maxLength={8}
            autoComplete="one-time-code"
          />
          <Signature
            label={t('sign')}
            clear={t('signClear')}
            value={draft.signature}
            onChange={(signature) => change({ signature })}
          />
        </fieldset>
      ) : null}
      <Photos photos={draft.photos} onChange={(photos) => change({ photos })} />
      {draft.place === null ? (
        <button type="button" className="yk-button" onClick={locate}>
          {t('place')}
        </button>
      ) : (
        <p className="yk-quiet">{t('placeKept')}</p>
      )}
      {problem === null ? null : (
        <p className="yk-fd-problem" role="alert">
          {problem}
        </p>
      )}
      <button
        type="submit"
        className="yk-button yk-button--primary yk-fd-big"
        disabled={saving || draft.answered === null}
      >
        {t(saving ? 'saving' : 'save')}
      </button>
    </form>
  )
}
