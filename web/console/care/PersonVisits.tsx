import { useState } from 'react'
import { useParams } from 'react-router'
import type { VisitPack, VisitView } from '../../../src/contexts/care/index.ts'
import type { PersonCard } from '../../../src/contexts/people/index.ts'
import { ActForm } from '../../shared/form/ActForm.tsx'
import { Choice, Text, wordsOf } from '../../shared/form/fields.tsx'
import { useFormat } from '../../shared/format.ts'
import { usePick, useText } from '../../shared/i18n/index.ts'
import { EmptyState } from '../../shared/parts/EmptyState.tsx'
import { ErrorState } from '../../shared/parts/ErrorState.tsx'
import { LoadingState } from '../../shared/parts/LoadingState.tsx'
import { PageHead } from '../../shared/parts/PageHead.tsx'
import { RefusalNote } from '../../shared/parts/RefusalNote.tsx'
import { Sheet } from '../../shared/parts/Sheet.tsx'
import { Tag } from '../../shared/parts/Tag.tsx'
import { useCommand, useView } from '../../shared/queries.ts'
import { useMay } from '../../shared/session.ts'
import { messages } from './messages-visits.ts'

type Form = VisitPack['form']
const REFRESH = ['/care/visits', '/care/referrals', '/today', '/sync']

/** One person's visits: what was found, what is proved, what two people said differently; and what to do. */
export default function PersonVisits() {
  const t = useText(messages)
  const may = useMay()
  const { person = '' } = useParams()
  const [open, setOpen] = useState<'record' | 'risk' | 'call' | null>(null)
  const view = useView<{ items: VisitView[]; person: PersonCard | null }>(`/care/visits/persons/${person}`)
  const form = useView<Form>('/care/visit-form').data
  const done = () => setOpen(null)
  return (
    <>
      <PageHead
        title={view.data?.person == null ? t('history') : `${view.data.person.name} · ${t('history')}`}
        up={{ to: '/console/care/visits', label: t('visits') }}
        actions={
          <>
            {may('visit.record') ? (
              <>
                <button type="button" className="yk-button" onClick={() => setOpen('call')}>
                  {t('callVisit')}
                </button>
                <button type="button" className="yk-button yk-button--primary" onClick={() => setOpen('record')}>
                  {t('record')}
                </button>
              </>
            ) : null}
            {may('care.manage') ? (
              <button type="button" className="yk-button" onClick={() => setOpen('risk')}>
                {t('setRisk')}
              </button>
            ) : null}
          </>
        }
      />
      <Sheet open={open === 'record'} onClose={done} title={t('record')}>
        {form === undefined ? null : <Record person={person} form={form} onDone={done} />}
      </Sheet>
      <Sheet open={open === 'risk'} onClose={done} title={t('setRisk')}>
        <SetRisk person={person} onDone={done} />
      </Sheet>
      <Sheet open={open === 'call'} onClose={done} title={t('callVisit')}>
        <Call person={person} onDone={done} />
      </Sheet>
      {view.isPending ? <LoadingState /> : null}
      {view.error ? <ErrorState problem={view.error} onRetry={() => void view.refetch()} /> : null}
      {view.data?.items.length === 0 ? <EmptyState title={t('noHistory')} heading="h2" /> : null}
      <ol className="yk-care-visits">
        {view.data?.items.map((visit) => (
          <li key={visit.id} className="yk-card yk-stack" data-voided={visit.voided !== null || undefined}>
            <OneVisit visit={visit} form={form} />
          </li>
        ))}
      </ol>
    </>
  )
}

function OneVisit({ visit, form }: { visit: VisitView; form: Form | undefined }) {
  const t = useText(messages)
  const f = useFormat()
  const pick = usePick()
  const may = useMay()
  const [voiding, setVoiding] = useState(false)
  const [reason, setReason] = useState('')
  const take = useCommand<void>({ path: `/care/visits/${visit.id}/void`, body: () => ({ reason }), refresh: REFRESH })
  const titleOf = (code: string) => {
    const found = form?.findings.find((each) => each.code === code)
    return found === undefined ? code : pick(found.title)
  }
  const marks = [
    visit.entry === 'late' ? t('lateEntry') : null,
    visit.clock === 'ok' ? null : t(`clock_${visit.clock}`),
    ...visit.flags.map((flag) => t(`flag_${flag.kind}` as 'flag_travel')),
  ].filter((each) => each !== null)
  return (
    <>
      <h2 className="yk-row">
        <span className="yk-num">{f.instant(visit.heldAt)}</span>
        <span>{t(`mode_${visit.mode}`)}</span>
        {visit.answered ? null : <Tag tone="warn">{t('noAnswer')}</Tag>}
        {marks.map((mark) => (
          <Tag key={mark} tone="warn">
            {mark}
          </Tag>
        ))}
      </h2>
      {visit.voided === null ? null : <p>{t('voided', { why: visit.voided })}</p>}
      {visit.findings.length === 0 ? null : <p>{visit.findings.map(titleOf).join('、')}</p>}
      {visit.needs === null ? null : (
        <p>
          <strong>{t('needs')}：</strong>
          {visit.needs}
        </p>
      )}
      {visit.note === null ? null : <p>{visit.note}</p>}
      <p className="yk-quiet">
        {t('visitor')} {visit.visitor} · {t('proof')} {t(`proof_${visit.confirmed}`)}
        {visit.papers.map((paper) => (
          <span key={paper.id}>
            {' · '}
            <a href={`/api/care/visits/${visit.id}/papers/${paper.id}`}>{t(paper.kind)}</a>
          </span>
        ))}
      </p>
      {visit.referrals.map((referral) => {
        const title = form?.referrals.find((each) => each.code === referral.kind)?.title
        return (
          <p key={referral.id}>
            {t('refer')}：{title === undefined ? referral.kind : pick(title)} → {referral.unit} ·{' '}
            {t(`rs_${referral.state}`)} {referral.answer}
          </p>
        )
      })}
      {visit.conflicts.length === 0 ? null : <Settle visit={visit} titleOf={titleOf} />}
      {may('care.manage') && visit.voided === null ? (
        <div className="yk-noprint">
          <button type="button" className="yk-linkish" onClick={() => setVoiding(true)}>
            {t('void')}
          </button>
          <Sheet open={voiding} onClose={() => setVoiding(false)} title={t('void')}>
            <ActForm
              problem={take.error}
              pending={take.isPending}
              submit={t('void')}
              onSubmit={() => take.mutate(undefined, { onSuccess: () => setVoiding(false) })}
            >
              <Text label={t('voidReason')} value={reason} onChange={setReason} required maxLength={300} />
            </ActForm>
          </Sheet>
        </div>
      ) : null}
    </>
  )
}

/** What two people said without knowing of each other: a person says which holds. */
function Settle({ visit, titleOf }: { visit: VisitView; titleOf: (code: string) => string }) {
  const t = useText(messages)
  const settle = useCommand<{ field: string; value: unknown }>({
    path: `/care/visits/${visit.id}/edits`,
    body: ({ field, value }) => ({ version: visit.version, fields: { [field]: value } }),
    refresh: REFRESH,
  })
  const said = (value: unknown) =>
    Array.isArray(value) ? value.map(String).map(titleOf).join('、') : String(value ?? '—')
  return (
    <section className="yk-stack" aria-label={t('conflict')}>
      <Tag tone="bad">{t('conflict')}</Tag>
      {visit.conflicts.map(({ field, heads }) => (
        <ul key={field} className="yk-care-heads">
          {heads.map((head) => (
            <li key={`${head.device}${head.seq}`} className="yk-row">
              <span>
                {t('conflictField', { field: t(`field_${field}` as 'field_needs') })}
                {said(head.value)}
              </span>
              <button
                type="button"
                className="yk-button"
                disabled={settle.isPending}
                onClick={() => settle.mutate({ field, value: head.value })}
              >
                {t('settle')}
              </button>
            </li>
          ))}
        </ul>
      ))}
      <RefusalNote problem={settle.error} />
    </section>
  )
}

const nowHere = (): string => new Date(Date.now() + 8 * 3_600_000).toISOString().slice(0, 16)

/** A visit told at the counter, by telephone, or on paper. */
function Record({ person, form, onDone }: { person: string; form: Form; onDone: () => void }) {
  const t = useText(messages)
  const pick = usePick()
  const [mode, setMode] = useState('door')
  const [answered, setAnswered] = useState('yes')
  const [at, setAt] = useState(nowHere)
  const [finding, setFinding] = useState('well')
  const [refer, setRefer] = useState('')
  const [needs, setNeeds] = useState('')
  const [note, setNote] = useState('')
  const seen = answered === 'yes'
  const record = useCommand<void>({
    path: '/care/visits',
    body: () => ({
      person,
      mode,
      answered: seen,
      heldAt: `${at}:00+08:00`,
      findings: seen ? [finding] : [],
      needs: seen ? wordsOf(needs) : null,
      note: wordsOf(note),
      refer: seen && refer !== '' ? [{ kind: refer, note: wordsOf(note) }] : [],
    }),
    refresh: REFRESH,
  })
  return (
    <ActForm
      problem={record.error}
      pending={record.isPending}
      submit={t('record')}
      onSubmit={() => record.mutate(undefined, { onSuccess: onDone })}
    >
      <div className="yk-field">
        <label htmlFor="visit-at">{t('on')}</label>
        <input
          id="visit-at"
          type="datetime-local"
          className="yk-input"
          required
          value={at}
          onChange={(event) => setAt(event.target.value)}
        />
      </div>
      <Choice
        label={t('mode')}
        value={mode}
        onChange={setMode}
        options={(['door', 'phone', 'video'] as const).map((value) => ({ value, label: t(`mode_${value}`) }))}
      />
      <Choice
        label={t('answered')}
        value={answered}
        onChange={setAnswered}
        options={(['yes', 'no'] as const).map((value) => ({ value, label: t(`answered_${value}`) }))}
      />
      {seen ? (
        <>
          <Choice
            label={t('found')}
            value={finding}
            onChange={setFinding}
            options={form.findings.map((each) => ({ value: each.code, label: pick(each.title) }))}
          />
          <Choice
            label={t('refer')}
            value={refer}
            onChange={setRefer}
            empty="—"
            options={form.referrals.map((each) => ({ value: each.code, label: `${pick(each.title)} → ${each.unit}` }))}
          />
          <Text label={t('needs')} rows={2} value={needs} onChange={setNeeds} maxLength={1000} />
        </>
      ) : null}
      <Text label={t('note')} rows={2} value={note} onChange={setNote} maxLength={300} />
    </ActForm>
  )
}

function SetRisk({ person, onDone }: { person: string; onDone: () => void }) {
  const t = useText(messages)
  const [risk, setRisk] = useState('key')
  const [reason, setReason] = useState('')
  const set = useCommand<void>({
    path: `/care/visits/persons/${person}/risk`,
    body: () => ({ risk, reason }),
    refresh: REFRESH,
  })
  return (
    <ActForm
      problem={set.error}
      pending={set.isPending}
      submit={t('save')}
      onSubmit={() => set.mutate(undefined, { onSuccess: onDone })}
    >
      <Choice
        label={t('risk')}
        value={risk}
        onChange={setRisk}
        options={(['high', 'key', 'general'] as const).map((value) => ({ value, label: t(`risk_${value}`) }))}
      />
      <Text label={t('reason')} value={reason} onChange={setReason} required maxLength={300} />
    </ActForm>
  )
}

function Call({ person, onDone }: { person: string; onDone: () => void }) {
  const t = useText(messages)
  const [reason, setReason] = useState('')
  const call = useCommand<void>({
    path: `/care/visits/persons/${person}/calls`,
    body: () => ({ reason }),
    refresh: REFRESH,
  })
  return (
    <ActForm
      problem={call.error}
      pending={call.isPending}
      submit={t('save')}
      onSubmit={() => call.mutate(undefined, { onSuccess: onDone })}
    >
      <Text label={t('reason')} value={reason} onChange={setReason} required maxLength={300} />
    </ActForm>
  )
}
