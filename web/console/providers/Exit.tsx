import { useState } from 'react'
import { Link, useParams } from 'react-router'
import type { ExitView } from '../../../src/contexts/providers/index.ts'
import { ActForm } from '../../shared/form/ActForm.tsx'
import { Text } from '../../shared/form/fields.tsx'
import { useFormat } from '../../shared/format.ts'
import { useText } from '../../shared/i18n/index.ts'
import { ErrorState } from '../../shared/parts/ErrorState.tsx'
import { LoadingState } from '../../shared/parts/LoadingState.tsx'
import { PageHead } from '../../shared/parts/PageHead.tsx'
import { Sheet } from '../../shared/parts/Sheet.tsx'
import { Tag } from '../../shared/parts/Tag.tsx'
import { useCommand, useView } from '../../shared/queries.ts'
import { useLeft } from './Exits.tsx'
import { DayAndWords, REFRESH } from './forms.tsx'
import { messages } from './messages-acts-ends.ts'
import './providers.css'

type Line = ExitView['lines'][number]
type Doing = { list: 'resident' | 'balance' } | { settle: Line }

/** The checklist of an exit: it closes only when every line is settled and as much is listed as was declared. */
export default function Exit() {
  const t = useText(messages)
  const f = useFormat()
  const left = useLeft()
  const { id = '' } = useParams()
  const view = useView<ExitView>(`/providers/exits/${id}`)
  const [doing, setDoing] = useState<Doing | null>(null)
  if (view.error) return <ErrorState problem={view.error} onRetry={() => void view.refetch()} />
  if (view.isPending) return <LoadingState />
  const exit = view.data
  const ready = exit.standing.placed === true && exit.standing.refunded === true
  const close = () => setDoing(null)
  const title =
    doing === null
      ? ''
      : 'list' in doing
        ? t(doing.list === 'resident' ? 'addResidents' : 'addBalances')
        : t(doing.settle.kind === 'resident' ? 'settleResident' : 'settleBalance')
  return (
    <>
      <PageHead
        title={exit.organisationName}
        up={{ to: '/console/providers/exits', label: t('exits') }}
        tags={
          exit.state === 'open' ? (
            <Tag tone={ready ? 'good' : 'bad'}>{t(ready ? 'mayClose' : 'mayNot')}</Tag>
          ) : (
            <Tag>{t(`exitState_${exit.state}`)}</Tag>
          )
        }
        lead={`${t('notice')} ${f.date(exit.noticeOn)} · ${t('stopOn')} ${f.date(exit.stopOn)}`}
        actions={
          <>
            <Link className="yk-button" to={`/console/providers/${exit.organisation}`}>
              {t('organisation')}
            </Link>
            {exit.casefile === null ? null : (
              <Link className="yk-button" to={`/console/cases/${exit.casefile}`}>
                {t('openCase')}
              </Link>
            )}
            {exit.may.settle ? (
              <>
                <button type="button" className="yk-button" onClick={() => setDoing({ list: 'resident' })}>
                  {t('addResidents')}
                </button>
                <button
                  type="button"
                  className="yk-button yk-button--primary"
                  onClick={() => setDoing({ list: 'balance' })}
                >
                  {t('addBalances')}
                </button>
              </>
            ) : null}
          </>
        }
      />
      <Sheet open={doing !== null} onClose={close} title={title}>
        {doing === null ? null : 'list' in doing ? (
          <ListForm exit={id} kind={doing.list} onDone={close} />
        ) : (
          <DayAndWords
            path={`/providers/exits/${id}/lines/${doing.settle.id}/settle`}
            name="how"
            day={t('settledOn')}
            label={t(`settledHow_${doing.settle.kind}`)}
            submit={t(doing.settle.kind === 'resident' ? 'settleResident' : 'settleBalance')}
            onDone={close}
          />
        )}
      </Sheet>
      <div className="yk-stack">
        <section className="yk-card yk-prov-gauges">
          <div className="yk-prov-gauge" data-tone={exit.standing.placed === true ? 'good' : 'bad'}>
            <span>{t('residents')}</span>
            <strong>{left.residents(exit)}</strong>
          </div>
          <div className="yk-prov-gauge" data-tone={exit.standing.refunded === true ? 'good' : 'bad'}>
            <span>{t('balances')}</span>
            <strong>{left.balances(exit)}</strong>
          </div>
          <div className="yk-prov-gauge">
            <span>{t('plan')}</span>
            <p>{exit.plan}</p>
          </div>
        </section>
        <section className="yk-card yk-file-card">
          <h2>{t('line')}</h2>
          {exit.lines.length === 0 ? <p className="yk-quiet">{t('noExitsText')}</p> : null}
          <ul className="yk-lines">
            {exit.lines.map((line) => (
              <li key={line.id}>
                <div className="yk-line-head">
                  <span>
                    <strong>{line.shown}</strong>{' '}
                    {line.amountFen === null ? null : <span className="yk-num">{f.money(line.amountFen)}</span>}
                  </span>
                  {line.settledOn === null ? (
                    exit.may.settle ? (
                      <button type="button" className="yk-button" onClick={() => setDoing({ settle: line })}>
                        {t(line.kind === 'resident' ? 'settleResident' : 'settleBalance')}
                      </button>
                    ) : (
                      <Tag tone="bad">{t(line.kind === 'resident' ? 'residents' : 'balances')}</Tag>
                    )
                  ) : (
                    <Tag tone="good">{t(line.kind === 'resident' ? 'settleResident' : 'settleBalance')}</Tag>
                  )}
                </div>
                {line.settledOn === null ? null : (
                  <p className="yk-small">
                    {t('settled', {
                      date: f.day(line.settledOn),
                      how: line.settledHow ?? '',
                      by: line.settledBy ?? '',
                    })}
                  </p>
                )}
              </li>
            ))}
          </ul>
        </section>
      </div>
    </>
  )
}

function ListForm({ exit, kind, onDone }: { exit: string; kind: 'resident' | 'balance'; onDone: () => void }) {
  const t = useText(messages)
  const [typed, setTyped] = useState('')
  const [bad, setBad] = useState<string | null>(null)
  const send = useCommand<object>({ path: `/providers/exits/${exit}/lines`, refresh: REFRESH })
  const submit = () => {
    const rows = typed
      .split('\n')
      .map((row) => row.trim())
      .filter(Boolean)
    const lines = rows.map((row) => {
      if (kind === 'resident') return { kind, shown: row }
      const parts = /^(.+?)[\s,，、:：]+(\d[\d,]*(?:\.\d{1,2})?)\s*元?$/.exec(row)
      return parts === null
        ? null
        : { kind, shown: parts[1]!, amountFen: Math.round(Number(parts[2]!.replaceAll(',', '')) * 100) }
    })
    const wrong = lines.indexOf(null)
    setBad(wrong === -1 ? null : rows[wrong]!)
    if (wrong === -1 && lines.length > 0) send.mutate({ lines }, { onSuccess: onDone })
  }
  return (
    <ActForm problem={send.error} pending={send.isPending} submit={t('add')} onSubmit={submit}>
      <Text
        label={t(kind === 'resident' ? 'residentLines' : 'balanceLines')}
        value={typed}
        onChange={setTyped}
        rows={8}
        required
      />
      {bad === null ? null : (
        <p role="alert" className="yk-prov-note" data-tone="bad">
          {t('badLine', { line: bad })}
        </p>
      )}
    </ActForm>
  )
}
