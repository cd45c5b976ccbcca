import { useState } from 'react'
import { Link, useParams } from 'react-router'
import type { ImportView, LineView, Outcome, RegisterView } from '../../../src/platform/imports/index.ts'
import { asProblem, type Problem } from '../../shared/api.ts'
import { useFormat } from '../../shared/format.ts'
import { usePick, useText } from '../../shared/i18n/index.ts'
import { ErrorState } from '../../shared/parts/ErrorState.tsx'
import { LoadingState } from '../../shared/parts/LoadingState.tsx'
import { PageHead } from '../../shared/parts/PageHead.tsx'
import { RefusalNote } from '../../shared/parts/RefusalNote.tsx'
import { useView } from '../../shared/queries.ts'
import { download } from './download.ts'
import { ImportActions } from './ImportActions.tsx'
import { Lines } from './Lines.tsx'
import { messages } from './messages.ts'
import './registers.css'

const OUTCOMES: Outcome[] = ['new', 'changed', 'unchanged', 'refused']

/** A preview and what came of it: every line by outcome, the reason per cell, apply, undo. */
export default function ImportPage() {
  const { name = '', id = '' } = useParams()
  const registers = useView<{ items: RegisterView[] }>('/registers')
  const view = useView<{ import: ImportView; lines: { items: LineView[] } }>(`/imports/${id}`, { limit: 1 })
  const register = registers.data?.items.find((each) => each.name === name)
  const error = view.error ?? registers.error
  if (error) return <ErrorState problem={error} onRetry={() => void view.refetch()} />
  if (view.data === undefined || register === undefined) return <LoadingState />
  return <Preview register={register} item={view.data.import} key={view.data.import.id} />
}

function firstOutcome(item: ImportView): Outcome {
  return (['refused', 'changed', 'new'] as const).find((outcome) => item.counts[outcome] > 0) ?? 'unchanged'
}

function Preview({ register, item }: { register: RegisterView; item: ImportView }) {
  const t = useText(messages)
  const pick = usePick()
  const f = useFormat()
  const [outcome, setOutcome] = useState<Outcome>(firstOutcome(item))
  const [moved, setMoved] = useState(0)
  const [onlyMoved, setOnlyMoved] = useState(false)
  const [problem, setProblem] = useState<Problem | null>(null)
  const lead = {
    previewed: t('previewLead', { file: item.fileName }),
    applied: t('appliedLead', { file: item.fileName, count: item.applied }),
    undone: t('undoneLead', { file: item.fileName }),
  }[item.state]
  const titleOf = (key: string) =>
    pick(register.columns.find((column) => column.key === key)?.title ?? { zh: key, en: key })
  const between = pick({ zh: '、', en: ', ' })
  const absent = item.header.absent.filter((key) =>
    register.columns.some((column) => column.key === key && !column.importOnly),
  )
  const other = item.undoneBy ?? item.undoes

  return (
    <>
      <PageHead
        up={{ to: `/console/registers/${register.name}`, label: pick(register.title) }}
        title={t('importTitle', { register: pick(register.title) })}
        lead={lead}
        tags={<span className="yk-reg-tag">{t(`state_${item.state}`)}</span>}
      />
      {item.notes.map((note) => (
        <p key={note.code} className="yk-reg-note">
          {pick(note)}
        </p>
      ))}
      {item.header.unknown.length > 0 ? (
        <p className="yk-reg-note">{t('unknownColumns', { columns: item.header.unknown.join(between) })}</p>
      ) : null}
      {absent.length > 0 && item.header.matched.length > 0 ? (
        <p className="yk-small yk-quiet">{t('absentColumns', { columns: absent.map(titleOf).join(between) })}</p>
      ) : null}
      {moved > 0 && item.state === 'previewed' ? (
        <div className="yk-reg-note" role="alert">
          <p>{t('moved', { count: moved })}</p>
          <button
            type="button"
            className="yk-linkish"
            aria-pressed={onlyMoved}
            onClick={() => setOnlyMoved(!onlyMoved)}
          >
            {t('movedOnly')}
          </button>
        </div>
      ) : null}
      {other === null ? null : (
        <p>
          <Link to={`/console/registers/${register.name}/imports/${other}`}>
            {item.undoneBy === null ? t('undoes') : t('undoneBy')}
          </Link>
        </p>
      )}
      <div className="yk-reg-tabs" role="tablist">
        {OUTCOMES.map((each) => (
          <button
            key={each}
            type="button"
            role="tab"
            aria-selected={each === outcome}
            aria-controls="yk-reg-lines"
            className={each === 'refused' && item.counts.refused > 0 ? 'yk-reg-bad' : undefined}
            onClick={() => setOutcome(each)}
          >
            <span>{t(`outcome_${each}`)}</span>
            <strong className="yk-num">{f.number(item.counts[each])}</strong>
          </button>
        ))}
      </div>
      <div className="yk-reg-doing">
        <ImportActions register={register} item={item} onMoved={setMoved} />
        {item.counts.refused > 0 ? (
          <button
            type="button"
            className="yk-button"
            onClick={() =>
              download(`/imports/${item.id}/refused`).catch((thrown: unknown) => setProblem(asProblem(thrown)))
            }
          >
            {t('downloadRefused')}
          </button>
        ) : null}
      </div>
      <RefusalNote problem={problem} />
      <div id="yk-reg-lines" role="tabpanel">
        <Lines register={register} item={item} outcome={outcome} onlyMoved={onlyMoved} />
      </div>
    </>
  )
}
