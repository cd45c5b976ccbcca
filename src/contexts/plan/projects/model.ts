import Type, { type Static } from 'typebox'
import { Maybe } from '../papers/model.ts'

/** Where the money of a project comes from: 中央预算内投资、省级、本级配套、专项债券、社会投资. */
export const FUND_KINDS = ['central', 'provincial', 'local', 'bond', 'social'] as const
export type FundKind = (typeof FUND_KINDS)[number]

/** A budget line of a project, in fen. */
export const Fund = Type.Object({
  kind: Type.Enum(FUND_KINDS),
  plannedFen: Type.Integer({ minimum: 0, maximum: Number.MAX_SAFE_INTEGER }),
  arrivedFen: Type.Integer({ minimum: 0, maximum: Number.MAX_SAFE_INTEGER }),
  spentFen: Type.Integer({ minimum: 0, maximum: Number.MAX_SAFE_INTEGER }),
})
export type Fund = Static<typeof Fund>

const Day = Type.String({ pattern: '^\\d{4}-\\d{2}-\\d{2}$' })

/** What is said of a project. */
export const ProjectFacts = Type.Object({
  name: Type.String({ minLength: 1, maxLength: 200 }),
  region: Type.String({ pattern: '^\\d{6}(\\d{6})?$', description: 'where it is built' }),
  ownerName: Type.String({ minLength: 1, maxLength: 200, description: '责任单位' }),
  facility: Maybe(Type.String({ maxLength: 100, description: 'code in the facility register, once there is one' })),
  startsOn: Maybe(Day),
  endsOn: Maybe(Day),
  share: Type.Integer({ minimum: 0, maximum: 100, description: 'how much is built, in per cent' }),
  note: Maybe(Type.String({ maxLength: 2000 })),
  funds: Type.Array(Fund, { maxItems: FUND_KINDS.length }),
  targets: Type.Array(Type.String({ format: 'uuid' }), { maxItems: 50, description: 'targets it moves' }),
})
export type ProjectFacts = Static<typeof ProjectFacts>

export const NewProject = Type.Object({
  code: Type.String({ minLength: 1, maxLength: 60 }),
  ...ProjectFacts.properties,
})
export type NewProject = Static<typeof NewProject>

/** planned: not begun; building; late: past its end and not accepted; accepted: 已验收. */
export const PROJECT_STATES = ['planned', 'building', 'late', 'accepted'] as const
export type ProjectState = (typeof PROJECT_STATES)[number]

/** A project in a list. */
export const ProjectLine = Type.Object({
  id: Type.String(),
  code: Type.String(),
  name: Type.String(),
  region: Type.String(),
  regionName: Type.String(),
  ownerName: Type.String(),
  facility: Maybe(Type.String()),
  startsOn: Maybe(Type.String()),
  endsOn: Maybe(Type.String()),
  acceptedOn: Maybe(Type.String()),
  share: Type.Integer(),
  note: Maybe(Type.String()),
  revision: Type.Integer(),
  state: Type.Enum(PROJECT_STATES),
  overdueWorkdays: Type.Integer(),
  funds: Type.Array(Fund),
  plannedFen: Type.Integer(),
  arrivedFen: Type.Integer(),
  spentFen: Type.Integer(),
  targets: Type.Array(
    Type.Object({
      id: Type.String(),
      printed: Type.String(),
      unit: Type.String(),
      state: Maybe(Type.String()),
      actual: Maybe(Type.Number()),
    }),
  ),
})
export type ProjectLine = Static<typeof ProjectLine>

/** A project opened, with everything it ever was. */
export const ProjectView = Type.Object({
  ...ProjectLine.properties,
  facilityName: Maybe(Type.String()),
  facilityState: Maybe(Type.String()),
  history: Type.Array(
    Type.Object({
      revision: Type.Integer(),
      act: Type.String({ description: 'create | change | accept' }),
      facts: Type.Unknown(),
      reason: Maybe(Type.String()),
      by: Type.String(),
      at: Type.String(),
    }),
  ),
  mayChange: Type.Boolean(),
})
export type ProjectView = Static<typeof ProjectView>
