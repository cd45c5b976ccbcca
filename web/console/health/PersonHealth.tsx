import { useState } from 'react'
import { Link, useParams } from 'react-router'
import type { CheckView, ContractView } from '../../../src/contexts/health/index.ts'
import { ActForm } from '../../shared/form/ActForm.tsx'
import { Choice, Text } from '../../shared/form/fields.tsx'
import { WordsForm } from '../../shared/form/WordsForm.tsx'
import { useFormat } from '../../shared/format.ts'
import { useText } from '../../shared/i18n/index.ts'
import { DataTable } from '../../shared/parts/DataTable.tsx'
import { EmptyState } from '../../shared/parts/EmptyState.tsx'
import { ErrorState } from '../../shared/parts/ErrorState.tsx'
import { LoadingState } from '../../shared/parts/LoadingState.tsx'
import { PageHead } from '../../shared/parts/PageHead.tsx'
import { Sheet } from '../../shared/parts/Sheet.tsx'
import { Tag } from '../../shared/parts/Tag.tsx'
import { useCommand, useView } from '../../shared/queries.ts'
import { todayInChina } from '../../shared/today.ts'
import { messages } from './person-messages.ts'
import './health.css'

/** What health services a person had: every check, every contract. */
export default function PersonHealth() {
  const t = useText(messages)
  const { id = '' } = useParams()
  return (
    <>
      <PageHead
        title={t('title')}
        lead={t('lead')}
        actions={
          <Link className="yk-button" to={`/console/people/${id}`}>
            {t('file')}
          </Link>
        }
      />
      <Checks person={id} />
      <Contracts person={id} />
    </>
  )
}

function Checks({ person }: { person: string }) {
  const t = useText(messages)
  const f = useFormat()
  const [voiding, setVoiding] = useState<CheckView | null>(null)
  const path = `/health/persons/${person}/checks`
  const view = useView<CheckView[]>(path)
  const undo = useCommand<string>({
    path: (check) => `/health/checks/${check}/void`,
    body: () => ({}),
    refresh: ['/health', '/today'],
  })
  if (view.error) return <ErrorState problem={view.error} onRetry={() => void view.refetch()} />
  if (view.isPending) return <LoadingState />
  return (
    <section className="yk-hl-part">
      <h2>{t('checks')}</h2>
      <Sheet open={voiding !== null} onClose={() => setVoiding(null)} title={t('void')}>
        {voiding === null ? null : (
          <ActForm
            problem={undo.error}
            pending={undo.isPending}
            submit={t('voidConfirm')}
            onSubmit={() => undo.mutate(voiding.id, { onSuccess: () => setVoiding(null) })}
          >
            <p>
              {f.date(voiding.heldOn)} · {voiding.facilityName}
            </p>
          </ActForm>
        )}
      </Sheet>
      <DataTable
        caption={t('checks')}
        list={{ rows: view.data }}
        rowKey={(row) => row.id}
        empty={<EmptyState title={t('noChecks')} text={t('noChecksText')} />}
        columns={[
          { key: 'on', title: t('heldOn'), heads: true, cell: (row) => f.day(row.heldOn) },
          { key: 'facility', title: t('facility'), cell: (row) => row.facilityName },
          { key: 'channel', title: t('channel'), cell: (row) => t(`channel_${row.channel}`) },
          { key: 'items', title: t('items'), cell: (row) => row.results?.items.join('、') ?? '—' },
          {
            key: 'summary',
            title: t('summary'),
            cell: ({ results }) =>
              results === null ? t('sealed') : [results.summary, results.advice].filter(Boolean).join('；'),
          },
          {
            key: 'act',
            title: t('act'),
            cell: (row) =>
              row.voided ? (
                <Tag>{t('voided')}</Tag>
              ) : (
                <button type="button" className="yk-linkish yk-noprint" onClick={() => setVoiding(row)}>
                  {t('void')}
                </button>
              ),
          },
        ]}
      />
    </section>
  )
}

const TONES = { future: undefined, active: 'good', ending: 'warn', over: undefined } as const

function Contracts({ person }: { person: string }) {
  const t = useText(messages)
  const f = useFormat()
  const [act, setAct] = useState<{ kind: 'end' | 'service'; contract: ContractView } | null>(null)
  const view = useView<{ items: ContractView[] }>(`/health/persons/${person}/contracts`)
  if (view.error) return <ErrorState problem={view.error} onRetry={() => void view.refetch()} />
  if (view.isPending) return <LoadingState />
  return (
    <section className="yk-hl-part">
      <h2>{t('contracts')}</h2>
      <Sheet open={act !== null} onClose={() => setAct(null)} title={act === null ? '' : t(act.kind)}>
        {act === null ? null : act.kind === 'end' ? (
          <WordsForm
            key={act.contract.id}
            path={`/health/contracts/${act.contract.id}/end`}
            refresh={['/health', '/today']}
            name="reason"
            label={t('reason')}
            day={t('endOn')}
            most={200}
            submit={t('end')}
            onDone={() => setAct(null)}
          />
        ) : (
          <ServiceForm key={act.contract.id} contract={act.contract.id} onDone={() => setAct(null)} />
        )}
      </Sheet>
      <DataTable
        caption={t('contracts')}
        list={{ rows: view.data.items }}
        rowKey={(row) => row.id}
        empty={<EmptyState title={t('noContracts')} text={t('noContractsText')} />}
        columns={[
          { key: 'team', title: t('team'), heads: true, cell: (row) => row.teamName },
          { key: 'pack', title: t('pack'), cell: (row) => t(`pack_${row.pack}`) },
          {
            key: 'term',
            title: t('term'),
            cell: (row) => (
              <span className="yk-num">
                {f.day(row.from)} – {f.day(row.until)}
              </span>
            ),
          },
          { key: 'services', title: t('services'), numeric: true, cell: (row) => f.number(row.services) },
          {
            key: 'state',
            title: t('state'),
            cell: (row) => (
              <>
                <Tag tone={TONES[row.state]}>{t(`state_${row.state}`)}</Tag> {row.endedReason}
              </>
            ),
          },
          {
            key: 'act',
            title: t('act'),
            cell: (row) =>
              row.state === 'active' || row.state === 'ending' ? (
                <span className="yk-hl-acts yk-noprint">
                  {(['service', 'end'] as const).map((kind) => (
                    <button
                      key={kind}
                      type="button"
                      className="yk-linkish"
                      onClick={() => setAct({ kind, contract: row })}
                    >
                      {t(kind)}
                    </button>
                  ))}
                </span>
              ) : null,
          },
        ]}
      />
    </section>
  )
}

const KINDS = ['consultation', 'follow-up', 'home-visit', 'referral', 'first-contact'] as const

function ServiceForm({ contract, onDone }: { contract: string; onDone: () => void }) {
  const t = useText(messages)
  const [heldOn, setHeldOn] = useState(todayInChina)
  const [kind, setKind] = useState<string>('follow-up')
  const [atTeam, setAtTeam] = useState('yes')
  const note = useCommand<object>({ path: `/health/contracts/${contract}/services`, refresh: ['/health'] })
  return (
    <ActForm
      problem={note.error}
      pending={note.isPending}
      submit={t('save')}
      onSubmit={() =>
        note.mutate({ heldOn, kind, atTeam: kind === 'first-contact' ? atTeam === 'yes' : null }, { onSuccess: onDone })
      }
    >
      <Text label={t('heldOn')} type="date" value={heldOn} onChange={setHeldOn} max={todayInChina()} required />
      <Choice
        label={t('kind')}
        value={kind}
        onChange={setKind}
        options={KINDS.map((value) => ({ value, label: t(`kind_${value}`) }))}
      />
      {kind === 'first-contact' ? (
        <Choice
          label={t('atTeam')}
          value={atTeam}
          onChange={setAtTeam}
          options={(['yes', 'no'] as const).map((value) => ({ value, label: t(value) }))}
        />
      ) : null}
    </ActForm>
  )
}
