import Type from 'typebox'
import { today } from '../../../kernel/dates.ts'
import { type AnyRoute, command, open, read } from '../../../platform/http/index.ts'
import type { PeopleDesk } from '../../people/index.ts'
import {
  CreditCode,
  Day,
  Id,
  KindChoice,
  Reason,
  Region,
  Revision,
  SkillCode,
  Uuid,
  Words,
  WordsOrNone,
} from '../schemas.ts'
import { declineApplication, placeApplication, waiting } from './applications.ts'
import { cancelClass, closeClass, reopenClass } from './close.ts'
import { enrol, enterScores, markAttendance, type NewClass, openClass, withdraw } from './commands.ts'
import { classList, classPage, trainingFigures } from './views.ts'

const Decision = Type.Object({ revision: Revision, reason: Reason })

/** Training classes: enrolment, attendance, exam, closing; persons and person-times. */
export function trainingRoutes(desk: PeopleDesk): AnyRoute[] {
  return [
    read({
      method: 'GET',
      url: '/api/workforce/classes',
      summary: { zh: '培训班', en: 'Training classes' },
      permission: 'workforce.read',
      query: Type.Object({
        kind: Type.Optional(KindChoice),
        year: Type.Optional(Type.Integer({ minimum: 2000, maximum: 2100 })),
      }),
      handle: (tx, { query }) => classList(tx, query),
    }),
    read({
      method: 'GET',
      url: '/api/workforce/training/figures',
      summary: { zh: '培训人数和人次，分列', en: 'Persons trained and person-times, apart' },
      permission: 'workforce.read',
      query: Type.Object({ from: Type.Optional(Day), until: Type.Optional(Day) }),
      handle: (tx, { query }) => {
        const day = today(tx.now.getTime())
        return trainingFigures(tx, query.from ?? `${day.slice(0, 4)}-01-01`, query.until ?? day)
      },
    }),
    read({
      method: 'GET',
      url: '/api/workforce/applications',
      summary: { zh: '已录取、待编班的报名', en: 'Granted enrolments that wait for a class' },
      permission: 'workforce.read',
      handle: (tx) => waiting(tx),
    }),
    open({
      method: 'GET',
      url: '/api/workforce/classes/:id',
      summary: { zh: '一个培训班：学员、考勤、成绩', en: 'A class with learners, attendance and scores' },
      permission: 'workforce.read',
      params: Id,
      handle: (db, { params }, { actor }) => db.write(actor, (tx) => classPage(tx, desk, params.id)),
    }),
    command({
      method: 'POST',
      url: '/api/workforce/classes',
      summary: { zh: '开班', en: 'Open a class' },
      permission: 'workforce.write',
      status: 201,
      body: Type.Object({
        code: Words(40),
        title: Words(100),
        kind: KindChoice,
        skill: Type.Optional(Type.Union([SkillCode, Type.Null()])),
        organiser: Words(100),
        creditCode: Type.Optional(Type.Union([CreditCode, Type.Null()])),
        region: Region,
        place: Type.Optional(WordsOrNone(100)),
        startsOn: Day,
        endsOn: Day,
        capacity: Type.Integer({ minimum: 1, maximum: 2000 }),
        leastShare: Type.Integer({ minimum: 0, maximum: 100 }),
        passMark: Type.Optional(Type.Union([Type.Number({ minimum: 0, maximum: 100 }), Type.Null()])),
        sessions: Type.Array(
          Type.Object({
            heldOn: Day,
            hours: Type.Number({ minimum: 0.1, maximum: 24 }),
            title: Type.Optional(WordsOrNone(100)),
          }),
          { minItems: 1, maxItems: 200 },
        ),
      }),
      handle: (tx, { body }) => openClass(tx, body as NewClass),
    }),
    command({
      method: 'POST',
      url: '/api/workforce/classes/:id/learners',
      summary: { zh: '登记学员', en: 'Enrol a person' },
      permission: 'workforce.write',
      params: Id,
      status: 201,
      body: Type.Object({ person: Uuid, channel: Type.Enum(['screen', 'phone', 'counter', 'paper']) }),
      handle: async (tx, { params, body }) =>
        void (await enrol(tx, desk, params.id, body as Parameters<typeof enrol>[3])),
    }),
    command({
      method: 'POST',
      url: '/api/workforce/classes/:id/withdrawals',
      summary: { zh: '学员退出', en: 'Take somebody out of a class' },
      permission: 'workforce.write',
      params: Id,
      body: Type.Object({ person: Uuid, reason: Reason }),
      handle: async (tx, { params, body }) => void (await withdraw(tx, params.id, body.person, body.reason)),
    }),
    command({
      method: 'PUT',
      url: '/api/workforce/classes/:id/attendance',
      summary: { zh: '登记一课次的考勤', en: 'Mark who was at a session' },
      permission: 'workforce.write',
      params: Id,
      body: Type.Object({
        session: Type.Integer({ minimum: 1, maximum: 200 }),
        marks: Type.Array(Type.Object({ person: Uuid, present: Type.Boolean() }), { minItems: 1, maxItems: 2000 }),
      }),
      handle: (tx, { params, body }) => markAttendance(tx, params.id, body),
    }),
    command({
      method: 'PUT',
      url: '/api/workforce/classes/:id/scores',
      summary: { zh: '登记考核成绩', en: 'Enter exam scores' },
      permission: 'workforce.write',
      params: Id,
      body: Type.Object({
        scores: Type.Array(
          Type.Object({ person: Uuid, score: Type.Union([Type.Number({ minimum: 0, maximum: 100 }), Type.Null()]) }),
          { minItems: 1, maxItems: 2000 },
        ),
      }),
      handle: (tx, { params, body }) => enterScores(tx, params.id, body.scores),
    }),
    command({
      method: 'POST',
      url: '/api/workforce/classes/:id/close',
      summary: { zh: '结业：判定并计数', en: 'Close a class: decide and count' },
      permission: 'workforce.write',
      params: Id,
      body: Type.Object({ revision: Revision }),
      handle: (tx, { params, body }) => closeClass(tx, params.id, body.revision),
    }),
    command({
      method: 'POST',
      url: '/api/workforce/classes/:id/reopen',
      summary: { zh: '重新打开已结业的班', en: 'Open a closed class again' },
      permission: 'workforce.write',
      params: Id,
      body: Decision,
      handle: async (tx, { params, body }) => void (await reopenClass(tx, params.id, body)),
    }),
    command({
      method: 'POST',
      url: '/api/workforce/classes/:id/cancel',
      summary: { zh: '取消培训班', en: 'Cancel a class' },
      permission: 'workforce.write',
      params: Id,
      body: Decision,
      handle: async (tx, { params, body }) => void (await cancelClass(tx, params.id, body)),
    }),
    command({
      method: 'POST',
      url: '/api/workforce/applications/:id/place',
      summary: { zh: '把报名人编入培训班', en: 'Place an enrolment into a class' },
      permission: 'workforce.write',
      params: Id,
      body: Type.Object({ class: Uuid, person: Uuid }),
      handle: async (tx, { params, body }) => void (await placeApplication(tx, desk, params.id, body)),
    }),
    command({
      method: 'POST',
      url: '/api/workforce/applications/:id/decline',
      summary: { zh: '报名人不再参加', en: 'Note that somebody no longer wants a place' },
      permission: 'workforce.write',
      params: Id,
      body: Type.Object({ reason: Reason }),
      handle: async (tx, { params, body }) => void (await declineApplication(tx, params.id, body.reason)),
    }),
  ]
}
