import { useState } from 'react'
import { apiUrl } from '../../shared/api.ts'
import { Text } from '../../shared/form/fields.tsx'
import { useText } from '../../shared/i18n/index.ts'
import { DownloadIcon, PaperIcon } from '../../shared/icons.tsx'
import { messages } from './messages.ts'

/** The bulletin of a period, as the office sends it out. */
export function Bulletin({ period }: { period: string }) {
  const t = useText(messages)
  const [number, setNumber] = useState('')
  const link = (format: 'pdf' | 'docx') => apiUrl('/evaluation/bulletin', { period, format, number })
  return (
    <div className="yk-eva-form">
      <Text label={`${t('bulletin')} · ${t('number')}`} value={number} onChange={setNumber} />
      <div className="yk-row">
        <a className="yk-button" href={link('pdf')} target="_blank" rel="noreferrer">
          <PaperIcon className="yk-icon" />
          {t('pdf')}
        </a>
        <a className="yk-button" href={link('docx')}>
          <DownloadIcon className="yk-icon" />
          {t('docx')}
        </a>
      </div>
    </div>
  )
}
