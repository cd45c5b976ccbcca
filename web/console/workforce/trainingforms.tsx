import { useState } from 'react'
import type { ApplicationView, ClassLine } from '../../../src/contexts/workforce/index.ts'
import { ActForm } from '../../shared/form/ActForm.tsx'
import { Choice, numberOf, Text, wordsOf } from '../../shared/form/fields.tsx'
import { WordsForm } from '../../shared/form/WordsForm.tsx'
import { useText } from '../../shared/i18n/index.ts'
import { useCommand, useView } from '../../shared/queries.ts'
import { useAccount } from '../../shared/session.ts'
import { PersonPick } from '../people/PersonPick.tsx'
import { messages } from './messages-training.ts'
import { REFRESH, useCatalogue } from './parts.tsx'

/** Opens a class with its sessions. */
export function OpenForm({ onDone }: { onDone: (id: string) => void }) {
  const t = useText(messages)
  const words = useCatalogue()
  const account = useAccount()
  const [typed, setTyped] = useState({
    code: '',
    title: '',
    organiser: account?.unitName ?? '',
    region: account?.jurisdiction ?? '',
    place: '',
    capacity: '30',
    leastShare: '80',
    passMark: '60',
    days: '',
    hours: '8',
  })
  const [kind, setKind] = useState('carer')
  const [skill, setSkill] = useState('')
  const set = (key: keyof typeof typed) => (value: string) => setTyped({ ...typed, [key]: value })
  const send = useCommand<object, { id: string }>({ path: '/workforce/classes', refresh: REFRESH })
  const submit = () => {
    const days = typed.days.split(/\s+/).filter(Boolean).sort()
    send.mutate(
      {
        code: typed.code.trim(),
        title: typed.title.trim(),
        kind,
        skill: wordsOf(skill),
        organiser: typed.organiser.trim(),
        region: typed.region.trim(),
        place: wordsOf(typed.place),
        startsOn: days[0] ?? '',
        endsOn: days.at(-1) ?? '',
        capacity: Number(typed.capacity),
        leastShare: Number(typed.leastShare),
        passMark: numberOf(typed.passMark),
        sessions: days.map((heldOn) => ({ heldOn, hours: Number(typed.hours) })),
      },
      { onSuccess: ({ id }) => onDone(id) },
    )
  }
  return (
    <ActForm problem={send.error} pending={send.isPending} submit={t('openClass')} onSubmit={submit}>
      <div className="yk-beside">
        <Text label={t('code')} value={typed.code} onChange={set('code')} required maxLength={40} />
        <Choice label={t('kind')} value={kind} onChange={setKind} required options={words.kinds} />
      </div>
      <Text label={t('title')} value={typed.title} onChange={set('title')} required maxLength={100} />
      <Choice label={t('skill')} value={skill} onChange={setSkill} empty="—" options={words.skills} />
      <Text label={t('organiser')} value={typed.organiser} onChange={set('organiser')} required maxLength={100} />
      <div className="yk-beside">
        <Text label={t('region')} value={typed.region} onChange={set('region')} required pattern="[0-9]{6,12}" />
        <Text label={t('place')} value={typed.place} onChange={set('place')} maxLength={100} />
      </div>
      <Text
        label={t('sessionDays')}
        hint="2026-11-01"
        rows={5}
        value={typed.days}
        onChange={set('days')}
        required
        maxLength={4000}
      />
      <div className="yk-beside">
        <Text
          label={t('hours')}
          type="number"
          value={typed.hours}
          onChange={set('hours')}
          required
          min={0.1}
          max={24}
        />
        <Text
          label={t('capacity')}
          type="number"
          value={typed.capacity}
          onChange={set('capacity')}
          required
          min={1}
          max={2000}
        />
        <Text
          label={t('leastShare')}
          type="number"
          value={typed.leastShare}
          onChange={set('leastShare')}
          required
          min={0}
          max={100}
        />
        <Text label={t('passMark')} type="number" value={typed.passMark} onChange={set('passMark')} min={0} max={100} />
      </div>
    </ActForm>
  )
}

/** Places somebody who waits into a class, under the person's file. */
export function PlaceForm({ application, onDone }: { application: ApplicationView; onDone: () => void }) {
  const t = useText(messages)
  const classes = useView<{ items: ClassLine[] }>('/workforce/classes').data?.items ?? []
  const [into, setInto] = useState('')
  const [person, setPerson] = useState('')
  const send = useCommand<object>({ path: `/workforce/applications/${application.casefile}/place`, refresh: REFRESH })
  return (
    <ActForm
      problem={send.error}
      pending={send.isPending}
      submit={t('placeShort')}
      onSubmit={() => send.mutate({ class: into, person }, { onSuccess: onDone })}
    >
      <p>
        {application.applicant} · {t(`course_${application.course}` as 'course_other')} ·{' '}
        <a href={`/console/cases/${application.casefile}`}>{application.number}</a>
      </p>
      <Choice
        label={t('whichClass')}
        value={into}
        onChange={setInto}
        required
        empty=""
        options={classes
          .filter((each) => each.state === 'open')
          .map((each) => ({ value: each.id, label: `${each.title}（${each.learners}/${each.capacity}）` }))}
      />
      <PersonPick value={person} onChange={setPerson} />
    </ActForm>
  )
}

/** Notes that somebody no longer wants a place. */
export function DeclineForm({ application, onDone }: { application: ApplicationView; onDone: () => void }) {
  const t = useText(messages)
  const path = `/workforce/applications/${application.casefile}/decline`
  return (
    <WordsForm path={path} refresh={REFRESH} name="reason" label={t('reason')} submit={t('decline')} onDone={onDone} />
  )
}

/** Enrols a person in a class. */
export function EnrolForm({ id, onDone }: { id: string; onDone: () => void }) {
  const t = useText(messages)
  const [person, setPerson] = useState('')
  const [channel, setChannel] = useState('counter')
  const send = useCommand<object>({ path: `/workforce/classes/${id}/learners`, refresh: REFRESH })
  return (
    <ActForm
      problem={send.error}
      pending={send.isPending}
      submit={t('enrol')}
      onSubmit={() => send.mutate({ person, channel }, { onSuccess: onDone })}
    >
      <PersonPick value={person} onChange={setPerson} />
      <Choice
        label={t('channel')}
        value={channel}
        onChange={setChannel}
        required
        options={(['counter', 'phone', 'paper', 'screen'] as const).map((value) => ({
          value,
          label: t(`channel_${value}`),
        }))}
      />
    </ActForm>
  )
}

/** Opens a class again, or cancels it, with the reason. */
export function DecideForm(props: { id: string; act: 'reopen' | 'cancel'; revision: number; onDone: () => void }) {
  const { id, act, revision, onDone } = props
  const t = useText(messages)
  return (
    <WordsForm
      path={`/workforce/classes/${id}/${act}`}
      refresh={REFRESH}
      given={{ revision }}
      name="reason"
      label={t('reason')}
      submit={t(act)}
      onDone={onDone}
    />
  )
}

/** Takes somebody out of a class. */
export function WithdrawForm({ id, person, onDone }: { id: string; person: string; onDone: () => void }) {
  const t = useText(messages)
  return (
    <WordsForm
      path={`/workforce/classes/${id}/withdrawals`}
      refresh={REFRESH}
      given={{ person }}
      name="reason"
      label={t('reason')}
      submit={t('withdraw')}
      onDone={onDone}
    />
  )
}
