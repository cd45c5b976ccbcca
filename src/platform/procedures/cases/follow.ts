import type { Bilingual } from '../../../kernel/refusal.ts'
import type { Tx } from '../../db/index.ts'
import { jurisdictionNamed } from '../../identity/index.ts'
import type { Desk } from '../desk.ts'
import { type Act, type Definition, type Outcome, stepOf } from '../model.ts'
import type { ShownField } from './fields.ts'
import { casePage } from './views.ts'

/** What an applicant sees of the own case: no officer's name, no rule's inside, but every step, reason and deadline. */
export type FollowPage = {
  number: string
  title: Bilingual
  place: string
  applicant: string
  stepTitle: Bilingual | null
  stepKind: string | null
  outcome: Outcome | null
  due: string | null
  workdaysLeft: number | null
  revision: number
  events: {
    revision: number
    title: Bilingual
    on: string
    reason: string
    notice: Bilingual | null
    missing: Bilingual[]
    unit: string | null
  }[]
  fields: ShownField[]
  needed: { id: string; title: Bilingual; given: boolean }[]
  acts: Act[]
  definition: Definition
  version: number
  certificate: string | null
}

/** The page of an application for whoever has its number and code. @throws Refusal `case.missing` */
export async function followPage(tx: Tx, desk: Desk, id: string): Promise<FollowPage> {
  const page = await casePage(tx, desk, id, true)
  const place = (await jurisdictionNamed(tx, tx.actor.jurisdiction))?.name ?? ''
  const step = page.step === null ? null : stepOf(page.definition, page.step)
  return {
    number: page.number,
    title: page.title,
    place,
    applicant: page.applicant,
    stepTitle: page.stepTitle,
    stepKind: step?.kind ?? null,
    outcome: page.outcome,
    due: page.due,
    workdaysLeft: page.workdaysLeft,
    revision: page.revision,
    events: page.events.map((event) => ({
      revision: event.revision,
      title: event.title,
      on: event.on,
      reason: event.reason,
      notice: event.notice,
      missing: event.after !== null && step?.kind === 'applicant' ? event.missing : [],
      unit: event.unit,
    })),
    fields: page.fields,
    needed: page.needed,
    acts: page.acts.filter((act) => act.id === 'withdraw' || step?.kind === 'applicant'),
    definition: page.definition,
    version: page.version,
    certificate: page.certificate,
  }
}
