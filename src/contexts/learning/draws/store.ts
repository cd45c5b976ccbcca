import type { DrawPlan, DrawReveal } from '../../../engines/draw/index.ts'
import { refuse } from '../../../kernel/refusal.ts'
import { type Sql, sql, type Tx } from '../../../platform/db/index.ts'
import type { ClassKind } from '../childcare/rules.ts'

/** A draw as the database keeps it. */
export type DrawRow = {
  id: string
  facility: string
  facilityName: string
  region: string
  kind: ClassKind
  title: string
  places: number
  state: 'open' | 'committed' | 'drawn' | 'abandoned'
  drawOn: string | null
  plan: DrawPlan | null
  commitment: string | null
  committedAt: string | null
  reveal: DrawReveal | null
  seed: string | null
  drawnAt: string | null
  abandonedReason: string | null
}

export const DRAW: Sql = sql`d.id, d.facility, d.facility_name "facilityName", d.region, d.kind, d.title, d.places, d.state, d.draw_on "drawOn", d.plan,
  d.commitment, d.committed_at "committedAt", d.reveal, d.seed, d.drawn_at "drawnAt", d.abandoned_reason "abandonedReason"`

/** The refusal of an id that is no draw's. */
export const noDraw = () =>
  refuse('draw.missing', { zh: '没有这次抽签', en: 'There is no such draw' }, { kind: 'missing' })

/** A draw, held until the transaction ends. @throws Refusal `draw.missing` */
export async function lockDraw(tx: Tx, id: string): Promise<DrawRow> {
  const row = await tx.maybe<DrawRow>(
    sql`select ${DRAW} from learning.draw d where d.jurisdiction = ${tx.actor.jurisdiction} and d.id = ${id} for update`,
  )
  if (row === null) throw noDraw()
  return row
}
