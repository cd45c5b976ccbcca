import { useState } from 'react'
import { useParams } from 'react-router'
import type { ScenarioView } from '../../../src/contexts/territory/index.ts'
import { apiUrl } from '../../shared/api.ts'
import { useFormat } from '../../shared/format.ts'
import { usePick, useText } from '../../shared/i18n/index.ts'
import { DownloadIcon } from '../../shared/icons.tsx'
import { DataTable } from '../../shared/parts/DataTable.tsx'
import { ErrorState } from '../../shared/parts/ErrorState.tsx'
import { LoadingState } from '../../shared/parts/LoadingState.tsx'
import { PageHead } from '../../shared/parts/PageHead.tsx'
import { RefusalNote } from '../../shared/parts/RefusalNote.tsx'
import { Sheet } from '../../shared/parts/Sheet.tsx'
import { useCommand, useView } from '../../shared/queries.ts'
import { useMay } from '../../shared/session.ts'
import { messages as circleWords } from '../circles/messages.ts'
import { AskForm } from './AskForm.tsx'
import { messages } from './messages.ts'
import { ResultMap } from './ResultMap.tsx'
import { useSayProof, useSayValue } from './say.ts'
import { TaskForm } from './TaskForm.tsx'
import './siting.css'

type Answer = NonNullable<ScenarioView['answer']>
const UP = '/console/territory/siting'

/** One scenario: the bound closing while it is computed, then what to build, who gains, and the proof. */
export default function Scenario() {
  const { id = '' } = useParams()
  const t = useText(messages)
  const may = useMay()
  const path = `/territory/scenarios/${id}`
  const first = useView<ScenarioView>(path)
  const state = first.data?.run.state
  const open = state === 'queued' || state === 'running'
  const view = useView<ScenarioView>(path, {}, open ? { refetchInterval: 700 } : {})
  const cancel = useCommand<void>({
    path: `/runs/${first.data?.run.id ?? ''}/cancel`,
    body: () => ({}),
    refresh: [path],
  })
  const [sheet, setSheet] = useState<'ask' | 'task' | null>(null)
  if (view.isPending) return <LoadingState />
  if (view.error && view.data === undefined)
    return <ErrorState problem={view.error} onRetry={() => void view.refetch()} />
  const { name, question, run, answer } = view.data
  return (
    <div className="yk-stack">
      <PageHead
        up={{ to: UP, label: t('up') }}
        title={name}
        lead={t(`goal_${question.goal}`)}
        actions={
          <>
            {open && may('siting.run') ? (
              <button type="button" className="yk-button" disabled={cancel.isPending} onClick={() => cancel.mutate()}>
                {t('cancel')}
              </button>
            ) : null}
            {!open && may('siting.run') ? (
              <button type="button" className="yk-button" onClick={() => setSheet('ask')}>
                {t('again')}
              </button>
            ) : null}
            {answer?.status === 'solved' && answer.sites.length > 0 && may('task.assign') ? (
              <button type="button" className="yk-button yk-button--primary" onClick={() => setSheet('task')}>
                {t('toTask')}
              </button>
            ) : null}
          </>
        }
      />
      <RefusalNote problem={cancel.error} />
      {open ? <Progress scenario={view.data} /> : null}
      {run.state === 'failed' || run.state === 'cancelled' ? <Ended run={run} /> : null}
      {answer === null ? null : <Result scenario={view.data} answer={answer} />}
      <Sheet open={sheet === 'ask'} onClose={() => setSheet(null)} title={t('again')}>
        <AskForm like={view.data} />
      </Sheet>
      <Sheet open={sheet === 'task'} onClose={() => setSheet(null)} title={t('toTask')}>
        <TaskForm scenario={id} />
      </Sheet>
    </div>
  )
}

function Ended({ run }: { run: ScenarioView['run'] }) {
  const t = useText(messages)
  const pick = usePick()
  return (
    <p className="yk-card" role="alert">
      {t(`run_${run.state}`)}
      {run.refusal === null ? null : `：${pick(run.refusal.text)}`}
      {run.refusal?.next === undefined ? null : ` ${pick(run.refusal.next)}`}
    </p>
  )
}

function Progress({ scenario: { run, question } }: { scenario: ScenarioView }) {
  const t = useText(messages)
  const sayValue = useSayValue()
  const f = useFormat()
  const note = run.note
  const phase = (note?.phase ?? 'reading') as 'reading' | 'searching' | 'bounding' | 'branching'
  return (
    <section className="yk-card" aria-live="polite">
      <h2>
        {t('progress')} · {t(`phase_${phase}`)}
      </h2>
      <progress aria-label={t('progress')} {...(run.progress === null ? {} : { value: run.progress })} max={1} />
      <p>
        {t('best')} {sayValue(question.goal, note?.objective ?? null)} · {t('bound')}{' '}
        {sayValue(question.goal, note?.bound ?? null)}
        {note?.gap == null ? null : ` · ${t('gap', { gap: f.share(note.gap, 2) })}`}
      </p>
    </section>
  )
}

function Result({ scenario, answer }: { scenario: ScenarioView; answer: Answer }) {
  const t = useText(messages)
  const c = useText(circleWords)
  const f = useFormat()
  const pick = usePick()
  const sayProof = useSayProof()
  const sayValue = useSayValue()
  const { question } = scenario
  const { people, candidates, needs } = answer
  return (
    <>
      <section className="yk-card">
        <h2>{t('result')}</h2>
        {answer.reason === null ? null : <p role="alert">{pick(answer.reason)}</p>}
        {needs === null ? null : (
          <p>
            {needs.of === 'sites'
              ? t('needsSites', { n: f.number(needs.atLeast) })
              : t('needsCost', { n: f.money(needs.atLeast) })}
            {needs.enough === null
              ? null
              : `；${t('enough', { n: needs.of === 'sites' ? f.number(needs.enough) : f.money(needs.enough) })}`}
          </p>
        )}
        {answer.cancelled ? <p>{t('cancelled')}</p> : null}
        {answer.status === 'solved' ? (
          <>
            <p className="yk-siting-figure">
              <strong>{sayValue(question.goal, answer.objective)}</strong> · {sayProof(answer)} · {t('bound')}{' '}
              {sayValue(question.goal, answer.bound)}
            </p>
            <p>
              {t('people', {
                group: c(question.group),
                total: f.number(people.total),
                minutes: question.minutes,
                before: f.number(people.before),
                after: f.number(people.after),
                share: f.share(people.total === people.unknown ? null : people.after / (people.total - people.unknown)),
              })}
            </p>
          </>
        ) : null}
        {people.unknown > 0 ? <p className="yk-quiet">{t('offStreets', { n: f.number(people.unknown) })}</p> : null}
        <p className="yk-quiet">
          {t('considered', {
            n: f.number(candidates.assets + candidates.grid),
            assets: f.number(candidates.assets),
            grid: f.number(candidates.grid),
            kept: f.number(candidates.kept),
            off: f.number(candidates.offStreets),
          })}{' '}
          {answer.costFen > 0 ? t('cost', { cost: f.money(answer.costFen) }) : null}
        </p>
      </section>
      {answer.sites.length === 0 ? null : (
        <>
          <ResultMap scenario={scenario} answer={answer} />
          <section>
            <h2>{t('sites')}</h2>
            <DataTable
              caption={t('sites')}
              exportName="sites"
              empty={null}
              list={{ rows: answer.sites }}
              rowKey={(row) => row.code}
              columns={[
                { key: 'name', title: t('site'), heads: true, cell: (row) => row.name, csv: (row) => row.name },
                {
                  key: 'code',
                  title: t('from'),
                  cell: (row) => `${t(`from_${row.from}`)} ${row.code}`,
                  csv: (row) => row.code,
                },
                {
                  key: 'serves',
                  title: t('serves'),
                  numeric: true,
                  cell: (row) => `${f.number(row.serves)} ${t('unit_people')}`,
                  csv: (row) => row.serves,
                },
                {
                  key: 'where',
                  title: t('where'),
                  cell: (row) => `${row.lon.toFixed(5)}, ${row.lat.toFixed(5)}`,
                  csv: (row) => `${row.lon} ${row.lat}`,
                },
              ]}
            />
          </section>
          <section>
            <h2>{t('gains')}</h2>
            <DataTable
              caption={t('gains')}
              exportName="gains"
              empty={null}
              list={{ rows: answer.gains.filter(({ before, after }) => after !== before) }}
              rowKey={(row) => row.region}
              columns={[
                { key: 'name', title: t('community'), heads: true, cell: (row) => row.name, csv: (row) => row.name },
                {
                  key: 'total',
                  title: t('total'),
                  numeric: true,
                  cell: (row) => f.number(row.total),
                  csv: (row) => row.total,
                },
                {
                  key: 'before',
                  title: t('before'),
                  numeric: true,
                  cell: (row) => f.number(row.before),
                  csv: (row) => row.before,
                },
                {
                  key: 'after',
                  title: t('after'),
                  numeric: true,
                  cell: (row) => f.number(row.after),
                  csv: (row) => row.after,
                },
                {
                  key: 'gain',
                  title: t('gain'),
                  numeric: true,
                  cell: (row) => `+${f.number(row.after - row.before)}`,
                  csv: (row) => row.after - row.before,
                },
              ]}
            />
          </section>
        </>
      )}
      {answer.certificate ? <Certificate scenario={scenario} /> : null}
    </>
  )
}

type Verdict = { valid: boolean; faults: { zh: string; en: string }[]; objective: number | null; bound: number | null }

function Certificate({ scenario: { id, question } }: { scenario: ScenarioView }) {
  const t = useText(messages)
  const pick = usePick()
  const sayValue = useSayValue()
  const [asked, setAsked] = useState(false)
  const verdict = useView<Verdict>(`/territory/scenarios/${id}/check`, {}, { enabled: asked })
  return (
    <section className="yk-card">
      <h2>{t('certificate')}</h2>
      <p>{t('certificateText')}</p>
      <p className="yk-row">
        <a className="yk-button" href={apiUrl(`/territory/scenarios/${id}/certificate`)} download>
          <DownloadIcon className="yk-icon" />
          {t('download')}
        </a>
        <button type="button" className="yk-button" onClick={() => setAsked(true)}>
          {t('check')}
        </button>
        <code>./bin/yike siting check siting-{id}.json</code>
      </p>
      <div role="status">
        {asked && verdict.isPending ? t('checking') : null}
        {verdict.data === undefined
          ? null
          : verdict.data.valid
            ? t('valid', {
                objective: sayValue(question.goal, verdict.data.objective),
                bound: sayValue(question.goal, verdict.data.bound),
              })
            : t('invalid', { faults: verdict.data.faults.map((each) => pick(each)).join('；') })}
      </div>
      <RefusalNote problem={verdict.error} />
    </section>
  )
}
