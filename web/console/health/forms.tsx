import { useState } from 'react'
import type { MissingLine, TeamLine } from '../../../src/contexts/health/index.ts'
import type { FacilityView } from '../../../src/contexts/territory/index.ts'
import { ActForm } from '../../shared/form/ActForm.tsx'
import { Choice, Text, wordsOf } from '../../shared/form/fields.tsx'
import { useText } from '../../shared/i18n/index.ts'
import { useAll, useCommand } from '../../shared/queries.ts'
import { todayInChina } from '../../shared/today.ts'
import { messages } from './messages.ts'

const KINDS = [
  'township-health-centre',
  'community-health-centre',
  'community-health-station',
  'hospital',
  'village-clinic',
]
const ITEMS = ['lifestyle', 'exam', 'tests', 'tcm', 'advice'] as const

/** Chooses a medical institution of the register. */
export function InstitutionChoice({
  value,
  onChange,
  kinds = KINDS,
}: {
  value: string
  onChange: (code: string) => void
  kinds?: readonly string[]
}) {
  const t = useText(messages)
  const list = useAll<FacilityView>('/territory/facilities', { kind: [...kinds], limit: 100 })
  const options = (list.data ?? []).filter((each) => kinds.includes(each.kind))
  return (
    <Choice
      label={t('facility')}
      value={value}
      onChange={onChange}
      required
      empty={t('facilityPick')}
      options={options.map((each) => ({ value: each.code, label: each.name }))}
    />
  )
}

/** Enters a check of somebody on the list. */
export function CheckForm({ line }: { line: MissingLine }) {
  const t = useText(messages)
  const [heldOn, setHeldOn] = useState(todayInChina)
  const [facility, setFacility] = useState('')
  const [channel, setChannel] = useState('clinic')
  const [done, setDone] = useState<readonly string[]>(['lifestyle', 'exam', 'tests', 'advice'])
  const [summary, setSummary] = useState('')
  const [advice, setAdvice] = useState('')
  const hold = useCommand<object, { counts: boolean | null }>({
    path: '/health/checks',
    refresh: ['/health', '/today'],
  })
  const submit = () =>
    hold.mutate({
      person: line.person,
      heldOn,
      facility,
      channel,
      results: {
        items: ITEMS.filter((each) => done.includes(each)).map((each) => t(`item_${each}`)),
        summary,
        advice: wordsOf(advice),
      },
    })
  if (hold.data)
    return (
      <p role="status">{t(hold.data.counts === null ? 'countsUnknown' : hold.data.counts ? 'counts' : 'countsNot')}</p>
    )
  return (
    <ActForm problem={hold.error} pending={hold.isPending} submit={t('saveCheck')} onSubmit={submit}>
      <Text label={t('heldOn')} type="date" value={heldOn} onChange={setHeldOn} max={todayInChina()} required />
      <InstitutionChoice value={facility} onChange={setFacility} />
      <Choice
        label={t('channel')}
        value={channel}
        onChange={setChannel}
        options={(['clinic', 'home', 'outreach'] as const).map((value) => ({ value, label: t(`channel_${value}`) }))}
      />
      <fieldset className="yk-hl-items">
        <legend className="yk-small">{t('items')}</legend>
        {ITEMS.map((each) => (
          <label key={each}>
            <input
              type="checkbox"
              checked={done.includes(each)}
              onChange={(event) => setDone(event.target.checked ? [...done, each] : done.filter((one) => one !== each))}
            />
            <span>{t(`item_${each}`)}</span>
          </label>
        ))}
      </fieldset>
      <Text
        label={t('summary')}
        hint={t('summaryHint')}
        value={summary}
        onChange={setSummary}
        rows={3}
        required
        maxLength={500}
      />
      <Text label={t('advice')} value={advice} onChange={setAdvice} rows={2} maxLength={500} />
    </ActForm>
  )
}

/** Enters that somebody was invited. */
export function InviteForm({ line, onDone }: { line: MissingLine; onDone: () => void }) {
  const t = useText(messages)
  const [invitedOn, setInvitedOn] = useState(todayInChina)
  const [channel, setChannel] = useState('phone')
  const [outcome, setOutcome] = useState('agreed')
  const invite = useCommand<object>({ path: '/health/invitations', refresh: ['/health/checks/missing'] })
  return (
    <ActForm
      problem={invite.error}
      pending={invite.isPending}
      submit={t('saveInvitation')}
      onSubmit={() => invite.mutate({ person: line.person, invitedOn, channel, outcome }, { onSuccess: onDone })}
    >
      <Text
        label={t('invitedOn')}
        type="date"
        value={invitedOn}
        onChange={setInvitedOn}
        max={todayInChina()}
        required
      />
      <Choice
        label={t('by')}
        value={channel}
        onChange={setChannel}
        options={(['phone', 'visit', 'message', 'letter'] as const).map((value) => ({
          value,
          label: t(`by_${value}`),
        }))}
      />
      <Choice
        label={t('outcome')}
        value={outcome}
        onChange={setOutcome}
        options={(['agreed', 'unreached', 'declined'] as const).map((value) => ({
          value,
          label: t(`outcome_${value}`),
        }))}
      />
    </ActForm>
  )
}

const shift = (day: string, days: number) => {
  const at = new Date(`${day}T00:00:00Z`)
  at.setUTCDate(at.getUTCDate() + days)
  return at.toISOString().slice(0, 10)
}

/** Signs or renews a contract: a year from today, or from the day after the one that ends. */
export function SignForm({
  person,
  after,
  teams,
  onDone,
}: {
  person: string
  after: string | null
  teams: readonly TeamLine[]
  onDone: () => void
}) {
  const t = useText(messages)
  const [from, setFrom] = useState(() => (after === null ? todayInChina() : shift(after, 1)))
  const [until, setUntil] = useState(() => shift(after ?? todayInChina(), 365))
  const [team, setTeam] = useState('')
  const [pack, setPack] = useState('basic')
  const sign = useCommand<object>({ path: '/health/contracts', refresh: ['/health', '/today'] })
  return (
    <ActForm
      problem={sign.error}
      pending={sign.isPending}
      submit={after === null ? t('sign') : t('renew')}
      onSubmit={() => sign.mutate({ person, team, pack, from, until }, { onSuccess: onDone })}
    >
      <Choice
        label={t('team')}
        value={team}
        onChange={setTeam}
        required
        empty={t('facilityPick')}
        options={teams.filter((each) => each.endedOn === null).map((each) => ({ value: each.id, label: each.name }))}
      />
      <Choice
        label={t('pack')}
        value={pack}
        onChange={setPack}
        options={(['basic', 'extended'] as const).map((value) => ({ value, label: t(`pack_${value}`) }))}
      />
      <Text label={t('from')} type="date" value={from} onChange={setFrom} required />
      <Text label={t('until')} type="date" value={until} onChange={setUntil} required />
    </ActForm>
  )
}

/** Enters a team. */
export function TeamForm({ onDone }: { onDone: () => void }) {
  const t = useText(messages)
  const [code, setCode] = useState('')
  const [name, setName] = useState('')
  const [facility, setFacility] = useState('')
  const [leader, setLeader] = useState('')
  const [phone, setPhone] = useState('')
  const [since, setSince] = useState(todayInChina)
  const open = useCommand<object>({ path: '/health/teams', refresh: ['/health/doctors'] })
  return (
    <ActForm
      problem={open.error}
      pending={open.isPending}
      submit={t('newTeam')}
      onSubmit={() =>
        open.mutate({ code, name, facility, leader, phone: wordsOf(phone), since }, { onSuccess: onDone })
      }
    >
      <Text label={t('code')} value={code} onChange={setCode} required maxLength={40} />
      <Text label={t('teamName')} value={name} onChange={setName} required maxLength={60} />
      <InstitutionChoice value={facility} onChange={setFacility} />
      <Text label={t('leader')} value={leader} onChange={setLeader} required maxLength={40} />
      <Text label={t('teamPhone')} value={phone} onChange={setPhone} maxLength={30} />
      <Text label={t('teamSince')} type="date" value={since} onChange={setSince} required />
    </ActForm>
  )
}

/** Closes a team from a day on. */
export function CloseTeamForm({ team, onDone }: { team: TeamLine; onDone: () => void }) {
  const t = useText(messages)
  const [on, setOn] = useState(todayInChina)
  const close = useCommand<object>({ path: `/health/teams/${team.id}/close`, refresh: ['/health/doctors'] })
  return (
    <ActForm
      problem={close.error}
      pending={close.isPending}
      submit={t('closeTeam')}
      onSubmit={() => close.mutate({ on }, { onSuccess: onDone })}
    >
      <p>
        <strong>{team.name}</strong> · {team.facilityName}
      </p>
      <Text label={t('closeOn')} hint={t('closeHint')} type="date" value={on} onChange={setOn} required />
    </ActForm>
  )
}
