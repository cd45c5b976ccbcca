import Type, { type Static } from 'typebox'
import { refuse } from '../../../kernel/refusal.ts'
import { type OperationKind, operationKind, type PackSource } from '../../../platform/sync/index.ts'
import { demandPerson, noteRead, type PeopleDesk } from '../../people/index.ts'
import { Uuid } from '../schemas.ts'
import { editVisit, recordVisit, visitOf } from './commands.ts'
import { FINDINGS, MODES, REFERRALS, RISKS, type Round, type VisitContent } from './model.ts'
import { visitFrom } from './routes.ts'
import { VisitBody, VisitFields } from './schemas.ts'
import { roundOf } from './views.ts'

/** Version of the visit form that the app fills in. */
export const VISIT_FORM = 1

/** An edit of a visit: of one that the server named, or of one that a device made and has not heard back about. */
const EditBody = Type.Object(
  { visit: Type.Optional(Uuid), operation: Type.Optional(Uuid), fields: VisitFields },
  { additionalProperties: false },
)

/** What visits take from devices out of reach: the same commands as at the desk. */
export const visitKinds = (desk: PeopleDesk): OperationKind[] => [
  operationKind<Static<typeof VisitBody>>({
    kind: 'visit.record',
    title: { zh: '探访登记', en: 'Visit' },
    permission: 'visit.record',
    forms: { [VISIT_FORM]: VisitBody },
    apply: async (tx, payload, operation) => {
      const visit = { ...visitFrom(payload), heldAt: operation.instant(payload.heldAt) }
      const { id, confirmed, referrals } = await recordVisit(tx, desk, visit, {
        operation: operation.id,
        clock: operation.clock,
      })
      return { visit: id, confirmed, referrals }
    },
    shown: async (tx, payload) => {
      await demandPerson(tx, desk, payload.person)
      await noteRead(tx, { act: 'care', purpose: '处理被退回的探访', fields: ['visits'], persons: [payload.person] })
    },
  }),
  operationKind<Static<typeof EditBody>>({
    kind: 'visit.edit',
    title: { zh: '探访更正', en: 'Correction of a visit' },
    permission: 'visit.record',
    forms: { [VISIT_FORM]: EditBody },
    apply: async (tx, payload, operation) => {
      const visit = payload.visit ?? (payload.operation === undefined ? null : await visitOf(tx, payload.operation))
      if (visit === null)
        throw refuse('visit.missing', { zh: '没有这次探访', en: 'There is no such visit' }, { kind: 'missing' })
      const { id, device, seq, base } = operation
      await editVisit(tx, desk, visit, { id, device, seq, base, fields: payload.fields as Partial<VisitContent> })
      return { visit }
    },
  }),
]

/** Today's round and the choices of the form. */
export type VisitPack = {
  form: {
    version: number
    modes: typeof MODES
    risks: typeof RISKS
    findings: typeof FINDINGS
    referrals: typeof REFERRALS
  }
  round: Round
}

/** What a visitor takes along: today's round and the choices of the form. */
export const visitPack = (desk: PeopleDesk): PackSource => ({
  name: 'visits',
  permission: 'visit.record',
  load: async (tx, { start }): Promise<VisitPack> => ({
    form: { version: VISIT_FORM, modes: MODES, risks: RISKS, findings: FINDINGS, referrals: REFERRALS },
    round: await roundOf(tx, desk, { start }),
  }),
})
