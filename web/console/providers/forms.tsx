import { useState } from 'react'
import type { OrganisationLine, OrganisationView } from '../../../src/contexts/providers/index.ts'
import { ActForm } from '../../shared/form/ActForm.tsx'
import { Choice, Text, wordsOf } from '../../shared/form/fields.tsx'
import { WordsForm } from '../../shared/form/WordsForm.tsx'
import { useText } from '../../shared/i18n/index.ts'
import { useCommand, useList } from '../../shared/queries.ts'
import { todayInChina } from '../../shared/today.ts'
import { CommunityField } from '../territory/CommunityField.tsx'
import { messages } from './messages.ts'

export const REFRESH = ['/providers', '/public/providers', '/registers', '/today']
const NATURES = ['public', 'public-private', 'non-profit', 'profit'] as const

/** Enters an organisation, or corrects one. A wrong credit code is refused with its position. */
export function OrganisationForm({ known, onDone }: { known?: OrganisationView; onDone: (id: string) => void }) {
  const t = useText(messages)
  const [typed, setTyped] = useState({
    code: known?.creditCode ?? '',
    name: known?.name ?? '',
    short: known?.shortName ?? '',
    nature: known?.nature ?? '',
    region: known?.region ?? '',
    address: known?.address ?? '',
    head: known?.legalHead ?? '',
    phone: known?.phone ?? '',
    brand: known?.brand ?? '',
    chain: known?.chainHead ?? '',
    registered: known?.registeredOn ?? '',
    note: known?.note ?? '',
  })
  const set = (key: keyof typeof typed) => (value: string) => setTyped({ ...typed, [key]: value })
  const send = useCommand<object, { id?: string }>({
    path: known === undefined ? '/providers/organisations' : `/providers/organisations/${known.id}/changes`,
    refresh: REFRESH,
  })
  const values = {
    name: typed.name.trim(),
    short_name: wordsOf(typed.short),
    nature: typed.nature || null,
    region: typed.region,
    address: wordsOf(typed.address),
    legal_head: wordsOf(typed.head),
    phone: wordsOf(typed.phone),
    brand: wordsOf(typed.brand),
    chain_head: wordsOf(typed.chain),
    registered_on: typed.registered || null,
    note: wordsOf(typed.note),
  }
  const body =
    known === undefined ? { credit_code: typed.code, ...values, source: null } : { revision: known.revision, values }
  return (
    <ActForm
      problem={send.error}
      pending={send.isPending}
      submit={t('save')}
      onSubmit={() => send.mutate(body, { onSuccess: (answer) => onDone(answer.id ?? known!.id) })}
    >
      {known === undefined ? (
        <Text label={t('creditCode')} value={typed.code} onChange={set('code')} required maxLength={40} />
      ) : null}
      <Text label={t('name')} value={typed.name} onChange={set('name')} required maxLength={100} />
      <CommunityField label={t('place')} value={typed.region} onChange={set('region')} />
      <div className="yk-beside">
        <Choice
          label={t('nature')}
          value={typed.nature}
          onChange={set('nature')}
          empty="—"
          options={NATURES.map((value) => ({ value, label: t(`nature_${value}`) }))}
        />
        <Text label={t('shortName')} value={typed.short} onChange={set('short')} maxLength={40} />
        <Text label={t('legalHead')} value={typed.head} onChange={set('head')} maxLength={40} />
        <Text label={t('phone')} value={typed.phone} onChange={set('phone')} maxLength={30} />
        <Text label={t('brand')} value={typed.brand} onChange={set('brand')} maxLength={40} />
        <Text label={t('chainHead')} value={typed.chain} onChange={set('chain')} maxLength={18} />
        <Text
          type="date"
          label={t('registeredOn')}
          value={typed.registered}
          onChange={set('registered')}
          max={todayInChina()}
        />
      </div>
      <Text label={t('address')} value={typed.address} onChange={set('address')} maxLength={200} />
      <Text label={t('note')} value={typed.note} onChange={set('note')} rows={2} maxLength={500} />
    </ActForm>
  )
}

/** A day and a few words: ending a paper, noting an activity, marking a breach as mended. */
export function DayAndWords(props: Omit<Parameters<typeof WordsForm>[0], 'refresh' | 'rows' | 'most'>) {
  return <WordsForm {...props} refresh={REFRESH} rows={2} most={500} />
}

/** Merges a duplicate into the organisation. */
export function MergeForm({ view, onDone }: { view: OrganisationView; onDone: () => void }) {
  const t = useText(messages)
  const [q, setQ] = useState('')
  const [duplicate, setDuplicate] = useState('')
  const [reason, setReason] = useState('')
  const found = useFound(q)
  const send = useCommand<object>({ path: `/providers/organisations/${view.id}/merge`, refresh: REFRESH })
  return (
    <ActForm
      problem={send.error}
      pending={send.isPending}
      submit={t('merge')}
      onSubmit={() => send.mutate({ duplicate, reason: reason.trim() }, { onSuccess: onDone })}
    >
      <p className="yk-quiet">{t('mergeHint')}</p>
      <Text label={t('find')} value={q} onChange={setQ} />
      <Choice
        label={t('duplicate')}
        value={duplicate}
        onChange={setDuplicate}
        required
        empty=""
        options={found
          .filter((each) => each.id !== view.id)
          .map((each) => ({ value: each.id, label: `${each.name} ${each.creditCode}` }))}
      />
      <Text label={t('reason')} value={reason} onChange={setReason} required minLength={2} maxLength={500} />
    </ActForm>
  )
}

/** Organisations that match what is typed. */
export function useFound(q: string): OrganisationLine[] {
  return useList<OrganisationLine>('/providers', { q: q.trim(), limit: 30 }).rows
}
