import { type DrawFault, type DrawProof, faultsOf } from '../../../engines/draw/index.ts'
import { today } from '../../../kernel/dates.ts'
import { refuse } from '../../../kernel/refusal.ts'
import { empty, sql, type Tx } from '../../../platform/db/index.ts'
import { pageOf, readCursor } from '../../../platform/http/index.ts'
import { actorNames } from '../../../platform/identity/index.ts'
import { type PeopleDesk, personCards, personsInScope } from '../../people/index.ts'
import { ordersBrief } from '../../services/index.ts'
import type { CallbackDraw, CallbackLine } from '../model.ts'

/** Call-backs, those that are due soonest first; the reading of names is noted. */
export async function listCallbacks(
  tx: Tx,
  desk: PeopleDesk,
  filter: { state?: CallbackLine['state']; draw?: string; cursor?: string; limit: number },
): Promise<{ items: CallbackLine[]; next: string | null }> {
  const after = readCursor(filter.cursor, 2)
  const day = today(tx.now.getTime())
  type Row = Omit<CallbackLine, 'no' | 'title' | 'siteName' | 'servedAt' | 'personName' | 'late'> & { person: string }
  const rows =
    await tx.rows<Row>(sql`select c.order_id "order", c.person, c.due, c.state, x.attempts, x.came, x."chargedRight", x.level
    from hotline.callback c, lateral (select count(*)::int attempts, bool_or(a.came) came, bool_or(a.charged_right) "chargedRight", max(a.level) level
      from hotline.callback_attempt a where a.jurisdiction = c.jurisdiction and a.order_id = c.order_id) x
    where c.jurisdiction = ${tx.actor.jurisdiction} and c.person in (${personsInScope(tx, desk)})
      ${filter.state === undefined ? empty : sql`and c.state = ${filter.state}`} ${filter.draw === undefined ? empty : sql`and c.draw = ${filter.draw}`}
      ${after === null ? empty : sql`and (c.due, c.order_id) > (${after[0]}::date, ${after[1]}::uuid)`}
    order by c.due, c.order_id limit ${filter.limit + 1}`)
  const page = pageOf(rows, filter.limit, (row) => [row.due, row.order])
  const orders = await ordersBrief(
    tx,
    page.items.map((row) => row.order),
  )
  const cards = await personCards(tx, desk, [...new Set(page.items.map((row) => row.person))], '服务回访')
  return {
    next: page.next,
    items: page.items.map(({ person, ...row }) => {
      const order = orders.get(row.order)
      return {
        ...row,
        no: order?.no ?? '—',
        title: order?.title ?? { zh: '—', en: '—' },
        siteName: order?.siteName ?? '—',
        servedAt: order?.servedAt ?? null,
        personName: cards.get(person)?.name ?? null,
        late: row.state === 'due' && row.due < day,
      }
    }),
  }
}

/** Every draw with what its call-backs told, the newest first. One statement and the names. */
export async function callbackDraws(tx: Tx): Promise<CallbackDraw[]> {
  const rows =
    await tx.rows<CallbackDraw>(sql`select d.id, lower(d.period) "from", upper(d.period) - 1 "until", d.population, d.places,
      d.drawn_by "drawnBy", d.drawn_at "drawnAt", x.reached, x."givenUp",
      json_build_object('yes', y.came_yes, 'of', y.came_of) came, json_build_object('yes', y.right_yes, 'of', y.right_of) "chargedRight",
      json_build_object('mean', y.mean, 'of', y.level_of) level
    from hotline.callback_draw d,
      lateral (select count(*) filter (where state = 'reached')::int reached, count(*) filter (where state = 'given-up')::int "givenUp"
        from hotline.callback c where c.jurisdiction = d.jurisdiction and c.draw = d.id) x,
      lateral (select count(*) filter (where a.came)::int came_yes, count(a.came)::int came_of, count(*) filter (where a.charged_right)::int right_yes,
          count(a.charged_right)::int right_of, round(avg(a.level), 2)::float8 mean, count(a.level)::int level_of
        from hotline.callback c join hotline.callback_attempt a on a.jurisdiction = c.jurisdiction and a.order_id = c.order_id
        where c.jurisdiction = d.jurisdiction and c.draw = d.id) y
    where d.jurisdiction = ${tx.actor.jurisdiction} order by lower(d.period) desc`)
  const names = await actorNames(
    tx,
    rows.map((row) => row.drawnBy),
  )
  return rows.map((row) => ({
    ...row,
    drawnBy: names(row.drawnBy),
  }))
}

/** The proof of a draw, drawn again by its own rules. @throws Refusal `callback.draw-missing` */
export async function callbackProof(tx: Tx, id: string): Promise<{ proof: DrawProof; faults: DrawFault[] }> {
  const row = await tx.maybe<{ proof: DrawProof }>(
    sql`select proof from hotline.callback_draw where jurisdiction = ${tx.actor.jurisdiction} and id = ${id}`,
  )
  if (row === null)
    throw refuse('callback.draw-missing', { zh: '没有这次抽取', en: 'There is no such draw' }, { kind: 'missing' })
  return { proof: row.proof, faults: faultsOf(row.proof) }
}
