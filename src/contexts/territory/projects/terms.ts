import { addYears, isDate, today } from '../../../kernel/dates.ts'
import { refuse } from '../../../kernel/refusal.ts'
import { prefixOf } from '../../../kernel/region.ts'
import { may, sql, type Tx } from '../../../platform/db/index.ts'
import { actorNames, unitsCalled } from '../../../platform/identity/index.ts'
import { record } from '../../../platform/journal/index.ts'
import { GATE_RULES, STEPS, type Step } from './gates.ts'
import type { Appointment, BuildingTerms, HandoverTerm, TermLine } from './model.ts'
import { insertAuthority } from './store.ts'

const titleOf = (step: Step) =>
  step === 'opinion' ? { zh: '民政部门意见', en: 'Civil-affairs opinion' } : GATE_RULES[step].title

/** The units that decide and the terms of handing over, with what was and what is to come. Three statements. */
export async function buildingTerms(tx: Tx): Promise<BuildingTerms> {
  const day = today(tx.now.getTime())
  const rows = await tx.rows<
    Appointment & { step: Step }
  >(sql`select step, valid_from as "from", unit_name as unit, recorded_by as by, recorded_at as at
      from territory.gate_authority where jurisdiction = ${tx.actor.jurisdiction} order by valid_from desc`)
  const terms =
    await tx.rows<TermLine>(sql`select region, valid_from as "from", amount, unit, warn_days as "warnDays", source, certain
      from territory.handover_term where starts_with(${prefixOf(tx.actor.jurisdiction)}, region) order by length(region) desc, valid_from desc`)
  const name = await actorNames(
    tx,
    rows.map((row) => row.by),
  )
  const inForce = terms.find((term) => term.from <= day || term.region === '')
  return {
    steps: STEPS.map((step) => {
      const appointed = rows
        .filter((row) => row.step === step)
        .map(({ from, unit, by, at }) => ({ from, unit, by: name(by), at }))
      return { step, title: titleOf(step), now: appointed.find(({ from }) => from <= day)?.unit ?? null, appointed }
    }),
    terms: terms.map((term) => ({
      ...term,
      inForce: term === inForce,
      own: term.region === prefixOf(tx.actor.jurisdiction),
    })),
    may: { arrange: may(tx.actor, 'gate.arrange') },
  }
}

/**
 * Appoints the unit that decides a step from a day on (办理单位). What was decided before keeps the name it was decided under.
 *
 * @throws Refusal `unit.missing`, `dated.when`, `dated.order`
 */
export async function appointAuthority(tx: Tx, input: { step: Step; unit: string; from: string }): Promise<void> {
  const named = input.unit.trim()
  if (!(await unitsCalled(tx, named)).some((unit) => unit.name === named))
    throw refuse(
      'unit.missing',
      { zh: `没有名为“${named}”的在用单位`, en: `There is no unit in service called “${named}”` },
      { at: '/unit', next: { zh: '请在单位清单中选择', en: 'Choose one from the list of units' } },
    )
  expectDay(tx, input.from)
  const last = await tx.maybe<{ from: string }>(sql`select max(valid_from) as "from" from territory.gate_authority
    where jurisdiction = ${tx.actor.jurisdiction} and step = ${input.step}`)
  expectLater(input.from, last?.from ?? null)
  if (!(await insertAuthority(tx, input.step, input.from, named))) throw notLater(input.from)
  await record(tx, {
    action: 'territory.gate.appoint',
    subject: { kind: 'gate', id: input.step },
    detail: { unit: named, from: input.from },
  })
}

/**
 * Sets the term of handing over in one's own jurisdiction from a day on (移交期限). It fixes the deadline of what is accepted from then
 * on; deadlines that were fixed stay.
 *
 * @throws Refusal `dated.when`, `dated.order`
 */
export async function setHandoverTerm(
  tx: Tx,
  input: Pick<HandoverTerm, 'amount' | 'unit' | 'warnDays' | 'source'> & { from: string },
): Promise<void> {
  expectDay(tx, input.from)
  const region = prefixOf(tx.actor.jurisdiction)
  const last = await tx.maybe<{ from: string }>(
    sql`select max(valid_from) as "from" from territory.handover_term where region = ${region}`,
  )
  expectLater(input.from, last?.from ?? null)
  const added =
    await tx.run(sql`insert into territory.handover_term (region, valid_from, amount, unit, warn_days, source, certain)
      values (${region}, ${input.from}, ${input.amount}, ${input.unit}, ${input.warnDays}, ${input.source.trim()}, true)
      on conflict (region, valid_from) do nothing`)
  if (added === 0) throw notLater(input.from)
  await record(tx, {
    action: 'territory.handover-term.set',
    subject: { kind: 'handover-term', id: region },
    detail: { ...input },
  })
}

function expectDay(tx: Tx, from: string): void {
  if (isDate(from) && from <= addYears(today(tx.now.getTime()), 5)) return
  throw refuse(
    'dated.when',
    { zh: '起始日期最晚在五年以内', en: 'It begins within five years at the latest' },
    { at: '/from' },
  )
}

function expectLater(from: string, last: string | null): void {
  if (last !== null && from <= last) throw notLater(last)
}

const notLater = (last: string) =>
  refuse(
    'dated.order',
    { zh: `${last} 已有规定，新规定应从更晚的日期起`, en: `There is a rule from ${last}; a new one begins later` },
    { kind: 'conflict', at: '/from', next: { zh: '请选择更晚的起始日期', en: 'Choose a later day' } },
  )
