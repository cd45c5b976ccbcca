import { useState } from 'react'
import type { OrganisationView } from '../../../src/contexts/providers/index.ts'
import { ActForm } from '../../shared/form/ActForm.tsx'
import { Choice, numberOf, Text, wordsOf } from '../../shared/form/fields.tsx'
import { useText } from '../../shared/i18n/index.ts'
import { useCommand } from '../../shared/queries.ts'
import { todayInChina } from '../../shared/today.ts'
import { REFRESH } from './forms.tsx'
import { messages } from './messages.ts'

const SUBKINDS: Record<string, readonly string[]> = {
  licence: ['business', 'food', 'medical', 'fire', 'special-equipment', 'training', 'other'],
  insurance: ['liability', 'accident', 'fire', 'prepaid-guarantee', 'other'],
  agreement: ['medical', 'operation', 'purchase', 'meals', 'other'],
  certification: ['quality', 'service', 'other'],
  'declared-standard': ['service', 'other'],
}

/** Adds a licence, a policy, an agreement, a certification or a declared standard. */
export function PaperForm({ view, onDone }: { view: OrganisationView; onDone: () => void }) {
  const t = useText(messages)
  const [typed, setTyped] = useState({
    site: view.sites.length === 1 ? view.sites[0]!.id : '',
    kind: 'insurance',
    subkind: 'liability',
    title: '',
    number: '',
    party: '',
    scope: '',
    amount: '',
    from: todayInChina(),
    until: '',
  })
  const set = (key: keyof typeof typed) => (value: string) => setTyped({ ...typed, [key]: value })
  const send = useCommand<object>({ path: `/providers/organisations/${view.id}/papers`, refresh: REFRESH })
  const amount = numberOf(typed.amount)
  return (
    <ActForm
      problem={send.error}
      pending={send.isPending}
      submit={t('save')}
      onSubmit={() =>
        send.mutate(
          {
            site: typed.site || null,
            kind: typed.kind,
            subkind: typed.subkind,
            number: wordsOf(typed.number),
            title: typed.title.trim(),
            party: wordsOf(typed.party),
            partyCode: null,
            scope: wordsOf(typed.scope),
            amountFen: amount === null ? null : Math.round(amount * 100),
            from: typed.from,
            until: typed.until || null,
          },
          { onSuccess: onDone },
        )
      }
    >
      <div className="yk-beside">
        <Choice
          label={t('paperKind')}
          value={typed.kind}
          onChange={(kind) => setTyped({ ...typed, kind, subkind: SUBKINDS[kind]![0]! })}
          options={Object.keys(SUBKINDS).map((value) => ({ value, label: t(`kind_${value}` as 'kind_licence') }))}
        />
        <Choice
          label={t('paperSubkind')}
          value={typed.subkind}
          onChange={set('subkind')}
          options={SUBKINDS[typed.kind]!.map((value) => ({ value, label: t(`sub_${value}` as 'sub_other') }))}
        />
      </div>
      <Choice
        label={t('forSite')}
        value={typed.site}
        onChange={set('site')}
        empty={t('whole')}
        options={view.sites.map((site) => ({ value: site.id, label: site.name }))}
      />
      <Text label={t('paperTitle')} value={typed.title} onChange={set('title')} required maxLength={100} />
      <div className="yk-beside">
        <Text label={t('number')} value={typed.number} onChange={set('number')} maxLength={80} />
        <Text label={t('party')} value={typed.party} onChange={set('party')} maxLength={100} />
        <Text type="date" label={t('from')} value={typed.from} onChange={set('from')} required />
        <Text type="date" label={t('untilDay')} value={typed.until} onChange={set('until')} min={typed.from} />
        <Text type="number" min={0} label={t('amount')} value={typed.amount} onChange={set('amount')} />
      </div>
      <Text label={t('scope')} value={typed.scope} onChange={set('scope')} maxLength={500} />
    </ActForm>
  )
}
