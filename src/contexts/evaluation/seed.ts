import { addDays, addMonths } from '../../kernel/dates.ts'
import { type Period, periodOf, previousPeriod } from '../../kernel/periods.ts'
import { type Database, sql, systemActor, type Tx } from '../../platform/db/index.ts'
import { observe } from '../statistics/index.ts'
import { changeFacilityState, facilitiesOn } from '../territory/index.ts'
import { actOnMeasure, proposeMeasure, recordEvaluator } from './measures/commands.ts'
import { publishRelease } from './releases/commands.ts'
import { freezeRound } from './rounds/freeze.ts'
import { noteRestatements } from './rounds/restate.ts'
import { seedMonitors, seedProgramme, seedShares } from './seed/oversight.ts'

/** Noon in China of a day, as an instant. */
const noon = (day: string) => new Date(`${day}T04:00:00Z`)

/**
 * Fills the demo county with two evaluated quarters, of units and of townships: both published, the earlier one anew after a figure
 * was corrected; talks and rewards; monitors with an open alert; a programme with awards; the log of shared data. Everything invented
 * is marked 演示数据. A county that has rounds already is left alone. Plans, tasks and figures should be there before.
 */
export async function seedEvaluation(db: Database, county: string, today: string): Promise<void> {
  const actor = systemActor('seed', county)
  const last = previousPeriod(periodOf(today, 'quarter'))
  const earlier = previousPeriod(last)
  const begun = await db.read(actor, (tx) =>
    tx.maybe(sql`select 1 from evaluation.round where jurisdiction = ${county} limit 1`),
  )
  if (begun !== null) return
  for (const period of [earlier, last]) {
    await db.write(actor, (tx) => seedRound(tx, period))
    await db.write(actor, (tx) => seedMeasures(tx, period, today))
  }
  await db.write(actor, (tx) => correctFigure(tx, earlier))
  await db.write(actor, async (tx) => {
    await noteRestatements(tx)
    const { n } = await tx.one<{ n: number }>(
      sql`select count(*)::int n from evaluation.restatement where jurisdiction = ${county}`,
    )
    if (n > 0) {
      const reason = '核查发现一处托育机构在期末以前已经停办，有关数据修订'
      await publishRelease(tx, { period: earlier.id, reason }, noon(addDays(today, -9)))
    }
  })
  await db.write(actor, (tx) => seedMonitors(tx, today))
  await db.write(actor, (tx) => seedProgramme(tx, today, `${today.slice(0, 7)}-01`))
  await db.write(actor, (tx) => seedShares(tx, today))
}

async function seedRound(tx: Tx, period: Period): Promise<void> {
  const frozen = noon(addDays(period.to, 12))
  await freezeRound(tx, { period: period.id, kind: 'unit' }, frozen)
  await freezeRound(tx, { period: period.id, kind: 'region' }, frozen)
  const on = addDays(period.to, 11)
  await recordEvaluator(tx, {
    period: period.id,
    kind: 'department',
    name: '县民政局',
    respondents: 1,
    satisfied: 1,
    opinion: '探访台账按月报送，口径清楚；建议增加乡镇之间的横向比较。',
    on,
  })
  await recordEvaluator(tx, {
    period: period.id,
    kind: 'third-party',
    name: '某评估中心（演示数据）',
    respondents: 1,
    satisfied: null,
    opinion: '抽查 30 处设施，29 处与台账一致，1 处面积有出入，已告知责任单位。',
    on,
  })
  await recordEvaluator(tx, {
    period: period.id,
    kind: 'public',
    name: '公众问卷（演示数据）',
    respondents: 412,
    satisfied: 318,
    opinion: '较多意见集中在托育收费和老年助餐点的开放时间。',
    on,
  })
  await publishRelease(tx, { period: period.id }, noon(addDays(period.to, 14)))
}

type Line = { id: string; name: string }

/** First and last of a scorecard that were ranked. */
async function endsOf(tx: Tx, period: string, kind: string): Promise<{ best: Line; worst: Line } | null> {
  const rows = await tx.rows<Line>(sql`select l.id, l.name from evaluation.line l
    join evaluation.round r on r.jurisdiction = l.jurisdiction and r.id = l.round and r.period = ${period} and r.kind = ${kind} and r.voided_at is null
    where l.jurisdiction = ${tx.actor.jurisdiction} and l.rank is not null order by l.rank, l.subject`)
  return rows.length < 2 ? null : { best: rows[0]!, worst: rows.at(-1)! }
}

async function seedMeasures(tx: Tx, period: Period, today: string): Promise<void> {
  const units = await endsOf(tx, period.id, 'unit')
  const towns = await endsOf(tx, period.id, 'region')
  const day = (n: number) => addDays(period.to, n)
  const recent = addMonths(period.to, 3) > today
  if (units !== null) {
    const talk = await proposeMeasure(tx, {
      line: units.worst.id,
      kind: 'talk',
      reason: '得分列末位，任务超期较多，拟约谈主要负责人。',
      due: addDays(today, recent ? 6 : -30),
      on: day(15),
    })
    await actOnMeasure(tx, talk, {
      act: 'decide',
      text: '经研究同意约谈，由县人民政府办公室组织。',
      revision: 0,
      on: day(18),
    })
    if (!recent) {
      await actOnMeasure(tx, talk, {
        act: 'answer',
        text: '已逐项说明超期原因，明确了办结日期和承办人。',
        revision: 1,
        on: day(30),
      })
      await actOnMeasure(tx, talk, { act: 'close', text: '整改措施可行，办结。', revision: 2, on: day(34) })
    }
    await proposeMeasure(tx, {
      line: units.best.id,
      kind: 'reward',
      reason: '得分列首位，建议在年度绩效中予以加分。',
      on: day(15),
    })
  }
  if (towns !== null) {
    const support = await proposeMeasure(tx, {
      line: towns.worst.id,
      kind: 'support',
      reason: '服务设施基础薄弱，下年度建设资金予以倾斜。',
      on: day(16),
    })
    await actOnMeasure(tx, support, { act: 'decide', text: '列入下年度项目储备。', revision: 0, on: day(20) })
  }
}

/** A childcare place turns out to have closed before the end of the period: the figures of that day on are restated. */
async function correctFigure(tx: Tx, period: Period): Promise<void> {
  const on = addDays(period.to, -10)
  const open = await facilitiesOn(tx, period.to, { families: ['child'] })
  const found = open.find((each) => (each.childcare_places ?? 0) > 0 && (each.opened_on ?? '9999') < on) ?? open[0]
  if (found === undefined) return
  await changeFacilityState(tx, { code: found.code, to: 'closed', on, reason: '现场核查：已停办（演示数据）' })
  await observe(tx, { from: on, reason: '现场核查发现一处托育机构已停办，按停办日期修订' })
}
