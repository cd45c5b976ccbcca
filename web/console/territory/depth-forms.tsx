import { useMutation, useQueryClient } from '@tanstack/react-query'
import { type FormEvent, type ReactNode, useState } from 'react'
import type { CheckItem, FacilityView, NewLease } from '../../../src/contexts/territory/index.ts'
import { type Problem, Submission, upload } from '../../shared/api.ts'
import { usePick, useText } from '../../shared/i18n/index.ts'
import { RefusalNote } from '../../shared/parts/RefusalNote.tsx'
import { useCommand, useView } from '../../shared/queries.ts'
import { todayInChina } from '../../shared/today.ts'
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

type InputProps = {
  label: string
  value: string
  onChange: (value: string) => void
  type?: 'text' | 'date' | 'number'
  required?: boolean
}

function Input({ label, value, onChange, type = 'text', required = false }: InputProps) {
  return (
    <label className="yk-field">
      <span>{label}</span>
      <input
        className="yk-input"
        type={type}
        required={required}
        {...(type === 'number' ? { min: 0, step: 'any' } : {})}
        value={value}
        onChange={(event) => onChange(event.target.value)}
      />
    </label>
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
      <Input label={t('from')} type="date" required value={from} onChange={setFrom} />
      <Input label={t('to')} type="date" required value={to} onChange={setTo} />
      <Input label={t('hoursText')} value={hours} onChange={setHours} />
      <Input label={t('reason')} required value={reason} onChange={setReason} />
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
      <Input label={t('openOn')} type="date" required value={on} onChange={setOn} />
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
      <Input label={t('leaseCode')} required value={given.code} onChange={set('code')} />
      <Input label={t('lessor')} required value={given.lessor} onChange={set('lessor')} />
      <Input label={t('lessee')} required value={given.lessee} onChange={set('lessee')} />
      <Input label={t('area')} type="number" required value={given.area} onChange={set('area')} />
      <Input label={t('from')} type="date" required value={given.startsOn} onChange={set('startsOn')} />
      <Input label={t('to')} type="date" required value={given.endsOn} onChange={set('endsOn')} />
      <Input label={t('rentYuan')} type="number" required value={given.rent} onChange={set('rent')} />
      <Input label={t('marketYuan')} type="number" value={given.market} onChange={set('market')} />
      <Input label={t('reliefYuan')} type="number" required value={given.relief} onChange={set('relief')} />
      <Input label={t('basis')} value={given.basis} onChange={set('basis')} />
      <Input label={t('dutyText')} value={given.duty} onChange={set('duty')} />
      {given.duty === '' ? null : (
        <>
          <Input label={t('dutyShare')} type="number" value={given.share} onChange={set('share')} />
          <Input label={t('dutyClause')} required value={given.clause} onChange={set('clause')} />
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
  const client = useQueryClient()
  const [list, setList] = useState(facility.in_dwelling ? 'dwelling-safety' : 'accessibility')
  const [answers, setAnswers] = useState<Record<string, string>>({})
  const [checkedOn, setCheckedOn] = useState(todayInChina())
  const [checkedBy, setCheckedBy] = useState('')
  const [note, setNote] = useState('')
  const [photos, setPhotos] = useState<File[]>([])
  const [submission] = useState(() => new Submission())
  const items = useView<{ items: CheckItem[] }>(`/territory/checklists/${list}`)
  const save = useMutation<unknown, Problem, Check>({
    mutationFn: (check) =>
      submission.run([check, photos.map((photo) => [photo.name, photo.size])], (idempotencyKey) =>
        upload(
          `${pathOf(facility.code)}/checks`,
          { file: photos },
          { input: JSON.stringify(check) },
          { idempotencyKey },
        ),
      ),
    onSuccess: () => {
      setAnswers({})
      setPhotos([])
      return client.invalidateQueries({
        predicate: (query) => String(query.queryKey[0]).startsWith('/territory'),
      })
    },
  })
  const answerOf = (item: string): Answer => ({
    item,
    ok: answers[item] === 'yes' ? true : answers[item] === 'no' ? false : null,
    note: null,
  })
  const submit = () =>
    save.mutate({
      list,
      checkedOn,
      checkedBy,
      items: (items.data?.items ?? []).map((item) => answerOf(item.code)),
      note: note.trim() || null,
    })
  return (
    <Unfolding title={t('doCheck')} save={t('save')} pending={save.isPending} problem={save.error} onSubmit={submit}>
      <label className="yk-field">
        <span>{t('checks')}</span>
        <select className="yk-input" value={list} onChange={(event) => setList(event.target.value)}>
          <option value="accessibility">{t('list_accessibility')}</option>
          {facility.in_dwelling ? <option value="dwelling-safety">{t('list_dwellingsafety')}</option> : null}
        </select>
      </label>
      {items.data?.items.map((item) => (
        <label key={item.code} className="yk-field">
          <span>{pick(item.title)}</span>
          <select
            className="yk-input"
            value={answers[item.code] ?? ''}
            onChange={(event) => setAnswers({ ...answers, [item.code]: event.target.value })}
          >
            <option value="">{t('unseen')}</option>
            <option value="yes">{t('yes')}</option>
            <option value="no">{t('no')}</option>
          </select>
          <span className="yk-small yk-quiet">{item.clause}</span>
        </label>
      ))}
      <Input label={t('checkedOn')} type="date" required value={checkedOn} onChange={setCheckedOn} />
      <Input label={t('checkedBy')} required value={checkedBy} onChange={setCheckedBy} />
      <Input label={t('note')} value={note} onChange={setNote} />
      <label className="yk-field">
        <span>{t('photos')}</span>
        <input
          type="file"
          accept="image/*"
          multiple
          className="yk-input"
          onChange={(event) => setPhotos([...(event.target.files ?? [])])}
        />
      </label>
    </Unfolding>
  )
}
