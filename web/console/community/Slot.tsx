import { useState } from 'react'
import { useParams } from 'react-router'
import type { SlotView } from '../../../src/contexts/community/index.ts'
import { ActForm } from '../../shared/form/ActForm.tsx'
import { Choice, Text } from '../../shared/form/fields.tsx'
import { useFormat } from '../../shared/format.ts'
import { useText } from '../../shared/i18n/index.ts'
import { DataTable } from '../../shared/parts/DataTable.tsx'
import { ErrorState } from '../../shared/parts/ErrorState.tsx'
import { Facts } from '../../shared/parts/Facts.tsx'
import { LoadingState } from '../../shared/parts/LoadingState.tsx'
import { PageHead } from '../../shared/parts/PageHead.tsx'
import { RefusalNote } from '../../shared/parts/RefusalNote.tsx'
import { Sheet } from '../../shared/parts/Sheet.tsx'
import { useCommand, useView } from '../../shared/queries.ts'
import { useMay } from '../../shared/session.ts'
import { PersonPick } from '../people/PersonPick.tsx'
import { messages } from './messages-places.ts'
import { Part, ReasonForm } from './parts.tsx'
import './community.css'

const REFRESH = ['/community/slots']
type State = 'cancelled' | 'came' | 'no_show'

/** One slot with its bookings. */
export default function Slot() {
  const { id = '' } = useParams()
  const t = useText(messages)
  const f = useFormat()
  const [act, setAct] = useState<'book' | 'cancel' | null>(null)
  const view = useView<SlotView>(`/community/slots/${id}`)
  const settle = useCommand<{ booking: string; state: State }>({
    path: ({ booking }) => `/community/bookings/${booking}/settle`,
    body: ({ state }) => ({ state }),
    refresh: REFRESH,
  })
  if (view.error) return <ErrorState problem={view.error} onRetry={() => void view.refetch()} />
  if (view.isPending) return <LoadingState />
  const slot = view.data
  const begun = Date.parse(slot.from) <= Date.now()
  const open = slot.state === 'open' && !begun
  const choices: State[] = begun ? ['came', 'no_show'] : ['cancelled']
  return (
    <>
      <PageHead
        title={`${slot.facilityName} · ${slot.title}`}
        lead={`${f.instant(slot.from)} — ${f.time(slot.until)}`}
        up={{ to: '/console/community/slots', label: t('slots') }}
        actions={
          open ? (
            <>
              <button type="button" className="yk-button" onClick={() => setAct('cancel')}>
                {t('cancelSlot')}
              </button>
              <button type="button" className="yk-button yk-button--primary" onClick={() => setAct('book')}>
                {t('book')}
              </button>
            </>
          ) : undefined
        }
      />
      <Sheet open={act !== null} onClose={() => setAct(null)} title={act === 'cancel' ? t('cancelSlot') : t('book')}>
        {act === 'book' ? <Book slot={slot} onDone={() => setAct(null)} /> : null}
        {act === 'cancel' ? (
          <ReasonForm
            path={`/community/slots/${id}/cancel`}
            refresh={REFRESH}
            submit={t('cancelSlot')}
            onDone={() => setAct(null)}
          />
        ) : null}
      </Sheet>
      <Facts
        facts={[
          [t('audience'), t(`audience_${slot.audience}`)],
          [t('terms'), slot.terms],
          [t('left'), slot.state === 'cancelled' ? t('cancelled') : `${slot.capacity - slot.taken} / ${slot.capacity}`],
          [t('phone'), slot.venue.phone],
        ]}
      />
      <RefusalNote problem={settle.error} />
      <Part title={t('bookings')}>
        <DataTable
          caption={t('bookings')}
          list={{ rows: slot.bookings }}
          rowKey={(row) => row.id}
          exportName="bookings"
          empty={<p className="yk-quiet">{t('bookingsNone')}</p>}
          columns={[
            {
              key: 'who',
              title: t('name'),
              cell: (row) => row.group ?? row.card?.name ?? '—',
              csv: (row) => row.group ?? row.card?.name ?? '',
              heads: true,
            },
            {
              key: 'places',
              title: t('bookPlaces'),
              cell: (row) => row.places,
              csv: (row) => row.places,
              numeric: true,
            },
            {
              key: 'state',
              title: t('state'),
              cell: (row) => t(`booking_${row.state as 'booked'}`),
              csv: (row) => row.state,
            },
            {
              key: 'act',
              title: t('settle_came'),
              cell: (row) =>
                row.state !== 'booked' ? null : (
                  <span className="yk-cm-acts yk-noprint">
                    {choices.map((state) => (
                      <button
                        key={state}
                        type="button"
                        className="yk-linkish"
                        disabled={settle.isPending}
                        onClick={() => settle.mutate({ booking: row.id, state })}
                      >
                        {t(`settle_${state}`)}
                      </button>
                    ))}
                  </span>
                ),
            },
          ]}
        />
      </Part>
    </>
  )
}

function Book({ slot, onDone }: { slot: SlotView; onDone: () => void }) {
  const t = useText(messages)
  const may = useMay()
  const [who, setWho] = useState(may('people.use') ? 'person' : 'group')
  const [person, setPerson] = useState('')
  const [group, setGroup] = useState('')
  const [places, setPlaces] = useState('1')
  const [channel, setChannel] = useState('counter')
  const book = useCommand<object>({ path: `/community/slots/${slot.id}/bookings`, refresh: REFRESH })
  const one = who === 'person'
  return (
    <ActForm
      problem={book.error}
      pending={book.isPending}
      submit={t('book')}
      onSubmit={() =>
        book.mutate(
          { person: one ? person : null, group: one ? null : group, places: Number(places), channel },
          { onSuccess: onDone },
        )
      }
    >
      {may('people.use') ? (
        <Choice
          label={t('bookings')}
          value={who}
          onChange={setWho}
          options={[
            { value: 'person', label: t('bookPerson') },
            { value: 'group', label: t('bookGroup') },
          ]}
        />
      ) : null}
      {one ? (
        <PersonPick value={person} onChange={setPerson} />
      ) : (
        <Text label={t('group')} value={group} onChange={setGroup} required minLength={2} maxLength={80} />
      )}
      <Text
        label={t('bookPlaces')}
        type="number"
        step={1}
        min={1}
        max={one ? 6 : 500}
        value={places}
        onChange={setPlaces}
        required
      />
      <Choice
        label={t('channel')}
        value={channel}
        onChange={setChannel}
        options={(['counter', 'phone', 'app', 'paper'] as const).map((each) => ({
          value: each,
          label: t(`channel_${each}`),
        }))}
      />
    </ActForm>
  )
}
