import { useMutation } from '@tanstack/react-query'
import { type FormEvent, useEffect, useState } from 'react'
import { Link, useLocation } from 'react-router'
import type { FollowPage } from '../../../src/platform/procedures/index.ts'
import { command, type Problem } from '../../shared/api.ts'
import { useText } from '../../shared/i18n/index.ts'
import { RefusalNote } from '../../shared/parts/RefusalNote.tsx'
import { messages } from './messages.ts'
import { Standing } from './Standing.tsx'
import './apply.css'

type Code = { number: string; secret: string }

/** The number and code that a receipt's QR code brings: `#532622-2026-000001.ABCD2345`, behind the hash so that no server logs it. */
function codeOf(state: unknown, hash: string): Code {
  const given = state as Code | null
  if (given?.number) return given
  const [number = '', secret = ''] = hash.replace(/^#/, '').split('.')
  return { number, secret }
}

/** How an application stands, for whoever has its number and code. */
export default function Follow() {
  const t = useText(messages)
  const { state, hash } = useLocation()
  const [code, setCode] = useState<Code>(() => codeOf(state, hash))
  const read = useMutation<FollowPage, Problem, Code>({
    mutationFn: (given) => command<FollowPage>('POST', '/follow', given),
  })
  const { mutate } = read
  useEffect(() => {
    const first = codeOf(state, hash)
    if (first.number && first.secret) mutate(first)
  }, [state, hash, mutate])
  if (read.data)
    return (
      <Standing
        page={read.data}
        post={{ path: `/follow/acts?jurisdiction=${read.data.number.slice(0, 6)}`, input: code }}
        onChanged={() => mutate(code)}
        foot={
          <button
            type="button"
            className="yk-button"
            onClick={() => {
              setCode({ number: '', secret: '' })
              read.reset()
            }}
          >
            {t('other')}
          </button>
        }
      />
    )
  const submit = (event: FormEvent) => {
    event.preventDefault()
    mutate(code)
  }
  return (
    <form className="yk-stack yk-apply" onSubmit={submit}>
      <header>
        <h1>{t('followTitle')}</h1>
        <p className="yk-quiet">{t('followLead')}</p>
      </header>
      <label className="yk-field">
        <span>{t('number')}</span>
        <input
          className="yk-input"
          required
          placeholder="532622-2026-000001"
          value={code.number}
          onChange={(event) => setCode({ ...code, number: event.target.value.trim() })}
        />
      </label>
      <label className="yk-field">
        <span>{t('secret')}</span>
        <input
          className="yk-input"
          required
          autoCapitalize="characters"
          value={code.secret}
          onChange={(event) => setCode({ ...code, secret: event.target.value.trim().toUpperCase() })}
        />
      </label>
      <RefusalNote problem={read.error} />
      <button type="submit" className="yk-button yk-button--primary" disabled={read.isPending}>
        {t('open')}
      </button>
      <p>
        <Link to="/guides">{t('apply')}</Link>
      </p>
    </form>
  )
}
