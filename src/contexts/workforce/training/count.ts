import { sql, type Tx } from '../../../platform/db/index.ts'
import { emit } from '../../../platform/events/index.ts'
import { CLASS_KIND_CODES, type ClassKind, type TrainingCounted } from '../model.ts'
import { firstCompletions } from './rules.ts'
import { attendedOf } from './store.ts'

type Told = Omit<TrainingCounted, 'persons' | 'personTimes' | 'removed'> & {
  id: string
  state: string
  persons: number | null
  times: number | null
}

/** Counting of one kind takes turns: what is told must rest on everything that was closed. */
const takeTurn = (tx: Tx, kind: ClassKind) =>
  tx.run(sql`select pg_advisory_xact_lock(hashtextextended(${`${tx.actor.jurisdiction} workforce.count ${kind}`}, 0))`)

/**
 * Counts the classes of a kind anew and tells of those whose figures changed: a class closed late, opened again, or two files that turn out
 * to be one person also change figures of other classes. Persons are those who completed for the first time, person-times those who took
 * part. Three statements and one for each class that changed.
 */
export async function recount(tx: Tx, kind: ClassKind): Promise<number> {
  await takeTurn(tx, kind)
  const all = await attendedOf(tx, kind)
  const first = [...firstCompletions(all.filter((each) => each.completed)).values()]
  const persons = Map.groupBy(first, (each) => each.class)
  const times = Map.groupBy(
    all.filter((each) => each.attended),
    (each) => each.class,
  )
  const classes =
    await tx.rows<Told>(sql`select c.id, c.code, c.title "name", c.region, c.ends_on "endedOn", c.kind, c.state,
      c.told_persons persons, c.told_times times
    from workforce.class c where c.jurisdiction = ${tx.actor.jurisdiction} and c.kind = ${kind} and (c.state = 'closed' or c.told_persons is not null)`)
  let changed = 0
  for (const { id, state, persons: toldPersons, times: toldTimes, ...about } of classes) {
    const removed = state !== 'closed'
    const now = removed
      ? { persons: 0, personTimes: 0 }
      : {
          persons: persons.get(id)?.length ?? 0,
          personTimes: new Set(times.get(id)?.map((each) => each.person)).size,
        }
    if (!removed && now.persons === toldPersons && now.personTimes === toldTimes) continue
    changed++
    await tx.run(sql`update workforce.class set told_persons = ${removed ? null : now.persons}, told_times = ${removed ? null : now.personTimes}
      where jurisdiction = ${tx.actor.jurisdiction} and id = ${id}`)
    await emit<string, TrainingCounted>(tx, 'workforce.training.counted', { ...about, ...now, removed })
  }
  return changed
}

/** Counts every kind anew, after files were merged or taken apart again. */
export async function recountAll(tx: Tx): Promise<void> {
  for (const kind of CLASS_KIND_CODES) await recount(tx, kind)
}
