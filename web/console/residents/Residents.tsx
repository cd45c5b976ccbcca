import { useMutation } from '@tanstack/react-query'
import { useState } from 'react'
import { Link } from 'react-router'
import type { Correction, ToTell } from '../../../src/contexts/residents/index.ts'
import { command, type Problem } from '../../shared/api.ts'
import { ActForm } from '../../shared/form/ActForm.tsx'
import { Choice, Text } from '../../shared/form/fields.tsx'
import { useFormat } from '../../shared/format.ts'
import { useText } from '../../shared/i18n/index.ts'
import { EmptyState } from '../../shared/parts/EmptyState.tsx'
import { ErrorState } from '../../shared/parts/ErrorState.tsx'
import { LoadingState } from '../../shared/parts/LoadingState.tsx'
import { PageHead } from '../../shared/parts/PageHead.tsx'
import { RefusalNote } from '../../shared/parts/RefusalNote.tsx'
import { useCommand, useView } from '../../shared/queries.ts'
import { messages } from './messages.ts'
import '../people/people.css'

/** Codes are asked for every moment. */
const REFRESH_MS = 5_000

/** What the counter and the hotline do for residents' accounts: tell codes, answer corrections. */
export default function Residents() {
  const t = useText(messages)
  return (
    <>
      <PageHead title={t('title')} lead={t('lead')} />
      <div className="yk-person-page">
        <Codes />
        <Corrections />
      </div>
    </>
  )
}

function Codes() {
  const t = useText(messages)
  const view = useView<{ told: 'counter' | 'message'; items: ToTell[] }>('/residents/codes', undefined, {
    refetchInterval: REFRESH_MS,
  })
  return (
    <section className="yk-card yk-person-card">
      <h2>{t('codes')}</h2>
      {view.error ? <ErrorState problem={view.error} onRetry={() => void view.refetch()} /> : null}
      {view.isPending ? <LoadingState /> : null}
      {view.isSuccess ? (
        <p className="yk-quiet">{t(view.data.told === 'counter' ? 'codesLead' : 'codesMessage')}</p>
      ) : null}
      {view.isSuccess && view.data.items.length === 0 ? (
        <EmptyState title={t('noCodes')} text={t('noCodesText')} />
      ) : null}
      <ul className="yk-person-rows">
        {(view.data?.items ?? []).map((each) => (
          <Code key={each.id} code={each} />
        ))}
      </ul>
    </section>
  )
}

function Code({ code }: { code: ToTell }) {
  const t = useText(messages)
  const f = useFormat()
  // Not a command of the house: its answer would be kept.
  const tell = useMutation<{ code: string }, Problem, void>({
    mutationFn: () => command('POST', `/residents/codes/${code.id}/tell`),
  })
  return (
    <li>
      <span>
        <Link to={`/console/people/${code.person.id}`}>{code.person.name}</Link> · {t(`kind_${code.kind}`)}
        <br />
        <span className="yk-small yk-quiet">
          {[code.person.born, code.person.regionName, code.phone].filter(Boolean).join(' · ')} ·{' '}
          {t('untilTime', { time: f.instant(code.until) })}
        </span>
        <RefusalNote problem={tell.error} />
        {tell.data ? (
          <strong role="status" className="yk-num">
            {t('spoken', { code: tell.data.code.replace(/^(\d{3})/, '$1 ') })}
          </strong>
        ) : null}
      </span>
      {tell.data ? null : (
        <button type="button" className="yk-button" disabled={tell.isPending} onClick={() => tell.mutate()}>
          {t('tell')}
        </button>
      )}
    </li>
  )
}

function Corrections() {
  const t = useText(messages)
  const f = useFormat()
  const view = useView<{ items: Correction[] }>('/residents/corrections')
  return (
    <section className="yk-card yk-person-card">
      <h2>{t('corrections')}</h2>
      <p className="yk-quiet">{t('correctionsLead')}</p>
      {view.error ? <ErrorState problem={view.error} onRetry={() => void view.refetch()} /> : null}
      {view.isPending ? <LoadingState /> : null}
      {view.isSuccess && view.data.items.length === 0 ? (
        <EmptyState title={t('noCorrections')} text={t('noCorrectionsText')} />
      ) : null}
      <ul className="yk-stack">
        {(view.data?.items ?? []).map((each) => (
          <li key={each.id} className="yk-stack">
            <p>
              <strong>{each.name}</strong> · {t(`state_${each.state}`)} ·{' '}
              <span className="yk-small yk-quiet">{f.instant(each.askedAt)}</span> ·{' '}
              <Link to={`/console/people/${each.person}`}>{t('openFile')}</Link>
            </p>
            <p>{each.text}</p>
            {each.answer ? <p className="yk-quiet">{each.answer}</p> : null}
            {each.state === 'open' ? <Answer id={each.id} /> : null}
          </li>
        ))}
      </ul>
    </section>
  )
}

function Answer({ id }: { id: string }) {
  const t = useText(messages)
  const [state, setState] = useState('done')
  const [answer, setAnswer] = useState('')
  const save = useCommand<object>({ path: `/residents/corrections/${id}/answer`, refresh: ['/residents'] })
  return (
    <ActForm
      problem={save.error}
      pending={save.isPending}
      submit={t('save')}
      onSubmit={() => save.mutate({ state, answer })}
    >
      <Choice
        label={t('answer')}
        value={state}
        onChange={setState}
        options={(['done', 'declined'] as const).map((value) => ({ value, label: t(value) }))}
      />
      <Text label={t('answerText')} value={answer} onChange={setAnswer} required minLength={2} maxLength={500} />
    </ActForm>
  )
}
