import Type, { type Static } from 'typebox'

/** reported → retrofit → closed, or rejected where there is nothing to mend. */
export const BARRIER_STATES = ['reported', 'retrofit', 'closed', 'rejected'] as const
export type BarrierState = (typeof BARRIER_STATES)[number]
export const BARRIER_CHANNELS = ['counter', 'phone', 'web', 'staff'] as const

const Maybe = (most: number) => Type.Union([Type.String({ minLength: 1, maxLength: most }), Type.Null()])

/** A barrier as it is reported (障碍报告): at a facility, or at a place in words. */
export const NewBarrier = Type.Object({
  region: Type.String({ pattern: '^[0-9]{12}$' }),
  facility: Maybe(60),
  place: Type.String({ minLength: 2, maxLength: 200 }),
  what: Type.String({ minLength: 2, maxLength: 500 }),
  item: Maybe(40),
  reportedOn: Type.String({ format: 'date' }),
  channel: Type.Enum(BARRIER_CHANNELS),
})
export type NewBarrier = Static<typeof NewBarrier>

/** What is done next with a barrier. */
export const BarrierMove = Type.Union([
  Type.Object({
    to: Type.Literal('retrofit'),
    unitName: Type.String({ minLength: 2, maxLength: 120 }),
    due: Type.String({ format: 'date' }),
    measure: Type.String({ minLength: 2, maxLength: 500 }),
  }),
  Type.Object({
    to: Type.Literal('closed'),
    on: Type.String({ format: 'date' }),
    /** The accessibility check that was passed, for a barrier at a facility. */
    check: Type.Union([Type.String({ format: 'uuid' }), Type.Null()]),
    /** Whether those who need it found it usable. */
    userAccepted: Type.Boolean(),
    outcome: Type.String({ minLength: 2, maxLength: 500 }),
  }),
  Type.Object({
    to: Type.Literal('rejected'),
    on: Type.String({ format: 'date' }),
    outcome: Type.String({ minLength: 2, maxLength: 500 }),
  }),
])
export type BarrierMove = Static<typeof BarrierMove>

export type BarrierView = {
  id: string
  region: string
  regionName: string | null
  facility: string | null
  facilityName: string | null
  place: string
  what: string
  item: string | null
  reportedOn: string
  channel: (typeof BARRIER_CHANNELS)[number]
  state: BarrierState
  unitName: string | null
  due: string | null
  measure: string | null
  closedOn: string | null
  outcome: string | null
  userAccepted: boolean | null
  overdue: boolean
  revision: number
}
