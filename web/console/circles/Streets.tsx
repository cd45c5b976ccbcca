import { useId, useState } from 'react'
import type { StreetsView } from '../../../src/contexts/territory/index.ts'
import { apiUrl } from '../../shared/api.ts'
import { useFormat } from '../../shared/format.ts'
import { useText } from '../../shared/i18n/index.ts'
import { EmptyState } from '../../shared/parts/EmptyState.tsx'
import { ErrorState } from '../../shared/parts/ErrorState.tsx'
import { LoadingState } from '../../shared/parts/LoadingState.tsx'
import { PageHead } from '../../shared/parts/PageHead.tsx'
import { RefusalNote } from '../../shared/parts/RefusalNote.tsx'
import { type Problem, problemFrom, unreachable } from '../../shared/problem.ts'
import { queryClient, useCommand, useView } from '../../shared/queries.ts'
import { useAccount, useMay } from '../../shared/session.ts'
import { messages } from './messages.ts'
import { type Run, RunLine } from './RunLine.tsx'
import './circles.css'

type View = { items: StreetsView[]; runs: Run[]; people: { points: number; inside: number } }
const PATH = '/territory/streets'

/** The walking streets in use, earlier ones, and bringing in a file. */
export default function Streets() {
  const t = useText(messages)
  const f = useFormat()
  const [account, may] = [useAccount(), useMay()]
  // Streets are kept for the whole county, not by those who work for one town.
  const brings = may('register.import') && (account?.region ?? '').length <= 6
  const first = useView<View>(PATH)
  const working = first.data?.runs.some(({ state }) => state === 'queued' || state === 'running') ?? false
  const view = useView<View>(PATH, {}, working ? { refetchInterval: 1000 } : {})
  const cancel = useCommand<{ id: string }>({
    path: ({ id }) => `/runs/${id}/cancel`,
    body: () => ({}),
    refresh: [PATH],
  })
  if (view.isPending) return <LoadingState />
  if (view.error && view.data === undefined)
    return <ErrorState problem={view.error} onRetry={() => void view.refetch()} />
  const { items, runs, people } = view.data
  const current = items.find((each) => each.current)
  const earlier = items.filter((each) => !each.current)
  return (
    <div className="yk-stack yk-streets">
      <PageHead title={t('streetsTitle')} lead={t('streetsLead')} />
      {current === undefined ? (
        <EmptyState title={t('noneYet')} text={t('noneYetText')} />
      ) : (
        <section className="yk-card">
          <h2>
            {t('current')}：{current.name}
          </h2>
          <Facts streets={current} />
          {people.inside * 2 < people.points ? (
            <p className="yk-streets-elsewhere" role="alert">
              {t('elsewhere', { points: f.number(people.points), outside: f.number(people.points - people.inside) })}
            </p>
          ) : null}
          {current.sourceKind === 'invented' ? <p className="yk-quiet">{t('invented')}</p> : null}
        </section>
      )}
      {brings ? <Bring /> : null}
      {runs.length > 0 ? (
        <section className="yk-card">
          <h2>{t('runs')}</h2>
          <RefusalNote problem={cancel.error} />
          <ul className="yk-circle-lines">
            {runs.map((run) => (
              <li key={run.id}>
                <RunLine run={run} {...(brings ? { onCancel: () => cancel.mutate({ id: run.id }) } : {})} />
              </li>
            ))}
          </ul>
        </section>
      ) : null}
      {earlier.length > 0 ? (
        <details>
          <summary>{t('earlier')}</summary>
          <ul>
            {earlier.map((each) => (
              <li key={each.id}>
                {each.name} · {f.instant(each.recordedAt)} · <code>{each.sha256.slice(0, 16)}</code>
              </li>
            ))}
          </ul>
        </details>
      ) : null}
    </div>
  )
}

function Facts({ streets: { report, vertices, edges, sha256, recordedAt } }: { streets: StreetsView }) {
  const t = useText(messages)
  const f = useFormat()
  const km = (metres: number) => f.number(Math.round(metres / 1000))
  return (
    <dl>
      <dt>{t('size')}</dt>
      <dd>{t('sizeSay', { vertices: f.number(vertices), edges: f.number(edges), km: km(report.metres) })}</dd>
      <dt>{t('assumed')}</dt>
      <dd>{t('assumedSay', { share: f.share(report.assumedShare), km: km(report.assumedMetres) })}</dd>
      <dt>{t('parts')}</dt>
      <dd>{t('partsSay', { share: f.share(report.components.mainShare), n: f.number(report.components.count) })}</dd>
      <dt>{t('missing')}</dt>
      <dd>{t('missingSay', { n: f.number(report.nodesMissing), blocked: f.number(report.barriersBlocked) })}</dd>
      <dt>{t('recorded')}</dt>
      <dd>
        {f.instant(recordedAt)} <code>{sha256}</code>
      </dd>
    </dl>
  )
}

/** Sends the bytes of a file as they are, with progress; nothing is kept when the line breaks. */
function send(file: File, told: (share: number) => void): Promise<Problem | null> {
  return new Promise((resolve) => {
    const request = new XMLHttpRequest()
    request.open('POST', apiUrl('/territory/streets', { name: file.name, bytes: file.size }))
    request.setRequestHeader('content-type', 'application/octet-stream')
    request.setRequestHeader('x-yike', '1')
    request.upload.onprogress = ({ loaded, total }) => told(total === 0 ? 0 : loaded / total)
    request.onerror = () => resolve(unreachable())
    request.onload = async () => {
      if (request.status < 300) resolve(null)
      else resolve(await problemFrom(new Response(request.responseText, { status: request.status })))
    }
    request.send(file)
  })
}

function Bring() {
  const t = useText(messages)
  const f = useFormat()
  const id = useId()
  const [share, setShare] = useState<number | null>(null)
  const [problem, setProblem] = useState<Problem | null>(null)
  const [sent, setSent] = useState(false)
  return (
    <section className="yk-card">
      <h2>{t('bring')}</h2>
      <div className="yk-field">
        <label htmlFor={id}>{t('file')}</label>
        <input
          id={id}
          type="file"
          className="yk-input"
          accept=".pbf,.osm,.gz"
          disabled={share !== null}
          onChange={async ({ target }) => {
            const file = target.files?.[0]
            if (file === undefined) return
            setProblem(null)
            setSent(false)
            setShare(0)
            const refused = await send(file, setShare)
            setShare(null)
            setProblem(refused)
            setSent(refused === null)
            target.value = ''
            await queryClient.invalidateQueries({ predicate: ({ queryKey }) => queryKey[0] === PATH })
          }}
        />
      </div>
      <div role="status">
        {share === null ? null : <p>{t('sending', { share: f.share(share, 0) })}</p>}
        {sent ? <p>{t('sent')}</p> : null}
      </div>
      <RefusalNote problem={problem} />
    </section>
  )
}
