import { type FormEvent, useEffect, useState } from 'react'
import { Link, useNavigate, useParams, useSearchParams } from 'react-router'
import type { Verification } from '../../../src/platform/procedures/index.ts'
import { useFormat } from '../../shared/format.ts'
import { usePick, useText } from '../../shared/i18n/index.ts'
import { ErrorState } from '../../shared/parts/ErrorState.tsx'
import { LoadingState } from '../../shared/parts/LoadingState.tsx'
import { StateSign } from '../../shared/parts/StateTag.tsx'
import { useView } from '../../shared/queries.ts'
import { messages } from './messages.ts'
import { checkOffline, keepKeys } from './offline.ts'
import './guides.css'

/** A plaque is checked by its code or number: live status with network, the signature alone without. */
export default function Verify() {
  const { token } = useParams()
  const [search] = useSearchParams()
  const number = search.get('number')
  useEffect(() => {
    void keepKeys().catch(() => undefined)
  }, [])
  return token === undefined && number === null ? <Ask /> : <Answer token={token} number={number} />
}

function Ask() {
  const t = useText(messages)
  const navigate = useNavigate()
  const [number, setNumber] = useState('')
  const submit = (event: FormEvent) => {
    event.preventDefault()
    void navigate(`/verify?number=${encodeURIComponent(number.trim().toUpperCase())}`)
  }
  return (
    <div className="yk-stack yk-guides">
      <header>
        <h1>{t('verifyTitle')}</h1>
        <p className="yk-quiet">{t('verifyLead')}</p>
      </header>
      <form className="yk-stack" onSubmit={submit}>
        <label className="yk-field">
          <span>{t('number')}</span>
          <input
            className="yk-input"
            required
            placeholder="YLJG-532622-2026-0001"
            value={number}
            onChange={(event) => setNumber(event.target.value)}
          />
        </label>
        <button type="submit" className="yk-button yk-button--primary">
          {t('check')}
        </button>
      </form>
    </div>
  )
}

const GOOD = new Set(['valid'])
const UNSURE = new Set(['suspended', 'unlisted', 'expired'])

function Answer({ token, number }: { token: string | undefined; number: string | null }) {
  const t = useText(messages)
  const view = useView<Verification>('/verify', token === undefined ? { number } : { token })
  const [offline, setOffline] = useState<boolean | null>(null)
  const unreachable = view.error?.unsettled === true
  useEffect(() => {
    if (unreachable && token !== undefined) void checkOffline(token).then(setOffline)
  }, [unreachable, token])
  if (view.error && unreachable && offline !== null) {
    return (
      <div className="yk-stack yk-guides">
        <h1>{t('verifyTitle')}</h1>
        <p className={`yk-verdict yk-verdict--${offline ? 'unsure' : 'bad'}`}>
          {t(offline ? 'offlineGood' : 'offlineBad')}
        </p>
      </div>
    )
  }
  if (view.error) return <ErrorState problem={view.error} onRetry={() => void view.refetch()} />
  if (!view.isSuccess) return <LoadingState />
  return <Verdict verification={view.data} />
}

function Verdict({ verification: v }: { verification: Verification }) {
  const t = useText(messages)
  const f = useFormat()
  const pick = usePick()
  const tone = GOOD.has(v.verdict) ? 'good' : UNSURE.has(v.verdict) ? 'unsure' : 'bad'
  const c = v.certificate
  return (
    <div className="yk-stack yk-guides">
      <h1>{t('verifyTitle')}</h1>
      <div className={`yk-verdict yk-verdict--${tone}`} role="status">
        <StateSign state={tone === 'good' ? 'met' : tone === 'bad' ? 'missed' : 'behind'} />
        <div>
          <p className="yk-verdict-word">{t(`verdict_${v.verdict}`)}</p>
          <p>{t(`text_${v.verdict}`, { date: f.date(v.checkedOn) })}</p>
          {c?.reason && tone !== 'good' ? (
            <p>
              {t('reason')}：{c.reason} · {f.date(c.changedOn)}
            </p>
          ) : null}
          {v.signature === 'good' ? <p className="yk-small">{t('signed')}</p> : null}
        </div>
      </div>
      {c ? (
        <section className={`yk-plaque${tone === 'good' ? '' : ' yk-plaque--void'}`}>
          <h2>{pick(c.title)}</h2>
          <dl>
            <Fact title={t('holder')} text={c.holder} />
            {c.creditCode ? <Fact title={t('creditCode')} text={c.creditCode} /> : null}
            <Fact title={t('number')} text={c.number} />
            {v.issuer ? <Fact title={t('issuer')} text={v.issuer} /> : null}
            <Fact title={t('issuedOn')} text={f.date(c.issuedOn)} />
            <Fact title={t('validUntil')} text={c.validUntil === null ? t('noEnd') : f.date(c.validUntil)} />
            {c.shown.map((each) => (
              <Fact key={each.title.zh} title={pick(each.title)} text={each.value} />
            ))}
          </dl>
        </section>
      ) : null}
      {v.claims ? (
        <section className="yk-plaque yk-plaque--void">
          <h2>{t('claims')}</h2>
          <dl>
            <Fact title={t('holder')} text={v.claims.h} />
            <Fact title={t('number')} text={v.claims.n} />
          </dl>
        </section>
      ) : null}
      <p>
        <Link to="/verify">{t('again')}</Link>
      </p>
    </div>
  )
}

function Fact({ title, text }: { title: string; text: string }) {
  return (
    <div>
      <dt>{title}</dt>
      <dd>{text}</dd>
    </div>
  )
}
