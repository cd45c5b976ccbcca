import { addDays, today } from '../../kernel/dates.ts'
import type { Duty } from '../../kernel/duty.ts'
import { inScope, sql, type Tx } from '../../platform/db/index.ts'
import { capacityOf, limitOn } from './childcare/rules.ts'
import { classesWhere, classLimits, enrolmentsOf, waitingCounts } from './childcare/store.ts'

/** Ahead of a draw so many days it comes on the list. */
const DRAW_AHEAD = 7

/**
 * What is due in learning today: draws to be held, classes with more children than they may have, places that are free while children wait.
 * Six statements.
 */
export async function learningDuties(tx: Tx): Promise<Duty<'learning'>[]> {
  const day = today(tx.now.getTime())
  const draws = await tx.rows<{
    id: string
    title: string
    drawOn: string
    facilityName: string
  }>(sql`select d.id, d.title, d.draw_on "drawOn",
      d.facility_name "facilityName" from learning.draw d
    where d.jurisdiction = ${tx.actor.jurisdiction} and d.state = 'committed' and d.draw_on <= ${addDays(day, DRAW_AHEAD)}::date and ${inScope(tx, sql`d.region`)}
    order by d.draw_on, d.id limit 50`)
  const classes = (await classesWhere(tx, inScope(tx, sql`c.region`))).filter(
    (row) => row.openedOn <= day && (row.closedOn === null || row.closedOn > day),
  )
  const limits = await classLimits(tx)
  const there = Map.groupBy(
    (
      await enrolmentsOf(
        tx,
        classes.map((row) => row.id),
        day,
      )
    ).filter((each) => each.from <= day),
    (each) => each.class,
  )
  const waiting = await waitingCounts(tx, inScope(tx, sql`a.region`))
  const href = (facility: string) => `/console/learning/childcare/${encodeURIComponent(facility)}`
  const duties: Duty<'learning'>[] = draws.map((draw) => ({
    kind: 'learning',
    title: { zh: `抽签：${draw.title}`, en: `Draw: ${draw.title}` },
    subtitle: draw.facilityName,
    due: draw.drawOn,
    overdue: 0,
    href: `/console/learning/draws/${draw.id}`,
  }))
  for (const row of classes) {
    const { capacity } = capacityOf(row, limitOn(limits, row.kind, row.region, day))
    const children = there.get(row.id)?.length ?? 0
    const line = waiting.find((each) => each.facility === row.facility && each.kind === row.kind)?.inLine ?? 0
    const base = { kind: 'learning' as const, due: null, overdue: 0, href: href(row.facility) }
    if (children > capacity)
      duties.push({
        ...base,
        title: { zh: `${row.name}超员`, en: `${row.name}: too many children` },
        subtitle: {
          zh: `在托 ${children} 名，按规定最多 ${capacity} 名`,
          en: `${children} children, ${capacity} at most by the rule`,
        },
      })
    else if (children < capacity && line > 0)
      duties.push({
        ...base,
        title: { zh: `${row.name}有空位`, en: `${row.name}: free places` },
        subtitle: {
          zh: `空 ${capacity - children} 个，候补 ${line} 名`,
          en: `${capacity - children} free, ${line} wait`,
        },
      })
  }
  return duties
}
