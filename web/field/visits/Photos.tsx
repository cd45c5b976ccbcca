import { useId, useState } from 'react'
import { useText } from '../../shared/i18n/index.ts'
import { messages } from './messages.ts'
import { PhotoProblem, shrink } from './photo.ts'

const MOST = 3

/** Photographs, made small before they are kept. Base64 of JPEG. */
export function Photos({ photos, onChange }: { photos: readonly string[]; onChange: (photos: string[]) => void }) {
  const t = useText(messages)
  const id = useId()
  const [problem, setProblem] = useState<string | null>(null)
  const take = async (file: File | undefined) => {
    if (file === undefined) return
    setProblem(null)
    try {
      onChange([...photos, await shrink(file)])
    } catch (error) {
      if (!(error instanceof PhotoProblem)) throw error
      setProblem(error.kind === 'large' ? t('photoLarge', { size: error.size }) : t('photoBroken'))
    }
  }
  return (
    <div className="yk-field">
      <label htmlFor={id}>{t('photo')}</label>
      <ul className="yk-fd-photos">
        {photos.map((photo, i) => (
          <li key={photo.slice(-40)}>
            <img src={`data:image/jpeg;base64,${photo}`} alt={t('photoOf', { n: i + 1 })} />
            <button type="button" className="yk-linkish" onClick={() => onChange(photos.filter((_, at) => at !== i))}>
              {t('photoDrop')}
            </button>
          </li>
        ))}
      </ul>
      {photos.length >= MOST ? null : (
        <input
          id={id}
          type="file"
          accept="image/*"
          capture="environment"
          className="yk-input"
          onChange={(event) => {
            void take(event.target.files?.[0])
            event.target.value = ''
          }}
        />
      )}
      {problem === null ? <p className="yk-small yk-quiet">{t('photoHint')}</p> : null}
      {problem === null ? null : (
        <p className="yk-fd-problem" role="alert">
          {problem}
        </p>
      )}
    </div>
  )
}
