import { useEffect } from 'react'
import { useText } from '../shared/i18n/index.ts'
import { PageHead } from '../shared/parts/PageHead.tsx'
import { LightShell } from '../shared/shell/LightShell.tsx'
import { SchemeButton } from '../shared/shell/Tools.tsx'
import { useFace } from '../shared/theme/look.ts'
import { Data } from './Data.tsx'
import { Exchange } from './Exchange.tsx'
import { messages } from './messages.ts'
import './gallery.css'

/** Every part in every state, with demo data. Reached at /parts, linked from nowhere; the browser tests walk through it. */
export default function Gallery() {
  useFace('gallery')
  const t = useText(messages)
  const title = t('title')
  useEffect(() => {
    document.title = `${title} · 一刻 Yike`
  }, [title])
  return (
    <LightShell home="/parts">
      <PageHead title={t('title')} lead={t('lead')} actions={<SchemeButton />} />
      <div className="yk-gallery">
        <Data />
        <Exchange />
      </div>
    </LightShell>
  )
}
