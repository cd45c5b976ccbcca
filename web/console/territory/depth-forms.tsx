import { type FormEvent, type ReactNode, useState } from 'react'
import type { CheckItem, FacilityView, NewLease } from '../../../src/contexts/territory/index.ts'
import type { Problem } from '../../shared/api.ts'
import { Choice, Files, Text } from '../../shared/form/fields.tsx'
import { usePick, useText } from '../../shared/i18n/index.ts'
import { RefusalNote } from '../../shared/parts/RefusalNote.tsx'
import { useCommand, useView } from '../../shared/queries.ts'
import { todayInChina } from '../../shared/today.ts'
import { useUpload } from '../../shared/uploads.ts'
import { depthMessages } from './depth-messages.ts'

const REFRESH = ['/territory', '/registers']
const pathOf = (code: string) => `/territory/facilities/${encodeURIComponent(code)}`

type FormProps = {
  title: string
  save: string
  pending: boolean
  problem: Problem | null
  onSubmit: () => void
  children: ReactNode
}

/** A form that unfolds where it belongs. */
function Unfolding({ title, save, pending, problem, onSubmit, children }: FormProps) {
  return (
    <details className="yk-noprint">
      <summary>{title}</summary>
      <form
        className="yk-stack"
        onSubmit={(event: FormEvent) => {
          event.preventDefault()
          onSubmit()
        }}
      >
        {children}
        <RefusalNote problem={problem} />
        <div>
          <button type="submit" className="yk-button yk-button--primary" disabled={pending}>
            {save}
          </button>
        </div>
      </form>
    </details>
  )
}

/** Other hours, or none, for some days. */
export function HoursForm({ code }: { code: string }) {
  const t = useText(depthMessages)
  const [from, setFrom] = useState('')
  const [to, setTo] = useState('')
  const [hours, setHours] = useState('')
  const [reason, setReason] = useState('')
  const save = useCommand({ path: `${pathOf(code)}/hours`, refresh: REFRESH })
  return (
    <Unfolding
      title={t('setHours')}
      save={t('save')}
      pending={save.isPending}
      problem={save.error}
      onSubmit={() => save.mutate({ from, to, hours: hours.trim() || null, reason })}
    >
      <Text label={t('from')} type="date" required value={from} onChange={setFrom} />
      <Text label={t('to')} type="date" required value={to} onChange={setTo} />
      <Text label={t('hoursText')} value={hours} onChange={setHours} />
      <Text label={t('reason')} required value={reason} onChange={setReason} />
    </Unfolding>
  )
}

/** The day a facility opens that had none on record. */
export function OpeningForm({ code }: { code: string }) {
  const t = useText(depthMessages)
  const [on, setOn] = useState(todayInChina())
  const save = useCommand({ path: `${pathOf(code)}/opening`, refresh: REFRESH })
  return (
    <Unfolding
      title={t('opening')}
      save={t('save')}
      pending={save.isPending}
      problem={save.error}
      onSubmit={() => save.mutate({ on })}
    >
      <Text label={t('openOn')} type="date" required value={on} onChange={setOn} />
    </Unfolding>
  )
}

const EMPTY = {
  code: '',
  lessor: '',
  lessee: '',
  area: '',
  startsOn: '',
  endsOn: '',
  rent: '0',
  market: '',
  relief: '0',
  basis: '',
  duty: '',
  share: '',
  clause: '',
}

const fen = (yuan: string) => Math.round(Number(yuan) * 100)

/** A lease with its relief and the duty it brings. Money is typed in yuan and kept in fen. */
export function LeaseForm({ code }: { code: string }) {
  const t = useText(depthMessages)
  const [given, setGiven] = useState(EMPTY)
  const set = (key: keyof typeof EMPTY) => (value: string) => setGiven({ ...given, [key]: value })
  const save = useCommand<NewLease>({ path: `${pathOf(code)}/leases`, refresh: REFRESH })
  const submit = () =>
    save.mutate(
      {
        code: given.code,
        lessor: given.lessor,
        lessee: given.lessee,
        area: Number(given.area),
        startsOn: given.startsOn,
        endsOn: given.endsOn,
        rentFen: fen(given.rent),
        marketRentFen: given.market === '' ? null : fen(given.market),
        reliefFen: fen(given.relief),
        reliefBasis: given.basis || null,
        duty:
          given.duty === ''
            ? null
            : {
                statement: given.duty,
                mostShare: given.share === '' ? null : Number(given.share) / 100,
                prices: [],
                clause: given.clause,
              },
      },
      { onSuccess: () => setGiven(EMPTY) },
    )
  return (
    <Unfolding title={t('enterLease')} save={t('save')} pending={save.isPending} problem={save.error} onSubmit={submit}>
      <Text label={t('leaseCode')} required value={given.code} onChange={set('code')} />
      <Text label={t('lessor')} required value={given.lessor} onChange={set('lessor')} />
      <Text label={t('lessee')} required value={given.lessee} onChange={set('lessee')} />
      <Text label={t('area')} type="number" min={0} required value={given.area} onChange={set('area')} />
      <Text label={t('from')} type="date" required value={given.startsOn} onChange={set('startsOn')} />
      <Text label={t('to')} type="date" required value={given.endsOn} onChange={set('endsOn')} />
      <Text label={t('rentYuan')} type="number" min={0} required value={given.rent} onChange={set('rent')} />
      <Text label={t('marketYuan')} type="number" min={0} value={given.market} onChange={set('market')} />
      <Text label={t('reliefYuan')} type="number" min={0} required value={given.relief} onChange={set('relief')} />
      <Text label={t('basis')} value={given.basis} onChange={set('basis')} />
      <Text label={t('dutyText')} value={given.duty} onChange={set('duty')} />
      {given.duty === '' ? null : (
        <>
          <Text label={t('dutyShare')} type="number" min={0} value={given.share} onChange={set('share')} />
          <Text label={t('dutyClause')} required value={given.clause} onChange={set('clause')} />
        </>
      )}
    </Unfolding>
  )
}

type Answer = { item: string; ok: boolean | null; note: null }
type Check = { list: string; checkedOn: string; checkedBy: string; items: Answer[]; note: string | null }

/** Goes through a checklist, with photographs. */
export function CheckForm({ facility }: { facility: FacilityView }) {
  const t = useText(depthMessages)
  const pick = usePick()
  const [list, setList] = useState(facility.in_dwelling ? 'dwelling-safety' : 'accessibility')
  const [answers, setAnswers] = useState<Record<string, string>>({})
  const [checkedOn, setCheckedOn] = useState(todayInChina())
  const [checkedBy, setCheckedBy] = useState('')
  const [note, setNote] = useState('')
  const [photos, setPhotos] = useState<File[]>([])
  const items = useView<{ items: CheckItem[] }>(`/territory/checklists/${list}`)
  const save = useUpload<Check>(`${pathOf(facility.code)}/checks`, ['/territory'])
  const answerOf = (item: string): Answer => ({
    item,
    ok: answers[item] === 'yes' ? true : answers[item] === 'no' ? false : null,
    note: null,
  })
  const submit = () =>
    save.mutate(
      {
        input: {
          list,
          checkedOn,
          checkedBy,
          items: (items.data?.items ?? []).map((item) => answerOf(item.code)),
          note: note.trim() || null,
        },
        files: photos,
      },
      {
        onSuccess: () => {
          setAnswers({})
          setPhotos([])
        },
      },
    )
  return (
    <Unfolding title={t('doCheck')} save={t('save')} pending={save.isPending} problem={save.error} onSubmit={submit}>
      <Choice
        label={t('checks')}
        value={list}
        onChange={setList}
        options={(facility.in_dwelling
          ? (['accessibility', 'dwelling-safety'] as const)
          : (['accessibility'] as const)
        ).map((value) => ({
          value,
          label: t(value === 'accessibility' ? 'list_accessibility' : 'list_dwellingsafety'),
        }))}
      />
      {items.data?.items.map((item) => (
        <Choice
          key={item.code}
          label={pick(item.title)}
          hint={item.clause}
          value={answers[item.code] ?? ''}
          onChange={(value) => setAnswers({ ...answers, [item.code]: value })}
          empty={t('unseen')}
          options={(['yes', 'no'] as const).map((value) => ({ value, label: t(value) }))}
        />
      ))}
      <Text label={t('checkedOn')} type="date" required value={checkedOn} onChange={setCheckedOn} />
      <Text label={t('checkedBy')} required value={checkedBy} onChange={setCheckedBy} />
      <Text label={t('note')} value={note} onChange={setNote} />
      <Files label={t('photos')} files={photos} onChange={setPhotos} accept="image/*" />
    </Unfolding>
  )
}
