import { useState } from 'react'
import { useParams } from 'react-router'
import type { OfferView, PriceView } from '../../../src/contexts/services/index.ts'
import { ActForm } from '../../shared/form/ActForm.tsx'
import { Choice, Text } from '../../shared/form/fields.tsx'
import { useFormat } from '../../shared/format.ts'
import { usePick, useText } from '../../shared/i18n/index.ts'
import { DataTable } from '../../shared/parts/DataTable.tsx'
import { EmptyState } from '../../shared/parts/EmptyState.tsx'
import { PageHead } from '../../shared/parts/PageHead.tsx'
import { Sheet } from '../../shared/parts/Sheet.tsx'
import { useCommand, useList, useView } from '../../shared/queries.ts'
import { useMay } from '../../shared/session.ts'
import { messages } from './messages.ts'
import { messages as forms } from './messages-forms.ts'
import { fenOf } from './money.ts'
import { ChangeOffer } from './OfferForm.tsx'
import { UNIT } from './words.ts'

const KINDS = ['market', 'guided', 'fixed', 'free'] as const

/** Every version of an offer's price, and publishing the next one. */
export default function Prices() {
  const t = useText(messages)
  const tf = useText(forms)
  const f = useFormat()
  const [changing, setChanging] = useState(false)
  const pick = usePick()
  const may = useMay()
  const { id = '' } = useParams()
  const [adding, setAdding] = useState(false)
  const all = useView<{ items: OfferView[] }>('/services/offers', { all: true })
  const offer = all.data?.items.find((each) => each.id === id)
  const list = useList<PriceView>(`/services/offers/${id}/prices`)
  return (
    <>
      <PageHead
        title={offer === undefined ? t('prices') : `${pick(offer.title)} · ${offer.siteName}`}
        up={{ to: '/console/services/offers', label: t('offers') }}
        lead={t('publishLead')}
        actions={
          may('services.offer') && offer !== undefined && offer.state !== 'ended' ? (
            <>
              <button type="button" className="yk-button" onClick={() => setChanging(true)}>
                {tf('changeOffer')}
              </button>
              <button type="button" className="yk-button yk-button--primary" onClick={() => setAdding(true)}>
                {t('publish')}
              </button>
            </>
          ) : null
        }
      />
      <Sheet open={changing} onClose={() => setChanging(false)} title={tf('changeOffer')}>
        {changing && offer !== undefined ? (
          <ChangeOffer key={offer.revision} offer={offer} onDone={() => setChanging(false)} />
        ) : null}
      </Sheet>
      <Sheet open={adding} onClose={() => setAdding(false)} title={t('publish')}>
        <Publish id={id} onDone={() => setAdding(false)} />
      </Sheet>
      <DataTable
        caption={t('prices')}
        list={list}
        rowKey={(row) => String(row.version)}
        exportName="prices"
        empty={<EmptyState title={t('noPrice')} text={t('publishLead')} heading="h2" />}
        columns={[
          {
            key: 'version',
            title: t('version'),
            heads: true,
            numeric: true,
            cell: (row) => f.number(row.version),
            csv: (row) => row.version,
          },
          {
            key: 'price',
            title: t('priceOnce'),
            numeric: true,
            cell: (row) => `${f.money(row.fen)}${offer === undefined ? '' : ` / ${pick(UNIT[offer.unit])}`}`,
            csv: (row) => row.fen / 100,
          },
          { key: 'kind', title: t('kind'), cell: (row) => t(`kind_${row.kind}`), csv: (row) => t(`kind_${row.kind}`) },
          { key: 'basis', title: t('basis'), cell: (row) => row.basis, csv: (row) => row.basis },
          {
            key: 'guide',
            title: t('guide'),
            cell: (row) =>
              row.guideLowFen === null ? '—' : `${f.money(row.guideLowFen)} – ${f.money(row.guideHighFen)}`,
            csv: (row) => row.guideLowFen,
          },
          {
            key: 'published',
            title: t('publishedAt'),
            cell: (row) => <span className="yk-num">{f.instant(row.publishedAt)}</span>,
            csv: (row) => row.publishedAt,
          },
          {
            key: 'from',
            title: t('validFrom'),
            cell: (row) => <span className="yk-num">{f.instant(row.from)}</span>,
            csv: (row) => row.from,
          },
        ]}
      />
    </>
  )
}

function Publish({ id, onDone }: { id: string; onDone: () => void }) {
  const t = useText(messages)
  const [yuan, setYuan] = useState('')
  const [kind, setKind] = useState<string>('market')
  const [basis, setBasis] = useState('')
  const [low, setLow] = useState('')
  const [high, setHigh] = useState('')
  const [conditions, setConditions] = useState('')
  const [from, setFrom] = useState('')
  const publish = useCommand<void>({
    path: `/services/offers/${id}/prices`,
    body: () => ({
      fen: kind === 'free' ? 0 : (fenOf(yuan) ?? 0),
      kind,
      basis,
      guideLowFen: kind === 'guided' ? fenOf(low) : null,
      guideHighFen: kind === 'guided' ? fenOf(high) : null,
      conditions: conditions.trim() || null,
      from: from === '' ? null : `${from}T00:00:00+08:00`,
    }),
    refresh: ['/services/offers'],
  })
  return (
    <ActForm
      problem={publish.error}
      pending={publish.isPending}
      submit={t('publish')}
      onSubmit={() => publish.mutate(undefined, { onSuccess: onDone })}
    >
      <Choice
        label={t('kind')}
        value={kind}
        onChange={setKind}
        options={KINDS.map((value) => ({ value, label: t(`kind_${value}`) }))}
      />
      {kind === 'free' ? null : (
        <Text label={t('priceYuan')} type="number" min={0} value={yuan} onChange={setYuan} required at="/fen" />
      )}
      {kind === 'guided' ? (
        <>
          <Text label={t('guideLow')} type="number" min={0} value={low} onChange={setLow} required at="/guideLowFen" />
          <Text
            label={t('guideHigh')}
            type="number"
            min={0}
            value={high}
            onChange={setHigh}
            required
            at="/guideHighFen"
          />
        </>
      ) : null}
      <Text label={t('basis')} value={basis} onChange={setBasis} required minLength={2} maxLength={200} at="/basis" />
      <Text label={t('conditions')} value={conditions} onChange={setConditions} maxLength={300} />
      <Text label={t('validFrom')} hint={t('validFromHint')} type="date" value={from} onChange={setFrom} at="/from" />
    </ActForm>
  )
}
