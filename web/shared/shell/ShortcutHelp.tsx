import { common, useText } from '../i18n/index.ts'
import { keysLabel, useActiveShortcuts } from '../keys.ts'

/** Every shortcut that works on this page. */
export function ShortcutHelp() {
  const t = useText(common)
  const shortcuts = useActiveShortcuts()
  return (
    <dl className="yk-keys">
      {shortcuts.map((shortcut) => (
        <div key={shortcut.keys}>
          <dt>
            {keysLabel(shortcut.keys)
              .split(' ')
              .map((key) => (
                <kbd key={key}>{key}</kbd>
              ))}
          </dt>
          <dd>{shortcut.label}</dd>
        </div>
      ))}
      <div>
        <dt>
          <kbd>↑</kbd>
          <kbd>↓</kbd>
        </dt>
        <dd>{t('shortcutList')}</dd>
      </div>
    </dl>
  )
}
