import { type FormEvent, useRef, useState } from 'react'
import { useNavigate, useParams } from 'react-router'
import type { Guide, Values } from '../../../src/platform/procedures/index.ts'
import { get } from '../../shared/api.ts'
import { usePick, useText } from '../../shared/i18n/index.ts'
import { ErrorState } from '../../shared/parts/ErrorState.tsx'
import { LoadingState } from '../../shared/parts/LoadingState.tsx'
import { PageHead } from '../../shared/parts/PageHead.tsx'
import { RefusalNote } from '../../shared/parts/RefusalNote.tsx'
import { FormFields } from '../../shared/procedures/FormFields.tsx'
import {
  type Draft,
  type Handed,
  newSecret,
  placeOf,
  problemsOf,
  toDraft,
  toMaterials,
  toValues,
} from '../../shared/procedures/form.ts'
import { Materials } from '../../shared/procedures/Materials.tsx'
import { useView } from '../../shared/queries.ts'
import { useAccount } from '../../shared/session.ts'
import { useUpload } from '../../shared/uploads.ts'
import { messages } from './messages.ts'
import './procedures.css'

const CHANNELS = ['counter', 'phone', 'paper'] as const
const WHO = ['self', 'proxy', 'guardian'] as const

/** Taking an application in at the desk: one page, what is known fills itself in, Ctrl+Enter ends. */
export default function Intake() {
  const { code = '' } = useParams()
  const account = useAccount()
  const view = useView<Guide>(`/guides/${code}`, { jurisdiction: account?.jurisdiction ?? null })
  if (view.error) return <ErrorState problem={view.error} onRetry={() => void view.refetch()} />
  if (!view.isSuccess) return <LoadingState />
  return <IntakeForm key={code} guide={view.data} />
}

function IntakeForm({ guide: { definition } }: { guide: Guide }) {
  const t = useText(messages)
  const pick = usePick()
  const navigate = useNavigate()
  const form = useRef<HTMLFormElement>(null)
  const [draft, setDraft] = useState<Draft>({})
  const [handed, setHanded] = useState<Record<string, Handed>>({})
  const [channel, setChannel] = useState<(typeof CHANNELS)[number]>('counter')
  const [who, setWho] = useState({ kind: 'self' as (typeof WHO)[number], proxy: '', relation: '', document: '' })
  const [incomplete, setIncomplete] = useState(false)
  const [known, setKnown] = useState<string[]>([])
  const [secret] = useState(newSecret)
  const send = useUpload<object, { id: string; number: string }>('/procedures/cases')
  const problems = problemsOf(send.error)
  const lookUp = async (number: string) => {
    if (definition.applicant.kind !== 'organisation' || number.trim().length < 18) return
    const found = await get<{ values: Values }>(`/procedures/known/${encodeURIComponent(number.trim())}`).catch(
      () => null,
    )
    if (found === null) return
    const offered = toDraft(definition, found.values)
    const filled = definition.fields.filter((field) => {
      const value = offered[field.id]
      const now = draft[field.id]
      return value !== null && value !== undefined && value !== '' && (now === undefined || now === null || now === '')
    })
    setDraft((now) => ({ ...now, ...Object.fromEntries(filled.map((field) => [field.id, offered[field.id]!])) }))
    setKnown(filled.map((field) => pick(field.title)))
  }
  const submit = (event: FormEvent) => {
    event.preventDefault()
    const { materials, files } = toMaterials(handed)
    const input = {
      code: definition.code,
      form: toValues(definition.fields, draft),
      materials,
      channel,
      authority: { ...who, proxy: who.proxy || null },
      secret,
      incomplete,
    }
    send.mutate(
      { input, files },
      {
        onSuccess: ({ id }) => void navigate(`/console/cases/${id}`),
        onError: () => window.scrollTo(0, 0),
      },
    )
  }
  return (
    <form
      ref={form}
      noValidate
      onSubmit={submit}
      onKeyDown={(event) => {
        if (event.key === 'Enter' && (event.ctrlKey || event.metaKey)) form.current?.requestSubmit()
      }}
    >
      <PageHead
        title={pick(definition.title)}
        lead={t('intakeLead')}
        up={{ to: '/console/cases/new', label: t('take') }}
        actions={
          <button type="submit" className="yk-button yk-button--primary" disabled={send.isPending}>
            {t('accept')}
          </button>
        }
      />
      <div className="yk-stack">
        <RefusalNote
          problem={send.error}
          place={placeOf(problems, pick)}
          onGo={(at) =>
            form.current?.querySelector<HTMLElement>(`[data-at="${at}"] :is(input, select, textarea)`)?.focus()
          }
        />
        {known.length > 0 ? <p role="status">{t('known', { names: known.join('、') })}</p> : null}
        <div className="yk-case-two">
          <section className="yk-card">
            <FormFields
              definition={definition}
              fields={definition.fields}
              draft={draft}
              onChange={setDraft}
              problems={problems}
              onNumber={(number) => void lookUp(number)}
            />
          </section>
          <div className="yk-stack">
            <section className="yk-card yk-stack">
              <h2>{t('materials')}</h2>
              <Materials
                desk
                definition={definition}
                draft={draft}
                handed={handed}
                onChange={setHanded}
                problems={problems}
              />
              <label className="yk-proc-check">
                <input type="checkbox" checked={incomplete} onChange={(event) => setIncomplete(event.target.checked)} />
                {t('incomplete')}
              </label>
            </section>
            <section className="yk-card yk-stack">
              <Radios
                label={t('channelAsk')}
                name="channel"
                values={CHANNELS}
                value={channel}
                onChange={setChannel}
                text={(each) => t(`channel_${each}`)}
              />
              <Radios
                label={t('authority')}
                name="who"
                values={WHO}
                value={who.kind}
                onChange={(kind) => setWho({ ...who, kind })}
                text={(each) => t(each)}
              />
              {who.kind === 'self'
                ? null
                : (['proxy', 'relation', 'document'] as const).map((key) => (
                    <label key={key} className="yk-field">
                      <span>{t(key === 'proxy' ? 'proxyName' : key)}</span>
                      <input
                        className="yk-input"
                        value={who[key]}
                        onChange={(event) => setWho({ ...who, [key]: event.target.value })}
                      />
                    </label>
                  ))}
            </section>
          </div>
        </div>
        <div className="yk-row">
          <button type="submit" className="yk-button yk-button--primary" disabled={send.isPending}>
            {t('accept')}
          </button>
        </div>
      </div>
    </form>
  )
}

function Radios<V extends string>(props: {
  label: string
  name: string
  values: readonly V[]
  value: V
  onChange: (value: V) => void
  text: (value: V) => string
}) {
  return (
    <fieldset className="yk-proc-group">
      <legend className="yk-case-legend">{props.label}</legend>
      <div className="yk-proc-choices">
        {props.values.map((each) => (
          <label key={each}>
            <input
              type="radio"
              name={props.name}
              checked={props.value === each}
              onChange={() => props.onChange(each)}
            />
            {props.text(each)}
          </label>
        ))}
      </div>
    </fieldset>
  )
}
