import { Link, useSearchParams } from 'react-router'
import type { PublicSite } from '../../../src/contexts/providers/index.ts'
import { useFormat } from '../../shared/format.ts'
import { usePick, useText } from '../../shared/i18n/index.ts'
import { EmptyState } from '../../shared/parts/EmptyState.tsx'
import { ErrorState } from '../../shared/parts/ErrorState.tsx'
import { LoadingState } from '../../shared/parts/LoadingState.tsx'
import { PageHead } from '../../shared/parts/PageHead.tsx'
import { Tag } from '../../shared/parts/Tag.tsx'
import { useList } from '../../shared/queries.ts'
import { messages } from './messages.ts'
import './providers.css'

const FAMILIES = ['', 'elder', 'child'] as const
const ONLY = ['', 'filed', 'graded', 'recognised'] as const

/** The directory of institutions for everybody. */
export default function Directory() {
  const t = useText(messages)
  const [search, setSearch] = useSearchParams()
  const q = search.get('q') ?? ''
  const family = FAMILIES.find((each) => each === search.get('family')) ?? ''
  const only = ONLY.find((each) => each === search.get('only')) ?? ''
  const query = Object.fromEntries(Object.entries({ q, family, only }).filter(([, value]) => value !== ''))
  const list = useList<PublicSite>('/public/providers', query)
  const go = (next: Record<string, string>) =>
    setSearch(Object.fromEntries(Object.entries({ q, family, only, ...next }).filter(([, value]) => value !== '')), {
      replace: true,
    })
  return (
    <>
      <PageHead title={t('title')} lead={t('lead')} />
      <div className="yk-inst-tools">
        <input
          className="yk-input"
          type="search"
          aria-label={t('find')}
          placeholder={t('find')}
          defaultValue={q}
          onChange={(event) => go({ q: event.target.value })}
        />
        <fieldset className="yk-inst-filters">
          <legend className="yk-sr">{t('filter')}</legend>
          {FAMILIES.map((each) => (
            <button
              key={`family ${each}`}
              type="button"
              className="yk-button"
              aria-pressed={each === family}
              onClick={() => go({ family: each })}
            >
              {t(`family_${each}`)}
            </button>
          ))}
          {ONLY.filter((each) => each !== '').map((each) => (
            <button
              key={`only ${each}`}
              type="button"
              className="yk-button"
              aria-pressed={each === only}
              onClick={() => go({ only: each === only ? '' : each })}
            >
              {t(`only_${each}`)}
            </button>
          ))}
        </fieldset>
      </div>
      {list.problem ? <ErrorState problem={list.problem} onRetry={list.retry} /> : null}
      {list.loading ? <LoadingState /> : null}
      {!list.loading && list.problem === null && list.rows.length === 0 ? (
        <EmptyState title={t('none')} text={t('noneText')} heading="h2" />
      ) : null}
      <ul className="yk-inst-list">
        {list.rows.map((site) => (
          <One key={site.id} site={site} />
        ))}
      </ul>
      {list.hasMore ? (
        <p className="yk-row" style={{ marginBlock: 'var(--s4)' }}>
          <button type="button" className="yk-button" disabled={list.loadingMore} onClick={list.more}>
            {t('more')}
          </button>
        </p>
      ) : null}
    </>
  )
}

/** What holds of a site today, in short words. */
export function SiteTags({ site }: { site: Pick<PublicSite, 'filed' | 'grade' | 'recognised' | 'state'> }) {
  const t = useText(messages)
  return (
    <p className="yk-inst-tags">
      {site.state === 'suspended' ? <Tag tone="bad">{t('suspended')}</Tag> : null}
      <Tag tone={site.filed ? 'good' : undefined}>{t(site.filed ? 'filed' : 'notFiled')}</Tag>
      {site.grade === null ? null : <Tag tone="good">{t('gradeOf', { grade: site.grade })}</Tag>}
      {site.recognised ? <Tag tone="good">{t('recognised')}</Tag> : null}
    </p>
  )
}

/** What a site charges, only where it is known. */
export function Fee({ site }: { site: Pick<PublicSite, 'feeLowFen' | 'feeHighFen'> }) {
  const t = useText(messages)
  const f = useFormat()
  if (site.feeLowFen === null && site.feeHighFen === null) return <span className="yk-quiet">{t('feeUnknown')}</span>
  return <span className="yk-num">{t('fee', { low: f.money(site.feeLowFen), high: f.money(site.feeHighFen) })}</span>
}

function One({ site }: { site: PublicSite }) {
  const pick = usePick()
  return (
    <li className="yk-card yk-inst-one">
      <h2>
        <Link to={`/providers/${site.id}`}>{site.name}</Link>
      </h2>
      <SiteTags site={site} />
      <p className="yk-small">
        {pick(site.kindTitle)} · {site.regionName}
      </p>
      <p>
        <Fee site={site} />
      </p>
    </li>
  )
}
