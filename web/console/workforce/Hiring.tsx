import { useState } from 'react'
import { useNavigate } from 'react-router'
import type { HiringFigures, VacancyLine } from '../../../src/contexts/workforce/index.ts'
import { ActForm } from '../../shared/form/ActForm.tsx'
import { Choice, numberOf, Text, wordsOf } from '../../shared/form/fields.tsx'
import { useFormat } from '../../shared/format.ts'
import { useText } from '../../shared/i18n/index.ts'
import { DataTable } from '../../shared/parts/DataTable.tsx'
import { EmptyState } from '../../shared/parts/EmptyState.tsx'
import { ErrorState } from '../../shared/parts/ErrorState.tsx'
import { LoadingState } from '../../shared/parts/LoadingState.tsx'
import { PageHead } from '../../shared/parts/PageHead.tsx'
import { Sheet } from '../../shared/parts/Sheet.tsx'
import { Tag } from '../../shared/parts/Tag.tsx'
import { useCommand, useView } from '../../shared/queries.ts'
import { useAccount, useMay } from '../../shared/session.ts'
import { FirmPick } from '../providers/FirmPick.tsx'
import { messages } from './messages-hiring.ts'
import { REFRESH, useCatalogue } from './parts.tsx'

/** What organisations look for, whom they were proposed, and who stayed. */
export default function Hiring() {
  const t = useText(messages)
  const f = useFormat()
  const words = useCatalogue()
  const may = useMay()
  const navigate = useNavigate()
  const [open, setOpen] = useState(false)
  const view = useView<{ items: VacancyLine[]; figures: HiringFigures }>('/workforce/vacancies')
  return (
    <>
      <PageHead
        title={t('hiring')}
        lead={t('hiringLead')}
        actions={
          may('workforce.write') ? (
            <button type="button" className="yk-button yk-button--primary" onClick={() => setOpen(true)}>
              {t('openVacancy')}
            </button>
          ) : null
        }
      />
      <Sheet open={open} onClose={() => setOpen(false)} title={t('openVacancy')}>
        <VacancyForm onDone={(id) => void navigate(`/console/workforce/hiring/${id}`)} />
      </Sheet>
      {view.isPending ? <LoadingState /> : null}
      {view.error ? <ErrorState problem={view.error} onRetry={() => void view.refetch()} /> : null}
      {view.data === undefined ? null : (
        <div className="yk-wf-sections">
          <Chain figures={view.data.figures} />
          <DataTable
            caption={t('hiring')}
            list={{ rows: view.data.items }}
            rowKey={(row) => row.id}
            onOpen={(row) => void navigate(`/console/workforce/hiring/${row.id}`)}
            exportName="vacancies"
            empty={<EmptyState title={t('noneVacancies')} text={t('noneVacanciesText')} heading="h2" />}
            columns={[
              {
                key: 'organisation',
                title: t('organisation'),
                heads: true,
                cell: (row) => row.organisationName,
                csv: (row) => row.organisationName,
              },
              {
                key: 'post',
                title: t('post'),
                cell: (row) => words.post(row.post),
                csv: (row) => words.post(row.post),
              },
              {
                key: 'pay',
                title: t('pay'),
                numeric: true,
                cell: (row) => payOf(f, row),
                csv: (row) => payOf(f, row),
              },
              {
                key: 'openedOn',
                title: t('openedOn'),
                cell: (row) => <span className="yk-num">{f.day(row.openedOn)}</span>,
                csv: (row) => row.openedOn,
              },
              {
                key: 'places',
                title: t('places'),
                numeric: true,
                cell: (row) => f.number(row.places),
                csv: (row) => row.places,
              },
              {
                key: 'proposed',
                title: t('proposed'),
                numeric: true,
                cell: (row) => f.number(row.proposed),
                csv: (row) => row.proposed,
              },
              {
                key: 'hired',
                title: t('hired'),
                numeric: true,
                cell: (row) => f.number(row.hired),
                csv: (row) => row.hired,
              },
              {
                key: 'kept',
                title: t('kept'),
                numeric: true,
                cell: (row) => f.number(row.kept),
                csv: (row) => row.kept,
              },
              {
                key: 'state',
                title: t('state'),
                cell: (row) => <VacancyTag state={row.state} />,
                csv: (row) => t(row.state === 'open' ? 'vacancyOpen' : 'vacancyClosed'),
              },
            ]}
          />
        </div>
      )}
    </>
  )
}

/** Pay from and to, as it is offered. */
export function payOf(f: ReturnType<typeof useFormat>, row: Pick<VacancyLine, 'payLowFen' | 'payHighFen'>): string {
  const yuan = (fen: number | null) => (fen === null ? null : `¥${f.number(Math.round(fen / 100))}`)
  const parts = [yuan(row.payLowFen), yuan(row.payHighFen)].filter(Boolean)
  return parts.length === 0 ? f.unknown : parts.join('–')
}

export function VacancyTag({ state }: { state: 'open' | 'closed' }) {
  const t = useText(messages)
  return (
    <Tag {...(state === 'open' ? { tone: 'good' as const } : {})}>
      {t(state === 'open' ? 'vacancyOpen' : 'vacancyClosed')}
    </Tag>
  )
}

/** From the vacancy to three months later, step by step; what is not known stands beside the share. */
function Chain({ figures }: { figures: HiringFigures }) {
  const t = useText(messages)
  const f = useFormat()
  return (
    <section className="yk-wf-figures" aria-label={t('hiring')}>
      <Step
        title={t('vacancyOpen')}
        value={f.number(figures.open)}
        note={`${t('places')} ${f.number(figures.places)}`}
      />
      <Step title={t('proposed')} value={f.number(figures.proposed)} />
      <Step
        title={t('hired')}
        value={f.number(figures.hired)}
        note={t('trainedHired', { count: figures.trainedHired })}
      />
      <Step
        title={t('kept')}
        value={t('keptOf', { kept: figures.kept, due: figures.due })}
        note={`${t('toAsk', { count: figures.unknown })} · ${t('pending', { count: figures.pending })}`}
      />
    </section>
  )
}

function Step({ title, value, note }: { title: string; value: string; note?: string }) {
  return (
    <article className="yk-wf-figure">
      <h2>{title}</h2>
      <span className="yk-wf-big yk-num">{value}</span>
      {note === undefined ? null : <p className="yk-small yk-quiet">{note}</p>}
    </article>
  )
}

function VacancyForm({ onDone }: { onDone: (id: string) => void }) {
  const t = useText(messages)
  const words = useCatalogue()
  const account = useAccount()
  const [creditCode, setCreditCode] = useState('')
  const [post, setPost] = useState('carer')
  const [skill, setSkill] = useState('')
  const [typed, setTyped] = useState({
    places: '1',
    low: '',
    high: '',
    region: account?.jurisdiction ?? '',
    closesOn: '',
    note: '',
  })
  const set = (key: keyof typeof typed) => (value: string) => setTyped({ ...typed, [key]: value })
  const fen = (text: string) => {
    const yuan = numberOf(text)
    return yuan === null ? null : Math.round(yuan * 100)
  }
  const send = useCommand<object, { id: string }>({ path: '/workforce/vacancies', refresh: REFRESH })
  return (
    <ActForm
      problem={send.error}
      pending={send.isPending}
      submit={t('openVacancy')}
      onSubmit={() =>
        send.mutate(
          {
            creditCode,
            post,
            skill: wordsOf(skill),
            places: Number(typed.places),
            payLowFen: fen(typed.low),
            payHighFen: fen(typed.high),
            region: typed.region.trim(),
            closesOn: wordsOf(typed.closesOn),
            note: wordsOf(typed.note),
          },
          { onSuccess: ({ id }) => onDone(id) },
        )
      }
    >
      <FirmPick value={creditCode} onChange={setCreditCode} at="/creditCode" />
      <div className="yk-beside">
        <Choice label={t('post')} value={post} onChange={setPost} required options={words.posts} />
        <Choice label={t('skill')} value={skill} onChange={setSkill} empty="—" options={words.skills} />
        <Text
          label={t('places')}
          type="number"
          value={typed.places}
          onChange={set('places')}
          required
          min={1}
          max={1000}
        />
        <Text label={t('closesOn')} type="date" value={typed.closesOn} onChange={set('closesOn')} />
        <Text label={t('payLow')} type="number" value={typed.low} onChange={set('low')} min={0} />
        <Text label={t('payHigh')} type="number" value={typed.high} onChange={set('high')} min={0} />
      </div>
      <Text label={t('region')} value={typed.region} onChange={set('region')} required pattern="[0-9]{6,12}" />
      <Text label={t('note')} value={typed.note} onChange={set('note')} rows={2} maxLength={500} />
    </ActForm>
  )
}
