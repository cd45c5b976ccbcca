import { useState } from 'react'
import type { MeasureView } from '../../../src/contexts/evaluation/index.ts'
import { Choice, Text } from '../../shared/form/fields.tsx'
import { useFormat } from '../../shared/format.ts'
import { useText } from '../../shared/i18n/index.ts'
import { LoadingState } from '../../shared/parts/LoadingState.tsx'
import { RefusalNote } from '../../shared/parts/RefusalNote.tsx'
import { Timeline } from '../../shared/parts/Timeline.tsx'
import { useCommand, useView } from '../../shared/queries.ts'
import { useMay } from '../../shared/session.ts'
import { messages } from './messages.ts'

const KINDS = ['reward', 'talk', 'notice', 'support'] as const
const REFRESH = ['/evaluation']

/** What followed from a line: records with their timelines, the next step, and a new one. */
export function Measures({ line, round }: { line: string; round: string }) {
  const may = useMay()
  const view = useView<{ items: MeasureView[] }>('/evaluation/measures', { line, round })
  if (view.isPending) return <LoadingState />
  return (
    <div className="yk-stack">
      {(view.data?.items ?? []).map((measure) => (
        <One key={measure.id} measure={measure} />
      ))}
      {may('evaluation.publish') ? <Propose line={line} /> : null}
    </div>
  )
}

function One({ measure }: { measure: MeasureView }) {
  const t = useText(messages)
  const f = useFormat()
  const may = useMay()
  const [text, setText] = useState('')
  const act = useCommand<{ act: string; text: string; revision: number }>({
    path: `/evaluation/measures/${measure.id}/acts`,
    refresh: REFRESH,
  })
  return (
    <section className="yk-eva-part">
      <h3>
        {t(measure.kind)} <span className="yk-eva-tag">{t(`state_${measure.state}`)}</span>
      </h3>
      {measure.due === null ? null : (
        <p className="yk-quiet yk-small">
          {t('due')} {f.date(measure.due)}
        </p>
      )}
      <Timeline
        happenings={[...measure.events].reverse().map((event) => ({
          id: `${event.revision}`,
          at: event.on,
          what: t(`act_${event.act}` as 'act_decide'),
          who: event.by,
          detail: event.text,
        }))}
      />
      {may('evaluation.publish') && measure.acts.length > 0 ? (
        <div className="yk-stack">
          <Text label={t('note')} value={text} onChange={setText} />
          <RefusalNote problem={act.error} />
          <div className="yk-row">
            {measure.acts.map((each) => (
              <button
                key={each}
                type="button"
                className="yk-button"
                disabled={act.isPending || text.trim().length < 2}
                onClick={() =>
                  act.mutate({ act: each, text, revision: measure.revision }, { onSuccess: () => setText('') })
                }
              >
                {t(`act_${each}`)}
              </button>
            ))}
          </div>
        </div>
      ) : null}
    </section>
  )
}

function Propose({ line }: { line: string }) {
  const t = useText(messages)
  const [kind, setKind] = useState<string>('talk')
  const [reason, setReason] = useState('')
  const [due, setDue] = useState('')
  const propose = useCommand<{ line: string; kind: string; reason: string; due: string | null }>({
    path: '/evaluation/measures',
    refresh: REFRESH,
  })
  return (
    <form
      className="yk-eva-part"
      onSubmit={(event) => {
        event.preventDefault()
        propose.mutate({ line, kind, reason, due: due || null }, { onSuccess: () => setReason('') })
      }}
    >
      <Choice
        label={t('kindOf')}
        value={kind}
        onChange={setKind}
        options={KINDS.map((each) => ({ value: each, label: t(each) }))}
      />
      <Text label={t('reason')} value={reason} onChange={setReason} required />
      <Text label={t('due')} value={due} onChange={setDue} type="date" />
      <RefusalNote problem={propose.error} />
      <div className="yk-row">
        <button type="submit" className="yk-button yk-button--primary" disabled={propose.isPending}>
          {t('propose')}
        </button>
      </div>
    </form>
  )
}
