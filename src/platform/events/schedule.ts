import { type Database, sql, systemActor, type Tx } from '../db/index.ts'

/** How often: every so many minutes or hours, counted from midnight UTC, or once a day at a time in China. */
export type Every = `${number}m` | `${number}h` | { dailyAt: string }

/** Work that recurs, once per jurisdiction and slot. */
export type Job = {
  /** Names the job in the database; never changed once in use. */
  name: string
  every: Every
  /** Opens its own transactions, each safe to repeat: a run that is cut short is done again. */
  run(db: Database, jurisdiction: string, now: Date): Promise<void>
}

export type ScheduleOptions = {
  /** The jurisdictions this installation keeps. */
  jurisdictions(): Promise<string[]>
  log?: (message: string) => void
  clock?: () => Date
  /** Milliseconds between looks; `null` looks only when asked. */
  look?: number | null
}

export type Schedules = {
  /** Runs what is due now. Returns the jobs it ran, as `<jurisdiction> <job>`. */
  tick(): Promise<string[]>
  stop(): Promise<void>
}

const MINUTE = 60_000
const DAY = 24 * 60 * MINUTE
/** China has one time zone and no summer time. */
const CHINA = 8 * 60 * MINUTE
const RETRIES = 3

/** Start of the slot that `now` lies in. Throws on a rhythm that is none. */
export function slotOf(every: Every, now: Date): Date {
  const interval = typeof every === 'string' ? /^([1-9]\d*)([mh])$/.exec(every) : null
  if (interval !== null) {
    const length = Number(interval[1]) * (interval[2] === 'h' ? 60 : 1) * MINUTE
    return new Date(Math.floor(now.getTime() / length) * length)
  }
  const daily = typeof every === 'string' ? null : /^([01]\d|2[0-3]):([0-5]\d)$/.exec(every.dailyAt)
  if (daily === null) throw new Error(`not a rhythm: ${JSON.stringify(every)}`)
  const offset = (Number(daily[1]) * 60 + Number(daily[2])) * MINUTE - CHINA
  return new Date(Math.floor((now.getTime() - offset) / DAY) * DAY + offset)
}

type Row = { slot: string | null; failures: number; retry_at: string | null }

async function due(tx: Tx, job: Job, slot: Date, now: Date): Promise<Row | null> {
  const { jurisdiction } = tx.actor
  const row = await tx.maybe<Row>(sql`select slot, failures, retry_at from events.schedule
    where jurisdiction = ${jurisdiction} and job = ${job.name} for update skip locked`)
  if (row === null) return null
  if (row.slot === null || new Date(row.slot) < slot) return { ...row, failures: 0 }
  return row.retry_at !== null && new Date(row.retry_at) <= now ? row : null
}

/**
 * Starts running jobs. Any number of processes may do so: the row of a job is locked while it runs. A slot that passed while nobody
 * was running is made up for once, however many passed. A failed run is tried again after 1, 2 and 4 minutes, then in the next slot.
 */
export function startSchedules(db: Database, jobs: readonly Job[], options: ScheduleOptions): Schedules {
  const { log = () => undefined, clock = () => new Date(), look = 5000 } = options
  if (new Set(jobs.map(({ name }) => name)).size !== jobs.length) throw new Error('two jobs have the same name')
  for (const job of jobs) slotOf(job.every, new Date(0))
  const known = new Set<string>()
  let stopping = false

  async function know(jurisdiction: string): Promise<void> {
    if (known.has(jurisdiction)) return
    await db.write(systemActor('schedule', jurisdiction), (tx) =>
      tx.run(sql`insert into events.schedule (jurisdiction, job)
        select ${jurisdiction}, unnest(${jobs.map(({ name }) => name)}::text[]) on conflict do nothing`),
    )
    known.add(jurisdiction)
  }

  async function runIfDue(job: Job, jurisdiction: string): Promise<boolean> {
    const now = clock()
    const slot = slotOf(job.every, now)
    return db.write(systemActor(job.name, jurisdiction), async (tx) => {
      const row = await due(tx, job, slot, now)
      if (row === null) return false
      let error: string | null = null
      try {
        await job.run(db, jurisdiction, now)
      } catch (failure) {
        error = failure instanceof Error ? (failure.stack ?? failure.message) : String(failure)
        log(`the job ${job.name} of ${jurisdiction} failed: ${failure}`)
      }
      const failures = error === null ? 0 : row.failures + 1
      const again =
        error !== null && failures <= RETRIES ? new Date(now.getTime() + MINUTE * 2 ** (failures - 1)) : null
      await tx.run(sql`update events.schedule set slot = ${slot.toISOString()}, started_at = ${now.toISOString()},
          finished_at = ${clock().toISOString()}, failures = ${failures}, error = ${error?.slice(0, 4000) ?? null},
          retry_at = ${again?.toISOString() ?? null}
        where jurisdiction = ${jurisdiction} and job = ${job.name}`)
      return true
    })
  }

  async function pass(): Promise<string[]> {
    const ran: string[] = []
    for (const jurisdiction of await options.jurisdictions()) {
      await know(jurisdiction)
      for (const job of jobs) {
        if (stopping) return ran
        if (await runIfDue(job, jurisdiction)) ran.push(`${jurisdiction} ${job.name}`)
      }
    }
    return ran
  }

  let running: Promise<unknown> | null = null
  const timer =
    look === null
      ? null
      : setInterval(() => {
          if (running !== null || stopping) return
          running = pass()
            .catch((error) => log(`the schedules could not be looked at: ${error}`))
            .finally(() => {
              running = null
            })
        }, look)

  return {
    tick: pass,
    stop: async () => {
      stopping = true
      if (timer !== null) clearInterval(timer)
      await running
    },
  }
}
