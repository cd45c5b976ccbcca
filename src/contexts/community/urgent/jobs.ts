import { addMonths, today } from '../../../kernel/dates.ts'
import { sql, systemActor, type Tx } from '../../../platform/db/index.ts'
import type { Job } from '../../../platform/events/index.ts'
import { record } from '../../../platform/journal/index.ts'
import { parametersOn } from '../parameters.ts'
import { escalateOne } from './commands.ts'

/** Most calls of one run: more than these wait for the next minute. */
const MOST = 500

/** Takes away the keys of calls that were closed long ago: address and trouble open no more (到期销毁). Returns how many. */
export async function destroyOldCalls(tx: Tx): Promise<number> {
  const day = today(tx.now.getTime())
  const months = (await parametersOn(tx, day))('urgent-keep-months').value
  const gone =
    await tx.run(sql`update community.urgent_call set wrapped = null, sealed = null where jurisdiction = ${tx.actor.jurisdiction}
    and state = 'closed' and closed_at < ${addMonths(day, -months)}::date and wrapped is not null`)
  if (gone > 0)
    await record(tx, {
      action: 'community.urgent.destroy',
      subject: { kind: 'jurisdiction', id: tx.actor.jurisdiction },
      detail: { calls: gone, months },
    })
  return gone
}

/** Escalates what nobody answered, every minute; each call in a transaction of its own. */
export const urgentJobs: Job[] = [
  {
    name: 'community.urgent-escalate',
    every: '1m',
    run: async (db, jurisdiction) => {
      const actor = systemActor('community.urgent-escalate', jurisdiction)
      for (let done = 0; done < MOST; done++) if (!(await db.write(actor, escalateOne))) return
    },
  },
  {
    name: 'community.urgent-keep',
    every: { dailyAt: '03:40' },
    run: async (db, jurisdiction) => {
      await db.write(systemActor('community.urgent-keep', jurisdiction), destroyOldCalls)
    },
  },
]
