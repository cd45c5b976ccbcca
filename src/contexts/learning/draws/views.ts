import { type DrawFault, type DrawProof, faultsOf } from '../../../engines/draw/index.ts'
import { sql, type Tx } from '../../../platform/db/index.ts'
import { DRAW, type DrawRow, noDraw } from './store.ts'

/** A draw in a list, for everybody. */
export type DrawLine = Pick<
  DrawRow,
  | 'id'
  | 'facility'
  | 'facilityName'
  | 'kind'
  | 'title'
  | 'places'
  | 'state'
  | 'drawOn'
  | 'commitment'
  | 'committedAt'
  | 'drawnAt'
> & { entries: number }

/** Draws of a government, newest first; those that are still gathering names too. One statement. */
export async function drawLines(tx: Tx, query: { facility?: string } = {}): Promise<DrawLine[]> {
  return tx.rows<DrawLine>(sql`select d.id, d.facility, d.facility_name "facilityName", d.kind, d.title, d.places, d.state, d.draw_on "drawOn", d.commitment,
      d.committed_at "committedAt", d.drawn_at "drawnAt",
      (case when d.commitment is null
        then (select count(*) from learning.application a where a.jurisdiction = d.jurisdiction and a.draw = d.id and a.state = 'waiting')
        else (select count(*) from learning.draw_entry e where e.jurisdiction = d.jurisdiction and e.draw = d.id) end)::int entries
    from learning.draw d where d.jurisdiction = ${tx.actor.jurisdiction}
      and (${query.facility ?? null}::text is null or d.facility = ${query.facility ?? null})
    order by coalesce(d.drawn_at, d.committed_at, d.recorded_at) desc, d.id limit 200`)
}

/** A draw as everybody may see it: the plan as soon as it is fixed, the order as soon as it is drawn. */
export type DrawView = DrawRow & {
  entries: { number: string; group: number }[]
  order: string[]
  /** What the server finds when it draws again; null before the draw. */
  faults: DrawFault[] | null
}

/** A draw with its proof. Three statements. @throws Refusal `draw.missing` */
export async function drawView(tx: Tx, id: string): Promise<DrawView> {
  const own = tx.actor.jurisdiction
  const row = await tx.maybe<DrawRow>(
    sql`select ${DRAW} from learning.draw d where d.jurisdiction = ${own} and d.id = ${id}`,
  )
  if (row === null) throw noDraw()
  const entries = await tx.rows<{
    number: string
    group: number
  }>(sql`select number, priority "group" from learning.draw_entry
    where jurisdiction = ${own} and draw = ${id} order by number collate "C"`)
  const ranks = await tx.rows<{ number: string }>(sql`select number from learning.draw_rank
    where jurisdiction = ${own} and draw = ${id} order by rank`)
  const order = ranks.map((each) => each.number)
  const proof = proofOf({ ...row, entries, order })
  return { ...row, entries, order, faults: proof === null ? null : faultsOf(proof) }
}

/** The proof of a draw that is over; null before. */
export function proofOf(
  view: Pick<DrawView, 'plan' | 'commitment' | 'reveal' | 'entries' | 'order'>,
): DrawProof | null {
  const { plan, commitment, reveal, entries, order } = view
  return plan === null || commitment === null || reveal === null ? null : { plan, commitment, entries, reveal, order }
}
