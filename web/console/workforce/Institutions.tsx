import { useState } from 'react'
import { Link } from 'react-router'
import type { BaseView, CapabilityView, FirmStaff, GradeShare } from '../../../src/contexts/workforce/index.ts'
import { useFormat } from '../../shared/format.ts'
import { useText } from '../../shared/i18n/index.ts'
import { DataTable } from '../../shared/parts/DataTable.tsx'
import { EmptyState } from '../../shared/parts/EmptyState.tsx'
import { ErrorState } from '../../shared/parts/ErrorState.tsx'
import { LoadingState } from '../../shared/parts/LoadingState.tsx'
import { PageHead } from '../../shared/parts/PageHead.tsx'
import { Sheet } from '../../shared/parts/Sheet.tsx'
import { Tag } from '../../shared/parts/Tag.tsx'
import { useView } from '../../shared/queries.ts'
import { useMay } from '../../shared/session.ts'
import { Bases } from './Bases.tsx'
import { Interns } from './Interns.tsx'
import { CapabilityForm, ConfirmForm, EndCapabilityForm, InternForm } from './institutionforms.tsx'
import { messages } from './messages-institutions.ts'
import { Pay } from './Pay.tsx'
import { Students } from './Students.tsx'

type Open =
  | { what: 'confirmFirm'; firm: FirmStaff }
  | { what: 'addCapability' }
  | { what: 'endCapability'; capability: CapabilityView }
  | { what: 'addIntern' | 'showInterns'; base: BaseView }

/** How firms employ, who trains, where one learns, and what is paid, in aggregate. */
export default function Institutions() {
  const t = useText(messages)
  const may = useMay()
  const [open, setOpen] = useState<Open | null>(null)
  const close = () => setOpen(null)
  const writes = may('workforce.write')
  const act = writes ? { onAct: setOpen } : {}
  return (
    <>
      <PageHead title={t('institutions')} lead={t('institutionsLead')} />
      <Sheet open={open !== null} onClose={close} title={open === null ? '' : t(open.what)}>
        {open?.what === 'confirmFirm' ? <ConfirmForm firm={open.firm} onDone={close} /> : null}
        {open?.what === 'addCapability' ? <CapabilityForm onDone={close} /> : null}
        {open?.what === 'endCapability' ? <EndCapabilityForm capability={open.capability} onDone={close} /> : null}
        {open?.what === 'showInterns' ? <Interns base={open.base} /> : null}
        {open?.what === 'addIntern' ? <InternForm base={open.base} onDone={close} /> : null}
      </Sheet>
      <div className="yk-wf-sections">
        <Firms {...act} />
        <Capabilities {...act} />
        <Bases {...act} />
        <Students />
        <Pay />
      </div>
    </>
  )
}

type Acts = { onAct?: (open: Open) => void }

/** A share as a bar with its numbers. */
function Share({ part, whole }: { part: number; whole: number }) {
  const f = useFormat()
  const t = useText(messages)
  if (whole === 0) return <span className="yk-quiet">{t('unknown')}</span>
  return (
    <span>
      <span className="yk-wf-bar" aria-hidden="true">
        <span style={{ width: `${(part / whole) * 100}%` }} />
      </span>
      <span className="yk-num">
        {f.share(part / whole)} <span className="yk-quiet">({t('knownOf', { employed: part, known: whole })})</span>
      </span>
    </span>
  )
}

function Firms({ onAct }: Acts) {
  const t = useText(messages)
  const f = useFormat()
  const view = useView<{
    items: FirmStaff[]
    total: Omit<FirmStaff, 'organisation' | 'organisationName' | 'creditCode'>
  }>('/workforce/firms')
  if (view.isPending) return <LoadingState />
  if (view.error) return <ErrorState problem={view.error} onRetry={() => void view.refetch()} />
  const { items, total } = view.data
  return (
    <section className="yk-card yk-file-card">
      <h2>{t('firms')}</h2>
      <p className="yk-small yk-quiet">{t('firmsNote')}</p>
      {items.length === 0 ? null : (
        <p className="yk-wf-total">
          <strong>{t('total')}</strong> <span className="yk-num">{f.number(total.persons)}</span> · {t('employedShare')}{' '}
          <Share part={total.employed} whole={total.known} /> · {t('unknownMode')}{' '}
          <span className="yk-num">{f.number(total.unknown)}</span>
        </p>
      )}
      <DataTable
        caption={t('firms')}
        list={{ rows: items }}
        rowKey={(row) => row.organisation}
        exportName="employed-share"
        empty={<EmptyState title={t('noFirms')} />}
        columns={[
          {
            key: 'organisation',
            title: t('organisation'),
            heads: true,
            cell: (row) => <Link to={`/console/providers/${row.organisation}`}>{row.organisationName}</Link>,
            csv: (row) => row.organisationName,
          },
          {
            key: 'persons',
            title: t('places'),
            numeric: true,
            cell: (row) => f.number(row.persons),
            csv: (row) => row.persons,
          },
          {
            key: 'share',
            title: t('employedShare'),
            cell: (row) => <Share part={row.employed} whole={row.known} />,
            csv: (row) => (row.known === 0 ? null : row.employed / row.known),
          },
          {
            key: 'unknown',
            title: t('unknownMode'),
            numeric: true,
            cell: (row) => f.number(row.unknown),
            csv: (row) => row.unknown,
          },
          {
            key: 'confirmed',
            title: t('confirmedShare'),
            numeric: true,
            cell: (row) => f.number(row.confirmed),
            csv: (row) => row.confirmed,
          },
          ...(onAct === undefined
            ? []
            : [
                {
                  key: 'act',
                  title: t('act'),
                  cell: (row: FirmStaff) => (
                    <button
                      type="button"
                      className="yk-linkish"
                      aria-label={`${t('confirmFirm')} ${row.organisationName}`}
                      onClick={() => onAct({ what: 'confirmFirm', firm: row })}
                    >
                      {t('confirmFirm')}
                    </button>
                  ),
                },
              ]),
        ]}
      />
    </section>
  )
}

function Capabilities({ onAct }: Acts) {
  const t = useText(messages)
  const f = useFormat()
  const view = useView<{ items: CapabilityView[]; shares: GradeShare[] }>('/workforce/capabilities')
  if (view.isPending) return <LoadingState />
  if (view.error) return <ErrorState problem={view.error} onRetry={() => void view.refetch()} />
  const { items, shares } = view.data
  return (
    <section className="yk-card yk-file-card">
      <div className="yk-line-head">
        <h2>{t('capabilities')}</h2>
        {onAct === undefined ? null : (
          <button type="button" className="yk-button" onClick={() => onAct({ what: 'addCapability' })}>
            {t('addCapability')}
          </button>
        )}
      </div>
      <div className="yk-wf-figures">
        {shares
          .filter((each) => each.grade >= 3)
          .map((each) => (
            <article key={each.grade} className="yk-wf-figure">
              <h3>{t('gradeShare', { grade: each.grade })}</h3>
              {each.institutions === 0 ? (
                <p className="yk-quiet">{t('noGrade')}</p>
              ) : (
                <>
                  <span className="yk-wf-big yk-num">{f.share(each.train / each.institutions, 0)}</span>
                  <p className="yk-small">{t('gradeOf', { train: each.train, all: each.institutions })}</p>
                </>
              )}
            </article>
          ))}
      </div>
      {items.length === 0 ? <EmptyState title={t('noCapabilities')} text={t('noCapabilitiesText')} /> : null}
      <ul className="yk-lines">
        {items.map((each) => (
          <li key={each.id} data-off={!each.holds || undefined}>
            <div className="yk-line-head">
              <strong>
                <Link to={`/console/providers/${each.organisation}`}>{each.organisationName}</Link>
              </strong>
              <Tag {...(each.holds ? { tone: 'good' as const } : {})}>
                {t(each.kind === 'training' ? 'kind_training' : 'kind_practice')}
              </Tag>
            </div>
            <p className="yk-small">
              {[
                each.grade === null ? null : t('gradeShare', { grade: each.grade }),
                t('fromDay', { date: f.day(each.from) }),
                each.endsOn === null ? null : `${t('endsOn')} ${f.day(each.endsOn)}`,
                each.proof,
                each.endedReason,
              ]
                .filter(Boolean)
                .join(' · ')}
            </p>
            {onAct === undefined || !each.holds ? null : (
              <p className="yk-line-acts yk-noprint">
                <button
                  type="button"
                  className="yk-linkish"
                  aria-label={`${t('endCapability')} ${each.organisationName}`}
                  onClick={() => onAct({ what: 'endCapability', capability: each })}
                >
                  {t('endCapability')}
                </button>
              </p>
            )}
          </li>
        ))}
      </ul>
    </section>
  )
}
