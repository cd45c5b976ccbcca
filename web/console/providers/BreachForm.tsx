import { useState } from 'react'
import type { StandingView } from '../../../src/contexts/providers/index.ts'
import { ActForm } from '../../shared/form/ActForm.tsx'
import { Choice, Text } from '../../shared/form/fields.tsx'
import { useText } from '../../shared/i18n/index.ts'
import { useCommand } from '../../shared/queries.ts'
import { todayInChina } from '../../shared/today.ts'
import { REFRESH } from './forms.tsx'
import { messages } from './messages.ts'

/** Records the breach of a commitment. */
export function BreachForm({ commitment, onDone }: { commitment: StandingView; onDone: () => void }) {
  const t = useText(messages)
  const [typed, setTyped] = useState({
    foundOn: todayInChina(),
    what: '',
    source: 'visit',
    severity: 'general',
    evidence: '',
  })
  const set = (key: keyof typeof typed) => (value: string) => setTyped({ ...typed, [key]: value })
  const send = useCommand<object>({ path: `/providers/commitments/${commitment.id}/breaches`, refresh: REFRESH })
  return (
    <ActForm
      problem={send.error}
      pending={send.isPending}
      submit={t('breach')}
      onSubmit={() =>
        send.mutate({ ...typed, what: typed.what.trim(), evidence: typed.evidence.trim() }, { onSuccess: onDone })
      }
    >
      <blockquote className="yk-prov-note">{commitment.detail.text}</blockquote>
      <Text
        type="date"
        label={t('foundOn')}
        value={typed.foundOn}
        onChange={set('foundOn')}
        max={todayInChina()}
        required
      />
      <Text label={t('what')} value={typed.what} onChange={set('what')} required rows={3} maxLength={2000} />
      <div className="yk-beside">
        <Choice
          label={t('source')}
          value={typed.source}
          onChange={set('source')}
          options={(['inspection', 'complaint', 'visit', 'other'] as const).map((value) => ({
            value,
            label: t(`source_${value}`),
          }))}
        />
        <Choice
          label={t('severity')}
          value={typed.severity}
          onChange={set('severity')}
          options={(['minor', 'general', 'serious'] as const).map((value) => ({
            value,
            label: t(`severity_${value}`),
          }))}
        />
      </div>
      <Text label={t('evidence')} value={typed.evidence} onChange={set('evidence')} required maxLength={2000} />
    </ActForm>
  )
}
