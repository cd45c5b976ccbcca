import { addDays, type IsoDate } from '../../kernel/dates.ts'
import { type Database, systemActor } from '../../platform/db/index.ts'
import type { PeopleDesk } from '../people/index.ts'
import { servedBetween } from '../services/index.ts'
import { noteAttempt } from './callbacks/attempt.ts'
import { drawCallbacks } from './callbacks/draw.ts'
import { listCallbacks } from './callbacks/views.ts'

/** Answers of those who were reached; everything is 演示数据. */
const ANSWERS = [
  { came: true, chargedRight: true, level: 5 },
  { came: true, chargedRight: true, level: 4 },
  { came: true, chargedRight: null, level: 5 },
  { came: true, chargedRight: true, level: 2 },
  { came: false, chargedRight: null, level: 1 },
  { came: true, chargedRight: true, level: null },
]

/** A draw of last month's orders with half of its call-backs made. Nothing where no order was served. */
export async function seedHotline(db: Database, desk: PeopleDesk, county: string, day: IsoDate): Promise<void> {
  await db.write(systemActor('seed', county), async (tx) => {
    const until = addDays(day, -3)
    const from = addDays(day, -33)
    if ((await servedBetween(tx, from, until)).length === 0) return
    const { id } = await drawCallbacks(tx, { from, until, places: 12 })
    const { items } = await listCallbacks(tx, desk, { draw: id, limit: 12 })
    for (const [i, answer] of ANSWERS.entries()) {
      const order = items[i]?.order
      if (order !== undefined) await noteAttempt(tx, desk, order, { answered: true, ...answer, remark: null })
    }
    const silent = items[ANSWERS.length]?.order
    const nothing = { came: null, chargedRight: null, level: null, remark: null }
    if (silent !== undefined) await noteAttempt(tx, desk, silent, { answered: false, ...nothing })
  })
}
