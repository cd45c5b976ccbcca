import Type, { type Static } from 'typebox'
import { type AnyRoute, command, PageQuery, read } from '../../../platform/http/index.ts'
import { FACILITY_KINDS } from '../../territory/index.ts'
import { mendBreach, recordBreach } from '../commitments/commands.ts'
import { PAPER_KINDS } from '../model.ts'
import { addPaper, endPaper, type NewPaper, notePaperActivity } from '../papers/commands.ts'
import { endings } from '../papers/views.ts'
import { Code, count, Day, Id, maybe, Name, Reason, Region, Revision, short, Uuid, Words, Yuan } from '../schemas.ts'
import { addSite, changeSite, type NewSite } from '../sites/commands.ts'
import { changeOrganisation, mergeOrganisations, registerOrganisation } from './commands.ts'
import { duplicates, organisationList, organisationView } from './views.ts'

const Kind = Type.Enum(FACILITY_KINDS.map(({ code }) => code))
const Nature = maybe(Type.Enum(['public', 'public-private', 'non-profit', 'profit']))

const Fields = {
  name: Name,
  short_name: short(40),
  nature: Nature,
  region: Region,
  address: short(200),
  legal_head: short(40),
  phone: short(30),
  brand: short(40),
  chain_head: short(18),
  registered_on: maybe(Day),
  source: short(200),
  note: short(500),
}

const SiteFields = {
  name: Name,
  kind: Kind,
  facility: short(60),
  region: Region,
  address: short(200),
  lon: maybe(Type.Number({ minimum: 70, maximum: 140 })),
  lat: maybe(Type.Number({ minimum: 0, maximum: 60 })),
  phone: short(30),
  state: maybe(Type.Enum(['preparing', 'open', 'suspended', 'closed'])),
  opened_on: maybe(Day),
  closed_on: maybe(Day),
  founder: short(100),
  admits: short(200),
  floor_area: maybe(Type.Number({ minimum: 0, maximum: 1_000_000 })),
  full_beds: count,
  day_beds: count,
  nursing_beds: count,
  childcare_places: count,
  fire_status: maybe(Type.Enum(['accepted', 'filed', 'exempt', 'none'])),
  food_status: maybe(Type.Enum(['licensed', 'outsourced', 'not-needed', 'none'])),
  liability_insured: maybe(Type.Boolean()),
  ltc_designated: maybe(Type.Boolean()),
  medical_contract: maybe(Type.Boolean()),
  preferences: short(300),
  home_services: short(200),
  home_visits: count,
  fee_low: Yuan,
  fee_high: Yuan,
  residents: count,
  residents_on: maybe(Day),
  filed_on: maybe(Day),
  note: short(500),
}
const partial = <P extends Record<string, Type.TSchema>>(fields: P) => Type.Partial(Type.Object(fields))

const reading: AnyRoute[] = [
  read({
    method: 'GET',
    url: '/api/providers',
    summary: { zh: '服务机构', en: 'Organisations that provide services' },
    permission: 'register.read',
    query: Type.Object({
      ...PageQuery.properties,
      q: Type.Optional(Type.String({ maxLength: 100 })),
      region: Type.Optional(Type.String({ pattern: '^[0-9]{6,12}$' })),
      kind: Type.Optional(Kind),
      nature: Type.Optional(Type.Enum(['public', 'public-private', 'non-profit', 'profit'])),
      only: Type.Optional(Type.Enum(['unfiled', 'graded', 'banned', 'breached', 'ending', 'merged'])),
    }),
    handle: (tx, { query }) => organisationList(tx, query),
  }),
  read({
    method: 'GET',
    url: '/api/providers/duplicates',
    summary: { zh: '可能重复的机构', en: 'Organisations that may be the same' },
    permission: 'register.read',
    handle: async (tx) => ({ items: await duplicates(tx) }),
  }),
  read({
    method: 'GET',
    url: '/api/providers/endings',
    summary: { zh: '证照、保险、协议、等级的到期日历', en: 'Licences, insurance, agreements and grades that end' },
    permission: 'register.read',
    query: Type.Object({ since: Day, until: Day }),
    handle: async (tx, { query }) => ({ items: await endings(tx, query) }),
  }),
  read({
    method: 'GET',
    url: '/api/providers/organisations/:id',
    summary: {
      zh: '一家机构：网点、证照、备案、等级、承诺、禁入、经过',
      en: 'An organisation with its sites and its history',
    },
    permission: 'register.read',
    params: Id,
    handle: (tx, { params }) => organisationView(tx, params.id),
  }),
]

const keeping: AnyRoute[] = [
  command({
    method: 'POST',
    url: '/api/providers/organisations',
    summary: { zh: '登记机构', en: 'Enter an organisation' },
    permission: 'register.write',
    status: 201,
    body: Type.Object({ credit_code: Type.String({ minLength: 1, maxLength: 40 }), ...Fields }),
    handle: (tx, { body }) => registerOrganisation(tx, body),
  }),
  command({
    method: 'POST',
    url: '/api/providers/organisations/:id/changes',
    summary: { zh: '更正机构信息', en: 'Correct an organisation' },
    permission: 'register.write',
    params: Id,
    body: Type.Object({ revision: Revision, values: partial(Fields) }),
    handle: async (tx, { params, body }) => {
      await changeOrganisation(tx, params.id, body as Parameters<typeof changeOrganisation>[2])
      return {}
    },
  }),
  command({
    method: 'POST',
    url: '/api/providers/organisations/:id/merge',
    summary: { zh: '把重复的机构并入这一家', en: 'Merge a duplicate into this organisation' },
    permission: 'provider.decide',
    params: Id,
    body: Type.Object({ duplicate: Uuid, reason: Reason }),
    handle: (tx, { params, body }) => mergeOrganisations(tx, params.id, body),
  }),
  command({
    method: 'POST',
    url: '/api/providers/organisations/:id/sites',
    summary: { zh: '登记网点（一照多址）', en: 'Add a site to an organisation' },
    permission: 'register.write',
    params: Id,
    status: 201,
    body: Type.Intersect([
      Type.Object({ name: Name, kind: Kind, region: Region, code: Type.Optional(Code) }),
      partial(SiteFields),
    ]),
    handle: (tx, { params, body }) => addSite(tx, params.id, body as NewSite),
  }),
  command({
    method: 'POST',
    url: '/api/providers/sites/:id/changes',
    summary: { zh: '更正网点信息', en: 'Correct a site' },
    permission: 'register.write',
    params: Id,
    body: Type.Object({ revision: Revision, values: partial(SiteFields) }),
    handle: async (tx, { params, body }) => {
      await changeSite(tx, params.id, body as Parameters<typeof changeSite>[2])
      return {}
    },
  }),
]

const Paper = Type.Object({
  site: maybe(Uuid),
  kind: Type.Enum([...PAPER_KINDS]),
  subkind: Code,
  number: short(80),
  title: Name,
  party: short(100),
  partyCode: short(18),
  scope: short(500),
  amountFen: maybe(Type.Integer({ minimum: 0, maximum: 1_000_000_000_000 })),
  from: Day,
  until: maybe(Day),
})

const papers: AnyRoute[] = [
  command({
    method: 'POST',
    url: '/api/providers/organisations/:id/papers',
    summary: {
      zh: '登记证照、保险、协议、认证、自我声明标准',
      en: 'Keep a licence, insurance, agreement, certification or declared standard',
    },
    permission: 'register.write',
    params: Id,
    status: 201,
    body: Paper,
    handle: (tx, { params, body }) => addPaper(tx, params.id, body as Static<typeof Paper> as NewPaper),
  }),
  command({
    method: 'POST',
    url: '/api/providers/papers/:id/end',
    summary: { zh: '终止证照、协议', en: 'End a paper before its time' },
    permission: 'register.write',
    params: Id,
    body: Type.Object({ on: Day, reason: Reason }),
    handle: async (tx, { params, body }) => {
      await endPaper(tx, params.id, body)
      return {}
    },
  }),
  command({
    method: 'POST',
    url: '/api/providers/papers/:id/activity',
    summary: { zh: '记一次协议履约活动', en: 'Note something done under an agreement' },
    permission: 'register.write',
    params: Id,
    body: Type.Object({ on: Day, what: Words }),
    handle: async (tx, { params, body }) => {
      await notePaperActivity(tx, params.id, body)
      return {}
    },
  }),
  command({
    method: 'POST',
    url: '/api/providers/commitments/:id/breaches',
    summary: { zh: '记录违诺', en: 'Record the breach of a commitment' },
    permission: 'provider.decide',
    params: Id,
    status: 201,
    body: Type.Object({
      foundOn: Day,
      what: Words,
      source: Type.Enum(['inspection', 'complaint', 'visit', 'other']),
      severity: Type.Enum(['minor', 'general', 'serious']),
      evidence: Words,
    }),
    handle: (tx, { params, body }) => recordBreach(tx, params.id, body),
  }),
  command({
    method: 'POST',
    url: '/api/providers/breaches/:id/mended',
    summary: { zh: '违诺已整改', en: 'Note that a breach was mended' },
    permission: 'provider.decide',
    params: Id,
    body: Type.Object({ on: Day, note: Words }),
    handle: async (tx, { params, body }) => {
      await mendBreach(tx, params.id, body)
      return {}
    },
  }),
]

/** Organisations, sites, papers and commitments over HTTP. */
export const organisationRoutes: AnyRoute[] = [...reading, ...keeping, ...papers]
