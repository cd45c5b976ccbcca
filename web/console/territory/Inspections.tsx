import { useState } from 'react'
import type { BuildingView } from '../../../src/contexts/territory/index.ts'
import { useText } from '../../shared/i18n/index.ts'
import { ErrorState } from '../../shared/parts/ErrorState.tsx'
import { LoadingState } from '../../shared/parts/LoadingState.tsx'
import { Sheet } from '../../shared/parts/Sheet.tsx'
import { useView } from '../../shared/queries.ts'
import { InspectionList } from './projects/InspectionList.tsx'
import { messages } from './projects/messages.ts'
import { InspectForm } from './projects/SideForms.tsx'

/** Whether a facility is used as declared: the inspections, newest first, and the way to record one. */
export function Inspections({ code, write }: { code: string; write: boolean }) {
  const t = useText(messages)
  const [open, setOpen] = useState(false)
  const view = useView<{ items: BuildingView['inspections'] }>(
    `/territory/facilities/${encodeURIComponent(code)}/inspections`,
  )
  return (
    <section className="yk-terr-part">
      <h2>{t('inspections')}</h2>
      {view.isPending ? <LoadingState /> : null}
      {view.error ? <ErrorState problem={view.error} onRetry={() => void view.refetch()} /> : null}
      {view.data?.items.length === 0 ? <p className="yk-quiet">{t('noInspection')}</p> : null}
      {view.data === undefined || view.data.items.length === 0 ? null : <InspectionList items={view.data.items} />}
      {write ? (
        <>
          <button type="button" className="yk-button yk-noprint" onClick={() => setOpen(true)}>
            {t('inspect')}
          </button>
          <Sheet open={open} onClose={() => setOpen(false)} title={t('inspect')}>
            <InspectForm facility={code} onDone={() => setOpen(false)} />
          </Sheet>
        </>
      ) : null}
    </section>
  )
}
