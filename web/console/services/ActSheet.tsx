import { useState } from 'react'
import type { OrderView, SendableView } from '../../../src/contexts/services/index.ts'
import { ActForm } from '../../shared/form/ActForm.tsx'
import { Choice, Text } from '../../shared/form/fields.tsx'
import { usePick, useText } from '../../shared/i18n/index.ts'
import { ErrorState } from '../../shared/parts/ErrorState.tsx'
import { LoadingState } from '../../shared/parts/LoadingState.tsx'
import { Tag } from '../../shared/parts/Tag.tsx'
import { useCommand, useView } from '../../shared/queries.ts'
import { messages } from './messages.ts'
import { CHANNEL, optionsOf } from './words.ts'

/** Acts that have a form here. */
export type Shown = 'assign' | 'arrive' | 'start' | 'finish' | 'confirm' | 'settle' | 'no-show' | 'refuse' | 'cancel'

const REFRESH = ['/services/orders', '/services/sessions', '/today']
const REASONED: Shown[] = ['no-show', 'refuse', 'cancel']
const KNOWN_CHECKS = ['same-day-health', 'water-temperature'] as const

/** Yuan as typed to fen; null where nothing was typed. */
const fenOf = (yuan: string): number | null => (yuan.trim() === '' ? null : Math.round(Number(yuan) * 100))

/** The form of one act on an order. */
export function ActSheet({ act, order, onDone }: { act: Shown; order: OrderView; onDone: () => void }) {
  const t = useText(messages)
  const pick = usePick()
  const [channel, setChannel] = useState('phone')
  const [reason, setReason] = useState('')
  const [done, setDone] = useState('')
  const [by, setBy] = useState('self')
  const [code, setCode] = useState('')
  const [charged, setCharged] = useState((order.listFen / 100).toFixed(2))
  const [checks, setChecks] = useState<Record<string, string>>({})
  const [staff, setStaff] = useState<string[]>([])
  const byCode = act === 'confirm' && by === 'code'
  const send = useCommand<void>({
    path: `/services/orders/${order.id}/${byCode ? 'confirm-code' : act}`,
    body: () => ({
      revision: order.revision,
      told: { channel },
      ...(REASONED.includes(act) ? { reason } : {}),
      ...(act === 'assign' ? { staff } : {}),
      ...(act === 'start' ? { checks } : {}),
      ...(act === 'finish' ? { done: done.trim() || null } : {}),
      ...(act === 'confirm' ? { confirmation: byCode ? { code } : { by: { by: 'self' } } } : {}),
      ...(act === 'settle' ? { chargedFen: fenOf(charged) } : {}),
    }),
    refresh: REFRESH,
  })
  return (
    <ActForm
      problem={send.error}
      pending={send.isPending}
      submit={t(`act_${act}`)}
      onSubmit={() => send.mutate(undefined, { onSuccess: onDone })}
    >
      {act === 'assign' ? <Staff order={order} chosen={staff} onChange={setStaff} /> : null}
      {act === 'start'
        ? order.checks.map((check) => {
            const known = KNOWN_CHECKS.find((each) => each === check)
            return (
              <Text
                key={check}
                label={t('check', { name: known === undefined ? check : t(`check_${known}`) })}
                value={checks[check] ?? ''}
                onChange={(value) => setChecks((now) => ({ ...now, [check]: value }))}
                required
                maxLength={200}
              />
            )
          })
        : null}
      {act === 'finish' ? <Text label={t('done')} value={done} onChange={setDone} rows={3} maxLength={500} /> : null}
      {act === 'confirm' ? (
        <Choice
          label={t('confirmBy')}
          value={by}
          onChange={setBy}
          options={[
            { value: 'self', label: t('confirm_self') },
            { value: 'code', label: t('confirm_code') },
          ]}
        />
      ) : null}
      {byCode ? <Text label={t('code')} value={code} onChange={setCode} required minLength={4} maxLength={20} /> : null}
      {act === 'settle' ? (
        <Text
          label={t('charged')}
          hint={t('chargedHint')}
          type="number"
          min={0}
          max={order.listFen / 100}
          value={charged}
          onChange={setCharged}
          required
        />
      ) : null}
      {REASONED.includes(act) ? (
        <Text label={t('reason')} value={reason} onChange={setReason} required minLength={2} maxLength={300} />
      ) : null}
      <Choice label={t('told')} value={channel} onChange={setChannel} options={optionsOf(CHANNEL, pick)} />
    </ActForm>
  )
}

/** Who may be sent, the fitting and free ones first. */
function Staff({
  order,
  chosen,
  onChange,
}: {
  order: OrderView
  chosen: string[]
  onChange: (staff: string[]) => void
}) {
  const t = useText(messages)
  const view = useView<{ items: SendableView[] }>(`/services/orders/${order.id}/sendable`)
  if (view.error) return <ErrorState problem={view.error} onRetry={() => void view.refetch()} />
  if (view.data === undefined) return <LoadingState />
  const people = view.data.items
  if (people.length === 0) return <p>{t('noneSendable')}</p>
  return (
    <fieldset>
      <legend>
        {t('sendable')} · {t('staffNeeded', { count: Math.max(1, order.staffNeeded) })}
      </legend>
      <p className="yk-small yk-quiet">{t('sendableHint')}</p>
      <ul className="yk-svc-people">
        {people.map((each) => (
          <li key={each.person}>
            <label>
              <input
                type="checkbox"
                checked={chosen.includes(each.person)}
                onChange={(event) =>
                  onChange(
                    event.target.checked ? [...chosen, each.person] : chosen.filter((one) => one !== each.person),
                  )
                }
              />
              {each.name}
              <Tag tone={each.skilled ? 'good' : 'warn'}>{t(each.skilled ? 'skilled' : 'unskilled')}</Tag>
              <Tag tone={each.bound.length === 0 ? undefined : 'bad'}>
                {each.bound.length === 0 ? t('free') : t('bound', { count: each.bound.length })}
              </Tag>
            </label>
          </li>
        ))}
      </ul>
    </fieldset>
  )
}
