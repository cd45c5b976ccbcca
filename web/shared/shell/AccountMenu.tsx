import { useEffect, useId, useRef, useState } from 'react'
import { Link } from 'react-router'
import { common, useText } from '../i18n/index.ts'
import { DownIcon, UserIcon } from '../icons.tsx'
import { useAccount } from '../session.ts'
import { SignOutButton } from './SignOutButton.tsx'
import { ElderButton, LanguageButton, SchemeButton } from './Tools.tsx'

/** The account: who, the other faces, appearance, and the way out. A plain disclosure: works with any keyboard and in elder mode. */
export function AccountMenu() {
  const t = useText(common)
  const account = useAccount()
  const [open, setOpen] = useState(false)
  const box = useRef<HTMLDivElement>(null)
  const id = useId()

  useEffect(() => {
    if (!open) return
    const away = (event: Event) => {
      if (event.target instanceof Node && !box.current?.contains(event.target)) setOpen(false)
    }
    document.addEventListener('pointerdown', away)
    document.addEventListener('focusin', away)
    return () => {
      document.removeEventListener('pointerdown', away)
      document.removeEventListener('focusin', away)
    }
  }, [open])

  if (!account) {
    return (
      <Link className="yk-button" to="/login">
        {t('signIn')}
      </Link>
    )
  }
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: Escape anywhere inside closes it; the button and links inside are the controls
    <div
      className="yk-account"
      ref={box}
      onKeyDown={(event) => {
        if (event.key !== 'Escape' || !open) return
        setOpen(false)
        box.current?.querySelector('button')?.focus()
      }}
    >
      <button
        type="button"
        className="yk-button yk-button--bare"
        aria-label={account.name}
        aria-expanded={open}
        aria-controls={id}
        onClick={() => setOpen(!open)}
      >
        <UserIcon />
        <span className="yk-account-name">{account.name}</span>
        <DownIcon />
      </button>
      <div id={id} className="yk-account-sheet" hidden={!open}>
        <p className="yk-account-who">
          <strong>{account.name}</strong>
          <span>{[account.unitName, account.jurisdictionName].filter(Boolean).join(' · ')}</span>
        </p>
        <nav aria-label={t('forms')}>
          <Link to="/console">{t('faceConsole')}</Link>
          <Link to="/cockpit">{t('faceCockpit')}</Link>
          <Link to="/field">{t('faceField')}</Link>
          <Link to="/resident">{t('faceResident')}</Link>
          <Link to="/">{t('facePublic')}</Link>
        </nav>
        <div className="yk-account-tools">
          <SchemeButton />
          <LanguageButton />
          <ElderButton />
        </div>
        <SignOutButton bare />
      </div>
    </div>
  )
}
