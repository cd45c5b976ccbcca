import Type from 'typebox'
import { today } from '../../kernel/dates.ts'
import { type AnyRoute, command, open, PageQuery, pagedBy, read } from '../../platform/http/index.ts'
import type { PeopleDesk } from '../people/index.ts'
import { agreementState } from './agreements/views.ts'
import { ATTRIBUTES, attributeCounts } from './attributes/register.ts'
import { nursingBeds } from './beds/views.ts'
import { holdCheck, invite, voidCheck } from './checks/commands.ts'
import { reportChecks } from './checks/report.ts'
import { checkState, checksOf, missingChecks } from './checks/views.ts'
import { closeTeam, endContract, noteService, openTeam, signContract } from './doctors/commands.ts'
import { contractsDue, contractsOf, doctorState } from './doctors/views.ts'
import { holdFitnessTest } from './fitness/commands.ts'
import { GRADES, ITEMS, type Item } from './fitness/model.ts'
import { fitnessTable } from './fitness/views.ts'

const Day = Type.String({ format: 'date' })
const Uuid = Type.String({ format: 'uuid' })
const ById = Type.Object({ id: Uuid })
const Region = Type.String({ pattern: '^[0-9]{6}([0-9]{6})?$' })
const Text = (max: number) => Type.String({ minLength: 1, maxLength: max })
const AsOf = Type.Object({ asOf: Type.Optional(Day) })
const Place = Type.Object({ asOf: Type.Optional(Day), region: Type.Optional(Region) })
const Listed = { ...PageQuery.properties, asOf: Type.Optional(Day), region: Type.Optional(Region) }
const MOST = 100
const PAGE = 50

/** Health checks of older residents (A104): state, who is missing, checks held, invitations. */
const checkRoutes = (desk: PeopleDesk): AnyRoute[] => [
  open({
    method: 'GET',
    url: '/api/health/checks',
    summary: { zh: '65岁以上健康管理：应做、已做、未做', en: 'Yearly checks of older residents: due, held, missing' },
    permission: 'health.read',
    query: Place,
    handle: (db, { query }, { actor }) => db.write(actor, (tx) => checkState(tx, desk, query)),
  }),
  open({
    method: 'GET',
    url: '/api/health/checks/missing',
    summary: { zh: '今年还没有做健康管理的65岁以上老人名单', en: 'Who of age has had no check this year, on any day' },
    permission: 'health.read',
    query: Type.Object(Listed),
    handle: (db, { query }, { actor }) => db.write(actor, (tx) => missingChecks(tx, desk, pagedBy(query, PAGE, MOST))),
  }),
  open({
    method: 'GET',
    url: '/api/health/persons/:id/checks',
    summary: { zh: '一个人的历次健康管理，记入读取记录', en: 'All checks of a person; the reading is noted' },
    permission: 'health.manage',
    params: ById,
    query: Type.Object({ purpose: Type.Optional(Type.String({ minLength: 2, maxLength: 100 })) }),
    handle: (db, { params, query }, { actor }) =>
      db.write(actor, (tx) => checksOf(tx, desk, params.id, query.purpose ?? '健康管理')),
  }),
  command({
    method: 'POST',
    url: '/api/health/checks',
    summary: { zh: '登记健康管理（体检）', en: 'Enter a check' },
    permission: 'health.manage',
    status: 201,
    body: Type.Object({
      person: Uuid,
      heldOn: Day,
      facility: Text(60),
      channel: Type.Enum(['clinic', 'home', 'outreach']),
      results: Type.Object({
        items: Type.Array(Text(40), { maxItems: 40 }),
        summary: Text(500),
        advice: Type.Union([Text(500), Type.Null()]),
      }),
    }),
    handle: (tx, { body }) => holdCheck(tx, desk, body),
  }),
  command({
    method: 'POST',
    url: '/api/health/checks/:id/void',
    summary: { zh: '作废误登的健康管理记录', en: 'Void a check entered in error' },
    permission: 'health.manage',
    params: ById,
    handle: async (tx, { params }) => void (await voidCheck(tx, desk, params.id)),
  }),
  command({
    method: 'POST',
    url: '/api/health/checks/report',
    summary: {
      zh: '上报年度健康管理人数到年度统计台账',
      en: 'Report the persons checked in a year to the yearly ledger',
    },
    permission: 'health.manage',
    body: Type.Object({ year: Type.Integer({ minimum: 2000, maximum: 2100 }) }),
    handle: (tx, { body }) => reportChecks(tx, desk, body.year),
  }),
  command({
    method: 'POST',
    url: '/api/health/invitations',
    summary: { zh: '登记邀约体检的结果', en: 'Enter that somebody was invited to a check' },
    permission: 'health.manage',
    status: 201,
    body: Type.Object({
      person: Uuid,
      invitedOn: Day,
      channel: Type.Enum(['phone', 'visit', 'message', 'letter']),
      outcome: Type.Enum(['agreed', 'unreached', 'declined']),
    }),
    handle: (tx, { body }) => invite(tx, desk, body),
  }),
]

/** Family doctors (A103): teams, contracts, services. */
const doctorRoutes = (desk: PeopleDesk): AnyRoute[] => [
  open({
    method: 'GET',
    url: '/api/health/doctors',
    summary: {
      zh: '家庭医生签约率（按年龄组，注明分母口径）和团队',
      en: 'Family-doctor contracts by age, with the rule of the denominator; teams',
    },
    permission: 'health.read',
    query: Place,
    handle: (db, { query }, { actor }) => db.write(actor, (tx) => doctorState(tx, desk, query)),
  }),
  open({
    method: 'GET',
    url: '/api/health/contracts/due',
    summary: { zh: '即将到期或还没有签约的人', en: 'Whose contract ends soon, and who has none' },
    permission: 'health.read',
    query: Type.Object({
      ...PageQuery.properties,
      list: Type.Enum(['ending', 'none']),
      ageFrom: Type.Optional(Type.Integer({ minimum: 0, maximum: 150 })),
      region: Type.Optional(Region),
    }),
    handle: (db, { query }, { actor }) => db.write(actor, (tx) => contractsDue(tx, desk, pagedBy(query, PAGE, MOST))),
  }),
  open({
    method: 'GET',
    url: '/api/health/persons/:id/contracts',
    summary: { zh: '一个人的家庭医生签约', en: 'Family-doctor contracts of a person' },
    permission: 'health.read',
    params: ById,
    handle: (db, { params }, { actor }) =>
      db.write(actor, async (tx) => ({ items: await contractsOf(tx, desk, params.id) })),
  }),
  command({
    method: 'POST',
    url: '/api/health/teams',
    summary: { zh: '登记家庭医生团队', en: 'Enter a family-doctor team' },
    permission: 'health.manage',
    status: 201,
    body: Type.Object({
      code: Text(40),
      name: Text(60),
      facility: Text(60),
      leader: Text(40),
      phone: Type.Union([Text(30), Type.Null()]),
      since: Day,
    }),
    handle: (tx, { body }) => openTeam(tx, body),
  }),
  command({
    method: 'POST',
    url: '/api/health/teams/:id/close',
    summary: { zh: '撤销家庭医生团队', en: 'Close a family-doctor team' },
    permission: 'health.manage',
    params: ById,
    body: Type.Object({ on: Day }),
    handle: async (tx, { params, body }) => void (await closeTeam(tx, params.id, body.on)),
  }),
  command({
    method: 'POST',
    url: '/api/health/contracts',
    summary: { zh: '家庭医生签约', en: 'Sign a family-doctor contract' },
    permission: 'health.manage',
    status: 201,
    body: Type.Object({ person: Uuid, team: Uuid, pack: Type.Enum(['basic', 'extended']), from: Day, until: Day }),
    handle: (tx, { body }) => signContract(tx, desk, body),
  }),
  command({
    method: 'POST',
    url: '/api/health/contracts/:id/end',
    summary: { zh: '解约', en: 'End a contract' },
    permission: 'health.manage',
    params: ById,
    body: Type.Object({ on: Day, reason: Type.String({ minLength: 2, maxLength: 200 }) }),
    handle: async (tx, { params, body }) => void (await endContract(tx, desk, params.id, body)),
  }),
  command({
    method: 'POST',
    url: '/api/health/contracts/:id/services',
    summary: { zh: '登记履约服务或首诊', en: 'Enter a service under a contract, or a first contact' },
    permission: 'health.manage',
    status: 201,
    params: ById,
    body: Type.Object({
      heldOn: Day,
      kind: Type.Enum(['consultation', 'follow-up', 'home-visit', 'referral', 'first-contact']),
      atTeam: Type.Union([Type.Boolean(), Type.Null()]),
    }),
    handle: (tx, { params, body }) => noteService(tx, desk, params.id, body),
  }),
]

/** Fitness tests (A113): entered with consent; whoever is not the person sees the table only. */
const fitnessRoutes = (desk: PeopleDesk): AnyRoute[] => [
  read({
    method: 'GET',
    url: '/api/health/fitness',
    summary: {
      zh: '体质测定：按年龄组和等级的人数，人数少的格不公布',
      en: 'Fitness tests: persons by age group and grade, small cells withheld',
    },
    permission: 'health.read',
    query: Type.Object({ year: Type.Optional(Type.Integer({ minimum: 2000, maximum: 2100 })) }),
    handle: (tx, { query }) => fitnessTable(tx, desk, query.year ?? Number(today(tx.now.getTime()).slice(0, 4))),
  }),
  command({
    method: 'POST',
    url: '/api/health/fitness',
    summary: { zh: '登记体质测定结果（须本人同意）', en: 'Enter the result of a fitness test, with consent' },
    permission: 'health.manage',
    status: 201,
    body: Type.Object({
      person: Uuid,
      heldOn: Day,
      place: Text(100),
      result: Type.Object({
        grade: Type.Enum([...GRADES]),
        values: Type.Array(
          Type.Object({
            item: Type.Enum(Object.keys(ITEMS) as Item[]),
            value: Type.Number({ minimum: -100, maximum: 20_000 }),
          }),
          { maxItems: 20 },
        ),
        advice: Type.Union([Text(500), Type.Null()]),
      }),
    }),
    handle: (tx, { body }) => holdFitnessTest(tx, desk, body),
  }),
]

/** Medical care and elder care together (A105–A107): counts of institutions, no persons. */
const careRoutes: AnyRoute[] = [
  read({
    method: 'GET',
    url: '/api/health/agreements',
    summary: {
      zh: '医养签约：到期和没有履约活动的不计',
      en: 'Medical agreements of care institutions; expired and idle ones do not count',
    },
    permission: 'register.read',
    query: AsOf,
    handle: (tx, { query }) => agreementState(tx, query),
  }),
  read({
    method: 'GET',
    url: '/api/health/beds',
    summary: {
      zh: '护理型床位占比：养老机构和基层医疗机构两个口径分列',
      en: 'Share of nursing beds, by two definitions kept apart',
    },
    permission: 'register.read',
    query: AsOf,
    handle: (tx, { query }) => nursingBeds(tx, query),
  }),
  read({
    method: 'GET',
    url: '/api/health/attributes',
    summary: { zh: '医养结合、老年友善等属性计数', en: 'Institutions by attribute, with evidence' },
    permission: 'register.read',
    query: AsOf,
    handle: async (tx, { query }) => {
      const asOf = query.asOf ?? today(tx.now.getTime())
      return { asOf, items: await attributeCounts(tx, asOf), titles: ATTRIBUTES }
    },
  }),
]

/** Health over HTTP. Persons are read in transactions that note the reading. */
export const healthRoutes = (desk: PeopleDesk): AnyRoute[] => [
  ...checkRoutes(desk),
  ...doctorRoutes(desk),
  ...fitnessRoutes(desk),
  ...careRoutes,
]
