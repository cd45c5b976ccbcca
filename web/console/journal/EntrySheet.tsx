import { useState } from 'react'
import type { AuditEntry } from '../../../src/platform/audit/index.ts'
import { asProblem, get, type Problem } from '../../shared/api.ts'
import { useFormat } from '../../shared/format.ts'
import { useLanguage, useText } from '../../shared/i18n/index.ts'
import { DownloadIcon } from '../../shared/icons.tsx'
import { RefusalNote } from '../../shared/parts/RefusalNote.tsx'
import { sayAction, sayWho } from './acts.ts'
import type { Asked } from './Journal.tsx'
import { messages } from './messages.ts'

/** One entry with its content, and the proof that it stands in the journal. */
export function EntrySheet({ entry, onAsk }: { entry: AuditEntry; onAsk: (part: Partial<Asked>) => void }) {
  const t = useText(messages)
  const f = useFormat()
  const language = useLanguage()
  const [problem, setProblem] = useState<Problem | null>(null)
  const { lane, position } = entry
  const prove = async () => {
    setProblem(null)
    try {
      save(
        await get<unknown>(`/journal/entries/${lane}/${position}/proof`),
        `journal-${entry.jurisdiction}-${lane}-${position}.json`,
      )
    } catch (thrown) {
      setProblem(asProblem(thrown))
    }
  }
  return (
    <div className="yk-jour-entry">
      <p>
        <strong>{sayAction(entry.action, language)}</strong> <span className="yk-quiet yk-small">{entry.action}</span>
      </p>
      <p className="yk-num">{f.instant(entry.at)}</p>
      <p>
        {sayWho(entry.actorName, language)}{' '}
        <button type="button" className="yk-linkish" onClick={() => onAsk({ actor: entry.actor })}>
          {t('onlyWho')}
        </button>
      </p>
      <p>
        {entry.subject.kind} <span className="yk-jour-id">{entry.subject.id}</span>{' '}
        <button
          type="button"
          className="yk-linkish"
          onClick={() => onAsk({ subjectKind: entry.subject.kind, subjectId: entry.subject.id })}
        >
          {t('onlyThis')}
        </button>
      </p>
      {entry.purpose === null ? null : (
        <p>
          {t('purpose')}：{entry.purpose}
        </p>
      )}
      <h3>{t('detail')}</h3>
      <pre className="yk-jour-json">{JSON.stringify(entry.detail, null, 2)}</pre>
      <h3>{t('hash')}</h3>
      <p className="yk-small">{t('place', { lane, position })}</p>
      <code className="yk-jour-hash">{entry.hash}</code>
      <p className="yk-small yk-quiet">{t('proofHint')}</p>
      <RefusalNote problem={problem} />
      <button type="button" className="yk-button" onClick={() => void prove()}>
        <DownloadIcon />
        {t('proof')}
      </button>
    </div>
  )
}

function save(content: unknown, name: string): void {
  const url = URL.createObjectURL(new Blob([JSON.stringify(content, null, 2)], { type: 'application/json' }))
  const link = document.createElement('a')
  link.href = url
  link.download = name
  link.click()
  URL.revokeObjectURL(url)
}
