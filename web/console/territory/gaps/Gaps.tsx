import { useState } from 'react'
import { Link } from 'react-router'
import type { FamilyView, GapLine } from '../../../../src/contexts/territory/index.ts'
import { ActForm } from '../../../shared/form/ActForm.tsx'
import { Choice } from '../../../shared/form/fields.tsx'
import { useFormat } from '../../../shared/format.ts'
import { usePick, useText } from '../../../shared/i18n/index.ts'
import { DownloadIcon } from '../../../shared/icons.tsx'
import { saveFile, toCsv } from '../../../shared/parts/csv.ts'
import { EmptyState } from '../../../shared/parts/EmptyState.tsx'
import { ErrorState } from '../../../shared/parts/ErrorState.tsx'
import { LoadingState } from '../../../shared/parts/LoadingState.tsx'
import { PageHead } from '../../../shared/parts/PageHead.tsx'
import { Sheet } from '../../../shared/parts/Sheet.tsx'
import { useCommand, useView } from '../../../shared/queries.ts'
import { useMay } from '../../../shared/session.ts'
import { FilterBar } from '../FilterBar.tsx'
import { messages } from './messages.ts'
import '../projects/buildings.css'
import './gaps.css'

const FILTERS = {
  open: (line: GapLine) => line.state === 'open',
  overdue: (line: GapLine) => line.overdueWorkdays > 0,
  unplanned: (line: GapLine) => line.unplanned,
  closed: (line: GapLine) => line.state === 'closed',
} as const
type Filter = keyof typeof FILTERS

/** Gap items by township: who mends what, how, by when. */
export default function Gaps() {
  const t = useText(messages)
  const may = useMay()
  const [filter, setFilter] = useState<Filter>('open')
  const [open, setOpen] = useState(false)
  const view = useView<{ items: GapLine[] }>('/territory/gaps')
  const all = view.data?.items ?? []
  const shown = all.filter(FILTERS[filter])
  const towns = [...new Map(all.map((line) => [line.town, line.townName]))]
  return (
    <>
      <PageHead
        title={t('title')}
        lead={t('lead')}
        actions={
          <>
            {shown.length > 0 ? <Export lines={shown} /> : null}
            {may('gate.decide') ? (
              <button type="button" className="yk-button yk-button--primary" onClick={() => setOpen(true)}>
                {t('generate')}
              </button>
            ) : null}
          </>
        }
      />
      <Sheet open={open} onClose={() => setOpen(false)} title={t('generate')}>
        <GenerateForm />
      </Sheet>
      {view.error ? <ErrorState problem={view.error} onRetry={() => void view.refetch()} /> : null}
      {view.isPending ? <LoadingState /> : null}
      {view.data && all.length === 0 ? <EmptyState title={t('none')} text={t('noneText')} heading="h2" /> : null}
      {all.length > 0 ? (
        <>
          <div className="yk-gap-filters">
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
          </div>
          {shown.length === 0 ? <p className="yk-quiet">{t('noMatch')}</p> : null}
          {towns.map(([code, name]) => (
            <Town key={code} name={name} lines={shown.filter((line) => line.town === code)} />
          ))}
        </>
      ) : null}
    </>
  )
}

function Town({ name, lines }: { name: string; lines: readonly GapLine[] }) {
  const t = useText(messages)
  if (lines.length === 0) return null
  const late = lines.filter((line) => line.overdueWorkdays > 0).length
  const unplanned = lines.filter((line) => line.unplanned).length
  return (
    <section className="yk-card yk-file-card yk-gap-town">
      <div className="yk-row">
        <h2>{t('town', { town: name, open: lines.filter((line) => line.state === 'open').length })}</h2>
        {late > 0 ? <span className="yk-bld-flag">{t('townLate', { count: late })}</span> : null}
        {unplanned > 0 ? (
          <span className="yk-bld-tag yk-bld-tag--soon">{t('townUnplanned', { count: unplanned })}</span>
        ) : null}
      </div>
      <table className="yk-gap-table">
        <thead>
          <tr>
            {(['community', 'item', 'missing', 'owner', 'method', 'plannedOn', 'cost', 'share'] as const).map((key) => (
              <th key={key} scope="col">
                {t(key)}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {lines.map((line) => (
            <Line key={line.id} line={line} />
          ))}
        </tbody>
      </table>
    </section>
  )
}

function Line({ line }: { line: GapLine }) {
  const t = useText(messages)
  const f = useFormat()
  const none = <span className="yk-gap-none">{t('unplanned')}</span>
  return (
    <tr>
      <th scope="row">
        <Link to={`/console/territory/gaps/${line.id}`}>{line.regionName}</Link>
      </th>
      <td data-label={t('item')}>
        {line.title}
        {line.timesOpened > 1 ? (
          <span className="yk-small yk-quiet"> {t('openedTimes', { count: line.timesOpened })}</span>
        ) : null}
      </td>
      <td data-label={t('missing')} className="yk-num">
        {line.state === 'closed'
          ? t('state_closed')
          : line.missing === null
            ? f.unknown
            : `${f.number(line.missing)} ${line.unit ?? ''}`}
      </td>
      <td data-label={t('owner')}>{line.ownerUnit ?? none}</td>
      <td data-label={t('method')}>{line.method === null ? none : t(`method_${line.method}`)}</td>
      <td data-label={t('plannedOn')}>
        {line.plannedOn === null ? none : <span className="yk-num">{f.day(line.plannedOn)}</span>}
        {line.overdueWorkdays > 0 ? (
          <strong className="yk-bld-bad"> {t('late', { count: line.overdueWorkdays })}</strong>
        ) : null}
      </td>
      <td data-label={t('cost')} className="yk-num">
        {line.costFen === null ? '—' : f.money(line.costFen)}
      </td>
      <td data-label={t('share')} className="yk-num">
        {line.share}%
      </td>
    </tr>
  )
}

type Generated = { opened: number; reopened: number; known: number; unknown: number }

function GenerateForm() {
  const t = useText(messages)
  const pick = usePick()
  const families = useView<{ items: FamilyView[] }>('/territory/standards')
  const choices = (families.data?.items ?? []).filter((each) => each.subject === 'community' && each.binding)
  const [family, setFamily] = useState('')
  const send = useCommand<object, Generated>({ path: '/territory/gaps', refresh: ['/territory/gaps', '/today'] })
  return (
    <ActForm
      problem={send.error}
      pending={send.isPending}
      submit={t('generate')}
      onSubmit={() => send.mutate({ family })}
    >
      <p className="yk-quiet">{t('generateText')}</p>
      <Choice
        label={t('family')}
        value={family}
        onChange={setFamily}
        required
        empty={t('choose')}
        options={choices.map((each) => ({ value: each.code, label: pick(each.title) }))}
      />
      {send.data ? <p role="status">{t('generated', send.data)}</p> : null}
    </ActForm>
  )
}

function Export({ lines }: { lines: readonly GapLine[] }) {
  const t = useText(messages)
  const pick = usePick()
  const save = () => {
    const head = [
      t('community'),
      t('family'),
      t('item'),
      t('clause'),
      t('required'),
      t('measured'),
      t('missing'),
      t('owner'),
      t('method'),
      t('plannedOn'),
      t('cost'),
      t('share'),
      t('state'),
    ]
    const rows = lines.map((line) => [
      `${line.townName}${line.regionName}`,
      pick(line.familyTitle),
      line.title,
      line.clause,
      line.required,
      line.measured,
      line.missing,
      line.ownerUnit,
      line.method === null ? null : t(`method_${line.method}`),
      line.plannedOn,
      line.costFen === null ? null : line.costFen / 100,
      line.share,
      t(`state_${line.state}`),
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
