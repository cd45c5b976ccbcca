import { useState } from 'react'
import type { Item, MarketInput } from '../../../src/contexts/services/index.ts'
import type { Bilingual } from '../../../src/kernel/refusal.ts'
import { ActForm } from '../../shared/form/ActForm.tsx'
import { Choice, Text } from '../../shared/form/fields.tsx'
import { useFormat } from '../../shared/format.ts'
import { usePick, useText } from '../../shared/i18n/index.ts'
import { DataTable } from '../../shared/parts/DataTable.tsx'
import { EmptyState } from '../../shared/parts/EmptyState.tsx'
import { Sheet } from '../../shared/parts/Sheet.tsx'
import { useCommand, useList, useView } from '../../shared/queries.ts'
import { useMay } from '../../shared/session.ts'
import { todayInChina } from '../../shared/today.ts'
import { CommunityField } from '../territory/CommunityField.tsx'
import { messages } from './messages-forms.ts'
import { fenOf } from './money.ts'

type Row = MarketInput & { id: string; title: Bilingual }

/** Prices that were seen on the market, and noting another (A136). */
export function Market() {
  const t = useText(messages)
  const f = useFormat()
  const pick = usePick()
  const may = useMay()
  const [adding, setAdding] = useState(false)
  const list = useList<Row>('/services/market')
  return (
    <section aria-labelledby="services-market">
      <h2 id="services-market">{t('market')}</h2>
      <p className="yk-quiet">{t('marketLead')}</p>
      <Sheet open={adding} onClose={() => setAdding(false)} title={t('newMarket')}>
        {adding ? <Note onDone={() => setAdding(false)} /> : null}
      </Sheet>
      <DataTable
        caption={t('market')}
        list={list}
        rowKey={(row) => row.id}
        exportName="market-prices"
        empty={<EmptyState title={t('noMarket')} text={t('noMarketText')} heading="h3" />}
        tools={
          may('services.catalogue') ? (
            <button type="button" className="yk-button" onClick={() => setAdding(true)}>
              {t('newMarket')}
            </button>
          ) : null
        }
        columns={[
          {
            key: 'item',
            title: t('item'),
            heads: true,
            cell: (row) => pick(row.title),
            csv: (row) => pick(row.title),
          },
          {
            key: 'price',
            title: t('price'),
            numeric: true,
            cell: (row) => f.money(row.fen),
            csv: (row) => row.fen / 100,
          },
          { key: 'seller', title: t('seller'), cell: (row) => row.seller, csv: (row) => row.seller },
          { key: 'on', title: t('observedOn'), cell: (row) => f.day(row.observedOn), csv: (row) => row.observedOn },
          { key: 'source', title: t('source'), cell: (row) => row.source, csv: (row) => row.source },
        ]}
      />
    </section>
  )
}

function Note({ onDone }: { onDone: () => void }) {
  const t = useText(messages)
  const pick = usePick()
  const items = useView<{ items: Item[] }>('/services/catalogue').data?.items ?? []
  const [item, setItem] = useState('')
  const [region, setRegion] = useState('')
  const [yuan, setYuan] = useState('')
  const [observedOn, setOn] = useState(todayInChina)
  const [seller, setSeller] = useState('')
  const [source, setSource] = useState('')
  const note = useCommand<void>({
    path: '/services/market',
    body: () => ({ item, region, fen: fenOf(yuan), observedOn, seller: seller.trim(), source: source.trim() }),
    refresh: ['/services/market', '/services/comparisons'],
  })
  return (
    <ActForm
      problem={note.error}
      pending={note.isPending}
      submit={t('newMarket')}
      onSubmit={() => note.mutate(undefined, { onSuccess: onDone })}
    >
      <Choice
        label={t('item')}
        value={item}
        onChange={setItem}
        required
        empty={t('choose')}
        at="/item"
        options={items.map((each) => ({ value: each.code, label: pick(each.title) }))}
      />
      <Text
        label={t('priceYuan')}
        type="number"
        min={0.01}
        step={0.01}
        value={yuan}
        onChange={setYuan}
        required
        at="/fen"
      />
      <Text
        label={t('seller')}
        value={seller}
        onChange={setSeller}
        required
        minLength={2}
        maxLength={100}
        at="/seller"
      />
      <CommunityField label={t('region')} value={region} onChange={setRegion} at="/region" />
      <Text
        label={t('observedOn')}
        type="date"
        value={observedOn}
        onChange={setOn}
        max={todayInChina()}
        required
        at="/observedOn"
      />
      <Text
        label={t('source')}
        value={source}
        onChange={setSource}
        required
        minLength={2}
        maxLength={200}
        at="/source"
      />
    </ActForm>
  )
}
