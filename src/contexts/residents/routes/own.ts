import Type from 'typebox'
import { today } from '../../../kernel/dates.ts'
import { writePdf } from '../../../platform/documents/index.ts'
import { type AnyRoute, command, Download, open, read } from '../../../platform/http/index.ts'
import { accountNames } from '../../../platform/identity/index.ts'
import {
  actOnCase,
  caseLetter,
  caseSubject,
  followPage,
  MaterialsBody,
  ValuesBody,
} from '../../../platform/procedures/index.ts'
import { benefitsOf } from '../../benefits/index.ts'
import {
  accessOf,
  addRelative,
  endRelative,
  giveConsent,
  noteRead,
  PROXY_SCOPES,
  type ProxyScope,
  personExtract,
  personFile,
  purposes,
  revealPerson,
  withdrawConsent,
} from '../../people/index.ts'
import { applyAs, prefill } from '../applying.ts'
import { askCorrection, correctionsOf } from '../corrections.ts'
import type { ResidentDesk } from '../desk.ts'
import { actsFor, casesOf, homeOf, selfOf } from '../own.ts'

const Uuid = Type.String({ format: 'uuid' })
const Id = Type.Object({ id: Uuid })
/** For whom; oneself where it is left out. */
const For = Type.Object({ person: Type.Optional(Uuid) })
const Code = Type.Object({ code: Type.String({ pattern: '^[a-z][a-z0-9-]{1,59}$' }) })
const USE = 'resident.use'

/** Why an own page reads a file: as the person is shown it. */
const why = (acting: string, what: string) =>
  acting === 'self' ? `本人${what}` : acting === 'guardian' ? `监护人${what}` : `代理人${what}`

/** Applications and cases of oneself and of those one acts for. */
function caseRoutes(desk: ResidentDesk): AnyRoute[] {
  return [
    read({
      method: 'GET',
      url: '/api/my',
      summary: { zh: '我的首页：我代办的家人、等我办的事', en: 'My first page: whom I act for, what waits' },
      permission: USE,
      handle: (tx) => homeOf(tx, desk),
    }),
    open({
      method: 'GET',
      url: '/api/my/guides/:code',
      summary: { zh: '申请表中已知的内容', en: 'What is known already when an application begins' },
      permission: USE,
      params: Code,
      query: For,
      handle: (db, { params, query }, { actor }) =>
        db.write(actor, (tx) => prefill(tx, desk, params.code, query.person)),
    }),
    command({
      method: 'POST',
      url: '/api/my/applications',
      summary: { zh: '为本人或家人申请', en: 'Apply for oneself or for somebody one acts for' },
      permission: USE,
      upload: true,
      status: 201,
      body: Type.Object({
        code: Type.String({ maxLength: 60 }),
        person: Type.Optional(Uuid),
        form: ValuesBody,
        materials: MaterialsBody,
        later: Type.Optional(Type.Boolean()),
      }),
      handle: (tx, { body }, { files }) => applyAs(tx, desk, { ...body, files }),
    }),
    read({
      method: 'GET',
      url: '/api/my/cases',
      summary: { zh: '我的办件', en: 'My cases' },
      permission: USE,
      handle: async (tx) => ({ items: await casesOf(tx, desk), next: null }),
    }),
    open({
      method: 'GET',
      url: '/api/my/cases/:id',
      summary: { zh: '一件办件的进度', en: 'How a case stands' },
      permission: USE,
      params: Id,
      handle: (db, { params }, { actor }) =>
        db.write(actor, async (tx) => {
          const person = await caseSubject(tx, params.id)
          const mandate = await actsFor(tx, person, 'apply')
          const page = await followPage(tx, desk.procedures, params.id)
          await noteRead(tx, {
            act: 'file',
            purpose: why(mandate.acting.by, '查看办件'),
            fields: ['case-form'],
            persons: [person],
          })
          return page
        }),
    }),
    command({
      method: 'POST',
      url: '/api/my/cases/:id/acts',
      summary: { zh: '补正或撤回', en: 'Correct or withdraw' },
      permission: USE,
      upload: true,
      params: Id,
      body: Type.Object({
        act: Type.String({ maxLength: 40 }),
        revision: Type.Integer({ minimum: 0 }),
        reason: Type.String({ maxLength: 2000 }),
        form: Type.Optional(ValuesBody),
        materials: Type.Optional(MaterialsBody),
      }),
      handle: async (tx, { params, body }, { files }) => {
        await actsFor(tx, await caseSubject(tx, params.id), 'apply')
        return actOnCase(tx, desk.procedures, params.id, { ...body, values: {}, files }, 'applicant')
      },
    }),
    open({
      method: 'GET',
      url: '/api/my/cases/:id/letters/:event',
      summary: { zh: '一步的文书', en: 'The letter of one step' },
      permission: USE,
      params: Type.Object({ id: Uuid, event: Type.Integer({ minimum: 0, maximum: 100_000 }) }),
      handle: (db, { params }, { actor, origin }) =>
        db.write(actor, async (tx) => {
          await actsFor(tx, await caseSubject(tx, params.id), 'apply')
          return caseLetter(tx, desk.procedures, params.id, params.event, origin)
        }),
    }),
  ]
}

/** What is kept about oneself, who read it, and what one agreed to. */
function fileRoutes(desk: ResidentDesk): AnyRoute[] {
  return [
    open({
      method: 'GET',
      url: '/api/my/benefits',
      summary: { zh: '我的补贴：每月多少、为什么', en: 'My benefits: how much each month, and why' },
      permission: USE,
      query: For,
      handle: (db, { query }, { actor }) =>
        db.write(actor, async (tx) => {
          const { person, acting } = await actsFor(tx, query.person, 'benefits')
          return benefitsOf(tx, desk.people, person, why(acting.by, '查看补贴'))
        }),
    }),
    open({
      method: 'GET',
      url: '/api/my/file',
      summary: { zh: '我的档案和更正请求', en: 'My file and the corrections asked for' },
      permission: USE,
      query: For,
      handle: (db, { query }, { actor }) =>
        db.write(actor, async (tx) => {
          const { person, acting } = await actsFor(tx, query.person, 'read-file')
          const { happenings: _, ...file } = await personFile(tx, desk.people, person, why(acting.by, '查阅档案'))
          return { file, corrections: await correctionsOf(tx, desk, person) }
        }),
    }),
    open({
      method: 'POST',
      url: '/api/my/file/reveal',
      summary: { zh: '显示完整的号码、电话、住址', en: 'Show number, telephones and address in full' },
      permission: USE,
      body: Type.Object({ person: Type.Optional(Uuid) }),
      handle: (db, { body }, { actor }) =>
        db.write(actor, async (tx) => {
          const { person, acting } = await actsFor(tx, body.person, 'read-file')
          return revealPerson(tx, desk.people, person, ['number', 'phones', 'address'], why(acting.by, '查阅档案'))
        }),
    }),
    open({
      method: 'GET',
      url: '/api/my/extract',
      summary: { zh: '个人信息查阅件（PDF）', en: 'Everything that is kept, as a PDF' },
      permission: USE,
      query: For,
      handle: async (db, { query }, { actor, language }) => {
        const paper = await db.write(actor, async (tx) => {
          const { person, acting } = await actsFor(tx, query.person, 'read-file')
          return personExtract(tx, desk.people, person, acting, language)
        })
        return new Download('个人信息查阅件.pdf', 'application/pdf', await writePdf(paper))
      },
    }),
    command({
      method: 'POST',
      url: '/api/my/corrections',
      summary: { zh: '提出更正', en: 'Ask for a correction' },
      permission: USE,
      status: 201,
      body: Type.Object({ person: Type.Optional(Uuid), text: Type.String({ minLength: 4, maxLength: 1000 }) }),
      handle: async (tx, { body }) => askCorrection(tx, desk, await actsFor(tx, body.person, 'correct'), body.text),
    }),
    open({
      method: 'GET',
      url: '/api/my/readings',
      summary: { zh: '谁在什么时候为什么看过我的档案', en: 'Who read my file, when and why' },
      permission: USE,
      query: For,
      handle: (db, { query }, { actor }) =>
        db.write(actor, async (tx) => {
          const { person, acting } = await actsFor(tx, query.person, 'read-file')
          const items = await accessOf(tx, person, 200)
          const names = await accountNames(
            tx,
            items.map((each) => each.actor),
          )
          if (acting.by !== 'self')
            await noteRead(tx, { act: 'file', purpose: '代理人查看读取记录', fields: ['readings'], persons: [person] })
          return {
            items: items.map(({ actor: who, ...each }) => ({
              ...each,
              who: names.get(who) ?? null,
              own: who === actor.id,
            })),
            next: null,
          }
        }),
    }),
    open({
      method: 'GET',
      url: '/api/my/consents',
      summary: { zh: '我的信息用在哪里、依据和我的同意', en: 'What my data are used for, and what I agreed to' },
      permission: USE,
      query: For,
      handle: (db, { query }, { actor }) =>
        db.write(actor, async (tx) => {
          const { person, acting } = await actsFor(tx, query.person, 'consent')
          const { consents } = await personFile(tx, desk.people, person, why(acting.by, '查看同意'))
          const known = await purposes(tx, today(tx.now.getTime()))
          const items = known.map((purpose) => ({
            ...purpose,
            givenOn:
              consents.find((each) => each.purpose === purpose.code && each.withdrawnOn === null)?.givenOn ?? null,
          }))
          return { items, next: null }
        }),
    }),
    command({
      method: 'POST',
      url: '/api/my/consents',
      summary: { zh: '同意或撤回同意', en: 'Give or withdraw a consent' },
      permission: USE,
      body: Type.Object({
        person: Type.Optional(Uuid),
        purpose: Type.String({ maxLength: 40 }),
        give: Type.Boolean(),
      }),
      handle: async (tx, { body }) => {
        const { person, acting } = await actsFor(tx, body.person, 'consent')
        const { purpose } = body
        if (body.give) await giveConsent(tx, desk.people, person, { purpose, acting, channel: 'screen' })
        else await withdrawConsent(tx, desk.people, person, { purpose, acting })
      },
    }),
  ]
}

const Scopes = Type.Array(Type.Unsafe<ProxyScope>(Type.Enum(PROXY_SCOPES.map((each) => each.code))), {
  minItems: 1,
  maxItems: PROXY_SCOPES.length,
})

/** Who may act for oneself. Given and taken back by the person alone: no proxy makes another one. */
function proxyRoutes(desk: ResidentDesk): AnyRoute[] {
  return [
    open({
      method: 'GET',
      url: '/api/my/proxies',
      summary: { zh: '谁能替我办事', en: 'Who may act for me' },
      permission: USE,
      handle: (db, _, { actor }) =>
        db.write(actor, async (tx) => {
          const file = await personFile(tx, desk.people, selfOf(tx), '本人查看代理人')
          return { items: file.relatives.filter((each) => each.role !== 'contact'), next: null }
        }),
    }),
    command({
      method: 'POST',
      url: '/api/my/proxies',
      summary: { zh: '授权一位代理人', en: 'Give somebody the authority to act for me' },
      permission: USE,
      status: 201,
      body: Type.Object({
        name: Type.String({ minLength: 1, maxLength: 80 }),
        number: Type.String({ minLength: 6, maxLength: 30 }),
        phone: Type.Optional(Type.Union([Type.String({ maxLength: 30 }), Type.Null()])),
        relation: Type.Optional(Type.Union([Type.String({ maxLength: 40 }), Type.Null()])),
        scope: Scopes,
        until: Type.String({ format: 'date' }),
      }),
      handle: (tx, { body }) => {
        const day = today(tx.now.getTime())
        const document = `本人于 ${day} 在居民端授权`
        return addRelative(tx, desk.people, selfOf(tx), { ...body, role: 'proxy', document, from: day })
      },
    }),
    command({
      method: 'POST',
      url: '/api/my/proxies/:id/revoke',
      summary: { zh: '撤销一位代理人，立即生效', en: 'Revoke an authority at once' },
      permission: USE,
      params: Id,
      handle: async (tx, { params }) =>
        void (await endRelative(tx, desk.people, selfOf(tx), params.id, '本人在居民端撤销')),
    }),
  ]
}

/** Every own page of a resident. */
export const ownRoutes = (desk: ResidentDesk): AnyRoute[] => [
  ...caseRoutes(desk),
  ...fileRoutes(desk),
  ...proxyRoutes(desk),
]
