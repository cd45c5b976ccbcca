import { useEffect, useState } from 'react'
import { useParams } from 'react-router'
import type { EditorView, Finding, Preview } from '../../../src/platform/procedures/index.ts'
import { command, type Problem } from '../../shared/api.ts'
import { ActForm } from '../../shared/form/ActForm.tsx'
import { Text } from '../../shared/form/fields.tsx'
import { useFormat } from '../../shared/format.ts'
import { usePick, useText } from '../../shared/i18n/index.ts'
import { ErrorState } from '../../shared/parts/ErrorState.tsx'
import { LoadingState } from '../../shared/parts/LoadingState.tsx'
import { PageHead } from '../../shared/parts/PageHead.tsx'
import { RefusalNote } from '../../shared/parts/RefusalNote.tsx'
import { FormFields } from '../../shared/procedures/FormFields.tsx'
import type { Draft } from '../../shared/procedures/form.ts'
import { Flow, GuideBody } from '../../shared/procedures/GuideBody.tsx'
import { Materials } from '../../shared/procedures/Materials.tsx'
import { useCommand, useView } from '../../shared/queries.ts'
import { EMPTY_REVIEW, ReviewFields, reviewOf } from '../../shared/reviews/ReviewFields.tsx'
import { messages } from './messages.ts'
import { QuickChanges } from './QuickChanges.tsx'
import { Retire } from './Retire.tsx'
import { TEMPLATE } from './template.ts'
import './procedures.css'

/** Writing a procedure: the definition at the left, what it makes at the right. No code. */
export default function Editor() {
  const { code = '' } = useParams()
  const isNew = code === 'new'
  const view = useView<EditorView>(`/procedures/definitions/${code}`, undefined, { enabled: !isNew })
  if (!isNew && view.error) return <ErrorState problem={view.error} onRetry={() => void view.refetch()} />
  if (!isNew && !view.isSuccess) return <LoadingState />
  const start = isNew ? { definition: TEMPLATE, revision: null, version: null, note: null } : view.data!
  return <Desk key={code} start={start as unknown as EditorView} isNew={isNew} />
}

/** What comes into force with a fair-competition review only: recognition and subsidies. */
const REVIEWED: ReadonlySet<string> = new Set(['recognition', 'benefit'])

type Saved = { code: string; version: number; revision: number; findings: Finding[] }

/** Waits until nobody has typed for a moment. */
const PAUSE = 400

function Desk({ start, isNew }: { start: EditorView; isNew: boolean }) {
  const t = useText(messages)
  const f = useFormat()
  const [text, setText] = useState(() => JSON.stringify(start.definition, null, 2))
  const [note, setNote] = useState(start.note ?? '')
  const [from, setFrom] = useState('')
  const [saved, setSaved] = useState<{ code: string; version: number; revision: number } | null>(
    start.version === null || start.revision === null
      ? null
      : { code: start.definition.code, version: start.version, revision: start.revision },
  )
  const [review, setReview] = useState(EMPTY_REVIEW)
  const { preview, fault, problem } = usePreview(text)
  // The definition says itself whether it decides about recognition or subsidy.
  const reviewed = REVIEWED.has(preview?.guide?.definition.group ?? start.definition.group)
  const save = useCommand<void, Saved>({
    method: 'PUT',
    path: '/procedures/definitions',
    body: () => ({ content: JSON.parse(text), ...(saved ? { revision: saved.revision } : {}), note: note || null }),
    refresh: ['/procedures/definitions', '/guides'],
  })
  const enact = useCommand<void, { version: number }>({
    path: () => `/procedures/definitions/${saved?.code ?? ''}/enactment`,
    body: () => ({
      version: saved?.version,
      from,
      revision: saved?.revision,
      review: reviewed ? reviewOf(review) : null,
    }),
    refresh: ['/procedures/definitions', '/guides', '/reviews'],
  })
  return (
    <>
      <PageHead
        title={t('editorTitle')}
        lead={isNew ? t('template') : t('editorLead')}
        up={{ to: '/console/procedures', label: t('defTitle') }}
        actions={
          <button
            type="button"
            className="yk-button yk-button--primary"
            disabled={fault !== null || save.isPending}
            onClick={() =>
              save.mutate(undefined, {
                onSuccess: (made) => {
                  setSaved(made)
                  enact.reset()
                },
              })
            }
          >
            {t('save')}
          </button>
        }
      />
      <div className="yk-stack">
        <RefusalNote problem={save.error ?? problem} />
        {save.isSuccess && saved ? <p role="status">{t('saved', { version: saved.version })}</p> : null}
        {saved && !enact.isSuccess ? (
          <section className="yk-card">
            <ActForm
              problem={enact.error}
              pending={enact.isPending}
              submit={t('enact')}
              onSubmit={() => enact.mutate()}
            >
              <Text label={t('enactOn')} type="date" value={from} onChange={setFrom} required />
              {reviewed ? <ReviewFields draft={review} onChange={setReview} /> : null}
            </ActForm>
          </section>
        ) : null}
        {enact.isSuccess ? (
          <p role="status">{t('enacted', { version: enact.data.version, date: f.date(from) })}</p>
        ) : null}
        {isNew ? null : <Retire code={start.definition.code} />}
        <div className="yk-def-editor">
          <section className="yk-stack">
            <QuickChanges text={text} onChange={setText} />
            <label className="yk-field">
              <span>{t('json')}</span>
              <textarea
                className="yk-input yk-def-json"
                spellCheck={false}
                value={text}
                onChange={(event) => setText(event.target.value)}
              />
            </label>
            {fault ? <p className="yk-proc-wrong">{t('notJson', { message: fault })}</p> : null}
            <label className="yk-field">
              <span>{t('note')}</span>
              <input className="yk-input" value={note} onChange={(event) => setNote(event.target.value)} />
            </label>
          </section>
          <PreviewPart preview={preview} />
        </div>
      </div>
    </>
  )
}

function usePreview(text: string) {
  const [preview, setPreview] = useState<Preview | null>(null)
  const [problem, setProblem] = useState<Problem | null>(null)
  const [fault, setFault] = useState<string | null>(null)
  useEffect(() => {
    let content: unknown
    try {
      content = JSON.parse(text)
      setFault(null)
    } catch (error) {
      setFault((error as Error).message)
      return
    }
    const abort = new AbortController()
    const timer = setTimeout(() => {
      command<Preview>('POST', '/procedures/preview', content, { signal: abort.signal }).then(
        (found) => {
          setPreview(found)
          setProblem(null)
        },
        (thrown: unknown) => {
          if (!abort.signal.aborted) setProblem(thrown as Problem)
        },
      )
    }, PAUSE)
    return () => {
      clearTimeout(timer)
      abort.abort()
    }
  }, [text])
  return { preview, problem, fault }
}

const TABS = ['tabFindings', 'tabGuide', 'tabForm', 'tabFlow'] as const

function PreviewPart({ preview }: { preview: Preview | null }) {
  const t = useText(messages)
  const pick = usePick()
  const [tab, setTab] = useState<(typeof TABS)[number]>('tabGuide')
  const [draft, setDraft] = useState<Draft>({})
  const guide = preview?.guide ?? null
  const shown = guide === null ? 'tabFindings' : tab
  return (
    <section className="yk-card yk-stack" aria-label={t('preview')}>
      <div className="yk-row">
        {TABS.map((each) => (
          <button
            key={each}
            type="button"
            className="yk-button"
            aria-pressed={each === shown}
            disabled={each !== 'tabFindings' && guide === null}
            onClick={() => setTab(each)}
          >
            {t(each)}
            {each === 'tabFindings' && preview && preview.findings.length > 0 ? ` ${preview.findings.length}` : ''}
          </button>
        ))}
      </div>
      {shown === 'tabFindings' ? <Findings findings={preview?.findings ?? []} /> : null}
      {guide && shown === 'tabGuide' ? (
        <>
          <h2>{pick(guide.definition.title)}</h2>
          <GuideBody guide={guide} />
        </>
      ) : null}
      {guide && shown === 'tabForm' ? (
        <>
          <FormFields
            definition={guide.definition}
            fields={guide.definition.fields}
            draft={draft}
            onChange={setDraft}
          />
          <Materials definition={guide.definition} draft={draft} handed={{}} onChange={() => undefined} />
        </>
      ) : null}
      {guide && shown === 'tabFlow' ? <Flow definition={guide.definition} /> : null}
    </section>
  )
}

function Findings({ findings }: { findings: readonly Finding[] }) {
  const t = useText(messages)
  const pick = usePick()
  if (findings.length === 0) return <p>{t('clean')}</p>
  return (
    <ul className="yk-def-findings">
      {findings.map((finding) => (
        <li key={`${finding.at} ${finding.text.zh}`}>
          <strong className={finding.severity === 'error' ? 'yk-proc-wrong' : undefined}>{t(finding.severity)}</strong>{' '}
          <code>{finding.at || '/'}</code> {pick(finding.text)}
        </li>
      ))}
    </ul>
  )
}
