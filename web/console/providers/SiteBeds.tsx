import { useState } from 'react'
import { useParams } from 'react-router'
import type { BedSiteView, BedView } from '../../../src/contexts/providers/index.ts'
import { ActForm } from '../../shared/form/ActForm.tsx'
import { Choice, numberOf, Text, wordsOf } from '../../shared/form/fields.tsx'
import { useFormat } from '../../shared/format.ts'
import { useText } from '../../shared/i18n/index.ts'
import { EmptyState } from '../../shared/parts/EmptyState.tsx'
import { ErrorState } from '../../shared/parts/ErrorState.tsx'
import { LoadingState } from '../../shared/parts/LoadingState.tsx'
import { PageHead } from '../../shared/parts/PageHead.tsx'
import { Sheet } from '../../shared/parts/Sheet.tsx'
import { useCommand, useView } from '../../shared/queries.ts'
import { todayInChina } from '../../shared/today.ts'
import { REFRESH } from './forms.tsx'
import { messages } from './messages-acts-beds.ts'
import './providers.css'

/** The beds of one site, floor by floor; a click gives a bed or ends what it is given to. */
export default function SiteBeds() {
  const t = useText(messages)
  const { id = '' } = useParams()
  const view = useView<BedSiteView>(`/providers/sites/${id}/beds`)
  const [adding, setAdding] = useState(false)
  const [chosen, setChosen] = useState<BedView | null>(null)
  if (view.error) return <ErrorState problem={view.error} onRetry={() => void view.refetch()} />
  if (view.isPending) return <LoadingState />
  const { site, beds, may } = view.data
  const close = () => {
    setAdding(false)
    setChosen(null)
  }
  const floors = Map.groupBy(beds, (bed) => bed.floor)
  return (
    <>
      <PageHead
        title={site.name}
        lead={t('bedsLead')}
        up={{ to: '/console/providers/beds', label: t('beds') }}
        actions={
          may.keep ? (
            <button type="button" className="yk-button yk-button--primary" onClick={() => setAdding(true)}>
              {t('addBeds')}
            </button>
          ) : null
        }
      />
      <Sheet
        open={adding || chosen !== null}
        onClose={close}
        title={chosen === null ? t('addBeds') : t('bed', { code: chosen.code })}
      >
        {adding ? <AddBeds site={id} onDone={close} /> : null}
        {chosen === null ? null : <BedForm bed={chosen} onDone={close} />}
      </Sheet>
      {beds.length === 0 ? <EmptyState title={t('noBeds')} text={t('noBedsText')} heading="h2" /> : null}
      <div className="yk-stack">
        {[...floors].map(([floor, own]) => (
          <section key={floor ?? '-'} className="yk-card yk-file-card">
            <h2>{floor === null ? '—' : `${floor}F`}</h2>
            <ul className="yk-prov-rooms">
              {own.map((bed) => (
                <li key={bed.id}>
                  <Bed bed={bed} onChoose={may.keep ? () => setChosen(bed) : null} />
                </li>
              ))}
            </ul>
          </section>
        ))}
      </div>
    </>
  )
}

function Bed({ bed, onChoose }: { bed: BedView; onChoose: (() => void) | null }) {
  const t = useText(messages)
  const f = useFormat()
  const inside = (
    <>
      <strong className="yk-num">{bed.code}</strong>
      <span className="yk-small">
        {t(bed.state === 'gone' ? 'closed' : bed.state)}
        {bed.now?.shown ? ` · ${bed.now.shown}` : ''}
      </span>
      <span className="yk-small yk-quiet">
        {t(`bed_${bed.kind}`)}
        {bed.rentFen === null ? '' : ` · ${t('perMonth', { money: f.money(bed.rentFen) })}`}
      </span>
      {bed.now === null ? null : (
        <span className="yk-small yk-quiet yk-num">{t('since', { date: f.day(bed.now.from) })}</span>
      )}
      {bed.later.map((each) => (
        <span key={each.id} className="yk-small yk-quiet">
          {t('planned', { what: t(`use_${each.state}`), from: f.day(each.from) })}
        </span>
      ))}
    </>
  )
  return onChoose === null ? (
    <div className="yk-prov-bed" data-state={bed.state}>
      {inside}
    </div>
  ) : (
    <button type="button" className="yk-prov-bed" data-state={bed.state} onClick={onChoose}>
      {inside}
    </button>
  )
}

function BedForm({ bed, onDone }: { bed: BedView; onDone: () => void }) {
  const t = useText(messages)
  const [typed, setTyped] = useState({ state: 'occupied', from: todayInChina(), until: '', shown: '', note: '' })
  const [on, setOn] = useState(todayInChina)
  const set = (key: keyof typeof typed) => (value: string) => setTyped({ ...typed, [key]: value })
  const use = useCommand<object>({ path: `/providers/beds/${bed.id}/use`, refresh: REFRESH })
  const end = useCommand<object>({ path: `/providers/stays/${bed.now?.id}/end`, refresh: REFRESH })
  if (bed.now !== null)
    return (
      <ActForm
        problem={end.error}
        pending={end.isPending}
        submit={t('end')}
        onSubmit={() => end.mutate({ on }, { onSuccess: onDone })}
      >
        <p>
          {t(`use_${bed.now.state}`)} {bed.now.shown} {bed.now.note}
        </p>
        <Text type="date" label={t('endOn')} value={on} onChange={setOn} required />
      </ActForm>
    )
  return (
    <ActForm
      problem={use.error}
      pending={use.isPending}
      submit={t('use')}
      onSubmit={() =>
        use.mutate(
          {
            state: typed.state,
            from: typed.from,
            until: typed.until || null,
            person: null,
            shown: wordsOf(typed.shown),
            note: wordsOf(typed.note),
          },
          { onSuccess: onDone },
        )
      }
    >
      <Choice
        label={t('use')}
        value={typed.state}
        onChange={set('state')}
        options={(['occupied', 'reserved', 'closed'] as const).map((value) => ({ value, label: t(`use_${value}`) }))}
      />
      <div className="yk-beside">
        <Text type="date" label={t('from')} value={typed.from} onChange={set('from')} required />
        <Text type="date" label={t('to')} value={typed.until} onChange={set('until')} min={typed.from} />
      </div>
      {typed.state === 'closed' ? null : (
        <Text label={t('who')} value={typed.shown} onChange={set('shown')} maxLength={40} />
      )}
      <Text label={t('note')} value={typed.note} onChange={set('note')} maxLength={300} />
    </ActForm>
  )
}

function AddBeds({ site, onDone }: { site: string; onDone: () => void }) {
  const t = useText(messages)
  const [typed, setTyped] = useState({ kind: 'full', codes: '', room: '', floor: '', rent: '', opened: todayInChina() })
  const set = (key: keyof typeof typed) => (value: string) => setTyped({ ...typed, [key]: value })
  const send = useCommand<object>({ path: `/providers/sites/${site}/beds`, refresh: REFRESH })
  const rent = numberOf(typed.rent)
  return (
    <ActForm
      problem={send.error}
      pending={send.isPending}
      submit={t('save')}
      onSubmit={() =>
        send.mutate(
          {
            kind: typed.kind,
            codes: typed.codes.split(/[\s,，、;；]+/).filter(Boolean),
            room: wordsOf(typed.room),
            floor: numberOf(typed.floor),
            rentFen: rent === null ? null : Math.round(rent * 100),
            openedOn: typed.opened,
          },
          { onSuccess: onDone },
        )
      }
    >
      <Choice
        label={t('bedKind')}
        value={typed.kind}
        onChange={set('kind')}
        options={(['full', 'nursing', 'day', 'respite'] as const).map((value) => ({ value, label: t(`bed_${value}`) }))}
      />
      <Text label={t('codes')} value={typed.codes} onChange={set('codes')} rows={3} required />
      <div className="yk-beside">
        <Text label={t('room')} value={typed.room} onChange={set('room')} maxLength={40} />
        <Text type="number" step={1} label={t('floor')} value={typed.floor} onChange={set('floor')} />
        <Text type="number" min={0} label={t('rent')} value={typed.rent} onChange={set('rent')} />
        <Text type="date" label={t('openedOn')} value={typed.opened} onChange={set('opened')} required />
      </div>
    </ActForm>
  )
}
