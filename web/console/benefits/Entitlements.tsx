import { useState } from 'react'
import type { EntitlementView, Rule } from '../../../src/contexts/benefits/index.ts'
import { ActForm } from '../../shared/form/ActForm.tsx'
import { Choice, Text } from '../../shared/form/fields.tsx'
import { useFormat } from '../../shared/format.ts'
import { usePick, useText } from '../../shared/i18n/index.ts'
import { DataTable } from '../../shared/parts/DataTable.tsx'
import { EmptyState } from '../../shared/parts/EmptyState.tsx'
import { PageHead } from '../../shared/parts/PageHead.tsx'
import { Sheet } from '../../shared/parts/Sheet.tsx'
import { useCommand, useList, useView } from '../../shared/queries.ts'
import { useMay } from '../../shared/session.ts'
import { PersonPick } from '../people/PersonPick.tsx'
import { useColumns } from './columns.tsx'
import { messages } from './messages.ts'
import './benefits.css'

/** Rules in their newest version, as choices. */
export function useBenefits() {
  const pick = usePick()
  const rules = useView<{ items: Rule[] }>('/benefits/rules')
  const newest = new Map<string, Rule>()
  for (const rule of rules.data?.items ?? []) if (!newest.has(rule.benefit)) newest.set(rule.benefit, rule)
  return [...newest.values()].map((rule) => ({ value: rule.benefit, label: pick(rule.title) }))
}

/** Who gets which benefit; giving and stopping one. */
export default function Entitlements() {
  const t = useText(messages)
  const own = useColumns<EntitlementView>()
  const f = useFormat()
  const may = useMay()
  const benefits = useBenefits()
  const [benefit, setBenefit] = useState('')
  const [state, setState] = useState('open')
  const [adding, setAdding] = useState(false)
  const [stopping, setStopping] = useState<EntitlementView | null>(null)
  const [overpaid, setOverpaid] = useState<number | null>(null)
  const list = useList<EntitlementView>('/benefits/entitlements', { benefit, state, limit: 50 })
  return (
    <>
      <PageHead
        title={t('entitlements')}
        lead={t('entitlementsLead')}
        actions={
          may('benefits.manage') ? (
            <button type="button" className="yk-button yk-button--primary" onClick={() => setAdding(true)}>
              {t('grant')}
            </button>
          ) : null
        }
      />
      <p role="status" className={overpaid === null ? 'yk-sr' : 'yk-ben-note'}>
        {overpaid === null ? '' : t('stopped', { money: f.money(overpaid) })}
      </p>
      <Sheet open={adding} onClose={() => setAdding(false)} title={t('grant')}>
        <Grant onDone={() => setAdding(false)} />
      </Sheet>
      <Sheet
        open={stopping !== null}
        onClose={() => setStopping(null)}
        title={stopping === null ? '' : t('stopTitle', { name: stopping.person.name })}
      >
        {stopping === null ? null : (
          <Stop
            key={stopping.id}
            entitlement={stopping}
            onDone={(fen) => {
              setOverpaid(fen)
              setStopping(null)
            }}
          />
        )}
      </Sheet>
      <DataTable
        caption={t('entitlements')}
        list={list}
        rowKey={(row) => row.id}
        exportName="entitlements"
        empty={<EmptyState title={t('noneEntitled')} text={t('noneEntitledText')} heading="h2" />}
        tools={
          <>
            <Choice label={t('benefit')} value={benefit} onChange={setBenefit} empty={t('all')} options={benefits} />
            <Choice
              label={t('state')}
              value={state}
              onChange={setState}
              empty={t('all')}
              options={[
                { value: 'open', label: t('open') },
                { value: 'ended', label: t('ended') },
              ]}
            />
          </>
        }
        columns={[
          own.person,
          own.number,
          own.place,
          own.benefit,
          {
            key: 'from',
            title: t('from'),
            cell: (row) => <span className="yk-num">{f.day(row.from)}</span>,
            csv: (row) => row.from,
          },
          {
            key: 'until',
            title: t('until'),
            cell: (row) => (row.until === null ? '—' : <span className="yk-num">{f.day(row.until)}</span>),
            csv: (row) => row.until ?? '',
          },
          {
            key: 'cause',
            title: t('state'),
            cell: (row) => (
              <span className="yk-ben-tag" data-tone={row.endedCause === null ? 'open' : undefined}>
                {row.endedCause === null ? t('open') : t(`cause_${row.endedCause}`)}
              </span>
            ),
            csv: (row) => row.endedCause ?? 'open',
          },
          {
            key: 'act',
            title: t('act'),
            cell: (row) =>
              row.endedCause === null && may('benefits.manage') ? (
                <button type="button" className="yk-button" onClick={() => setStopping(row)}>
                  {t('stop')}
                </button>
              ) : null,
          },
        ]}
      />
    </>
  )
}

function Grant({ onDone }: { onDone: () => void }) {
  const t = useText(messages)
  const benefits = useBenefits()
  const [person, setPerson] = useState('')
  const [benefit, setBenefit] = useState('')
  const [from, setFrom] = useState('')
  const grant = useCommand<void>({
    path: '/benefits/entitlements',
    body: () => ({ person, benefit, from, acting: { by: 'self' } }),
    refresh: ['/benefits', '/today'],
  })
  return (
    <ActForm
      problem={grant.error}
      pending={grant.isPending}
      submit={t('grant')}
      onSubmit={() => grant.mutate(undefined, { onSuccess: onDone })}
    >
      <PersonPick value={person} onChange={setPerson} />
      <Choice label={t('benefit')} value={benefit} onChange={setBenefit} empty="" required options={benefits} />
      <Text label={t('from')} type="date" value={from} onChange={setFrom} required />
    </ActForm>
  )
}

function Stop({ entitlement, onDone }: { entitlement: EntitlementView; onDone: (overpaidFen: number) => void }) {
  const t = useText(messages)
  const [on, setOn] = useState('')
  const [cause, setCause] = useState('no-longer')
  const [note, setNote] = useState('')
  const stop = useCommand<void, { overpaidFen: number }>({
    path: `/benefits/entitlements/${entitlement.id}/stop`,
    body: () => ({ on, cause, note }),
    refresh: ['/benefits', '/today'],
  })
  return (
    <ActForm
      problem={stop.error}
      pending={stop.isPending}
      submit={t('stop')}
      onSubmit={() => stop.mutate(undefined, { onSuccess: ({ overpaidFen }) => onDone(overpaidFen) })}
    >
      <Text label={t('stopOn')} type="date" value={on} onChange={setOn} required />
      <Choice
        label={t('cause')}
        value={cause}
        onChange={setCause}
        options={(['no-longer', 'renounced', 'error'] as const).map((value) => ({ value, label: t(`cause_${value}`) }))}
      />
      <Text label={t('note')} value={note} onChange={setNote} required minLength={2} maxLength={300} />
    </ActForm>
  )
}
