import { type FormEvent, useState } from 'react'
import { Link, useParams } from 'react-router'
import type { Guide } from '../../../src/platform/procedures/index.ts'
import type { Problem } from '../../shared/api.ts'
import { useFormat } from '../../shared/format.ts'
import { usePick, useText } from '../../shared/i18n/index.ts'
import { ErrorState } from '../../shared/parts/ErrorState.tsx'
import { LoadingState } from '../../shared/parts/LoadingState.tsx'
import { RefusalNote } from '../../shared/parts/RefusalNote.tsx'
import { FormFields } from '../../shared/procedures/FormFields.tsx'
import {
  type Draft,
  type Handed,
  newSecret,
  placeOf,
  problemsOf,
  toMaterials,
  toValues,
} from '../../shared/procedures/form.ts'
import { Materials } from '../../shared/procedures/Materials.tsx'
import { useView } from '../../shared/queries.ts'
import { useUpload } from '../../shared/uploads.ts'
import { useIsResident } from '../own/Own.tsx'
import { messages } from './messages.ts'
import { OwnApply } from './OwnApply.tsx'
import './apply.css'

type Opened = { id: string; number: string; due: string | null }
type Person = { kind: 'self' | 'proxy' | 'guardian'; proxy: string; relation: string; document: string }

/** An application in three screens: the form, the papers, the receipt. Whoever is signed in has two: what is known is filled in. */
export default function Apply() {
  const { code = '' } = useParams()
  const resident = useIsResident()
  const view = useView<Guide>(`/guides/${code}`)
  if (view.error) return <ErrorState problem={view.error} onRetry={() => void view.refetch()} />
  if (!view.isSuccess) return <LoadingState />
  if (resident === null) return <LoadingState />
  if (resident) return <OwnApply key={code} guide={view.data} />
  return <Steps key={code} guide={view.data} />
}

function Steps({ guide }: { guide: Guide }) {
  const t = useText(messages)
  const pick = usePick()
  const { definition } = guide
  const [step, setStep] = useState<1 | 2>(1)
  const [draft, setDraft] = useState<Draft>({})
  const [handed, setHanded] = useState<Record<string, Handed>>({})
  const [who, setWho] = useState<Person>({ kind: 'self', proxy: '', relation: '', document: '' })
  const [secret] = useState(newSecret)
  const send = useUpload<object, Opened>('/applications')
  const problems = problemsOf(send.error)
  if (send.isSuccess) return <Done opened={send.data} secret={secret} guide={guide} />
  const next = (event: FormEvent) => {
    event.preventDefault()
    setStep(2)
    window.scrollTo(0, 0)
  }
  const submit = (event: FormEvent) => {
    event.preventDefault()
    const { materials, files } = toMaterials(handed)
    const authority = { kind: who.kind, proxy: who.proxy || null, relation: who.relation, document: who.document }
    const form = toValues(definition.fields, draft)
    const input = { code: definition.code, form, materials, authority, secret }
    // What is wrong in the form is shown where it stands.
    const onError = (problem: Problem) => {
      if (problemsOf(problem).some((each) => each.at.startsWith('/form/'))) setStep(1)
    }
    send.mutate({ input, files }, { onError })
  }
  return (
    <div className="yk-stack yk-apply">
      <header>
        <p className="yk-quiet">
          {t('step', { n: step })} · {t(step === 1 ? 'step1' : 'step2')}
        </p>
        <h1>{pick(definition.title)}</h1>
        <Link to={`/guides/${definition.code}`}>{t('guide')}</Link>
      </header>
      <RefusalNote problem={send.error} place={placeOf(problems, pick)} />
      {step === 1 ? (
        <form className="yk-stack" onSubmit={next}>
          <Who who={who} onChange={setWho} />
          <FormFields
            definition={definition}
            fields={definition.fields}
            draft={draft}
            onChange={setDraft}
            problems={problems}
          />
          <button type="submit" className="yk-button yk-button--primary">
            {t('next')}
          </button>
        </form>
      ) : (
        <form className="yk-stack" onSubmit={submit}>
          <Materials definition={definition} draft={draft} handed={handed} onChange={setHanded} problems={problems} />
          <div className="yk-row">
            <button type="button" className="yk-button" onClick={() => setStep(1)}>
              {t('back')}
            </button>
            <button type="submit" className="yk-button yk-button--primary" disabled={send.isPending}>
              {t('send')}
            </button>
          </div>
        </form>
      )}
    </div>
  )
}

function Who({ who, onChange }: { who: Person; onChange: (who: Person) => void }) {
  const t = useText(messages)
  return (
    <fieldset className="yk-proc-group">
      <legend>{t('forWhom')}</legend>
      <div className="yk-proc-choices">
        {(['self', 'proxy', 'guardian'] as const).map((kind) => (
          <label key={kind}>
            <input type="radio" name="who" checked={who.kind === kind} onChange={() => onChange({ ...who, kind })} />
            {t(kind)}
          </label>
        ))}
      </div>
      {who.kind === 'self' ? null : (
        <div className="yk-proc-fields">
          {(
            [
              ['proxy', 'proxyName'],
              ['relation', 'relation'],
              ['document', 'document'],
            ] as const
          ).map(([key, label]) => (
            <label key={key} className="yk-field">
              <span>{t(label)}</span>
              <input
                className="yk-input"
                required
                value={who[key]}
                onChange={(event) => onChange({ ...who, [key]: event.target.value })}
              />
            </label>
          ))}
        </div>
      )}
    </fieldset>
  )
}

function Done({ opened, secret, guide }: { opened: Opened; secret: string; guide: Guide }) {
  const t = useText(messages)
  const f = useFormat()
  const pick = usePick()
  return (
    <div className="yk-stack yk-apply">
      <p className="yk-quiet">
        {t('step', { n: 3 })} · {t('step3')}
      </p>
      <h1>{t('done')}</h1>
      <p>{pick(guide.definition.title)}</p>
      <dl className="yk-apply-codes">
        <div>
          <dt>{t('number')}</dt>
          <dd className="yk-num">{opened.number}</dd>
        </div>
        <div>
          <dt>{t('secret')}</dt>
          <dd className="yk-num">{secret}</dd>
        </div>
      </dl>
      <p>{t('keep')}</p>
      {opened.due ? <p>{t('due', { date: f.date(opened.due) })}</p> : null}
      <div className="yk-row yk-noprint">
        <Link className="yk-button yk-button--primary" to="/resident/follow" state={{ number: opened.number, secret }}>
          {t('toFollow')}
        </Link>
        <button type="button" className="yk-button" onClick={() => window.print()}>
          {t('print')}
        </button>
      </div>
    </div>
  )
}
