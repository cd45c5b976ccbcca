import { useState } from 'react'
import { Link, useNavigate } from 'react-router'
import type { OfferView } from '../../../src/contexts/services/index.ts'
import { Choice } from '../../shared/form/fields.tsx'
import { useFormat } from '../../shared/format.ts'
import { usePick, useText } from '../../shared/i18n/index.ts'
import { useChoices } from '../../shared/params.ts'
import { DataTable } from '../../shared/parts/DataTable.tsx'
import { EmptyState } from '../../shared/parts/EmptyState.tsx'
import { PageHead } from '../../shared/parts/PageHead.tsx'
import { Sheet } from '../../shared/parts/Sheet.tsx'
import { Tag } from '../../shared/parts/Tag.tsx'
import { useList } from '../../shared/queries.ts'
import { useMay } from '../../shared/session.ts'
import { messages } from './messages.ts'
import { messages as forms } from './messages-forms.ts'
import { NewOffer } from './OfferForm.tsx'
import { FAMILY, optionsOf, UNIT } from './words.ts'
import './services.css'

/** What sites offer, at which price in force, and where they go. */
export default function Offers() {
  const t = useText(messages)
  const tf = useText(forms)
  const f = useFormat()
  const [adding, setAdding] = useState(false)
  const pick = usePick()
  const may = useMay()
  const go = useNavigate()
  const [params, set] = useChoices()
  const family = params.get('family') ?? ''
  const list = useList<OfferView>('/services/offers', {
    family: family || undefined,
    all: true,
    mine: may('services.read') ? undefined : true,
  })
  return (
    <>
      <PageHead
        title={t('offers')}
        lead={t('offersLead')}
        actions={
          may('services.offer') ? (
            <button type="button" className="yk-button yk-button--primary" onClick={() => setAdding(true)}>
              {tf('newOffer')}
            </button>
          ) : null
        }
      />
      <Sheet open={adding} onClose={() => setAdding(false)} title={tf('newOffer')}>
        {adding ? <NewOffer onDone={(id) => go(`/console/services/offers/${id}`)} /> : null}
      </Sheet>
      <DataTable
        caption={t('offers')}
        list={list}
        rowKey={(row) => row.id}
        onOpen={(row) => go(`/console/services/offers/${row.id}`)}
        exportName="offers"
        empty={<EmptyState title={t('noOffers')} text={t('noOffersText')} heading="h2" />}
        tools={
          <Choice
            label={t('family')}
            value={family}
            onChange={set('family')}
            empty={t('all')}
            options={optionsOf(FAMILY, pick)}
          />
        }
        columns={[
          {
            key: 'item',
            title: t('item'),
            heads: true,
            cell: (row) => <Link to={`/console/services/offers/${row.id}`}>{pick(row.title)}</Link>,
            csv: (row) => pick(row.title),
          },
          { key: 'site', title: t('site'), cell: (row) => row.siteName, csv: (row) => row.siteName },
          {
            key: 'price',
            title: t('price'),
            numeric: true,
            cell: (row) =>
              row.price === null ? (
                <span className="yk-unknown">{t('noPrice')}</span>
              ) : (
                <>
                  {row.price.kind === 'free' ? t('kind_free') : `${f.money(row.price.fen)} / ${pick(UNIT[row.unit])}`}
                  {row.coming === null ? null : (
                    <div className="yk-small yk-quiet">
                      {t('coming', { date: f.date(row.coming.from), price: f.money(row.coming.fen) })}
                    </div>
                  )}
                </>
              ),
            csv: (row) => (row.price === null ? null : row.price.fen / 100),
          },
          {
            key: 'area',
            title: t('area'),
            cell: (row) => (row.needsAddress ? (row.areas.length === 0 ? t('everywhere') : row.areas.join('、')) : '—'),
            csv: (row) => row.areas.join(' '),
          },
          {
            key: 'day',
            title: t('day'),
            numeric: true,
            cell: (row) => (row.dayCapacity === null ? t('unlimited') : f.number(row.dayCapacity)),
            csv: (row) => row.dayCapacity,
          },
          {
            key: 'state',
            title: t('state'),
            cell: (row) => (
              <>
                <Tag tone={row.state === 'open' ? 'good' : 'warn'}>{t(row.state)}</Tag>{' '}
                {row.freeSite ? <Tag>{t('freeSite')}</Tag> : null}
              </>
            ),
            csv: (row) => row.state,
          },
        ]}
      />
    </>
  )
}
