import { useState } from 'react'
import type { OfferView } from '../../../src/contexts/services/index.ts'
import type { About, Complaint } from '../../../src/contexts/supervision/index.ts'
import { ActForm } from '../../shared/form/ActForm.tsx'
import { Choice, Text } from '../../shared/form/fields.tsx'
import { usePick, useText } from '../../shared/i18n/index.ts'
import { useCommand, useView } from '../../shared/queries.ts'
import { PersonPick } from '../people/PersonPick.tsx'
import { messages } from './messages.ts'
import { ABOUT_WORDS, KIND_WORDS } from './words.ts'

const CHANNELS = ['phone', 'counter', 'paper'] as const

/** A complaint or a report told to a clerk: named with an answer owed, or unnamed. */
export function NewComplaint({ onDone }: { onDone: (id: string) => void }) {
  const t = useText(messages)
  const pick = usePick()
  const [kind, setKind] = useState<Complaint['kind']>('complaint')
  const [about, setAbout] = useState('')
  const [channel, setChannel] = useState<(typeof CHANNELS)[number]>('phone')
  const [named, setNamed] = useState('named')
  const [person, setPerson] = useState('')
  const [site, setSite] = useState('')
  const [words, setWords] = useState('')
  const offers = useView<{ items: OfferView[] }>('/services/offers', {})
  const sites = [...new Map((offers.data?.items ?? []).map((each) => [each.site, each.siteName])).entries()]
  const file = useCommand<Complaint, { id: string }>({ path: '/quality/cases', refresh: ['/quality/cases'] })
  const submit = () =>
    file.mutate(
      {
        kind,
        about: about as About,
        words,
        person: named === 'named' ? person : null,
        order: null,
        site: site === '' ? null : site,
        channel,
      },
      { onSuccess: ({ id }) => onDone(id) },
    )
  return (
    <ActForm problem={file.error} pending={file.isPending} submit={t('submit')} onSubmit={submit}>
      <Choice
        label={t('what')}
        value={kind}
        onChange={(value) => setKind(value as Complaint['kind'])}
        options={(['complaint', 'report'] as const).map((value) => ({ value, label: pick(KIND_WORDS[value]) }))}
      />
      <Choice
        label={t('about')}
        value={about}
        onChange={setAbout}
        required
        empty={t('choose')}
        options={Object.entries(ABOUT_WORDS).map(([value, each]) => ({ value, label: pick(each) }))}
      />
      <Choice
        label={t('siteOf')}
        value={site}
        onChange={setSite}
        empty={t('choose')}
        options={sites.map(([value, label]) => ({ value, label }))}
      />
      <Choice
        label={t('whoNamed')}
        value={named}
        onChange={setNamed}
        options={(['named', 'unnamed'] as const).map((value) => ({ value, label: t(value) }))}
      />
      {named === 'named' ? <PersonPick label={t('person')} value={person} onChange={setPerson} /> : null}
      <Text label={t('words')} value={words} onChange={setWords} rows={4} minLength={2} maxLength={1000} required />
      <Choice
        label={t('channel')}
        value={channel}
        onChange={(value) => setChannel(value as (typeof CHANNELS)[number])}
        options={CHANNELS.map((value) => ({ value, label: t(`channel_${value}`) }))}
      />
    </ActForm>
  )
}
