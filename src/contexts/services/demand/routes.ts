import Type from 'typebox'
import { type AnyRoute, command, read } from '../../../platform/http/index.ts'
import type { PeopleDesk } from '../../people/index.ts'
import { ChannelCode, Code, Day, FamilyCode, orNull, Region, Uuid } from '../schemas.ts'
import { demand, noteUnmet } from './unmet.ts'

/** Demand, met and unmet, over HTTP. */
export function demandRoutes(desk: PeopleDesk): AnyRoute[] {
  return [
    read({
      method: 'GET',
      url: '/api/services/demand',
      summary: { zh: '需求和未满足需求：按月、地区、项目', en: 'Demand, met and unmet, by month, place and item' },
      permission: 'services.read',
      query: Type.Object({
        from: Day,
        until: Day,
        region: Type.Optional(Region),
        family: Type.Optional(FamilyCode),
        byItem: Type.Optional(Type.Boolean()),
      }),
      handle: async (tx, { query }) => ({
        items: await demand(tx, { ...query, byItem: query.byItem ?? false } as Parameters<typeof demand>[1]),
        next: null,
      }),
    }),
    command({
      method: 'POST',
      url: '/api/services/unmet',
      summary: { zh: '登记未满足的需求', en: 'Note a wish that could not be met' },
      permission: 'services.order',
      status: 201,
      body: Type.Object({
        family: FamilyCode,
        item: orNull(Code),
        wish: orNull(Type.String({ minLength: 2, maxLength: 120 })),
        region: orNull(Region),
        reason: Type.Enum(['not-found', 'too-dear', 'too-far', 'other']),
        person: orNull(Uuid),
        channel: ChannelCode,
      }),
      handle: (tx, { body }) => noteUnmet(tx, desk, body as Parameters<typeof noteUnmet>[2]),
    }),
  ]
}
