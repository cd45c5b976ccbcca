import { useState } from 'react'
import { Link, useNavigate } from 'react-router'
import type { BuildingLine } from '../../../../src/contexts/territory/index.ts'
import { useFormat } from '../../../shared/format.ts'
import { usePick, useText } from '../../../shared/i18n/index.ts'
import { DownloadIcon } from '../../../shared/icons.tsx'
import { saveFile, toCsv } from '../../../shared/parts/csv.ts'
import { EmptyState } from '../../../shared/parts/EmptyState.tsx'
import { ErrorState } from '../../../shared/parts/ErrorState.tsx'
import { LoadingState } from '../../../shared/parts/LoadingState.tsx'
import { PageHead } from '../../../shared/parts/PageHead.tsx'
import { Sheet } from '../../../shared/parts/Sheet.tsx'
import { useView } from '../../../shared/queries.ts'
import { useMay } from '../../../shared/session.ts'
import { FilterBar } from '../FilterBar.tsx'
import { BuildingForm } from './BuildingForm.tsx'
import { Chain } from './Chain.tsx'
import { HandoverTag } from './HandoverTag.tsx'
import { messages } from './messages.ts'
import './buildings.css'

const FILTERS = {
  all: () => true,
  blocked: (line: BuildingLine) => line.chain.some((gate) => gate.state === 'blocked' || gate.state === 'returned'),
  overdue: (line: BuildingLine) => line.handover === 'overdue',
  soon: (line: BuildingLine) => line.handover === 'soon',
  case: (line: BuildingLine) => line.openCase,
  finished: (line: BuildingLine) => line.passed === 'use',
} as const
type Filter = keyof typeof FILTERS

/** Residential building projects with their gate chains. */
export default function Buildings() {
  const t = useText(messages)
  const may = useMay()
  const navigate = useNavigate()
  const [open, setOpen] = useState(false)
  const [filter, setFilter] = useState<Filter>('all')
  const [q, setQ] = useState('')
  const view = useView<{ items: BuildingLine[] }>('/territory/buildings')
  const all = view.data?.items ?? []
  const shown = all.filter(
    (line) =>
      FILTERS[filter](line) &&
      [line.name, line.code, line.developer, line.regionName].some((each) => each.includes(q.trim())),
  )
  return (
    <>
      <PageHead
        title={t('title')}
        lead={t('lead')}
        actions={
          <>
            {shown.length > 0 ? <Export lines={shown} /> : null}
            <Link className="yk-button" to="/console/territory/buildings/terms">
              {t('terms')}
            </Link>
            {may('register.write') ? (
              <button type="button" className="yk-button yk-button--primary" onClick={() => setOpen(true)}>
                {t('create')}
              </button>
            ) : null}
          </>
        }
      />
      <Sheet open={open} onClose={() => setOpen(false)} title={t('create')}>
        <BuildingForm onDone={(id) => void navigate(`/console/territory/buildings/${id}`)} />
      </Sheet>
      {view.error ? <ErrorState problem={view.error} onRetry={() => void view.refetch()} /> : null}
      {view.isPending ? <LoadingState /> : null}
      {view.data && all.length === 0 ? <EmptyState title={t('none')} text={t('noneText')} heading="h2" /> : null}
      {all.length > 0 ? (
        <>
          <div className="yk-bld-bar yk-noprint">
            <FilterBar
              label={t('filter')}
              filters={(Object.keys(FILTERS) as Filter[]).map((key) => ({
                key,
                title: t(`filter_${key}`),
                count: all.filter(FILTERS[key]).length,
              }))}
              chosen={filter}
              onChoose={setFilter}
            />
            <label className="yk-field yk-bld-find">
              <span className="yk-sr">{t('find')}</span>
              <input
                className="yk-input"
                type="search"
                placeholder={t('find')}
                value={q}
                onChange={(event) => setQ(event.target.value)}
              />
            </label>
          </div>
          <p className="yk-sr" role="status">
            {t('shown', { count: shown.length })}
          </p>
          {shown.length === 0 ? <p className="yk-quiet">{t('noMatch')}</p> : null}
          <ul className="yk-bld-list">
            {shown.map((line) => (
              <Item key={line.id} line={line} />
            ))}
          </ul>
        </>
      ) : null}
    </>
  )
}

function Item({ line }: { line: BuildingLine }) {
  const t = useText(messages)
  const f = useFormat()
  return (
    <li className="yk-card yk-bld-item">
      <div className="yk-bld-head">
        <h2>
          <Link to={`/console/territory/buildings/${line.id}`}>{line.name}</Link>
        </h2>
        <HandoverTag line={line} />
        {line.openCase ? <span className="yk-bld-flag">{t('caseOpen')}</span> : null}
      </div>
      <p className="yk-small yk-quiet">
        <span className="yk-num">{line.code}</span> · {line.developer} · {line.regionName} ·{' '}
        {t('size', { households: f.number(line.households), persons: f.number(line.persons) })}
      </p>
      <Chain gates={line.chain} label={t('chainOf', { name: line.name })} />
    </li>
  )
}

function Export({ lines }: { lines: readonly BuildingLine[] }) {
  const t = useText(messages)
  const pick = usePick()
  const save = () => {
    const gates = lines[0]?.chain ?? []
    const head = [
      t('code'),
      t('name'),
      t('developer'),
      t('region'),
      t('households'),
      t('persons'),
      ...gates.map((gate) => pick(gate.title)),
      t('stopped'),
      t('handoverDue'),
      t('handedOverOn'),
      t('overdueDays'),
      t('facility'),
    ]
    const rows = lines.map((line) => [
      line.code,
      line.name,
      line.developer,
      line.regionName,
      line.households,
      line.persons,
      ...line.chain.map((gate) => `${t(`gate_${gate.state}`)}${gate.on === null ? '' : ` ${gate.on}`}`),
      line.chain.flatMap((gate) => (gate.reason === null ? [] : pick(gate.reason))).join('；'),
      line.handoverDue,
      line.handedOverOn,
      line.overdueWorkdays,
      line.facility,
    ])
    saveFile(`${t('title')}.csv`, toCsv(head, rows))
  }
  return (
    <button type="button" className="yk-button" onClick={save}>
      <DownloadIcon />
      {t('exportCsv')}
    </button>
  )
}
