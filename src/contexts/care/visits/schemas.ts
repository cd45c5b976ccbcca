import Type from 'typebox'
import { Note, orNull, Uuid } from '../schemas.ts'
import { FINDINGS, REFERRALS } from './model.ts'

const Findings = Type.Array(Type.Enum(FINDINGS.map((each) => each.code)), {
  maxItems: FINDINGS.length,
  uniqueItems: true,
})
const Words = orNull(Type.String({ minLength: 1, maxLength: 1000 }))
const Place = Type.Object({
  lon: Type.Number({ minimum: 73, maximum: 136 }),
  lat: Type.Number({ minimum: 3, maximum: 54 }),
})

/** A visit as it is handed in: one shape for the desk and for the telephone in the field. */
export const VisitBody = Type.Object(
  {
    person: Uuid,
    mode: Type.Enum(['door', 'phone', 'video']),
    answered: Type.Boolean(),
    heldAt: Type.String({ format: 'date-time' }),
    minutes: orNull(Type.Integer({ minimum: 0, maximum: 720 })),
    place: orNull(Place),
    findings: Findings,
    needs: Words,
    note: Words,
    code: orNull(Type.String({ pattern: '^[0-9 -]{4,12}$' })),
    // strokes as an SVG path: letters, figures, nothing that could be anything else
    signature: orNull(Type.String({ pattern: '^[ML0-9 .,-]{1,20000}$' })),
    photos: Type.Optional(
      Type.Array(Type.String({ pattern: '^[A-Za-z0-9+/]+=*$', maxLength: 560_000 }), { maxItems: 3 }),
    ),
    refer: Type.Optional(
      Type.Array(Type.Object({ kind: Type.Enum(REFERRALS.map((each) => each.code)), note: orNull(Note) }), {
        maxItems: REFERRALS.length,
      }),
    ),
  },
  { additionalProperties: false },
)

/** What may be said anew about a visit. */
export const VisitFields = Type.Partial(Type.Object({ findings: Findings, needs: Words, note: Words }), {
  additionalProperties: false,
})

/** What an author had seen: by device, how many of its sayings. */
export const VersionOf = Type.Record(Type.String({ maxLength: 60 }), Type.Integer({ minimum: 0 }))
