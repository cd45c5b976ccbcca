import { randomInt } from 'node:crypto'
import Type from 'typebox'
import { type AnyRoute, command, open, read } from '../../../platform/http/index.ts'
import type { Desk } from '../../../platform/procedures/index.ts'
import type { PeopleDesk } from '../../people/index.ts'
import { ById, Day, Instant, Reason, Uuid, Village, Words } from '../schemas.ts'
import { cancelActivity, openActivity, signUp, withdrawSignUp } from './activities.ts'
import { addInsurance, addTraining, leaveVolunteers, registerVolunteer } from './files.ts'
import { correctHours, noteAttendance } from './hours.ts'
import { ACTIVITY_KINDS, type ActivityKind } from './model.ts'
import { certifyHours } from './records.ts'
import { noActivity, noVolunteer } from './refusals.ts'
import { activities, activityView, volunteers, volunteerView } from './views.ts'

const Span = { from: Instant, until: Instant }
const Signed = Type.Object({ id: Uuid, volunteer: Uuid })

/** Volunteers (志愿服务): files, training, insurance, activities, hours, certificates. */
export const volunteerRoutes = (desk: Desk, people: PeopleDesk): AnyRoute[] => [
  open({
    method: 'GET',
    url: '/api/community/volunteers',
    summary: { zh: '志愿者名册', en: 'Volunteers' },
    permission: 'community.manage',
    handle: (db, _, { actor }) => db.write(actor, (tx) => volunteers(tx, people)),
  }),
  open({
    method: 'GET',
    url: '/api/community/volunteers/:id',
    summary: { zh: '志愿者档案', en: 'The file of a volunteer' },
    permission: 'community.manage',
    params: ById,
    handle: (db, { params }, { actor }) =>
      db.write(actor, async (tx) => {
        const found = await volunteerView(tx, people, params.id)
        if (found === null) throw noVolunteer()
        return found
      }),
  }),
  command({
    method: 'POST',
    url: '/api/community/volunteers',
    summary: { zh: '登记志愿者', en: 'Register a volunteer' },
    permission: 'community.manage',
    status: 201,
    body: Type.Object({ person: Uuid, skills: Type.Array(Words(30), { maxItems: 20 }) }),
    handle: (tx, { body }) => registerVolunteer(tx, people, body),
  }),
  command({
    method: 'POST',
    url: '/api/community/volunteers/:id/trainings',
    summary: { zh: '登记志愿者培训', en: 'Note a training' },
    permission: 'community.manage',
    params: ById,
    body: Type.Object({
      topic: Words(60),
      hours: Type.Number({ exclusiveMinimum: 0, maximum: 1000, multipleOf: 0.5 }),
      heldOn: Day,
      organiser: Words(80),
    }),
    handle: (tx, { params, body }) => addTraining(tx, params.id, body),
  }),
  command({
    method: 'POST',
    url: '/api/community/volunteers/:id/insurances',
    summary: { zh: '登记志愿者保险', en: 'Note an insurance' },
    permission: 'community.manage',
    params: ById,
    body: Type.Object({ insurer: Words(60), policy: Words(60), from: Day, until: Day, paidBy: Words(80) }),
    handle: (tx, { params, body }) => addInsurance(tx, params.id, body),
  }),
  command({
    method: 'POST',
    url: '/api/community/volunteers/:id/leave',
    summary: { zh: '志愿者退出', en: 'A volunteer leaves' },
    permission: 'community.manage',
    params: ById,
    body: Reason,
    handle: (tx, { params, body }) => leaveVolunteers(tx, params.id, body.reason),
  }),
  command({
    method: 'POST',
    url: '/api/community/volunteers/:id/certificate',
    summary: { zh: '开具志愿服务记录证明（不收费）', en: 'Certify the hours served, free of charge' },
    permission: 'community.manage',
    params: ById,
    handle: (tx, { params }) => certifyHours(tx, desk, people, params.id, randomInt),
  }),
  read({
    method: 'GET',
    url: '/api/community/activities',
    summary: { zh: '志愿服务活动', en: 'Activities of volunteers' },
    permission: 'community.read',
    handle: async (tx) => ({ items: await activities(tx) }),
  }),
  open({
    method: 'GET',
    url: '/api/community/activities/:id',
    summary: { zh: '一次活动的报名和时长', en: 'One activity: sign-ups and hours' },
    permission: 'community.manage',
    params: ById,
    handle: (db, { params }, { actor }) =>
      db.write(actor, async (tx) => {
        const found = await activityView(tx, people, params.id)
        if (found === null) throw noActivity()
        return found
      }),
  }),
  command({
    method: 'POST',
    url: '/api/community/activities',
    summary: { zh: '发布志愿服务活动', en: 'Announce an activity' },
    permission: 'community.manage',
    status: 201,
    body: Type.Object({
      title: Words(80, 2),
      kind: Type.Enum(Object.keys(ACTIVITY_KINDS) as [ActivityKind, ...ActivityKind[]]),
      region: Village,
      place: Words(120),
      organiser: Words(80),
      ...Span,
      places: Type.Integer({ minimum: 1, maximum: 2000 }),
      risky: Type.Boolean(),
      training: Type.Union([Words(60), Type.Null()]),
    }),
    handle: (tx, { body }) => openActivity(tx, body),
  }),
  command({
    method: 'POST',
    url: '/api/community/activities/:id/cancel',
    summary: { zh: '取消活动', en: 'Call an activity off' },
    permission: 'community.manage',
    params: ById,
    body: Reason,
    handle: (tx, { params, body }) => cancelActivity(tx, params.id, body.reason),
  }),
  command({
    method: 'POST',
    url: '/api/community/activities/:id/signups',
    summary: { zh: '志愿者报名', en: 'Sign a volunteer up' },
    permission: 'community.manage',
    params: ById,
    body: Type.Object({ volunteer: Uuid }),
    handle: (tx, { params, body }) => signUp(tx, params.id, body.volunteer),
  }),
  command({
    method: 'POST',
    url: '/api/community/activities/:id/signups/:volunteer/withdraw',
    summary: { zh: '取消报名', en: 'Withdraw a sign-up' },
    permission: 'community.manage',
    params: Signed,
    handle: (tx, { params }) => withdrawSignUp(tx, params.id, params.volunteer),
  }),
  command({
    method: 'POST',
    url: '/api/community/activities/:id/hours',
    summary: { zh: '核对到场和服务时长', en: 'Record who came and how long' },
    permission: 'community.manage',
    params: ById,
    body: Type.Object({
      lines: Type.Array(Type.Object({ volunteer: Uuid, ...Span }), { minItems: 1, maxItems: 2000 }),
    }),
    handle: (tx, { params, body }) => noteAttendance(tx, params.id, body.lines),
  }),
  command({
    method: 'POST',
    url: '/api/community/activities/:id/hours/:volunteer/correct',
    summary: { zh: '更正服务时长（另记一条）', en: 'Correct hours by a new entry' },
    permission: 'community.manage',
    params: Signed,
    body: Type.Object({ entry: Uuid, span: Type.Union([Type.Object(Span), Type.Null()]), reason: Words(200, 2) }),
    handle: (tx, { params, body }) => correctHours(tx, params.id, params.volunteer, body),
  }),
]
