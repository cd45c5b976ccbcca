import { useText } from '../i18n/index.ts'
import { classTexts, type Shading } from './map.ts'
import { messages } from './messages.ts'
import './MapListTwin.css'

/** The classes of a shading with their colours, in their unit, and the hatch of what is unknown. */
export function MapLegend({ shading, colours }: { shading: Shading; colours: readonly string[] }) {
  const t = useText(messages)
  return (
    <div className="yk-legend">
      <span>{shading.label}</span>
      <ul>
        {classTexts(shading).map((text, i) => (
          <li key={text}>
            <span className="yk-legend-tile" style={{ background: colours[i] }} />
            {text}
          </li>
        ))}
        <li>
          <span className="yk-legend-tile yk-legend-unknown" />
          {t('unknown')}
        </li>
      </ul>
    </div>
  )
}
