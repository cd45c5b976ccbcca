import { useState } from 'react'
import { Link, useParams } from 'react-router'
import type { CasePage, ShownField } from '../../../src/platform/procedures/index.ts'
import { apiUrl, command, get, type Problem } from '../../shared/api.ts'
import { useFormat } from '../../shared/format.ts'
import { usePick, useText } from '../../shared/i18n/index.ts'
import { ErrorState } from '../../shared/parts/ErrorState.tsx'
import { LoadingState } from '../../shared/parts/LoadingState.tsx'
import { PageHead } from '../../shared/parts/PageHead.tsx'
import { RefusalNote } from '../../shared/parts/RefusalNote.tsx'
import { Timeline } from '../../shared/parts/Timeline.tsx'
import { Flow } from '../../shared/procedures/GuideBody.tsx'
import { messages as shared } from '../../shared/procedures/messages.ts'
import { RuleList } from '../../shared/procedures/RuleList.tsx'
import { useView } from '../../shared/queries.ts'
import { useMay } from '../../shared/session.ts'
import { ActPanel } from './ActPanel.tsx'
import { Due } from './Due.tsx'
import { messages } from './messages.ts'
import { Objections } from './Objections.tsx'
import '../../shared/procedures/procedures.css'
import './procedures.css'

/** A case: what is asked, what was handed in, what the rules say, what can be done, what happened. */
export default function Case() {
  const { id = '' } = useParams()
  const view = useView<CasePage>(`/procedures/cases/${id}`)
  if (view.error) return <ErrorState problem={view.error} onRetry={() => void view.refetch()} />
  if (!view.isSuccess) return <LoadingState />
  return <Page page={view.data} />
}

function Page({ page }: { page: CasePage }) {
  const t = useText(messages)
  const s = useText(shared)
  const pick = usePick()
  const may = useMay()
  const handles = may('procedure.handle')
  return (
    <>
      <PageHead
        title={`${pick(page.title)} · ${page.applicant}`}
        up={{ to: '/console/cases', label: t('up') }}
        tags={
          page.outcome ? (
            <strong>{s(`outcome_${page.outcome}`)}</strong>
          ) : (
            <Due due={page.due} left={page.workdaysLeft} provisional={page.provisional} />
          )
        }
        lead={
          <>
            <span className="yk-num">{page.number}</span> · {page.regionName} · {t(`channel_${page.channel}`)} ·{' '}
            {t('revision', { version: page.version })}
            {page.visits > 0 ? ` · ${t('visits', { count: page.visits })}` : ''}
            {page.authority.kind === 'self'
              ? ''
              : ` · ${t('byProxy', { kind: t(page.authority.kind as 'proxy'), relation: page.authority.relation, document: page.authority.document })}`}
          </>
        }
        actions={
          <>
            <a className="yk-button" href={apiUrl(`/procedures/cases/${page.id}/form.pdf`)}>
              {t('filled')}
            </a>
            {handles ? (
              <a className="yk-button" href={apiUrl(`/procedures/cases/${page.id}/receipt.pdf`)}>
                {t('receipt')}
              </a>
            ) : null}
          </>
        }
      />
      <div className="yk-case-two">
        <div className="yk-stack">
          {handles && page.outcome === null ? <ActPanel key={page.revision} page={page} /> : null}
          <Objections page={page} />
          <section className="yk-card yk-case-card">
            <h2>{t('checks')}</h2>
            <RuleList definition={page.definition} results={page.results} />
            <Figures page={page} />
          </section>
          <Form page={page} handles={handles} />
          <Papers page={page} handles={handles} />
        </div>
        <div className="yk-stack">
          <section className="yk-card yk-case-card">
            <h2>{t('timeline')}</h2>
            <TermLine page={page} />
            <Events page={page} />
            <Replay id={page.id} />
          </section>
          <section className="yk-card yk-case-card">
            <h2>{s('steps')}</h2>
            <Flow definition={page.definition} current={page.step} />
          </section>
        </div>
      </div>
    </>
  )
}

function TermLine({ page }: { page: CasePage }) {
  const t = useText(messages)
  const { term } = page.dues
  if (term === null) return null
  return (
    <p className="yk-small">
      {term.stopped ? t('termStopped', { used: term.used }) : t('termLine', { used: term.used, left: term.left })}
    </p>
  )
}

function Figures({ page }: { page: CasePage }) {
  const t = useText(messages)
  const f = useFormat()
  const pick = usePick()
  if (page.computed.length === 0) return null
  return (
    <dl className="yk-case-values" aria-label={t('figures')}>
      {page.computed.map((each) => (
        <div key={each.id}>
          <dt>{pick(each.title)}</dt>
          <dd>
            <strong className="yk-num">{f.number(each.value)}</strong>
            {each.band ? ` · ${pick(each.band)}` : ''} <span className="yk-quiet yk-small">{each.filled}</span>
          </dd>
        </div>
      ))}
    </dl>
  )
}

function Events({ page }: { page: CasePage }) {
  const t = useText(messages)
  const pick = usePick()
  return (
    <Timeline
      label={t('timeline')}
      next={page.stepTitle === null ? [] : [{ what: page.stepTitle, due: page.due, workdaysLeft: page.workdaysLeft }]}
      happenings={[...page.events].reverse().map((event) => ({
        id: String(event.revision),
        at: event.at,
        what: event.title,
        who: event.unit ? `${event.by} · ${event.unit}` : event.by,
        tone: event.outcome === 'granted' ? 'good' : event.outcome === 'refused' ? 'bad' : 'plain',
        detail: (
          <>
            {event.reason ? <p>{event.reason}</p> : null}
            {event.missing.length > 0 && event.act === 'return' ? (
              <p>{t('missing', { list: event.missing.map(pick).join('、') })}</p>
            ) : null}
            <a className="yk-small" href={apiUrl(`/procedures/cases/${page.id}/letter.pdf`, { event: event.revision })}>
              {t('letter')}
            </a>
          </>
        ),
      }))}
    />
  )
}

function Form({ page, handles }: { page: CasePage; handles: boolean }) {
  const t = useText(messages)
  const pick = usePick()
  const [opened, setOpened] = useState<ShownField[] | null>(null)
  const [purpose, setPurpose] = useState('')
  const [problem, setProblem] = useState<Problem | null>(null)
  const fields = opened ?? page.fields
  const disclose = async () => {
    setProblem(null)
    try {
      const { fields: found } = await command<{ fields: ShownField[] }>(
        'POST',
        `/procedures/cases/${page.id}/disclosure`,
        { purpose },
      )
      setOpened(found)
    } catch (thrown) {
      setProblem(thrown as Problem)
    }
  }
  return (
    <section className="yk-card yk-case-card">
      <h2>{t('form')}</h2>
      <dl className="yk-case-values">
        {fields.map((field) => (
          <div key={field.id}>
            <dt>{pick(field.title)}</dt>
            <dd>{field.text}</dd>
          </div>
        ))}
      </dl>
      {opened ? <p role="status">{t('disclosed')}</p> : null}
      {page.destroyed ? <p>{t('destroyed')}</p> : null}
      {handles && opened === null && page.fields.some((field) => field.personal) ? (
        <form
          className="yk-row"
          onSubmit={(event) => {
            event.preventDefault()
            void disclose()
          }}
        >
          <input
            className="yk-input yk-case-find"
            required
            minLength={2}
            aria-label={t('purpose')}
            placeholder={t('purpose')}
            value={purpose}
            onChange={(event) => setPurpose(event.target.value)}
          />
          <button type="submit" className="yk-button">
            {t('disclose')}
          </button>
        </form>
      ) : null}
      <RefusalNote problem={problem} />
    </section>
  )
}

function Papers({ page, handles }: { page: CasePage; handles: boolean }) {
  const t = useText(messages)
  const pick = usePick()
  const given = page.materials
  return (
    <section className="yk-card yk-case-card">
      <h2>{t('needs')}</h2>
      <dl className="yk-case-values">
        {page.needed.map((need) => (
          <div key={need.id}>
            <dt>{pick(need.title)}</dt>
            <dd>
              {need.given ? t('given') : <strong className="yk-proc-wrong">{t('notGiven')}</strong>}
              {given
                .filter((each) => each.material === need.id)
                .map((each) => (
                  <span key={each.id} className="yk-small">
                    {' · '}
                    {each.how === 'paper' ? (
                      t('paper')
                    ) : handles ? (
                      <a href={apiUrl(`/procedures/cases/${page.id}/materials/${each.id}`)}>{each.name}</a>
                    ) : (
                      each.name
                    )}
                  </span>
                ))}
            </dd>
          </div>
        ))}
      </dl>
      {page.certificate ? (
        <p>
          {t('certificate')} <Link to={`/console/certificates?q=${page.certificate}`}>{page.certificate}</Link> ·{' '}
          <a href={apiUrl(`/procedures/certificates/${page.certificate}/print.pdf`)}>{t('certificatePdf')}</a>
        </p>
      ) : null}
    </section>
  )
}

function Replay({ id }: { id: string }) {
  const t = useText(messages)
  const [said, setSaid] = useState<string | null>(null)
  const run = async () => {
    const replay = await get<{ same: boolean; steps: number; differences: { revision: number; what: string }[] }>(
      `/procedures/cases/${id}/replay`,
    )
    setSaid(
      replay.same
        ? t('replaySame', { count: replay.steps })
        : t('replayDiffers', { list: replay.differences.map((each) => `${each.revision} ${each.what}`).join('、') }),
    )
  }
  return (
    <p className="yk-small yk-noprint">
      {said === null ? (
        <button type="button" className="yk-linkish" onClick={() => void run()}>
          {t('replay')}
        </button>
      ) : (
        <span role="status">{said}</span>
      )}
    </p>
  )
}
