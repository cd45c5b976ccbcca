import { useState } from 'react'
import type { NewRoom } from '../../../../src/contexts/territory/index.ts'
import { ActForm } from '../../../shared/form/ActForm.tsx'
import { Choice, numberOf, Text, wordsOf } from '../../../shared/form/fields.tsx'
import { usePick, useText } from '../../../shared/i18n/index.ts'
import { useCommand } from '../../../shared/queries.ts'
import { messages } from './messages.ts'
import { useSpaceUses } from './uses.ts'

const BLANK = { code: '', name: '', storey: '', area: '', capacity: '' }

/** Enters a room of a facility. */
export function RoomForm({ code, onDone }: { code: string; onDone: (room: string) => void }) {
  const t = useText(messages)
  const pick = usePick()
  const { uses } = useSpaceUses()
  const [typed, setTyped] = useState(BLANK)
  const [mainUse, setMainUse] = useState('')
  const [otherUses, setOtherUses] = useState<string[]>([])
  const [bookable, setBookable] = useState(true)
  const set = (key: keyof typeof BLANK) => (value: string) => setTyped({ ...typed, [key]: value })
  const enter = useCommand<NewRoom, { code: string }>({
    path: `/territory/facilities/${encodeURIComponent(code)}/rooms`,
    refresh: ['/territory/facilities', '/territory/spaces', '/registers'],
  })
  const room = (): NewRoom => ({
    code: typed.code,
    name: typed.name.trim(),
    storey: wordsOf(typed.storey),
    area: Number(typed.area),
    capacity: numberOf(typed.capacity),
    mainUse: mainUse as NewRoom['mainUse'],
    otherUses: otherUses.filter((use) => use !== mainUse) as NewRoom['otherUses'],
    bookable,
  })
  return (
    <ActForm
      problem={enter.error}
      pending={enter.isPending}
      submit={t('enterRoom')}
      onSubmit={() => enter.mutate(room(), { onSuccess: (done) => onDone(done.code) })}
    >
      <Text label={t('roomCode')} value={typed.code} onChange={set('code')} required maxLength={20} />
      <Text label={t('roomName')} value={typed.name} onChange={set('name')} required maxLength={60} />
      <Text label={t('storey')} value={typed.storey} onChange={set('storey')} maxLength={20} />
      <Text label={t('area')} type="number" value={typed.area} onChange={set('area')} required min={0.1} step={0.1} />
      <Text label={t('capacityMay')} type="number" value={typed.capacity} onChange={set('capacity')} min={1} step={1} />
      <Choice
        label={t('mainUse')}
        value={mainUse}
        onChange={setMainUse}
        required
        empty={t('choose')}
        options={uses.map((use) => ({ value: use.value, label: pick(use.title) }))}
      />
      <fieldset className="yk-spc-uses">
        <legend>{t('otherUses')}</legend>
        {uses
          .filter((use) => use.value !== mainUse)
          .map((use) => (
            <label key={use.value} className="yk-row">
              <input
                type="checkbox"
                checked={otherUses.includes(use.value)}
                onChange={(event) =>
                  setOtherUses(
                    event.target.checked ? [...otherUses, use.value] : otherUses.filter((each) => each !== use.value),
                  )
                }
              />
              <span>{pick(use.title)}</span>
            </label>
          ))}
      </fieldset>
      <label className="yk-row">
        <input type="checkbox" checked={bookable} onChange={(event) => setBookable(event.target.checked)} />
        <span>{t('mayBeBooked')}</span>
      </label>
    </ActForm>
  )
}
