import { type FormEvent, useState } from 'react'
import type { ScoringRule } from '../../../src/contexts/evaluation/index.ts'
import { Text } from '../../shared/form/fields.tsx'
import { useFormat } from '../../shared/format.ts'
import { usePick, useText } from '../../shared/i18n/index.ts'
import { RefusalNote } from '../../shared/parts/RefusalNote.tsx'
import { Sheet } from '../../shared/parts/Sheet.tsx'
import { useCommand, useView } from '../../shared/queries.ts'
import { useMay } from '../../shared/session.ts'
import { forms } from './messages-forms.ts'

/** Scoring rules of rounds with the days they hold from; a new version begins with the items of an old one. */
export function Rules() {
  const t = useText(forms)
  const f = useFormat()
  const pick = usePick()
  const may = useMay()
  const view = useView<{ items: ScoringRule[] }>('/evaluation/rules')
  const [from, setFrom] = useState<ScoringRule | null>(null)
  const rules = view.data?.items ?? []
  if (rules.length === 0) return null
  return (
    <section className="yk-eva-part">
      <h2>{t('rules')}</h2>
      <p className="yk-quiet">{t('rulesLead')}</p>
      <ul className="yk-eva-rules">
        {rules.map((rule) => (
          <li key={`${rule.code} ${rule.validFrom}`}>
            <strong>{pick(rule.name)}</strong>{' '}
            <span className="yk-quiet yk-small">
              {t('validFrom', { date: f.date(rule.validFrom) })} · {rule.source}
            </span>
            <span className="yk-quiet">
              {rule.items.map((item) => `${pick(item.label)} ${item.weight}`).join('、')}
            </span>
            {may('evaluation.freeze') ? (
              <button type="button" className="yk-linkish yk-noprint" onClick={() => setFrom(rule)}>
                {t('newVersion')}
              </button>
            ) : null}
          </li>
        ))}
      </ul>
      <Sheet open={from !== null} onClose={() => setFrom(null)} title={t('newVersion')}>
        {from === null ? null : <RuleForm old={from} onDone={() => setFrom(null)} />}
      </Sheet>
    </section>
  )
}

function RuleForm({ old, onDone }: { old: ScoringRule; onDone: () => void }) {
  const t = useText(forms)
  const pick = usePick()
  const [rule, setRule] = useState<ScoringRule>({ ...old, validFrom: '', source: '' })
  const save = useCommand<ScoringRule>({
    path: '/evaluation/rules',
    refresh: ['/evaluation/rules', '/evaluation/preview'],
  })
  const item = (at: number, part: Partial<ScoringRule['items'][number]>) =>
    setRule({ ...rule, items: rule.items.map((each, i) => (i === at ? { ...each, ...part } : each)) })
  const submit = (event: FormEvent) => {
    event.preventDefault()
    save.mutate(rule, { onSuccess: onDone })
  }
  return (
    <form className="yk-stack" onSubmit={submit}>
      <Text
        label={t('ruleName')}
        value={rule.name.zh}
        onChange={(zh) => setRule({ ...rule, name: { ...rule.name, zh } })}
        required
      />
      <Text
        label={t('nameEn')}
        value={rule.name.en}
        onChange={(en) => setRule({ ...rule, name: { ...rule.name, en } })}
        required
      />
      <Text
        label={t('from')}
        type="date"
        value={rule.validFrom}
        onChange={(validFrom) => setRule({ ...rule, validFrom })}
        required
      />
      <Text label={t('source')} value={rule.source} onChange={(source) => setRule({ ...rule, source })} required />
      <Text
        label={t('leastKnown')}
        type="number"
        value={String(rule.leastKnown)}
        onChange={(text) => setRule({ ...rule, leastKnown: Number(text) })}
        required
      />
      {rule.items.map((each, at) => (
        <fieldset key={each.code} className="yk-eva-item">
          <legend>{pick(each.label)}</legend>
          <Text
            label={t('weight')}
            type="number"
            value={String(each.weight)}
            onChange={(text) => item(at, { weight: Number(text) })}
            required
          />
          {each.goal === undefined ? null : (
            <Text
              label={t('goal')}
              type="number"
              value={String(each.goal)}
              onChange={(text) => item(at, { goal: Number(text) })}
              required
            />
          )}
          <Text label={t('formula')} value={each.formula} onChange={(formula) => item(at, { formula })} required />
        </fieldset>
      ))}
      <RefusalNote problem={save.error} place={(at) => (at === '/validFrom' ? t('from') : undefined)} />
      <div className="yk-row">
        <button type="submit" className="yk-button yk-button--primary" disabled={save.isPending}>
          {t('save')}
        </button>
      </div>
    </form>
  )
}
