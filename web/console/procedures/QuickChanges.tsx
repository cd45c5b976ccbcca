import { useState } from 'react'
import { useText } from '../../shared/i18n/index.ts'
import { messages } from './messages.ts'

const TYPES = ['text', 'paragraph', 'integer', 'number', 'money', 'date', 'yesno'] as const

type Doc = {
  title?: { zh: string; en?: string }
  fields?: { id: string }[]
  materials?: { id: string }[]
  term?: { legal?: { count: number } }
}

/** A name that is free: `field_9`, `paper_3`. */
function freeId(prefix: string, taken: readonly { id: string }[]): string {
  for (let n = taken.length + 1; ; n++) if (!taken.some((each) => each.id === `${prefix}_${n}`)) return `${prefix}_${n}`
}

/** The changes an officer makes most, by form: title, term, one more question, one more paper. All else is in the document. */
export function QuickChanges({ text, onChange }: { text: string; onChange: (text: string) => void }) {
  const t = useText(messages)
  const [field, setField] = useState('')
  const [type, setType] = useState<(typeof TYPES)[number]>('text')
  const [material, setMaterial] = useState('')
  let doc: Doc
  try {
    doc = JSON.parse(text) as Doc
  } catch {
    return null
  }
  const write = (next: Doc) => onChange(JSON.stringify(next, null, 2))
  return (
    <details className="yk-card" open>
      <summary>{t('quick')}</summary>
      <div className="yk-stack">
        <label className="yk-field">
          <span>{t('quickTitle')}</span>
          <input
            className="yk-input"
            value={doc.title?.zh ?? ''}
            onChange={(event) => write({ ...doc, title: { zh: event.target.value } })}
          />
        </label>
        <label className="yk-field">
          <span>{t('termDays')}</span>
          <input
            className="yk-input"
            type="number"
            min={1}
            value={doc.term?.legal?.count ?? ''}
            onChange={(event) =>
              write({
                ...doc,
                term: { ...doc.term, legal: { ...doc.term?.legal, count: Number(event.target.value) || 1 } },
              })
            }
          />
        </label>
        <div className="yk-row">
          <label className="yk-field">
            <span>{t('addField')}</span>
            <input
              className="yk-input"
              placeholder={t('fieldTitle')}
              value={field}
              onChange={(event) => setField(event.target.value)}
            />
          </label>
          <label className="yk-field">
            <span>{t('fieldType')}</span>
            <select
              className="yk-input"
              value={type}
              onChange={(event) => setType(event.target.value as (typeof TYPES)[number])}
            >
              {TYPES.map((each) => (
                <option key={each} value={each}>
                  {t(`type_${each}`)}
                </option>
              ))}
            </select>
          </label>
          <button
            type="button"
            className="yk-button"
            disabled={field.trim() === ''}
            onClick={() => {
              const fields = doc.fields ?? []
              const added = { id: freeId('field', fields), title: { zh: field.trim() }, type, required: true }
              write({ ...doc, fields: [...fields, added] })
              setField('')
            }}
          >
            {t('add')}
          </button>
        </div>
        <div className="yk-row">
          <label className="yk-field">
            <span>{t('addMaterial')}</span>
            <input
              className="yk-input"
              placeholder={t('fieldTitle')}
              value={material}
              onChange={(event) => setMaterial(event.target.value)}
            />
          </label>
          <button
            type="button"
            className="yk-button"
            disabled={material.trim() === ''}
            onClick={() => {
              const materials = doc.materials ?? []
              const added = { id: freeId('paper', materials), title: { zh: material.trim() }, required: true }
              write({ ...doc, materials: [...materials, added] })
              setMaterial('')
            }}
          >
            {t('add')}
          </button>
        </div>
      </div>
    </details>
  )
}
