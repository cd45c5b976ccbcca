import { useState } from 'react'
import { useSearchParams } from 'react-router'
import type { ReferralLine, VisitPack } from '../../../src/contexts/care/index.ts'
import { ActForm } from '../../shared/form/ActForm.tsx'
import { Text, wordsOf } from '../../shared/form/fields.tsx'
import { useFormat } from '../../shared/format.ts'
import { usePick, useText } from '../../shared/i18n/index.ts'
import { DataTable } from '../../shared/parts/DataTable.tsx'
import { EmptyState } from '../../shared/parts/EmptyState.tsx'
import { ErrorState } from '../../shared/parts/ErrorState.tsx'
import { LoadingState } from '../../shared/parts/LoadingState.tsx'
import { PageHead } from '../../shared/parts/PageHead.tsx'
import { Sheet } from '../../shared/parts/Sheet.tsx'
import { Tag } from '../../shared/parts/Tag.tsx'
import { useCommand, useView } from '../../shared/queries.ts'
import { useMay } from '../../shared/session.ts'
import { todayInChina } from '../../shared/today.ts'
import { messages } from './messages-visits.ts'
import { PrintButton } from './parts.tsx'

const TONES = { open: 'warn', accepted: undefined, done: 'good', declined: undefined } as const

/** What visits handed to units, and what came of it. */
export default function Referrals() {
  const t = useText(messages)
  const f = useFormat()
  const pick = usePick()
  const may = useMay()
  const [params, setParams] = useSearchParams()
  const open = params.get('open') !== 'false'
  const [chosen, setChosen] = useState<ReferralLine | null>(null)
  const view = useView<{ items: ReferralLine[] }>('/care/referrals', { open }, { keepLast: true })
  const form = useView<VisitPack['form']>('/care/visit-form').data
  const kindOf = (code: string) => {
    const found = form?.referrals.find((each) => each.code === code)
    return found === undefined ? code : pick(found.title)
  }
  return (
    <>
      <PageHead title={t('referrals')} lead={t('referralsLead')} actions={<PrintButton />} />
      <Sheet open={chosen !== null} onClose={() => setChosen(null)} title={t('referrals')}>
        {chosen === null ? null : <Answer referral={chosen} onDone={() => setChosen(null)} />}
      </Sheet>
      {view.isPending ? <LoadingState /> : null}
      {view.error ? <ErrorState problem={view.error} onRetry={() => void view.refetch()} /> : null}
      {view.data === undefined ? null : (
        <DataTable
          caption={t('referrals')}
          list={{ rows: view.data.items }}
          rowKey={(row) => row.id}
          {...(may('care.manage')
            ? {
                onOpen: (row: ReferralLine) => setChosen(row.state === 'done' || row.state === 'declined' ? null : row),
              }
            : {})}
          exportName="referrals"
          empty={<EmptyState title={t('noReferrals')} text={t('noReferralsText')} heading="h2" />}
          tools={
            <button
              type="button"
              className="yk-button"
              aria-pressed={open}
              onClick={() => setParams(open ? { open: 'false' } : {}, { replace: true })}
            >
              {t('openOnly')}
            </button>
          }
          columns={[
            { key: 'person', title: t('person'), heads: true, cell: (row) => row.name, csv: (row) => row.name },
            {
              key: 'place',
              title: t('place'),
              cell: (row) => row.regionName ?? t('unknown'),
              csv: (row) => row.regionName ?? '',
            },
            { key: 'kind', title: t('kind'), cell: (row) => kindOf(row.kind), csv: (row) => kindOf(row.kind) },
            { key: 'unit', title: t('unit'), cell: (row) => row.unit, csv: (row) => row.unit },
            { key: 'note', title: t('note'), cell: (row) => row.note ?? '—', csv: (row) => row.note ?? '' },
            {
              key: 'due',
              title: t('answerBy'),
              cell: (row) => (
                <span className="yk-care-tags">
                  <span className="yk-num">{f.day(row.due)}</span>
                  {row.state !== 'done' && row.state !== 'declined' && row.due < todayInChina() ? (
                    <Tag tone="bad">{t('state_late')}</Tag>
                  ) : null}
                </span>
              ),
              csv: (row) => row.due,
            },
            {
              key: 'state',
              title: t('state'),
              cell: (row) => <Tag tone={TONES[row.state]}>{t(`rs_${row.state}`)}</Tag>,
              csv: (row) => row.state,
            },
            { key: 'answer', title: t('answer'), cell: (row) => row.answer ?? '—', csv: (row) => row.answer ?? '' },
          ]}
        />
      )}
    </>
  )
}

function Answer({ referral, onDone }: { referral: ReferralLine; onDone: () => void }) {
  const t = useText(messages)
  const [answer, setAnswer] = useState('')
  const act = useCommand<{ state: 'accepted' | 'done' | 'declined' }>({
    path: `/care/referrals/${referral.id}/answer`,
    body: ({ state }) => ({ state, answer: state === 'accepted' ? null : wordsOf(answer) }),
    refresh: ['/care/referrals', '/today'],
  })
  const send = (state: 'accepted' | 'done' | 'declined') => act.mutate({ state }, { onSuccess: onDone })
  return (
    <div className="yk-stack">
      <p>
        <strong>{referral.name}</strong> · {referral.unit}
      </p>
      {referral.note === null ? null : <p>{referral.note}</p>}
      <ActForm problem={act.error} pending={act.isPending} submit={t('finish')} onSubmit={() => send('done')}>
        <Text label={t('answer')} rows={2} value={answer} onChange={setAnswer} maxLength={300} />
      </ActForm>
      <div className="yk-row">
        {referral.state === 'open' ? (
          <button type="button" className="yk-button" onClick={() => send('accepted')}>
            {t('accept')}
          </button>
        ) : null}
        <button type="button" className="yk-button" onClick={() => send('declined')}>
          {t('decline')}
        </button>
      </div>
    </div>
  )
}
