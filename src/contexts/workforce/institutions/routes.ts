import Type from 'typebox'
import { type AnyRoute, command, open, read } from '../../../platform/http/index.ts'
import type { PeopleDesk } from '../../people/index.ts'
import { CreditCode, Day, DayOrNone, Id, Reason, Uuid, Words } from '../schemas.ts'
import { baseList, endPlacement, placeIntern, placementList } from './bases.ts'
import { addCapability, capabilityList, endCapability } from './capabilities.ts'

/** Institutions that train, enterprises and bases for practice, interns. */
export function institutionRoutes(desk: PeopleDesk): AnyRoute[] {
  return [
    read({
      method: 'GET',
      url: '/api/workforce/capabilities',
      summary: { zh: '开展培训、实习的机构，按等级计占比', en: 'Institutions that train, and their share by grade' },
      permission: 'workforce.read',
      handle: (tx) => capabilityList(tx),
    }),
    read({
      method: 'GET',
      url: '/api/workforce/bases',
      summary: { zh: '产教融合企业和实训基地', en: 'Enterprises and bases for practice' },
      permission: 'workforce.read',
      handle: (tx) => baseList(tx),
    }),
    command({
      method: 'POST',
      url: '/api/workforce/capabilities',
      summary: { zh: '登记机构的培训（实习）能力', en: 'Enter that an institution trains' },
      permission: 'workforce.write',
      status: 201,
      body: Type.Object({
        creditCode: CreditCode,
        kind: Type.Enum(['training', 'practice']),
        proof: Type.String({ minLength: 2, maxLength: 300 }),
        places: Type.Optional(Type.Union([Type.Integer({ minimum: 1, maximum: 10_000 }), Type.Null()])),
        from: Day,
        until: Type.Optional(DayOrNone),
      }),
      handle: (tx, { body }) => addCapability(tx, body as Parameters<typeof addCapability>[1]),
    }),
    command({
      method: 'POST',
      url: '/api/workforce/capabilities/:id/end',
      summary: { zh: '结束培训（实习）能力', en: 'End a capability' },
      permission: 'workforce.write',
      params: Id,
      body: Type.Object({ on: Day, reason: Reason }),
      handle: async (tx, { params, body }) => void (await endCapability(tx, params.id, body)),
    }),
    open({
      method: 'GET',
      url: '/api/workforce/bases/:code/placements',
      summary: {
        zh: '一个基地的实习人员（脱敏），记入读取记录',
        en: 'Interns of a base, masked; the reading is noted',
      },
      permission: 'workforce.write',
      params: Type.Object({ code: Type.String({ maxLength: 40 }) }),
      handle: (db, { params }, { actor }) => db.write(actor, (tx) => placementList(tx, desk, params.code)),
    }),
    command({
      method: 'POST',
      url: '/api/workforce/bases/:code/placements',
      summary: { zh: '登记实习', en: 'Enter an intern' },
      permission: 'workforce.write',
      params: Type.Object({ code: Type.String({ maxLength: 40 }) }),
      status: 201,
      body: Type.Object({ person: Uuid, school: Words(100), course: Words(100), from: Day }),
      handle: (tx, { params, body }) => placeIntern(tx, desk, params.code, body),
    }),
    command({
      method: 'POST',
      url: '/api/workforce/placements/:id/end',
      summary: { zh: '结束实习', en: 'End an internship' },
      permission: 'workforce.write',
      params: Id,
      body: Type.Object({ on: Day, outcome: Type.Enum(['completed', 'hired', 'left']) }),
      handle: async (tx, { params, body }) =>
        void (await endPlacement(tx, desk, params.id, body as Parameters<typeof endPlacement>[3])),
    }),
  ]
}
