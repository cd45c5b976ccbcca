import { type ReactNode, useEffect, useId, useRef } from 'react'
import { common, useText } from '../i18n/index.ts'
import { CloseIcon } from '../icons.tsx'
import { useElder } from '../theme/look.ts'
import './Sheet.css'

export type SheetProps = {
  open: boolean
  onClose: () => void
  title: ReactNode
  children: ReactNode
  /** Where it stands: at the right edge (default), at the left (navigation), or in the middle (search, help). */
  side?: 'right' | 'left' | 'middle'
  /** Never as a sheet: unfolds in place. Always so in elder mode, where nothing pops up. */
  inline?: boolean
}

/** A sheet beside the work. Traps focus, closes with Escape or a click outside; in elder mode it unfolds in place instead. */
export function Sheet({ open, onClose, title, children, side = 'right', inline }: SheetProps) {
  const t = useText(common)
  const elder = useElder()
  const inPlace = inline ?? (elder && side !== 'left')
  const dialog = useRef<HTMLDialogElement>(null)
  const titleId = useId()

  useEffect(() => {
    const node = dialog.current
    if (!node) return
    if (open && !node.open) {
      node.showModal()
      node.querySelector<HTMLElement>('[data-first-focus]')?.focus()
    }
    if (!open && node.open) node.close()
  }, [open])

  const head = (
    <header className="yk-sheet-head">
      <h2 id={titleId}>{title}</h2>
      <button
        type="button"
        className="yk-button yk-button--bare yk-button--icon"
        onClick={onClose}
        aria-label={t('close')}
      >
        <CloseIcon />
      </button>
    </header>
  )

  if (inPlace) {
    if (!open) return null
    return (
      <section className="yk-sheet yk-sheet--inline" aria-labelledby={titleId}>
        {head}
        <div className="yk-sheet-body">{children}</div>
      </section>
    )
  }
  return (
    // biome-ignore lint/a11y/useKeyWithClickEvents: a dialog closes with Escape by itself; the click is on its backdrop
    <dialog
      ref={dialog}
      className={`yk-sheet yk-sheet--${side}`}
      aria-labelledby={titleId}
      onClose={onClose}
      onClick={(event) => {
        if (event.target === dialog.current) onClose()
      }}
    >
      {open ? (
        <div className="yk-sheet-inner">
          {head}
          <div className="yk-sheet-body">{children}</div>
        </div>
      ) : null}
    </dialog>
  )
}
