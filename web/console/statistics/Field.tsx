import type { ReactNode } from 'react'

/** A control with its name above and, where useful, a hint below. */
export function Field({ label, help, children }: { label: string; help?: string; children: ReactNode }) {
  return (
    // biome-ignore lint/a11y/noLabelWithoutControl: the control is the child
    <label className="yk-field">
      <span className="yk-small">{label}</span>
      {children}
      {help === undefined ? null : <span className="yk-quiet yk-small">{help}</span>}
    </label>
  )
}
