import { useState } from 'react'
import type { FoundPerson, PersonFile } from '../../../src/contexts/people/index.ts'
import { ActForm } from '../../shared/form/ActForm.tsx'
import { Text, wordsOf } from '../../shared/form/fields.tsx'
import { useText } from '../../shared/i18n/index.ts'
import { Sheet } from '../../shared/parts/Sheet.tsx'
import { useAsked, useCommand, useSettled } from '../../shared/queries.ts'
import { useMay } from '../../shared/session.ts'
import { todayInChina } from '../../shared/today.ts'
import { EndForm } from './forms.tsx'
import { messages } from './messages-person.ts'
import { PlaceChoice } from './places.tsx'

type Act =
  | 'correct'
  | 'move'
  | 'moveOut'
  | 'death'
  | 'restore'
  | 'merge'
  | 'unmerge'
  | 'hold'
  | 'release'
  | 'destroyNow'

/** What can be done with a file as it stands, each in a sheet of its own. */
export function ActButtons({ file }: { file: PersonFile }) {
  const t = useText(messages)
  const may = useMay()
  const [act, setAct] = useState<Act | null>(null)
  const write = may('people.write')
  const acts: Act[] = [
    ...(write && file.state === 'resident' ? (['correct', 'move', 'moveOut', 'death'] as const) : []),
    ...(write && file.state === 'moved-out' ? (['move', 'death'] as const) : []),
    ...(may('people.merge') && (file.state === 'dead' || file.state === 'moved-out') ? (['restore'] as const) : []),
    ...(may('people.merge') && file.mergedInto === null && file.state !== 'destroyed' ? (['merge'] as const) : []),
    ...(may('people.merge') && file.mergedInto !== null ? (['unmerge'] as const) : []),
    ...(may('people.keep') && file.destroyOn !== null
      ? ([file.hold === null ? 'hold' : 'release', 'destroyNow'] as const)
      : []),
  ]
  const done = () => setAct(null)
  return (
    <>
      {acts.map((each) => (
        <button type="button" key={each} className="yk-button" onClick={() => setAct(each)}>
          {t(each)}
        </button>
      ))}
      <Sheet open={act !== null} onClose={done} title={act === null ? '' : `${t(act)}：${file.name}`}>
        {act === 'correct' ? <CorrectForm file={file} onDone={done} /> : null}
        {act === 'move' ? <MoveForm file={file} onDone={done} /> : null}
        {act === 'moveOut' ? <EndForm person={file.id} path="move-out" ask="on" onDone={done} /> : null}
        {act === 'death' ? <EndForm person={file.id} path="death" ask="on" onDone={done} /> : null}
        {act === 'restore' ? <EndForm person={file.id} path="restore" ask="reason" onDone={done} /> : null}
        {act === 'hold' ? <EndForm person={file.id} path="hold" ask="reason" onDone={done} /> : null}
        {act === 'merge' ? <MergeForm file={file} onDone={done} /> : null}
        {act === 'unmerge' ? <PlainForm file={file} path="unmerge" body={{}} onDone={done} /> : null}
        {act === 'release' ? <PlainForm file={file} path="hold" body={{ reason: null }} onDone={done} /> : null}
        {act === 'destroyNow' ? (
          <PlainForm file={file} path="destroy" body={{}} hint={t('destroyHint')} onDone={done} />
        ) : null}
      </Sheet>
    </>
  )
}

function PlainForm({
  file,
  path,
  body,
  hint,
  onDone,
}: {
  file: PersonFile
  path: string
  body: object
  hint?: string
  onDone: () => void
}) {
  const t = useText(messages)
  const save = useCommand<object>({ path: `/people/${file.id}/${path}`, refresh: ['/people'] })
  return (
    <ActForm
      problem={save.error}
      pending={save.isPending}
      submit={t('save')}
      onSubmit={() => save.mutate(body, { onSuccess: onDone })}
    >
      {hint === undefined ? null : <p>{hint}</p>}
    </ActForm>
  )
}

/** Only what is typed is changed: numbers are shown masked and stay as they are when left empty. */
function CorrectForm({ file, onDone }: { file: PersonFile; onDone: () => void }) {
  const t = useText(messages)
  const [name, setName] = useState(file.name)
  const [reading, setReading] = useState(file.reading ?? '')
  const [number, setNumber] = useState('')
  const [phone, setPhone] = useState('')
  const [born, setBorn] = useState(file.born ?? '')
  const [note, setNote] = useState(file.note ?? '')
  const save = useCommand<object>({ method: 'PATCH', path: `/people/${file.id}`, refresh: ['/people'] })
  const change = {
    ...(name === file.name ? {} : { name }),
    ...(reading === (file.reading ?? '') ? {} : { reading: wordsOf(reading) }),
    ...(number.trim() === '' ? {} : { number: number.trim() }),
    ...(phone.trim() === '' ? {} : { phones: [{ number: phone.trim(), label: null }] }),
    ...(born === (file.born ?? '') ? {} : { born: wordsOf(born) }),
    ...(note === (file.note ?? '') ? {} : { note: wordsOf(note) }),
  }
  return (
    <ActForm
      problem={save.error}
      pending={save.isPending}
      submit={t('save')}
      onSubmit={() => save.mutate({ revision: file.revision, change }, { onSuccess: onDone })}
    >
      <Text label={t('name')} value={name} onChange={setName} required maxLength={80} />
      <Text label={t('reading')} value={reading} onChange={setReading} maxLength={120} />
      <Text
        label={t('number')}
        hint={file.number ?? t('unknown')}
        value={number}
        onChange={setNumber}
        maxLength={30}
        autoComplete="off"
      />
      <Text
        label={t('phone')}
        hint={file.phone ?? t('unknown')}
        value={phone}
        onChange={setPhone}
        maxLength={30}
        autoComplete="off"
      />
      <Text label={t('born')} type="date" value={born} onChange={setBorn} />
      <Text label={t('note')} rows={3} value={note} onChange={setNote} maxLength={1000} />
    </ActForm>
  )
}

function MoveForm({ file, onDone }: { file: PersonFile; onDone: () => void }) {
  const t = useText(messages)
  const [region, setRegion] = useState(file.region ?? '')
  const [dwelling, setDwelling] = useState('')
  const [address, setAddress] = useState('')
  const [on, setOn] = useState(todayInChina())
  const save = useCommand<object>({ path: `/people/${file.id}/move`, refresh: ['/people'] })
  return (
    <ActForm
      problem={save.error}
      pending={save.isPending}
      submit={t('save')}
      onSubmit={() =>
        save.mutate(
          { region: wordsOf(region), dwelling: wordsOf(dwelling), address: wordsOf(address), on },
          { onSuccess: onDone },
        )
      }
    >
      <PlaceChoice label={t('region')} value={region} onChange={setRegion} villages empty="—" required />
      <Text label={t('dwelling')} hint={t('dwellingHint')} value={dwelling} onChange={setDwelling} maxLength={40} />
      <Text label={t('exactAddress')} value={address} onChange={setAddress} maxLength={200} />
      <Text label={t('on')} type="date" value={on} onChange={setOn} required />
    </ActForm>
  )
}

function MergeForm({ file, onDone }: { file: PersonFile; onDone: () => void }) {
  const t = useText(messages)
  const [q, setQ] = useState(file.name)
  const [into, setInto] = useState('')
  const [reason, setReason] = useState(t('mergeReason'))
  const asked = useSettled(q.trim())
  const found = useAsked<{ items: FoundPerson[] }>('/people/search', { q: asked }, asked !== '')
  const save = useCommand<object>({ path: `/people/${file.id}/merge`, refresh: ['/people'] })
  const others = (found.data?.items ?? []).filter((each) => each.id !== file.id)
  return (
    <ActForm
      problem={save.error ?? found.error}
      pending={save.isPending || into === ''}
      submit={t('merge')}
      onSubmit={() => save.mutate({ into, reason }, { onSuccess: onDone })}
    >
      <Text label={t('find')} value={q} onChange={setQ} />
      <fieldset>
        <legend>{t('keepThis')}</legend>
        {others.length === 0 ? <p className="yk-quiet">{t('nobody', { q: asked })}</p> : null}
        {others.map((each) => (
          <label key={each.id}>
            <input
              type="radio"
              name="into"
              value={each.id}
              checked={into === each.id}
              onChange={() => setInto(each.id)}
            />{' '}
            {each.name}{' '}
            <span className="yk-small yk-num">
              {[each.born, each.number, each.regionName].filter((part) => part !== null).join(' · ')}
            </span>
          </label>
        ))}
      </fieldset>
      <Text label={t('reason')} value={reason} onChange={setReason} required minLength={2} />
    </ActForm>
  )
}
