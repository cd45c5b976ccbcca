import { useState } from 'react'
import type { CountMethod, EventLine, Tour } from '../../../src/contexts/community/index.ts'
import { ActForm } from '../../shared/form/ActForm.tsx'
import { Choice, numberOf, Text } from '../../shared/form/fields.tsx'
import { useText } from '../../shared/i18n/index.ts'
import { useCommand } from '../../shared/queries.ts'
import { todayInChina } from '../../shared/today.ts'
import { messages } from './messages-places.ts'
import { VillageChoice } from './parts.tsx'

const REFRESH = ['/community/events', '/community/tours', '/today']
const TOUR_KINDS: Tour[] = ['film', 'opera', 'culture', 'sport', 'clinic']
const METHODS: CountMethod[] = ['counted', 'sampled', 'manual']

/** How people were counted; `empty` lets nobody have counted. */
export function MethodChoice({
  value,
  onChange,
  empty = false,
}: {
  value: string
  onChange: (method: string) => void
  empty?: boolean
}) {
  const t = useText(messages)
  return (
    <Choice
      label={t('method')}
      value={value}
      onChange={onChange}
      {...(empty ? { empty: t('noMethod') } : { required: true })}
      options={METHODS.map((each) => ({ value: each, label: t(`method_${each}`) }))}
    />
  )
}

/** Plans an event, or what is to be brought to a village. */
export function EventForm({ outreach = false, onDone }: { outreach?: boolean; onDone: () => void }) {
  const t = useText(messages)
  const [name, setName] = useState('')
  const [kind, setKind] = useState('fitness')
  const [tour, setTour] = useState('film')
  const [region, setRegion] = useState('')
  const [plannedOn, setPlannedOn] = useState(todayInChina)
  const [organiser, setOrganiser] = useState('')
  const plan = useCommand<object>({ path: '/community/events', refresh: REFRESH })
  return (
    <ActForm
      problem={plan.error}
      pending={plan.isPending}
      submit={t('planEvent')}
      onSubmit={() =>
        plan.mutate(
          {
            name,
            kind: outreach ? 'outreach' : kind,
            tour: outreach ? tour : null,
            region,
            facility: null,
            plannedOn,
            organiser,
          },
          { onSuccess: onDone },
        )
      }
    >
      <Text label={t('title')} value={name} onChange={setName} required minLength={2} maxLength={100} />
      {outreach ? (
        <Choice
          label={t('tour')}
          value={tour}
          onChange={setTour}
          options={TOUR_KINDS.map((each) => ({ value: each, label: t(`tour_${each}`) }))}
        />
      ) : (
        <Choice
          label={t('kind')}
          value={kind}
          onChange={setKind}
          options={(['fitness', 'culture'] as const).map((each) => ({ value: each, label: t(`event_${each}`) }))}
        />
      )}
      <VillageChoice value={region} onChange={setRegion} />
      <Text label={t('plannedOn')} type="date" value={plannedOn} onChange={setPlannedOn} required />
      <Text label={t('organiser')} value={organiser} onChange={setOrganiser} required maxLength={80} />
    </ActForm>
  )
}

/** Notes that an event was held. */
export function HoldForm({ event, onDone }: { event: EventLine; onDone: () => void }) {
  const t = useText(messages)
  const [heldOn, setHeldOn] = useState(event.heldOn ?? event.plannedOn)
  const [visits, setVisits] = useState(event.visits === null ? '' : String(event.visits))
  const [method, setMethod] = useState<string>(event.method ?? '')
  const hold = useCommand<object>({ path: `/community/events/${event.id}/hold`, refresh: REFRESH })
  return (
    <ActForm
      problem={hold.error}
      pending={hold.isPending}
      submit={t('hold')}
      onSubmit={() =>
        hold.mutate({ heldOn, visits: numberOf(visits), method: method === '' ? null : method }, { onSuccess: onDone })
      }
    >
      <Text label={t('heldOn')} type="date" value={heldOn} onChange={setHeldOn} max={todayInChina()} required />
      <Text
        label={t('visits')}
        type="number"
        step={1}
        min={0}
        value={visits}
        onChange={setVisits}
        hint={t('visitsHint')}
      />
      <MethodChoice value={method} onChange={setMethod} empty />
    </ActForm>
  )
}
