import Type from 'typebox'
import { refuse } from '../../../kernel/refusal.ts'
import { type AnyRoute, command, open, read } from '../../../platform/http/index.ts'
import type { PeopleDesk } from '../../people/index.ts'
import { joinCourse, leaveCourse, noteSession, openCourse } from './commands.ts'
import { courseLines, courseView, educationShare } from './views.ts'

const Day = Type.String({ format: 'date' })
const Uuid = Type.String({ format: 'uuid' })
const ById = Type.Object({ id: Uuid })

/** Education of older people (老年教育): courses, learners, attendance. */
export const educationRoutes = (desk: PeopleDesk): AnyRoute[] => [
  read({
    method: 'GET',
    url: '/api/learning/courses',
    summary: { zh: '老年教育班：到课人数和人次分列', en: 'Courses for older people: persons and person-times apart' },
    permission: 'learning.read',
    handle: async (tx) => ({ items: await courseLines(tx) }),
  }),
  open({
    method: 'GET',
    url: '/api/learning/courses/share',
    summary: { zh: '经常性参与教育活动的老年人占比', en: 'Share of older people regularly in education' },
    permission: 'learning.manage',
    query: Type.Object({
      asOf: Type.Optional(Day),
      region: Type.Optional(Type.String({ pattern: '^[0-9]{6}([0-9]{6})?$' })),
    }),
    handle: (db, { query }, { actor }) => db.write(actor, (tx) => educationShare(tx, desk, query)),
  }),
  open({
    method: 'GET',
    url: '/api/learning/courses/:id',
    summary: { zh: '一个班的学员和到课', en: 'Learners and sessions of a course' },
    permission: 'learning.manage',
    params: ById,
    handle: (db, { params }, { actor }) =>
      db.write(actor, async (tx) => {
        const found = await courseView(tx, desk, params.id)
        if (found === null)
          throw refuse('course.missing', { zh: '没有这个班', en: 'There is no such course' }, { kind: 'missing' })
        return found
      }),
  }),
  command({
    method: 'POST',
    url: '/api/learning/courses',
    summary: { zh: '登记老年教育班', en: 'Open a course' },
    permission: 'learning.manage',
    status: 201,
    body: Type.Object({
      code: Type.String({ minLength: 1, maxLength: 40 }),
      name: Type.String({ minLength: 2, maxLength: 80 }),
      facility: Type.String({ maxLength: 60 }),
      startsOn: Day,
      endsOn: Day,
      capacity: Type.Union([Type.Integer({ minimum: 1, maximum: 1000 }), Type.Null()]),
    }),
    handle: (tx, { body }) => openCourse(tx, body),
  }),
  command({
    method: 'POST',
    url: '/api/learning/courses/:id/learners',
    summary: { zh: '报名入班', en: 'Let a person join a course' },
    permission: 'learning.manage',
    status: 201,
    params: ById,
    body: Type.Object({ person: Uuid }),
    handle: (tx, { params, body }) => joinCourse(tx, desk, params.id, body.person),
  }),
  command({
    method: 'POST',
    url: '/api/learning/courses/:id/learners/:person/leave',
    summary: { zh: '退班', en: 'Let a person leave a course' },
    permission: 'learning.manage',
    params: Type.Object({ id: Uuid, person: Uuid }),
    handle: async (tx, { params }) => void (await leaveCourse(tx, params.id, params.person)),
  }),
  command({
    method: 'POST',
    url: '/api/learning/courses/:id/sessions',
    summary: { zh: '到课登记', en: 'Note a session and who came' },
    permission: 'learning.manage',
    params: ById,
    body: Type.Object({
      heldOn: Day,
      persons: Type.Array(Uuid, { maxItems: 1000 }),
      guests: Type.Union([Type.Integer({ minimum: 0, maximum: 10_000 }), Type.Null()]),
    }),
    handle: (tx, { params, body }) => noteSession(tx, desk, params.id, body),
  }),
]
