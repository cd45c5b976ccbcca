import { type ReactNode, useEffect, useState } from 'react'
import type { RegionView } from '../../../src/contexts/territory/index.ts'
import { ActForm } from '../../shared/form/ActForm.tsx'
import { Choice, Text } from '../../shared/form/fields.tsx'
import { useText } from '../../shared/i18n/index.ts'
import { useCommand, useView } from '../../shared/queries.ts'
import { messages } from './messages.ts'

/** A village or community of the county, with the town before its name. */
export function VillageChoice({
  label,
  value,
  onChange,
  towns = false,
}: {
  label?: string
  value: string
  onChange: (code: string) => void
  /** Towns and the county can be chosen too; their codes come short. */
  towns?: boolean
}) {
  const t = useText(messages)
  const all = useView<{ items: RegionView[] }>('/territory/regions').data?.items ?? []
  const names = new Map(all.map((each) => [each.code, each.name]))
  const short = (each: RegionView) =>
    each.level === 'village' ? each.code : each.code.slice(0, each.level === 'township' ? 9 : 6)
  return (
    <Choice
      label={label ?? t('region')}
      value={value}
      onChange={onChange}
      required
      empty={t('choose')}
      options={all
        .filter((each) => each.level === 'village' || (towns && ['township', 'county'].includes(each.level)))
        .map((each) => ({
          value: short(each),
          label: each.level === 'village' ? `${names.get(each.parent ?? '') ?? ''} ${each.name}` : each.name,
        }))}
    />
  )
}

/** Asks for a reason and does it. */
export function ReasonForm({
  path,
  refresh,
  submit,
  label,
  field = 'reason',
  onDone,
}: {
  path: string
  refresh: string[]
  submit: string
  label?: string
  field?: string
  onDone: () => void
}) {
  const t = useText(messages)
  const [reason, setReason] = useState('')
  const act = useCommand<object>({ path, refresh })
  return (
    <ActForm
      problem={act.error}
      pending={act.isPending}
      submit={submit}
      onSubmit={() => act.mutate({ [field]: reason }, { onSuccess: onDone })}
    >
      <Text
        label={label ?? t('reason')}
        value={reason}
        onChange={setReason}
        required
        minLength={2}
        maxLength={200}
        rows={3}
      />
    </ActForm>
  )
}

/** A heading with what belongs to it. */
export function Part({ title, children, actions }: { title: string; children: ReactNode; actions?: ReactNode }) {
  return (
    <section className="yk-cm-part">
      <h2>{title}</h2>
      {actions === undefined ? null : <div className="yk-cm-bar yk-noprint">{actions}</div>}
      {children}
    </section>
  )
}

/** The time now by the server's clock, every second: `now` is what the server said when the view was read. */
export function useNow(now: string | undefined): number {
  const [offset, setOffset] = useState(0)
  const [at, setAt] = useState(() => Date.now())
  useEffect(() => {
    if (now !== undefined) setOffset(new Date(now).getTime() - Date.now())
  }, [now])
  useEffect(() => {
    const timer = setInterval(() => setAt(Date.now()), 1000)
    return () => clearInterval(timer)
  }, [])
  return at + offset
}

/** `1:02:05` of milliseconds; never below zero. */
export function clockOf(milliseconds: number): string {
  const seconds = Math.max(0, Math.floor(milliseconds / 1000))
  const two = (n: number) => String(n).padStart(2, '0')
  const [h, m, s] = [Math.floor(seconds / 3600), Math.floor(seconds / 60) % 60, seconds % 60]
  return h > 0 ? `${h}:${two(m)}:${two(s)}` : `${m}:${two(s)}`
}

/** A day and a time in China as an instant. */
export const instantOf = (day: string, time: string): string => `${day}T${time}:00+08:00`
