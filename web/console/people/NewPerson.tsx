import { useState } from 'react'
import { Link, useNavigate } from 'react-router'
import type { PersonCard } from '../../../src/contexts/people/index.ts'
import { ActForm } from '../../shared/form/ActForm.tsx'
import { Choice, Text, wordsOf } from '../../shared/form/fields.tsx'
import { useText } from '../../shared/i18n/index.ts'
import { PageHead } from '../../shared/parts/PageHead.tsx'
import { useAsked, useCommand, useSettled } from '../../shared/queries.ts'
import { messages } from './messages-person.ts'
import { PlaceChoice } from './places.tsx'
import { useSexAge } from './words.tsx'
import './people.css'

type Checked = {
  born: string | null
  sex: 'male' | 'female' | null
  sameNumber: boolean
  items: (PersonCard & { why: 'number' | 'name-and-birth' })[]
}

/** Makes a file. The number tells birth date and sex; who may be the same person is shown while one types. */
export default function NewPerson() {
  const t = useText(messages)
  const navigate = useNavigate()
  const sexAge = useSexAge()
  const [name, setName] = useState('')
  const [reading, setReading] = useState('')
  const [number, setNumber] = useState('')
  const [sex, setSex] = useState('')
  const [born, setBorn] = useState('')
  const [phone, setPhone] = useState('')
  const [region, setRegion] = useState('')
  const [dwelling, setDwelling] = useState('')
  const [address, setAddress] = useState('')
  const [note, setNote] = useState('')
  const [distinct, setDistinct] = useState(false)
  const [ageConfirmed, setAgeConfirmed] = useState(false)
  const identity = useSettled(`${name.trim()}\u0000${number.trim()}\u0000${born}`, 400)
  const [asName = '', asNumber = '', asBorn = ''] = identity.split('\u0000')
  const worth = asName !== '' && (asNumber.length >= 8 || asBorn !== '')
  const checked = useAsked<Checked>(
    '/people/check',
    { name: asName, number: wordsOf(asNumber), born: wordsOf(asBorn), ageConfirmed },
    worth,
  )
  const save = useCommand<object, { id: string }>({ path: '/people', refresh: ['/people'] })
  const alike = checked.data?.items ?? []
  const problem = save.error ?? (worth ? checked.error : null)
  return (
    <>
      <PageHead title={t('create')} up={{ to: '/console/people', label: t('up') }} />
      <div className="yk-person-form">
        <ActForm
          problem={problem}
          pending={save.isPending}
          submit={t('save')}
          onSubmit={() =>
            save.mutate(
              {
                name,
                reading: wordsOf(reading),
                number: wordsOf(number),
                sex: wordsOf(sex),
                born: wordsOf(born),
                phones: phone.trim() === '' ? [] : [{ number: phone.trim(), label: null }],
                region: wordsOf(region),
                dwelling: wordsOf(dwelling),
                address: wordsOf(address),
                note: wordsOf(note),
                distinct,
                ageConfirmed,
              },
              { onSuccess: ({ id }) => void navigate(`/console/people/${id}`) },
            )
          }
        >
          <div className="yk-person-two">
            <Text label={t('name')} value={name} onChange={setName} required maxLength={80} />
            <Text label={t('reading')} value={reading} onChange={setReading} maxLength={120} />
          </div>
          <Text label={t('number')} value={number} onChange={setNumber} maxLength={30} autoComplete="off" />
          {checked.data?.born != null && number.trim() !== '' ? (
            <p className="yk-small" role="status">
              {t('numberSays', {
                born: checked.data.born,
                sex: checked.data.sex === null ? t('unknown') : t(`sex_${checked.data.sex}`),
              })}
            </p>
          ) : null}
          <div className="yk-person-two">
            <Choice
              label={t('sex')}
              value={sex}
              onChange={setSex}
              empty={t('unknown')}
              options={(['male', 'female'] as const).map((value) => ({ value, label: t(`sex_${value}`) }))}
            />
            <Text label={t('born')} type="date" value={born} onChange={setBorn} />
          </div>
          {problem?.details.code === 'person.age' ? (
            <label>
              <input
                type="checkbox"
                checked={ageConfirmed}
                onChange={(event) => setAgeConfirmed(event.target.checked)}
              />{' '}
              {t('ageConfirmed')}
            </label>
          ) : null}
          {alike.length === 0 ? null : (
            <section className="yk-person-alike" aria-live="polite">
              <h2>{t('alike')}</h2>
              <ul className="yk-person-rows">
                {alike.map((each) => (
                  <li key={each.id}>
                    <span>
                      <strong>{each.name}</strong> {sexAge(each)} · {each.regionName ?? t('unknown')} ·{' '}
                      {t(`why_${each.why}`)}
                    </span>
                    <Link to={`/console/people/${each.id}`}>{t('isSame')}</Link>
                  </li>
                ))}
              </ul>
              <label>
                <input type="checkbox" checked={distinct} onChange={(event) => setDistinct(event.target.checked)} />{' '}
                {t('otherPerson')}
              </label>
            </section>
          )}
          <Text label={t('phone')} value={phone} onChange={setPhone} maxLength={30} autoComplete="off" />
          <div className="yk-person-two">
            <PlaceChoice label={t('region')} value={region} onChange={setRegion} villages empty={t('unknown')} />
            <Text
              label={t('dwelling')}
              hint={t('dwellingHint')}
              value={dwelling}
              onChange={setDwelling}
              maxLength={40}
            />
          </div>
          <Text label={t('exactAddress')} value={address} onChange={setAddress} maxLength={200} />
          <Text label={t('note')} rows={3} value={note} onChange={setNote} maxLength={1000} />
        </ActForm>
      </div>
    </>
  )
}
