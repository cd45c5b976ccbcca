import { useState } from 'react'
import { ActForm } from '../../../shared/form/ActForm.tsx'
import { Choice, numberOf, Text, wordsOf } from '../../../shared/form/fields.tsx'
import { useText } from '../../../shared/i18n/index.ts'
import { useCommand } from '../../../shared/queries.ts'
import { CommunityField } from '../CommunityField.tsx'
import { messages } from './messages.ts'

const BLANK = {
  code: '',
  name: '',
  owner: '',
  ownerKind: 'state',
  region: '',
  address: '',
  area: '',
  storey: '',
  condition: '',
  constraints: '',
  tenure: '',
  priceMode: '',
  price: '',
  market: '',
  uses: '',
  inEstate: '',
  transitionFrom: '',
  note: '',
}

/** Enters an idle asset; what is not known stays empty. */
export function AssetForm({ onDone }: { onDone: (id: string) => void }) {
  const t = useText(messages)
  const [typed, setTyped] = useState(BLANK)
  const save = useCommand<object, { id: string }>({
    path: '/territory/assets',
    refresh: ['/territory/assets', '/registers'],
  })
  const set = (key: keyof typeof BLANK) => (value: string) => setTyped({ ...typed, [key]: value })
  const body = () => ({
    code: typed.code,
    name: typed.name.trim(),
    owner_name: typed.owner.trim(),
    owner_kind: typed.ownerKind,
    region: typed.region,
    address: wordsOf(typed.address),
    lon: null,
    lat: null,
    area: numberOf(typed.area),
    storey: wordsOf(typed.storey),
    condition: typed.condition || null,
    constraints: wordsOf(typed.constraints),
    tenure: typed.tenure || null,
    price_mode: typed.priceMode || null,
    price: numberOf(typed.price),
    market_price: numberOf(typed.market),
    uses: wordsOf(typed.uses),
    in_estate: typed.inEstate === '' ? null : typed.inEstate === 'yes',
    transition_from: typed.transitionFrom || null,
    transition_terms: null,
    note: wordsOf(typed.note),
    source: null,
  })
  const choices = <K extends string>(prefix: string, keys: readonly K[]) =>
    keys.map((key) => ({ value: key, label: t(`${prefix}_${key}` as Parameters<typeof t>[0]) }))
  return (
    <ActForm
      problem={save.error}
      pending={save.isPending}
      submit={t('save')}
      onSubmit={() => save.mutate(body(), { onSuccess: ({ id }) => onDone(id) })}
    >
      <div className="yk-bld-two">
        <Text label={t('code')} value={typed.code} onChange={set('code')} required maxLength={60} />
        <Text label={t('name')} value={typed.name} onChange={set('name')} required maxLength={80} />
        <Text label={t('owner')} value={typed.owner} onChange={set('owner')} required maxLength={100} />
        <Choice
          label={t('ownerKind')}
          value={typed.ownerKind}
          onChange={set('ownerKind')}
          options={choices('owner', ['state', 'collective', 'owners', 'company'])}
        />
      </div>
      <CommunityField label={t('region')} value={typed.region} onChange={set('region')} />
      <Text label={t('address')} value={typed.address} onChange={set('address')} maxLength={200} />
      <div className="yk-bld-two">
        <Text type="number" min={0} label={t('area')} value={typed.area} onChange={set('area')} />
        <Text label={t('storey')} value={typed.storey} onChange={set('storey')} maxLength={20} />
        <Choice
          label={t('condition')}
          value={typed.condition}
          onChange={set('condition')}
          empty={t('unknown')}
          options={choices('condition', ['ready', 'light-repair', 'renovation', 'unsafe'])}
        />
        <Choice
          label={t('tenure')}
          value={typed.tenure}
          onChange={set('tenure')}
          empty={t('unknown')}
          options={choices('tenure', ['free-use', 'lease', 'purchase'])}
        />
        <Choice
          label={t('price')}
          value={typed.priceMode}
          onChange={set('priceMode')}
          empty={t('noPrice')}
          options={choices('price', ['free', 'low', 'market'])}
        />
        {typed.priceMode === 'free' ? null : (
          <Text type="number" min={0} label={t('priceYuan')} value={typed.price} onChange={set('price')} />
        )}
        <Text type="number" min={0} label={t('marketYuan')} value={typed.market} onChange={set('market')} />
        <Choice
          label={t('inEstate')}
          value={typed.inEstate}
          onChange={set('inEstate')}
          empty={t('unknown')}
          options={[
            { value: 'yes', label: t('yes') },
            { value: 'no', label: t('no') },
          ]}
        />
        <Text type="date" label={t('transitionFrom')} value={typed.transitionFrom} onChange={set('transitionFrom')} />
      </div>
      <Text label={t('constraints')} value={typed.constraints} onChange={set('constraints')} maxLength={300} />
      <Text label={t('uses')} value={typed.uses} onChange={set('uses')} maxLength={200} />
      <Text label={t('note')} value={typed.note} onChange={set('note')} maxLength={500} />
    </ActForm>
  )
}
