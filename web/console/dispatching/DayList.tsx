import { useFormat } from '../../shared/format.ts'
import { usePick, useText } from '../../shared/i18n/index.ts'
import { Tag } from '../../shared/parts/Tag.tsx'
import { clock, type Lane } from './lanes.ts'
import { messages } from './messages.ts'
import { MODE } from './words.ts'

/** The timeline as a list: the same day on a narrow screen and on paper. */
export function DayList({ lanes, onOpen }: { lanes: readonly Lane[]; onOpen: (order: string, carer: string) => void }) {
  const t = useText(messages)
  const pick = usePick()
  const f = useFormat()
  return (
    <section className="yk-daylist">
      <h2>{t('list')}</h2>
      {lanes.map(({ carer, blocks }) => (
        <div key={carer.staff}>
          <h3>
            {carer.name} <small className="yk-quiet">{pick(MODE[carer.mode])}</small>
          </h3>
          <ol>
            {blocks.map((block) => (
              <li key={`${block.visit.order} ${block.part}`}>
                <button type="button" onClick={() => onOpen(block.visit.order, carer.staff)}>
                  <span className="yk-num">
                    {clock(block.from)}–{clock(block.until)}
                  </span>
                  <strong>{block.visit.person?.name ?? f.unknown}</strong>
                  <span>{pick(block.visit.title)}</span>
                  {block.way === null || block.way < 1 ? null : (
                    <span className="yk-quiet">{t('way', { n: Math.round(block.way) })}</span>
                  )}
                  {block.visit.hold?.staff != null ? <Tag>{t('locked')}</Tag> : null}
                </button>
              </li>
            ))}
          </ol>
        </div>
      ))}
    </section>
  )
}
