import { useState } from 'react'
import type { RelativeView } from '../../../src/contexts/people/index.ts'
import { ActForm } from '../../shared/form/ActForm.tsx'
import { Text, wordsOf } from '../../shared/form/fields.tsx'
import { useFormat } from '../../shared/format.ts'
import { useLanguage, useText } from '../../shared/i18n/index.ts'
import { ErrorState } from '../../shared/parts/ErrorState.tsx'
import { LoadingState } from '../../shared/parts/LoadingState.tsx'
import { RefusalNote } from '../../shared/parts/RefusalNote.tsx'
import { useCommand, useView } from '../../shared/queries.ts'
import { todayInChina } from '../../shared/today.ts'
import { messages } from './messages.ts'
import { Own, OwnHead, useOwnHome } from './Own.tsx'

const SCOPES = ['read-file', 'apply', 'benefits', 'order', 'correct', 'medical', 'admission', 'consent'] as const
type Scope = (typeof SCOPES)[number]

/** Who may act for whom: given, seen and taken back in one place. */
export default function Family() {
  return (
    <Own>
      <Page />
    </Own>
  )
}

function useScopes(): (codes: readonly string[]) => string {
  const t = useText(messages)
  const between = useLanguage() === 'zh' ? '、' : ', '
  return (codes) =>
    codes.map((code) => t(`scope_${code === 'read-file' ? 'read' : code}` as Parameters<typeof t>[0])).join(between)
}

function Page() {
  const t = useText(messages)
  const f = useFormat()
  const scopes = useScopes()
  const { persons } = useOwnHome()
  const view = useView<{ items: RelativeView[] }>('/my/proxies')
  const others = persons.slice(1)
  return (
    <>
      <OwnHead title={t('family')} lead={t('familyLead')} />
      <section className="yk-stack">
        <h2>{t('iActFor')}</h2>
        {others.length === 0 ? <p className="yk-quiet">{t('iActForNobody')}</p> : null}
        <ul className="yk-own-list">
          {others.map((each) => (
            <li key={each.person}>
              <strong>{each.name}</strong>
              <span>{each.scope === null ? t('everything') : t('allowed', { list: scopes(each.scope) })}</span>
              {each.until ? <span className="yk-quiet">{t('untilDay', { date: f.date(each.until) })}</span> : null}
            </li>
          ))}
        </ul>
      </section>
      <section className="yk-stack">
        <h2>{t('whoActs')}</h2>
        {view.error ? <ErrorState problem={view.error} onRetry={() => void view.refetch()} /> : null}
        {view.isPending ? <LoadingState /> : null}
        {view.isSuccess && view.data.items.length === 0 ? <p className="yk-quiet">{t('nobodyActs')}</p> : null}
        <ul className="yk-own-list">
          {(view.data?.items ?? []).map((each) => (
            <Authority key={each.id} proxy={each} />
          ))}
        </ul>
      </section>
      <Give />
    </>
  )
}

function Authority({ proxy }: { proxy: RelativeView }) {
  const t = useText(messages)
  const f = useFormat()
  const scopes = useScopes()
  const [sure, setSure] = useState(false)
  const revoke = useCommand<object>({ path: `/my/proxies/${proxy.id}/revoke`, refresh: ['/my'] })
  return (
    <li>
      <span className="yk-own-line">
        <strong>{proxy.name}</strong>
        <span>{proxy.relation}</span>
      </span>
      <span>{proxy.role === 'guardian' ? t('everything') : t('allowed', { list: scopes(proxy.scope) })}</span>
      <span className="yk-quiet">
        {proxy.active ? (proxy.until ? t('untilDay', { date: f.date(proxy.until) }) : '') : t('ended')}
      </span>
      <RefusalNote problem={revoke.error} />
      {proxy.active && proxy.role === 'proxy' ? (
        <button
          type="button"
          className="yk-button"
          disabled={revoke.isPending}
          onClick={() => (sure ? revoke.mutate({}) : setSure(true))}
        >
          {t(sure ? 'revokeSure' : 'revoke')}
        </button>
      ) : null}
    </li>
  )
}

/** A year from today, the usual end of an authority. */
const inAYear = (day: string) => `${Number(day.slice(0, 4)) + 1}${day.slice(4).replace('-02-29', '-02-28')}`

function Give() {
  const t = useText(messages)
  const [name, setName] = useState('')
  const [number, setNumber] = useState('')
  const [relation, setRelation] = useState('')
  const [scope, setScope] = useState<Scope[]>(['apply', 'benefits'])
  const [until, setUntil] = useState(inAYear(todayInChina()))
  const give = useCommand<object>({ path: '/my/proxies', refresh: ['/my'] })
  const clear = () => {
    setName('')
    setNumber('')
    setRelation('')
  }
  return (
    <section className="yk-stack">
      <h2>{t('give')}</h2>
      <p className="yk-quiet">{t('giveLead')}</p>
      {give.isSuccess ? <p role="status">{t('given')}</p> : null}
      <ActForm
        problem={give.error}
        pending={give.isPending || scope.length === 0}
        submit={t('giveButton')}
        onSubmit={() => give.mutate({ name, number, relation: wordsOf(relation), scope, until }, { onSuccess: clear })}
      >
        <Text label={t('theirName')} value={name} onChange={setName} required maxLength={80} autoComplete="off" />
        <Text
          label={t('theirNumber')}
          hint={t('theirNumberHint')}
          value={number}
          onChange={setNumber}
          required
          minLength={6}
          maxLength={30}
          autoComplete="off"
        />
        <Text label={t('relation')} value={relation} onChange={setRelation} maxLength={40} />
        <fieldset className="yk-own-checks">
          <legend>{t('scope')}</legend>
          {SCOPES.map((code) => (
            <label key={code}>
              <input
                type="checkbox"
                checked={scope.includes(code)}
                onChange={(event) =>
                  setScope(event.target.checked ? [...scope, code] : scope.filter((each) => each !== code))
                }
              />
              {t(`scope_${code === 'read-file' ? 'read' : code}`)}
            </label>
          ))}
        </fieldset>
        <Text label={t('untilWhen')} type="date" value={until} onChange={setUntil} required min={todayInChina()} />
      </ActForm>
    </section>
  )
}
