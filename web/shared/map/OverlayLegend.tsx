import { useText } from '../i18n/index.ts'
import '../parts/MapListTwin.css'
import { messages as words } from '../parts/messages.ts'
import { useShown } from '../theme/look.ts'
import { type Overlay, overlayColours, overlayTexts } from './overlay.ts'

/** The classes of an overlay in their unit, and how the unknown is drawn. */
export function OverlayLegend({ overlay }: { overlay: Pick<Overlay, 'kind' | 'shading'> }) {
  const t = useText(words)
  const { dark } = useShown()
  const colours = overlayColours(overlay, dark)
  return (
    <div className="yk-legend">
      <span>{overlay.shading.label}</span>
      <ul>
        {overlayTexts(overlay).map((text, i) => (
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
