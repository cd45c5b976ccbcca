/** Puts the focus into a field that a key or button has just opened. As a `ref`, it runs when the field appears. */
export function focusOnce(node: HTMLElement | null): void {
  node?.focus({ preventScroll: true })
}
