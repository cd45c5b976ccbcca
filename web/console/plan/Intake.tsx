import { useQueryClient } from '@tanstack/react-query'
import { type DragEvent, useRef, useState } from 'react'
import { Link } from 'react-router'
import type { PaperLoaded } from '../../../src/contexts/plan/index.ts'
import { asProblem, command, type Problem, Submission, upload } from '../../shared/api.ts'
import { useFormat } from '../../shared/format.ts'
import { useText } from '../../shared/i18n/index.ts'
import { PaperIcon } from '../../shared/icons.tsx'
import { RefusalNote } from '../../shared/parts/RefusalNote.tsx'
import { messages } from './messages.ts'

type Step =
  | { kind: 'waiting' }
  | { kind: 'reading'; name: string; stop: AbortController }
  | { kind: 'done'; name: string; loaded: PaperLoaded }
  | { kind: 'refused'; problem: Problem }

const ACCEPT = '.txt,.md,.html,.htm,.docx,.xlsx,.pdf,.csv'

/** Where a paper comes in: dropped, chosen or pasted. `supersedes` makes it a new version of a plan. */
export function Intake({ supersedes, onLoaded }: { supersedes?: string; onLoaded?: (loaded: PaperLoaded) => void }) {
  const t = useText(messages)
  const client = useQueryClient()
  const [step, setStep] = useState<Step>({ kind: 'waiting' })
  const [over, setOver] = useState(false)
  const [pasting, setPasting] = useState(false)
  const [text, setText] = useState('')
  const [name, setName] = useState('')
  const [submission] = useState(() => new Submission())
  const picker = useRef<HTMLInputElement>(null)
  const more = supersedes === undefined ? {} : { supersedes }

  async function take(
    label: string,
    content: unknown,
    send: (key: string, signal: AbortSignal) => Promise<PaperLoaded>,
  ) {
    const stop = new AbortController()
    setStep({ kind: 'reading', name: label, stop })
    try {
      const loaded = await submission.run(content, (key) => send(key, stop.signal))
      setStep({ kind: 'done', name: loaded.title ?? label, loaded })
      setPasting(false)
      setText('')
      await client.invalidateQueries({ predicate: (query) => String(query.queryKey[0]).startsWith('/plan') })
      onLoaded?.(loaded)
    } catch (thrown) {
      if (thrown instanceof DOMException && thrown.name === 'AbortError') setStep({ kind: 'waiting' })
      else setStep({ kind: 'refused', problem: asProblem(thrown) })
    }
  }
  const takeFile = (file: File | undefined) => {
    if (file === undefined) return
    void take(file.name, [file.name, file.size, file.lastModified, more], (idempotencyKey, signal) =>
      upload('/plan/papers', { file }, { input: JSON.stringify(more) }, { idempotencyKey, signal }),
    )
  }
  const takeText = () =>
    void take(name || t('paste'), [text, name, more], (idempotencyKey, signal) =>
      command(
        'POST',
        '/plan/papers/text',
        { text, ...(name === '' ? {} : { name }), ...more },
        { idempotencyKey, signal },
      ),
    )
  const drop = (event: DragEvent) => {
    event.preventDefault()
    setOver(false)
    takeFile(event.dataTransfer.files[0])
  }

  return (
    <section className="yk-plan-intake" aria-label={t('choose')}>
      {/* biome-ignore lint/a11y/noStaticElementInteractions: dropping is a shortcut; the button beside it does the same by keyboard */}
      <div
        className={`yk-plan-drop${over ? ' yk-plan-drop--over' : ''}`}
        onDragOver={(event) => {
          event.preventDefault()
          setOver(true)
        }}
        onDragLeave={() => setOver(false)}
        onDrop={drop}
      >
        <PaperIcon className="yk-icon yk-plan-drop-icon" />
        <div>
          <p>
            <strong>{t('dropTitle')}</strong>
          </p>
          <p className="yk-quiet yk-small">{t('dropText')}</p>
        </div>
        <div className="yk-row">
          <input
            ref={picker}
            type="file"
            accept={ACCEPT}
            hidden
            onChange={(event) => {
              takeFile(event.target.files?.[0])
              event.target.value = ''
            }}
          />
          <button type="button" className="yk-button yk-button--primary" onClick={() => picker.current?.click()}>
            {t('choose')}
          </button>
          <button type="button" className="yk-button" aria-expanded={pasting} onClick={() => setPasting(!pasting)}>
            {t('paste')}
          </button>
        </div>
      </div>
      {pasting ? (
        <div className="yk-stack yk-plan-paste">
          <div className="yk-field">
            <label htmlFor="yk-plan-name">{t('pasteName')}</label>
            <input
              id="yk-plan-name"
              className="yk-input"
              value={name}
              onChange={(event) => setName(event.target.value)}
            />
          </div>
          <div className="yk-field">
            <label htmlFor="yk-plan-text">{t('pasteLabel')}</label>
            <textarea
              id="yk-plan-text"
              className="yk-input"
              rows={8}
              value={text}
              onChange={(event) => setText(event.target.value)}
            />
          </div>
          <div className="yk-row">
            <button
              type="button"
              className="yk-button yk-button--primary"
              disabled={text.trim() === ''}
              onClick={takeText}
            >
              {t('readIt')}
            </button>
          </div>
        </div>
      ) : null}
      <div aria-live="polite">
        <Progress step={step} />
      </div>
      <RefusalNote problem={step.kind === 'refused' ? step.problem : null} />
    </section>
  )
}

function Progress({ step }: { step: Step }) {
  const t = useText(messages)
  const f = useFormat()
  if (step.kind === 'reading') {
    return (
      <div className="yk-row yk-plan-progress">
        <progress aria-label={t('reading', { name: step.name })} />
        <span>{t('reading', { name: step.name })}</span>
        <button type="button" className="yk-button yk-button--bare" onClick={() => step.stop.abort()}>
          {t('cancel')}
        </button>
      </div>
    )
  }
  if (step.kind !== 'done') return null
  const { loaded, name } = step
  return (
    <div className="yk-plan-done">
      <p>
        <strong>
          {t('readDone', {
            name,
            targets: loaded.targets,
            tasks: loaded.tasks,
            doubts: loaded.doubts,
            ms: loaded.readMs,
          })}
        </strong>
      </p>
      <p>{t(`outcome_${loaded.outcome}`, { share: f.share(loaded.similarity) })}</p>
      <p className="yk-row">
        {loaded.plan === null ? null : (
          <Link className="yk-button yk-button--primary" to={`/console/plan/plans/${loaded.plan}/read`}>
            {t('openReading')}
          </Link>
        )}
        <Link className="yk-button" to={`/console/plan/papers/${loaded.paper}`}>
          {t('openPaper')}
        </Link>
      </p>
    </div>
  )
}
