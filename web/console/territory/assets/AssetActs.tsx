import { useState } from 'react'
import type { AssetView } from '../../../../src/contexts/territory/index.ts'
import { ActForm } from '../../../shared/form/ActForm.tsx'
import { Choice, Files, numberOf, Text, wordsOf } from '../../../shared/form/fields.tsx'
import { useText } from '../../../shared/i18n/index.ts'
import { useCommand } from '../../../shared/queries.ts'
import { todayInChina } from '../../../shared/today.ts'
import { useUpload } from '../../../shared/uploads.ts'
import { messages } from './messages.ts'

type Act = { asset: AssetView; onDone: () => void }
const REFRESH = ['/territory/assets', '/public/idle-assets', '/registers', '/today']

/** Lists the asset for everybody to see. */
export function ListForm({ asset, onDone }: Act) {
  const t = useText(messages)
  const [applyUntil, setUntil] = useState('')
  const send = useCommand<object>({ path: `/territory/assets/${asset.id}/listing`, refresh: REFRESH })
  return (
    <ActForm
      problem={send.error}
      pending={send.isPending}
      submit={t('list')}
      onSubmit={() => send.mutate({ revision: asset.revision, applyUntil }, { onSuccess: onDone })}
    >
      <p className="yk-quiet">{t('listHint')}</p>
      <Text type="date" label={t('applyUntil')} value={applyUntil} onChange={setUntil} required />
    </ActForm>
  )
}

/** Takes an application that came by counter, telephone or letter. */
export function ApplyForm({ asset, onDone }: Act) {
  const t = useText(messages)
  const [typed, setTyped] = useState({ applicant: '', applicantCode: '', contact: '', use: asset.uses ?? '', plan: '' })
  const set = (key: keyof typeof typed) => (value: string) => setTyped({ ...typed, [key]: value })
  const send = useCommand<object>({ path: `/territory/assets/${asset.id}/applications`, refresh: REFRESH })
  const body = () => ({
    applicant: typed.applicant.trim(),
    applicantCode: wordsOf(typed.applicantCode),
    contact: wordsOf(typed.contact),
    use: typed.use.trim(),
    plan: typed.plan.trim(),
  })
  return (
    <ActForm
      problem={send.error}
      pending={send.isPending}
      submit={t('apply')}
      onSubmit={() => send.mutate(body(), { onSuccess: onDone })}
    >
      <Text label={t('applicant')} value={typed.applicant} onChange={set('applicant')} required maxLength={200} />
      <Text label={t('applicantCode')} value={typed.applicantCode} onChange={set('applicantCode')} maxLength={18} />
      <Text label={t('contact')} value={typed.contact} onChange={set('contact')} maxLength={200} />
      <Text label={t('use')} value={typed.use} onChange={set('use')} required maxLength={200} />
      <Text label={t('plan')} value={typed.plan} onChange={set('plan')} rows={3} required maxLength={2000} />
    </ActForm>
  )
}

const COUNTS = ['all', 'taking', 'favour'] as const
type Count = Record<(typeof COUNTS)[number], string>
const NONE: Count = { all: '', taking: '', favour: '' }

/** The record of the owners' consent with its paper. */
export function ConsentForm({ asset, onDone }: Act) {
  const t = useText(messages)
  const [body, setBody] = useState('committee')
  const [metOn, setMetOn] = useState('')
  const [minutes, setMinutes] = useState('')
  const [agreed, setAgreed] = useState('yes')
  const [owners, setOwners] = useState(NONE)
  const [area, setArea] = useState(NONE)
  const [files, setFiles] = useState<File[]>([])
  const send = useUpload<object>(`/territory/assets/${asset.id}/consents`, REFRESH)
  const counted = (count: Count) => ({
    all: Number(count.all),
    taking: Number(count.taking),
    favour: Number(count.favour),
  })
  const votes = body === 'owners' ? { owners: counted(owners), area: counted(area) } : null
  return (
    <ActForm
      problem={send.error}
      pending={send.isPending}
      submit={t('recordConsent')}
      onSubmit={() =>
        send.mutate(
          { input: { body, metOn, minutes: minutes.trim(), agreed: agreed === 'yes', votes }, files },
          { onSuccess: onDone },
        )
      }
    >
      <Choice
        label={t('body')}
        value={body}
        onChange={setBody}
        options={[
          { value: 'committee', label: t('body_committee') },
          { value: 'owners', label: t('body_owners') },
        ]}
      />
      <Text type="date" label={t('metOn')} value={metOn} onChange={setMetOn} required max={todayInChina()} />
      {body === 'owners' ? (
        <>
          <Counts title={t('votesOwners')} count={owners} onChange={setOwners} step="1" />
          <Counts title={t('votesArea')} count={area} onChange={setArea} step="any" />
        </>
      ) : null}
      <Choice
        label={t('agreed')}
        value={agreed}
        onChange={setAgreed}
        options={[
          { value: 'yes', label: t('agreed_yes') },
          { value: 'no', label: t('agreed_no') },
        ]}
      />
      <Text label={t('minutes')} value={minutes} onChange={setMinutes} rows={3} required maxLength={2000} />
      <Files label={t('consentPaper')} files={files} onChange={setFiles} required />
    </ActForm>
  )
}

function Counts({
  title,
  count,
  onChange,
  step,
}: {
  title: string
  count: Count
  onChange: (count: Count) => void
  step: string
}) {
  const t = useText(messages)
  return (
    <fieldset>
      <legend>{title}</legend>
      <div className="yk-asset-three">
        {COUNTS.map((key) => (
          <Text
            type="number"
            min={0}
            key={key}
            label={t(key)}
            value={count[key]}
            onChange={(value) => onChange({ ...count, [key]: value })}
            required
            step={step}
          />
        ))}
      </div>
    </fieldset>
  )
}

/** Hands the asset over with its lease and the price duty it brings. */
export function HandOverForm({ asset, onDone }: Act) {
  const t = useText(messages)
  const [on, setOn] = useState(todayInChina)
  const [years, setYears] = useState('5')
  const [leaseCode, setCode] = useState('')
  const [duty, setDuty] = useState('')
  const [most, setMost] = useState('')
  const send = useCommand<object>({ path: `/territory/assets/${asset.id}/handover`, refresh: REFRESH })
  const cheap = asset.priceMode !== 'market'
  const share = numberOf(most)
  return (
    <ActForm
      problem={send.error}
      pending={send.isPending}
      submit={t('handOver')}
      onSubmit={() =>
        send.mutate(
          {
            revision: asset.revision,
            on,
            years: Number(years),
            leaseCode,
            duty: wordsOf(duty),
            mostShare: share === null ? null : share / 100,
          },
          { onSuccess: onDone },
        )
      }
    >
      <div className="yk-bld-two">
        <Text type="date" label={t('handedOver')} value={on} onChange={setOn} required max={todayInChina()} />
        <Text label={t('leaseCode')} value={leaseCode} onChange={setCode} required maxLength={60} />
        <Text type="number" label={t('years')} value={years} onChange={setYears} required step="1" min={1} />
      </div>
      {cheap ? (
        <>
          <p className="yk-quiet">{t('dutyHint')}</p>
          <Text label={t('duty')} value={duty} onChange={setDuty} rows={2} required maxLength={500} />
          <Text type="number" label={t('mostShare')} value={most} onChange={setMost} min={1} />
        </>
      ) : null}
    </ActForm>
  )
}

/** Says which facility works in it. */
export function OccupyForm({ asset, onDone }: Act) {
  const t = useText(messages)
  const [on, setOn] = useState(todayInChina)
  const [facility, setFacility] = useState('')
  const send = useCommand<object>({ path: `/territory/assets/${asset.id}/use`, refresh: REFRESH })
  return (
    <ActForm
      problem={send.error}
      pending={send.isPending}
      submit={t('occupy')}
      onSubmit={() => send.mutate({ revision: asset.revision, on, facility: facility.trim() }, { onSuccess: onDone })}
    >
      <Text label={t('facility')} value={facility} onChange={setFacility} required maxLength={60} />
      <Text type="date" label={t('inUse')} value={on} onChange={setOn} required max={todayInChina()} />
    </ActForm>
  )
}

/** Withdraws, restores or takes back. */
export function ShiftForm({ asset, onDone }: Act) {
  const t = useText(messages)
  const moves = {
    registered: ['withdraw'],
    listed: ['withdraw'],
    withdrawn: ['restore'],
    approved: ['return'],
    'handed-over': ['return'],
    'in-use': ['return'],
  } as const
  const [move] = moves[asset.stage]
  const [reason, setReason] = useState('')
  const send = useCommand<object>({ path: `/territory/assets/${asset.id}/stage`, refresh: REFRESH })
  return (
    <ActForm
      problem={send.error}
      pending={send.isPending}
      submit={t(move)}
      onSubmit={() => send.mutate({ revision: asset.revision, move, reason: reason.trim() }, { onSuccess: onDone })}
    >
      <Text label={t('reason')} value={reason} onChange={setReason} required maxLength={500} />
    </ActForm>
  )
}
