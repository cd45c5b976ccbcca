import type { Operation, Outcome, Receipt } from '../../../src/platform/sync/index.ts'
import { asProblem, command, get, Problem } from '../../shared/api.ts'
import type { Session } from '../../shared/session.ts'
import { reportSync } from '../sync.ts'
import { change, read, readAll } from './base.ts'
import { accountKey, newDataKey, openDataKey, type Sealed, seal, unseal } from './key.ts'
import type { Entry, FieldState, Known, Taken } from './model.ts'
import { uuidv7 } from './uuid.ts'

/** What was taken along is good for so long; then it is deleted, whether there is a network or not. */
const KEPT_MS = 72 * 3_600_000
/** Entries that arrived stay in sight until the day is over. */
const DONE_MS = 24 * 3_600_000
/** A batch is at most so many operations and so many characters. */
const BATCH = 40
const BATCH_CHARACTERS = 2_400_000
/** A clock that moved by more than this since it was measured is no longer known. */
const MOVED_MS = 90_000

let state: FieldState = {
  phase: 'opening',
  account: null,
  session: null,
  online: typeof navigator === 'undefined' || navigator.onLine,
  sending: false,
  taken: null,
  entries: [],
  lastSent: null,
  failed: null,
}
const listeners = new Set<() => void>()
let known: Known | null = null
let key: CryptoKey | null = null
/** Difference of the two clocks of the device when its offset was measured: it stays the same unless somebody sets the time. */
let anchor: number | null = null
let roundTrip: number | null = null
let queue: Promise<unknown> = Promise.resolve()

/** What the app shows now. */
export const fieldState = (): FieldState => state

export function onField(tell: () => void): () => void {
  listeners.add(tell)
  return () => listeners.delete(tell)
}

function set(change_: Partial<FieldState>): void {
  state = { ...state, ...change_ }
  const open = state.entries.filter((each) => each.outcome === null || each.outcome.state === 'waiting').length
  reportSync({
    online: state.online,
    waiting: open,
    needsYou: state.entries.filter((each) => each.outcome?.state === 'refused').length,
    lastSent: state.lastSent,
  })
  for (const tell of listeners) tell()
}

const place = (name: string): string => `${known!.device}/${name}`
const entryName = (seq: number): string => `op/${String(seq).padStart(10, '0')}`

async function put(name: string, value: unknown): Promise<void> {
  await change('sealed', [[place(name), await seal(key!, place(name), value)]])
}

async function taken<T>(name: string): Promise<T | null> {
  const found = await read<Sealed>('sealed', place(name))
  return found === undefined ? null : unseal<T>(key!, place(name), found)
}

async function entriesKept(): Promise<Entry[]> {
  const rows = await readAll<Sealed>('sealed', place('op/'))
  return Promise.all(rows.map(([name, sealed]) => unseal<Entry>(key!, name, sealed)))
}

async function keepKnown(more: Partial<Known>): Promise<void> {
  known = { ...known!, ...more }
  await change('account', [[known.account, known]])
}

/** Milliseconds now by the server's clock, as well as this device knows it. */
export const serverNow = (): number => Date.now() + (known?.offset ?? 0)

/** Opens what is kept for the account: deletes what is out of date, shows the rest. */
async function unlock(session: Session): Promise<void> {
  const pack = await taken<Taken>('pack')
  const stale = pack !== null && serverNow() - Date.parse(pack.now) > KEPT_MS
  const entries = await entriesKept()
  const over = entries.filter(
    ({ outcome, operation }) => outcome?.state === 'done' && Date.now() - Date.parse(operation.at) > DONE_MS,
  )
  const drops = [...(stale ? [place('pack')] : []), ...over.map(({ operation }) => place(entryName(operation.seq)))]
  await change('sealed', [], drops)
  // A record that was kept just before the power went has its number, whatever the counter says.
  const seq = entries.reduce((most, { operation }) => Math.max(most, operation.seq), known!.seq)
  if (seq > known!.seq) await keepKnown({ seq })
  set({
    phase: 'ready',
    account: known!.account,
    session,
    taken: stale ? null : pack,
    entries: entries.filter((each) => !over.includes(each)),
    lastSent: known!.lastSent,
  })
}

/** Greets the server from this device and opens the store under the secret it hands out. */
async function greet(session: Session): Promise<void> {
  const account = session.account!.id
  const before = await read<Known>('account', account)
  const device = before?.device ?? uuidv7()
  const began = performance.now()
  const { secret, now } = await command<{ secret: string; now: string }>('POST', '/sync/device', {
    id: device,
    name: navigator.userAgent.slice(0, 80),
  })
  measure(began, now)
  const own = await accountKey(secret, device)
  const wrapped = before?.wrapped ?? (await newDataKey(own))
  key = await openDataKey(wrapped, own)
  known = {
    ...(before ?? { account, device, seq: 0, lastSent: null }),
    wrapped,
    key: own,
    offset: Math.round(Date.parse(now) - Date.now()),
  }
  await change('account', [
    [account, known],
    ['current', account],
  ])
  await put('session', session)
  await unlock(session)
}

function measure(began: number, now: string): void {
  roundTrip = Math.round(performance.now() - began)
  anchor = Date.now() - performance.now()
  if (known !== null) known.offset = Math.round(Date.parse(now) + roundTrip / 2 - Date.now())
}

/** Opens the app without a network, for whoever was signed in last. */
async function openAlone(): Promise<void> {
  const account = await read<string>('account', 'current')
  const found = account === undefined ? undefined : await read<Known>('account', account)
  if (found?.key == null) return set({ phase: 'stranger', online: false })
  known = found
  key = await openDataKey(found.wrapped, found.key)
  const session = await taken<Session>('session')
  if (session === null) return set({ phase: 'stranger', online: false })
  await unlock(session)
}

/** Forgets how to open the store: what is unsent stays, sealed, until the same account signs in again. */
export async function lockField(): Promise<void> {
  if (known !== null) {
    await change('sealed', [], [place('pack'), place('session')])
    await change('account', [[known.account, { ...known, key: null }]], ['current'])
  }
  known = null
  key = null
  set({ phase: 'signed-out', account: null, session: null, taken: null, entries: [] })
}

/** Wipes everything of this device: somebody reported it as lost. */
async function wipe(): Promise<void> {
  if (known === null) return
  const rows = await readAll('sealed', `${known.device}/`)
  await change(
    'sealed',
    [],
    rows.map(([name]) => name),
  )
  await change('account', [], [known.account, 'current'])
  known = null
  key = null
  set({ phase: 'stopped', account: null, session: null, taken: null, entries: [] })
}

let opening: Promise<void> | null = null

/** Opens the app: with the server where it can be reached, alone otherwise. */
export function openField(): Promise<void> {
  opening ??= begin().finally(() => {
    opening = null
  })
  return opening
}

async function begin(): Promise<void> {
  try {
    const session = await get<Session>('/session')
    if (session.account === null) return await lockField()
    // In turn with what is being kept: the counter must not be read while a record takes its number.
    await inTurn(() => greet(session))
    await fetchPack()
    await flush()
  } catch (thrown) {
    const problem = asProblem(thrown)
    if (problem.code === 'device.revoked') return wipe()
    if (!problem.unsettled)
      return set({ phase: state.phase === 'ready' ? 'ready' : 'stranger', failed: problem.message })
    if (state.phase !== 'ready') await openAlone()
    set({ online: false })
  }
}

/** Takes today's work along. What was taken before stays when it fails. */
export async function fetchPack(start?: { lon: number; lat: number }): Promise<void> {
  const began = performance.now()
  const pack = await get<Omit<Taken, 'at'>>('/sync/pack', start ?? {})
  measure(began, pack.now)
  const fresh: Taken = { ...pack, at: new Date().toISOString() }
  await put('pack', fresh)
  await keepKnown({})
  set({ taken: fresh, online: true, failed: null })
}

/** Something to be kept and sent. */
export type NewEntry = Pick<Operation, 'kind' | 'form' | 'payload'> & {
  title: string
  subject: string | null
  base?: Operation['base']
  after?: string[]
}

/** What is half filled in about somebody; nothing is lost when the telephone is put away. */
export const keepDraft = (subject: string, value: unknown): Promise<void> =>
  value === null ? change('sealed', [], [place(`draft/${subject}`)]) : put(`draft/${subject}`, value)
export const draftOf = <T>(subject: string): Promise<T | null> => taken<T>(`draft/${subject}`)

/** One after the other: two records never get one number. */
function inTurn<T>(work: () => Promise<T>): Promise<T> {
  const turn = queue.then(work)
  queue = turn.catch(() => undefined)
  return turn
}

/** Keeps a record on this device for good before anything else happens, then tries to send it. Returns its id. */
export async function keep(entry: NewEntry): Promise<string> {
  const id = await inTurn(async () => {
    const seq = known!.seq + 1
    const now = Date.now()
    const moved = anchor === null || Math.abs(now - performance.now() - anchor) > MOVED_MS
    const operation: Operation = {
      id: uuidv7(),
      seq,
      at: new Date(now).toISOString(),
      offset: moved ? null : known!.offset,
      kind: entry.kind,
      form: entry.form,
      base: entry.base ?? {},
      payload: entry.payload,
      ...(entry.after === undefined ? {} : { after: entry.after }),
    }
    const made: Entry = { operation, title: entry.title, subject: entry.subject, outcome: null }
    // The record before the counter: a number that was used is never given again, because the counter is read from the records, too.
    await put(entryName(seq), made)
    await keepKnown({ seq })
    set({ entries: [...state.entries, made] })
    return operation.id
  })
  void flush()
  return id
}

/** Puts a refused record away that the person has read and done again. */
export async function putAway(id: string): Promise<void> {
  const entry = state.entries.find((each) => each.operation.id === id)
  if (entry === undefined) return
  await change('sealed', [], [place(entryName(entry.operation.seq))])
  set({ entries: state.entries.filter((each) => each !== entry) })
}

const isOpen = (entry: Entry): boolean => entry.outcome === null || entry.outcome.state === 'waiting'

function nextBatch(): Operation[] {
  const batch: Operation[] = []
  let characters = 0
  for (const { operation } of state.entries.filter(isOpen)) {
    characters += JSON.stringify(operation.payload).length
    if (batch.length > 0 && (batch.length === BATCH || characters > BATCH_CHARACTERS)) break
    batch.push(operation)
  }
  return batch
}

/** A counter of this device is taken by others already (its store was copied or set back): it goes on under another name. */
async function beginAnew(session: Session): Promise<void> {
  const unsent = state.entries.filter(isOpen)
  const rows = await readAll('sealed', `${known!.device}/`)
  await change(
    'sealed',
    [],
    rows.map(([name]) => name),
  )
  await change('account', [], [known!.account])
  known = null
  await greet(session)
  for (const { operation, title, subject } of unsent) {
    const seq = known!.seq + 1
    const made: Entry = { operation: { ...operation, seq, base: {} }, title, subject, outcome: null }
    await put(entryName(seq), made)
    await keepKnown({ seq })
  }
  set({ entries: await entriesKept() })
}

async function settle(outcomes: readonly Outcome[]): Promise<void> {
  const by = new Map(outcomes.map(({ id, ...outcome }) => [id, outcome]))
  const entries = state.entries.map((entry): Entry => {
    const outcome = by.get(entry.operation.id)
    if (outcome === undefined || outcome.state === 'clash') return entry
    // What arrived is no longer needed here in full; what was refused is.
    const operation = outcome.state === 'done' ? { ...entry.operation, payload: null } : entry.operation
    return { ...entry, operation, outcome }
  })
  const changed = entries.filter((entry, i) => entry !== state.entries[i])
  const sealed = await Promise.all(
    changed.map(async (entry): Promise<[string, Sealed]> => {
      const name = place(entryName(entry.operation.seq))
      return [name, await seal(key!, name, entry)]
    }),
  )
  await change('sealed', sealed)
  set({ entries })
}

/** Sends what waits, batch after batch, until nothing is open or the line breaks. */
export async function flush(): Promise<void> {
  if (state.phase !== 'ready' || state.sending || !state.entries.some(isOpen)) return
  set({ sending: true })
  try {
    let before = -1
    for (let batch = nextBatch(); batch.length > 0; batch = nextBatch()) {
      const open = state.entries.filter(isOpen).length
      if (open === before) break
      before = open
      const began = performance.now()
      const receipt = await command<Receipt>('POST', '/sync/batches', {
        device: known!.device,
        sentAt: new Date().toISOString(),
        roundTrip,
        operations: batch,
      })
      measure(began, receipt.now)
      await inTurn(() => settle(receipt.outcomes))
      await keepKnown({ lastSent: receipt.now })
      set({ online: true, failed: null, lastSent: receipt.now })
      if (receipt.outcomes.some((each) => each.state === 'clash')) await inTurn(() => beginAnew(state.session!))
    }
  } catch (thrown) {
    const problem = asProblem(thrown)
    if (problem.code === 'device.revoked') await wipe()
    else if (problem.status === 401) set({ failed: problem.message })
    else set({ online: !(problem instanceof Problem && problem.status === 0), failed: problem.message })
  } finally {
    set({ sending: false })
  }
}

const AGAIN_MS = 30_000

/** Tries again when a network comes, when the app comes to the front, and now and then. Returns how to stop it. */
export function keepSending(): () => void {
  const back = () => {
    set({ online: true })
    void openField()
  }
  const away = () => set({ online: false })
  const seen = () => {
    if (document.visibilityState === 'visible') void flush()
  }
  window.addEventListener('online', back)
  window.addEventListener('offline', away)
  document.addEventListener('visibilitychange', seen)
  const timer = setInterval(() => void flush(), AGAIN_MS)
  return () => {
    window.removeEventListener('online', back)
    window.removeEventListener('offline', away)
    document.removeEventListener('visibilitychange', seen)
    clearInterval(timer)
  }
}
