import Type from 'typebox'
import { CATEGORIES, type CategoryCode } from '../categories.ts'
import { ID_KINDS } from '../identity.ts'
import { RELATIONS } from '../model.ts'
import { PROXY_SCOPES, type ProxyScope } from '../proxies.ts'

const Null = Type.Null()
/** Text of a length, or unknown. */
const text = (maxLength: number) => Type.Union([Type.String({ maxLength }), Null])

export const Uuid = Type.String({ format: 'uuid' })
export const Id = Type.Object({ id: Uuid })
export const Day = Type.String({ format: 'date' })
/** Why data are opened (处理目的). */
export const PurposeText = Type.String({ minLength: 2, maxLength: 100 })
export const Reason = Type.String({ minLength: 2, maxLength: 300 })
export const Category = Type.Unsafe<CategoryCode>(Type.Enum(CATEGORIES.map((each) => each.code)))
export const Region = Type.String({ pattern: '^[0-9]{6,12}$' })

export const Person = {
  name: Type.String({ minLength: 1, maxLength: 80 }),
  reading: Type.Optional(text(120)),
  idKind: Type.Optional(Type.Enum([...ID_KINDS])),
  number: Type.Optional(text(30)),
  sex: Type.Optional(Type.Union([Type.Literal('male'), Type.Literal('female'), Null])),
  born: Type.Optional(Type.Union([Day, Null])),
  ageConfirmed: Type.Optional(Type.Boolean()),
  ethnicity: Type.Optional(Type.Union([Type.String({ pattern: '^[0-9]{2}$' }), Null])),
  phones: Type.Optional(
    Type.Array(Type.Object({ number: Type.String({ maxLength: 30 }), label: text(30) }), { maxItems: 5 }),
  ),
  relation: Type.Optional(Type.Union([Type.Enum([...RELATIONS]), Null])),
  household: Type.Optional(Type.Union([Uuid, Null])),
  note: Type.Optional(text(1000)),
}

export const Place = {
  region: Type.Optional(Type.Union([Region, Null])),
  dwelling: Type.Optional(text(40)),
  cell: Type.Optional(Type.Union([Uuid, Null])),
  address: Type.Optional(text(200)),
}

/** Who stands at the counter. */
export const Acting = Type.Union([
  Type.Object({ by: Type.Literal('self') }),
  Type.Object({ by: Type.Literal('guardian'), relative: Uuid }),
  Type.Object({ by: Type.Literal('proxy'), relative: Uuid }),
])

export const Relative = Type.Object({
  role: Type.Enum(['contact', 'guardian', 'proxy']),
  name: Type.String({ minLength: 1, maxLength: 80 }),
  relation: Type.Optional(text(40)),
  phone: Type.Optional(text(30)),
  number: Type.Optional(text(30)),
  other: Type.Optional(Type.Union([Uuid, Null])),
  document: Type.Optional(text(200)),
  scope: Type.Optional(
    Type.Array(Type.Unsafe<ProxyScope>(Type.Enum(PROXY_SCOPES.map((each) => each.code))), { maxItems: 20 }),
  ),
  from: Day,
  until: Type.Optional(Type.Union([Day, Null])),
})
