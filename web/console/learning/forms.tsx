import { useState } from 'react'
import type { ChildcareHome, ClassKind, ClassView, DrawLine } from '../../../src/contexts/learning/index.ts'
import { ActForm } from '../../shared/form/ActForm.tsx'
import { Choice, Text, wordsOf } from '../../shared/form/fields.tsx'
import { type Bilingual, usePick, useText } from '../../shared/i18n/index.ts'
import { useCommand, useView } from '../../shared/queries.ts'
import { todayInChina } from '../../shared/today.ts'
import { PersonPick } from '../people/PersonPick.tsx'
import { messages } from './messages.ts'

const REFRESH = ['/learning', '/today']
type Kinds = Record<ClassKind, Bilingual>

function KindChoice({
  kinds,
  value,
  onChange,
  home,
}: {
  kinds: Kinds
  value: string
  onChange: (kind: string) => void
  home: boolean
}) {
  const t = useText(messages)
  const pick = usePick()
  return (
    <Choice
      label={t('kind')}
      value={value}
      onChange={onChange}
      required
      options={(Object.keys(kinds) as ClassKind[])
        .filter((kind) => (kind === 'home') === home)
        .map((kind) => ({ value: kind, label: pick(kinds[kind]) }))}
    />
  )
}

/** Opens a class. */
export function ClassForm({ home, kinds, onDone }: { home: ChildcareHome; kinds: Kinds; onDone: () => void }) {
  const t = useText(messages)
  const point = home.facility.kind === 'childcare-family'
  const [kind, setKind] = useState(point ? 'home' : 'older')
  const [name, setName] = useState('')
  const [places, setPlaces] = useState(point ? '5' : '20')
  const [carers, setCarers] = useState(point ? '2' : '3')
  const [openedOn, setOpenedOn] = useState(todayInChina)
  const open = useCommand<object>({
    path: `/learning/childcare/${encodeURIComponent(home.facility.code)}/classes`,
    refresh: REFRESH,
  })
  return (
    <ActForm
      problem={open.error}
      pending={open.isPending}
      submit={t('openClass')}
      onSubmit={() =>
        open.mutate({ kind, name, places: Number(places), carers: Number(carers), openedOn }, { onSuccess: onDone })
      }
    >
      <KindChoice kinds={kinds} value={kind} onChange={setKind} home={point} />
      <Text label={t('className')} value={name} onChange={setName} required maxLength={60} />
      <Text
        label={t('declaredPlaces')}
        type="number"
        step={1}
        min={1}
        max={500}
        value={places}
        onChange={setPlaces}
        required
      />
      <Text label={t('carers')} type="number" step={1} min={1} max={500} value={carers} onChange={setCarers} required />
      <Text label={t('openedOn')} type="date" value={openedOn} onChange={setOpenedOn} required />
    </ActForm>
  )
}

/** Changes places and carers of a class, or closes it. */
export function ChangeForm({ row, onDone }: { row: ClassView; onDone: () => void }) {
  const t = useText(messages)
  const [name, setName] = useState(row.name)
  const [places, setPlaces] = useState(String(row.places))
  const [carers, setCarers] = useState(String(row.carers))
  const [on, setOn] = useState(todayInChina)
  const change = useCommand<object>({ method: 'PATCH', path: `/learning/classes/${row.id}`, refresh: REFRESH })
  const close = useCommand<object>({ path: `/learning/classes/${row.id}/close`, refresh: REFRESH })
  return (
    <>
      <ActForm
        problem={change.error}
        pending={change.isPending}
        submit={t('changeClass')}
        onSubmit={() =>
          change.mutate(
            { revision: row.revision, name, places: Number(places), carers: Number(carers) },
            { onSuccess: onDone },
          )
        }
      >
        <Text label={t('className')} value={name} onChange={setName} required maxLength={60} />
        <Text
          label={t('declaredPlaces')}
          type="number"
          step={1}
          min={1}
          max={500}
          value={places}
          onChange={setPlaces}
          required
        />
        <Text
          label={t('carers')}
          type="number"
          step={1}
          min={1}
          max={500}
          value={carers}
          onChange={setCarers}
          required
        />
      </ActForm>
      <ActForm
        problem={close.error}
        pending={close.isPending}
        submit={t('closeClass')}
        onSubmit={() => close.mutate({ on }, { onSuccess: onDone })}
      >
        <Text label={t('closeOn')} type="date" value={on} onChange={setOn} required />
      </ActForm>
    </>
  )
}

/** Gives a child a place: the one chosen from the waiting list, or another one. */
export function EnrolForm({
  classes,
  child,
  kind,
  onDone,
}: {
  classes: readonly ClassView[]
  child: string | null
  kind: ClassKind | null
  onDone: () => void
}) {
  const t = useText(messages)
  const fit = classes.filter((each) => kind === null || each.kind === kind)
  const [of, setOf] = useState(fit.find((each) => each.free > 0)?.id ?? fit[0]?.id ?? '')
  const [person, setPerson] = useState(child ?? '')
  const [from, setFrom] = useState(todayInChina)
  const [outOfTurn, setOutOfTurn] = useState('')
  const enrol = useCommand<object>({ path: '/learning/enrolments', refresh: REFRESH })
  return (
    <ActForm
      problem={enrol.error}
      pending={enrol.isPending || person === ''}
      submit={t('enrol')}
      onSubmit={() =>
        enrol.mutate(
          { class: of, child: person, from, until: null, outOfTurn: wordsOf(outOfTurn) },
          { onSuccess: onDone },
        )
      }
    >
      {child === null ? <PersonPick label={t('findChild')} value={person} onChange={setPerson} /> : null}
      <Choice
        label={t('chooseClass')}
        value={of}
        onChange={setOf}
        required
        options={fit.map((each) => ({
          value: each.id,
          label: `${each.name}（${each.free > 0 ? t('freeLeft', { count: each.free }) : t('fullUp')}）`,
        }))}
      />
      <Text label={t('enrolFrom')} type="date" value={from} onChange={setFrom} required />
      <Text
        label={t('outOfTurn')}
        hint={t('outOfTurnHint')}
        value={outOfTurn}
        onChange={setOutOfTurn}
        maxLength={200}
      />
    </ActForm>
  )
}

/** Enters an application and shows the receipt. */
export function ApplyForm({ home, kinds }: { home: ChildcareHome; kinds: Kinds }) {
  const t = useText(messages)
  const point = home.facility.kind === 'childcare-family'
  const [kind, setKind] = useState(point ? 'home' : 'older')
  const [child, setChild] = useState('')
  const [priority, setPriority] = useState('2')
  const [draw, setDraw] = useState('')
  const draws = useView<{ items: DrawLine[] }>('/public/draws', { facility: home.facility.code })
  const apply = useCommand<object, { number: string }>({ path: '/learning/applications', refresh: REFRESH })
  if (apply.data) return <p role="status">{t('receipt', { number: apply.data.number })}</p>
  const open = draws.data?.items.filter((each) => each.state === 'open' && each.kind === kind) ?? []
  return (
    <ActForm
      problem={apply.error}
      pending={apply.isPending || child === ''}
      submit={t('addLine')}
      onSubmit={() =>
        apply.mutate({ facility: home.facility.code, kind, child, priority: Number(priority), draw: draw || null })
      }
    >
      <PersonPick label={t('findChild')} value={child} onChange={setChild} />
      <KindChoice kinds={kinds} value={kind} onChange={setKind} home={point} />
      <Text
        label={t('priority')}
        hint={t('priorityHint')}
        type="number"
        step={1}
        min={1}
        max={9}
        value={priority}
        onChange={setPriority}
        required
      />
      <Choice
        label={t('joinDraw')}
        value={draw}
        onChange={setDraw}
        empty={t('noDraw')}
        options={open.map((each) => ({ value: each.id, label: each.title }))}
      />
    </ActForm>
  )
}

/** A day and a reason: leaving, withdrawing, giving up. */
export function ReasonForm({
  path,
  submit,
  dated,
  onDone,
}: {
  path: string
  submit: string
  dated: string | null
  onDone: () => void
}) {
  const t = useText(messages)
  const [on, setOn] = useState(todayInChina)
  const [reason, setReason] = useState('')
  const act = useCommand<object>({ path, refresh: [...REFRESH, '/public/draws'] })
  return (
    <ActForm
      problem={act.error}
      pending={act.isPending}
      submit={submit}
      onSubmit={() => act.mutate(dated === null ? { reason } : { on, reason }, { onSuccess: onDone })}
    >
      {dated === null ? null : <Text label={dated} type="date" value={on} onChange={setOn} required />}
      <Text label={t('reason')} value={reason} onChange={setReason} required minLength={2} maxLength={200} />
    </ActForm>
  )
}
