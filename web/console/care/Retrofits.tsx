import { useState } from 'react'
import { useNavigate, useSearchParams } from 'react-router'
import type { RetrofitLine } from '../../../src/contexts/care/index.ts'
import { ActForm } from '../../shared/form/ActForm.tsx'
import { Choice, Text } from '../../shared/form/fields.tsx'
import { useFormat } from '../../shared/format.ts'
import type { Bilingual } from '../../shared/i18n/index.ts'
import { usePick, useText } from '../../shared/i18n/index.ts'
import { DataTable } from '../../shared/parts/DataTable.tsx'
import { EmptyState } from '../../shared/parts/EmptyState.tsx'
import { PageHead } from '../../shared/parts/PageHead.tsx'
import { Sheet } from '../../shared/parts/Sheet.tsx'
import { Tag } from '../../shared/parts/Tag.tsx'
import { useCommand, useList, useView } from '../../shared/queries.ts'
import { useMay } from '../../shared/session.ts'
import { todayInChina } from '../../shared/today.ts'
import { PersonPick } from '../people/PersonPick.tsx'
import { messages } from './messages-retrofits.ts'
import { fenOf, PersonLink, PrintButton } from './parts.tsx'

const TONES = { planned: 'warn', works: 'warn', accepted: 'good', dropped: undefined } as const

/** How a retrofit stands. */
export function RetrofitTag({ state }: { state: RetrofitLine['state'] }) {
  const t = useText(messages)
  return <Tag tone={TONES[state]}>{t(`rstate_${state}`)}</Tag>
}

/** Retrofits of homes, the most urgent first. */
export default function Retrofits() {
  const t = useText(messages)
  const f = useFormat()
  const may = useMay()
  const navigate = useNavigate()
  const [params, setParams] = useSearchParams()
  const openOnly = params.get('open') === 'true'
  const [adding, setAdding] = useState(false)
  const list = useList<RetrofitLine>('/care/retrofits', openOnly ? { open: true } : {})
  return (
    <>
      <PageHead
        title={t('retrofits')}
        lead={t('retrofitsLead')}
        actions={
          <>
            <PrintButton />
            {may('care.manage') ? (
              <button type="button" className="yk-button yk-button--primary" onClick={() => setAdding(true)}>
                {t('newRetrofit')}
              </button>
            ) : null}
          </>
        }
      />
      <Sheet open={adding} onClose={() => setAdding(false)} title={t('newRetrofit')}>
        <NewRetrofit onDone={(id) => void navigate(`/console/care/retrofits/${id}`)} />
      </Sheet>
      <DataTable
        caption={t('retrofits')}
        list={list}
        rowKey={(row) => row.id}
        onOpen={(row) => void navigate(`/console/care/retrofits/${row.id}`)}
        exportName="retrofits"
        empty={<EmptyState title={t('noRetrofits')} text={t('noRetrofitsText')} heading="h2" />}
        tools={
          <button
            type="button"
            className="yk-button"
            aria-pressed={openOnly}
            onClick={() => setParams(openOnly ? {} : { open: 'true' }, { replace: true })}
          >
            {t('openOnly')}
          </button>
        }
        columns={[
          {
            key: 'priority',
            title: t('priority'),
            numeric: true,
            cell: (row) => f.number(row.priority),
            csv: (row) => row.priority,
          },
          {
            key: 'person',
            title: t('person'),
            heads: true,
            cell: (row) => <PersonLink person={row.person} to={`/console/care/retrofits/${row.id}`} />,
            csv: (row) => row.person.name,
          },
          {
            key: 'place',
            title: t('place'),
            cell: (row) => row.person.regionName ?? t('unknown'),
            csv: (row) => row.person.regionName ?? '',
          },
          {
            key: 'programme',
            title: t('programme'),
            cell: (row) => t(`programme_${row.programme}`),
            csv: (row) => row.programme,
          },
          {
            key: 'surveyed',
            title: t('surveyedOn'),
            cell: (row) => <span className="yk-num">{f.day(row.surveyedOn)}</span>,
            csv: (row) => row.surveyedOn,
          },
          {
            key: 'quote',
            title: t('quote'),
            numeric: true,
            cell: (row) => f.money(row.quoteFen),
            csv: (row) => row.quoteFen / 100,
          },
          {
            key: 'items',
            title: t('items'),
            numeric: true,
            cell: (row) => f.number(row.items),
            csv: (row) => row.items,
          },
          {
            key: 'missing',
            title: t('missing'),
            cell: (row) => (row.missing === 0 ? '—' : t('missingCount', { count: row.missing })),
            csv: (row) => row.missing,
          },
          {
            key: 'state',
            title: t('state'),
            cell: (row) => <RetrofitTag state={row.state} />,
            csv: (row) => row.state,
          },
        ]}
      />
    </>
  )
}

type Line = { item: string; quantity: string; yuan: string }
const BLANK: Line = { item: '', quantity: '1', yuan: '' }

function NewRetrofit({ onDone }: { onDone: (id: string) => void }) {
  const t = useText(messages)
  const pick = usePick()
  const known = useView<{ items: { code: string; title: Bilingual }[] }>('/care/retrofit-items')
  const [person, setPerson] = useState('')
  const [programme, setProgramme] = useState('elder')
  const [surveyedOn, setSurveyedOn] = useState(todayInChina)
  const [needs, setNeeds] = useState('')
  const [cap, setCap] = useState('3000')
  const [lines, setLines] = useState<Line[]>([BLANK])
  const plan = useCommand<void, { id: string }>({
    path: '/care/retrofits',
    body: () => ({
      person,
      programme,
      surveyedOn,
      needs,
      capFen: fenOf(cap),
      items: lines.map((line) => ({ item: line.item, quantity: Number(line.quantity), fen: fenOf(line.yuan) })),
    }),
    refresh: ['/care/retrofits', '/today'],
  })
  const change = (at: number, part: Partial<Line>) =>
    setLines(lines.map((line, n) => (n === at ? { ...line, ...part } : line)))
  return (
    <ActForm
      problem={plan.error}
      pending={plan.isPending}
      submit={t('newRetrofit')}
      onSubmit={() => plan.mutate(undefined, { onSuccess: ({ id }) => onDone(id) })}
    >
      <PersonPick value={person} onChange={setPerson} />
      <Choice
        label={t('programme')}
        value={programme}
        onChange={setProgramme}
        options={(['elder', 'disability'] as const).map((value) => ({ value, label: t(`programme_${value}`) }))}
      />
      <Text
        label={t('surveyedOn')}
        type="date"
        value={surveyedOn}
        onChange={setSurveyedOn}
        required
        max={todayInChina()}
      />
      <Text label={t('needs')} rows={3} value={needs} onChange={setNeeds} required maxLength={2000} />
      <fieldset>
        <legend>{t('items')}</legend>
        {lines.map((line, at) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: lines are only added at the end
          <div key={at} className="yk-care-item-line">
            <Choice
              label={t('items')}
              value={line.item}
              onChange={(item) => change(at, { item })}
              required
              empty=""
              options={(known.data?.items ?? []).map((each) => ({ value: each.code, label: pick(each.title) }))}
            />
            <Text
              label={t('quantity')}
              type="number"
              min={1}
              max={99}
              step={1}
              value={line.quantity}
              onChange={(quantity) => change(at, { quantity })}
              required
            />
            <Text
              label={t('price')}
              type="number"
              min={0.01}
              step={0.01}
              value={line.yuan}
              onChange={(yuan) => change(at, { yuan })}
              required
            />
          </div>
        ))}
        <div className="yk-row">
          <button type="button" className="yk-button" onClick={() => setLines([...lines, BLANK])}>
            {t('addItem')}
          </button>
        </div>
      </fieldset>
      <Text label={t('cap')} type="number" min={1} step={0.01} value={cap} onChange={setCap} required />
    </ActForm>
  )
}
