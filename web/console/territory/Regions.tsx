import { useState } from 'react'
import { Link } from 'react-router'
import type { RegionTree, RegionView } from '../../../src/contexts/territory/index.ts'
import { useText } from '../../shared/i18n/index.ts'
import { EmptyState } from '../../shared/parts/EmptyState.tsx'
import { ErrorState } from '../../shared/parts/ErrorState.tsx'
import { LoadingState } from '../../shared/parts/LoadingState.tsx'
import { PageHead } from '../../shared/parts/PageHead.tsx'
import { useView } from '../../shared/queries.ts'
import { messages } from './messages.ts'
import './territory.css'

/** The trees of regions on a day. */
export default function Regions() {
  const t = useText(messages)
  const [tree, setTree] = useState<RegionTree>('statistical')
  const [asOf, setAsOf] = useState('')
  const [q, setQ] = useState('')
  const view = useView<{ items: RegionView[] }>('/territory/regions', { tree, asOf })
  const all = view.data?.items ?? []
  const wanted = q.trim().toLowerCase()
  const hits = (each: RegionView) =>
    wanted === '' ||
    each.name.includes(wanted) ||
    each.initials.startsWith(wanted) ||
    each.pinyin.startsWith(wanted) ||
    each.code.startsWith(wanted)
  const codes = new Set(all.map((each) => each.code))
  const tops = all.filter((each) => each.parent === null || !codes.has(each.parent))

  return (
    <>
      <PageHead title={t('regionsTitle')} lead={t('regionsLead')} />
      <search className="yk-terr-bar">
        <label className="yk-field">
          <span>{t('tree')}</span>
          <select className="yk-input" value={tree} onChange={(event) => setTree(event.target.value as RegionTree)}>
            <option value="statistical">{t('statistical')}</option>
            <option value="reporting">{t('reporting')}</option>
          </select>
        </label>
        <label className="yk-field">
          <span>{t('asOf')}</span>
          <input type="date" className="yk-input" value={asOf} onChange={(event) => setAsOf(event.target.value)} />
        </label>
        <label className="yk-field yk-terr-find">
          <span>{t('find')}</span>
          <input type="search" className="yk-input" value={q} onChange={(event) => setQ(event.target.value)} />
        </label>
      </search>
      {view.isPending ? <LoadingState /> : null}
      {view.error ? <ErrorState problem={view.error} onRetry={() => void view.refetch()} /> : null}
      {view.isSuccess && all.length === 0 ? (
        <EmptyState title={t('noRegions')} text={t('noRegionsText')} heading="h2" />
      ) : null}
      <ul className="yk-terr-tree">
        {tops.map((top) => (
          <Branch key={top.code} region={top} all={all} hits={hits} open />
        ))}
      </ul>
    </>
  )
}

type BranchProps = { region: RegionView; all: RegionView[]; hits: (region: RegionView) => boolean; open?: boolean }

function Branch({ region, all, hits, open = false }: BranchProps) {
  const below = all.filter((each) => each.parent === region.code)
  const found = below.filter((each) => hits(each) || all.some((other) => other.parent === each.code && hits(other)))
  const self = hits(region)
  if (!self && found.length === 0) return null
  const shown = found.length > 0 ? found : below
  const name = (
    <>
      <Link to={`/console/territory/regions/${region.code}`}>{region.name}</Link>
      <span className="yk-num yk-quiet yk-small">{region.code}</span>
    </>
  )
  if (below.length === 0) return <li className="yk-terr-leaf">{name}</li>
  return (
    <li>
      {name}
      <details open={open || (found.length > 0 && found.length < below.length)}>
        <summary aria-label={`${region.name} ${below.length}`}>
          <span className="yk-small yk-quiet">· {below.length}</span>
        </summary>
        <ul className="yk-terr-tree">
          {shown.map((each) => (
            <Branch key={each.code} region={each} all={all} hits={found.length > 0 ? hits : () => true} />
          ))}
        </ul>
      </details>
    </li>
  )
}
