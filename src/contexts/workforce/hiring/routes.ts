import Type from 'typebox'
import { type AnyRoute, command, open, read } from '../../../platform/http/index.ts'
import type { PeopleDesk } from '../../people/index.ts'
import {
  CreditCode,
  Day,
  DayOrNone,
  Id,
  Level,
  ModeChoice,
  PayBand,
  PostChoice,
  Reason,
  Region,
  SkillCode,
  Uuid,
  WordsOrNone,
} from '../schemas.ts'
import { closeVacancy, hire, type NewVacancy, noteMatch, openVacancy, proposeMatch } from './commands.ts'
import { vacancyList, vacancyPage } from './views.ts'

const Fen = Type.Union([Type.Integer({ minimum: 0, maximum: 100_000_000 }), Type.Null()])

/** Vacancies and matches, from the vacancy to three months after the hiring. */
export function hiringRoutes(desk: PeopleDesk): AnyRoute[] {
  return [
    read({
      method: 'GET',
      url: '/api/workforce/vacancies',
      summary: { zh: '用工信息', en: 'Vacancies' },
      permission: 'workforce.read',
      query: Type.Object({
        state: Type.Optional(Type.Enum(['open', 'closed'])),
        organisation: Type.Optional(Uuid),
      }),
      handle: (tx, { query }) => vacancyList(tx, query as Parameters<typeof vacancyList>[1]),
    }),
    open({
      method: 'GET',
      url: '/api/workforce/vacancies/:id',
      summary: { zh: '一条用工信息和推荐经过', en: 'A vacancy and what came of it' },
      permission: 'workforce.read',
      params: Id,
      handle: (db, { params }, { actor }) => db.write(actor, (tx) => vacancyPage(tx, desk, params.id)),
    }),
    command({
      method: 'POST',
      url: '/api/workforce/vacancies',
      summary: { zh: '登记用工信息', en: 'Enter a vacancy' },
      permission: 'workforce.write',
      status: 201,
      body: Type.Object({
        creditCode: CreditCode,
        post: PostChoice,
        skill: Type.Optional(Type.Union([SkillCode, Type.Null()])),
        level: Type.Optional(Level),
        places: Type.Integer({ minimum: 1, maximum: 1000 }),
        payLowFen: Type.Optional(Fen),
        payHighFen: Type.Optional(Fen),
        region: Region,
        closesOn: Type.Optional(DayOrNone),
        note: Type.Optional(WordsOrNone(500)),
      }),
      handle: (tx, { body }) => openVacancy(tx, body as NewVacancy),
    }),
    command({
      method: 'POST',
      url: '/api/workforce/vacancies/:id/close',
      summary: { zh: '关闭用工信息', en: 'Close a vacancy' },
      permission: 'workforce.write',
      params: Id,
      body: Type.Object({ reason: Reason }),
      handle: async (tx, { params, body }) => void (await closeVacancy(tx, params.id, body.reason)),
    }),
    command({
      method: 'POST',
      url: '/api/workforce/vacancies/:id/matches',
      summary: { zh: '推荐求职者', en: 'Propose a person' },
      permission: 'workforce.write',
      params: Id,
      status: 201,
      body: Type.Object({ person: Uuid }),
      handle: (tx, { params, body }) => proposeMatch(tx, desk, params.id, body.person),
    }),
    command({
      method: 'POST',
      url: '/api/workforce/matches/:id/note',
      summary: { zh: '登记面试或未录用', en: 'Note an interview, or that nothing came of it' },
      permission: 'workforce.write',
      params: Id,
      body: Type.Object({
        state: Type.Enum(['interviewed', 'declined']),
        reason: Type.Optional(WordsOrNone(300)),
      }),
      handle: async (tx, { params, body }) =>
        void (await noteMatch(tx, desk, params.id, body as Parameters<typeof noteMatch>[3])),
    }),
    command({
      method: 'POST',
      url: '/api/workforce/matches/:id/hire',
      summary: { zh: '登记录用', en: 'Note a hiring' },
      permission: 'workforce.write',
      params: Id,
      body: Type.Object({ on: Day, mode: Type.Optional(ModeChoice), payBand: Type.Optional(PayBand) }),
      handle: (tx, { params, body }) => hire(tx, desk, params.id, body as Parameters<typeof hire>[3]),
    }),
  ]
}
