import Type, { type Static } from 'typebox'
import { today } from '../../../kernel/dates.ts'
import { newId } from '../../../kernel/ids.ts'
import type { Tx } from '../../../platform/db/index.ts'
import { emit } from '../../../platform/events/index.ts'
import { type AnyRoute, command, open, read } from '../../../platform/http/index.ts'
import { record } from '../../../platform/journal/index.ts'
import { type PeopleDesk, personCards } from '../../people/index.ts'
import { regionNames } from '../../territory/index.ts'
import { Id, Note, orNull, Uuid } from '../schemas.ts'
import { callVisit, editVisit, recordVisit, setRisk, voidVisit } from './commands.ts'
import { flagList, settleFlag } from './flags.ts'
import { FINDINGS, MODES, type NewVisit, REFERRALS, RISKS, type VisitContent, type VisitsCounted } from './model.ts'
import { countVisits, monthByTown, monthRate } from './month.ts'
import { answerReferral } from './referrals.ts'
import { VersionOf, VisitBody, VisitFields } from './schemas.ts'
import { dueList, referralList, roundOf, visitPaper, visitsOf } from './views.ts'

const Month = Type.String({ pattern: '^\\d{4}-(0[1-9]|1[0-2])$' })
const Person = Type.Object({ person: Uuid })
const Degrees = Type.Optional(Type.Number({ minimum: -180, maximum: 180 }))

/** What the body of a visit says, with what was left out as unknown. */
export const visitFrom = (body: Static<typeof VisitBody>): NewVisit => {
  const { minutes = null, place = null, needs = null, note = null, code = null, signature = null } = body
  const refer = (body.refer ?? []).map((each) => ({ kind: each.kind, note: each.note ?? null }))
  return { ...body, minutes, place, needs, note, code, signature, photos: body.photos ?? [], refer }
}

/** Counts a month and tells statistics what changed. */
export async function tellMonth(tx: Tx, desk: PeopleDesk, month: string): Promise<number> {
  const rows = await countVisits(tx, desk, month)
  if (rows.length > 0) await emit<string, VisitsCounted>(tx, 'care.visits.counted', { month, rows })
  await record(tx, {
    action: 'care.visits.count',
    subject: { kind: 'month', id: month },
    detail: { changed: rows.length },
  })
  return rows.length
}

export const visitRoutes = (desk: PeopleDesk): AnyRoute[] => [
  read({
    method: 'GET',
    url: '/api/care/visit-form',
    summary: { zh: '探访登记的选项', en: 'What a visit may say' },
    permission: 'care.read',
    handle: async () => ({ version: 1, modes: MODES, risks: RISKS, findings: FINDINGS, referrals: REFERRALS }),
  }),
  open({
    method: 'GET',
    url: '/api/care/visits',
    summary: { zh: '应访、逾期（脱敏）', en: 'Who is due for a visit, who is late' },
    permission: 'care.read',
    query: Type.Object({
      state: Type.Optional(Type.Enum(['late', 'soon', 'not-this-month', 'all'])),
      risk: Type.Optional(Type.Enum(['high', 'key', 'general'])),
      region: Type.Optional(Type.String({ pattern: '^[0-9]{6,12}$' })),
    }),
    handle: (db, { query }, { actor }) =>
      db.write(actor, async (tx) => ({
        ...(await dueList(tx, desk, { ...query, state: query.state ?? 'all', most: 300 })),
        next: null,
      })),
  }),
  open({
    method: 'GET',
    url: '/api/care/visits/round',
    summary: {
      zh: '今日探访名单，按步行先后；打开地址电话并记入读取记录',
      en: 'Today’s round in walking order; addresses and telephones are opened, and that is noted',
    },
    permission: 'visit.record',
    query: Type.Object({ lon: Degrees, lat: Degrees }),
    handle: (db, { query: { lon, lat } }, { actor }) =>
      db.write(actor, (tx) =>
        roundOf(tx, desk, { start: lon === undefined || lat === undefined ? null : { lon, lat } }),
      ),
  }),
  open({
    method: 'GET',
    url: '/api/care/visits/rate',
    summary: { zh: '月探访率：分子、分母、口径', en: 'The monthly rate: numerator, denominator, rule' },
    permission: 'care.read',
    query: Type.Object({
      month: Type.Optional(Month),
      region: Type.Optional(Type.String({ pattern: '^[0-9]{6,12}$' })),
    }),
    handle: (db, { query }, { actor }) =>
      db.write(actor, async (tx) => {
        const day = today(tx.now.getTime())
        const month = query.month ?? day.slice(0, 7)
        const rate = await monthRate(tx, desk, month, query.region)
        const towns = await monthByTown(tx, desk, month)
        const names = await regionNames(
          tx,
          towns.map((each) => each.region).filter((each) => each !== ''),
          day,
        )
        return { ...rate, towns: towns.map((each) => ({ ...each, name: names.get(each.region) ?? null })) }
      }),
  }),
  open({
    method: 'GET',
    url: '/api/care/visits/persons/:person',
    summary: { zh: '一个人的历次探访，记入读取记录', en: 'A person’s visits; the reading is noted' },
    permission: 'care.read',
    params: Person,
    handle: (db, { params }, { actor }) =>
      db.write(actor, async (tx) => ({
        items: await visitsOf(tx, desk, params.person, '查看探访记录'),
        person: (await personCards(tx, desk, [params.person], '查看探访记录')).get(params.person) ?? null,
        next: null,
      })),
  }),
  open({
    method: 'GET',
    url: '/api/care/visits/:id/papers/:paper',
    summary: { zh: '探访照片或签名，记入读取记录', en: 'A photograph or signature; the reading is noted' },
    permission: 'care.read',
    params: Type.Object({ id: Uuid, paper: Uuid }),
    handle: (db, { params }, { actor }) => db.write(actor, (tx) => visitPaper(tx, desk, params.id, params.paper)),
  }),
  command({
    method: 'POST',
    url: '/api/care/visits',
    summary: { zh: '登记探访（窗口、电话、纸质补录）', en: 'Enter a visit at the desk' },
    permission: 'visit.record',
    status: 201,
    body: VisitBody,
    handle: (tx, { body }) => recordVisit(tx, desk, visitFrom(body as Static<typeof VisitBody>)),
  }),
  command({
    method: 'POST',
    url: '/api/care/visits/:id/edits',
    summary: { zh: '更正探访记录', en: 'Say something else about a visit' },
    permission: 'visit.record',
    params: Id,
    status: 201,
    body: Type.Object({ version: VersionOf, fields: VisitFields }),
    handle: async (tx, { params, body }) => {
      const id = newId()
      const edit = {
        id,
        device: `desk:${id}`,
        seq: 1,
        base: body.version,
        fields: body.fields as Partial<VisitContent>,
      }
      await editVisit(tx, desk, params.id, edit)
      return { id }
    },
  }),
  command({
    method: 'POST',
    url: '/api/care/visits/:id/void',
    summary: { zh: '作废误登的探访', en: 'Take back a visit entered in error' },
    permission: 'care.manage',
    params: Id,
    body: Type.Object({ reason: Note }),
    handle: async (tx, { params, body }) => void (await voidVisit(tx, desk, params.id, body.reason)),
  }),
  command({
    method: 'POST',
    url: '/api/care/visits/persons/:person/risk',
    summary: { zh: '调整探访风险等级', en: 'Set the risk class of a person' },
    permission: 'care.manage',
    params: Person,
    body: Type.Object({ risk: Type.Enum(['high', 'key', 'general']), reason: Note }),
    handle: async (tx, { params, body }) => void (await setRisk(tx, desk, params.person, body)),
  }),
  command({
    method: 'POST',
    url: '/api/care/visits/persons/:person/calls',
    summary: { zh: '情况重大变化，限时探访', en: 'Something happened: visit soon' },
    permission: 'visit.record',
    params: Person,
    status: 201,
    body: Type.Object({ reason: Note }),
    handle: (tx, { params, body }) => callVisit(tx, desk, params.person, body.reason),
  }),
  command({
    method: 'POST',
    url: '/api/care/visits/count',
    summary: { zh: '重新统计一个月的探访并报入台账', en: 'Count a month anew for the ledger' },
    permission: 'care.manage',
    body: Type.Object({ month: Month }),
    handle: async (tx, { body }) => ({ changed: await tellMonth(tx, desk, body.month) }),
  }),
  open({
    method: 'GET',
    url: '/api/care/visit-flags',
    summary: { zh: '待核对的探访：两地同时、来不及走到、已去世', en: 'Visits that cannot be true as entered' },
    permission: 'care.manage',
    handle: (db, _input, { actor }) => db.write(actor, async (tx) => ({ items: await flagList(tx, desk), next: null })),
  }),
  command({
    method: 'POST',
    url: '/api/care/visits/:id/flags',
    summary: { zh: '核对探访标记', en: 'Settle a flag' },
    permission: 'care.manage',
    params: Id,
    body: Type.Object({
      kind: Type.Enum(['two-places', 'travel', 'gone', 'in-hospital', 'person-twice']),
      settled: Type.Enum(['true', 'explained']),
      note: Note,
    }),
    handle: async (tx, { params, body }) => void (await settleFlag(tx, desk, params.id, body)),
  }),
  open({
    method: 'GET',
    url: '/api/care/referrals',
    summary: { zh: '探访转介', en: 'Referrals out of visits' },
    permission: 'care.read',
    query: Type.Object({ open: Type.Optional(Type.Boolean()), kind: Type.Optional(Type.String({ maxLength: 20 })) }),
    handle: (db, { query }, { actor }) =>
      db.write(actor, async (tx) => ({
        items: await referralList(tx, desk, { open: query.open ?? false, ...(query.kind ? { kind: query.kind } : {}) }),
        next: null,
      })),
  }),
  command({
    method: 'POST',
    url: '/api/care/referrals/:id/answer',
    summary: { zh: '办理转介', en: 'Answer a referral' },
    permission: 'care.manage',
    params: Id,
    body: Type.Object({ state: Type.Enum(['accepted', 'done', 'declined']), answer: orNull(Note) }),
    handle: async (tx, { params, body }) =>
      void (await answerReferral(tx, desk, params.id, { state: body.state, answer: body.answer ?? null })),
  }),
]
