import Type, { type Static } from 'typebox'
import { type AnyRoute, command, read } from '../../../platform/http/index.ts'
import {
  applyFor,
  approveApplication,
  declineApplication,
  listAsset,
  recordConsent,
  registerAsset,
  shiftAsset,
} from './commands.ts'
import { handOverAsset, occupyAsset } from './handover.ts'
import { STAGES } from './model.ts'
import { assetList, assetView, publicAssets } from './views.ts'

const Id = Type.Object({ id: Type.String({ format: 'uuid' }) })
const Revision = Type.Integer({ minimum: 0, description: 'the revision that was seen' })
const Day = Type.String({ format: 'date' })
const Words = Type.String({ minLength: 1, maxLength: 2000 })
const maybe = <S extends Type.TSchema>(schema: S) => Type.Union([schema, Type.Null()])
const short = (maxLength: number) => maybe(Type.String({ maxLength }))
const Yuan = maybe(Type.Number({ minimum: 0, maximum: 1_000_000_000 }))
const Reason = Type.String({ minLength: 2, maxLength: 500 })

const reading: AnyRoute[] = [
  read({
    method: 'GET',
    url: '/api/territory/assets',
    summary: { zh: '闲置资源', en: 'Idle assets' },
    permission: 'register.read',
    query: Type.Object({
      region: Type.Optional(Type.String({ pattern: '^[0-9]{6,12}$' })),
      stage: Type.Optional(Type.Enum([...STAGES])),
      transition: Type.Optional(
        Type.Enum(['running', 'year-left', 'half-year-left', 'quarter-left', 'over', 'warned']),
      ),
    }),
    handle: (tx, { query }) => assetList(tx, query),
  }),
  read({
    method: 'GET',
    url: '/api/territory/assets/:id',
    summary: { zh: '一处闲置资源及其申请、同意记录、租约', en: 'An idle asset: applications, consents, leases' },
    permission: 'register.read',
    params: Id,
    handle: (tx, { params }) => assetView(tx, params.id),
  }),
  read({
    method: 'GET',
    url: '/api/public/idle-assets',
    summary: {
      zh: '公开的闲置资源：面积、价格、去向',
      en: 'Idle assets everybody may see: area, price, to whom they went',
    },
    permission: 'public',
    query: Type.Object({ jurisdiction: Type.Optional(Type.String({ pattern: '^[0-9]{6}$' })) }),
    handle: (tx) => publicAssets(tx, tx.actor.jurisdiction),
  }),
]

const Consent = Type.Object({
  body: Type.Enum(['committee', 'owners']),
  metOn: Day,
  minutes: Words,
  agreed: Type.Boolean(),
  votes: maybe(
    Type.Object({
      owners: Type.Object({
        all: Type.Integer({ minimum: 0, maximum: 1_000_000 }),
        taking: Type.Integer({ minimum: 0, maximum: 1_000_000 }),
        favour: Type.Integer({ minimum: 0, maximum: 1_000_000 }),
      }),
      area: Type.Object({
        all: Type.Number({ minimum: 0, maximum: 100_000_000 }),
        taking: Type.Number({ minimum: 0, maximum: 100_000_000 }),
        favour: Type.Number({ minimum: 0, maximum: 100_000_000 }),
      }),
    }),
  ),
})

const keeping: AnyRoute[] = [
  command({
    method: 'POST',
    url: '/api/territory/assets',
    summary: { zh: '登记闲置资源', en: 'Enter an idle asset' },
    permission: 'register.write',
    status: 201,
    body: Type.Object({
      code: Type.String({ minLength: 1, maxLength: 60 }),
      name: Type.String({ minLength: 1, maxLength: 80 }),
      owner_name: Type.String({ minLength: 1, maxLength: 100 }),
      owner_kind: Type.Enum(['state', 'collective', 'owners', 'company']),
      region: Type.String({ pattern: '^[0-9]{12}$' }),
      address: short(200),
      lon: maybe(Type.Number({ minimum: 70, maximum: 140 })),
      lat: maybe(Type.Number({ minimum: 0, maximum: 60 })),
      area: maybe(Type.Number({ exclusiveMinimum: 0, maximum: 1_000_000 })),
      storey: short(20),
      condition: maybe(Type.Enum(['ready', 'light-repair', 'renovation', 'unsafe'])),
      constraints: short(300),
      tenure: maybe(Type.Enum(['free-use', 'lease', 'purchase'])),
      price_mode: maybe(Type.Enum(['free', 'low', 'market'])),
      price: Yuan,
      market_price: Yuan,
      uses: short(200),
      in_estate: maybe(Type.Boolean()),
      transition_from: maybe(Day),
      transition_terms: short(300),
      note: short(500),
      source: short(200),
    }),
    handle: (tx, { body }) => registerAsset(tx, body),
  }),
  command({
    method: 'POST',
    url: '/api/territory/assets/:id/listing',
    summary: { zh: '发布', en: 'List an asset with its price' },
    permission: 'register.write',
    params: Id,
    body: Type.Object({ revision: Revision, applyUntil: Day }),
    handle: async (tx, { params, body }) => {
      await listAsset(tx, params.id, body)
      return {}
    },
  }),
  command({
    method: 'POST',
    url: '/api/territory/assets/:id/applications',
    summary: { zh: '登记申请', en: 'Take an application' },
    permission: 'register.write',
    params: Id,
    status: 201,
    body: Type.Object({
      applicant: Type.String({ minLength: 1, maxLength: 200 }),
      applicantCode: short(18),
      contact: short(200),
      use: Type.String({ minLength: 1, maxLength: 200 }),
      plan: Words,
    }),
    handle: (tx, { params, body }) => applyFor(tx, params.id, body),
  }),
  command({
    method: 'POST',
    url: '/api/territory/assets/:id/consents',
    summary: { zh: '登记业主同意记录，附材料', en: 'Keep the record of the owners’ consent, with its paper' },
    permission: 'register.write',
    params: Id,
    upload: true,
    status: 201,
    body: Consent,
    handle: (tx, { params, body }, { files }) => recordConsent(tx, params.id, body as Static<typeof Consent>, files),
  }),
  command({
    method: 'POST',
    url: '/api/territory/assets/:id/use',
    summary: { zh: '投入使用', en: 'Say that an asset is in use' },
    permission: 'register.write',
    params: Id,
    body: Type.Object({ revision: Revision, on: Day, facility: Type.String({ minLength: 1, maxLength: 60 }) }),
    handle: async (tx, { params, body }) => {
      await occupyAsset(tx, params.id, body)
      return {}
    },
  }),
]

const deciding: AnyRoute[] = [
  command({
    method: 'POST',
    url: '/api/territory/assets/:id/stage',
    summary: { zh: '撤下、恢复、收回', en: 'Withdraw, restore or take back an asset' },
    permission: 'asset.decide',
    params: Id,
    body: Type.Object({ revision: Revision, move: Type.Enum(['withdraw', 'restore', 'return']), reason: Reason }),
    handle: async (tx, { params, body }) => {
      await shiftAsset(tx, params.id, body)
      return {}
    },
  }),
  command({
    method: 'POST',
    url: '/api/territory/assets/:id/applications/:application/decision',
    summary: { zh: '审批申请；批准一份，其余不予批准', en: 'Decide an application; approving one declines the others' },
    permission: 'asset.decide',
    params: Type.Object({ ...Id.properties, application: Type.String({ format: 'uuid' }) }),
    body: Type.Object({ revision: Revision, verdict: Type.Enum(['approve', 'decline']), reason: Reason }),
    handle: async (tx, { params, body }) => {
      if (body.verdict === 'approve') await approveApplication(tx, params.id, params.application, body)
      else await declineApplication(tx, params.id, params.application, body.reason)
      return {}
    },
  }),
  command({
    method: 'POST',
    url: '/api/territory/assets/:id/handover',
    summary: { zh: '移交，同时登记租约和价格义务', en: 'Hand an asset over with its lease and price duty' },
    permission: 'asset.decide',
    params: Id,
    status: 201,
    body: Type.Object({
      revision: Revision,
      on: Day,
      years: Type.Integer({ minimum: 1, maximum: 40 }),
      leaseCode: Type.String({ minLength: 1, maxLength: 60 }),
      duty: short(500),
      mostShare: maybe(Type.Number({ minimum: 0.01, maximum: 0.99 })),
    }),
    handle: (tx, { params, body }) => handOverAsset(tx, params.id, body),
  }),
]

/** Idle assets over HTTP. */
export const assetRoutes: AnyRoute[] = [...reading, ...keeping, ...deciding]
