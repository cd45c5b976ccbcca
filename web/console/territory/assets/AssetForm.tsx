import { useState } from 'react'
import { useText } from '../../../shared/i18n/index.ts'
import { useCommand } from '../../../shared/queries.ts'
import { CommunityField } from '../projects/BuildingForm.tsx'
import { ActForm, ChoiceField, DayField, NumberField, numberOf, TextField, wordsOf } from '../projects/fields.tsx'
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
    keys.map((key) => [key, t(`${prefix}_${key}` as Parameters<typeof t>[0])] as const)
  return (
    <ActForm
      problem={save.error}
      pending={save.isPending}
      submit={t('save')}
      onSubmit={() => save.mutate(body(), { onSuccess: ({ id }) => onDone(id) })}
    >
      <div className="yk-bld-two">
        <TextField label={t('code')} value={typed.code} onChange={set('code')} required max={60} />
        <TextField label={t('name')} value={typed.name} onChange={set('name')} required max={80} />
        <TextField label={t('owner')} value={typed.owner} onChange={set('owner')} required max={100} />
        <ChoiceField
          label={t('ownerKind')}
          value={typed.ownerKind}
          onChange={set('ownerKind')}
          choices={choices('owner', ['state', 'collective', 'owners', 'company'])}
        />
      </div>
      <CommunityField label={t('region')} value={typed.region} onChange={set('region')} />
      <TextField label={t('address')} value={typed.address} onChange={set('address')} />
      <div className="yk-bld-two">
        <NumberField label={t('area')} value={typed.area} onChange={set('area')} />
        <TextField label={t('storey')} value={typed.storey} onChange={set('storey')} max={20} />
        <ChoiceField
          label={t('condition')}
          value={typed.condition}
          onChange={set('condition')}
          empty={t('unknown')}
          choices={choices('condition', ['ready', 'light-repair', 'renovation', 'unsafe'])}
        />
        <ChoiceField
          label={t('tenure')}
          value={typed.tenure}
          onChange={set('tenure')}
          empty={t('unknown')}
          choices={choices('tenure', ['free-use', 'lease', 'purchase'])}
        />
        <ChoiceField
          label={t('price')}
          value={typed.priceMode}
          onChange={set('priceMode')}
          empty={t('noPrice')}
          choices={choices('price', ['free', 'low', 'market'])}
        />
        {typed.priceMode === 'free' ? null : (
          <NumberField label={t('priceYuan')} value={typed.price} onChange={set('price')} />
        )}
        <NumberField label={t('marketYuan')} value={typed.market} onChange={set('market')} />
        <ChoiceField
          label={t('inEstate')}
          value={typed.inEstate}
          onChange={set('inEstate')}
          empty={t('unknown')}
          choices={[
            ['yes', t('yes')],
            ['no', t('no')],
          ]}
        />
        <DayField label={t('transitionFrom')} value={typed.transitionFrom} onChange={set('transitionFrom')} />
      </div>
      <TextField label={t('constraints')} value={typed.constraints} onChange={set('constraints')} max={300} />
      <TextField label={t('uses')} value={typed.uses} onChange={set('uses')} />
      <TextField label={t('note')} value={typed.note} onChange={set('note')} max={500} />
    </ActForm>
  )
}
