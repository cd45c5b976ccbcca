import { useMemo, useState } from 'react'
import { Link, useParams, useSearchParams } from 'react-router'
import type { ClauseRow, NoteRow, PaperPage } from '../../../src/contexts/plan/index.ts'
import { apiUrl } from '../../shared/api.ts'
import { useFormat } from '../../shared/format.ts'
import { useLanguage, useText } from '../../shared/i18n/index.ts'
import { ErrorState } from '../../shared/parts/ErrorState.tsx'
import { LoadingState } from '../../shared/parts/LoadingState.tsx'
import { PageHead } from '../../shared/parts/PageHead.tsx'
import { PaperView } from '../../shared/parts/PaperView.tsx'
import { RefusalNote } from '../../shared/parts/RefusalNote.tsx'
import { SplitView } from '../../shared/parts/SplitView.tsx'
import { useCommand, useView } from '../../shared/queries.ts'
import { useMay } from '../../shared/session.ts'
import { blocksOfClauses } from './marks.ts'
import { messages } from './messages.ts'
import { clauseName } from './say.ts'
import './plan.css'

/** A paper in its own words; `?start=&end=` brings a passage into view. Notes and questions stand beside it. */
export default function Paper() {
  const { id = '' } = useParams()
  const view = useView<PaperPage>(`/plan/papers/${id}`)
  if (view.isPending) return <LoadingState />
  if (view.error) return <ErrorState problem={view.error} onRetry={() => void view.refetch()} />
  return <Shown paper={view.data} />
}

function Shown({ paper }: { paper: PaperPage }) {
  const t = useText(messages)
  const f = useFormat()
  const lng = useLanguage()
  const [search, setSearch] = useSearchParams()
  const start = search.get('start')
  const active = start === null ? null : { start: Number(start), end: Number(search.get('end') ?? start) }
  const clause =
    active === null ? undefined : paper.clauses.find((each) => each.start <= active.start && each.end > active.start)
  const blocks = useMemo(() => blocksOfClauses(paper.clauses), [paper])
  const pick = (found: ClauseRow | undefined) => {
    if (found) setSearch({ start: String(found.start), end: String(found.end) }, { replace: true })
  }
  const marks = active === null ? [] : [{ id: 'here', tone: 'place' as const, ...active }]
  return (
    <div className="yk-plan-reading">
      <PageHead
        title={paper.title}
        lead={[
          paper.number,
          paper.issuer,
          paper.name,
          t('uploaded', { who: paper.uploadedBy, when: f.instant(paper.uploadedAt) }),
        ]
          .filter(Boolean)
          .join(' · ')}
        up={{ to: '/console/plan/papers', label: t('papersTitle') }}
        tags={
          <>
            {paper.ofRecord ? <span className="yk-plan-tag">{t('ofRecord')}</span> : null}
            {paper.complete ? null : <span className="yk-plan-tag yk-plan-tag--warn">{t('incomplete')}</span>}
          </>
        }
        actions={
          <a className="yk-button" href={apiUrl(`/plan/papers/${paper.id}/file`)}>
            {t('download')}
          </a>
        }
      />
      {paper.notes.map((note) => (
        <p key={note.code} className="yk-plan-note">
          {note[lng]}
        </p>
      ))}
      <SplitView
        fill
        share={0.58}
        labels={[paper.title, t('notes')]}
        first={
          <PaperView
            text={paper.text}
            blocks={blocks}
            highlights={marks}
            active={active === null ? null : 'here'}
            label={paper.title}
          />
        }
        second={
          <div className="yk-stack yk-plan-side-list">
            <ul className="yk-plan-versions">
              {paper.plans
                .filter((plan) => plan.state !== 'withdrawn')
                .map((plan) => (
                  <li key={plan.id}>
                    <Link to={`/console/plan/plans/${plan.id}${plan.state === 'draft' ? '/read' : ''}`}>
                      {t('plans')} · {t('version', { n: plan.version })}
                    </Link>
                  </li>
                ))}
            </ul>
            <h2>{t('notes')}</h2>
            <ClausePicker clauses={paper.clauses} clause={clause} onPick={pick} />
            <Notes paper={paper} clause={clause} />
          </div>
        }
      />
    </div>
  )
}

/** Chooses the passage that notes are about. */
function ClausePicker({
  clauses,
  clause,
  onPick,
}: {
  clauses: ClauseRow[]
  clause: ClauseRow | undefined
  onPick: (clause: ClauseRow | undefined) => void
}) {
  const t = useText(messages)
  const lng = useLanguage()
  const named = clauses.filter((each, i) => each.clause !== '' && each.clause !== clauses[i - 1]?.clause)
  return (
    <label className="yk-field">
      <span>{t('passage')}</span>
      <select
        className="yk-input"
        value={clause?.clause ?? ''}
        onChange={(event) => onPick(named.find((each) => each.clause === event.target.value))}
      >
        <option value="" />
        {named.map((each) => (
          <option key={each.seq} value={each.clause}>
            {clauseName(each.clause, lng)} · {each.text.slice(0, 28)}
          </option>
        ))}
      </select>
    </label>
  )
}

function Notes({ paper, clause }: { paper: PaperPage; clause: ClauseRow | undefined }) {
  const t = useText(messages)
  const may = useMay()
  const lng = useLanguage()
  const here = paper.remarks.filter((note) => clause === undefined || note.clause === clause.clause)
  const first = here.filter((note) => note.answers === null)
  return (
    <div className="yk-stack">
      {clause === undefined ? (
        <p className="yk-quiet">{t('pickClause')}</p>
      ) : (
        <p className="yk-quiet">{t('clause', { clause: clauseName(clause.clause, lng) })}</p>
      )}
      <ul className="yk-stack">
        {first.map((note) => (
          <li key={note.id} className="yk-card yk-stack">
            <Note note={note} />
            {here
              .filter((each) => each.answers === note.id)
              .map((each) => (
                <Note key={each.id} note={each} />
              ))}
            {note.kind === 'question' && may('plan.decide') && !here.some((each) => each.answers === note.id) ? (
              <Write
                document={paper.document}
                clause={note.clause}
                kind="answer"
                answers={note.id}
                label={t('answer')}
              />
            ) : null}
          </li>
        ))}
      </ul>
      {clause !== undefined && may('plan.decide') ? (
        <>
          <Write document={paper.document} clause={clause.clause} kind="note" label={t('writeNote')} />
          <Write document={paper.document} clause={clause.clause} kind="question" label={t('writeQuestion')} />
        </>
      ) : null}
    </div>
  )
}

function Note({ note }: { note: NoteRow }) {
  const t = useText(messages)
  const f = useFormat()
  return (
    <div>
      <p>
        <strong>{t(`note_${note.kind}`)}</strong> {note.text}
      </p>
      <p className="yk-quiet yk-small">
        {note.writtenBy} · {f.instant(note.writtenAt)}
      </p>
    </div>
  )
}

function Write({
  document,
  clause,
  kind,
  answers,
  label,
}: {
  document: string
  clause: string
  kind: NoteRow['kind']
  answers?: string
  label: string
}) {
  const t = useText(messages)
  const [text, setText] = useState<string | null>(null)
  const send = useCommand<{ clause: string; kind: string; answers?: string; text: string }>({
    path: `/plan/documents/${document}/notes`,
    refresh: ['/plan/papers'],
  })
  if (text === null) {
    return (
      <button type="button" className="yk-button" onClick={() => setText('')}>
        {label}
      </button>
    )
  }
  return (
    <form
      className="yk-stack"
      onSubmit={(event) => {
        event.preventDefault()
        send.mutate(
          { clause, kind, text: text.trim(), ...(answers === undefined ? {} : { answers }) },
          { onSuccess: () => setText(null) },
        )
      }}
    >
      <label className="yk-field">
        <span>{label}</span>
        <textarea className="yk-input" rows={3} value={text} onChange={(event) => setText(event.target.value)} />
      </label>
      <RefusalNote problem={send.error} />
      <p className="yk-row">
        <button
          type="submit"
          className="yk-button yk-button--primary"
          disabled={text.trim().length < 2 || send.isPending}
        >
          {t('save')}
        </button>
        <button type="button" className="yk-button yk-button--bare" onClick={() => setText(null)}>
          {t('cancel')}
        </button>
      </p>
    </form>
  )
}
