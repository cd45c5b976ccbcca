import { useState } from 'react'
import { useText } from '../shared/i18n/index.ts'
import { ClauseChip } from '../shared/parts/ClauseChip.tsx'
import { DataTable } from '../shared/parts/DataTable.tsx'
import { EmptyState } from '../shared/parts/EmptyState.tsx'
import { Figure } from '../shared/parts/Figure.tsx'
import { MapListTwin } from '../shared/parts/MapListTwin.tsx'
import { PaperView } from '../shared/parts/PaperView.tsx'
import { blocksOf } from '../shared/parts/paper.ts'
import { SplitView } from '../shared/parts/SplitView.tsx'
import { StateTag } from '../shared/parts/StateTag.tsx'
import { TargetBar } from '../shared/parts/TargetBar.tsx'
import { Timeline } from '../shared/parts/Timeline.tsx'
import { TrendChart } from '../shared/parts/TrendChart.tsx'
import { areas, clause, happenings, highlights, homes, next, paper, places, trend, why, whyUnknown } from './demo.ts'
import { messages } from './messages.ts'
import { Shown } from './Shown.tsx'

const STATES = ['met', 'on-track', 'behind', 'missed', 'unknown', 'not-due'] as const
const MINUTES = { label: '步行到最近的助餐点（演示数据）', unit: '分钟', breaks: [5, 10, 15], lowIsStrong: true }
const SHARE = { label: '床位使用率（演示数据）', unit: '%', breaks: [40, 60, 80] }
const BLOCKS = blocksOf(paper).map((block, i) => ({
  ...block,
  role: i === 0 ? ('title' as const) : /^[一二]、/.test(paper.slice(block.start)) ? ('heading' as const) : block.role,
}))

/** Parts that show data. */
export function Data() {
  const t = useText(messages)
  const [place, setPlace] = useState<string | null>('b')
  const [mark, setMark] = useState<string | null>(null)
  return (
    <>
      <Shown title={t('states')}>
        <div className="yk-row yk-gallery-states">
          {STATES.map((state) => (
            <StateTag key={state} state={state} />
          ))}
        </div>
      </Shown>
      <Shown title={t('clause')}>
        <div className="yk-row">
          <ClauseChip clause={clause} />
          <ClauseChip clause={clause} to="/parts" />
        </div>
      </Shown>
      <Shown title={t('figures')}>
        <div className="yk-gallery-figures">
          <Figure label={why.title} value={why.value} unit="%" decimals={1} source={why} note="2026年10月31日" />
          <Figure label={whyUnknown.title} value={null} unit="张" source={whyUnknown} />
          <Figure
            label={{ zh: '本月订单（演示数据）', en: 'Orders this month (demo data)' }}
            value={12480}
            unit={{ zh: '单', en: 'orders' }}
          />
        </div>
      </Shown>
      <Shown title={t('bars')}>
        <div className="yk-stack">
          <TargetBar
            actual={51.9}
            bounds={{ low: 50.1, high: 54.3 }}
            milestones={[{ value: 55, due: '2026-12-31' }]}
            target={{ value: 60, due: '2027-12-31' }}
            forecast={{ low: 57.2, high: 63.5 }}
            unit="%"
            decimals={1}
            state="on-track"
            labels
          />
          <TargetBar
            actual={3.1}
            milestones={[{ value: 4.2, due: '2025-12-31' }]}
            target={{ value: 4.8, due: '2027-12-31' }}
            unit="个"
            state="missed"
            labels
          />
          <TargetBar actual={8} target={{ value: 11, due: '2026-12-31' }} unit="个" state="behind" labels />
          <TargetBar actual={null} target={{ value: 60, due: '2027-12-31' }} unit="%" state="unknown" labels />
        </div>
      </Shown>
      <Shown title={t('trend')} wide>
        <TrendChart trend={trend} exportName="yike-demo" />
      </Shown>
      <Shown title={t('timeline')}>
        <Timeline happenings={happenings} next={next} />
      </Shown>
      <Shown title={t('table')}>
        <DataTable
          caption={t('table')}
          list={{ rows: homes }}
          rowKey={(row) => row.code}
          onOpen={() => {}}
          exportName="yike-demo"
          empty={<EmptyState title={t('empty')} />}
          columns={[
            {
              key: 'name',
              title: '名称',
              cell: (row) => `${row.name}（演示数据）`,
              csv: (row) => row.name,
              heads: true,
            },
            { key: 'town', title: '乡镇', cell: (row) => row.town, csv: (row) => row.town },
            {
              key: 'beds',
              title: '床位',
              cell: (row) => <Figure bare label="床位" value={row.beds} unit="张" />,
              csv: (row) => row.beds,
              numeric: true,
            },
            { key: 'state', title: '状态', cell: (row) => <StateTag state={row.state} />, csv: (row) => row.state },
          ]}
        />
      </Shown>
      <Shown title={t('map')} wide>
        <MapListTwin
          items={places}
          shading={MINUTES}
          selected={place}
          onSelect={setPlace}
          label={t('listLabel')}
          height="22rem"
        />
        <MapListTwin items={areas} shading={SHARE} label={t('map')} height="16rem" mapOnly />
      </Shown>
      <Shown title={t('paper')} wide>
        <SplitView
          share={0.6}
          labels={[t('paperSide'), t('clauseSide')]}
          first={<PaperView text={paper} blocks={BLOCKS} highlights={highlights} active={mark} onActive={setMark} />}
          second={
            <ul className="yk-stack">
              {highlights.map((one) => (
                <li key={one.id}>
                  <button type="button" className="yk-linkish" onClick={() => setMark(one.id)}>
                    {paper.slice(one.start, one.end)}
                  </button>
                </li>
              ))}
            </ul>
          }
        />
      </Shown>
    </>
  )
}
