import { useState } from 'react'
import { Link, useParams } from 'react-router'
import type { ChildcareHome, ClassKind, ClassView } from '../../../src/contexts/learning/index.ts'
import { useFormat } from '../../shared/format.ts'
import { usePick, useText } from '../../shared/i18n/index.ts'
import { DataTable } from '../../shared/parts/DataTable.tsx'
import { EmptyState } from '../../shared/parts/EmptyState.tsx'
import { ErrorState } from '../../shared/parts/ErrorState.tsx'
import { LoadingState } from '../../shared/parts/LoadingState.tsx'
import { PageHead } from '../../shared/parts/PageHead.tsx'
import { Sheet } from '../../shared/parts/Sheet.tsx'
import { useView } from '../../shared/queries.ts'
import type { ChildcareAnswer } from './Childcare.tsx'
import { ApplyForm, ChangeForm, ClassForm, EnrolForm, ReasonForm } from './forms.tsx'
import { messages } from './messages-childcare.ts'
import './learning.css'

type Act =
  | { kind: 'class' | 'apply' }
  | { kind: 'change'; row: ClassView }
  | { kind: 'enrol'; child: string | null; of: ClassKind | null; name: string }
  | { kind: 'leave' | 'withdraw'; id: string; name: string }

const TITLES = {
  class: 'newClass',
  apply: 'addLine',
  change: 'changeClass',
  enrol: 'enrol',
  leave: 'leave',
  withdraw: 'withdraw',
} as const

/** One place of childcare: its classes seat by seat, the children, the waiting list. */
export default function Home() {
  const { code = '' } = useParams()
  const t = useText(messages)
  const [act, setAct] = useState<Act | null>(null)
  const view = useView<ChildcareHome>(`/learning/childcare/${encodeURIComponent(code)}`)
  const norms = useView<ChildcareAnswer>('/learning/childcare')
  if (view.error) return <ErrorState problem={view.error} onRetry={() => void view.refetch()} />
  if (view.isPending || !norms.data) return <LoadingState />
  const home = view.data
  const done = () => setAct(null)
  return (
    <>
      <PageHead
        title={home.facility.name}
        lead={[home.facility.regionName, home.facility.filed ? t('filedYes') : t('filedNo')]
          .filter(Boolean)
          .join(' · ')}
        up={{ to: '/console/learning/childcare', label: t('up') }}
        actions={
          home.facility.mayChange ? (
            <>
              <button type="button" className="yk-button" onClick={() => setAct({ kind: 'class' })}>
                {t('newClass')}
              </button>
              <button type="button" className="yk-button" onClick={() => setAct({ kind: 'apply' })}>
                {t('addLine')}
              </button>
              {home.classes.length > 0 ? (
                <button
                  type="button"
                  className="yk-button yk-button--primary"
                  onClick={() => setAct({ kind: 'enrol', child: null, of: null, name: '' })}
                >
                  {t('enrol')}
                </button>
              ) : null}
            </>
          ) : undefined
        }
      />
      <Sheet
        open={act !== null}
        onClose={done}
        title={act === null ? '' : [t(TITLES[act.kind]), 'name' in act ? act.name : ''].filter(Boolean).join(' · ')}
      >
        {act === null ? null : (
          <>
            {act.kind === 'class' ? <ClassForm home={home} kinds={norms.data.kinds} onDone={done} /> : null}
            {act.kind === 'apply' ? <ApplyForm home={home} kinds={norms.data.kinds} /> : null}
            {act.kind === 'change' ? <ChangeForm key={act.row.id} row={act.row} onDone={done} /> : null}
            {act.kind === 'enrol' ? (
              <EnrolForm key={act.child} classes={home.classes} child={act.child} kind={act.of} onDone={done} />
            ) : null}
            {act.kind === 'leave' ? (
              <ReasonForm
                key={act.id}
                path={`/learning/enrolments/${act.id}/end`}
                submit={t('leave')}
                dated={t('leaveOn')}
                onDone={done}
              />
            ) : null}
            {act.kind === 'withdraw' ? (
              <ReasonForm
                key={act.id}
                path={`/learning/applications/${act.id}/withdraw`}
                submit={t('withdraw')}
                dated={null}
                onDone={done}
              />
            ) : null}
          </>
        )}
      </Sheet>
      {home.classes.length === 0 ? <EmptyState title={t('noClasses')} text={t('noClassesText')} heading="h2" /> : null}
      <div className="yk-ln-classes">
        {home.classes.map((row) => (
          <ClassCard
            key={row.id}
            row={row}
            {...(home.facility.mayChange ? { onChange: () => setAct({ kind: 'change', row }) } : {})}
          />
        ))}
      </div>
      <Children home={home} onAct={setAct} />
      <Line home={home} kinds={norms.data.kinds} onAct={setAct} />
    </>
  )
}

function ClassCard({ row, onChange }: { row: ClassView; onChange?: () => void }) {
  const t = useText(messages)
  const over = Math.max(0, row.enrolled - row.capacity)
  const seats = Array.from({ length: Math.max(row.capacity, row.enrolled) }, (_, i) => i)
  return (
    <article className="yk-card yk-ln-class">
      <h2>
        {row.name}
        <span className={`yk-small ${over > 0 ? 'yk-ln-bad' : 'yk-quiet'}`}>
          {over > 0 ? t('over', { count: over }) : row.free === 0 ? t('fullUp') : t('freeLeft', { count: row.free })}
        </span>
      </h2>
      <div className="yk-ln-seats" aria-hidden="true">
        {seats.map((seat) => (
          <span
            key={seat}
            data-taken={seat < row.enrolled || undefined}
            data-over={seat >= row.capacity || undefined}
          />
        ))}
      </div>
      <p className="yk-small">
        {t('enrolled')} {row.enrolled} · {t('capacity', { count: row.capacity })}
        {' · '}
        {t(`binding_${row.binding}`)} · {t('carers')} {row.carers}
      </p>
      {row.limit ? <p className="yk-small yk-quiet">{row.limit.basis}</p> : null}
      {onChange ? (
        <div className="yk-noprint">
          <button type="button" className="yk-linkish" onClick={onChange}>
            {t('changeClass')}
          </button>
        </div>
      ) : null}
    </article>
  )
}

type PartProps = { home: ChildcareHome; onAct: (act: Act) => void }

function Children({ home, onAct }: PartProps) {
  const t = useText(messages)
  const f = useFormat()
  const names = new Map(home.classes.map((each) => [each.id, each.name]))
  return (
    <section className="yk-ln-part">
      <h2>{t('children')}</h2>
      <DataTable
        caption={t('children')}
        list={{ rows: home.children }}
        rowKey={(row) => row.enrolment}
        exportName={`children-${home.facility.code}`}
        empty={<p className="yk-quiet">{t('noChildren')}</p>}
        columns={[
          {
            key: 'name',
            title: t('child'),
            cell: (row) =>
              row.child === null ? '—' : <Link to={`/console/people/${row.child.id}`}>{row.child.name}</Link>,
            csv: (row) => row.child?.name ?? '',
            heads: true,
          },
          {
            key: 'class',
            title: t('chooseClass'),
            cell: (row) => names.get(row.class) ?? '',
            csv: (row) => names.get(row.class) ?? '',
          },
          {
            key: 'months',
            title: t('age'),
            cell: (row) => (
              <>
                {row.months === null ? f.unknown : t('months', { count: row.months })}
                {row.outgrown ? <span className="yk-ln-bad yk-small"> {t('outgrown')}</span> : null}
              </>
            ),
            csv: (row) => row.months,
          },
          { key: 'since', title: t('since'), cell: (row) => f.day(row.from), csv: (row) => row.from },
          ...(home.facility.mayChange
            ? [
                {
                  key: 'act',
                  title: t('leave'),
                  cell: (row: ChildcareHome['children'][number]) => (
                    <button
                      type="button"
                      className="yk-linkish yk-noprint"
                      onClick={() => onAct({ kind: 'leave', id: row.enrolment, name: row.child?.name ?? '' })}
                    >
                      {t('leave')}
                    </button>
                  ),
                },
              ]
            : []),
        ]}
      />
    </section>
  )
}

function Line({ home, kinds, onAct }: PartProps & { kinds: ChildcareAnswer['kinds'] }) {
  const t = useText(messages)
  const f = useFormat()
  const pick = usePick()
  return (
    <section className="yk-ln-part">
      <h2>{t('line')}</h2>
      <p className="yk-small yk-quiet">{t('lineNote')}</p>
      <DataTable
        caption={t('line')}
        list={{ rows: home.waiting }}
        rowKey={(row) => row.id}
        exportName={`waiting-${home.facility.code}`}
        empty={<p className="yk-quiet">{t('noLine')}</p>}
        columns={[
          {
            key: 'place',
            title: t('line'),
            cell: (row) => (row.place === null ? t('inDraw') : t('turn', { count: row.place })),
            csv: (row) => row.place,
          },
          {
            key: 'name',
            title: t('child'),
            cell: (row) =>
              row.child === null ? '—' : <Link to={`/console/people/${row.child.id}`}>{row.child.name}</Link>,
            csv: (row) => row.child?.name ?? '',
            heads: true,
          },
          { key: 'kind', title: t('kind'), cell: (row) => pick(kinds[row.kind]), csv: (row) => pick(kinds[row.kind]) },
          {
            key: 'number',
            title: t('number'),
            cell: (row) => <span className="yk-num">{row.number}</span>,
            csv: (row) => row.number,
          },
          {
            key: 'priority',
            title: t('priority'),
            cell: (row) => row.priority,
            csv: (row) => row.priority,
            numeric: true,
          },
          { key: 'rank', title: t('rank'), cell: (row) => row.rank ?? '', csv: (row) => row.rank, numeric: true },
          { key: 'at', title: t('appliedOn'), cell: (row) => f.day(row.at), csv: (row) => row.at.slice(0, 10) },
          ...(home.facility.mayChange
            ? [
                {
                  key: 'act',
                  title: t('enrol'),
                  cell: (row: ChildcareHome['waiting'][number]) => (
                    <span className="yk-ln-acts yk-noprint">
                      {row.child === null || row.place === null ? null : (
                        <button
                          type="button"
                          className="yk-linkish"
                          onClick={() =>
                            onAct({
                              kind: 'enrol',
                              child: row.child?.id ?? null,
                              of: row.kind,
                              name: row.child?.name ?? '',
                            })
                          }
                        >
                          {t('enrol')}
                        </button>
                      )}
                      <button
                        type="button"
                        className="yk-linkish"
                        onClick={() => onAct({ kind: 'withdraw', id: row.id, name: row.number })}
                      >
                        {t('withdraw')}
                      </button>
                    </span>
                  ),
                },
              ]
            : []),
        ]}
      />
    </section>
  )
}
