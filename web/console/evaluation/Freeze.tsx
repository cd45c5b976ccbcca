import { useState } from 'react'
import { useNavigate } from 'react-router'
import type { RoundContent } from '../../../src/contexts/evaluation/index.ts'
import { Choice, Text } from '../../shared/form/fields.tsx'
import { useText } from '../../shared/i18n/index.ts'
import { ErrorState } from '../../shared/parts/ErrorState.tsx'
import { LoadingState } from '../../shared/parts/LoadingState.tsx'
import { RefusalNote } from '../../shared/parts/RefusalNote.tsx'
import { useCommand, useView } from '../../shared/queries.ts'
import { messages } from './messages.ts'
import { Scorecard } from './Scorecard.tsx'

type Spec = { period: string; kind: 'unit' | 'region' }

/** The quarter that ended last. */
function lastQuarter(): string {
  const now = new Date()
  const quarter = Math.floor(now.getMonth() / 3)
  return quarter === 0 ? `${now.getFullYear() - 1}Q4` : `${now.getFullYear()}Q${quarter}`
}

/** A period is previewed first, then frozen for good. */
export function Freeze() {
  const t = useText(messages)
  const navigate = useNavigate()
  const [period, setPeriod] = useState(lastQuarter)
  const [kind, setKind] = useState<Spec['kind']>('unit')
  const [shown, setShown] = useState<Spec | null>(null)
  const [sure, setSure] = useState(false)
  const preview = useView<RoundContent>('/evaluation/preview', shown ?? {}, { enabled: shown !== null })
  const freeze = useCommand<Spec, { round: string }>({ path: '/evaluation/rounds', refresh: ['/evaluation'] })
  return (
    <section className="yk-eva-part">
      <form
        className="yk-eva-form"
        onSubmit={(event) => {
          event.preventDefault()
          setShown({ period, kind })
          setSure(false)
        }}
      >
        <Text label={t('period')} value={period} onChange={setPeriod} hint={t('periodHint')} required />
        <Choice
          label={t('kind')}
          value={kind}
          onChange={(value) => setKind(value as Spec['kind'])}
          options={(['unit', 'region'] as const).map((each) => ({ value: each, label: t(`kind_${each}`) }))}
        />
        <div className="yk-row">
          <button type="submit" className="yk-button">
            {t('preview')}
          </button>
          {shown !== null && preview.data && !sure ? (
            <button type="button" className="yk-button yk-button--primary" onClick={() => setSure(true)}>
              {t('freeze')}
            </button>
          ) : null}
          {shown !== null && sure ? (
            <>
              <button
                type="button"
                className="yk-button yk-button--primary"
                disabled={freeze.isPending}
                onClick={() =>
                  freeze.mutate(shown, {
                    onSuccess: ({ round }) => void navigate(`/console/evaluation/rounds/${round}`),
                  })
                }
              >
                {t('freezeSure')}
              </button>
              <button type="button" className="yk-button" onClick={() => setSure(false)}>
                {t('cancel')}
              </button>
            </>
          ) : null}
        </div>
      </form>
      <RefusalNote problem={freeze.error} />
      {shown !== null && preview.isPending ? <LoadingState /> : null}
      {preview.error ? <ErrorState problem={preview.error} /> : null}
      {shown !== null && preview.data ? (
        <>
          <h2>{t('previewOf', { period: preview.data.period })}</h2>
          <Scorecard
            rule={preview.data.rule}
            lines={preview.data.lines}
            figures={preview.data.figures}
            asOf={preview.data.asOf}
          />
        </>
      ) : null}
    </section>
  )
}
