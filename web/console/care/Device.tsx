import { useState } from 'react'
import { useParams } from 'react-router'
import type { DeviceView } from '../../../src/contexts/care/index.ts'
import { ActForm } from '../../shared/form/ActForm.tsx'
import { Choice, Text } from '../../shared/form/fields.tsx'
import { useFormat } from '../../shared/format.ts'
import { usePick, useText } from '../../shared/i18n/index.ts'
import { ErrorState } from '../../shared/parts/ErrorState.tsx'
import { LoadingState } from '../../shared/parts/LoadingState.tsx'
import { PageHead } from '../../shared/parts/PageHead.tsx'
import { Sheet } from '../../shared/parts/Sheet.tsx'
import { Timeline } from '../../shared/parts/Timeline.tsx'
import { useCommand, useView } from '../../shared/queries.ts'
import { useMay } from '../../shared/session.ts'
import { todayInChina } from '../../shared/today.ts'
import { PersonPick } from '../people/PersonPick.tsx'
import { StandTag } from './Devices.tsx'
import { messages } from './messages-devices.ts'
import { fenOf, PersonLink, PrintButton } from './parts.tsx'

type Handling = 'disinfect' | 'to-repair' | 'repaired' | 'scrap'
type Act = 'lend' | 'return' | Handling
/** What may be done where a device is, the likeliest last. */
const ACTS: Record<DeviceView['stand'], Act[]> = {
  ready: ['scrap', 'to-repair', 'lend'],
  lent: ['return'],
  'to-disinfect': ['scrap', 'to-repair', 'disinfect'],
  repair: ['scrap', 'repaired'],
  scrapped: [],
}
const WORD = {
  lend: 'lend',
  return: 'takeBack',
  disinfect: 'disinfect',
  'to-repair': 'toRepair',
  repaired: 'repaired',
  scrap: 'scrap',
} as const
const REFRESH = ['/care/devices', '/today']

/** One device: what may be done now, its loans, what happened to it. */
export default function Device() {
  const t = useText(messages)
  const f = useFormat()
  const pick = usePick()
  const may = useMay()
  const { id = '' } = useParams()
  const view = useView<DeviceView>(`/care/devices/${id}`)
  const [act, setAct] = useState<Act | null>(null)
  if (view.error) return <ErrorState problem={view.error} onRetry={() => void view.refetch()} />
  if (view.data === undefined) return <LoadingState />
  const device = view.data
  const close = () => setAct(null)
  const acts = ACTS[device.stand]
  return (
    <>
      <PageHead
        title={`${pick(device.title)} ${device.serial}`}
        up={{ to: '/console/care/devices', label: t('devices') }}
        tags={<StandTag stand={device.stand} />}
        lead={`${device.pointName ?? device.point} · ${t('deposit')} ${f.money(device.depositFen)} · ${t('rent')} ${f.money(device.rentFen)}`}
        actions={
          <>
            <PrintButton />
            {may('care.manage')
              ? acts.map((each, at) => (
                  <button
                    key={each}
                    type="button"
                    className={`yk-button${at === acts.length - 1 ? ' yk-button--primary' : ''}`}
                    onClick={() => setAct(each)}
                  >
                    {t(WORD[each])}
                  </button>
                ))
              : null}
          </>
        }
      />
      <Sheet open={act !== null} onClose={close} title={act === null ? '' : t(WORD[act])}>
        {act === 'lend' ? <Lend id={id} onDone={close} /> : null}
        {act === 'return' ? <Return id={id} onDone={close} /> : null}
        {act !== null && act !== 'lend' && act !== 'return' ? (
          <Handle key={act} id={id} handling={act} onDone={close} />
        ) : null}
      </Sheet>
      <div className="yk-care-two">
        <section className="yk-card yk-care-card">
          <h2>{t('loans')}</h2>
          {device.loans.length === 0 ? <p className="yk-quiet">{t('noLoans')}</p> : null}
          <ul className="yk-stack">
            {device.loans.map((loan) => (
              <li key={loan.id}>
                <PersonLink person={loan.person} />{' '}
                <span className="yk-num">
                  {f.day(loan.from)} –{' '}
                  {loan.returnedOn === null ? `${t('dueOn')} ${f.day(loan.dueOn)}` : f.day(loan.returnedOn)}
                </span>
                <div className="yk-small yk-quiet">
                  {t('deposit')} {f.money(loan.depositFen)}
                  {loan.refundFen === null ? null : ` · ${t('refund', { money: f.money(loan.refundFen) })}`}
                  {loan.condition === null ? null : ` · ${t(`cond_${loan.condition}`)}`}
                  {loan.deductedReason === null ? null : ` · ${loan.deductedReason}`}
                </div>
              </li>
            ))}
          </ul>
        </section>
        <section className="yk-card yk-care-card">
          <h2>{t('events')}</h2>
          <Timeline
            label={t('events')}
            happenings={device.events.map((event) => ({
              id: event.id,
              at: event.at,
              what: t(`act_${event.act}` as Parameters<typeof t>[0]),
              who: event.by,
              detail: event.note ?? '',
              tone: 'plain' as const,
            }))}
          />
        </section>
      </div>
    </>
  )
}

type Props = { id: string; onDone: () => void }

function Lend({ id, onDone }: Props) {
  const t = useText(messages)
  const [person, setPerson] = useState('')
  const [on, setOn] = useState(todayInChina)
  const [dueOn, setDueOn] = useState('')
  const send = useCommand<void>({
    path: `/care/devices/${id}/loans`,
    body: () => ({ person, on, dueOn }),
    refresh: REFRESH,
  })
  return (
    <ActForm
      problem={send.error}
      pending={send.isPending}
      submit={t('lend')}
      onSubmit={() => send.mutate(undefined, { onSuccess: onDone })}
    >
      <PersonPick value={person} onChange={setPerson} />
      <Text label={t('lendOn')} type="date" value={on} onChange={setOn} required max={todayInChina()} />
      <Text label={t('dueOn')} type="date" value={dueOn} onChange={setDueOn} required />
    </ActForm>
  )
}

function Return({ id, onDone }: Props) {
  const t = useText(messages)
  const [on, setOn] = useState(todayInChina)
  const [condition, setCondition] = useState('good')
  const [deducted, setDeducted] = useState('0')
  const [reason, setReason] = useState('')
  const send = useCommand<void>({
    path: `/care/devices/${id}/return`,
    body: () => ({ on, condition, deductedFen: fenOf(deducted), reason: reason || null }),
    refresh: REFRESH,
  })
  return (
    <ActForm
      problem={send.error}
      pending={send.isPending}
      submit={t('takeBack')}
      onSubmit={() => send.mutate(undefined, { onSuccess: onDone })}
    >
      <Text label={t('returnOn')} type="date" value={on} onChange={setOn} required max={todayInChina()} />
      <Choice
        label={t('condition')}
        value={condition}
        onChange={setCondition}
        options={(['good', 'worn', 'damaged', 'lost'] as const).map((value) => ({ value, label: t(`cond_${value}`) }))}
      />
      <Text label={t('deduct')} type="number" min={0} step={0.01} value={deducted} onChange={setDeducted} required />
      <Text label={t('deductReason')} value={reason} onChange={setReason} maxLength={300} />
    </ActForm>
  )
}

function Handle({ id, handling, onDone }: Props & { handling: Handling }) {
  const t = useText(messages)
  const [note, setNote] = useState('')
  const send = useCommand<void>({
    path: `/care/devices/${id}/handling`,
    body: () => ({ handling, note }),
    refresh: REFRESH,
  })
  return (
    <ActForm
      problem={send.error}
      pending={send.isPending}
      submit={t(WORD[handling])}
      onSubmit={() => send.mutate(undefined, { onSuccess: onDone })}
    >
      <Text label={t('howDone')} value={note} onChange={setNote} required maxLength={300} />
    </ActForm>
  )
}
