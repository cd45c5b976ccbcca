import { useState } from 'react'
import { Link, useParams } from 'react-router'
import type { GapView } from '../../../../src/contexts/territory/index.ts'
import { ActForm } from '../../../shared/form/ActForm.tsx'
import { Choice, Text, wordsOf } from '../../../shared/form/fields.tsx'
import { useFormat } from '../../../shared/format.ts'
import { usePick, useText } from '../../../shared/i18n/index.ts'
import { ErrorState } from '../../../shared/parts/ErrorState.tsx'
import { LoadingState } from '../../../shared/parts/LoadingState.tsx'
import { PageHead } from '../../../shared/parts/PageHead.tsx'
import { StateTag } from '../../../shared/parts/StateTag.tsx'
import { Timeline } from '../../../shared/parts/Timeline.tsx'
import { useCommand, useView } from '../../../shared/queries.ts'
import { messages } from './messages.ts'
import '../projects/buildings.css'
import './gaps.css'

const METHODS = ['purchase', 'exchange', 'lease', 'supplement', 'new-build', 'convert', 'extend'] as const
const REFRESH = ['/territory/gaps', '/today']

/** One gap item: how its line stands by the standards, the plan, progress, and closing. */
export default function Gap() {
  const t = useText(messages)
  const f = useFormat()
  const pick = usePick()
  const { id = '' } = useParams()
  const view = useView<GapView>(`/territory/gaps/${id}`)
  if (view.error) return <ErrorState problem={view.error} onRetry={() => void view.refetch()} />
  if (view.isPending) return <LoadingState />
  const gap = view.data
  const unit = gap.unit ?? ''
  const amount = (value: number | null) => (value === null ? f.unknown : `${f.number(value)} ${unit}`)
  return (
    <>
      <PageHead
        title={`${gap.regionName}：${gap.title}`}
        up={{ to: '/console/territory/gaps', label: t('title') }}
        tags={
          <StateTag
            state={gap.state === 'closed' ? 'met' : gap.overdueWorkdays > 0 ? 'missed' : 'behind'}
            text={t(`state_${gap.state}`)}
          />
        }
        lead={`${gap.townName} · ${pick(gap.familyTitle)} · ${t('opened', { date: f.date(gap.openedOn) })}`}
      />
      <div className="yk-file">
        <div className="yk-stack">
          <section className="yk-card yk-file-card">
            <h2>{t('now')}</h2>
            <p>
              {gap.now === null ? (
                t('nowNone')
              ) : (
                <StateTag
                  state={gap.now.state === 'pass' ? 'met' : gap.now.state === 'fail' ? 'missed' : 'unknown'}
                  text={t(`now_${gap.now.state}`, { missing: `${f.number(gap.now.missing)} ${pick(gap.now.unit)}` })}
                />
              )}
            </p>
            <dl className="yk-bld-facts">
              {(['required', 'measured', 'missing'] as const).map((key) => (
                <div key={key}>
                  <dt>{t(key)}</dt>
                  <dd className="yk-num">{amount((gap.now ?? gap)[key])}</dd>
                </div>
              ))}
              <div>
                <dt>{t('clause')}</dt>
                <dd>{gap.clause}</dd>
              </div>
            </dl>
            <p className="yk-small">
              <Link to={`/console/territory/regions/${gap.region}`}>{gap.regionName}</Link>
            </p>
          </section>
          {gap.may.plan && gap.state === 'open' ? <PlanForm key={gap.revision} gap={gap} /> : null}
          {gap.may.report && gap.state === 'open' ? <ReportForm key={`r${gap.revision}`} gap={gap} /> : null}
          {gap.may.plan && gap.state === 'open' ? <CloseForm gap={gap} /> : null}
        </div>
        <section className="yk-card yk-file-card">
          <h2>{t('history')}</h2>
          <Timeline
            label={t('history')}
            happenings={gap.happenings.map((each) => ({
              id: each.id,
              at: each.at,
              what: t(`act_${each.act}`),
              who: each.by,
              detail: [detailOf(each.detail, t, f), each.note].filter(Boolean).join(' · '),
              tone:
                each.act === 'close'
                  ? ('good' as const)
                  : each.act === 'reopen'
                    ? ('bad' as const)
                    : ('plain' as const),
            }))}
          />
        </section>
      </div>
    </>
  )
}

function detailOf(
  detail: Record<string, unknown>,
  t: ReturnType<typeof useText<keyof typeof messages.zh>>,
  f: ReturnType<typeof useFormat>,
): string {
  const { ownerUnit, method, plannedOn, share } = detail as Partial<{
    ownerUnit: string
    method: (typeof METHODS)[number]
    plannedOn: string
    share: number
  }>
  return [
    ownerUnit,
    method === undefined ? '' : t(`method_${method}`),
    plannedOn === undefined ? '' : f.day(plannedOn),
    share === undefined ? '' : `${share}%`,
  ]
    .filter(Boolean)
    .join(' · ')
}

function PlanForm({ gap }: { gap: GapView }) {
  const t = useText(messages)
  const [ownerUnit, setOwner] = useState(gap.ownerUnit ?? '')
  const [method, setMethod] = useState<string>(gap.method ?? '')
  const [plannedOn, setPlannedOn] = useState(gap.plannedOn ?? '')
  const [cost, setCost] = useState(gap.costFen === null ? '' : String(gap.costFen / 1_000_000))
  const [note, setNote] = useState(gap.note ?? '')
  const save = useCommand<object>({ method: 'PUT', path: `/territory/gaps/${gap.id}/plan`, refresh: REFRESH })
  const costFen = cost.trim() === '' ? null : Math.round(Number(cost) * 1_000_000)
  return (
    <section className="yk-card yk-file-card yk-noprint">
      <h2>{t('plan')}</h2>
      <ActForm
        problem={save.error}
        pending={save.isPending}
        submit={t('save')}
        onSubmit={() =>
          save.mutate({ revision: gap.revision, ownerUnit, method, plannedOn, costFen, note: wordsOf(note) })
        }
      >
        <div className="yk-bld-two">
          <Text label={t('ownerUnit')} value={ownerUnit} onChange={setOwner} required maxLength={100} />
          <Choice
            label={t('method')}
            value={method}
            onChange={setMethod}
            required
            empty={t('choose')}
            options={METHODS.map((each) => ({ value: each, label: t(`method_${each}`) }))}
          />
          <Text type="date" label={t('plannedOn')} value={plannedOn} onChange={setPlannedOn} required />
          <Text type="number" min={0} label={t('costYuan')} value={cost} onChange={setCost} />
        </div>
        <Text label={t('note')} value={note} onChange={setNote} maxLength={1000} />
      </ActForm>
    </section>
  )
}

function ReportForm({ gap }: { gap: GapView }) {
  const t = useText(messages)
  const [share, setShare] = useState(String(gap.share))
  const [note, setNote] = useState('')
  const send = useCommand<object>({ path: `/territory/gaps/${gap.id}/reports`, refresh: REFRESH })
  return (
    <section className="yk-card yk-file-card yk-noprint">
      <h2>{t('report')}</h2>
      <ActForm
        problem={send.error}
        pending={send.isPending}
        submit={t('report')}
        onSubmit={() => send.mutate({ revision: gap.revision, share: Number(share), note: note.trim() })}
      >
        <Text type="number" min={0} label={t('shareLabel')} value={share} onChange={setShare} required step="1" />
        <Text label={t('what')} value={note} onChange={setNote} rows={2} required maxLength={1000} />
      </ActForm>
    </section>
  )
}

function CloseForm({ gap }: { gap: GapView }) {
  const t = useText(messages)
  const send = useCommand<object>({ path: `/territory/gaps/${gap.id}/closing`, refresh: REFRESH })
  return (
    <section className="yk-card yk-file-card yk-noprint">
      <h2>{t('close')}</h2>
      <ActForm
        problem={send.error}
        pending={send.isPending}
        submit={t('close')}
        onSubmit={() => send.mutate({ revision: gap.revision })}
      >
        <p className="yk-quiet">{t('closeHint')}</p>
      </ActForm>
    </section>
  )
}
