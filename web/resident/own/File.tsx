import { useMutation } from '@tanstack/react-query'
import { useState } from 'react'
import type { Disclosure, PersonFile } from '../../../src/contexts/people/index.ts'
import type { Correction } from '../../../src/contexts/residents/index.ts'
import { apiUrl, command, type Problem } from '../../shared/api.ts'
import { ActForm } from '../../shared/form/ActForm.tsx'
import { Text } from '../../shared/form/fields.tsx'
import { useFormat } from '../../shared/format.ts'
import { usePick, useText } from '../../shared/i18n/index.ts'
import { ErrorState } from '../../shared/parts/ErrorState.tsx'
import { LoadingState } from '../../shared/parts/LoadingState.tsx'
import { RefusalNote } from '../../shared/parts/RefusalNote.tsx'
import { useCommand, useView } from '../../shared/queries.ts'
import { CATEGORY_WORDS } from './categories.ts'
import { messages } from './messages.ts'
import { ForWhom, Own, OwnHead, useWhom } from './Own.tsx'

type View = { file: Omit<PersonFile, 'happenings'>; corrections: Correction[] }

/** What is kept about oneself, and asking for what is wrong to be corrected. */
export default function File() {
  return (
    <Own>
      <Page />
    </Own>
  )
}

function Page() {
  const t = useText(messages)
  const { query } = useWhom()
  const view = useView<View>('/my/file', query)
  return (
    <>
      <OwnHead title={t('file')} lead={t('fileLead')} />
      <ForWhom />
      {view.error ? <ErrorState problem={view.error} onRetry={() => void view.refetch()} /> : null}
      {view.isPending ? <LoadingState /> : null}
      {view.isSuccess ? <Shown key={query.person} view={view.data} /> : null}
    </>
  )
}

function Shown({ view: { file, corrections } }: { view: View }) {
  const t = useText(messages)
  const f = useFormat()
  const pick = usePick()
  const { query } = useWhom()
  const reveal = useMutation<Disclosure, Problem, void>({
    mutationFn: () => command<Disclosure>('POST', '/my/file/reveal', query),
  })
  const open = reveal.data
  const facts: [string, string | null | undefined][] = [
    [t('name'), file.name],
    [t('number'), open ? open.number : file.number],
    [t('born'), file.born === null ? null : f.date(file.born)],
    [t('phone'), (open?.phones ?? file.phones).map((phone) => phone.number).join('、')],
    [t('place'), file.regionName],
    ...(open ? ([[t('address'), open.address]] as [string, string | null | undefined][]) : []),
    [t('household'), file.members.map((each) => each.name).join('、') || t('none')],
    [
      t('categories'),
      file.categories
        .filter((each) => each.active)
        .map((each) => pick(CATEGORY_WORDS[each.code]))
        .join('、') || t('none'),
    ],
  ]
  return (
    <>
      <dl className="yk-own-facts yk-card">
        {facts.map(([title, value]) => (
          <div key={title}>
            <dt>{title}</dt>
            <dd className="yk-own-value">{value || t('notRecorded')}</dd>
          </div>
        ))}
      </dl>
      <RefusalNote problem={reveal.error} />
      <div className="yk-row">
        {open ? null : (
          <button type="button" className="yk-button" disabled={reveal.isPending} onClick={() => reveal.mutate()}>
            {t('showFull')}
          </button>
        )}
        <a className="yk-button" href={apiUrl('/my/extract', query)}>
          {t('download')}
        </a>
      </div>
      <Corrections corrections={corrections} />
    </>
  )
}

function Corrections({ corrections }: { corrections: Correction[] }) {
  const t = useText(messages)
  const f = useFormat()
  const { query } = useWhom()
  const [text, setText] = useState('')
  const ask = useCommand<object>({ path: '/my/corrections', refresh: ['/my'] })
  return (
    <section className="yk-stack">
      <h2>{t('correction')}</h2>
      <ActForm
        problem={ask.error}
        pending={ask.isPending}
        submit={t('askCorrection')}
        onSubmit={() => ask.mutate({ ...query, text }, { onSuccess: () => setText('') })}
      >
        <Text
          label={t('correctionHint')}
          rows={3}
          value={text}
          onChange={setText}
          required
          minLength={4}
          maxLength={1000}
        />
      </ActForm>
      {corrections.length > 0 ? <h3>{t('corrections')}</h3> : null}
      <ul className="yk-own-list">
        {corrections.map((each) => (
          <li key={each.id}>
            <span>{each.text}</span>
            <span className="yk-own-line">
              <strong>{t(`correction_${each.state}`)}</strong>
              <span className="yk-quiet">{f.instant(each.answeredAt ?? each.askedAt)}</span>
            </span>
            {each.answer ? <span>{each.answer}</span> : null}
          </li>
        ))}
      </ul>
    </section>
  )
}
