import { useState } from 'react'
import type { CandidateView } from '../../../src/contexts/benefits/index.ts'
import { Choice } from '../../shared/form/fields.tsx'
import { useFormat } from '../../shared/format.ts'
import { useText } from '../../shared/i18n/index.ts'
import { DataTable } from '../../shared/parts/DataTable.tsx'
import { EmptyState } from '../../shared/parts/EmptyState.tsx'
import { PageHead } from '../../shared/parts/PageHead.tsx'
import { RefusalNote } from '../../shared/parts/RefusalNote.tsx'
import { useCommand, useList } from '../../shared/queries.ts'
import { useMay } from '../../shared/session.ts'
import { todayInChina } from '../../shared/today.ts'
import { useColumns } from './columns.tsx'
import { useBenefits } from './Entitlements.tsx'
import { messages } from './messages.ts'
import './benefits.css'

type Page = { items: CandidateView[]; next: string | null; total: number }

/** 应享未享: who qualifies today and gets nothing. */
export default function Candidates() {
  const t = useText(messages)
  const own = useColumns<CandidateView>()
  const f = useFormat()
  const may = useMay()
  const benefits = useBenefits()
  const [benefit, setBenefit] = useState('')
  const list = useList<CandidateView, Page>('/benefits/candidates', { benefit }, { keepLast: true })
  const give = useCommand<CandidateView>({
    path: '/benefits/entitlements',
    body: (each) => ({
      person: each.person.id,
      benefit: each.benefit,
      from: todayInChina(),
      acting: { by: 'self' },
    }),
    refresh: ['/benefits', '/today'],
  })
  return (
    <>
      <PageHead
        title={t('candidates')}
        lead={t('candidatesLead')}
        actions={
          <button type="button" className="yk-button" onClick={() => window.print()}>
            {t('print')}
          </button>
        }
      />
      <RefusalNote problem={give.error} />
      <p role="status" className="yk-quiet">
        {list.head === undefined || list.head.total === 0
          ? ''
          : t('candidatesCount', { total: f.number(list.head.total), shown: f.number(list.rows.length) })}
      </p>
      <DataTable
        caption={t('candidates')}
        list={list}
        rowKey={(row) => `${row.person.id} ${row.benefit}`}
        exportName="entitled-not-served"
        empty={<EmptyState title={t('noCandidates')} text={t('noCandidatesText')} heading="h2" />}
        tools={
          <Choice label={t('benefit')} value={benefit} onChange={setBenefit} empty={t('all')} options={benefits} />
        }
        columns={[
          own.person,
          own.number,
          own.place,
          own.benefit,
          {
            key: 'would',
            title: t('would'),
            numeric: true,
            cell: (row) => f.money(row.fen),
            csv: (row) => row.fen / 100,
          },
          {
            key: 'act',
            title: t('act'),
            cell: (row) =>
              may('benefits.manage') ? (
                <button type="button" className="yk-button" disabled={give.isPending} onClick={() => give.mutate(row)}>
                  {t('grantNow')}
                  <span className="yk-sr"> {row.person.name}</span>
                </button>
              ) : null,
          },
        ]}
      />
    </>
  )
}
