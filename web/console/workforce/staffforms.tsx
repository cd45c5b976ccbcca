import { useState } from 'react'
import type { StaffFile } from '../../../src/contexts/workforce/index.ts'
import { ActForm } from '../../shared/form/ActForm.tsx'
import { Choice, numberOf, Text, wordsOf } from '../../shared/form/fields.tsx'
import { useText } from '../../shared/i18n/index.ts'
import { useCommand } from '../../shared/queries.ts'
import { todayInChina } from '../../shared/today.ts'
import { messages } from './messages.ts'
import { FirmPick, REFRESH, useCatalogue } from './parts.tsx'

type Employment = StaffFile['employments'][number]
type Certificate = StaffFile['certificates'][number]

/** Enters where somebody works. */
export function EmploymentForm({ person, onDone }: { person: string; onDone: () => void }) {
  const t = useText(messages)
  const words = useCatalogue()
  const [creditCode, setCreditCode] = useState('')
  const [post, setPost] = useState('carer')
  const [mode, setMode] = useState('')
  const [payBand, setPayBand] = useState('')
  const [startsOn, setStartsOn] = useState(todayInChina)
  const send = useCommand<object>({ path: `/workforce/staff/${person}/employments`, refresh: REFRESH })
  return (
    <ActForm
      problem={send.error}
      pending={send.isPending}
      submit={t('save')}
      onSubmit={() =>
        send.mutate(
          { creditCode, post, mode: wordsOf(mode), payBand: numberOf(payBand), startsOn },
          { onSuccess: onDone },
        )
      }
    >
      <FirmPick value={creditCode} onChange={setCreditCode} />
      <div className="yk-wf-two">
        <Choice label={t('post')} value={post} onChange={setPost} required options={words.posts} />
        <Choice label={t('mode')} value={mode} onChange={setMode} empty={t('modeUnknown')} options={words.modes} />
      </div>
      <Choice
        label={t('payBand')}
        value={payBand}
        onChange={setPayBand}
        empty={t('unknown')}
        options={words.bands}
        hint={t('payHint')}
      />
      <Text label={t('startsOn')} type="date" value={startsOn} onChange={setStartsOn} required />
    </ActForm>
  )
}

/** Ends an employment. */
export function EndForm({ employment, onDone }: { employment: Employment; onDone: () => void }) {
  const t = useText(messages)
  const [on, setOn] = useState(todayInChina)
  const [reason, setReason] = useState('')
  const send = useCommand<object>({ path: `/workforce/employments/${employment.id}/end`, refresh: REFRESH })
  const { revision } = employment
  return (
    <ActForm
      problem={send.error}
      pending={send.isPending}
      submit={t('endEmployment')}
      onSubmit={() => send.mutate({ revision, on, reason: reason.trim() }, { onSuccess: onDone })}
    >
      <Text label={t('endOn')} type="date" value={on} onChange={setOn} required />
      <Text label={t('reason')} value={reason} onChange={setReason} required minLength={2} maxLength={300} />
    </ActForm>
  )
}

/** Changes mode, post or band from a day on; what was stays. */
export function ChangeForm({ employment, onDone }: { employment: Employment; onDone: () => void }) {
  const t = useText(messages)
  const words = useCatalogue()
  const [on, setOn] = useState(todayInChina)
  const [post, setPost] = useState<string>(employment.post)
  const [mode, setMode] = useState<string>(employment.mode ?? '')
  const [payBand, setPayBand] = useState(employment.payBand === null ? '' : String(employment.payBand))
  const [reason, setReason] = useState('')
  const send = useCommand<object>({ path: `/workforce/employments/${employment.id}/change`, refresh: REFRESH })
  const { revision } = employment
  return (
    <ActForm
      problem={send.error}
      pending={send.isPending}
      submit={t('save')}
      onSubmit={() =>
        send.mutate(
          { revision, on, post, mode: wordsOf(mode), payBand: numberOf(payBand), reason: reason.trim() },
          { onSuccess: onDone },
        )
      }
    >
      <Text label={t('changeOn')} type="date" value={on} onChange={setOn} required />
      <div className="yk-wf-two">
        <Choice label={t('post')} value={post} onChange={setPost} required options={words.posts} />
        <Choice label={t('mode')} value={mode} onChange={setMode} empty={t('modeUnknown')} options={words.modes} />
      </div>
      <Choice
        label={t('payBand')}
        value={payBand}
        onChange={setPayBand}
        empty={t('unknown')}
        options={words.bands}
        hint={t('payHint')}
      />
      <Text label={t('reason')} value={reason} onChange={setReason} required minLength={2} maxLength={300} />
    </ActForm>
  )
}

/** Enters a certificate; it counts once verified. */
export function CertificateForm({ person, onDone }: { person: string; onDone: () => void }) {
  const t = useText(messages)
  const words = useCatalogue()
  const [skill, setSkill] = useState('elder-care')
  const [level, setLevel] = useState('')
  const [number, setNumber] = useState('')
  const [issuer, setIssuer] = useState('')
  const [issuedOn, setIssuedOn] = useState('')
  const [validUntil, setValidUntil] = useState('')
  const send = useCommand<object>({ path: `/workforce/staff/${person}/certificates`, refresh: REFRESH })
  const levelled = words.skill(skill)?.levelled ?? false
  return (
    <ActForm
      problem={send.error}
      pending={send.isPending}
      submit={t('addCertificate')}
      onSubmit={() =>
        send.mutate(
          {
            skill,
            level: levelled ? numberOf(level) : null,
            number: wordsOf(number),
            issuer: issuer.trim(),
            issuedOn,
            ...(validUntil === '' ? {} : { validUntil }),
          },
          { onSuccess: onDone },
        )
      }
    >
      <div className="yk-wf-two">
        <Choice label={t('skill')} value={skill} onChange={setSkill} required options={words.skills} />
        {levelled ? (
          <Choice label={t('level')} value={level} onChange={setLevel} empty={t('noLevel')} options={words.levels} />
        ) : null}
      </div>
      <Text label={t('number')} value={number} onChange={setNumber} maxLength={60} />
      <Text label={t('issuer')} value={issuer} onChange={setIssuer} required maxLength={100} />
      <div className="yk-wf-two">
        <Text label={t('issuedOn')} type="date" value={issuedOn} onChange={setIssuedOn} required max={todayInChina()} />
        <Text
          label={t('validUntil')}
          type="date"
          value={validUntil}
          onChange={setValidUntil}
          hint={t('validUntilHint')}
        />
      </div>
    </ActForm>
  )
}

/** Says whether a certificate is genuine, and how that was found. */
export function VerifyForm(props: { certificate: Certificate; genuine: boolean; onDone: () => void }) {
  const { certificate, genuine, onDone } = props
  const t = useText(messages)
  const [how, setHow] = useState('')
  const send = useCommand<object>({ path: `/workforce/certificates/${certificate.id}/verify`, refresh: REFRESH })
  return (
    <ActForm
      problem={send.error}
      pending={send.isPending}
      submit={t(genuine ? 'verify' : 'refute')}
      onSubmit={() => send.mutate({ genuine, how: how.trim() }, { onSuccess: onDone })}
    >
      <Text label={t('how')} hint={t('howHint')} value={how} onChange={setHow} required minLength={2} maxLength={300} />
    </ActForm>
  )
}

/** Notes that the issuer took a certificate back. */
export function RevokeForm({ certificate, onDone }: { certificate: Certificate; onDone: () => void }) {
  const t = useText(messages)
  const [on, setOn] = useState(todayInChina)
  const [reason, setReason] = useState('')
  const send = useCommand<object>({ path: `/workforce/certificates/${certificate.id}/revoke`, refresh: REFRESH })
  return (
    <ActForm
      problem={send.error}
      pending={send.isPending}
      submit={t('revoke')}
      onSubmit={() => send.mutate({ on, reason: reason.trim() }, { onSuccess: onDone })}
    >
      <Text label={t('revokeOn')} type="date" value={on} onChange={setOn} required />
      <Text label={t('reason')} value={reason} onChange={setReason} required minLength={2} maxLength={300} />
    </ActForm>
  )
}
