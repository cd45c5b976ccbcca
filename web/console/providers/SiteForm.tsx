import { useState } from 'react'
import type { SiteView } from '../../../src/contexts/providers/index.ts'
import { ActForm } from '../../shared/form/ActForm.tsx'
import { Choice, numberOf, Text, wordsOf } from '../../shared/form/fields.tsx'
import { usePick, useText } from '../../shared/i18n/index.ts'
import { useCommand } from '../../shared/queries.ts'
import { CommunityField } from '../territory/CommunityField.tsx'
import { REFRESH } from './forms.tsx'
import { messages } from './messages.ts'

const KINDS: [string, string, string][] = [
  ['elder-institution', '养老机构', 'elder-care institution'],
  ['elder-failing-care', '失能照护供养机构', 'institution for dependent elders'],
  ['elder-regional-centre', '区域养老服务中心', 'area elder-care centre'],
  ['elder-home-centre', '社区居家养老服务中心', 'home elder-care centre'],
  ['elder-day-care', '日间照料站', 'day-care station'],
  ['elder-mutual-aid', '农村互助养老点', 'rural mutual-aid point'],
  ['elder-canteen', '老年食堂', 'canteen for elders'],
  ['elder-bathing', '助浴点', 'bathing point'],
  ['childcare', '托育机构', 'childcare centre'],
  ['childcare-family', '家庭托育点', 'family childcare point'],
  ['housekeeping', '家政服务网点', 'housekeeping outlet'],
]

/** Adds a site, or corrects one. */
export function SiteForm({
  organisation,
  known,
  onDone,
}: {
  organisation: string
  known?: SiteView
  onDone: () => void
}) {
  const t = useText(messages)
  const number = (value: number | null | undefined) => (value == null ? '' : String(value))
  const [typed, setTyped] = useState({
    name: known?.name ?? '',
    kind: known?.kind ?? '',
    region: known?.region ?? '',
    facility: known?.facility ?? '',
    address: known?.address ?? '',
    phone: known?.phone ?? '',
    state: known?.state ?? 'open',
    opened: known?.openedOn ?? '',
    closed: known?.closedOn ?? '',
    area: number(known?.floorArea),
    full: number(known?.fullBeds),
    day: number(known?.dayBeds),
    nursing: number(known?.nursingBeds),
    places: number(known?.childcarePlaces),
    low: known?.feeLowFen == null ? '' : String(known.feeLowFen / 100),
    high: known?.feeHighFen == null ? '' : String(known.feeHighFen / 100),
  })
  const set = (key: keyof typeof typed) => (value: string) => setTyped({ ...typed, [key]: value })
  const send = useCommand<object>({
    path:
      known === undefined ? `/providers/organisations/${organisation}/sites` : `/providers/sites/${known.id}/changes`,
    refresh: REFRESH,
  })
  const values = {
    name: typed.name.trim(),
    kind: typed.kind,
    region: typed.region,
    facility: wordsOf(typed.facility),
    address: wordsOf(typed.address),
    phone: wordsOf(typed.phone),
    state: typed.state,
    opened_on: typed.opened || null,
    closed_on: typed.closed || null,
    floor_area: numberOf(typed.area),
    full_beds: numberOf(typed.full),
    day_beds: numberOf(typed.day),
    nursing_beds: numberOf(typed.nursing),
    childcare_places: numberOf(typed.places),
    fee_low: numberOf(typed.low),
    fee_high: numberOf(typed.high),
  }
  const kinds =
    KINDS.some(([value]) => value === typed.kind) || typed.kind === ''
      ? KINDS
      : [...KINDS, [typed.kind, typed.kind, typed.kind] as [string, string, string]]
  const pick = usePick()
  return (
    <ActForm
      problem={send.error}
      pending={send.isPending}
      submit={t('save')}
      onSubmit={() =>
        send.mutate(known === undefined ? values : { revision: known.revision, values }, { onSuccess: onDone })
      }
    >
      <Text label={t('siteName')} value={typed.name} onChange={set('name')} required maxLength={100} />
      <div className="yk-beside">
        <Choice
          label={t('kind')}
          value={typed.kind}
          onChange={set('kind')}
          required
          empty=""
          options={kinds.map(([value, chinese, english]) => ({ value, label: pick({ zh: chinese, en: english }) }))}
        />
        <Choice
          label={t('state')}
          value={typed.state}
          onChange={set('state')}
          options={(['preparing', 'open', 'suspended', 'closed'] as const).map((value) => ({
            value,
            label: t(`state_${value}`),
          }))}
        />
      </div>
      <CommunityField label={t('region')} value={typed.region} onChange={set('region')} />
      <Text label={t('address')} value={typed.address} onChange={set('address')} maxLength={200} />
      <div className="yk-beside">
        <Text label={t('facility')} value={typed.facility} onChange={set('facility')} maxLength={60} />
        <Text label={t('phone')} value={typed.phone} onChange={set('phone')} maxLength={30} />
        <Text type="date" label={t('openedOn')} value={typed.opened} onChange={set('opened')} />
        {typed.state === 'closed' ? (
          <Text type="date" label={t('closedOn')} value={typed.closed} onChange={set('closed')} required />
        ) : null}
        <Text type="number" min={0} label={t('floorArea')} value={typed.area} onChange={set('area')} />
        <Text type="number" min={0} step={1} label={t('fullBeds')} value={typed.full} onChange={set('full')} />
        <Text type="number" min={0} step={1} label={t('dayBeds')} value={typed.day} onChange={set('day')} />
        <Text type="number" min={0} step={1} label={t('nursingBeds')} value={typed.nursing} onChange={set('nursing')} />
        <Text
          type="number"
          min={0}
          step={1}
          label={t('childcarePlaces')}
          value={typed.places}
          onChange={set('places')}
        />
        <Text type="number" min={0} label={t('feeLow')} value={typed.low} onChange={set('low')} />
        <Text type="number" min={0} label={t('feeHigh')} value={typed.high} onChange={set('high')} />
      </div>
    </ActForm>
  )
}
