import { useState } from 'react'
import { Link, useNavigate } from 'react-router'
import type { SheetLine } from '../../../src/contexts/providers/index.ts'
import type { CaseLine } from '../../../src/platform/procedures/index.ts'
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
import { Tag } from '../../shared/parts/Tag.tsx'
import { useCommand, useList, useView } from '../../shared/queries.ts'
import { useMay } from '../../shared/session.ts'
import { REFRESH, useFound } from './forms.tsx'
import { messages } from './messages-acts-grading.ts'
import './providers.css'

/** Scoring sheets of gradings: being scored, closed, with what came out. */
export default function Gradings() {
  const t = useText(messages)
  const f = useFormat()
  const may = useMay()
  const navigate = useNavigate()
  const [open, setOpen] = useState(false)
  const view = useView<{ items: SheetLine[] }>('/providers/gradings')
  return (
    <>
      <PageHead
        title={t('gradings')}
        lead={t('gradingsLead')}
        up={{ to: '/console/providers', label: t('home') }}
        actions={
          may('provider.decide') ? (
            <button type="button" className="yk-button yk-button--primary" onClick={() => setOpen(true)}>
              {t('openSheet')}
            </button>
          ) : null
        }
      />
      <Sheet open={open} onClose={() => setOpen(false)} title={t('openSheet')}>
        <OpenSheet onDone={(id) => void navigate(`/console/providers/gradings/${id}`)} />
      </Sheet>
      {view.error ? <ErrorState problem={view.error} onRetry={() => void view.refetch()} /> : null}
      {view.isPending ? <LoadingState /> : null}
      {view.data === undefined ? null : (
        <DataTable
          caption={t('gradings')}
          list={{ rows: view.data.items }}
          rowKey={(row) => row.id}
          onOpen={(row) => void navigate(`/console/providers/gradings/${row.id}`)}
          exportName={t('gradings')}
          empty={<EmptyState title={t('noGradings')} text={t('noGradingsText')} heading="h2" />}
          columns={[
            {
              key: 'name',
              title: t('organisation'),
              heads: true,
              cell: (row) => (
                <Link to={`/console/providers/gradings/${row.id}`}>{row.siteName ?? row.organisationName}</Link>
              ),
              csv: (row) => row.siteName ?? row.organisationName,
            },
            {
              key: 'opened',
              title: t('openedColumn'),
              cell: (row) => <span className="yk-num">{f.day(row.openedOn)}</span>,
              csv: (row) => row.openedOn,
            },
            {
              key: 'panel',
              title: t('members'),
              numeric: true,
              cell: (row) => row.panel.length,
              csv: (row) => row.panel.length,
            },
            {
              key: 'state',
              title: t('result'),
              cell: (row) =>
                row.result === null ? (
                  <Tag tone="warn">{t('sheetOpen')}</Tag>
                ) : (
                  <>
                    {t('total', { total: row.result.total })} ·{' '}
                    {row.result.grade === null ? t('noGrade') : t('gradeOf', { grade: row.result.grade })}
                  </>
                ),
              csv: (row) => row.result?.total ?? null,
            },
          ]}
        />
      )}
    </>
  )
}

function OpenSheet({ onDone }: { onDone: (id: string) => void }) {
  const t = useText(messages)
  const [q, setQ] = useState('')
  const [organisation, setOrganisation] = useState('')
  const [casefile, setCase] = useState('')
  const [panel, setPanel] = useState('')
  const [first, setFirst] = useState('yes')
  const found = useFound(q)
  const cases = useList<CaseLine>('/procedures/cases', { state: 'open', code: 'elder-care-grading' }).rows
  const code = found.find((each) => each.id === organisation)?.creditCode
  const send = useCommand<object, { id: string }>({ path: '/providers/gradings', refresh: REFRESH })
  return (
    <ActForm
      problem={send.error}
      pending={send.isPending}
      submit={t('openSheet')}
      onSubmit={() =>
        send.mutate(
          {
            organisation,
            site: null,
            casefile: casefile || null,
            panel: panel
              .split('\n')
              .map((name) => name.trim())
              .filter(Boolean),
            firstTime: first === 'yes',
          },
          { onSuccess: ({ id }) => onDone(id) },
        )
      }
    >
      <Text label={t('organisation')} value={q} onChange={setQ} />
      <Choice
        label={t('organisation')}
        value={organisation}
        onChange={setOrganisation}
        required
        empty=""
        options={found.map((each) => ({ value: each.id, label: each.name }))}
      />
      <Choice
        label={t('casefile')}
        value={casefile}
        onChange={setCase}
        empty="—"
        options={cases
          .filter((each) => code === undefined || each.creditCode === code)
          .map((each) => ({ value: each.id, label: `${each.applicant} ${each.number}` }))}
      />
      <Text label={t('panel')} value={panel} onChange={setPanel} rows={4} required />
      <Choice
        label={t('firstTime')}
        value={first}
        onChange={setFirst}
        options={[
          { value: 'yes', label: t('yes') },
          { value: 'no', label: t('no') },
        ]}
      />
    </ActForm>
  )
}
