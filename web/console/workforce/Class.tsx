import { useState } from 'react'
import { Link, useParams } from 'react-router'
import type { ClassPage, LearnerView } from '../../../src/contexts/workforce/index.ts'
import { useFormat } from '../../shared/format.ts'
import { useText } from '../../shared/i18n/index.ts'
import { EmptyState } from '../../shared/parts/EmptyState.tsx'
import { ErrorState } from '../../shared/parts/ErrorState.tsx'
import { Facts } from '../../shared/parts/Facts.tsx'
import { LoadingState } from '../../shared/parts/LoadingState.tsx'
import { PageHead } from '../../shared/parts/PageHead.tsx'
import { RefusalNote } from '../../shared/parts/RefusalNote.tsx'
import { Sheet } from '../../shared/parts/Sheet.tsx'
import { Tag } from '../../shared/parts/Tag.tsx'
import { useCommand, useView } from '../../shared/queries.ts'
import { useMay } from '../../shared/session.ts'
import { todayInChina } from '../../shared/today.ts'
import { messages } from './messages-training.ts'
import { REFRESH, useCatalogue } from './parts.tsx'
import { PhaseTag } from './Training.tsx'
import { DecideForm, EnrolForm, WithdrawForm } from './trainingforms.tsx'

type Open = { what: 'enrol' | 'reopen' | 'cancel' } | { what: 'withdraw'; person: string }

/** A class: who is in it, who was there, who passed; and its closing. */
export default function Class() {
  const t = useText(messages)
  const f = useFormat()
  const words = useCatalogue()
  const may = useMay()
  const { id = '' } = useParams()
  const view = useView<ClassPage>(`/workforce/classes/${id}`)
  const [open, setOpen] = useState<Open | null>(null)
  const finish = useCommand<object>({ path: `/workforce/classes/${id}/close`, refresh: REFRESH })
  if (view.isPending) return <LoadingState />
  if (view.error) return <ErrorState problem={view.error} onRetry={() => void view.refetch()} />
  const page = view.data
  const writes = may('workforce.write')
  const close = () => setOpen(null)
  const { revision } = page
  return (
    <>
      <PageHead
        title={page.title}
        up={{ to: '/console/workforce/training', label: t('training') }}
        tags={<PhaseTag phase={page.phase} />}
        lead={`${page.code} · ${words.kind(page.kind)} · ${page.organiser}`}
        actions={
          <>
            <button type="button" className="yk-button" onClick={() => window.print()}>
              {t('print')}
            </button>
            {writes && page.state === 'open' ? (
              <>
                <button type="button" className="yk-button" onClick={() => setOpen({ what: 'cancel' })}>
                  {t('cancel')}
                </button>
                <button type="button" className="yk-button" onClick={() => setOpen({ what: 'enrol' })}>
                  {t('enrol')}
                </button>
                {page.endsOn <= todayInChina() ? (
                  <button
                    type="button"
                    className="yk-button yk-button--primary"
                    disabled={finish.isPending}
                    onClick={() => finish.mutate({ revision })}
                  >
                    {t('close')}
                  </button>
                ) : null}
              </>
            ) : null}
            {writes && page.state === 'closed' ? (
              <button type="button" className="yk-button" onClick={() => setOpen({ what: 'reopen' })}>
                {t('reopen')}
              </button>
            ) : null}
          </>
        }
      />
      <RefusalNote problem={finish.error} />
      <Sheet open={open !== null} onClose={close} title={open === null ? '' : t(open.what)}>
        {open?.what === 'enrol' ? <EnrolForm id={id} onDone={close} /> : null}
        {open?.what === 'withdraw' ? <WithdrawForm id={id} person={open.person} onDone={close} /> : null}
        {open?.what === 'reopen' || open?.what === 'cancel' ? (
          <DecideForm id={id} act={open.what} revision={revision} onDone={close} />
        ) : null}
      </Sheet>
      <div className="yk-wf-sections">
        <section className="yk-card yk-file-card">
          <Facts
            facts={[
              [t('term'), `${f.date(page.startsOn)} – ${f.date(page.endsOn)}`],
              [t('place'), [page.regionName, page.place].filter(Boolean).join(' ')],
              [t('learners'), t('learnersOf', { count: page.learners, capacity: page.capacity })],
              [t('leastShare'), `${page.leastShare}`],
              page.passMark === null ? [t('passMark'), null] : [t('passMark'), f.number(page.passMark)],
              page.completed === null ? [t('completed'), null] : [t('completed'), f.number(page.completed)],
            ]}
          />
          {page.state === 'open' ? <p className="yk-small yk-quiet">{t('closeHelp')}</p> : null}
        </section>
        {page.learnerList.length === 0 ? (
          <EmptyState title={t('noLearners')} heading="h2" />
        ) : (
          <Marks
            page={page}
            writes={writes && page.state === 'open'}
            onWithdraw={(person) => setOpen({ what: 'withdraw', person })}
          />
        )}
      </div>
    </>
  )
}

type MarksProps = { page: ClassPage; writes: boolean; onWithdraw: (person: string) => void }

function Marks({ page, writes, onWithdraw }: MarksProps) {
  const t = useText(messages)
  const f = useFormat()
  const mark = useCommand<object>({
    method: 'PUT',
    path: `/workforce/classes/${page.id}/attendance`,
    refresh: [`/workforce/classes/${page.id}`],
  })
  const score = useCommand<object>({
    method: 'PUT',
    path: `/workforce/classes/${page.id}/scores`,
    refresh: [`/workforce/classes/${page.id}`],
  })
  const [typed, setTyped] = useState<Record<string, string>>({})
  const day = todayInChina()
  const all = page.sessionList.reduce((sum, each) => sum + each.tenths, 0) / 10
  const enrolled = page.learnerList.filter((each) => each.state === 'enrolled')
  const scores = Object.entries(typed).map(([person, text]) => ({
    person,
    score: text.trim() === '' ? null : Number(text),
  }))
  return (
    <section className="yk-card yk-file-card">
      <h2>{t('attendance')}</h2>
      {writes ? <p className="yk-small yk-quiet yk-noprint">{t('attendanceHelp')}</p> : null}
      <RefusalNote problem={mark.error ?? score.error} />
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls is reached by the keyboard */}
      <section className="yk-wf-scroll" tabIndex={0} aria-label={t('attendance')}>
        <table className="yk-wf-grid">
          <thead>
            <tr>
              <th scope="col">{t('name')}</th>
              {page.sessionList.map((session) => (
                <th key={session.no} scope="col">
                  <span className="yk-num">{f.day(session.heldOn).slice(5)}</span>
                  {writes && session.heldOn <= day ? (
                    <div className="yk-noprint">
                      <button
                        type="button"
                        className="yk-linkish"
                        disabled={mark.isPending}
                        onClick={() =>
                          mark.mutate({
                            session: session.no,
                            marks: enrolled.map((each) => ({ person: each.person, present: true })),
                          })
                        }
                      >
                        {t('allPresent')}
                      </button>
                    </div>
                  ) : null}
                </th>
              ))}
              {page.passMark === null ? null : <th scope="col">{t('score')}</th>}
              <th scope="col">{t('hoursDone')}</th>
              <th scope="col">{t('result')}</th>
            </tr>
          </thead>
          <tbody>
            {page.learnerList.map((each) => (
              <tr key={each.person} data-off={each.state === 'withdrawn' || undefined}>
                <th scope="row">
                  {each.name === null ? (
                    t('outside')
                  ) : each.works ? (
                    <Link to={`/console/workforce/staff/${each.person}`}>{each.name}</Link>
                  ) : (
                    each.name
                  )}{' '}
                  <span className="yk-small yk-quiet">{t(`channel_${each.channel}` as 'channel_counter')}</span>
                </th>
                {page.sessionList.map((session) => (
                  <td key={session.no}>
                    <Mark
                      learner={each}
                      session={session.no}
                      label={f.day(session.heldOn)}
                      disabled={!writes || each.state === 'withdrawn' || session.heldOn > day || mark.isPending}
                      onMark={(present) =>
                        mark.mutate({ session: session.no, marks: [{ person: each.person, present }] })
                      }
                    />
                  </td>
                ))}
                {page.passMark === null ? null : (
                  <td>
                    {writes && each.state === 'enrolled' ? (
                      <input
                        className="yk-input yk-wf-score yk-num"
                        inputMode="decimal"
                        aria-label={`${each.name ?? t('outside')} ${t('score')}`}
                        value={typed[each.person] ?? (each.score === null ? '' : String(each.score))}
                        onChange={(event) => setTyped({ ...typed, [each.person]: event.target.value })}
                      />
                    ) : (
                      <span className="yk-num">{f.number(each.score)}</span>
                    )}
                  </td>
                )}
                <td className="yk-num">
                  {t('hoursOf', { done: f.number(each.presentTenths / 10), all: f.number(all) })}
                </td>
                <td>
                  <Result learner={each} closed={page.state === 'closed'} />
                  {writes && each.state === 'enrolled' ? (
                    <div className="yk-noprint">
                      <button type="button" className="yk-linkish" onClick={() => onWithdraw(each.person)}>
                        {t('withdraw')}
                      </button>
                    </div>
                  ) : null}
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </section>
      {writes && page.passMark !== null ? (
        <div className="yk-row yk-noprint">
          <button
            type="button"
            className="yk-button"
            disabled={score.isPending || scores.length === 0}
            onClick={() => score.mutate({ scores }, { onSuccess: () => setTyped({}) })}
          >
            {t('saveScores')}
          </button>
        </div>
      ) : null}
    </section>
  )
}

type MarkProps = {
  learner: LearnerView
  session: number
  label: string
  disabled: boolean
  onMark: (present: boolean) => void
}

function Mark({ learner, session, label, disabled, onMark }: MarkProps) {
  const t = useText(messages)
  const mark = learner.marks[session]
  const word = mark === undefined ? 'unmarked' : mark ? 'present' : 'absent'
  return (
    <button
      type="button"
      className="yk-wf-mark"
      data-mark={word}
      disabled={disabled}
      aria-label={`${learner.name ?? t('outside')} ${label} ${t(word)}`}
      onClick={() => onMark(mark !== true)}
    >
      {mark === undefined ? '—' : t(word)}
    </button>
  )
}

function Result({ learner, closed }: { learner: LearnerView; closed: boolean }) {
  const t = useText(messages)
  if (learner.state === 'withdrawn') return <Tag>{t('withdrawn')}</Tag>
  if (learner.completed === null) return <Tag tone="warn">{t('result_null')}</Tag>
  const words = closed ? (`closed_${learner.completed}` as const) : (`result_${learner.completed}` as const)
  return <Tag {...(learner.completed ? { tone: 'good' as const } : {})}>{t(words)}</Tag>
}
