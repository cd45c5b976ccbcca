import { useState } from 'react'
import type { HandlerView } from '../../../src/contexts/supervision/index.ts'
import type { RegionView } from '../../../src/contexts/territory/index.ts'
import { ActForm } from '../../shared/form/ActForm.tsx'
import { Choice } from '../../shared/form/fields.tsx'
import { useFormat } from '../../shared/format.ts'
import { useText } from '../../shared/i18n/index.ts'
import { ErrorState } from '../../shared/parts/ErrorState.tsx'
import { LoadingState } from '../../shared/parts/LoadingState.tsx'
import { useCommand, useView } from '../../shared/queries.ts'
import { messages } from './messages.ts'

/** Which unit deals with cases of which place, and naming another. */
export function Handlers() {
  const t = useText(messages)
  const f = useFormat()
  const view = useView<{ items: HandlerView[] }>('/quality/handlers')
  const regions = useView<{ items: RegionView[] }>('/territory/regions').data?.items ?? []
  const units = useView<{ items: { id: string; name: string; active: boolean }[] }>('/units').data?.items ?? []
  const [region, setRegion] = useState('')
  const [unit, setUnit] = useState('')
  const name = useCommand<{ region: string; unit: string }>({
    path: '/quality/handlers',
    refresh: ['/quality/handlers'],
  })
  if (view.error) return <ErrorState problem={view.error} onRetry={() => void view.refetch()} />
  if (view.data === undefined) return <LoadingState />
  return (
    <div className="yk-stack">
      <p className="yk-quiet">{t('handlersLead')}</p>
      {view.data.items.length === 0 ? <p>{t('noHandlers')}</p> : null}
      <ul className="yk-lines">
        {view.data.items.map((each) => (
          <li key={each.region}>
            <strong>{each.regionName}</strong> {each.unitName}{' '}
            <span className="yk-quiet yk-small">{t('handlerSince', { date: f.date(each.since) })}</span>
          </li>
        ))}
      </ul>
      <ActForm
        problem={name.error}
        pending={name.isPending}
        submit={t('nameHandler')}
        onSubmit={() =>
          name.mutate(
            { region, unit },
            {
              onSuccess: () => {
                setRegion('')
                setUnit('')
              },
            },
          )
        }
      >
        <Choice
          label={t('place')}
          value={region}
          onChange={setRegion}
          required
          empty={t('choose')}
          at="/region"
          options={regions
            .filter((each) => each.level === 'county' || each.level === 'township')
            .map((each) => ({ value: each.code, label: each.name }))}
        />
        <Choice
          label={t('unit')}
          value={unit}
          onChange={setUnit}
          required
          empty={t('choose')}
          at="/unit"
          options={units.filter((each) => each.active).map((each) => ({ value: each.id, label: each.name }))}
        />
      </ActForm>
    </div>
  )
}
