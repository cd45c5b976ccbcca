import { useState } from 'react'
import { Link, useParams } from 'react-router'
import type { MatchView, VacancyPage } from '../../../src/contexts/workforce/index.ts'
import { ActForm } from '../../shared/form/ActForm.tsx'
import { Choice, numberOf, Text, wordsOf } from '../../shared/form/fields.tsx'
import { WordsForm } from '../../shared/form/WordsForm.tsx'
import { useFormat } from '../../shared/format.ts'
import { useText } from '../../shared/i18n/index.ts'
import { EmptyState } from '../../shared/parts/EmptyState.tsx'
import { ErrorState } from '../../shared/parts/ErrorState.tsx'
import { Facts } from '../../shared/parts/Facts.tsx'
import { LoadingState } from '../../shared/parts/LoadingState.tsx'
import { PageHead } from '../../shared/parts/PageHead.tsx'
import { Sheet } from '../../shared/parts/Sheet.tsx'
import { Tag } from '../../shared/parts/Tag.tsx'
import { useCommand, useView } from '../../shared/queries.ts'
import { useMay } from '../../shared/session.ts'
import { todayInChina } from '../../shared/today.ts'
import { PersonPick } from '../people/PersonPick.tsx'
import { payOf, VacancyTag } from './Hiring.tsx'
import { messages } from './messages-hiring.ts'
import { REFRESH, useCatalogue } from './parts.tsx'

type Open =
  | { what: 'propose' | 'closeVacancy' }
  | { what: 'hire' | 'interview' | 'notHired' | 'confirmWorks' | 'left'; match: MatchView }

/** A vacancy with everybody proposed for it, up to three months after the hiring. */
export default function Vacancy() {
  const t = useText(messages)
  const f = useFormat()
  const words = useCatalogue()
  const may = useMay()
  const { id = '' } = useParams()
  const view = useView<VacancyPage>(`/workforce/vacancies/${id}`)
  const [open, setOpen] = useState<Open | null>(null)
  if (view.isPending) return <LoadingState />
  if (view.error) return <ErrorState problem={view.error} onRetry={() => void view.refetch()} />
  const page = view.data
  const writes = may('workforce.write')
  const close = () => setOpen(null)
  return (
    <>
      <PageHead
        title={`${page.organisationName} · ${words.post(page.post)}`}
        up={{ to: '/console/workforce/hiring', label: t('hiring') }}
        tags={<VacancyTag state={page.state} />}
        actions={
          writes && page.state === 'open' ? (
            <>
              <button type="button" className="yk-button" onClick={() => setOpen({ what: 'closeVacancy' })}>
                {t('closeVacancy')}
              </button>
              <button
                type="button"
                className="yk-button yk-button--primary"
                onClick={() => setOpen({ what: 'propose' })}
              >
                {t('propose')}
              </button>
            </>
          ) : null
        }
      />
      <Sheet open={open !== null} onClose={close} title={open === null ? '' : t(open.what)}>
        {open?.what === 'propose' ? <ProposeForm id={id} onDone={close} /> : null}
        {open?.what === 'closeVacancy' ? <CloseForm id={id} onDone={close} /> : null}
        {open !== null && 'match' in open ? <MatchForm key={open.what} page={page} {...open} onDone={close} /> : null}
      </Sheet>
      <div className="yk-file">
        <section className="yk-card yk-file-card">
          <h2>{t('proposed')}</h2>
          {page.matches.length === 0 ? <EmptyState title={t('noMatches')} /> : null}
          <ul className="yk-lines">
            {page.matches.map((each) => (
              <MatchLine key={each.id} match={each} {...(writes ? { onAct: setOpen } : {})} />
            ))}
          </ul>
        </section>
        <section className="yk-card yk-file-card">
          <Facts
            facts={[
              [t('skill'), page.skill === null ? null : `${words.skillName(page.skill)} ${words.level(page.level)}`],
              [t('places'), f.number(page.places)],
              [t('pay'), payOf(f, page)],
              [t('place'), page.regionName],
              [t('openedOn'), f.date(page.openedOn)],
              [t('closesOn'), page.closesOn === null ? null : f.date(page.closesOn)],
              [t('note'), page.note],
              [t('reason'), page.closedReason],
            ]}
          />
        </section>
      </div>
    </>
  )
}

function MatchLine({ match, onAct }: { match: MatchView; onAct?: (open: Open) => void }) {
  const t = useText(messages)
  const f = useFormat()
  const settled = match.state === 'hired' || match.state === 'declined'
  return (
    <li data-off={match.state === 'declined' || undefined}>
      <div className="yk-line-head">
        <strong>
          {match.state === 'hired' ? (
            <Link to={`/console/workforce/staff/${match.person}`}>{match.name ?? t('outside')}</Link>
          ) : (
            (match.name ?? t('outside'))
          )}
        </strong>
        <Tag {...(match.state === 'hired' ? { tone: 'good' as const } : {})}>{t(`match_${match.state}`)}</Tag>
      </div>
      <p className="yk-small">
        {[match.phone, f.day(match.stateOn), match.reason].filter(Boolean).join(' · ')}
        {match.trained === null ? null : (
          <>
            {' · '}
            <Link to={`/console/workforce/training/${match.trained.class}`}>
              {t('trainedIn', { title: match.trained.title })}
            </Link>
          </>
        )}
      </p>
      {match.retention === null ? null : (
        <p className="yk-small">
          <Tag
            {...(match.retention === 'kept'
              ? { tone: 'good' as const }
              : match.retention === 'unknown'
                ? { tone: 'warn' as const }
                : {})}
          >
            {t(`retention_${match.retention}`, { date: f.day(match.retentionDue) })}
          </Tag>
        </p>
      )}
      {onAct === undefined ? null : (
        <p className="yk-line-acts yk-noprint">
          {settled ? null : (
            <>
              <button type="button" className="yk-linkish" onClick={() => onAct({ what: 'hire', match })}>
                {t('hire')}
              </button>
              {match.state === 'proposed' ? (
                <button type="button" className="yk-linkish" onClick={() => onAct({ what: 'interview', match })}>
                  {t('interview')}
                </button>
              ) : null}
              <button type="button" className="yk-linkish" onClick={() => onAct({ what: 'notHired', match })}>
                {t('notHired')}
              </button>
            </>
          )}
          {match.retention === 'unknown' ? (
            <>
              <button type="button" className="yk-linkish" onClick={() => onAct({ what: 'confirmWorks', match })}>
                {t('confirmWorks')}
              </button>
              <button type="button" className="yk-linkish" onClick={() => onAct({ what: 'left', match })}>
                {t('left')}
              </button>
            </>
          ) : null}
        </p>
      )}
    </li>
  )
}

function ProposeForm({ id, onDone }: { id: string; onDone: () => void }) {
  const t = useText(messages)
  const [person, setPerson] = useState('')
  const send = useCommand<object>({ path: `/workforce/vacancies/${id}/matches`, refresh: REFRESH })
  return (
    <ActForm
      problem={send.error}
      pending={send.isPending}
      submit={t('propose')}
      onSubmit={() => send.mutate({ person }, { onSuccess: onDone })}
    >
      <PersonPick value={person} onChange={setPerson} />
    </ActForm>
  )
}

function CloseForm({ id, onDone }: { id: string; onDone: () => void }) {
  const t = useText(messages)
  const [reason, setReason] = useState('')
  const send = useCommand<object>({ path: `/workforce/vacancies/${id}/close`, refresh: REFRESH })
  return (
    <ActForm
      problem={send.error}
      pending={send.isPending}
      submit={t('closeVacancy')}
      onSubmit={() => send.mutate({ reason: reason.trim() }, { onSuccess: onDone })}
    >
      <Text label={t('reason')} value={reason} onChange={setReason} required minLength={2} maxLength={300} />
    </ActForm>
  )
}

type MatchFormProps = {
  page: VacancyPage
  what: 'hire' | 'interview' | 'notHired' | 'confirmWorks' | 'left'
  match: MatchView
  onDone: () => void
}

/** What comes next with a proposal: interview, hiring, refusal; three months later, whether it lasted. */
function MatchForm({ page, what, match, onDone }: MatchFormProps) {
  const t = useText(messages)
  const { employment } = match
  if (what === 'hire') return <HireForm match={match} onDone={onDone} />
  const common = { refresh: REFRESH, submit: t(what), onDone }
  if (what === 'interview' || what === 'notHired')
    return (
      <WordsForm
        {...common}
        path={`/workforce/matches/${match.id}/note`}
        given={{ state: what === 'interview' ? 'interviewed' : 'declined' }}
        name="reason"
        label={t('reason')}
        optional
      />
    )
  if (what === 'left')
    return (
      <WordsForm
        {...common}
        path={`/workforce/employments/${employment?.id}/end`}
        given={{ revision: employment?.revision ?? 0 }}
        day={t('endOn')}
        name="reason"
        label={t('reason')}
      />
    )
  return (
    <WordsForm
      {...common}
      path="/workforce/firms/confirm"
      given={{ creditCode: page.creditCode, employments: employment === null ? [] : [employment.id] }}
      day={t('confirmOn')}
      name="how"
      label={t('basis')}
    />
  )
}

function HireForm({ match, onDone }: { match: MatchView; onDone: () => void }) {
  const t = useText(messages)
  const words = useCatalogue()
  const [on, setOn] = useState(todayInChina)
  const [mode, setMode] = useState('')
  const [payBand, setPayBand] = useState('')
  const send = useCommand<object>({ path: `/workforce/matches/${match.id}/hire`, refresh: REFRESH })
  return (
    <ActForm
      problem={send.error}
      pending={send.isPending}
      submit={t('hire')}
      onSubmit={() => send.mutate({ on, mode: wordsOf(mode), payBand: numberOf(payBand) }, { onSuccess: onDone })}
    >
      <Text label={t('hiredOn')} type="date" value={on} onChange={setOn} required />
      <div className="yk-beside">
        <Choice label={t('mode')} value={mode} onChange={setMode} empty={t('modeUnknown')} options={words.modes} />
        <Choice
          label={t('payBand')}
          value={payBand}
          onChange={setPayBand}
          empty={t('unknown')}
          options={words.bands}
          hint={t('payHint')}
        />
      </div>
    </ActForm>
  )
}
