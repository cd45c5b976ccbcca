import { useText } from '../i18n/index.ts'
import { classColours, classTexts, type Shading } from './map.ts'
import { messages } from './messages.ts'

/** The classes in their unit, and the hatch of what is unknown. */
export function MapLegend({ shading, dark }: { shading: Shading; dark: boolean }) {
  const t = useText(messages)
  const colours = classColours(shading, dark)
  return (
    <div className="yk-legend">
      <span>{shading.label}</span>
      <ul>
        {classTexts(shading).map((text, index) => (
          <li key={text}>
            <span className="yk-legend-tile" style={{ background: colours[index] }} />
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
