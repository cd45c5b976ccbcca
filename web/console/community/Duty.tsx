import { useState } from 'react'
import type { DutyContact } from '../../../src/contexts/community/index.ts'
import { ActForm } from '../../shared/form/ActForm.tsx'
import { Choice, Text } from '../../shared/form/fields.tsx'
import { useFormat } from '../../shared/format.ts'
import { useText } from '../../shared/i18n/index.ts'
import { DataTable } from '../../shared/parts/DataTable.tsx'
import { EmptyState } from '../../shared/parts/EmptyState.tsx'
import { ErrorState } from '../../shared/parts/ErrorState.tsx'
import { LoadingState } from '../../shared/parts/LoadingState.tsx'
import { PageHead } from '../../shared/parts/PageHead.tsx'
import { Sheet } from '../../shared/parts/Sheet.tsx'
import { useCommand, useView } from '../../shared/queries.ts'
import { useMay } from '../../shared/session.ts'
import { todayInChina } from '../../shared/today.ts'
import { messages } from './messages-urgent.ts'
import { instantOf, ReasonForm, VillageChoice } from './parts.tsx'
import './community.css'

const REFRESH = ['/community/duty']

/** Who is called for urgent help, by area and position. */
export default function Duty() {
  const t = useText(messages)
  const f = useFormat()
  const manage = useMay()('community.manage')
  const [act, setAct] = useState<'add' | DutyContact | null>(null)
  const view = useView<{ items: DutyContact[] }>('/community/duty')
  return (
    <>
      <PageHead
        title={t('duty')}
        lead={t('dutyLead')}
        up={{ to: '/console/community/urgent', label: t('urgent') }}
        actions={
          manage ? (
            <button type="button" className="yk-button yk-button--primary" onClick={() => setAct('add')}>
              {t('addDuty')}
            </button>
          ) : undefined
        }
      />
      <Sheet
        open={act !== null}
        onClose={() => setAct(null)}
        title={act === 'add' || act === null ? t('addDuty') : `${t('endDuty')} · ${act.name}`}
      >
        {act === 'add' ? <AddDuty onDone={() => setAct(null)} /> : null}
        {act !== null && act !== 'add' ? (
          <ReasonForm
            path={`/community/duty/${act.id}/end`}
            refresh={REFRESH}
            submit={t('endDuty')}
            onDone={() => setAct(null)}
          />
        ) : null}
      </Sheet>
      {view.error ? <ErrorState problem={view.error} onRetry={() => void view.refetch()} /> : null}
      {view.isPending ? <LoadingState /> : null}
      {view.data ? (
        <DataTable
          caption={t('duty')}
          list={{ rows: view.data.items }}
          rowKey={(row) => row.id}
          exportName="duty"
          empty={<EmptyState title={t('dutyNone')} text={t('dutyNoneText')} heading="h2" />}
          columns={[
            { key: 'name', title: t('dutyName'), cell: (row) => row.name, csv: (row) => row.name, heads: true },
            {
              key: 'area',
              title: t('area'),
              cell: (row) => row.areaName ?? row.area,
              csv: (row) => row.areaName ?? row.area,
            },
            {
              key: 'position',
              title: t('position'),
              cell: (row) => row.position,
              csv: (row) => row.position,
              numeric: true,
            },
            {
              key: 'phone',
              title: t('phone'),
              cell: (row) => <a href={`tel:${row.phone}`}>{row.phone}</a>,
              csv: (row) => row.phone,
            },
            {
              key: 'account',
              title: t('accountHas'),
              cell: (row) => (row.account === null ? t('noAccount') : t('yes')),
              csv: (row) => (row.account === null ? '' : '1'),
            },
            {
              key: 'span',
              title: t('from'),
              cell: (row) => `${f.instant(row.from)} — ${row.until === null ? t('noEnd') : f.instant(row.until)}`,
              csv: (row) => row.from,
            },
            ...(manage
              ? [
                  {
                    key: 'act',
                    title: t('endDuty'),
                    cell: (row: DutyContact) => (
                      <button type="button" className="yk-linkish yk-noprint" onClick={() => setAct(row)}>
                        {t('endDuty')}
                      </button>
                    ),
                  },
                ]
              : []),
          ]}
        />
      ) : null}
    </>
  )
}

function AddDuty({ onDone }: { onDone: () => void }) {
  const t = useText(messages)
  const [area, setArea] = useState('')
  const [position, setPosition] = useState('1')
  const [name, setName] = useState('')
  const [phone, setPhone] = useState('')
  const [account, setAccount] = useState('')
  const [fromDay, setFromDay] = useState(todayInChina)
  const [fromTime, setFromTime] = useState('08:00')
  const [untilDay, setUntilDay] = useState('')
  const [untilTime, setUntilTime] = useState('08:00')
  const accounts = useView<{ items: { id: string; name: string; unitName: string | null }[] }>(
    '/community/duty/accounts',
  )
  const add = useCommand<object>({ path: '/community/duty', refresh: REFRESH })
  return (
    <ActForm
      problem={add.error}
      pending={add.isPending}
      submit={t('addDuty')}
      onSubmit={() =>
        add.mutate(
          {
            area,
            position: Number(position),
            name,
            phone,
            account: account === '' ? null : account,
            from: instantOf(fromDay, fromTime),
            until: untilDay === '' ? null : instantOf(untilDay, untilTime),
          },
          { onSuccess: onDone },
        )
      }
    >
      <VillageChoice label={t('area')} value={area} onChange={setArea} towns />
      <Text
        label={t('position')}
        type="number"
        step={1}
        min={1}
        max={20}
        value={position}
        onChange={setPosition}
        required
      />
      <Text label={t('dutyName')} value={name} onChange={setName} required maxLength={50} />
      <Text label={t('phone')} value={phone} onChange={setPhone} required minLength={3} maxLength={30} />
      <Choice
        label={t('account')}
        value={account}
        onChange={setAccount}
        empty={t('noAccount')}
        options={(accounts.data?.items ?? []).map((each) => ({
          value: each.id,
          label: [each.name, each.unitName].filter(Boolean).join(' · '),
        }))}
      />
      <Text label={t('from')} type="date" value={fromDay} onChange={setFromDay} required />
      <Text label={t('from')} type="time" value={fromTime} onChange={setFromTime} required />
      <Text label={t('until')} type="date" value={untilDay} onChange={setUntilDay} hint={t('noEnd')} />
      {untilDay === '' ? null : (
        <Text label={t('until')} type="time" value={untilTime} onChange={setUntilTime} required />
      )}
    </ActForm>
  )
}
