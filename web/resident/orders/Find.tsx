import { useState } from 'react'
import { Link } from 'react-router'
import type { OwnOffer } from '../../../src/contexts/residents/index.ts'
import type { SiteRatings } from '../../../src/contexts/supervision/index.ts'
import { Text } from '../../shared/form/fields.tsx'
import { useFormat } from '../../shared/format.ts'
import { usePick, useText } from '../../shared/i18n/index.ts'
import { EmptyState } from '../../shared/parts/EmptyState.tsx'
import { ErrorState } from '../../shared/parts/ErrorState.tsx'
import { LoadingState } from '../../shared/parts/LoadingState.tsx'
import { useSettled, useView } from '../../shared/queries.ts'
import { ForWhom, Own, OwnHead, useWhom } from '../own/Own.tsx'
import { messages } from './messages.ts'
import '../../shared/shell/BigEntries.css'

/** What can be ordered for oneself or family, with price and who offers it; the nearest first. */
export default function Find() {
  return (
    <Own>
      <List />
    </Own>
  )
}

function List() {
  const t = useText(messages)
  const f = useFormat()
  const pick = usePick()
  const { query, person } = useWhom()
  const [q, setQ] = useState('')
  const asked = useSettled(q.trim())
  const view = useView<{ items: OwnOffer[] }>('/my/offers', { ...query, q: asked }, { keepLast: true })
  const items = view.data?.items ?? []
  const lasts = (minutes: number) =>
    minutes >= 120 && minutes % 60 === 0 ? t('hours', { count: minutes / 60 }) : t('minutes', { count: minutes })
  // Public, and told as to everybody: a mean only where enough persons rated.
  const rated = useView<{ items: SiteRatings[] }>('/public/ratings')
  const means = new Map((rated.data?.items ?? []).map((each) => [each.site, each]))
  return (
    <>
      <OwnHead title={t('find')} lead={t('findLead')} />
      <ForWhom />
      <Text label={t('search')} value={q} onChange={setQ} maxLength={60} />
      {view.error ? <ErrorState problem={view.error} onRetry={() => void view.refetch()} /> : null}
      {view.isPending ? <LoadingState /> : null}
      {view.isSuccess && items.length === 0 ? <EmptyState title={t('nothing')} text={t('nothingText')} /> : null}
      <ul className="yk-own-services">
        {items.map((each) => (
          <li key={each.id} className="yk-own-service">
            <Link className="yk-entry yk-own-entry" to={`/resident/find/${each.id}?for=${person.person}`}>
              <span className="yk-entry-words">
                <span className="yk-own-line">
                  <strong>{pick(each.title)}</strong>
                  <span className="yk-own-money yk-num">
                    {each.fen === 0
                      ? t('free')
                      : t('price', { price: f.money(each.fen), unit: t(`unit_${each.unit}`) })}
                  </span>
                </span>
                <span>
                  {each.site} · {t(`near_${each.near}`)}
                  {each.metres === null ? '' : ` · ${t('away', { km: f.number(each.metres / 1000, 1) })}`}
                  {each.minutes === null ? '' : ` · ${lasts(each.minutes)}`}
                </span>
                <Mean of={means.get(each.siteId)} />
              </span>
            </Link>
          </li>
        ))}
      </ul>
    </>
  )
}

/** How a site is rated: the mean and by how many, or that too few rated to say. */
function Mean({ of }: { of: SiteRatings | undefined }) {
  const t = useText(messages)
  if (of === undefined) return null
  return <span>{of.mean === null ? t('fewRated') : t('mean', { mean: of.mean.toFixed(1), count: of.persons })}</span>
}
