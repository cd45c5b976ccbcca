import { type ReactNode, useState } from 'react'
import { useText } from '../i18n/index.ts'
import { useView } from '../queries.ts'
import { ErrorState } from './ErrorState.tsx'
import { LoadingState } from './LoadingState.tsx'
import { messages } from './messages.ts'
import { Sheet } from './Sheet.tsx'
import { WhySheet } from './WhySheet.tsx'
import type { WhySource } from './why.ts'
import './WhyNumber.css'

export type WhyNumberProps = {
  /** The answer, or where it is read when the sheet opens. */
  source: WhySource
  /** The figure as shown. */
  children: ReactNode
  /** What the figure is, for those who hear it: 护理型床位占比. */
  label: string
}

/** Any figure: opens the sheet that says why it is this number. */
export function WhyNumber({ source, children, label }: WhyNumberProps) {
  const t = useText(messages)
  const [open, setOpen] = useState(false)
  return (
    <>
      <button
        type="button"
        className="yk-why"
        aria-haspopup="dialog"
        aria-expanded={open}
        title={t('whyOpen')}
        onClick={() => setOpen(!open)}
      >
        <span className="yk-sr">{label} </span>
        {children}
        <span className="yk-sr"> {t('whyOpen')}</span>
      </button>
      <Sheet open={open} onClose={() => setOpen(false)} title={t('whyTitle')}>
        {'path' in source ? <Read source={source} /> : <WhySheet why={source} />}
      </Sheet>
    </>
  )
}

function Read({ source }: { source: Extract<WhySource, { path: string }> }) {
  const t = useText(messages)
  const view = useView<unknown>(source.path, source.query)
  if (view.isPending) return <LoadingState />
  if (view.error) return <ErrorState problem={view.error} onRetry={() => void view.refetch()} />
  const why = source.read(view.data)
  return why ? <WhySheet why={why} /> : <p>{t('whyNothing')}</p>
}
