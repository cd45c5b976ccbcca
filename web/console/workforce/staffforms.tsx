import { useState } from 'react'
import type { StaffFile } from '../../../src/contexts/workforce/index.ts'
import { ActForm } from '../../shared/form/ActForm.tsx'
import { Choice, numberOf, Text, wordsOf } from '../../shared/form/fields.tsx'
import { WordsForm } from '../../shared/form/WordsForm.tsx'
import { useText } from '../../shared/i18n/index.ts'
import { useCommand } from '../../shared/queries.ts'
import { todayInChina } from '../../shared/today.ts'
import { FirmPick } from '../providers/FirmPick.tsx'
import { messages } from './messages-staff.ts'
import { REFRESH, useCatalogue } from './parts.tsx'

type Employment = StaffFile['employments'][number]
type Certificate = StaffFile['certificates'][number]

/** What somebody works as and how, as it is typed. */
type Work = { post: string; mode: string; payBand: string }

const workOf = ({ post, mode, payBand }: Work) => ({ post, mode: wordsOf(mode), payBand: numberOf(payBand) })

function WorkFields({ value, onChange }: { value: Work; onChange: (value: Work) => void }) {
  const t = useText(messages)
  const words = useCatalogue()
  const set = (key: keyof Work) => (typed: string) => onChange({ ...value, [key]: typed })
  return (
    <>
      <div className="yk-beside">
        <Choice label={t('post')} value={value.post} onChange={set('post')} required options={words.posts} />
        <Choice
          label={t('mode')}
          value={value.mode}
          onChange={set('mode')}
          empty={t('modeUnknown')}
          options={words.modes}
        />
      </div>
      <Choice
        label={t('payBand')}
        value={value.payBand}
        onChange={set('payBand')}
        empty={t('unknown')}
        options={words.bands}
        hint={t('payHint')}
      />
    </>
  )
}

/** Enters where somebody works. */
export function EmploymentForm({ person, onDone }: { person: string; onDone: () => void }) {
  const t = useText(messages)
  const [creditCode, setCreditCode] = useState('')
  const [work, setWork] = useState<Work>({ post: 'carer', mode: '', payBand: '' })
  const [startsOn, setStartsOn] = useState(todayInChina)
  const send = useCommand<object>({ path: `/workforce/staff/${person}/employments`, refresh: REFRESH })
  return (
    <ActForm
      problem={send.error}
      pending={send.isPending}
      submit={t('save')}
      onSubmit={() => send.mutate({ creditCode, ...workOf(work), startsOn }, { onSuccess: onDone })}
    >
      <FirmPick value={creditCode} onChange={setCreditCode} at="/creditCode" />
      <WorkFields value={work} onChange={setWork} />
      <Text label={t('startsOn')} type="date" value={startsOn} onChange={setStartsOn} required />
    </ActForm>
  )
}

/** Ends an employment. */
export function EndForm({ employment, onDone }: { employment: Employment; onDone: () => void }) {
  const t = useText(messages)
  return (
    <WordsForm
      path={`/workforce/employments/${employment.id}/end`}
      refresh={REFRESH}
      given={{ revision: employment.revision }}
      day={t('endOn')}
      name="reason"
      label={t('reason')}
      submit={t('endEmployment')}
      onDone={onDone}
    />
  )
}

/** Changes mode, post or band from a day on; what was stays. */
export function ChangeForm({ employment, onDone }: { employment: Employment; onDone: () => void }) {
  const t = useText(messages)
  const [on, setOn] = useState(todayInChina)
  const [work, setWork] = useState<Work>({
    post: employment.post,
    mode: employment.mode ?? '',
    payBand: employment.payBand === null ? '' : String(employment.payBand),
  })
  const [reason, setReason] = useState('')
  const send = useCommand<object>({ path: `/workforce/employments/${employment.id}/change`, refresh: REFRESH })
  const { revision } = employment
  return (
    <ActForm
      problem={send.error}
      pending={send.isPending}
      submit={t('save')}
      onSubmit={() => send.mutate({ revision, on, ...workOf(work), reason: reason.trim() }, { onSuccess: onDone })}
    >
      <Text label={t('changeOn')} type="date" value={on} onChange={setOn} required />
      <WorkFields value={work} onChange={setWork} />
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
      <div className="yk-beside">
        <Choice label={t('skill')} value={skill} onChange={setSkill} required options={words.skills} />
        {levelled ? (
          <Choice label={t('level')} value={level} onChange={setLevel} empty={t('noLevel')} options={words.levels} />
        ) : null}
      </div>
      <Text label={t('number')} value={number} onChange={setNumber} maxLength={60} />
      <Text label={t('issuer')} value={issuer} onChange={setIssuer} required maxLength={100} />
      <div className="yk-beside">
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
  return (
    <WordsForm
      path={`/workforce/certificates/${certificate.id}/verify`}
      refresh={REFRESH}
      given={{ genuine }}
      name="how"
      label={t('how')}
      hint={t('howHint')}
      submit={t(genuine ? 'verify' : 'refute')}
      onDone={onDone}
    />
  )
}

/** Notes that the issuer took a certificate back. */
export function RevokeForm({ certificate, onDone }: { certificate: Certificate; onDone: () => void }) {
  const t = useText(messages)
  return (
    <WordsForm
      path={`/workforce/certificates/${certificate.id}/revoke`}
      refresh={REFRESH}
      day={t('revokeOn')}
      name="reason"
      label={t('reason')}
      submit={t('revoke')}
      onDone={onDone}
    />
  )
}

/** Says with which account a worker signs in in the field. */
export function AccountForm({ person, onDone }: { person: string; onDone: () => void }) {
  const t = useText(messages)
  const [username, setUsername] = useState('')
  const send = useCommand<object>({ path: `/workforce/staff/${person}/account`, refresh: REFRESH })
  return (
    <ActForm
      problem={send.error}
      pending={send.isPending}
      submit={t('linkAccount')}
      onSubmit={() => send.mutate({ username: username.trim() }, { onSuccess: onDone })}
    >
      <Text
        label={t('username')}
        value={username}
        onChange={setUsername}
        at="/username"
        hint={t('usernameHint')}
        required
      />
    </ActForm>
  )
}

/** Takes the account of a worker away. */
export function NoAccountForm({ person, onDone }: { person: string; onDone: () => void }) {
  const t = useText(messages)
  const send = useCommand<object>({ path: `/workforce/staff/${person}/account/end`, refresh: REFRESH })
  return (
    <ActForm
      problem={send.error}
      pending={send.isPending}
      submit={t('unlinkAccount')}
      onSubmit={() => send.mutate({}, { onSuccess: onDone })}
    >
      <p>{t('unlinkHint')}</p>
    </ActForm>
  )
}
