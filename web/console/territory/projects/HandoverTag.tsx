import type { BuildingLine } from '../../../../src/contexts/territory/index.ts'
import { useFormat } from '../../../shared/format.ts'
import { useText } from '../../../shared/i18n/index.ts'
import { messages } from './messages.ts'

/** How the hand-over stands, in words; nothing before the acceptance. */
export function HandoverTag({
  line,
}: {
  line: Pick<BuildingLine, 'handover' | 'handoverDue' | 'handedOverOn' | 'overdueWorkdays'>
}) {
  const t = useText(messages)
  const f = useFormat()
  if (line.handover === 'none') return null
  const words = {
    running: t('handover_running', { date: f.date(line.handoverDue) }),
    soon: t('handover_soon', { date: f.date(line.handoverDue) }),
    overdue: t('handover_overdue', { count: line.overdueWorkdays }),
    done: t('handover_done', { date: f.date(line.handedOverOn) }),
  }[line.handover]
  return <span className={`yk-bld-tag yk-bld-tag--${line.handover}`}>{words}</span>
}
