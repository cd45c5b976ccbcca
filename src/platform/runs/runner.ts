import { setTimeout as sleep } from 'node:timers/promises'
import { type Bilingual, Refusal } from '../../kernel/refusal.ts'
import { type Database, installationActor, sql, systemActor } from '../db/index.ts'
import { type AnyRunKind, Halted, type RunRefusal, type Work } from './model.ts'
import { onRunAsked } from './wake.ts'

/** Carries out the computations that were asked for. */
export type Runner = {
  /** Carries out what waits, until nothing waits any more. */
  drain(): Promise<void>
  /** Stops what runs, without ending it: it is begun again by the next runner. */
  stop(): Promise<void>
}

export type RunnerOptions = {
  log?: (message: string) => void
  /** Milliseconds between looks for new runs; `null` looks only when drained. */
  every?: number | null
  /** Milliseconds between signs of life; a run whose worker gave none for ten times as long is begun again. */
  beat?: number
  /** Runs at the same time. */
  parallel?: number
  /** Times a run is begun before it counts as failed. */
  attempts?: number
}

type Open = { jurisdiction: string; id: string; kind: string }
type Claimed = { input: unknown; askedBy: string; attempt: number }

/** A worker that is merely slow, on a busy machine, must not lose its run. Milliseconds. */
const LEAST_SILENCE = 5000

const OWN_FAULT: Bilingual = {
  zh: '计算中断，系统内部出错，已记入日志；可以再试一次',
  en: 'The computation broke off by a fault of the system, which was noted; you may try again',
}
const GAVE_UP: Bilingual = {
  zh: '计算几次中断，没有完成；请联系管理员',
  en: 'The computation was cut short several times; ask the administrator',
}

/**
 * Starts carrying out runs. Any number of processes may do so: a run belongs to the one that moved it to `running`, and is begun
 * again by another when that one falls silent. Kinds that this runner does not know are left alone.
 */
export function startRunner(db: Database, kinds: readonly AnyRunKind[], options: RunnerOptions = {}): Runner {
  const { log = () => undefined, every = 2000, beat = 500, parallel = 2, attempts = 3 } = options
  const known = new Map(kinds.map((kind) => [kind.name, kind]))
  if (known.size !== kinds.length) throw new Error('two kinds of runs have the same name')
  const silence = Math.max(LEAST_SILENCE, beat * 10)
  const under = new Map<string, Promise<void>>()
  const halts = new Set<AbortController>()
  let stopping = false

  const actorOf = ({ jurisdiction, kind }: Open) => systemActor(kind, jurisdiction)

  /** For each kind and jurisdiction the run that is next: one whose worker fell silent, or the one that waits longest. */
  async function open(): Promise<Open[]> {
    return db.read(installationActor('runs'), (tx) =>
      tx.rows<Open>(sql`select distinct on (jurisdiction, kind) jurisdiction, id, kind from runs.run r
        where kind = any(${[...known.keys()]}) and (state = 'running' and alive_at < ${new Date(Date.now() - silence)}
          or state = 'queued' and not exists (select from runs.run o
            where o.jurisdiction = r.jurisdiction and o.kind = r.kind and o.state = 'running'))
        order by jurisdiction, kind, state desc, asked_at, id`),
    )
  }

  /** Takes a run; null when another was quicker or its kind is at work already. */
  async function claim(run: Open): Promise<Claimed | null> {
    try {
      return await db.write(actorOf(run), (tx) =>
        tx.maybe<Claimed>(sql`update runs.run set state = 'running', attempt = attempt + 1,
            started_at = coalesce(started_at, ${tx.now}), alive_at = ${new Date()}
          where jurisdiction = ${run.jurisdiction} and id = ${run.id}
            and (state = 'queued' or state = 'running' and alive_at < ${new Date(Date.now() - silence)})
          returning input, asked_by "askedBy", attempt`),
      )
    } catch (error) {
      if ((error as { code?: string }).code === '23505') return null
      throw error
    }
  }

  type End =
    | { state: 'done'; result: unknown }
    | { state: 'cancelled' | 'queued' }
    | { state: 'failed'; refusal: RunRefusal }

  async function finish(run: Open, attempt: number, end: End): Promise<void> {
    await db.write(actorOf(run), (tx) =>
      tx.run(sql`update runs.run set state = ${end.state}, ended_at = ${end.state === 'queued' ? null : tx.now},
          progress = case ${end.state} when 'done' then 1 else progress end,
          result = ${end.state === 'done' ? JSON.stringify(end.result ?? null) : null},
          refusal = ${end.state === 'failed' ? JSON.stringify(end.refusal) : null}
        where jurisdiction = ${run.jurisdiction} and id = ${run.id} and state = 'running' and attempt = ${attempt}`),
    )
  }

  async function carryOut(run: Open): Promise<void> {
    const claimed = await claim(run)
    if (claimed === null) return
    const { attempt } = claimed
    if (attempt > attempts) {
      return finish(run, attempt, { state: 'failed', refusal: { code: 'run.interrupted', text: GAVE_UP } })
    }
    const halt = new AbortController()
    halts.add(halt)
    let cancelled = false
    let told: { share: number | null; note: unknown } | null = null
    const pulse = setInterval(async () => {
      const news = told
      told = null
      try {
        const still = await db.write(actorOf(run), (tx) =>
          tx.maybe<{ cancel: boolean }>(sql`update runs.run set alive_at = ${new Date()},
              progress = ${news === null ? sql`progress` : news.share}, note = ${news === null ? sql`note` : JSON.stringify(news.note ?? null)}
            where jurisdiction = ${run.jurisdiction} and id = ${run.id} and state = 'running' and attempt = ${attempt}
            returning cancel_asked_at is not null cancel`),
        )
        if (still?.cancel === true) cancelled = true
        if (still === null || still.cancel) halt.abort(new Halted('cancelled'))
      } catch (error) {
        log(`a sign of life of ${run.kind} ${run.id} was lost: ${error}`)
      }
    }, beat)
    const work: Work<unknown> = {
      db,
      jurisdiction: run.jurisdiction,
      id: run.id,
      input: claimed.input,
      askedBy: claimed.askedBy,
      signal: halt.signal,
      progress: (share, note) => {
        told = { share: share === null ? null : Math.min(1, Math.max(0, share)), note }
      },
    }
    let end: End
    try {
      end = { state: 'done', result: await known.get(run.kind)!.run(work) }
    } catch (error) {
      if (cancelled) end = { state: 'cancelled' }
      else if (stopping && halt.signal.aborted) end = { state: 'queued' }
      else if (error instanceof Refusal) {
        const { code, text, next } = error
        end = { state: 'failed', refusal: { code, text, ...(next === undefined ? {} : { next }) } }
      } else {
        log(`${run.kind} ${run.id} failed: ${error instanceof Error ? error.stack : error}`)
        end = { state: 'failed', refusal: { code: 'run.fault', text: OWN_FAULT } }
      }
    } finally {
      clearInterval(pulse)
      halts.delete(halt)
    }
    await finish(run, attempt, end)
  }

  let looking: Promise<void> | null = null
  /** Begins what waits, up to the limit. One look at a time. */
  function look(): Promise<void> {
    looking ??= (async () => {
      try {
        if (stopping || under.size >= parallel) return
        for (const run of await open()) {
          if (stopping || under.size >= parallel) break
          if (under.has(run.id)) continue
          const done = carryOut(run)
            .catch((error) => log(`the run ${run.id} could not be carried out: ${error}`))
            .finally(() => {
              under.delete(run.id)
              if (every !== null) soon(0)
            })
          under.set(run.id, done)
        }
      } catch (error) {
        log(`the runner could not look for work: ${error}`)
      } finally {
        looking = null
      }
    })()
    return looking
  }
  const timers = new Set<NodeJS.Timeout>()
  function soon(milliseconds: number): void {
    if (stopping) return
    const timer = setTimeout(() => {
      timers.delete(timer)
      void look()
    }, milliseconds)
    timers.add(timer)
  }
  const regular = every === null ? null : setInterval(() => void look(), every)
  // After a wake the commit may still be on its way.
  const deaf = every === null ? null : onRunAsked(() => [10, 150].forEach(soon))

  return {
    drain: async () => {
      for (;;) {
        await look()
        if (under.size === 0 && (await open()).length === 0) return
        // Nothing here, but something waits: another runner is at it.
        await Promise.race([...under.values(), ...(under.size === 0 ? [sleep(50)] : [])])
      }
    },
    stop: async () => {
      stopping = true
      deaf?.()
      if (regular !== null) clearInterval(regular)
      for (const timer of timers) clearTimeout(timer)
      for (const halt of halts) halt.abort(new Halted('stopping'))
      await Promise.all(under.values())
    },
  }
}
