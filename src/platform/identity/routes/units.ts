import Type from 'typebox'
import { type AnyRoute, command, read } from '../../http/index.ts'
import { changeUnit, closeUnit, createUnit, listUnits } from '../units.ts'
import { DateText, Id, IdParams, Items, Nullable, RegionPrefix } from './schemas.ts'

const Kind = Type.Union([
  Type.Literal('department'),
  Type.Literal('township'),
  Type.Literal('agency'),
  Type.Literal('external'),
])
const Name = Type.String({ minLength: 1, maxLength: 80 })
const Aliases = Type.Array(Name, { maxItems: 20 })

const UnitView = Type.Object({
  jurisdiction: Type.String(),
  id: Id,
  name: Name,
  kind: Kind,
  region: Nullable(RegionPrefix),
  aliases: Aliases,
  active: Type.Boolean(),
  validFrom: DateText,
  validUntil: Nullable(DateText),
})

/** 责任单位 of a jurisdiction. Everybody who works here sees them; the administrator keeps them. */
export function unitRoutes(): AnyRoute[] {
  return [
    read({
      method: 'GET',
      url: '/api/units',
      summary: { zh: '责任单位', en: 'Units' },
      permission: 'signed-in',
      response: Items(UnitView),
      handle: async (tx) => ({ items: await listUnits(tx) }),
    }),
    command({
      method: 'POST',
      url: '/api/units',
      summary: { zh: '新建单位', en: 'Set up a unit' },
      permission: 'unit.manage',
      status: 201,
      body: Type.Object({
        name: Name,
        kind: Kind,
        region: Type.Optional(Nullable(RegionPrefix)),
        aliases: Type.Optional(Aliases),
        validFrom: Type.Optional(DateText),
      }),
      response: UnitView,
      handle: (tx, { body }) => createUnit(tx, body),
    }),
    command({
      method: 'PATCH',
      url: '/api/units/:id',
      summary: { zh: '修改单位', en: 'Change a unit' },
      permission: 'unit.manage',
      params: IdParams,
      body: Type.Object({
        name: Type.Optional(Name),
        kind: Type.Optional(Kind),
        region: Type.Optional(Nullable(RegionPrefix)),
        aliases: Type.Optional(Aliases),
      }),
      response: UnitView,
      handle: (tx, { params, body }) => changeUnit(tx, params.id, body),
    }),
    command({
      method: 'POST',
      url: '/api/units/:id/close',
      summary: { zh: '停用单位', en: 'Close a unit' },
      permission: 'unit.manage',
      params: IdParams,
      response: UnitView,
      handle: (tx, { params }) => closeUnit(tx, params.id),
    }),
  ]
}
