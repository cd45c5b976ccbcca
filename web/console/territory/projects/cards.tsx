import { useState } from 'react'
import { Link } from 'react-router'
import type { BuildingView } from '../../../../src/contexts/territory/index.ts'
import { apiUrl } from '../../../shared/api.ts'
import { useFormat } from '../../../shared/format.ts'
import { usePick, useText } from '../../../shared/i18n/index.ts'
import { type State, StateTag } from '../../../shared/parts/StateTag.tsx'
import { InspectionList } from './InspectionList.tsx'
import { messages } from './messages.ts'
import { RectifyForm } from './SideForms.tsx'

type Part = { project: BuildingView }
const SIGN = { pass: 'met', fail: 'missed', unknown: 'unknown' } as const satisfies Record<string, State>

/** Every standard line with what is required, given and missing, under the law of the planning condition. */
export function Lines({ project }: Part) {
  const t = useText(messages)
  const f = useFormat()
  const pick = usePick()
  return (
    <section className="yk-card yk-file-card">
      <h2>{t('lines')}</h2>
      <p className="yk-small yk-quiet">
        {project.rulesOf === null ? t('rulesToday') : t('rulesOf', { date: f.date(project.rulesOf) })}
      </p>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls has to be reachable by keyboard */}
      <section className="yk-bld-scroll" tabIndex={0} aria-label={t('lines')}>
        <table className="yk-bld-table">
          <thead>
            <tr>
              <th scope="col">{t('line')}</th>
              <th scope="col">{t('required')}</th>
              <th scope="col">{t('measured')}</th>
              <th scope="col">{t('missing')}</th>
              <th scope="col">{t('result')}</th>
            </tr>
          </thead>
          <tbody>
            {project.lines.map((line) => (
              <tr key={line.line}>
                <th scope="row">
                  {pick(line.title)}
                  <span className="yk-small yk-quiet yk-bld-clause">{line.clause}</span>
                </th>
                <td className="yk-num">{amount(f, line.required, pick(line.unit))}</td>
                <td className="yk-num">
                  {line.measured === null ? (
                    <span className="yk-unknown">{f.unknown}</span>
                  ) : (
                    amount(f, line.measured, pick(line.unit))
                  )}
                </td>
                <td className="yk-num">
                  {line.state === 'fail' ? (
                    <strong className="yk-bld-bad">{amount(f, line.missing, pick(line.unit))}</strong>
                  ) : (
                    '—'
                  )}
                </td>
                <td>
                  <StateTag state={SIGN[line.state]} text={t(`line_${line.state}`)} />
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </section>
    </section>
  )
}

const amount = (f: ReturnType<typeof useFormat>, value: number | null, unit: string) =>
  value === null ? f.unknown : `${f.number(value)} ${unit}`

/** What was decided, newest first, the opinions of the civil-affairs department among them. */
export function Decisions({ project }: Part) {
  const t = useText(messages)
  const acts = [
    ...project.decisions.map((decision) => ({
      on: decision.on,
      id: decision.id,
      shown: <Decision project={project} decision={decision} />,
    })),
    ...project.opinions.map((opinion) => ({ on: opinion.on, id: opinion.id, shown: <Opinion opinion={opinion} /> })),
  ].sort((a, b) => b.on.localeCompare(a.on))
  return (
    <section className="yk-card yk-file-card">
      <h2>{t('decisions')}</h2>
      {acts.length === 0 ? <p className="yk-quiet">{t('noDecision')}</p> : null}
      <ol className="yk-bld-decisions">
        {acts.map(({ id, shown }) => (
          <li key={id}>{shown}</li>
        ))}
      </ol>
    </section>
  )
}

function Decision({ project, decision }: Part & { decision: BuildingView['decisions'][number] }) {
  const t = useText(messages)
  const f = useFormat()
  const pick = usePick()
  const title = project.chain.find((gate) => gate.gate === decision.gate)?.title
  const failing = decision.lines.filter((line) => line.state === 'fail')
  return (
    <div className={`yk-bld-decision yk-bld-decision--${decision.outcome}`}>
      <p>
        <strong>{title ? pick(title) : decision.gate}</strong> · {t(`outcome_${decision.outcome}`)} ·{' '}
        <span className="yk-num">{f.day(decision.on)}</span>
      </p>
      <p>{decision.opinion}</p>
      {failing.length > 0 ? (
        <ul className="yk-small yk-bld-bad">
          {failing.map((line) => (
            <li key={line.line}>
              {t('lineShort', { line: pick(line.title), missing: amount(f, line.missing, pick(line.unit)) })}
            </li>
          ))}
        </ul>
      ) : null}
      <p className="yk-small yk-quiet">
        {[decision.unit, decision.by, decision.reference].filter(Boolean).join(' · ')}
      </p>
    </div>
  )
}

function Opinion({ opinion }: { opinion: BuildingView['opinions'][number] }) {
  const t = useText(messages)
  const f = useFormat()
  return (
    <div className={`yk-bld-decision yk-bld-decision--${opinion.stance === 'disagree' ? 'return' : 'pass'}`}>
      <p>
        <strong>{t('civilOpinion')}</strong> · {t(`stance_${opinion.stance}`)} ·{' '}
        <span className="yk-num">{f.day(opinion.on)}</span>
      </p>
      <p>{opinion.text}</p>
      <p className="yk-small yk-quiet">{[opinion.unit, opinion.by].filter(Boolean).join(' · ')}</p>
    </div>
  )
}

/** What falls short, open ones first, each with its clause. */
export function Defects({ project }: Part) {
  const t = useText(messages)
  const f = useFormat()
  const pick = usePick()
  const [open, setOpen] = useState<string | null>(null)
  if (project.defects.length === 0) return null
  return (
    <section className="yk-card yk-file-card">
      <h2>
        {t('defects')} <span className="yk-num yk-quiet">{project.openDefects}</span>
      </h2>
      <ul className="yk-bld-decisions">
        {project.defects.map((each) => (
          <li
            key={each.id}
            className={`yk-bld-decision yk-bld-decision--${each.rectified === null ? 'return' : 'pass'}`}
          >
            <p>
              <strong>{pick(each.title)}</strong> {each.what}
              {each.missingArea === null ? null : (
                <span className="yk-num"> · {t('missingOf', { area: f.number(each.missingArea) })}</span>
              )}
            </p>
            <p className="yk-small">{each.clause}</p>
            <p className="yk-small yk-quiet">
              {t('foundAt', { date: f.day(each.foundOn) })}
              {each.rectifyBy === null ? '' : ` · ${t('rectifyByAt', { date: f.day(each.rectifyBy) })}`}
            </p>
            {each.rectified === null ? (
              project.may.defect ? (
                open === each.id ? (
                  <RectifyForm project={project.id} defect={each} onDone={() => setOpen(null)} />
                ) : (
                  <button type="button" className="yk-button yk-noprint" onClick={() => setOpen(each.id)}>
                    {t('rectify')}
                  </button>
                )
              ) : null
            ) : (
              <p className="yk-small">
                {t('rectifiedAt', { date: f.day(each.rectified.on) })}：{each.rectified.what}
              </p>
            )}
          </li>
        ))}
      </ul>
    </section>
  )
}

/** The hand-over: its deadline, the term it follows, what is still missing. */
export function Handover({ project }: Part) {
  const t = useText(messages)
  const f = useFormat()
  const pick = usePick()
  const term = project.handoverTerm
  if (project.handoverDue === null || term === null) return null
  const gate = project.chain.find((each) => each.gate === 'handover')
  return (
    <section className="yk-card yk-file-card">
      <h2>{t('handover')}</h2>
      <dl className="yk-bld-facts">
        <div>
          <dt>{t('acceptedOn')}</dt>
          <dd>{f.date(project.acceptedOn)}</dd>
        </div>
        <div>
          <dt>{t('handoverDue')}</dt>
          <dd>
            {f.date(project.handoverDue)}
            {project.overdueWorkdays > 0 ? (
              <strong className="yk-bld-bad"> {t('handover_overdue', { count: project.overdueWorkdays })}</strong>
            ) : null}
          </dd>
        </div>
        <div>
          <dt>{t('term')}</dt>
          <dd>
            {t(`term_${term.unit}`, { count: term.amount })}
            <span className="yk-small yk-quiet yk-bld-clause">
              {term.source}
              {term.certain ? '' : ` ${t('uncertain')}`}
            </span>
          </dd>
        </div>
        {project.handedOverOn === null ? null : (
          <div>
            <dt>{t('handedOverOn')}</dt>
            <dd>{f.date(project.handedOverOn)}</dd>
          </div>
        )}
      </dl>
      <ul className="yk-bld-papers">
        {gate?.papers.map((paper) => (
          <li key={paper.kind}>
            <StateTag state={paper.attached > 0 ? 'met' : 'not-due'} text={pick(paper.title)} />
          </li>
        ))}
      </ul>
    </section>
  )
}

/** The facility it became, the inspections of its use, an open case. */
export function Use({ project }: Part) {
  const t = useText(messages)
  const f = useFormat()
  if (project.facility === null) return null
  const open = project.openUseCase
  return (
    <section className="yk-card yk-file-card">
      <h2>{t('use')}</h2>
      <p>
        <Link to={`/console/territory/facilities/${encodeURIComponent(project.facility)}`}>
          {project.facilityName ?? project.facility}
        </Link>{' '}
        <span className="yk-quiet yk-num">{project.facility}</span>{' '}
        {project.facilityState === 'open' ? t('counts') : t('countsNot')}
      </p>
      {open === null ? null : (
        <div className="yk-bld-note yk-bld-note--bad">
          <p>
            <strong>{t('caseSince', { date: f.date(open.openedOn) })}</strong> {open.what}
          </p>
          <p className="yk-small">{open.clause}</p>
          <p className="yk-small">{t('mendBy', { date: f.date(open.mendBy) })}</p>
        </div>
      )}
      <InspectionList items={project.inspections} />
    </section>
  )
}

/** Papers of the project by kind. */
export function Papers({ project }: Part) {
  const t = useText(messages)
  const f = useFormat()
  const pick = usePick()
  return (
    <section className="yk-card yk-file-card">
      <h2>{t('papers')}</h2>
      {project.attachments.length === 0 ? <p className="yk-quiet">{t('noPaper')}</p> : null}
      <ul className="yk-bld-papers">
        {project.attachments.map((each) => (
          <li key={each.id}>
            <span>{pick(each.title)}</span> <a href={apiUrl(`/territory/attachments/${each.id}`)}>{each.name}</a>{' '}
            <span className="yk-small yk-quiet yk-num">{f.day(each.at)}</span>
          </li>
        ))}
      </ul>
    </section>
  )
}

/** What the project is. */
export function Facts({ project }: Part) {
  const t = useText(messages)
  const f = useFormat()
  return (
    <section className="yk-card yk-file-card">
      <h2>{t('facts')}</h2>
      <dl className="yk-bld-facts">
        {(['landArea', 'dwellingArea'] as const).map((key) => (
          <div key={key}>
            <dt>{t(key)}</dt>
            <dd className="yk-num">{f.number(project[key])}</dd>
          </div>
        ))}
        {project.phases.map((phase) => (
          <div key={phase.name}>
            <dt>{phase.name}</dt>
            <dd>
              {phase.households === null ? f.unknown : t('phaseHouseholds', { count: phase.households })} ·{' '}
              {f.date(phase.due)}
              {phase.facilities ? <strong> · {t('phaseFacilities')}</strong> : null}
            </dd>
          </div>
        ))}
      </dl>
      {project.note === null ? null : <p>{project.note}</p>}
    </section>
  )
}
