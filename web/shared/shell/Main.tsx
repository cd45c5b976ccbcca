import type { ReactNode } from 'react'
import './shell.css'

/**
 * The main part of every face and where the skip link leads. On a phone it scrolls sideways when a list is wider than the screen,
 * so the keyboard comes to it even while nothing inside it can take the focus.
 */
export function Main({ className, children }: { className: string; children: ReactNode }) {
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls must be within reach of the keyboard
    <main id="main" tabIndex={0} className={`yk-main ${className}`}>
      {children}
    </main>
  )
}
