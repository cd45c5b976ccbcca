import { addMonths, today } from '../../../kernel/dates.ts'
import { join, sql, type Tx } from '../../../platform/db/index.ts'
import { emit } from '../../../platform/events/index.ts'
import { record } from '../../../platform/journal/index.ts'
import { noticeOf } from '../terms.ts'

/** Payload of `providers.terms.reminded`. */
export type TermsReminded = {
  items: {
    kind: 'paper' | 'standing'
    id: string
    organisation: string
    due: string
    level: 'quarter' | 'month' | 'expired'
  }[]
}

/**
 * Tells of papers and standings that end within three months, within one, and of those that have ended, once each. What has ended
 * stopped counting on the day by itself; this makes it known.
 *
 * @returns how many were told of
 */
export async function watchTerms(tx: Tx): Promise<number> {
  const day = today(tx.now.getTime())
  const { jurisdiction } = tx.actor
  const running = await tx.rows<{
    kind: 'paper' | 'standing'
    id: string
    organisation: string
    from: string
    until: string
    told: string[]
  }>(sql`with term as (
      select 'paper' kind, id, organisation, valid_from, valid_until from providers.paper
      where jurisdiction = ${jurisdiction} and ended_on is null and valid_until < ${addMonths(day, 3)}::date
      union all
      select 'standing', id, organisation, valid_from, valid_until from providers.standing
      where jurisdiction = ${jurisdiction} and ended_on is null and valid_until < ${addMonths(day, 3)}::date)
    select t.kind, t.id, t.organisation, t.valid_from "from", t.valid_until "until",
      coalesce((select array_agg(n.level) from providers.term_notice n
        where n.jurisdiction = ${jurisdiction} and n.kind = t.kind and n.subject = t.id and n.due = t.valid_until), '{}') told
    from term t`)
  const items = running.flatMap(({ kind, id, organisation, from, until, told }) => {
    const level = noticeOf({ from, until, endedOn: null }, day)
    return level === null || told.includes(level) ? [] : [{ kind, id, organisation, due: until, level }]
  })
  if (items.length === 0) return 0
  await tx.run(
    sql`insert into providers.term_notice (jurisdiction, kind, subject, due, level, raised_at) values ${join(
      items.map(({ kind, id, due, level }) => sql`(${jurisdiction}, ${kind}, ${id}, ${due}, ${level}, ${tx.now})`),
    )} on conflict do nothing`,
  )
  await record(tx, {
    action: 'providers.terms.remind',
    subject: { kind: 'jurisdiction', id: jurisdiction },
    detail: items,
  })
  const told: TermsReminded = { items }
  await emit(tx, 'providers.terms.reminded', told)
  return items.length
}
