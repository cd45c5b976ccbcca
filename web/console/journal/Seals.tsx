import { useState } from 'react'
import { useFormat } from '../../shared/format.ts'
import { useText } from '../../shared/i18n/index.ts'
import { useView } from '../../shared/queries.ts'
import { useAccount } from '../../shared/session.ts'
import { messages } from './messages.ts'

type Answer = { publicKey: string; items: { content: string; signature: string }[] }
type Seal = { number: number; at: string; jurisdiction: string }

/** The newest seals, to note down: number, time, and the signature that nobody else can make. */
export function Seals() {
  const t = useText(messages)
  const f = useFormat()
  const account = useAccount()
  const view = useView<Answer>('/journal/seals', { jurisdiction: account?.jurisdiction })
  const [copied, setCopied] = useState<number | null>(null)
  if (!view.data || view.data.items.length === 0) return null
  const seals = view.data.items.map(({ content, signature }) => ({
    ...(JSON.parse(content) as Seal),
    content,
    signature,
  }))
  return (
    <details className="yk-jour-seals">
      <summary>
        {t('seals')}：{t('seal', { number: seals[0]!.number })}{' '}
        <span className="yk-quiet">{f.instant(seals[0]!.at)}</span>
      </summary>
      <p className="yk-small">{t('sealsLead')}</p>
      <ol>
        {seals.map((seal) => (
          <li key={seal.number}>
            <strong className="yk-num">{t('seal', { number: seal.number })}</strong>{' '}
            <span className="yk-num">{f.instant(seal.at)}</span>{' '}
            <code className="yk-jour-hash">{seal.signature.slice(0, 44)}…</code>
            <button
              type="button"
              className="yk-linkish"
              onClick={() => {
                void navigator.clipboard.writeText(`${seal.content}\n${seal.signature}`)
                setCopied(seal.number)
              }}
            >
              {copied === seal.number ? t('copied') : t('copy')}
            </button>
          </li>
        ))}
      </ol>
      <p className="yk-small">{t('publicKey')}</p>
      <pre className="yk-jour-json">{view.data.publicKey}</pre>
    </details>
  )
}
