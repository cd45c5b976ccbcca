import { useState } from 'react'
import { useParams } from 'react-router'
import type { LineView, ListView, Reason, Repeated } from '../../../src/contexts/benefits/index.ts'
import { Choice } from '../../shared/form/fields.tsx'
import { useFormat } from '../../shared/format.ts'
import { usePick, useText } from '../../shared/i18n/index.ts'
import { DataTable } from '../../shared/parts/DataTable.tsx'
import { EmptyState } from '../../shared/parts/EmptyState.tsx'
import { PageHead } from '../../shared/parts/PageHead.tsx'
import { RefusalNote } from '../../shared/parts/RefusalNote.tsx'
import { useCommand, useList, useView } from '../../shared/queries.ts'
import { useMay } from '../../shared/session.ts'
import { useColumns } from './columns.tsx'
import { messages } from './messages.ts'
import './benefits.css'

/** Why a line is as it is, in words; as the server's rules name them. */
const REASON_WORDS: Record<Reason, { zh: string; en: string }> = {
  met: { zh: '符合', en: 'meets the rule' },
  gone: { zh: '已去世或迁出', en: 'died or moved away' },
  region: { zh: '不在适用地区', en: 'lives elsewhere' },
  'region-unknown': { zh: '住址不明', en: 'residence unknown' },
  age: { zh: '年龄不符', en: 'age' },
  'age-unknown': { zh: '出生日期不明', en: 'birth date unknown' },
  category: { zh: '不属规定的类别', en: 'not in the categories' },
  amount: { zh: '没有对应的标准', en: 'no amount applies' },
}

/** The list of one month, line by line. */
export default function Lines() {
  const t = useText(messages)
  const own = useColumns<LineView>()
  const f = useFormat()
  const pick = usePick()
  const may = useMay()
  const { month = '' } = useParams()
  const [outcome, setOutcome] = useState('')
  const [benefit, setBenefit] = useState('')
  const lists = useView<{ items: ListView[] }>('/benefits/lists')
  const list = lists.data?.items.find((each) => each.month === month)
  const lines = useList<LineView>(`/benefits/lists/${month}/lines`, { outcome, benefit, limit: 100 })
  const repeat = useCommand<void, Repeated>({ path: `/benefits/lists/${month}/repeat`, body: () => undefined })
  return (
    <>
      <PageHead
        title={t('lineTitle', { month: f.date(month) })}
        up={{ to: '/console/benefits', label: t('up') }}
        lead={
          list === undefined
            ? undefined
            : `${t('people', { count: list.due })} · ${f.money(list.totalFen)} · ${t('hash')} ${list.hash.slice(0, 16)}`
        }
        actions={
          <>
            <button type="button" className="yk-button" onClick={() => window.print()}>
              {t('print')}
            </button>
            {may('benefits.manage') ? (
              <button type="button" className="yk-button" disabled={repeat.isPending} onClick={() => repeat.mutate()}>
                {t('repeat')}
              </button>
            ) : null}
          </>
        }
      />
      <RefusalNote problem={repeat.error} />
      <p
        role="status"
        className={repeat.data === undefined ? 'yk-sr' : 'yk-ben-note'}
        data-bad={repeat.data?.agrees === false || undefined}
      >
        {repeat.data === undefined
          ? ''
          : [
              repeat.data.agrees
                ? t('agrees', { lines: repeat.data.lines, hash: repeat.data.hash.slice(0, 16) })
                : t('differs', { differing: repeat.data.differing }),
              repeat.data.unreadable > 0 ? t('unreadable', { count: repeat.data.unreadable }) : '',
            ]
              .filter(Boolean)
              .join('；')}
      </p>
      <DataTable
        caption={t('lineTitle', { month })}
        list={lines}
        rowKey={(row) => row.id}
        exportName={`benefits-${month}`}
        empty={<EmptyState title={t('noLines')} heading="h2" />}
        tools={
          <>
            <Choice
              label={t('outcome')}
              value={outcome}
              onChange={setOutcome}
              empty={t('all')}
              options={(['due', 'unknown', 'not-due'] as const).map((value) => ({
                value,
                label: t(`outcome_${value}`),
              }))}
            />
            <Choice
              label={t('benefit')}
              value={benefit}
              onChange={setBenefit}
              empty={t('all')}
              options={(list?.rules ?? []).map((rule) => ({ value: rule.benefit, label: pick(rule.title) }))}
            />
          </>
        }
        columns={[
          own.person,
          own.number,
          own.place,
          own.benefit,
          {
            key: 'outcome',
            title: t('outcome'),
            cell: (row) => (
              <span className="yk-ben-tag" data-tone={row.outcome}>
                {t(`outcome_${row.outcome}`)}
              </span>
            ),
            csv: (row) => row.outcome,
          },
          {
            key: 'amount',
            title: t('amount'),
            numeric: true,
            cell: (row) => (row.fen === 0 ? '—' : f.money(row.fen)),
            csv: (row) => row.fen / 100,
          },
          {
            key: 'reasons',
            title: t('reasons'),
            cell: (row) => row.reasons.map((reason) => pick(REASON_WORDS[reason])).join('、') || '—',
            csv: (row) => row.reasons.join(' '),
          },
          {
            key: 'factsOn',
            title: t('factsOn'),
            cell: (row) => <span className="yk-num">{f.day(row.factsOn)}</span>,
            csv: (row) => row.factsOn,
          },
        ]}
      />
    </>
  )
}
