import { useState } from 'react'
import type { BaseView, CapabilityView, FirmStaff } from '../../../src/contexts/workforce/index.ts'
import { ActForm } from '../../shared/form/ActForm.tsx'
import { Choice, numberOf, Text, wordsOf } from '../../shared/form/fields.tsx'
import { WordsForm } from '../../shared/form/WordsForm.tsx'
import { useText } from '../../shared/i18n/index.ts'
import { useCommand } from '../../shared/queries.ts'
import { todayInChina } from '../../shared/today.ts'
import { PersonPick } from '../people/PersonPick.tsx'
import { FirmPick } from '../providers/FirmPick.tsx'
import { messages } from './messages-institutions.ts'
import { REFRESH } from './parts.tsx'

/** Confirms everybody who works for a firm, by a list. */
export function ConfirmForm({ firm, onDone }: { firm: FirmStaff; onDone: () => void }) {
  const t = useText(messages)
  const [on, setOn] = useState(todayInChina)
  const [how, setHow] = useState('')
  const send = useCommand<object>({ path: '/workforce/firms/confirm', refresh: REFRESH })
  return (
    <ActForm
      problem={send.error}
      pending={send.isPending}
      submit={t('confirmFirm')}
      onSubmit={() => send.mutate({ creditCode: firm.creditCode, on, how: how.trim() }, { onSuccess: onDone })}
    >
      <p>
        <strong>{firm.organisationName}</strong>
      </p>
      <p className="yk-quiet">{t('confirmHelp')}</p>
      <Text label={t('confirmOn')} type="date" value={on} onChange={setOn} required max={todayInChina()} />
      <Text label={t('basis')} value={how} onChange={setHow} required minLength={2} maxLength={300} />
    </ActForm>
  )
}

/** Enters that an institution trains, or takes interns. */
export function CapabilityForm({ onDone }: { onDone: () => void }) {
  const t = useText(messages)
  const [creditCode, setCreditCode] = useState('')
  const [kind, setKind] = useState('training')
  const [proof, setProof] = useState('')
  const [places, setPlaces] = useState('')
  const [from, setFrom] = useState(todayInChina)
  const [until, setUntil] = useState('')
  const send = useCommand<object>({ path: '/workforce/capabilities', refresh: REFRESH })
  return (
    <ActForm
      problem={send.error}
      pending={send.isPending}
      submit={t('addCapability')}
      onSubmit={() =>
        send.mutate(
          { creditCode, kind, proof: proof.trim(), places: numberOf(places), from, until: wordsOf(until) },
          { onSuccess: onDone },
        )
      }
    >
      <FirmPick value={creditCode} onChange={setCreditCode} at="/creditCode" />
      <Choice
        label={t('capabilityKind')}
        value={kind}
        onChange={setKind}
        required
        options={(['training', 'practice'] as const).map((value) => ({ value, label: t(`kind_${value}`) }))}
      />
      <Text label={t('proof')} value={proof} onChange={setProof} required minLength={2} maxLength={300} />
      <div className="yk-beside">
        <Text label={t('capacity')} type="number" value={places} onChange={setPlaces} min={1} />
        <Text label={t('startsOn')} type="date" value={from} onChange={setFrom} required />
        <Text label={t('validUntil')} type="date" value={until} onChange={setUntil} />
      </div>
    </ActForm>
  )
}

/** Ends a capability. */
export function EndCapabilityForm({ capability, onDone }: { capability: CapabilityView; onDone: () => void }) {
  const t = useText(messages)
  return (
    <WordsForm
      path={`/workforce/capabilities/${capability.id}/end`}
      refresh={REFRESH}
      day={t('endsOn')}
      name="reason"
      label={t('reason')}
      submit={t('endCapability')}
      onDone={onDone}
    >
      <p>
        <strong>{capability.organisationName}</strong>
      </p>
    </WordsForm>
  )
}

/** Enters an intern at a base. */
export function InternForm({ base, onDone }: { base: BaseView; onDone: () => void }) {
  const t = useText(messages)
  const [person, setPerson] = useState('')
  const [school, setSchool] = useState(base.school ?? '')
  const [course, setCourse] = useState('')
  const [from, setFrom] = useState(todayInChina)
  const send = useCommand<object>({
    path: `/workforce/bases/${encodeURIComponent(base.code)}/placements`,
    refresh: REFRESH,
  })
  return (
    <ActForm
      problem={send.error}
      pending={send.isPending}
      submit={t('addIntern')}
      onSubmit={() =>
        send.mutate({ person, school: school.trim(), course: course.trim(), from }, { onSuccess: onDone })
      }
    >
      <p>
        <strong>{base.name}</strong>
      </p>
      <PersonPick value={person} onChange={setPerson} />
      <Text label={t('school')} value={school} onChange={setSchool} required maxLength={100} />
      <Text label={t('course')} value={course} onChange={setCourse} required maxLength={100} />
      <Text label={t('startsOn')} type="date" value={from} onChange={setFrom} required />
    </ActForm>
  )
}
