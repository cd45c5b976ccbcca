import { useState } from 'react'
import type { Disclosure, PersonFile } from '../../../src/contexts/people/index.ts'
import { asProblem, command, type Problem } from '../../shared/api.ts'
import { useText } from '../../shared/i18n/index.ts'
import { RefusalNote } from '../../shared/parts/RefusalNote.tsx'
import { messages } from './messages-person.ts'

const PARTS = ['number', 'phones', 'address', 'relatives'] as const

/** Opens parts of a file in full for the purpose typed above; what is shown is not kept and goes with the page. */
export function Reveal({ file, purpose, onUsed }: { file: PersonFile; purpose: string; onUsed: () => void }) {
  const t = useText(messages)
  const [shown, setShown] = useState<Disclosure | null>(null)
  const [problem, setProblem] = useState<Problem | null>(null)
  const ask = () => {
    setProblem(null)
    command<Disclosure>('POST', `/people/${file.id}/reveal`, { purpose, parts: PARTS })
      .then((open) => {
        setShown(open)
        onUsed()
      })
      .catch((thrown) => setProblem(asProblem(thrown)))
  }
  return (
    <>
      <RefusalNote problem={problem} />
      <div className="yk-row">
        <button type="button" className="yk-button yk-button--primary" disabled={purpose.length < 2} onClick={ask}>
          {t('show')}
        </button>
        {shown === null ? null : (
          <button type="button" className="yk-button" onClick={() => setShown(null)}>
            {t('hide')}
          </button>
        )}
      </div>
      {shown === null ? null : (
        <dl className="yk-person-facts" aria-live="polite">
          <div>
            <dt>{t('reveal_number')}</dt>
            <dd className="yk-num">{shown.number ?? t('unknown')}</dd>
          </div>
          <div>
            <dt>{t('reveal_phones')}</dt>
            <dd className="yk-num">{shown.phones?.map((phone) => phone.number).join('、') || t('unknown')}</dd>
          </div>
          <div>
            <dt>{t('reveal_address')}</dt>
            <dd>{shown.address ?? t('unknown')}</dd>
          </div>
          {shown.relatives?.map((each) => (
            <div key={each.id}>
              <dt>{each.name}</dt>
              <dd className="yk-num">{each.phone ?? t('unknown')}</dd>
            </div>
          ))}
        </dl>
      )}
    </>
  )
}
