import type { BuildingView } from '../../../../src/contexts/territory/index.ts'
import { apiUrl } from '../../../shared/api.ts'
import { useFormat } from '../../../shared/format.ts'
import { useText } from '../../../shared/i18n/index.ts'
import { messages } from './messages.ts'
import './buildings.css'

/** Inspections of use (使用检查) with what was found and their photographs. */
export function InspectionList({ items }: { items: BuildingView['inspections'] }) {
  const t = useText(messages)
  const f = useFormat()
  return (
    <ul className="yk-bld-decisions">
      {items.map((each) => (
        <li
          key={each.id}
          className={`yk-bld-decision yk-bld-decision--${each.found === 'as-declared' ? 'pass' : 'return'}`}
        >
          <p>
            <strong>{t(`found_${each.found}`)}</strong> · <span className="yk-num">{f.day(each.on)}</span> ·{' '}
            {each.inspectors}
          </p>
          <p>{each.what}</p>
          {each.papers.map((paper) => (
            <a key={paper.id} className="yk-small" href={apiUrl(`/territory/attachments/${paper.id}`)}>
              {paper.name}
            </a>
          ))}
        </li>
      ))}
    </ul>
  )
}
