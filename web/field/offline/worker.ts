/**
 * The service worker of the field app: keeps its shell (pages, scripts, styles; never an answer of the server and nothing personal), so that it
 * opens without a network. The list of files is written in when the pages are built.
 */
declare const __YIKE_SHELL__: { version: string; files: string[] }

type Waitable = Event & { waitUntil(work: Promise<unknown>): void }
type Fetching = Waitable & { request: Request; respondWith(answer: Promise<Response>): void }
type Scope = {
  skipWaiting(): Promise<void>
  clients: { claim(): Promise<void> }
  location: { origin: string }
  addEventListener(kind: 'install' | 'activate', hear: (event: Waitable) => void): void
  addEventListener(kind: 'fetch', hear: (event: Fetching) => void): void
}

const scope = self as unknown as Scope
const PREFIX = 'yike-field-'
const NAME = `${PREFIX}${__YIKE_SHELL__.version}`
/** Every page of the app is this one document. */
const PAGE = '/field'

scope.addEventListener('install', (event) => {
  event.waitUntil(
    caches
      .open(NAME)
      .then((cache) =>
        cache.addAll([PAGE, ...__YIKE_SHELL__.files].map((url) => new Request(url, { cache: 'reload' }))),
      )
      .then(() => scope.skipWaiting()),
  )
})

scope.addEventListener('activate', (event) => {
  // The shell before this one stays for pages that are open with it; older ones go.
  event.waitUntil(
    caches
      .keys()
      .then((names) => names.filter((name) => name.startsWith(PREFIX) && name !== NAME))
      .then((old) => Promise.all(old.slice(0, -1).map((name) => caches.delete(name))))
      .then(() => scope.clients.claim()),
  )
})

async function answer(request: Request): Promise<Response> {
  const page = request.mode === 'navigate'
  const own = await caches.open(NAME)
  // The page is always this shell's; a script may be one that a page opened before the change still asks for.
  const kept = page ? await own.match(PAGE) : ((await own.match(request)) ?? (await caches.match(request)))
  return kept ?? fetch(request)
}

scope.addEventListener('fetch', (event) => {
  const url = new URL(event.request.url)
  if (event.request.method !== 'GET' || url.origin !== scope.location.origin || url.pathname.startsWith('/api/')) return
  if (event.request.mode === 'navigate' && !/^\/field(\/|$)/.test(url.pathname)) return
  event.respondWith(answer(event.request))
})
