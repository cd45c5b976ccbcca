import { useId } from 'react'
import type { Unit } from '../../../src/platform/identity/index.ts'
import { Choice, Text } from '../../shared/form/fields.tsx'
import { useText } from '../../shared/i18n/index.ts'
import { useView } from '../../shared/queries.ts'
import { useAccount } from '../../shared/session.ts'
import { messages } from './messages.ts'

export type Place = { unit: string; region: string }

/** Where an account belongs. Choosing a unit that has a region of its own fills the region in. */
export function RegionAndUnit({ value, onChange }: { value: Place; onChange: (value: Place) => void }) {
  const t = useText(messages)
  const me = useAccount()
  const units =
    useView<{ items: Unit[] }>('/units').data?.items.filter((unit) => unit.active || unit.id === value.unit) ?? []
  const list = useId()
  const all = me?.region ?? ''
  const choose = (id: string) => {
    const unit = units.find((each) => each.id === id)
    onChange({ unit: id, region: unit?.region ?? (value.region || all) })
  }
  return (
    <>
      <Choice
        label={t('unit')}
        value={value.unit}
        onChange={choose}
        options={[{ value: '', label: t('noUnit') }, ...units.map((unit) => ({ value: unit.id, label: unit.name }))]}
      />
      <Text
        label={t('region')}
        value={value.region}
        onChange={(region) => onChange({ ...value, region: region.trim() })}
        hint={t('regionHint', { all })}
        list={list}
      />
      <datalist id={list}>
        {units.map((unit) =>
          unit.region === null ? null : <option key={unit.id} value={unit.region} label={unit.name} />,
        )}
      </datalist>
    </>
  )
}
