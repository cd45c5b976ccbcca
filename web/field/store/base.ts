/** The one database of the field app on this device, in two drawers: what is known about accounts, and sealed things by key. */
const NAME = 'yike-field'
const DRAWERS = ['account', 'sealed'] as const
export type Drawer = (typeof DRAWERS)[number]

let opened: Promise<IDBDatabase> | null = null

function open(): Promise<IDBDatabase> {
  opened ??= new Promise((resolve, reject) => {
    const request = indexedDB.open(NAME, 1)
    request.onupgradeneeded = () => {
      for (const drawer of DRAWERS) request.result.createObjectStore(drawer)
    }
    request.onsuccess = () => resolve(request.result)
    request.onerror = () => reject(request.error)
  })
  return opened
}

/** One change of one drawer; all of it holds or none of it. */
export async function change(
  drawer: Drawer,
  puts: readonly [key: string, value: unknown][],
  drops: readonly string[] = [],
) {
  const base = await open()
  return new Promise<void>((resolve, reject) => {
    const work = base.transaction(drawer, 'readwrite', { durability: 'strict' })
    const store = work.objectStore(drawer)
    for (const [key, value] of puts) store.put(value, key)
    for (const key of drops) store.delete(key)
    work.oncomplete = () => resolve()
    work.onerror = () => reject(work.error)
    work.onabort = () => reject(work.error)
  })
}

const asked = <T>(request: IDBRequest<T>): Promise<T> =>
  new Promise((resolve, reject) => {
    request.onsuccess = () => resolve(request.result)
    request.onerror = () => reject(request.error)
  })

/** What stands under a key, or undefined. */
export async function read<T>(drawer: Drawer, key: string): Promise<T | undefined> {
  const store = (await open()).transaction(drawer).objectStore(drawer)
  return (await asked(store.get(key))) as T | undefined
}

/** Everything whose key begins so, in the order of the keys. */
export async function readAll<T>(drawer: Drawer, prefix: string): Promise<[key: string, value: T][]> {
  const store = (await open()).transaction(drawer).objectStore(drawer)
  const range = IDBKeyRange.bound(prefix, `${prefix}\uffff`)
  const [keys, values] = await Promise.all([asked(store.getAllKeys(range)), asked(store.getAll(range))])
  return keys.map((key, i) => [String(key), values[i] as T])
}
