import { useState } from 'react'
import { useLocation, useNavigate } from 'react-router'
import { common, usePick, useText } from '../shared/i18n/index.ts'
import { useShortcuts } from '../shared/keys.ts'
import { CONSOLE_ROOMS } from '../shared/pages.ts'
import { SearchBox } from '../shared/parts/SearchBox.tsx'
import { Sheet } from '../shared/parts/Sheet.tsx'
import { useMay } from '../shared/session.ts'
import { Gate } from '../shared/shell/Gate.tsx'
import { Main } from '../shared/shell/Main.tsx'
import { PageOutlet } from '../shared/shell/PageOutlet.tsx'
import { ShortcutHelp } from '../shared/shell/ShortcutHelp.tsx'
import { AntdRoot } from '../shared/theme/AntdRoot.tsx'
import { useFace } from '../shared/theme/look.ts'
import { messages } from './messages.ts'
import { Nav } from './Nav.tsx'
import { inRoom, pages } from './pages.ts'
import { TopBar } from './TopBar.tsx'
import './console.css'
import './file.css'

type Open = 'none' | 'search' | 'nav' | 'keys'

/** The console: rooms at the left in the user's words, search, keyboard for everything frequent. */
export default function ConsoleFace() {
  useFace('console')
  return (
    <Gate>
      <AntdRoot>
        <Shell />
      </AntdRoot>
    </Gate>
  )
}

function Shell() {
  const t = useText(messages)
  const c = useText(common)
  const pick = usePick()
  const may = useMay()
  const navigate = useNavigate()
  const { pathname } = useLocation()
  const [open, setOpen] = useState<Open>('none')
  const close = () => setOpen('none')
  const reachable = CONSOLE_ROOMS.flatMap(inRoom).filter((page) => may(page.permission))

  useShortcuts([
    { keys: 'mod+k', label: c('shortcutSearch'), run: () => setOpen('search') },
    { keys: '/', label: c('shortcutSearch'), run: () => setOpen('search') },
    { keys: '?', label: c('shortcutHelp'), run: () => setOpen('keys') },
    ...reachable.slice(0, 9).map((page, index) => ({
      keys: `g ${index + 1}`,
      label: t('goPage', { page: pick(page.title) }),
      run: () => void navigate(`/console/${page.path}`),
    })),
  ])

  return (
    <div className="yk-console">
      <a className="yk-skip" href="#main">
        {c('skip')}
      </a>
      <aside className="yk-console-side yk-noprint">
        <Nav />
      </aside>
      <div className="yk-console-work">
        <TopBar onMenu={() => setOpen('nav')} onSearch={() => setOpen('search')} onKeys={() => setOpen('keys')} />
        <Sheet open={open === 'search'} onClose={close} title={t('searchShort')} side="middle">
          <SearchBox
            autoFocus
            local={reachable.map((page) => ({
              kind: t('page'),
              title: pick(page.title),
              subtitle: t(page.room),
              href: `/console/${page.path}`,
            }))}
            onGone={close}
          />
        </Sheet>
        <Sheet open={open === 'keys'} onClose={close} title={c('shortcuts')} side="middle">
          <ShortcutHelp />
        </Sheet>
        <Sheet open={open === 'nav'} onClose={close} title={t('nav')} side="left">
          <Nav onGone={close} />
        </Sheet>
        <Main className="yk-console-main" key={pathname.split('/')[2] ?? ''}>
          <PageOutlet pages={pages} />
        </Main>
      </div>
    </div>
  )
}
