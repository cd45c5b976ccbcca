import { useState } from 'react'
import { useParams } from 'react-router'
import type { BedView } from '../../../src/contexts/care/index.ts'
import { ActForm } from '../../shared/form/ActForm.tsx'
import { Choice, Text } from '../../shared/form/fields.tsx'
import { useFormat } from '../../shared/format.ts'
import { usePick, useText } from '../../shared/i18n/index.ts'
import { ErrorState } from '../../shared/parts/ErrorState.tsx'
import { LoadingState } from '../../shared/parts/LoadingState.tsx'
import { PageHead } from '../../shared/parts/PageHead.tsx'
import { Sheet } from '../../shared/parts/Sheet.tsx'
import { useCommand, useView } from '../../shared/queries.ts'
import { useMay } from '../../shared/session.ts'
import { todayInChina } from '../../shared/today.ts'
import { BedState } from './Beds.tsx'
import { messages } from './messages-beds.ts'
import { PrintButton } from './parts.tsx'

/** What may be installed and done at home, as the server's lists have it. */
const EQUIPMENT = {
  'care-bed': { zh: '护理床', en: 'care bed' },
  'call-button': { zh: '紧急呼叫器', en: 'emergency call button' },
  'vital-mat': { zh: '生命体征监测垫', en: 'vital-signs mat' },
  'fall-sensor': { zh: '跌倒监测', en: 'fall sensor' },
  'door-sensor': { zh: '门磁', en: 'door sensor' },
  'grab-rail': { zh: '扶手', en: 'grab rail' },
  'shower-chair': { zh: '洗浴椅', en: 'shower chair' },
  'gas-alarm': { zh: '燃气、烟感报警', en: 'gas and smoke alarm' },
}
const SERVICES = {
  'living-care': { zh: '生活照料', en: 'help with daily life' },
  'basic-nursing': { zh: '基础照护', en: 'basic nursing' },
  bathing: { zh: '助浴', en: 'bathing' },
  meals: { zh: '助餐', en: 'meals' },
  rehabilitation: { zh: '康复训练', en: 'rehabilitation' },
  health: { zh: '健康管理', en: 'health' },
  company: { zh: '精神慰藉', en: 'company' },
}
type Act = 'install' | 'serve' | 'accept' | 'end'
const REFRESH = ['/care/beds', '/today']

/** One bed at home: why it counts or not, equipment, services, plan. */
export default function Bed() {
  const t = useText(messages)
  const f = useFormat()
  const pick = usePick()
  const may = useMay()
  const { id = '' } = useParams()
  const view = useView<BedView>(`/care/beds/${id}`)
  const [act, setAct] = useState<Act | null>(null)
  if (view.error) return <ErrorState problem={view.error} onRetry={() => void view.refetch()} />
  if (view.data === undefined) return <LoadingState />
  const bed = view.data
  const close = () => setAct(null)
  const open = may('care.manage') && bed.ended === null
  const button = (which: Act, label: string, primary = false) => (
    <button type="button" className={`yk-button${primary ? ' yk-button--primary' : ''}`} onClick={() => setAct(which)}>
      {label}
    </button>
  )
  return (
    <>
      <PageHead
        title={`${bed.person.name} ${bed.code}`}
        up={{ to: '/console/care/beds', label: t('beds') }}
        tags={<BedState bed={bed} />}
        lead={`${bed.provider} · ${t('contract')} ${bed.contractNumber} · ${f.day(bed.from)} – ${bed.until === null ? '' : f.day(bed.until)}`}
        actions={
          <>
            <PrintButton />
            {open ? (
              <>
                {button('install', t('install'))}
                {bed.acceptedOn === null ? button('accept', t('accept')) : null}
                {button('end', t('endBed'))}
                {button('serve', t('serve'), true)}
              </>
            ) : null}
          </>
        }
      />
      <Sheet open={act === 'install'} onClose={close} title={t('install')}>
        <Install id={id} onDone={close} />
      </Sheet>
      <Sheet open={act === 'serve'} onClose={close} title={t('serve')}>
        <Serve id={id} onDone={close} />
      </Sheet>
      <Sheet open={act === 'accept'} onClose={close} title={t('accept')}>
        <Accept id={id} onDone={close} />
      </Sheet>
      <Sheet open={act === 'end'} onClose={close} title={t('endBed')}>
        <End id={id} onDone={close} />
      </Sheet>
      <div className="yk-care-two">
        <section className="yk-card yk-care-card">
          <h2>{t('services')}</h2>
          <p className="yk-num">{t('servicesOf', { before: bed.before, sofar: bed.sofar, asked: bed.asked })}</p>
          {bed.services.length === 0 ? <p className="yk-quiet">{t('noServices')}</p> : null}
          {bed.services.length === 0 ? null : (
            <table className="yk-care-table">
              <thead>
                <tr>
                  <th scope="col">{t('on')}</th>
                  <th scope="col">{t('services')}</th>
                  <th scope="col">{t('minutes')}</th>
                  <th scope="col">{t('carer')}</th>
                </tr>
              </thead>
              <tbody>
                {bed.services.map((service) => (
                  <tr key={service.id}>
                    <td className="yk-num">{f.day(service.on)}</td>
                    <td>{pick(service.title)}</td>
                    <td className="yk-num">{service.minutes}</td>
                    <td>{service.carer}</td>
                  </tr>
                ))}
              </tbody>
            </table>
          )}
        </section>
        <div className="yk-stack">
          <section className="yk-card yk-care-card">
            <h2>{t('plan')}</h2>
            <p>{bed.plan ?? t('unknown')}</p>
            <p className="yk-quiet">
              {bed.acceptedOn === null ? t('notAccepted') : t('acceptedOn', { date: f.date(bed.acceptedOn) })}
            </p>
          </section>
          <section className="yk-card yk-care-card">
            <h2>{t('equipment')}</h2>
            {bed.items.length === 0 ? <p className="yk-quiet">{t('noItems')}</p> : null}
            <ul className="yk-stack">
              {bed.items.map((item) => (
                <li key={item.id}>
                  {pick(item.title)} <span className="yk-quiet yk-num">{item.serial ?? ''}</span>
                  <div className="yk-small yk-quiet">
                    {t('installedOn')} <span className="yk-num">{f.day(item.installedOn)}</span>
                    {item.removedOn === null ? null : (
                      <>
                        {' · '}
                        {t('removedOn')} <span className="yk-num">{f.day(item.removedOn)}</span>
                      </>
                    )}
                  </div>
                </li>
              ))}
            </ul>
          </section>
        </div>
      </div>
    </>
  )
}

type Props = { id: string; onDone: () => void }

function useOptions(words: Record<string, { zh: string; en: string }>) {
  const pick = usePick()
  return Object.entries(words).map(([value, title]) => ({ value, label: pick(title) }))
}

function Install({ id, onDone }: Props) {
  const t = useText(messages)
  const options = useOptions(EQUIPMENT)
  const [kind, setKind] = useState('care-bed')
  const [serial, setSerial] = useState('')
  const [on, setOn] = useState(todayInChina)
  const send = useCommand<void>({
    path: `/care/beds/${id}/items`,
    body: () => ({ kind, serial: serial || null, on }),
    refresh: REFRESH,
  })
  return (
    <ActForm
      problem={send.error}
      pending={send.isPending}
      submit={t('install')}
      onSubmit={() => send.mutate(undefined, { onSuccess: onDone })}
    >
      <Choice label={t('kindOf')} value={kind} onChange={setKind} options={options} />
      <Text label={t('serial')} value={serial} onChange={setSerial} maxLength={60} />
      <Text label={t('installedOn')} type="date" value={on} onChange={setOn} required />
    </ActForm>
  )
}

function Serve({ id, onDone }: Props) {
  const t = useText(messages)
  const options = useOptions(SERVICES)
  const [kind, setKind] = useState('living-care')
  const [on, setOn] = useState(todayInChina)
  const [minutes, setMinutes] = useState('60')
  const [carer, setCarer] = useState('')
  const send = useCommand<void>({
    path: `/care/beds/${id}/services`,
    body: () => ({ kind, on, minutes: Number(minutes), carer }),
    refresh: REFRESH,
  })
  return (
    <ActForm
      problem={send.error}
      pending={send.isPending}
      submit={t('serve')}
      onSubmit={() => send.mutate(undefined, { onSuccess: onDone })}
    >
      <Choice label={t('services')} value={kind} onChange={setKind} options={options} />
      <Text label={t('on')} type="date" value={on} onChange={setOn} required />
      <Text
        label={t('minutes')}
        type="number"
        min={1}
        max={1440}
        step={1}
        value={minutes}
        onChange={setMinutes}
        required
      />
      <Text label={t('carer')} value={carer} onChange={setCarer} required maxLength={300} />
    </ActForm>
  )
}

function Accept({ id, onDone }: Props) {
  const t = useText(messages)
  const [on, setOn] = useState(todayInChina)
  const send = useCommand<void>({
    path: `/care/beds/${id}/acceptance`,
    body: () => ({ on, acting: { by: 'self' } }),
    refresh: REFRESH,
  })
  return (
    <ActForm
      problem={send.error}
      pending={send.isPending}
      submit={t('accept')}
      onSubmit={() => send.mutate(undefined, { onSuccess: onDone })}
    >
      <p>
        {t('acting')}：{t('acting_self')}
      </p>
      <Text label={t('on')} type="date" value={on} onChange={setOn} required />
    </ActForm>
  )
}

function End({ id, onDone }: Props) {
  const t = useText(messages)
  const [on, setOn] = useState(todayInChina)
  const [cause, setCause] = useState('admitted')
  const send = useCommand<void>({ path: `/care/beds/${id}/end`, body: () => ({ on, cause }), refresh: REFRESH })
  return (
    <ActForm
      problem={send.error}
      pending={send.isPending}
      submit={t('endBed')}
      onSubmit={() => send.mutate(undefined, { onSuccess: onDone })}
    >
      <Text label={t('on')} type="date" value={on} onChange={setOn} required />
      <Choice
        label={t('endCause')}
        value={cause}
        onChange={setCause}
        options={(['admitted', 'recovered', 'renounced', 'breach'] as const).map((value) => ({
          value,
          label: t(`end_${value}`),
        }))}
      />
    </ActForm>
  )
}
