import { useState } from 'react'
import type { GridLine } from '../../../src/contexts/people/index.ts'
import type { WorkingAccount } from '../../../src/platform/identity/index.ts'
import { ActForm } from '../../shared/form/ActForm.tsx'
import { Choice, namesOf, Text } from '../../shared/form/fields.tsx'
import { useText } from '../../shared/i18n/index.ts'
import { useCommand, useView } from '../../shared/queries.ts'
import { todayInChina } from '../../shared/today.ts'
import { messages } from './grid-messages.ts'
import { PlaceChoice } from './places.tsx'

const REFRESH = ['/people/cells', '/people']

/** Draws a cell over dwelling points. */
export function DrawForm({ onDone }: { onDone: () => void }) {
  const t = useText(messages)
  const [code, setCode] = useState('')
  const [name, setName] = useState('')
  const [region, setRegion] = useState('')
  const [dwellings, setDwellings] = useState('')
  const [from, setFrom] = useState(todayInChina)
  const draw = useCommand<object>({ path: '/people/cells', refresh: REFRESH })
  return (
    <ActForm
      problem={draw.error}
      pending={draw.isPending}
      submit={t('draw')}
      onSubmit={() => draw.mutate({ code, name, region, dwellings: namesOf(dwellings), from }, { onSuccess: onDone })}
    >
      <Text label={t('code')} value={code} onChange={setCode} required minLength={2} maxLength={30} />
      <Text label={t('name')} value={name} onChange={setName} required minLength={2} maxLength={60} />
      <PlaceChoice label={t('region')} value={region} onChange={setRegion} villages empty={t('choose')} required />
      <Text
        label={t('dwellings')}
        hint={t('dwellingsHint')}
        value={dwellings}
        onChange={setDwellings}
        rows={4}
        maxLength={20_000}
      />
      <Text label={t('from')} type="date" value={from} onChange={setFrom} required />
    </ActForm>
  )
}

/** Says which cells an account looks after from a day on. */
export function AssignForm({ cells, onDone }: { cells: readonly GridLine[]; onDone: () => void }) {
  const t = useText(messages)
  const workers = useView<{ items: WorkingAccount[] }>('/people/cells/workers')
  const [account, setAccount] = useState('')
  const [chosen, setChosen] = useState<readonly string[]>([])
  const [from, setFrom] = useState(todayInChina)
  const assign = useCommand<object>({ path: '/people/cells/staff', refresh: REFRESH })
  const choose = (id: string) => {
    setAccount(id)
    setChosen(cells.filter((cell) => cell.staff.includes(id)).map((cell) => cell.id))
  }
  return (
    <ActForm
      problem={assign.error ?? workers.error}
      pending={assign.isPending}
      submit={t('assign')}
      onSubmit={() => assign.mutate({ account, cells: chosen, from }, { onSuccess: onDone })}
    >
      <Choice
        label={t('worker')}
        value={account}
        onChange={choose}
        required
        empty={t('choose')}
        options={(workers.data?.items ?? []).map((each) => ({
          value: each.id,
          label: [each.name, each.unitName].filter(Boolean).join(' · '),
        }))}
      />
      <fieldset>
        <legend>{t('cells')}</legend>
        <p className="yk-small yk-quiet">{t('cellsHint')}</p>
        {cells.map((cell) => (
          <label key={cell.id}>
            <input
              type="checkbox"
              checked={chosen.includes(cell.id)}
              onChange={(event) =>
                setChosen(event.target.checked ? [...chosen, cell.id] : chosen.filter((id) => id !== cell.id))
              }
            />{' '}
            {cell.regionName} {cell.name}
          </label>
        ))}
      </fieldset>
      <Text label={t('from')} type="date" value={from} onChange={setFrom} required />
    </ActForm>
  )
}
