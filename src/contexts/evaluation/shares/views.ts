import { today } from '../../../kernel/dates.ts'
import { calendar } from '../../../platform/calendar/index.ts'
import { sql, type Tx } from '../../../platform/db/index.ts'
import { type RequestLog, type RequestView, requestView, type ShareScore, shareScore } from './score.ts'

export type DatasetView = {
  id: string
  name: string
  unitName: string
  promisedWorkdays: number
  requests: RequestView[]
  score: ShareScore
}
export type ShareBoard = {
  datasets: DatasetView[]
  departments: { unitName: string; datasets: number; score: ShareScore }[]
}

/** Datasets with their requests, and the score of each department, computed from the logs. Two statements. */
export async function shareBoard(tx: Tx): Promise<ShareBoard> {
  const rows = await tx.rows<
    Omit<DatasetView, 'requests' | 'score'> & { logs: RequestLog[] }
  >(sql`select d.id, d.name, d.unit_name "unitName",
      d.promised_workdays "promisedWorkdays",
      coalesce((select jsonb_agg(jsonb_build_object('id', r.id, 'askedBy', r.asked_by, 'purpose', r.purpose, 'askedOn', r.asked_on, 'events',
          coalesce((select jsonb_agg(jsonb_build_object('act', e.act, 'on', e.on_date, 'amount', e.amount, 'note', e.note) order by e.on_date, e.id)
            from evaluation.share_event e where e.jurisdiction = r.jurisdiction and e.request = r.id), '[]')) order by r.asked_on desc, r.id)
        from evaluation.share_request r where r.jurisdiction = d.jurisdiction and r.dataset = d.id), '[]') logs
    from evaluation.dataset d where d.jurisdiction = ${tx.actor.jurisdiction} order by d.unit_name, d.name`)
  const holidays = await calendar(tx)
  const day = today(tx.now.getTime())
  const datasets = rows.map(({ logs, ...row }): DatasetView => {
    const requests = logs.map((log) => requestView(log, row.promisedWorkdays, holidays, day))
    return { ...row, requests, score: shareScore(requests) }
  })
  const departments = [...Map.groupBy(datasets, (each) => each.unitName)]
    .map(([unitName, list]) => ({
      unitName,
      datasets: list.length,
      score: shareScore(list.flatMap((each) => each.requests)),
    }))
    .sort((a, b) => (b.score.score ?? -1) - (a.score.score ?? -1) || a.unitName.localeCompare(b.unitName, 'zh'))
  return { datasets, departments }
}
