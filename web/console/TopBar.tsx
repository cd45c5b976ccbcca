import { common, useText } from '../shared/i18n/index.ts'
import { KeyboardIcon, MenuIcon, SearchIcon } from '../shared/icons.tsx'
import { keysLabel } from '../shared/keys.ts'
import { useSession } from '../shared/session.ts'
import { AccountMenu } from '../shared/shell/AccountMenu.tsx'
import { ElderButton, ElderSizes, LanguageButton } from '../shared/shell/Tools.tsx'
import { messages } from './messages.ts'

type TopBarProps = { onMenu: () => void; onSearch: () => void; onKeys: () => void }

/** Jurisdiction, search, language, elder mode, account. */
export function TopBar({ onMenu, onSearch, onKeys }: TopBarProps) {
  const t = useText(messages)
  const c = useText(common)
  const { data } = useSession()
  const account = data?.account
  return (
    <header className="yk-top yk-noprint">
      <button
        type="button"
        className="yk-button yk-button--bare yk-button--icon yk-top-menu"
        onClick={onMenu}
        aria-label={c('openMenu')}
      >
        <MenuIcon />
      </button>
      <p className="yk-top-place">
        {account?.jurisdictionName ?? data?.home.name}
        {account?.unitName ? <span>{account.unitName}</span> : null}
      </p>
      <button type="button" className="yk-top-search" onClick={onSearch} aria-label={t('search')}>
        <SearchIcon />
        <span>{t('search')}</span>
        <kbd>{keysLabel('mod+k')}</kbd>
      </button>
      <div className="yk-tools yk-top-tools">
        <ElderButton />
        <LanguageButton />
        <button
          type="button"
          className="yk-button yk-button--bare yk-button--icon yk-top-keys"
          onClick={onKeys}
          aria-label={c('shortcuts')}
        >
          <KeyboardIcon />
        </button>
        <AccountMenu />
      </div>
      <ElderSizes />
    </header>
  )
}
