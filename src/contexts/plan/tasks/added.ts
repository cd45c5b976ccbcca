import { isDate } from '../../../kernel/dates.ts'
import { newId } from '../../../kernel/ids.ts'
import { refuse } from '../../../kernel/refusal.ts'
import { sql, type Tx } from '../../../platform/db/index.ts'
import { record } from '../../../platform/journal/index.ts'
import { FACILITY_KINDS, type ScenarioView, scenarioView } from '../../territory/index.ts'
import { unitsByName } from '../units.ts'
import type { TaskRole } from './intake.ts'
import { replaceOpenSteps } from './store.ts'

/** Who is to build at the sites of a scenario, and by when. */
export type ScenarioTask = {
  scenario: string
  plan: string
  lead: string
  support: readonly string[]
  deadline: string
}

/**
 * Makes a task of a plan in force out of an answered scenario (选址方案转任务): one task, a step for each chosen site.
 *
 * @throws Refusal `scenario.missing`, `scenario.unanswered`, `scenario.taken`, `plan.not-in-force`, `step.date`
 */
export async function addScenarioTask(tx: Tx, input: ScenarioTask): Promise<{ id: string }> {
  const scenario = await scenarioView(tx, input.scenario)
  if (scenario.answer?.status !== 'solved' || scenario.answer.sites.length === 0) {
    throw refuse(
      'scenario.unanswered',
      { zh: '这个选址方案没有选出点位，不能转为任务', en: 'The scenario chose no sites; there is nothing to do' },
      { kind: 'conflict' },
    )
  }
  if (!isDate(input.deadline)) {
    throw refuse('step.date', { zh: '完成日期不对', en: 'Not a date' }, { at: '/deadline' })
  }
  const j = tx.actor.jurisdiction
  const plan = await tx.maybe<{ seq: number; added: number }>(sql`select
      (select coalesce(max(t.seq), 0) from plan.task t where t.jurisdiction = p.jurisdiction and t.plan = p.id) seq,
      (select count(*) from plan.task t where t.jurisdiction = p.jurisdiction and t.plan = p.id and t.section = 'added') added
    from plan.plan p where p.jurisdiction = ${j} and p.id = ${input.plan} and p.state = 'in-force' for update`)
  if (plan === null) {
    throw refuse(
      'plan.not-in-force',
      { zh: '只能给生效中的方案增补任务', en: 'Tasks are added to a plan in force only' },
      { kind: 'conflict', at: '/plan' },
    )
  }
  const id = newId()
  const { title, text } = wordingOf(scenario)
  const fresh =
    await tx.run(sql`insert into plan.task (jurisdiction, plan, id, seq, number, parent, title, text, quote, span_start, span_end,
      deadline, kind, section, joint, list_open, created_at, origin_kind, origin_id)
    values (${j}, ${input.plan}, ${id}, ${plan.seq + 1}, ${`增补${plan.added + 1}`}, null, ${title}, ${text}, null, 0, 0,
      ${input.deadline}, 'task', 'added', false, false, ${tx.now}, 'scenario', ${scenario.id})
    on conflict (jurisdiction, plan, origin_kind, origin_id) where origin_kind is not null do nothing`)
  if (fresh === 0) {
    throw refuse(
      'scenario.taken',
      { zh: '这个选址方案已经转为任务', en: 'This scenario has been made a task already' },
      { kind: 'conflict' },
    )
  }
  const unitOf = await unitsByName(tx)
  const units = [
    { role: 'lead' as TaskRole, name: input.lead },
    ...input.support.map((name) => ({ role: 'support' as TaskRole, name })),
  ]
  for (const [seq, { role, name }] of units.entries()) {
    await tx.run(sql`insert into plan.task_unit (jurisdiction, task, role, unit_name, seq, unit)
      values (${j}, ${id}, ${role}, ${name}, ${seq}, ${unitOf(name)})`)
  }
  await replaceOpenSteps(
    tx,
    id,
    scenario.answer.sites.map((site, seq) => ({
      id: newId(),
      seq,
      title: `建成：${site.name}（${site.code}）`,
      due: input.deadline,
      waitsFor: null,
      unitName: null,
      known: false,
    })),
    [],
  )
  await record(tx, {
    action: 'plan.task.add',
    subject: { kind: 'task', id },
    detail: { plan: input.plan, scenario: scenario.id, sites: scenario.answer.sites.length, lead: input.lead },
  })
  return { id }
}

function wordingOf({ name, question, answer }: ScenarioView): { title: string; text: string } {
  const kind = FACILITY_KINDS.find(({ code }) => code === question.kind)?.title.zh ?? question.kind
  const { sites, people } = answer!
  return {
    title: `按选址方案“${name}”建设${kind}${sites.length}处`,
    text:
      `${kind}新建${sites.length}处：${sites.map((site) => `${site.name}（${site.lon}，${site.lat}）`).join('；')}。` +
      `步行${question.minutes}分钟内可达的人数由${people.before}人增加到${people.after}人。`,
  }
}
