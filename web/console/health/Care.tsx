import { useState } from 'react'
import { Link } from 'react-router'
import type { AgreementLine, AgreementState, AttributeCount, NursingShare } from '../../../src/contexts/health/index.ts'
import { Text } from '../../shared/form/fields.tsx'
import { useFormat } from '../../shared/format.ts'
import { type Bilingual, usePick, useText } from '../../shared/i18n/index.ts'
import { DataTable } from '../../shared/parts/DataTable.tsx'
import { EmptyState } from '../../shared/parts/EmptyState.tsx'
import { ErrorState } from '../../shared/parts/ErrorState.tsx'
import { Figure } from '../../shared/parts/Figure.tsx'
import { LoadingState } from '../../shared/parts/LoadingState.tsx'
import { PageHead } from '../../shared/parts/PageHead.tsx'
import { useView } from '../../shared/queries.ts'
import { todayInChina } from '../../shared/today.ts'
import { messages } from './messages.ts'
import './health.css'

/** Medical care and elder care together: agreements, nursing beds, attributes, each as of a day. */
export default function Care() {
  const t = useText(messages)
  const [asOf, setAsOf] = useState(todayInChina)
  const agreements = useView<AgreementState>('/health/agreements', { asOf }, { keepLast: true })
  const beds = useView<{ shares: NursingShare[] }>('/health/beds', { asOf }, { keepLast: true })
  return (
    <>
      <PageHead title={t('care')} lead={t('careLead')} />
      <div className="yk-hl-bar yk-noprint">
        <Text label={t('asOf')} type="date" value={asOf} onChange={(day) => day && setAsOf(day)} required />
      </div>
      <section className="yk-hl-part">
        <h2>{t('agreements')}</h2>
        {agreements.error ? <ErrorState problem={agreements.error} onRetry={() => void agreements.refetch()} /> : null}
        {agreements.isPending ? <LoadingState /> : null}
        {agreements.data ? <Agreements state={agreements.data} /> : null}
      </section>
      <section className="yk-hl-part">
        <h2>{t('beds')}</h2>
        {beds.error ? <ErrorState problem={beds.error} onRetry={() => void beds.refetch()} /> : null}
        <div className="yk-hl-columns">
          {beds.data?.shares.map((share) => (
            <Beds key={share.definition} share={share} />
          ))}
        </div>
      </section>
      <Attributes asOf={asOf} />
    </>
  )
}

const standingOf = (line: AgreementLine) => {
  const order = ['active', 'fresh', 'idle'] as const
  return order.find((each) => line.agreements.some((one) => one.standing === each)) ?? 'none'
}

function Agreements({ state }: { state: AgreementState }) {
  const t = useText(messages)
  const f = useFormat()
  return (
    <>
      <div className="yk-hl-figures">
        <Figure
          label={t('covered')}
          value={state.share === null ? null : state.share * 100}
          unit="%"
          decimals={1}
          note={`${f.number(state.covered)} · ${t('ofInstitutions', { count: state.institutions })}`}
        />
      </div>
      <p className="yk-hl-rule yk-small">
        <strong>{t('rule')}</strong> {t('agreementRule', { months: state.rule.value })}{' '}
        {t('ruleBasis', { basis: state.rule.basis })}
      </p>
      <DataTable
        caption={t('agreements')}
        list={{ rows: state.lines }}
        rowKey={(row) => row.site}
        exportName={`medical-agreements-${state.asOf}`}
        empty={<EmptyState title={t('noInstitutions')} text={t('noInstitutionsText')} />}
        columns={[
          {
            key: 'name',
            title: t('institution'),
            cell: (row) => <Link to={`/console/providers/${row.organisation}`}>{row.name}</Link>,
            csv: (row) => row.name,
            heads: true,
          },
          {
            key: 'standing',
            title: t('agreement'),
            cell: (row) => <span className={row.covered ? '' : 'yk-hl-bad'}>{t(`standing_${standingOf(row)}`)}</span>,
            csv: (row) => standingOf(row),
          },
          {
            key: 'party',
            title: t('facility'),
            cell: (row) =>
              row.agreements
                .map((each) => each.party)
                .filter(Boolean)
                .join('、'),
            csv: (row) => row.agreements.map((each) => each.party).join(' '),
          },
          {
            key: 'active',
            title: t('activity'),
            cell: (row) =>
              row.agreements.map((each) => (each.activeOn === null ? '—' : f.day(each.activeOn))).join('、'),
            csv: (row) => row.agreements[0]?.activeOn ?? null,
          },
          {
            key: 'until',
            title: t('ends'),
            cell: (row) =>
              row.agreements
                .map(
                  (each) =>
                    `${each.until === null ? t('noEnd') : f.day(each.until)}${each.endsSoon ? ` ${t('endsSoon')}` : ''}`,
                )
                .join('、'),
            csv: (row) => row.agreements[0]?.until ?? null,
          },
        ]}
      />
      {state.expired.length === 0 ? null : (
        <>
          <h3>{t('expired')}</h3>
          <ul className="yk-hl-list">
            {state.expired.map((each) => (
              <li key={each.paper}>
                <Link to={`/console/providers/${each.organisation}`}>
                  {t('expiredLine', { name: each.organisationName, title: each.title, date: f.day(each.until) })}
                </Link>
              </li>
            ))}
          </ul>
        </>
      )}
    </>
  )
}

function Beds({ share }: { share: NursingShare }) {
  const t = useText(messages)
  const f = useFormat()
  return (
    <div>
      <Figure
        label={t(`beds_${share.definition}`)}
        value={share.share === null ? null : share.share * 100}
        unit="%"
        decimals={1}
        note={`${t('bedsNote', { nursing: f.number(share.nursing), usable: f.number(share.usable) })}${share.unknown > 0 ? `；${t('bedsUnknown', { count: share.unknown })}` : ''}`}
      />
      <DataTable
        caption={t(`beds_${share.definition}`)}
        list={{ rows: share.lines }}
        rowKey={(row) => row.code}
        exportName={`nursing-beds-${share.definition}`}
        empty={<p className="yk-quiet">{t('source_unknown')}</p>}
        columns={[
          { key: 'name', title: t('institutionName'), cell: (row) => row.name, csv: (row) => row.name, heads: true },
          {
            key: 'usable',
            title: t('usable'),
            cell: (row) => f.number(row.usable),
            csv: (row) => row.usable,
            numeric: true,
          },
          {
            key: 'nursing',
            title: t('nursing'),
            cell: (row) => f.number(row.nursing),
            csv: (row) => row.nursing,
            numeric: true,
          },
          { key: 'source', title: t('source'), cell: (row) => t(`source_${row.source}`), csv: (row) => row.source },
        ]}
      />
    </div>
  )
}

function Attributes({ asOf }: { asOf: string }) {
  const t = useText(messages)
  const f = useFormat()
  const pick = usePick()
  const view = useView<{ items: AttributeCount[]; titles: { value: string; title: Bilingual }[] }>(
    '/health/attributes',
    { asOf },
    { keepLast: true },
  )
  const titles = new Map(view.data?.titles.map((each) => [each.value, pick(each.title)]))
  return (
    <section className="yk-hl-part">
      <h2>{t('attributes')}</h2>
      {view.error ? <ErrorState problem={view.error} onRetry={() => void view.refetch()} /> : null}
      {view.data ? (
        <DataTable
          caption={t('attributes')}
          list={{ rows: view.data.items }}
          rowKey={(row) => row.attribute}
          exportName={`health-attributes-${asOf}`}
          empty={null}
          tools={
            <Link className="yk-button" to="/console/registers/health-attribute">
              {t('register')}
            </Link>
          }
          columns={[
            {
              key: 'attribute',
              title: t('attribute'),
              cell: (row) => titles.get(row.attribute) ?? row.attribute,
              csv: (row) => titles.get(row.attribute) ?? row.attribute,
              heads: true,
            },
            {
              key: 'institutions',
              title: t('institutions'),
              cell: (row) => f.number(row.institutions),
              csv: (row) => row.institutions,
              numeric: true,
            },
            {
              key: 'without',
              title: t('withoutEvidence'),
              cell: (row) => f.number(row.withoutEvidence),
              csv: (row) => row.withoutEvidence,
              numeric: true,
            },
          ]}
        />
      ) : null}
    </section>
  )
}
