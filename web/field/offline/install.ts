/** Makes the app installable and able to open without a network. Once a page; what fails leaves the app as a page that needs one. */
export function install(): void {
  if (document.querySelector('link[rel=manifest]') === null) {
    const link = document.createElement('link')
    link.rel = 'manifest'
    link.href = '/field.webmanifest'
    document.head.append(link)
  }
  if (!import.meta.env.PROD || !('serviceWorker' in navigator)) return
  navigator.serviceWorker.register('/field-worker.js', { scope: '/field', type: 'module' }).catch(() => undefined)
  // Asked for, the browser does not throw away unsent records when its disk runs full.
  void navigator.storage?.persist?.().catch(() => undefined)
}
