import { useState } from 'react'
import { Link, useNavigate, useParams } from 'react-router'
import type {
  Assessment as Answer,
  Assessed,
  FamilyView,
  LineState,
  StandardLine,
} from '../../../../src/contexts/territory/index.ts'
import { useFormat } from '../../../shared/format.ts'
import { usePick, useText } from '../../../shared/i18n/index.ts'
import { type Column, DataTable } from '../../../shared/parts/DataTable.tsx'
import { EmptyState } from '../../../shared/parts/EmptyState.tsx'
import { ErrorState } from '../../../shared/parts/ErrorState.tsx'
import { Figure } from '../../../shared/parts/Figure.tsx'
import { LoadingState } from '../../../shared/parts/LoadingState.tsx'
import { PageHead } from '../../../shared/parts/PageHead.tsx'
import { useView } from '../../../shared/queries.ts'
import { messages } from './messages.ts'
import { LineStateTag, tellingLine, useGroupTitle, useSayLine } from './parts.tsx'
import type { StandardsAnswer } from './Standards.tsx'
import './standards.css'

const STATES: LineState[] = ['fail', 'unknown', 'pass', 'not-applicable']

/** How communities (or facilities) stand by one standard; one that judges ways on foot leads to the circles. */
export default function Assessment() {
  const { family = '' } = useParams()
  const all = useView<StandardsAnswer>('/territory/standards', { asOf: '' })
  if (all.error) return <ErrorState problem={all.error} onRetry={() => void all.refetch()} />
  if (all.data === undefined) return <LoadingState />
  const found = all.data.items.find(({ code }) => code === family)
  return found?.walking ? <Walking family={found} /> : <Judged family={family} />
}

/** Communities (or facilities) by the lines of one standard. */
function Judged({ family }: { family: string }) {
  const t = useText(messages)
  const pick = usePick()
  const [asOf, setAsOf] = useState('')
  const [township, setTownship] = useState('')
  const [state, setState] = useState('meant')
  const [q, setQ] = useState('')
  const view = useView<Answer>(`/territory/standards/${family}/assessment`, { asOf })
  if (view.error) return <ErrorState problem={view.error} onRetry={() => void view.refetch()} />
  if (view.data === undefined) return <LoadingState />
  const { items, rate } = view.data
  const places = view.data.family.subject === 'community'
  const towns = [...new Map(items.map((each) => [each.township, each.townshipName ?? each.township]))]
  const shown = items.filter(
    (each) =>
      (township === '' || each.township === township) &&
      (state === '' || (state === 'meant' ? each.result.state !== 'not-applicable' : each.result.state === state)) &&
      (q.trim() === '' || each.name.includes(q.trim()) || each.code.includes(q.trim())),
  )
  return (
    <>
      <PageHead
        up={{ to: '/console/territory/standards', label: t('up') }}
        title={pick(view.data.family.title)}
        lead={pick(view.data.family.lead)}
        tags={
          <span className={`yk-std-tag${view.data.family.binding ? ' yk-std-tag--on' : ''}`}>
            {t(view.data.family.binding ? 'binding' : 'compare')}
          </span>
        }
      />
      <div className="yk-std-rate">
        <Figure label={t('rate')} value={rate.rate === null ? null : rate.rate * 100} unit="%" decimals={1} />
        <Figure label={t('complete')} value={rate.complete} />
        <Figure label={t('assessed')} value={rate.assessed} />
        <Figure label={t('notAssessed')} value={rate.notAssessed} />
        <Figure label={t('notApplicable')} value={rate.notApplicable} />
      </div>
      <search className="yk-std-bar yk-noprint">
        <label className="yk-field">
          <span>{t('asOf')}</span>
          <input type="date" className="yk-input" value={asOf} onChange={(event) => setAsOf(event.target.value)} />
        </label>
        <label className="yk-field">
          <span>{t('township')}</span>
          <select className="yk-input" value={township} onChange={(event) => setTownship(event.target.value)}>
            <option value="">{t('allTownships')}</option>
            {towns.map(([code, name]) => (
              <option key={code} value={code}>
                {name}
              </option>
            ))}
          </select>
        </label>
        <label className="yk-field">
          <span>{t('state')}</span>
          <select className="yk-input" value={state} onChange={(event) => setState(event.target.value)}>
            <option value="meant">{`${t('pass')} · ${t('fail')} · ${t('unknown')}`}</option>
            {STATES.map((each) => (
              <option key={each} value={each}>
                {t(each)}
              </option>
            ))}
            <option value="">{t('allStates')}</option>
          </select>
        </label>
        <label className="yk-field yk-std-find">
          <span>{t('find')}</span>
          <input type="search" className="yk-input" value={q} onChange={(event) => setQ(event.target.value)} />
        </label>
      </search>
      <Matrix answer={view.data} rows={shown} places={places} />
    </>
  )
}

function Matrix({ answer, rows, places }: { answer: Answer; rows: Assessed[]; places: boolean }) {
  const t = useText(messages)
  const f = useFormat()
  const navigate = useNavigate()
  const title = useGroupTitle()
  const standards = useView<StandardsAnswer>('/territory/standards')
  const say = useSayLine(standards.data?.measures ?? [])
  const groups = [
    ...Map.groupBy(answer.family.lines, (line: StandardLine) => line.alternative ?? `\u0000${line.code}`).values(),
  ]
  const groupOf = (row: Assessed, lines: readonly StandardLine[]) =>
    row.result.groups.find((group) => group.lines.some((each) => each.line.code === lines[0]?.code))
  const columns: Column<Assessed>[] = [
    {
      key: 'name',
      title: t(places ? 'subject' : 'facility'),
      cell: (row) => row.name,
      csv: (row) => row.name,
      heads: true,
      width: '11rem',
    },
    {
      key: 'township',
      title: t('township'),
      cell: (row) => row.townshipName ?? '',
      csv: (row) => row.townshipName,
      width: '8rem',
    },
    {
      key: 'overall',
      title: t('overall'),
      cell: (row) => <LineStateTag state={row.result.state} />,
      csv: (row) => t(row.result.state),
      width: '6.5rem',
    },
    ...groups.map((lines): Column<Assessed> => {
      const told = (row: Assessed) => {
        const group = groupOf(row, lines)
        const line = group && tellingLine(group)
        return group === undefined || line === undefined ? null : { state: group.state, text: say.missing(line) }
      }
      return {
        key: lines.map((line) => line.code).join(' '),
        title: title(lines),
        cell: (row) => {
          const found = told(row)
          return found === null ? null : (
            <span className="yk-std-cell">
              <LineStateTag state={found.state} signOnly />
              <span className="yk-small">{found.text}</span>
            </span>
          )
        },
        csv: (row) => {
          const found = told(row)
          return found === null ? null : `${t(found.state)}${found.text === '' ? '' : `（${found.text}）`}`
        },
      }
    }),
  ]
  return (
    <DataTable
      caption={t('matrix')}
      columns={columns}
      list={{ rows }}
      rowKey={(row) => row.code}
      onOpen={(row) =>
        void navigate(
          places
            ? `/console/territory/standards/communities/${row.code}`
            : `/console/territory/facilities/${encodeURIComponent(row.code)}`,
        )
      }
      exportName={`${answer.family.code}-${f.day(answer.asOf)}`}
      empty={<EmptyState title={t('nothing')} text={t('nothingText')} heading="h2" />}
    />
  )
}

/** A family that judges ways on foot has no figures of communities to show; the circles show it. */
function Walking({ family }: { family: FamilyView }) {
  const t = useText(messages)
  const pick = usePick()
  return (
    <>
      <PageHead
        up={{ to: '/console/territory/standards', label: t('up') }}
        title={pick(family.title)}
        lead={pick(family.lead)}
      />
      <EmptyState
        heading="h2"
        title={t('walkingTitle')}
        text={t('walkingText')}
        action={
          <Link className="yk-button yk-button--primary" to={`/console/territory/circles?family=${family.code}`}>
            {t('walking')}
          </Link>
        }
      />
    </>
  )
}
