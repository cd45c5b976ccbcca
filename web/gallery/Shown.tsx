import type { ReactNode } from 'react'

/** One part with its name. */
export function Shown({ title, children, wide }: { title: string; children: ReactNode; wide?: boolean }) {
  return (
    <section className={`yk-gallery-part${wide ? ' yk-gallery-part--wide' : ''}`}>
      <h2>{title}</h2>
      {children}
    </section>
  )
}
