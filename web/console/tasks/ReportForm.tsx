import { type DragEvent, type FormEvent, useState } from 'react'
import type { TaskView } from '../../../src/contexts/plan/index.ts'
import { useText } from '../../shared/i18n/index.ts'
import { RefusalNote } from '../../shared/parts/RefusalNote.tsx'
import { todayInChina } from '../../shared/today.ts'
import { useUpload } from '../../shared/uploads.ts'
import { messages } from './messages.ts'

type Claim = 'under-way' | 'blocked' | 'done'
type Entered = { unit: string; channel: (typeof CHANNELS)[number]; handedBy: string }
type Input = {
  claim: Claim
  text: string
  asOf: string
  share: number | null
  target: string | null
  entered?: Entered
}

const CHANNELS = ['paper', 'phone', 'counter'] as const
const NOBODY: Entered = { unit: '', channel: 'paper', handedBy: '' }

/** Reports progress with evidence: chosen, dropped, or photographed. What was entered stays when it is refused. */
export function ReportForm({ task }: { task: TaskView }) {
  const t = useText(messages)
  const [input, setInput] = useState<Input>(() => ({
    claim: 'under-way',
    text: '',
    asOf: todayInChina(),
    share: null,
    target: null,
    ...(task.may.report ? {} : { entered: NOBODY }),
  }))
  const [files, setFiles] = useState<File[]>([])
  const send = useUpload<Input>(`/plan/tasks/${task.id}/reports`, ['/plan/'])
  const submit = (event: FormEvent) => {
    event.preventDefault()
    send.mutate(
      { input, files },
      {
        onSuccess: () => {
          setInput({ ...input, claim: 'under-way', text: '', target: null })
          setFiles([])
        },
      },
    )
  }
  const { entered } = input
  const enter = (part: Partial<Entered>) => setInput({ ...input, entered: { ...(entered ?? NOBODY), ...part } })
  const leads = task.units.filter((unit) => unit.role === 'lead')
  const mayClaim = entered === undefined ? task.may.claim : leads.some((unit) => unit.name === entered.unit)
  return (
    <form className="yk-task-form yk-task-report yk-noprint" onSubmit={submit} aria-label={t('reportTitle')}>
      <h3>{t('reportTitle')}</h3>
      {task.may.report && task.may.enter ? (
        <label className="yk-task-check">
          <input
            type="checkbox"
            checked={entered !== undefined}
            onChange={(event) => {
              const { entered: _, ...rest } = input
              setInput(event.target.checked ? { ...rest, entered: NOBODY } : rest)
            }}
          />
          {t('enterFor')}
        </label>
      ) : null}
      {entered === undefined ? null : (
        <div className="yk-task-two">
          <label className="yk-task-field">
            {t('forUnit')}
            <select
              className="yk-input"
              required
              value={entered.unit}
              onChange={(event) => enter({ unit: event.target.value })}
            >
              <option value="" />
              {[...new Set(task.units.filter(({ role }) => role !== 'supervise').map(({ name }) => name))].map(
                (name) => (
                  <option key={name}>{name}</option>
                ),
              )}
            </select>
          </label>
          <label className="yk-task-field">
            {t('channel')}
            <select
              className="yk-input"
              value={entered.channel}
              onChange={(event) => enter({ channel: event.target.value as Entered['channel'] })}
            >
              {CHANNELS.map((channel) => (
                <option key={channel} value={channel}>
                  {t(`channel_${channel}`)}
                </option>
              ))}
            </select>
          </label>
          <label className="yk-task-field">
            {t('handedBy')}
            <input
              className="yk-input"
              required
              maxLength={200}
              value={entered.handedBy}
              onChange={(event) => enter({ handedBy: event.target.value })}
            />
          </label>
        </div>
      )}
      <fieldset className="yk-task-claims">
        <legend>{t('claim')}</legend>
        {(['under-way', 'blocked', 'done'] as const).map((claim) => (
          <label key={claim} className="yk-task-check">
            <input
              type="radio"
              name="claim"
              checked={input.claim === claim}
              disabled={claim === 'done' && !mayClaim}
              onChange={() => setInput({ ...input, claim, share: claim === 'done' ? 100 : input.share })}
            />
            {t(`claim_${claim}`)}
          </label>
        ))}
      </fieldset>
      {input.claim === 'done' ? <p className="yk-small yk-quiet">{t('claimHint')}</p> : null}
      <label className="yk-task-field">
        {t('text')}
        <textarea
          className="yk-input"
          rows={4}
          required
          maxLength={4000}
          value={input.text}
          onChange={(event) => setInput({ ...input, text: event.target.value })}
        />
      </label>
      <div className="yk-task-two">
        <label className="yk-task-field">
          {t('asOf')}
          <input
            type="date"
            className="yk-input"
            required
            max={todayInChina()}
            value={input.asOf}
            onChange={(event) => setInput({ ...input, asOf: event.target.value })}
          />
        </label>
        <label className="yk-task-field">
          {t('share')}
          <input
            type="number"
            className="yk-input"
            min={0}
            max={100}
            value={input.share ?? ''}
            onChange={(event) =>
              setInput({ ...input, share: event.target.value === '' ? null : Number(event.target.value) })
            }
          />
        </label>
      </div>
      <EvidenceField files={files} onChange={setFiles} />
      {input.claim === 'done' && task.targets.length > 0 ? (
        <label className="yk-task-field">
          {t('provingTarget')}
          <select
            className="yk-input"
            value={input.target ?? ''}
            onChange={(event) => setInput({ ...input, target: event.target.value || null })}
          >
            <option value="">{t('noProof')}</option>
            {task.targets.map((target) => (
              <option key={target.id} value={target.id}>
                {target.printed}
              </option>
            ))}
          </select>
        </label>
      ) : null}
      <RefusalNote
        problem={send.error}
        place={(at) =>
          ({
            '/files': t('evidence'),
            '/asOf': t('asOf'),
            '/target': t('provingTarget'),
            '/entered/handedBy': t('handedBy'),
            '/claim': t('claim'),
          })[at]
        }
      />
      <div className="yk-row">
        <button type="submit" className="yk-button yk-button--primary" disabled={send.isPending}>
          {t('send')}
        </button>
        {send.isSuccess ? <span role="status">{t('sent')}</span> : null}
      </div>
    </form>
  )
}

function EvidenceField({ files, onChange }: { files: File[]; onChange: (files: File[]) => void }) {
  const t = useText(messages)
  const [over, setOver] = useState(false)
  const add = (more: FileList | null) => onChange([...files, ...(more ?? [])])
  const drop = (event: DragEvent) => {
    event.preventDefault()
    setOver(false)
    add(event.dataTransfer.files)
  }
  return (
    <section
      className={`yk-task-drop${over ? ' yk-task-drop--over' : ''}`}
      aria-label={t('evidence')}
      onDragOver={(event) => {
        event.preventDefault()
        setOver(true)
      }}
      onDragLeave={() => setOver(false)}
      onDrop={drop}
    >
      <p className="yk-small">{t('evidence')}</p>
      <p className="yk-row">
        <span className="yk-quiet yk-task-droptext">{t('drop')}</span>
        <label className="yk-button yk-task-pick">
          {t('choose')}
          <input type="file" multiple className="yk-sr" onChange={(event) => add(event.target.files)} />
        </label>
        <label className="yk-button yk-task-pick">
          {t('camera')}
          <input
            type="file"
            accept="image/*"
            capture="environment"
            className="yk-sr"
            onChange={(event) => add(event.target.files)}
          />
        </label>
      </p>
      <ul>
        {files.map((file) => (
          <li key={`${file.name}${file.lastModified}`} className="yk-row">
            <span>{file.name}</span>
            <span className="yk-quiet yk-num yk-small">{Math.ceil(file.size / 1024)} KB</span>
            <button
              type="button"
              className="yk-linkish"
              onClick={() => onChange(files.filter((each) => each !== file))}
            >
              {t('remove', { name: file.name })}
            </button>
          </li>
        ))}
      </ul>
    </section>
  )
}
