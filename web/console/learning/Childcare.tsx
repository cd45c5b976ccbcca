import { useState } from 'react'
import { useNavigate } from 'react-router'
import type { ChildcareLine, ChildcarePlaces, ClassKind, ClassLimit } from '../../../src/contexts/learning/index.ts'
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
import { useMay } from '../../shared/session.ts'
import { todayInChina } from '../../shared/today.ts'
import { messages } from './messages-childcare.ts'
import './learning.css'

export type ChildcareAnswer = ChildcarePlaces & { limits: ClassLimit[]; kinds: Record<ClassKind, Bilingual> }

/** Childcare places on a day: what counts, where, and by which norm. */
export default function Childcare() {
  const t = useText(messages)
  const [asOf, setAsOf] = useState(todayInChina)
  const view = useView<ChildcareAnswer>('/learning/childcare', { asOf }, { keepLast: true })
  return (
    <>
      <PageHead title={t('childcare')} lead={t('childcareLead')} />
      <div className="yk-ln-bar yk-noprint">
        <Text label={t('asOf')} type="date" value={asOf} onChange={(day) => day && setAsOf(day)} required />
      </div>
      {view.error ? <ErrorState problem={view.error} onRetry={() => void view.refetch()} /> : null}
      {view.isPending ? <LoadingState /> : null}
      {view.data ? <Places answer={view.data} /> : null}
    </>
  )
}

function Places({ answer }: { answer: ChildcareAnswer }) {
  const t = useText(messages)
  const f = useFormat()
  const may = useMay()
  const navigate = useNavigate()
  const people = answer.population
  const open = may('learning.manage')
  return (
    <>
      <div className="yk-ln-figures">
        <Figure label={t('places')} value={answer.places} unit={t('seats')} />
        <Figure
          label={t('perThousand')}
          value={answer.perThousand}
          unit={t('seats')}
          decimals={2}
          {...(people.persons === null
            ? {}
            : {
                note: t('perThousandNote', {
                  persons: f.number(people.persons),
                  source: people.source ?? '',
                  date: f.date(people.asOf),
                }),
              })}
        />
        <Figure label={t('enrolled')} value={answer.enrolled} unit={t('persons')} />
        <Figure label={t('waiting')} value={answer.waiting} unit={t('persons')} />
        <Figure label={t('cut')} value={answer.cut} unit={t('seats')} note={t('cutNote')} />
        <Figure
          label={t('unrecorded')}
          value={answer.unrecorded.facilities}
          unit={t('units')}
          note={t('unrecordedNote', { declared: f.number(answer.unrecorded.declared) })}
        />
      </div>
      <DataTable
        caption={t('childcare')}
        list={{ rows: answer.lines }}
        rowKey={(row) => row.facility}
        {...(open
          ? {
              onOpen: (row: ChildcareLine) =>
                void navigate(`/console/learning/childcare/${encodeURIComponent(row.facility)}`),
            }
          : {})}
        exportName={`childcare-${answer.asOf}`}
        empty={<EmptyState title={t('none')} text={t('noneText')} heading="h2" />}
        columns={[
          { key: 'name', title: t('name'), cell: (row) => row.name, csv: (row) => row.name, heads: true },
          { key: 'place', title: t('place'), cell: (row) => row.regionName ?? '', csv: (row) => row.regionName },
          {
            key: 'filed',
            title: t('filed'),
            cell: (row) =>
              row.open === false ? (
                <span className="yk-ln-bad">{t('notOpen')}</span>
              ) : row.filed ? (
                t('filedYes')
              ) : (
                <span className="yk-ln-bad">{t('filedNo')}</span>
              ),
            csv: (row) => (row.filed ? 1 : 0),
          },
          {
            key: 'declared',
            title: t('declared'),
            cell: (row) => f.number(row.declared),
            csv: (row) => row.declared,
            numeric: true,
          },
          {
            key: 'places',
            title: t('places'),
            cell: (row) =>
              row.places === null ? <span className="yk-quiet">{t('noPlaces')}</span> : f.number(row.places),
            csv: (row) => row.places,
            numeric: true,
          },
          {
            key: 'enrolled',
            title: t('enrolled'),
            cell: (row) => f.number(row.enrolled),
            csv: (row) => row.enrolled,
            numeric: true,
          },
          {
            key: 'free',
            title: t('free'),
            cell: (row) => (row.free === null ? '' : f.number(row.free)),
            csv: (row) => row.free,
            numeric: true,
          },
          {
            key: 'waiting',
            title: t('waiting'),
            cell: (row) => f.number(row.waiting),
            csv: (row) => row.waiting,
            numeric: true,
          },
        ]}
      />
      <Limits answer={answer} />
    </>
  )
}

/** The norm by which classes are capped, with its source. */
function Limits({ answer }: { answer: ChildcareAnswer }) {
  const t = useText(messages)
  const f = useFormat()
  const pick = usePick()
  return (
    <section className="yk-ln-part">
      <h2>{t('limits')}</h2>
      <DataTable
        caption={t('limits')}
        list={{ rows: answer.limits }}
        rowKey={(row) => `${row.kind} ${row.region} ${row.validFrom}`}
        empty={null}
        columns={[
          { key: 'kind', title: t('kind'), cell: (row) => pick(answer.kinds[row.kind]), heads: true },
          { key: 'ages', title: t('ages'), cell: (row) => `${row.ageFrom}—${row.ageUntil}` },
          { key: 'most', title: t('most'), cell: (row) => f.number(row.most), numeric: true },
          {
            key: 'ratio',
            title: t('perCarer'),
            cell: (row) => (row.perCarer === null ? t('noRatio') : `1 : ${row.perCarer}`),
          },
          { key: 'region', title: t('region'), cell: (row) => (row.region === '' ? t('nation') : row.region) },
          { key: 'from', title: t('from'), cell: (row) => f.day(row.validFrom) },
          { key: 'basis', title: t('basis'), cell: (row) => row.basis },
        ]}
      />
    </section>
  )
}
