import { useState } from 'react'
import { Link } from 'react-router'
import type { Circles as CirclesView, CircleView, StandardLine } from '../../../src/contexts/territory/index.ts'
import { Choice } from '../../shared/form/fields.tsx'
import { useFormat } from '../../shared/format.ts'
import { usePick, useText } from '../../shared/i18n/index.ts'
import { useChoices } from '../../shared/params.ts'
import { DataTable } from '../../shared/parts/DataTable.tsx'
import { EmptyState } from '../../shared/parts/EmptyState.tsx'
import { LoadingState } from '../../shared/parts/LoadingState.tsx'
import { PageHead } from '../../shared/parts/PageHead.tsx'
import { Sheet } from '../../shared/parts/Sheet.tsx'
import { useView } from '../../shared/queries.ts'
import { messages } from './messages.ts'
import { NotWalked } from './NotWalked.tsx'
import { useSpeeds } from './needs.ts'
import './circles.css'

/** Circles of all communities: each line of a standard present, missing or unknown, with the minutes. */
export default function Circles() {
  const t = useText(messages)
  const f = useFormat()
  const pick = usePick()
  const speeds = useSpeeds()
  const [params, set] = useChoices()
  const [open, setOpen] = useState<CircleView | null>(null)
  const family = params.get('family') ?? 'circle-basic'
  const speed = Number(params.get('speed') ?? 80)
  const [town, which, gaps] = [params.get('town') ?? '', params.get('show') ?? 'urban', params.get('gaps') === '1']
  const view = useView<CirclesView>('/territory/circles', { family, speed }, { keepLast: true })
  const found = view.data?.families.find(({ code }) => code === family)
  const items = (view.data?.items ?? [])
    .filter(({ township }) => town === '' || township === town)
    .filter(({ settlement }) => which !== 'urban' || settlement === 'urban')
  const shown = gaps ? items.filter(({ state }) => state === 'fail') : items
  const count = (state: string) => items.filter((each) => each.state === state).length
  const towns = [
    ...new Map((view.data?.items ?? []).map((each) => [each.township, each.townshipName ?? each.township])),
  ]
  const says = (row: CircleView, line: StandardLine) => {
    const state = stateOf(row, line.code)
    if (state === 'unknown') return t('unknown')
    const minutes = row.lines[line.code]?.minutes ?? null
    return minutes === null
      ? t('beyond', { n: Math.floor((view.data?.longestMetres ?? 0) / speed) })
      : f.minutes(Math.ceil(minutes))
  }
  return (
    <>
      <PageHead title={t('circlesTitle')} lead={t('circlesLead')} />
      {view.error && view.data === undefined ? (
        <NotWalked problem={view.error} onRetry={() => void view.refetch()} />
      ) : null}
      {view.data === undefined || found === undefined ? (
        view.error ? null : (
          <LoadingState />
        )
      ) : (
        <>
          <div className="yk-circle-bar">
            <Choice
              label={t('family')}
              value={family}
              onChange={set('family')}
              options={view.data.families.map(({ code, title }) => ({ value: code, label: pick(title) }))}
            />
            <Choice
              label={t('speed')}
              value={String(speed)}
              onChange={set('speed')}
              options={speeds.map(({ title, metresPerMinute }) => ({
                value: String(metresPerMinute),
                label: t('perMinute', { title: pick(title), n: metresPerMinute }),
              }))}
            />
            <Choice
              label={t('townshipHead')}
              value={town}
              onChange={set('town')}
              options={[{ value: '', label: t('allTowns') }, ...towns.map(([value, label]) => ({ value, label }))]}
            />
            <Choice
              label={t('settlement')}
              value={which}
              onChange={set('show')}
              options={(['urban', 'all'] as const).map((value) => ({ value, label: t(value) }))}
            />
            <label className="yk-circle-check">
              <input type="checkbox" checked={gaps} onChange={() => set('gaps')(gaps ? '' : '1')} />
              {t('onlyGaps')}
            </label>
          </div>
          <p role="status">
            {t('complete', { complete: count('pass'), gaps: count('fail'), unknown: count('unknown') })}
          </p>
          <DataTable
            caption={t('circlesTitle')}
            exportName="circles"
            empty={<EmptyState title={t('none')} text={t('noneText')} />}
            list={{ rows: shown }}
            rowKey={(row) => row.code}
            onOpen={setOpen}
            columns={[
              { key: 'name', title: t('community'), heads: true, cell: (row) => row.name, csv: (row) => row.name },
              {
                key: 'township',
                title: t('townshipHead'),
                cell: (row) => row.townshipName ?? '',
                csv: (row) => row.townshipName,
              },
              {
                key: 'persons',
                title: t('inhabitants'),
                numeric: true,
                cell: (row) => f.number(row.persons),
                csv: (row) => row.persons,
              },
              ...found.lines.map((line) => ({
                key: line.code,
                title: pick(line.title),
                cell: (row: CircleView) => (
                  <span className="yk-circle-cell" data-state={stateOf(row, line.code)}>
                    <span className="yk-sr">{word(t, stateOf(row, line.code))} </span>
                    {says(row, line)}
                  </span>
                ),
                csv: (row: CircleView) => `${word(t, stateOf(row, line.code))} ${says(row, line)}`,
              })),
            ]}
          />
          <Sheet open={open !== null} onClose={() => setOpen(null)} title={open?.name ?? ''}>
            {open === null ? null : <One circle={open} lines={found.lines} says={says} />}
          </Sheet>
        </>
      )}
    </>
  )
}

function stateOf({ lines }: CircleView, line: string): string {
  return lines[line]?.state ?? 'unknown'
}

function word(t: (key: 'present' | 'absent' | 'unknown') => string, state: string): string {
  return t(state === 'pass' ? 'present' : state === 'fail' ? 'absent' : 'unknown')
}

function One(props: {
  circle: CircleView
  lines: StandardLine[]
  says: (row: CircleView, line: StandardLine) => string
}) {
  const { circle, lines, says } = props
  const t = useText(messages)
  const f = useFormat()
  const pick = usePick()
  return (
    <ul className="yk-circle-lines">
      {lines.map((line) => {
        const state = stateOf(circle, line.code)
        const found = circle.lines[line.code]
        return (
          <li key={line.code}>
            <p className="yk-row">
              <strong>{pick(line.title)}</strong>
              <span className="yk-circle-cell" data-state={state}>
                {word(t, state)} · {t('half', { minutes: says(circle, line) })}
              </span>
            </p>
            <p className="yk-small">
              {t('asked', { n: line.value ?? 0 })}
              {found?.share == null ? null : (
                <> · {t('shareSay', { share: f.share(found.share, 0), n: line.value ?? 0 })}</>
              )}
            </p>
            {found?.nearest == null ? null : (
              <p className="yk-small">
                <Link to={`/console/territory/facilities/${encodeURIComponent(found.nearest.code)}`}>
                  {t('nearest', { name: found.nearest.name })}
                </Link>
              </p>
            )}
            <p className="yk-small yk-quiet">
              {t('clause')}：{line.clause}
            </p>
          </li>
        )
      })}
    </ul>
  )
}
