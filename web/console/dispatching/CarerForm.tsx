import { useState } from 'react'
import type { RotaLine } from '../../../src/contexts/dispatching/index.ts'
import { ActForm } from '../../shared/form/ActForm.tsx'
import { Choice, Names, numberOf, Text } from '../../shared/form/fields.tsx'
import { usePick, useText } from '../../shared/i18n/index.ts'
import { useCommand } from '../../shared/queries.ts'
import { todayInChina } from '../../shared/today.ts'
import { clock, minuteOf } from './lanes.ts'
import { messages } from './messages.ts'
import { EXCEPTION, MODE } from './words.ts'

const DAYS = [1, 2, 3, 4, 5, 6, 7] as const
type Mode = RotaLine['mode']

/** How a carer works: the same hours on the chosen days, in one window or two. */
export function CarerForm({ site, line, onDone }: { site: string; line: RotaLine; onDone: () => void }) {
  const t = useText(messages)
  const pick = usePick()
  const pattern = line.pattern ?? []
  const first = pattern.filter((each) => each.weekday === pattern[0]?.weekday)
  const [days, setDays] = useState<Set<number>>(
    () => new Set(line.pattern === null ? [1, 2, 3, 4, 5] : pattern.map((each) => each.weekday)),
  )
  const [from, setFrom] = useState(clock(first[0]?.from ?? 480))
  const [until, setUntil] = useState(clock(first[0]?.until ?? 1050))
  const [from2, setFrom2] = useState(first[1] === undefined ? '' : clock(first[1].from))
  const [until2, setUntil2] = useState(first[1] === undefined ? '' : clock(first[1].until))
  const [mode, setMode] = useState<Mode>(line.mode)
  const [startAt, setStartAt] = useState(line.startAt)
  const [lunch, setLunch] = useState(line.lunch === null ? '' : String(line.lunch.minutes))
  const [most, setMost] = useState(line.mostMinutes === null ? '' : String(line.mostMinutes))
  const [languages, setLanguages] = useState(line.languages)
  const [planned, setPlanned] = useState(line.pattern === null ? true : line.planned)
  const [ownSite, setOwnSite] = useState(line.ownSite)
  const send = useCommand<object>({ path: '/dispatching/rota', refresh: ['/dispatching'] })
  const submit = () => {
    const windows = [
      [from, until],
      [from2, until2],
    ].flatMap(([begin, end]) => {
      const [a, b] = [minuteOf(begin!), minuteOf(end!)]
      return a === null || b === null ? [] : [{ from: a, until: b }]
    })
    const minutes = numberOf(lunch)
    send.mutate(
      {
        site,
        staff: line.staff,
        ownSite,
        mode,
        startAt,
        pattern: DAYS.filter((day) => days.has(day)).flatMap((weekday) =>
          windows.map((window) => ({ weekday, ...window })),
        ),
        lunch: minutes === null ? null : { from: line.lunch?.from ?? 690, until: line.lunch?.until ?? 780, minutes },
        mostMinutes: numberOf(most),
        languages,
        planned,
      },
      { onSuccess: onDone },
    )
  }
  return (
    <ActForm problem={send.error} pending={send.isPending} submit={t('save')} onSubmit={submit}>
      <fieldset>
        <legend>{t('weekdays')}</legend>
        <div className="yk-rota-week">
          {DAYS.map((day) => (
            <label key={day}>
              <input
                type="checkbox"
                checked={days.has(day)}
                onChange={() =>
                  setDays((now) => {
                    const next = new Set(now)
                    if (!next.delete(day)) next.add(day)
                    return next
                  })
                }
              />{' '}
              {t(`wd${day}`)}
            </label>
          ))}
        </div>
      </fieldset>
      <Text label={t('from')} type="time" value={from} onChange={setFrom} required />
      <Text label={t('until')} type="time" value={until} onChange={setUntil} required />
      <Text label={t('from2')} type="time" value={from2} onChange={setFrom2} />
      <Text label={t('until2')} type="time" value={until2} onChange={setUntil2} />
      <Choice
        label={t('mode')}
        value={mode}
        onChange={(value) => setMode(value as Mode)}
        options={(Object.keys(MODE) as Mode[]).map((value) => ({ value, label: pick(MODE[value]) }))}
      />
      <Choice
        label={t('start')}
        value={startAt}
        onChange={(value) => setStartAt(value as RotaLine['startAt'])}
        options={(['site', 'home'] as const).map((value) => ({ value, label: t(`start_${value}`) }))}
      />
      <Text label={t('lunchMinutes')} type="number" value={lunch} onChange={setLunch} min={5} max={180} step={1} />
      <Text label={t('most')} type="number" value={most} onChange={setMost} min={30} max={960} step={1} />
      <Names label={t('languages')} names={languages} onChange={setLanguages} />
      <label>
        <input type="checkbox" checked={planned} onChange={() => setPlanned(!planned)} /> {t('plannedIn')}
      </label>
      <label>
        <input type="checkbox" checked={ownSite} onChange={() => setOwnSite(!ownSite)} /> {t('ownSite')}
      </label>
    </ActForm>
  )
}

type Kind = keyof typeof EXCEPTION

/** Leave, sickness, training or extra hours of a carer. */
export function ExceptionForm({ site, staff }: { site: string; staff: string }) {
  const t = useText(messages)
  const pick = usePick()
  const [kind, setKind] = useState<Kind>('leave')
  const [day, setDay] = useState(todayInChina)
  const [from, setFrom] = useState('08:00')
  const [until, setUntil] = useState('18:00')
  const send = useCommand<object>({ path: '/dispatching/exceptions', refresh: ['/dispatching'] })
  const at = (time: string) => `${day}T${time}:00+08:00`
  return (
    <ActForm
      problem={send.error}
      pending={send.isPending}
      submit={t('addException')}
      onSubmit={() => send.mutate({ site, staff, kind, from: at(from), until: at(until) })}
    >
      <Choice
        label={t('kind')}
        value={kind}
        onChange={(value) => setKind(value as Kind)}
        options={(Object.keys(EXCEPTION) as Kind[]).map((value) => ({ value, label: pick(EXCEPTION[value]) }))}
      />
      <Text label={t('day')} type="date" value={day} onChange={setDay} required />
      <Text label={t('from')} type="time" value={from} onChange={setFrom} required />
      <Text label={t('until')} type="time" value={until} onChange={setUntil} required />
    </ActForm>
  )
}
