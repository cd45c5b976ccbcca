import { type IsoDate, today } from '../../../kernel/dates.ts'
import type { HolidayCalendar } from '../../../kernel/holidays/calendar.ts'
import { calendar } from '../../calendar/index.ts'
import { sql, type Tx } from '../../db/index.ts'
import { type Facts, type HookAnswer, hooksOf, judgeRules } from '../definition/conditions.ts'
import type { Desk } from '../desk.ts'
import type { Ground } from '../flow.ts'
import { materialsMissing, valueWords } from '../form.ts'
import { allFields, type Definition, isPersonal, type RuleResult, type Value, type Values } from '../model.ts'

/** What a case is judged by at a moment. */
export type Standing = Ground & {
  calendar: HolidayCalendar
  hooks: Record<string, HookAnswer>
  facts: Facts
}

/** The names of a definition's personal fields, which no result may repeat. */
export function personalOf(definition: Definition): ReadonlySet<string> {
  return new Set(
    allFields(definition)
      .filter(isPersonal)
      .map((field) => field.id),
  )
}

/** Asks the hooks that a definition names and that some room has connected. */
export async function askHooks(
  tx: Tx,
  desk: Desk,
  definition: Definition,
  subject: { caseId: string; creditCode: string | null; region: string; values: Values },
): Promise<Record<string, HookAnswer>> {
  const answers: Record<string, HookAnswer> = {}
  for (const name of hooksOf(definition)) {
    const hook = desk.hooks.get(name)
    if (hook !== undefined) answers[name] = await hook(tx, { ...subject, code: definition.code })
  }
  return answers
}

/** Judges values and materials by a definition on a day: the pure part, which replaying repeats. */
export function judge(
  definition: Definition,
  given: { values: Values; materials: ReadonlySet<string>; hooks: Record<string, HookAnswer>; today: IsoDate },
): { facts: Facts; results: RuleResult[]; missing: Ground['missing'] } {
  const fields = new Map(allFields(definition).map((field) => [field.id, field]))
  const words = (id: string, value: Value) => {
    const field = fields.get(id)
    return field === undefined ? String(value) : valueWords(field, value)
  }
  const facts: Facts = { ...given, personal: personalOf(definition), words }
  return {
    facts,
    results: judgeRules(definition, facts),
    missing: materialsMissing(definition, facts).map((material) => material.title),
  }
}

/** Everything a case is judged by now. */
export async function standingNow(
  tx: Tx,
  desk: Desk,
  definition: Definition,
  subject: {
    caseId: string
    creditCode: string | null
    region: string
    values: Values
    materials: ReadonlySet<string>
  },
): Promise<Standing> {
  const hooks = await askHooks(tx, desk, definition, subject)
  const day = today(tx.now.getTime())
  const judged = judge(definition, { values: subject.values, materials: subject.materials, hooks, today: day })
  const { n } = await tx.one<{ n: number }>(sql`select count(*)::int n from procedures.objection
    where jurisdiction = ${tx.actor.jurisdiction} and casefile = ${subject.caseId} and state = 'open'`)
  return { ...judged, today: day, openObjections: n, calendar: await calendar(tx), hooks }
}
