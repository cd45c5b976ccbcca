import { type ReactNode, useState } from 'react'
import type { LineView, Outcome, Value } from '../../../src/platform/imports/index.ts'
import type { Problem } from '../api.ts'
import { useFormat } from '../format.ts'
import { useText } from '../i18n/index.ts'
import { messages } from './messages.ts'
import { RefusalNote } from './RefusalNote.tsx'
import { useWords, type Words } from './words.ts'
import './ImportPreview.css'

export type ImportColumn = { key: string; title: Words /** Identifies the row. */; isKey?: boolean }

export type ImportPreviewProps = {
  columns: readonly ImportColumn[]
  counts: Record<Outcome, number>
  /** Lines at hand; those of the chosen outcome are shown. */
  lines: readonly LineView[]
  /** Says a stored value as people read it; by default as it is. */
  say?: (column: string, value: Value) => string
  /** `all` is offered when nothing is refused, `good` otherwise: the refused rows stay out. */
  onApply: (which: 'all' | 'good') => void
  busy?: boolean
  problem?: Problem | null
  /** Beside the buttons: download the refused rows, discard. */
  actions?: ReactNode
  /** The choice of outcome, when the lines are read per outcome from the server. */
  outcome?: Outcome
  onOutcome?: (outcome: Outcome) => void
}

const OUTCOMES = ['new', 'changed', 'unchanged', 'refused'] as const
const TITLE = { new: 'importNew', changed: 'importChanged', unchanged: 'importSame', refused: 'importRefused' } as const

/** What an import will change: rows new, changed, unchanged, refused with the reason per cell. Nothing is written before it is applied. */
export function ImportPreview(props: ImportPreviewProps) {
  const { columns, counts, lines, onApply, busy, problem, actions, onOutcome } = props
  const t = useText(messages)
  const f = useFormat()
  const [own, setOwn] = useState<Outcome>(
    () => OUTCOMES.findLast((one) => counts[one] > 0 && one !== 'unchanged') ?? 'unchanged',
  )
  const outcome = props.outcome ?? own
  const good = counts.new + counts.changed
  const shown = lines.filter((line) => line.outcome === outcome)
  const say = props.say ?? ((_: string, value: Value) => (value === null ? t('unknown') : String(value)))
  return (
    <div className="yk-import">
      <fieldset className="yk-import-tabs">
        <legend className="yk-sr">{t('importOutcome')}</legend>
        {OUTCOMES.map((one) => (
          <button
            key={one}
            type="button"
            aria-pressed={one === outcome}
            className={`yk-import-tab yk-import-tab--${one}`}
            onClick={() => {
              setOwn(one)
              onOutcome?.(one)
            }}
          >
            <span>{t(TITLE[one])}</span>
            <strong>{f.number(counts[one])}</strong>
          </button>
        ))}
      </fieldset>
      <div className="yk-row">
        <button
          type="button"
          className="yk-button yk-button--primary"
          disabled={busy || good === 0}
          onClick={() => onApply(counts.refused === 0 ? 'all' : 'good')}
        >
          {busy
            ? t('importBusy')
            : t(counts.refused === 0 ? 'importAll' : 'importGood', { count: good, n: f.number(good) })}
        </button>
        {actions}
      </div>
      <RefusalNote problem={problem} />
      {shown.length === 0 ? <p className="yk-quiet">{t('importNone')}</p> : null}
      {shown.length > 0 ? (
        outcome === 'refused' ? (
          <Refused columns={columns} lines={shown} />
        ) : (
          <Kept columns={columns} lines={shown} say={say} />
        )
      ) : null}
    </div>
  )
}

type LinesProps = { columns: readonly ImportColumn[]; lines: readonly LineView[] }

function Kept({ columns, lines, say }: LinesProps & { say: (column: string, value: Value) => string }) {
  const t = useText(messages)
  const words = useWords()
  return (
    <div className="yk-import-scroll">
      <table>
        <thead>
          <tr>
            <th scope="col">{t('importLine')}</th>
            {columns.map((column) => (
              <th key={column.key} scope="col">
                {words(column.title)}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {lines.map((line) => (
            <tr key={line.line}>
              <td className="yk-num">{line.line}</td>
              {columns.map(({ key }) => {
                const after = (line.after ?? line.before)?.[key] ?? null
                return (
                  <td key={key} data-differs={line.differs.includes(key) || undefined}>
                    {line.differs.includes(key) ? (
                      <>
                        <del>{say(key, line.before?.[key] ?? null)}</del> → <ins>{say(key, after)}</ins>
                      </>
                    ) : (
                      <span className={after === null ? 'yk-unknown' : undefined}>{say(key, after)}</span>
                    )}
                  </td>
                )
              })}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  )
}

function Refused({ columns, lines }: LinesProps) {
  const t = useText(messages)
  const words = useWords()
  const title = (key: string | null) => {
    const column = columns.find((one) => one.key === key)
    return column ? words(column.title) : null
  }
  return (
    <ul className="yk-import-refused">
      {lines.map((line) => (
        <li key={line.line}>
          <p>
            <strong className="yk-num">
              {t('importLine')} {line.line}
            </strong>{' '}
            {columns
              .filter((column) => column.isKey)
              .map((column) => line.cells?.[column.key] ?? '')
              .join(' · ')}
          </p>
          <ul>
            {line.issues.map((issue) => (
              <li key={`${issue.column} ${issue.code}`}>
                {issue.address ? <code>{issue.address}</code> : null}
                {title(issue.column) ? <strong>{title(issue.column)}</strong> : null}
                {issue.column && line.cells?.[issue.column] ? <q>{line.cells[issue.column]}</q> : null}
                <span>{words(issue.text)}</span>
              </li>
            ))}
          </ul>
        </li>
      ))}
    </ul>
  )
}
