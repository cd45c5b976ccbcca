import { useState } from 'react'
import type {
  BarrierMove,
  BarrierView,
  CheckItem,
  FacilityDepth,
  NewBarrier,
} from '../../../../src/contexts/territory/index.ts'
import { ActForm } from '../../../shared/form/ActForm.tsx'
import { Choice, Text, wordsOf } from '../../../shared/form/fields.tsx'
import { useFormat } from '../../../shared/format.ts'
import { usePick, useText } from '../../../shared/i18n/index.ts'
import { Facts } from '../../../shared/parts/Facts.tsx'
import { useCommand, useView } from '../../../shared/queries.ts'
import { todayInChina } from '../../../shared/today.ts'
import { CommunityField } from '../CommunityField.tsx'
import { messages } from './messages.ts'

const CHANNELS = ['phone', 'counter', 'web', 'staff'] as const

/** Enters a barrier as it was reported. */
export function ReportForm({ onDone }: { onDone: () => void }) {
  const t = useText(messages)
  const pick = usePick()
  const items = useView<{ items: CheckItem[] }>('/territory/checklists/accessibility')
  const [given, setGiven] = useState<NewBarrier>(() => ({
    region: '',
    facility: null,
    place: '',
    what: '',
    item: null,
    reportedOn: todayInChina(),
    channel: 'phone',
  }))
  const save = useCommand<NewBarrier>({ path: '/territory/barriers', refresh: ['/territory/barriers'] })
  const set = (part: Partial<NewBarrier>) => setGiven({ ...given, ...part })
  return (
    <ActForm
      problem={save.error}
      pending={save.isPending}
      submit={t('save')}
      onSubmit={() => save.mutate(given, { onSuccess: onDone })}
    >
      <CommunityField label={t('region')} value={given.region} onChange={(region) => set({ region })} />
      <Text
        label={t('facility')}
        maxLength={60}
        value={given.facility ?? ''}
        onChange={(facility) => set({ facility: wordsOf(facility) })}
      />
      <Text
        label={t('place')}
        required
        minLength={2}
        maxLength={200}
        value={given.place}
        onChange={(place) => set({ place })}
      />
      <Text
        label={t('what')}
        rows={3}
        required
        minLength={2}
        maxLength={500}
        value={given.what}
        onChange={(what) => set({ what })}
      />
      <Choice
        label={t('item')}
        value={given.item ?? ''}
        onChange={(item) => set({ item: wordsOf(item) })}
        empty={t('noItem')}
        options={(items.data?.items ?? []).map((item) => ({ value: item.code, label: pick(item.title) }))}
      />
      <Choice
        label={t('channel')}
        value={given.channel}
        onChange={(channel) => set({ channel: CHANNELS.find((each) => each === channel) ?? 'phone' })}
        options={CHANNELS.map((value) => ({ value, label: t(value) }))}
      />
      <Text
        label={t('reportedOn')}
        type="date"
        required
        max={todayInChina()}
        value={given.reportedOn}
        onChange={(reportedOn) => set({ reportedOn })}
      />
    </ActForm>
  )
}

type MoveProps = { barrier: BarrierView; mayWrite: boolean; onDone: () => void }

/** One barrier and what can be done with it next. */
export function MoveForm({ barrier, mayWrite, onDone }: MoveProps) {
  const t = useText(messages)
  const f = useFormat()
  const facts: [string, string | null][] = [
    [t('place'), barrier.place],
    [t('region'), barrier.regionName],
    [t('reportedOn'), f.date(barrier.reportedOn)],
    [t('channel'), t(barrier.channel)],
    [t('state'), t(barrier.state)],
    [t('unit'), barrier.unitName],
    [t('measure'), barrier.measure],
    [t('due'), barrier.due === null ? null : f.date(barrier.due)],
    [t('outcome'), barrier.outcome],
  ]
  return (
    <div className="yk-stack">
      <Facts facts={facts} />
      {mayWrite && (barrier.state === 'reported' || barrier.state === 'retrofit') ? (
        <NextForm barrier={barrier} onDone={onDone} />
      ) : null}
    </div>
  )
}

function NextForm({ barrier, onDone }: { barrier: BarrierView; onDone: () => void }) {
  const t = useText(messages)
  const f = useFormat()
  const [to, setTo] = useState<BarrierMove['to']>(barrier.state === 'reported' ? 'retrofit' : 'closed')
  const [words, setWords] = useState('')
  const [unit, setUnit] = useState(barrier.unitName ?? '')
  const [day, setDay] = useState(todayInChina())
  const [accepted, setAccepted] = useState(false)
  const [check, setCheck] = useState('')
  const depth = useView<FacilityDepth>(
    `/territory/facilities/${encodeURIComponent(barrier.facility ?? '')}/depth`,
    {},
    { enabled: barrier.facility !== null && to === 'closed' },
  )
  const passed = depth.data?.checks.filter((each) => each.list === 'accessibility' && each.outcome === 'passed') ?? []
  const move = useCommand<BarrierMove>({
    path: `/territory/barriers/${barrier.id}/moves`,
    body: (given) => ({ revision: barrier.revision, move: given }),
    refresh: ['/territory/barriers'],
  })
  const submit = () => {
    const done = { onSuccess: onDone }
    if (to === 'retrofit') move.mutate({ to, unitName: unit, due: day, measure: words }, done)
    else if (to === 'closed')
      move.mutate({ to, on: day, check: check || null, userAccepted: accepted, outcome: words }, done)
    else move.mutate({ to, on: day, outcome: words }, done)
  }
  const choices = barrier.state === 'reported' ? (['retrofit', 'rejected'] as const) : (['closed', 'retrofit'] as const)
  const label = { retrofit: t('order'), closed: t('close'), rejected: t('reject') }
  return (
    <ActForm problem={move.error} pending={move.isPending} submit={label[to]} onSubmit={submit}>
      <Choice
        label={t('action')}
        value={to}
        onChange={(next) => setTo(choices.find((each) => each === next) ?? choices[0])}
        options={choices.map((value) => ({ value, label: label[value] }))}
      />
      {to === 'retrofit' ? (
        <Text label={t('unit')} required minLength={2} maxLength={120} value={unit} onChange={setUnit} />
      ) : null}
      <Text label={t(to === 'retrofit' ? 'due' : 'on')} type="date" required value={day} onChange={setDay} />
      {to === 'closed' ? (
        <>
          <Choice
            label={t('check')}
            value={check}
            onChange={setCheck}
            empty={t('noCheck')}
            options={passed.map((each) => ({ value: each.id, label: `${f.day(each.checkedOn)} ${each.checkedBy}` }))}
          />
          <label className="yk-row">
            <input type="checkbox" checked={accepted} onChange={(event) => setAccepted(event.target.checked)} />
            <span>{t('accepted')}</span>
          </label>
        </>
      ) : null}
      <Text
        label={t(to === 'retrofit' ? 'measure' : 'outcome')}
        rows={3}
        required
        minLength={2}
        maxLength={500}
        value={words}
        onChange={setWords}
      />
    </ActForm>
  )
}
