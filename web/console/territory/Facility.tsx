import { useParams } from 'react-router'
import type { FacilityHappening, FacilityHistory } from '../../../src/contexts/territory/index.ts'
import type { RegisterView, Value } from '../../../src/platform/imports/index.ts'
import { useFormat } from '../../shared/format.ts'
import { usePick, useText } from '../../shared/i18n/index.ts'
import { ErrorState } from '../../shared/parts/ErrorState.tsx'
import { Facts } from '../../shared/parts/Facts.tsx'
import { LoadingState } from '../../shared/parts/LoadingState.tsx'
import { PageHead } from '../../shared/parts/PageHead.tsx'
import { useView } from '../../shared/queries.ts'
import { useMay } from '../../shared/session.ts'
import { type Column, useSayValue } from '../registers/values.tsx'
import { FacilityDepth } from './FacilityDepth.tsx'
import { messages } from './messages.ts'
import { SketchMap } from './SketchMap.tsx'
import { StateForm } from './StateForm.tsx'
import { Unknown } from './Unknown.tsx'
import './territory.css'

/** One facility: what it is, where it stands, what happened to it. */
export default function Facility() {
  const { code = '' } = useParams()
  const t = useText(messages)
  const may = useMay()
  const view = useView<FacilityHistory>(`/territory/facilities/${encodeURIComponent(code)}`)
  const registers = useView<{ items: RegisterView[] }>('/registers')
  const columns = registers.data?.items.find((each) => each.name === 'facility')?.columns ?? []
  if (view.error) return <ErrorState problem={view.error} onRetry={() => void view.refetch()} />
  if (view.data === undefined || registers.isPending) return <LoadingState />
  const { facility, happenings } = view.data
  return (
    <>
      <PageHead
        up={{ to: '/console/registers/facility', label: t('facilitiesUp') }}
        title={facility.name}
        lead={<span className="yk-num">{facility.code}</span>}
        tags={<span className="yk-terr-tag">{t(`state_${facility.state ?? 'unknown'}`)}</span>}
      />
      <div className="yk-terr-columns">
        <section className="yk-terr-part">
          <h2>{t('detail')}</h2>
          <Particulars columns={columns} facility={facility} />
        </section>
        <div>
          <section className="yk-terr-part">
            <h2>{t('map')}</h2>
            {facility.lon === null || facility.lat === null ? (
              <p className="yk-quiet">{t('noPoint')}</p>
            ) : (
              <SketchMap lon={facility.lon} lat={facility.lat} name={facility.name} />
            )}
          </section>
          <section className="yk-terr-part">
            <h2>{t('timeline')}</h2>
            <ol className="yk-terr-time">
              {happenings.map((each) => (
                <Happening key={`${each.kind} ${each.on} ${each.state}`} happening={each} columns={columns} />
              ))}
            </ol>
          </section>
          {may('register.write') ? <StateForm facility={facility} /> : null}
        </div>
      </div>
      <FacilityDepth facility={facility} />
    </>
  )
}

/** A stored value as the register writes it: lists joined. */
const asValue = (value: unknown): Value => (Array.isArray(value) ? value.join(',') : ((value ?? null) as Value))

const HIDDEN = new Set(['code', 'name', 'lon', 'lat'])

function Particulars({ columns, facility }: { columns: Column[]; facility: FacilityHistory['facility'] }) {
  const pick = usePick()
  const sayValue = useSayValue()
  const t = useText(messages)
  const shown = columns.filter((column) => !column.importOnly && !HIDDEN.has(column.key))
  const values = facility as unknown as Record<string, unknown>
  const known = shown.filter((column) => asValue(values[column.key]) !== null)
  const missing = shown.filter((column) => !known.includes(column) && !column.emptyIsNone)
  return (
    <>
      <Facts
        facts={known.map((column) => [pick(column.header), sayValue(column, asValue(values[column.key]))] as const)}
      />
      {missing.length > 0 ? (
        <p className="yk-small yk-quiet yk-terr-missing">
          <Unknown />{' '}
          {t('notKnown', { names: missing.map((column) => pick(column.title)).join(pick({ zh: '、', en: ', ' })) })}
        </p>
      ) : null}
    </>
  )
}

function Happening({ happening, columns }: { happening: FacilityHappening; columns: Column[] }) {
  const t = useText(messages)
  const pick = usePick()
  const f = useFormat()
  const sayValue = useSayValue()
  const titled = happening.changes.flatMap((change) => {
    const column = columns.find((each) => each.key === change.field)
    return column === undefined ? [] : [{ column, ...change }]
  })
  return (
    <li>
      <p>
        <strong>{happening.on === null ? t('begins') : f.date(happening.on)}</strong>{' '}
        {happening.kind === 'state'
          ? t(`state_${happening.state ?? 'unknown'}`)
          : t(titled.length > 0 ? 'changeOn' : 'entered')}
        {happening.reason === null ? null : <span> · {happening.reason}</span>}
      </p>
      {titled.length > 0 ? (
        <ul>
          {titled.map(({ column, from, to }) => (
            <li key={column.key}>
              {pick(column.title)}: {sayValue(column, asValue(from)) || t('unknown')} →{' '}
              <strong>{sayValue(column, asValue(to)) || t('unknown')}</strong>
            </li>
          ))}
        </ul>
      ) : null}
      <p className="yk-small yk-quiet">{t('recorded', { when: f.instant(happening.recordedAt) })}</p>
    </li>
  )
}
