import Type, { type Static } from 'typebox'
import { type AnyRoute, command, Download, read } from '../../../platform/http/index.ts'
import { attachmentFile } from './attachments.ts'
import { attachToBuilding, changeBuilding, createBuilding, decideGate, giveOpinion } from './commands.ts'
import { recordDefect, rectifyDefect } from './defects.ts'
import { DEFECT_KINDS, GATES, STEPS } from './gates.ts'
import { gateRecord } from './paper.ts'
import { appointAuthority, buildingTerms, setHandoverTerm } from './terms.ts'
import { inspectUse } from './use.ts'
import { buildingList, buildingView, casesOfUse, facilityInspections } from './views.ts'

const Id = Type.Object({ id: Type.String({ format: 'uuid' }) })
const Revision = Type.Integer({ minimum: 0, description: 'the revision that was seen' })
const Day = Type.String({ format: 'date' })
const Words = Type.String({ minLength: 1, maxLength: 2000 })
const maybe = <S extends Type.TSchema>(schema: S) => Type.Union([schema, Type.Null()])
const Area = Type.Number({ minimum: 0, maximum: 100_000_000 })
const Region = Type.String({ pattern: '^[0-9]{12}$' })
const Prefix = Type.Optional(Type.String({ pattern: '^[0-9]{6,12}$' }))

const Facts = Type.Object({
  name: Type.String({ minLength: 1, maxLength: 200 }),
  developer: Type.String({ minLength: 1, maxLength: 200 }),
  developerCode: maybe(Type.String({ maxLength: 18 })),
  region: Region,
  address: maybe(Type.String({ maxLength: 200 })),
  lon: maybe(Type.Number({ minimum: 70, maximum: 140 })),
  lat: maybe(Type.Number({ minimum: 0, maximum: 60 })),
  households: Type.Integer({ minimum: 1, maximum: 1_000_000 }),
  persons: Type.Integer({ minimum: 1, maximum: 1_000_000 }),
  landArea: maybe(Type.Number({ exclusiveMinimum: 0, maximum: 100_000_000 })),
  dwellingArea: maybe(Type.Number({ exclusiveMinimum: 0, maximum: 100_000_000 })),
  phases: Type.Array(
    Type.Object({
      name: Type.String({ minLength: 1, maxLength: 60 }),
      households: maybe(Type.Integer({ minimum: 0 })),
      due: maybe(Day),
      facilities: Type.Boolean(),
    }),
    { maxItems: 30 },
  ),
  note: maybe(Type.String({ maxLength: 2000 })),
})

const FacilityInput = Type.Object({
  code: Type.String({ minLength: 1, maxLength: 60 }),
  kind: Type.Optional(Type.String({ maxLength: 40 })),
  name: Type.Optional(Type.String({ maxLength: 80 })),
  operator: Type.Optional(Type.String({ maxLength: 200 })),
})

const reading: AnyRoute[] = [
  read({
    method: 'GET',
    url: '/api/territory/buildings',
    summary: { zh: '新建住宅小区项目：四同步各环节', en: 'Residential building projects and their gates' },
    permission: 'register.read',
    query: Type.Object({
      region: Prefix,
      handover: Type.Optional(Type.Enum(['none', 'running', 'soon', 'overdue', 'done'])),
      standing: Type.Optional(Type.Enum(['blocked', 'open', 'finished'])),
    }),
    handle: (tx, { query }) => buildingList(tx, query),
  }),
  read({
    method: 'GET',
    url: '/api/territory/buildings/:id',
    summary: {
      zh: '一个住宅项目的决定、问题、材料、移交和使用',
      en: 'A project: decisions, defects, papers, hand-over, use',
    },
    permission: 'register.read',
    params: Id,
    handle: (tx, { params }) => buildingView(tx, params.id),
  }),
  read({
    method: 'GET',
    url: '/api/territory/buildings/:id/record',
    summary: { zh: '四同步核查表（docx 或 pdf）', en: 'The gate record of a project as docx or pdf' },
    permission: 'register.read',
    params: Id,
    query: Type.Object({ format: Type.Enum(['docx', 'pdf']) }),
    handle: (tx, { params, query }, { language }) => gateRecord(tx, params.id, query.format, language),
  }),
  read({
    method: 'GET',
    url: '/api/territory/attachments/:id',
    summary: { zh: '下载一份材料', en: 'Download a paper' },
    permission: 'register.read',
    params: Id,
    handle: async (tx, { params }) => {
      const file = await attachmentFile(tx, params.id)
      return new Download(file.name, 'application/octet-stream', file.bytes)
    },
  }),
  read({
    method: 'GET',
    url: '/api/territory/use-cases',
    summary: { zh: '改变用途案件', en: 'Cases of changed use' },
    permission: 'register.read',
    query: Type.Object({
      region: Prefix,
      open: Type.Optional(Type.Boolean()),
      facility: Type.Optional(Type.String({ maxLength: 60 })),
    }),
    handle: async (tx, { query }) => ({ items: await casesOfUse(tx, query) }),
  }),
  read({
    method: 'GET',
    url: '/api/territory/facilities/:code/inspections',
    summary: { zh: '一处设施的使用检查', en: 'Inspections of use of a facility' },
    permission: 'register.read',
    params: Type.Object({ code: Type.String({ maxLength: 60 }) }),
    handle: (tx, { params }) => facilityInspections(tx, params.code),
  }),
]

const Inspect = Type.Object({
  facility: Type.String({ minLength: 1, maxLength: 60 }),
  on: Day,
  inspectors: Type.String({ minLength: 1, maxLength: 200 }),
  found: Type.Enum(['as-declared', 'other-use', 'idle']),
  what: Words,
})

const acting: AnyRoute[] = [
  command({
    method: 'POST',
    url: '/api/territory/buildings',
    summary: { zh: '登记新建住宅小区项目', en: 'Enter a residential building project' },
    permission: 'register.write',
    status: 201,
    body: Type.Object({ code: Type.String({ minLength: 1, maxLength: 60 }), ...Facts.properties }),
    handle: (tx, { body }) => createBuilding(tx, body),
  }),
  command({
    method: 'PUT',
    url: '/api/territory/buildings/:id',
    summary: { zh: '更正项目信息', en: 'Put the facts of a project right' },
    permission: 'register.write',
    params: Id,
    body: Type.Object({ revision: Revision, facts: Facts }),
    handle: (tx, { params, body }) => changeBuilding(tx, params.id, body),
  }),
  command({
    method: 'POST',
    url: '/api/territory/buildings/:id/attachments',
    summary: { zh: '上传项目材料', en: 'Attach papers to a project' },
    permission: 'register.write',
    params: Id,
    upload: true,
    status: 201,
    body: Type.Object({ kind: Type.String({ maxLength: 40 }) }),
    handle: (tx, { params, body }, { files }) => attachToBuilding(tx, params.id, body.kind, files),
  }),
  command({
    method: 'POST',
    url: '/api/territory/buildings/:id/opinions',
    summary: { zh: '登记民政部门对设计方案的意见', en: 'Enter the civil-affairs opinion on the design' },
    permission: 'gate.decide',
    params: Id,
    status: 201,
    body: Type.Object({ stance: Type.Enum(['agree', 'agree-with-changes', 'disagree']), on: Day, text: Words }),
    handle: (tx, { params, body }) => giveOpinion(tx, params.id, body),
  }),
  command({
    method: 'POST',
    url: '/api/territory/buildings/:id/decisions',
    summary: { zh: '办理一个环节：通过或退回', en: 'Decide a gate: pass or return' },
    permission: 'gate.decide',
    params: Id,
    status: 201,
    body: Type.Object({
      revision: Revision,
      gate: Type.Enum([...GATES]),
      outcome: Type.Enum(['pass', 'return']),
      on: Day,
      reference: Type.Optional(maybe(Type.String({ maxLength: 100 }))),
      opinion: Words,
      figures: Type.Record(Type.String({ maxLength: 40 }), maybe(Area)),
      facility: Type.Optional(FacilityInput),
    }),
    handle: (tx, { params, body }) => decideGate(tx, params.id, body),
  }),
  command({
    method: 'POST',
    url: '/api/territory/buildings/:id/defects',
    summary: { zh: '登记缓建、缩建、停建、不建等问题', en: 'Record that facilities fall short' },
    permission: 'gate.decide',
    params: Id,
    status: 201,
    body: Type.Object({
      kind: Type.Enum([...DEFECT_KINDS]),
      what: Words,
      missingArea: maybe(Type.Number({ exclusiveMinimum: 0, maximum: 1_000_000 })),
      clause: Type.Optional(maybe(Type.String({ maxLength: 500 }))),
      foundOn: Day,
      rectifyBy: maybe(Day),
    }),
    handle: (tx, { params, body }) => recordDefect(tx, params.id, body),
  }),
  command({
    method: 'POST',
    url: '/api/territory/buildings/:id/defects/:defect/rectification',
    summary: { zh: '整改到位，销号', en: 'Close a defect that was made good' },
    permission: 'gate.decide',
    params: Type.Object({ ...Id.properties, defect: Type.String({ format: 'uuid' }) }),
    body: Type.Object({ on: Day, madeGoodArea: maybe(Area), what: Words }),
    handle: async (tx, { params, body }) => {
      await rectifyDefect(tx, params.id, params.defect, body)
      return {}
    },
  }),
  command({
    method: 'POST',
    url: '/api/territory/use-inspections',
    summary: { zh: '登记使用检查，可附照片', en: 'Record an inspection of use, with photographs' },
    permission: 'register.write',
    upload: true,
    status: 201,
    body: Inspect,
    handle: (tx, { body }, { files }) => inspectUse(tx, body as Static<typeof Inspect>, files),
  }),
]

const arranging: AnyRoute[] = [
  read({
    method: 'GET',
    url: '/api/territory/building-terms',
    summary: { zh: '各环节办理单位和移交期限', en: 'Units that decide the gates and the terms of handing over' },
    permission: 'register.read',
    handle: (tx) => buildingTerms(tx),
  }),
  command({
    method: 'POST',
    url: '/api/territory/gate-authorities',
    summary: { zh: '指定环节的办理单位', en: 'Appoint the unit that decides a step' },
    permission: 'gate.arrange',
    status: 201,
    body: Type.Object({ step: Type.Enum([...STEPS]), unit: Type.String({ minLength: 1, maxLength: 100 }), from: Day }),
    handle: async (tx, { body }) => {
      await appointAuthority(tx, body)
      return {}
    },
  }),
  command({
    method: 'POST',
    url: '/api/territory/handover-terms',
    summary: { zh: '规定本辖区的移交期限', en: 'Set the term of handing over here' },
    permission: 'gate.arrange',
    status: 201,
    body: Type.Object({
      from: Day,
      amount: Type.Integer({ minimum: 1, maximum: 400 }),
      unit: Type.Enum(['months', 'days', 'workdays']),
      warnDays: Type.Integer({ minimum: 0, maximum: 365 }),
      source: Type.String({ minLength: 1, maxLength: 500 }),
    }),
    handle: async (tx, { body }) => {
      await setHandoverTerm(tx, body)
      return {}
    },
  }),
]

/** 四同步 over HTTP. */
export const buildingRoutes: AnyRoute[] = [...reading, ...acting, ...arranging]
