import { useState } from 'react'
import type { MonitorRule } from '../../../src/contexts/evaluation/index.ts'
import type { IndicatorView } from '../../../src/contexts/statistics/index.ts'
import { Choice, Text } from '../../shared/form/fields.tsx'
import { usePick, useText } from '../../shared/i18n/index.ts'
import { RefusalNote } from '../../shared/parts/RefusalNote.tsx'
import { useCommand, useView } from '../../shared/queries.ts'
import { useAccount } from '../../shared/session.ts'
import { messages } from './messages.ts'

type Person = { id: string; name: string; unitName: string | null }
const KINDS = ['threshold', 'change', 'staleness', 'overdue'] as const

/** A new monitor: what is watched, from where on it is a breach, how often, who is told. */
export function MonitorForm({ onDone }: { onDone: () => void }) {
  const t = useText(messages)
  const pick = usePick()
  const own = useAccount()?.jurisdiction ?? ''
  const people = useView<{ items: Person[] }>('/evaluation/monitors/people')
  const indicators = useView<{ items: IndicatorView[] }>('/statistics/indicators')
  const [name, setName] = useState('')
  const [kind, setKind] = useState<MonitorRule['kind']>('threshold')
  const [indicator, setIndicator] = useState('')
  const [when, setWhen] = useState('<')
  const [number, setNumber] = useState('')
  const [every, setEvery] = useState('daily')
  const [account, setAccount] = useState('')
  const add = useCommand<{ name: string; rule: MonitorRule; every: string; account: string }>({
    path: '/evaluation/monitors',
    refresh: ['/evaluation/monitors', '/evaluation/alerts'],
  })
  const code = indicator || (indicators.data?.items[0]?.code ?? '')
  const rule = (): MonitorRule => {
    const n = Number(number)
    const figure = { indicator: code, region: own }
    if (kind === 'overdue') return { kind, workdays: n }
    if (kind === 'staleness') return { kind, ...figure, days: n }
    if (kind === 'change') return { kind, ...figure, direction: 'either', percent: n }
    return { kind, ...figure, when: when as '<', limit: n }
  }
  const numberLabel = { threshold: t('limit'), change: t('percent'), staleness: t('days'), overdue: t('workdays') }[
    kind
  ]
  return (
    <form
      className="yk-stack"
      onSubmit={(event) => {
        event.preventDefault()
        add.mutate(
          { name, rule: rule(), every, account: account || (people.data?.items[0]?.id ?? '') },
          { onSuccess: onDone },
        )
      }}
    >
      <Text label={t('name')} value={name} onChange={setName} required />
      <Choice
        label={t('what')}
        value={kind}
        onChange={(value) => setKind(value as MonitorRule['kind'])}
        options={KINDS.map((each) => ({ value: each, label: t(`rule_${each}`) }))}
      />
      {kind === 'overdue' ? null : (
        <Choice
          label={t('indicator')}
          value={code}
          onChange={setIndicator}
          options={(indicators.data?.items ?? []).map((each) => ({ value: each.code, label: pick(each.name) }))}
        />
      )}
      {kind === 'threshold' ? (
        <Choice
          label={t('when')}
          value={when}
          onChange={setWhen}
          options={['<', '<=', '>', '>='].map((each) => ({ value: each, label: each }))}
        />
      ) : null}
      <Text label={numberLabel} value={number} onChange={setNumber} type="number" required />
      <Choice
        label={t('every')}
        value={every}
        onChange={setEvery}
        options={(['daily', 'weekly'] as const).map((each) => ({ value: each, label: t(each) }))}
      />
      <Choice
        label={t('told')}
        value={account || (people.data?.items[0]?.id ?? '')}
        onChange={setAccount}
        options={(people.data?.items ?? []).map((person) => ({
          value: person.id,
          label: person.unitName === null ? person.name : `${person.name} · ${person.unitName}`,
        }))}
      />
      <RefusalNote problem={add.error} />
      <div className="yk-row">
        <button type="submit" className="yk-button yk-button--primary" disabled={add.isPending}>
          {t('save')}
        </button>
      </div>
    </form>
  )
}
