import { useState } from 'react'
import { useParams } from 'react-router'
import type { RoundView } from '../../../src/contexts/evaluation/index.ts'
import { useFormat, withUnit } from '../../shared/format.ts'
import { usePick, useText } from '../../shared/i18n/index.ts'
import { ErrorState } from '../../shared/parts/ErrorState.tsx'
import { LoadingState } from '../../shared/parts/LoadingState.tsx'
import { PageHead } from '../../shared/parts/PageHead.tsx'
import { Sheet } from '../../shared/parts/Sheet.tsx'
import { type State, StateTag } from '../../shared/parts/StateTag.tsx'
import { useView } from '../../shared/queries.ts'
import { useMay } from '../../shared/session.ts'
import { Bulletin } from './Bulletin.tsx'
import { Measures } from './Measures.tsx'
import { messages } from './messages.ts'
import { forms } from './messages-forms.ts'
import { QuickForm } from './QuickForm.tsx'
import { Scorecard } from './Scorecard.tsx'
import './evaluation.css'

/** One frozen round: ranks and why, corrections since, what followed, the bulletin. */
export default function Round() {
  const t = useText(messages)
  const w = useText(forms)
  const may = useMay()
  const f = useFormat()
  const pick = usePick()
  const { id = '' } = useParams()
  const view = useView<RoundView>(`/evaluation/rounds/${id}`)
  const [line, setLine] = useState<string | null>(null)
  if (view.isPending) return <LoadingState />
  if (view.error) return <ErrorState problem={view.error} onRetry={() => void view.refetch()} />
  const round = view.data
  const chosen = round.lines.find((each) => each.id === line)
  return (
    <>
      <PageHead
        up={{ to: '/console/evaluation/rounds', label: t('title') }}
        title={`${round.period} · ${t(`kind_${round.kind}`)}`}
        lead={t('frozenAt', { who: round.frozenBy, when: f.instant(round.frozenAt) })}
        tags={
          <span className={`yk-eva-tag${round.intact ? '' : ' yk-eva-tag--bad'}`}>
            {t(round.intact ? 'intact' : 'broken')}
          </span>
        }
      />
      <p className="yk-quiet yk-small yk-eva-hash">{t('hash', { hash: round.hash })}</p>
      {round.voidedAt === null ? null : <p className="yk-eva-tag">{t('voided', { reason: round.voidReason ?? '' })}</p>}
      <Bulletin period={round.period} />
      <Scorecard
        rule={round.rule}
        lines={round.lines}
        figures={round.figures}
        asOf={round.asOf}
        follow={(each) => (
          <button type="button" className="yk-linkish" onClick={() => setLine(each.id)}>
            {each.open > 0
              ? t('openN', { n: each.open })
              : each.measures > 0
                ? t('followN', { n: each.measures })
                : t('propose')}
          </button>
        )}
      />
      <p className="yk-quiet yk-small">
        {t('ruleText', {
          name: pick(round.rule.name),
          source: round.rule.source,
          least: f.share(round.rule.leastKnown, 0),
        })}
      </p>
      <Restated round={round} />
      {round.voidedAt === null && may('evaluation.freeze') ? (
        <QuickForm
          title={w('voidRound')}
          save={w('voidSure')}
          path={`/evaluation/rounds/${round.id}/void`}
          fields={[{ key: 'reason', label: w('voidReason'), kind: 'long', hint: w('voidHint') }]}
          refresh={['/evaluation']}
        />
      ) : null}
      <Sheet
        open={chosen !== undefined}
        onClose={() => setLine(null)}
        title={t('measuresFor', { name: chosen?.name ?? '' })}
      >
        {chosen ? <Measures line={chosen.id} round={round.id} /> : null}
      </Sheet>
    </>
  )
}

function Restated({ round }: { round: RoundView }) {
  const t = useText(messages)
  const f = useFormat()
  const pick = usePick()
  if (round.restated.length === 0) return null
  const effect = round.restated[round.restated.length - 1]!.effect
  const score = (value: number | null) => (value === null ? t('unscored') : f.number(value, 2))
  return (
    <section className="yk-eva-part">
      <h2>{t('restatedTitle')}</h2>
      <p className="yk-quiet">{t('restatedLead')}</p>
      <table className="yk-eva-table">
        <thead>
          <tr>
            <th scope="col">{t('figure')}</th>
            <th scope="col">{t('place')}</th>
            <th scope="col">{t('asOf')}</th>
            <th scope="col">{t('frozen')}</th>
            <th scope="col">{t('restated')}</th>
          </tr>
        </thead>
        <tbody>
          {round.restated.map((each) => (
            <tr key={each.key}>
              <td>{pick(each.name)}</td>
              <td data-label={t('place')}>{each.place}</td>
              <td data-label={t('asOf')} className="yk-num">
                {f.day(each.asOf)}
              </td>
              <td data-label={t('frozen')} className="yk-num">
                {each.frozenValue === null ? t('unknown') : withUnit(f.number(each.frozenValue), each.unit)}
              </td>
              <td data-label={t('restated')} className="yk-num">
                <strong>{each.value === null ? t('unknown') : withUnit(f.number(each.value), each.unit)}</strong>
              </td>
            </tr>
          ))}
        </tbody>
      </table>
      <h3>{t('effect')}</h3>
      {effect.targets.length + effect.lines.length === 0 ? <p>{t('noEffect')}</p> : null}
      <ul className="yk-eva-effect">
        {effect.targets.map((each) => (
          <li key={each.target}>
            {pick(each.name)}: <StateTag state={each.before as State} /> → <StateTag state={each.after as State} />
          </li>
        ))}
        {effect.lines.map((each) => (
          <li key={each.subject}>
            {each.name}: {score(each.before)} → {score(each.after)} · {t('rank')} {each.rankBefore ?? '—'} →{' '}
            {each.rankAfter ?? '—'}
          </li>
        ))}
      </ul>
    </section>
  )
}
