import Type, { type Static } from 'typebox'

const Fen = Type.Integer({ minimum: 0, maximum: 100_000_000_000 })
const Words = (most: number) => Type.String({ minLength: 2, maxLength: most })

/** A price that premises oblige to: the most a service may cost, and what the market asks. Fen. */
export const DutyPrice = Type.Object({
  service: Words(60),
  mostFen: Fen,
  marketFen: Type.Union([Fen, Type.Null()]),
})

/** What free or relieved premises oblige to (无偿使用场地的收费义务). */
export const Duty = Type.Object({
  statement: Words(400),
  /** Prices may be at most this share of the market's. */
  mostShare: Type.Union([Type.Number({ exclusiveMinimum: 0, exclusiveMaximum: 1 }), Type.Null()]),
  prices: Type.Array(DutyPrice, { maxItems: 30 }),
  clause: Words(200),
})
export type Duty = Static<typeof Duty>

/** A lease of premises; rent and relief are fen a year. */
export const NewLease = Type.Object({
  code: Type.String({ minLength: 2, maxLength: 60 }),
  lessor: Words(120),
  lessee: Words(120),
  area: Type.Number({ exclusiveMinimum: 0, maximum: 1_000_000 }),
  startsOn: Type.String({ format: 'date' }),
  /** Last day. */
  endsOn: Type.String({ format: 'date' }),
  rentFen: Fen,
  marketRentFen: Type.Union([Fen, Type.Null()]),
  reliefFen: Fen,
  reliefBasis: Type.Union([Words(200), Type.Null()]),
  duty: Type.Union([Duty, Type.Null()]),
})
export type NewLease = Static<typeof NewLease>

export type LeaseView = Omit<NewLease, 'duty'> & {
  id: string
  duty: (Duty & { id: string }) | null
  /** Ended before its last day. */
  endedOn: string | null
  /** In force on the day asked for. */
  current: boolean
}
