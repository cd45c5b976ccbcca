import type { PublicAsset } from '../../../src/contexts/territory/index.ts'
import { useFormat } from '../../shared/format.ts'
import { useText } from '../../shared/i18n/index.ts'
import { EmptyState } from '../../shared/parts/EmptyState.tsx'
import { ErrorState } from '../../shared/parts/ErrorState.tsx'
import { LoadingState } from '../../shared/parts/LoadingState.tsx'
import { PageHead } from '../../shared/parts/PageHead.tsx'
import { useView } from '../../shared/queries.ts'
import { messages } from './messages.ts'
import './assets.css'

/** Idle premises anybody may apply for, and what became of the others. */
export default function IdleAssets() {
  const t = useText(messages)
  const view = useView<{ items: PublicAsset[] }>('/public/idle-assets')
  if (view.error) return <ErrorState problem={view.error} onRetry={() => void view.refetch()} />
  if (view.isPending) return <LoadingState />
  const open = view.data.items.filter((asset) => asset.stage === 'listed')
  const decided = view.data.items.filter((asset) => asset.stage !== 'listed')
  return (
    <>
      <PageHead title={t('title')} lead={t('lead')} />
      {view.data.items.length === 0 ? <EmptyState title={t('none')} text={t('noneText')} heading="h2" /> : null}
      <Part title={t('open')} assets={open} />
      <Part title={t('decided')} assets={decided} />
      <section className="yk-pub-how">
        <h2>{t('how')}</h2>
        <p>{t('howText')}</p>
      </section>
    </>
  )
}

function Part({ title, assets }: { title: string; assets: readonly PublicAsset[] }) {
  if (assets.length === 0) return null
  return (
    <section className="yk-pub-part">
      <h2>{title}</h2>
      <ul className="yk-pub-assets">
        {assets.map((asset) => (
          <Asset key={asset.id} asset={asset} />
        ))}
      </ul>
    </section>
  )
}

function Asset({ asset }: { asset: PublicAsset }) {
  const t = useText(messages)
  const f = useFormat()
  const facts = [
    asset.area === null ? f.unknown : t('area', { area: f.number(asset.area) }),
    asset.storey === null ? '' : t('storey', { storey: asset.storey }),
    asset.condition === null ? '' : t(`condition_${asset.condition}` as Parameters<typeof t>[0]),
  ].filter(Boolean)
  return (
    <li className="yk-card yk-pub-asset">
      <div className="yk-pub-head">
        <h3>{asset.name}</h3>
        <span className="yk-pub-stage">{t(`stage_${asset.stage}` as Parameters<typeof t>[0])}</span>
      </div>
      <Price asset={asset} />
      <p>{facts.join(' · ')}</p>
      <p className="yk-small yk-quiet">
        {asset.ownerName} · {[asset.regionName, asset.address].filter(Boolean).join(' ')}
      </p>
      {asset.uses === null ? null : <p className="yk-small">{t('uses', { uses: asset.uses })}</p>}
      {asset.constraints === null ? null : (
        <p className="yk-small">{t('constraints', { constraints: asset.constraints })}</p>
      )}
      <p className="yk-small">
        {asset.stage === 'listed'
          ? [
              asset.applyUntil === null ? '' : t('until', { date: f.date(asset.applyUntil) }),
              asset.applications === 0 ? t('nobody') : t('applications', { count: asset.applications }),
            ]
              .filter(Boolean)
              .join(' · ')
          : t('allotted', { date: f.date(asset.decidedOn), name: asset.allottedTo ?? '', use: asset.use ?? '' })}
      </p>
    </li>
  )
}

function Price({ asset }: { asset: PublicAsset }) {
  const t = useText(messages)
  const f = useFormat()
  const main =
    asset.priceMode === 'free'
      ? t('free')
      : asset.priceMode === 'low'
        ? t('low', { money: f.money(asset.priceFen) })
        : t('market', { money: f.money(asset.priceFen) })
  const beside =
    asset.marketFen === null || asset.priceMode === 'market'
      ? ''
      : t(asset.priceMode === 'free' ? 'freeOf' : 'lowOf', { money: f.money(asset.marketFen) })
  return (
    <p className="yk-pub-price">
      <strong>{main}</strong> {beside === '' ? null : <span className="yk-small yk-quiet">{beside}</span>}
    </p>
  )
}
