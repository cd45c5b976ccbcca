import { useState } from 'react'
import type { CallbackDraw, CallbackLine } from '../../../src/contexts/hotline/index.ts'
import type { Level } from '../../../src/contexts/supervision/index.ts'
import { ActForm } from '../../shared/form/ActForm.tsx'
import { Choice, numberOf, Text, wordsOf } from '../../shared/form/fields.tsx'
import { useFormat } from '../../shared/format.ts'
import { usePick, useText } from '../../shared/i18n/index.ts'
import { DataTable } from '../../shared/parts/DataTable.tsx'
import { EmptyState } from '../../shared/parts/EmptyState.tsx'
import { PageHead } from '../../shared/parts/PageHead.tsx'
import { Sheet } from '../../shared/parts/Sheet.tsx'
import { useCommand, useList, useView } from '../../shared/queries.ts'
import { LEVEL_WORDS, LEVELS } from '../../shared/ratings/levels.ts'
import { messages } from './messages.ts'
import './hotline.css'

const STATES = ['due', 'reached', 'given-up'] as const

/** Who is to be called back about an order, drawn by lot, and what earlier call-backs told. */
export default function Callbacks() {
  const t = useText(messages)
  const [drawing, setDrawing] = useState(false)
  const [open, setOpen] = useState<CallbackLine | null>(null)
  return (
    <>
      <PageHead
        title={t('callbacks')}
        lead={t('callbacksLead')}
        actions={
          <button type="button" className="yk-button yk-button--primary" onClick={() => setDrawing(true)}>
            {t('draw')}
          </button>
        }
      />
      <Sheet open={drawing} onClose={() => setDrawing(false)} title={t('draw')}>
        {drawing ? <NewDraw onDone={() => setDrawing(false)} /> : null}
      </Sheet>
      <Sheet open={open !== null} onClose={() => setOpen(null)} title={t('note1')}>
        {open === null ? null : <Note line={open} onDone={() => setOpen(null)} />}
      </Sheet>
      <Due onOpen={setOpen} />
      <Drawn />
    </>
  )
}

function Due({ onOpen }: { onOpen: (line: CallbackLine) => void }) {
  const t = useText(messages)
  const pick = usePick()
  const f = useFormat()
  const [state, setState] = useState<string>('due')
  const list = useList<CallbackLine>('/hotline/callbacks', { state, limit: 50 })
  return (
    <DataTable
      caption={t('callbacks')}
      list={list}
      rowKey={(line) => line.order}
      onOpen={(line) => {
        if (line.state === 'due') onOpen(line)
      }}
      empty={<EmptyState title={t('noCallbacks')} heading="h2" />}
      tools={
        <Choice
          label={t('show')}
          value={state}
          onChange={setState}
          options={STATES.map((value) => ({ value, label: t(`state_${value}`) }))}
        />
      }
      columns={[
        { key: 'no', title: t('order'), cell: (line) => line.no, heads: true },
        { key: 'title', title: t('service'), cell: (line) => pick(line.title) },
        { key: 'site', title: t('site'), cell: (line) => line.siteName },
        { key: 'person', title: t('person'), cell: (line) => line.personName ?? f.unknown },
        {
          key: 'due',
          title: t('dueOn'),
          cell: (line) => (
            <span className={line.late ? 'yk-hotline-late' : undefined}>
              {f.day(line.due)} {line.late ? t('late') : ''}
            </span>
          ),
        },
        { key: 'attempts', title: t('attempts'), cell: (line) => line.attempts, numeric: true },
        {
          key: 'level',
          title: t('level'),
          cell: (line) => (line.level === null ? '—' : pick(LEVEL_WORDS[line.level as Level])),
        },
      ]}
    />
  )
}

function NewDraw({ onDone }: { onDone: () => void }) {
  const t = useText(messages)
  const [from, setFrom] = useState('')
  const [until, setUntil] = useState('')
  const [places, setPlaces] = useState('20')
  const draw = useCommand<{ from: string; until: string; places: number }>({
    path: '/hotline/callback-draws',
    refresh: ['/hotline/callback'],
  })
  return (
    <ActForm
      problem={draw.error}
      pending={draw.isPending}
      submit={t('draw')}
      onSubmit={() => draw.mutate({ from, until, places: numberOf(places) ?? 1 }, { onSuccess: onDone })}
    >
      <Text label={t('drawFrom')} type="date" value={from} onChange={setFrom} required />
      <Text label={t('drawUntil')} type="date" value={until} onChange={setUntil} required />
      <Text label={t('places')} type="number" value={places} onChange={setPlaces} min={1} max={500} step={1} required />
    </ActForm>
  )
}

const TRUTH: Record<string, boolean | null> = { yes: true, no: false, unsaid: null }

function Note({ line, onDone }: { line: CallbackLine; onDone: () => void }) {
  const t = useText(messages)
  const pick = usePick()
  const [answered, setAnswered] = useState('yes')
  const [came, setCame] = useState('unsaid')
  const [right, setRight] = useState('unsaid')
  const [level, setLevel] = useState('')
  const [remark, setRemark] = useState('')
  const note = useCommand<object>({ path: `/hotline/callbacks/${line.order}`, refresh: ['/hotline/callback'] })
  const spoke = answered === 'yes'
  const said = (['yes', 'no', 'unsaid'] as const).map((value) => ({ value, label: t(value) }))
  const submit = () =>
    note.mutate(
      {
        answered: spoke,
        came: spoke ? TRUTH[came]! : null,
        chargedRight: spoke ? TRUTH[right]! : null,
        level: spoke ? numberOf(level) : null,
        remark: spoke ? wordsOf(remark) : null,
      },
      { onSuccess: onDone },
    )
  return (
    <ActForm problem={note.error} pending={note.isPending} submit={t('save')} onSubmit={submit}>
      <p>
        {line.no} · {line.siteName}
      </p>
      <Choice
        label={t('answered')}
        value={answered}
        onChange={setAnswered}
        options={(['yes', 'no'] as const).map((value) => ({ value, label: t(value) }))}
      />
      {spoke ? (
        <>
          <Choice label={t('cameAsk')} value={came} onChange={setCame} options={said} />
          <Choice label={t('rightAsk')} value={right} onChange={setRight} options={said} />
          <Choice
            label={t('levelAsk')}
            value={level}
            onChange={setLevel}
            empty={t('unsaid')}
            options={LEVELS.map((value) => ({ value: String(value), label: pick(LEVEL_WORDS[value]) }))}
          />
          <Text label={t('remark')} value={remark} onChange={setRemark} rows={3} maxLength={300} />
        </>
      ) : null}
    </ActForm>
  )
}

function Drawn() {
  const t = useText(messages)
  const f = useFormat()
  const view = useView<{ items: CallbackDraw[] }>('/hotline/callback-draws')
  const [asked, setAsked] = useState<string | null>(null)
  return (
    <section aria-labelledby="hotline-drawn">
      <h2 id="hotline-drawn">{t('drawn')}</h2>
      {asked === null ? null : <Proof id={asked} />}
      <DataTable
        caption={t('drawn')}
        list={{ rows: view.data?.items ?? [] }}
        rowKey={(draw) => draw.id}
        onOpen={(draw) => setAsked(draw.id)}
        empty={<EmptyState title={t('noDraws')} text={t('noDrawsText')} heading="h3" />}
        columns={[
          {
            key: 'period',
            title: t('period'),
            cell: (draw) => `${f.day(draw.from)} – ${f.day(draw.until)}`,
            heads: true,
          },
          { key: 'population', title: t('population'), cell: (draw) => f.number(draw.population), numeric: true },
          { key: 'places', title: t('drawn'), cell: (draw) => f.number(draw.places), numeric: true },
          { key: 'reached', title: t('reached'), cell: (draw) => f.number(draw.reached), numeric: true },
          { key: 'givenUp', title: t('givenUp'), cell: (draw) => f.number(draw.givenUp), numeric: true },
          { key: 'came', title: t('came'), cell: (draw) => t('of', draw.came), numeric: true },
          { key: 'right', title: t('right'), cell: (draw) => t('of', draw.chargedRight), numeric: true },
          {
            key: 'level',
            title: t('level'),
            cell: (draw) =>
              t('mean', {
                mean: draw.level.mean === null ? f.unknown : f.number(draw.level.mean, 1),
                of: draw.level.of,
              }),
            numeric: true,
          },
        ]}
      />
    </section>
  )
}

function Proof({ id }: { id: string }) {
  const t = useText(messages)
  const view = useView<{ faults: string[] }>(`/hotline/callback-draws/${id}/proof`)
  if (view.data === undefined) return null
  const { faults } = view.data
  return (
    <p role="status" className={faults.length === 0 ? 'yk-quiet' : 'yk-hotline-late'}>
      {faults.length === 0 ? t('sound') : t('unsound', { faults: faults.join(', ') })}
    </p>
  )
}
