import type { BoardCarer } from '../../../src/contexts/dispatching/index.ts'
import { usePick, useText } from '../../shared/i18n/index.ts'
import { Facts } from '../../shared/parts/Facts.tsx'
import { clock } from './lanes.ts'
import { messages } from './messages.ts'
import { MODE } from './words.ts'

/** Somebody's day in words, and what to do when he drops out. */
export function CarerSheet({
  carer,
  pending,
  onSick,
}: {
  carer: BoardCarer
  pending: boolean
  onSick: (() => void) | null
}) {
  const t = useText(messages)
  const pick = usePick()
  return (
    <div className="yk-stack">
      <Facts
        facts={[
          [
            t('shifts'),
            carer.shifts.map((each) => `${clock(each.from)}–${clock(each.until)}`).join('，') || t('noShifts'),
          ],
          [t('mode'), pick(MODE[carer.mode])],
          [t('certificates'), carer.skills.length === 0 ? t('noCertificates') : carer.skills.map(pick).join('、')],
          [t('languages'), carer.languages.length === 0 ? null : carer.languages.join('、')],
          [t('notPlanned'), carer.notPlanned === null ? null : pick(carer.notPlanned)],
        ]}
      />
      {onSick === null || carer.notPlanned !== null ? null : (
        <>
          <p>{t('sickConfirm', { name: carer.name })}</p>
          <div className="yk-row">
            <button type="button" className="yk-button yk-button--primary" disabled={pending} onClick={onSick}>
              {t('sick')}
            </button>
          </div>
        </>
      )}
    </div>
  )
}
