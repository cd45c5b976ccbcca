import { useState } from 'react'
import type { Item, OfferSite, OfferView } from '../../../src/contexts/services/index.ts'
import type { RegionView } from '../../../src/contexts/territory/index.ts'
import { ActForm } from '../../shared/form/ActForm.tsx'
import { Choice, numberOf, Several, Text, Tick, wordsOf } from '../../shared/form/fields.tsx'
import { usePick, useText } from '../../shared/i18n/index.ts'
import { RefusalNote } from '../../shared/parts/RefusalNote.tsx'
import { useCommand, useView } from '../../shared/queries.ts'
import { useMay } from '../../shared/session.ts'
import { FirmPick } from '../providers/FirmPick.tsx'
import { messages } from './messages-forms.ts'

/** Townships an offer goes to, by the first nine digits of their codes. */
function Areas({ values, onChange }: { values: readonly string[]; onChange: (areas: string[]) => void }) {
  const t = useText(messages)
  const regions = useView<{ items: RegionView[] }>('/territory/regions').data?.items ?? []
  return (
    <Several
      legend={t('areas')}
      hint={t('areasHint')}
      values={values}
      onChange={onChange}
      at="/areas"
      options={regions
        .filter((each) => each.level === 'township')
        .map((each) => ({ value: each.code.slice(0, 9), label: each.name }))}
    />
  )
}

/** The site: of an organisation from the register, or of the provider one works for. */
function OwnSite({ value, onChange }: { value: string; onChange: (site: string) => void }) {
  const t = useText(messages)
  const wide = useMay()('services.read')
  const [firm, setFirm] = useState('')
  const sites = useView<{ items: OfferSite[] }>('/services/sites', wide ? { organisation: firm } : {}, {
    enabled: !wide || firm !== '',
  })
  return (
    <>
      {wide ? (
        <FirmPick
          by="id"
          value={firm}
          onChange={(id) => {
            setFirm(id)
            onChange('')
          }}
        />
      ) : null}
      <RefusalNote problem={sites.error} />
      {sites.data?.items.length === 0 ? (
        <p className="yk-quiet" role="status">
          {t('noSites')}
        </p>
      ) : null}
      <Choice
        label={t('site')}
        value={value}
        onChange={onChange}
        required
        empty={t('choose')}
        at="/site"
        options={(sites.data?.items ?? []).map((each) => ({ value: each.id, label: each.name }))}
      />
    </>
  )
}

/** What a site offers, entered anew. */
export function NewOffer({ onDone }: { onDone: (id: string) => void }) {
  const t = useText(messages)
  const pick = usePick()
  const items = (useView<{ items: Item[] }>('/services/catalogue').data?.items ?? []).filter((each) => each.open)
  const [item, setItem] = useState('')
  const [site, setSite] = useState('')
  const [areas, setAreas] = useState<string[]>([])
  const [day, setDay] = useState('')
  const [freeSite, setFree] = useState(false)
  const [note, setNote] = useState('')
  const add = useCommand<void, { id: string }>({
    path: '/services/offers',
    body: () => ({ item, site, areas, dayCapacity: numberOf(day), freeSite, note: wordsOf(note) }),
    refresh: ['/services'],
  })
  const atHome = items.find((each) => each.code === item)?.needsAddress ?? false
  return (
    <ActForm
      problem={add.error}
      pending={add.isPending}
      submit={t('newOffer')}
      onSubmit={() => add.mutate(undefined, { onSuccess: ({ id }) => onDone(id) })}
    >
      <p className="yk-quiet">{t('newOfferLead')}</p>
      <OwnSite value={site} onChange={setSite} />
      <Choice
        label={t('item')}
        value={item}
        onChange={setItem}
        required
        empty={t('choose')}
        at="/item"
        options={items.map((each) => ({ value: each.code, label: pick(each.title) }))}
      />
      {atHome ? <Areas values={areas} onChange={setAreas} /> : null}
      <Text
        label={t('dayCapacity')}
        hint={t('dayCapacityHint')}
        type="number"
        min={1}
        step={1}
        value={day}
        onChange={setDay}
        at="/dayCapacity"
      />
      <Tick label={t('freeSite')} on={freeSite} onChange={setFree} />
      <Text label={t('note')} value={note} onChange={setNote} maxLength={300} rows={2} />
    </ActForm>
  )
}

const STATES = ['open', 'paused', 'ended'] as const

/** Where and how much an offer serves; paused, resumed, ended. */
export function ChangeOffer({ offer, onDone }: { offer: OfferView; onDone: () => void }) {
  const t = useText(messages)
  const [state, setState] = useState<string>(offer.state)
  const [reason, setReason] = useState(offer.stateReason ?? '')
  const [areas, setAreas] = useState(offer.areas)
  const [day, setDay] = useState(offer.dayCapacity?.toString() ?? '')
  const [note, setNote] = useState(offer.note ?? '')
  const change = useCommand<void>({
    path: `/services/offers/${offer.id}`,
    body: () => ({
      revision: offer.revision,
      state,
      reason: state === 'open' ? null : wordsOf(reason),
      areas,
      dayCapacity: numberOf(day),
      note: wordsOf(note),
    }),
    refresh: ['/services'],
  })
  return (
    <ActForm
      problem={change.error}
      pending={change.isPending}
      submit={t('save')}
      onSubmit={() => change.mutate(undefined, { onSuccess: onDone })}
    >
      <Choice
        label={t('state')}
        value={state}
        onChange={setState}
        options={STATES.map((value) => ({ value, label: t(value) }))}
      />
      {state === 'open' ? null : (
        <Text
          label={t('reason')}
          value={reason}
          onChange={setReason}
          required
          minLength={2}
          maxLength={300}
          at="/reason"
        />
      )}
      {offer.needsAddress ? <Areas values={areas} onChange={setAreas} /> : null}
      <Text
        label={t('dayCapacity')}
        hint={t('dayCapacityHint')}
        type="number"
        min={1}
        step={1}
        value={day}
        onChange={setDay}
      />
      <Text label={t('note')} value={note} onChange={setNote} maxLength={300} rows={2} />
    </ActForm>
  )
}
