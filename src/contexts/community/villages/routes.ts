import Type from 'typebox'
import { type AnyRoute, command, read } from '../../../platform/http/index.ts'
import { toursView } from '../events/tours.ts'
import { ById, Day, Reason, Words } from '../schemas.ts'
import { notePointActivity, POINT_ACTIVITIES, type PointActivityKind, pointsView, voidPointActivity } from './points.ts'

/** Villages: mutual-aid points and what is brought to them. */
export const villageRoutes: AnyRoute[] = [
  read({
    method: 'GET',
    url: '/api/community/points',
    summary: { zh: '农村互助养老点：活跃的才计入覆盖', en: 'Mutual-aid points: only active ones count' },
    permission: 'community.read',
    handle: (tx) => pointsView(tx),
  }),
  command({
    method: 'POST',
    url: '/api/community/points/activities',
    summary: { zh: '登记互助点活动', en: 'Note an activity of a point' },
    permission: 'community.manage',
    status: 201,
    body: Type.Object({
      facility: Words(60),
      heldOn: Day,
      kind: Type.Enum(Object.keys(POINT_ACTIVITIES) as [PointActivityKind, ...PointActivityKind[]]),
      title: Words(80, 2),
      persons: Type.Union([Type.Integer({ minimum: 0, maximum: 10_000 }), Type.Null()]),
    }),
    handle: (tx, { body }) => notePointActivity(tx, body),
  }),
  command({
    method: 'POST',
    url: '/api/community/points/activities/:id/void',
    summary: { zh: '撤销登记错误的活动', en: 'Take back an activity entered in error' },
    permission: 'community.manage',
    params: ById,
    body: Reason,
    handle: (tx, { params, body }) => voidPointActivity(tx, params.id, body.reason),
  }),
  read({
    method: 'GET',
    url: '/api/community/tours',
    summary: {
      zh: '下乡活动：各行政村最近一次和经常性',
      en: 'What was brought to each village, and whether regularly',
    },
    permission: 'community.read',
    handle: (tx) => toursView(tx),
  }),
]
