import { useState } from 'react'
import type { BanView } from '../../../src/contexts/providers/index.ts'
import { ActForm } from '../../shared/form/ActForm.tsx'
import { Choice, Text } from '../../shared/form/fields.tsx'
import { useText } from '../../shared/i18n/index.ts'
import { EmptyState } from '../../shared/parts/EmptyState.tsx'
import { ErrorState } from '../../shared/parts/ErrorState.tsx'
import { LoadingState } from '../../shared/parts/LoadingState.tsx'
import { PageHead } from '../../shared/parts/PageHead.tsx'
import { Sheet } from '../../shared/parts/Sheet.tsx'
import { useCommand, useView } from '../../shared/queries.ts'
import { useMay } from '../../shared/session.ts'
import { todayInChina } from '../../shared/today.ts'
import { BanList } from './BanList.tsx'
import { REFRESH } from './forms.tsx'
import { messages } from './messages-acts-ends.ts'
import './providers.css'

type Doing = { what: 'place' } | { what: 'appeal' | 'answer' | 'revoke'; ban: BanView }

/** Bans: whom they stop from what, until when, appeals. */
export default function Bans() {
  const t = useText(messages)
  const may = useMay()
  const [doing, setDoing] = useState<Doing | null>(null)
  const view = useView<{ items: BanView[] }>('/providers/bans')
  const close = () => setDoing(null)
  const titles = { place: t('placeBan'), appeal: t('appeal'), answer: t('answer'), revoke: t('revoke') }
  return (
    <>
      <PageHead
        title={t('bans')}
        lead={t('bansLead')}
        up={{ to: '/console/providers', label: t('home') }}
        actions={
          may('provider.decide') ? (
            <button type="button" className="yk-button yk-button--primary" onClick={() => setDoing({ what: 'place' })}>
              {t('placeBan')}
            </button>
          ) : null
        }
      />
      <Sheet open={doing !== null} onClose={close} title={doing === null ? '' : titles[doing.what]}>
        {doing === null ? null : doing.what === 'place' ? (
          <PlaceForm onDone={close} />
        ) : (
          <ActOn doing={doing} onDone={close} />
        )}
      </Sheet>
      {view.error ? <ErrorState problem={view.error} onRetry={() => void view.refetch()} /> : null}
      {view.isPending ? <LoadingState /> : null}
      {view.data?.items.length === 0 ? <EmptyState title={t('noBans')} text={t('noBansText')} heading="h2" /> : null}
      {view.data !== undefined && view.data.items.length > 0 ? (
        <section className="yk-card">
          <BanList
            bans={view.data.items}
            acts={(ban) =>
              ban.state === 'lifted' ? null : (
                <p className="yk-line-acts">
                  {may('register.write') && (ban.appeal === null || ban.appealResult !== null) ? (
                    <button type="button" className="yk-linkish" onClick={() => setDoing({ what: 'appeal', ban })}>
                      {t('appeal')}
                    </button>
                  ) : null}
                  {may('provider.decide') && ban.appeal !== null && ban.appealResult === null ? (
                    <button type="button" className="yk-linkish" onClick={() => setDoing({ what: 'answer', ban })}>
                      {t('answer')}
                    </button>
                  ) : null}
                  {may('provider.decide') ? (
                    <button type="button" className="yk-linkish" onClick={() => setDoing({ what: 'revoke', ban })}>
                      {t('revoke')}
                    </button>
                  ) : null}
                </p>
              )
            }
          />
        </section>
      ) : null}
    </>
  )
}

function ActOn({ doing, onDone }: { doing: Exclude<Doing, { what: 'place' }>; onDone: () => void }) {
  const t = useText(messages)
  const { what, ban } = doing
  const [words, setWords] = useState('')
  const [upheld, setUpheld] = useState('no')
  const path = { appeal: 'appeal', answer: 'answer', revoke: 'revocation' }[what]
  const send = useCommand<object>({ path: `/providers/bans/${ban.id}/${path}`, refresh: REFRESH })
  const { revision } = ban
  const body = {
    appeal: { revision, text: words.trim() },
    answer: { revision, upheld: upheld === 'yes', answer: words.trim() },
    revoke: { revision, reason: words.trim() },
  }[what]
  const label = { appeal: t('appealText'), answer: t('answerText'), revoke: t('reason') }[what]
  return (
    <ActForm
      problem={send.error}
      pending={send.isPending}
      submit={t(what)}
      onSubmit={() => send.mutate(body, { onSuccess: onDone })}
    >
      {what === 'answer' ? (
        <>
          <blockquote className="yk-prov-note">{ban.appeal}</blockquote>
          <Choice
            label={t('answer')}
            value={upheld}
            onChange={setUpheld}
            options={[
              { value: 'no', label: t('dismissed') },
              { value: 'yes', label: t('upheld') },
            ]}
          />
        </>
      ) : null}
      <Text label={label} value={words} onChange={setWords} rows={3} required minLength={2} maxLength={500} />
    </ActForm>
  )
}

const SCOPES = ['filing', 'recognition', 'dispatch'] as const

function PlaceForm({ onDone }: { onDone: () => void }) {
  const t = useText(messages)
  const [typed, setTyped] = useState({
    kind: 'organisation',
    creditCode: '',
    citizenId: '',
    name: '',
    basis: '',
    paperNumber: '',
    decidedBy: '',
    reason: '',
    startsOn: todayInChina(),
    endsOn: '',
  })
  const [scopes, setScopes] = useState<readonly string[]>(SCOPES)
  const set = (key: keyof typeof typed) => (value: string) => setTyped({ ...typed, [key]: value })
  const send = useCommand<object>({ path: '/providers/bans', refresh: REFRESH })
  const { kind, creditCode, citizenId, name, endsOn, ...rest } = typed
  const subject = kind === 'organisation' ? { creditCode } : { citizenId, name: name.trim() }
  return (
    <ActForm
      problem={send.error}
      pending={send.isPending}
      submit={t('placeBan')}
      onSubmit={() => send.mutate({ ...rest, subject, scopes, endsOn: endsOn || null }, { onSuccess: onDone })}
    >
      <Choice
        label={t('subject')}
        value={kind}
        onChange={set('kind')}
        options={(['organisation', 'person'] as const).map((value) => ({ value, label: t(`subject_${value}`) }))}
      />
      {kind === 'organisation' ? (
        <Text label={t('creditCode')} value={creditCode} onChange={set('creditCode')} required maxLength={40} />
      ) : (
        <div className="yk-beside">
          <Text label={t('name')} value={name} onChange={set('name')} required maxLength={40} autoComplete="off" />
          <Text
            label={t('citizenId')}
            value={citizenId}
            onChange={set('citizenId')}
            required
            maxLength={20}
            autoComplete="off"
          />
        </div>
      )}
      <fieldset>
        <legend>{t('scopes')}</legend>
        {SCOPES.map((scope) => (
          <label key={scope} className="yk-row">
            <input
              type="checkbox"
              checked={scopes.includes(scope)}
              onChange={(event) =>
                setScopes(SCOPES.filter((each) => (each === scope ? event.target.checked : scopes.includes(each))))
              }
            />
            {t(`scope_${scope}`)}
          </label>
        ))}
      </fieldset>
      <div className="yk-beside">
        <Text type="date" label={t('startsOn')} value={typed.startsOn} onChange={set('startsOn')} required />
        <Text type="date" label={t('endsOn')} value={endsOn} onChange={set('endsOn')} min={typed.startsOn} />
        <Text
          label={t('paperNumber')}
          value={typed.paperNumber}
          onChange={set('paperNumber')}
          required
          maxLength={100}
        />
        <Text label={t('decidedBy')} value={typed.decidedBy} onChange={set('decidedBy')} required maxLength={100} />
      </div>
      <Text label={t('basis')} value={typed.basis} onChange={set('basis')} required maxLength={500} />
      <Text
        label={t('reason')}
        value={typed.reason}
        onChange={set('reason')}
        required
        rows={2}
        minLength={2}
        maxLength={500}
      />
    </ActForm>
  )
}
