import Type, { type Static } from 'typebox'
import { refuse } from '../../kernel/refusal.ts'
import { type AnyRoute, open, PageOf, PageQuery, pageOf, read, readCursor } from '../http/index.ts'
import { accountNames } from '../identity/index.ts'
import {
  exportConsistency,
  exportProof,
  type JournalKeys,
  latestSeals,
  listEntries,
  verifyJournal,
} from '../journal/index.ts'

const Entry = Type.Object({
  jurisdiction: Type.String(),
  lane: Type.Integer(),
  position: Type.Integer(),
  at: Type.String(),
  actor: Type.String(),
  actorName: Type.String({ description: 'the person behind the account, or the job' }),
  action: Type.String(),
  subject: Type.Object({ kind: Type.String(), id: Type.String() }),
  purpose: Type.Union([Type.String(), Type.Null()]),
  detail: Type.Unknown(),
  hash: Type.String(),
})

const Instant = Type.String({ format: 'date-time' })

/** A journal entry with the name of who acted. */
export type AuditEntry = Static<typeof Entry>

const beyond = (jurisdiction: string) =>
  refuse(
    'access.scope',
    { zh: '超出了您的辖区', en: 'This lies outside your jurisdiction' },
    { kind: 'forbidden', at: '/jurisdiction', params: { jurisdiction } },
  )

/** Reading and checking the journal: what an auditor does, and what anybody may check of it. */
export function auditRoutes(keys: JournalKeys): AnyRoute[] {
  return [
    read({
      method: 'GET',
      url: '/api/journal/entries',
      summary: { zh: '日志条目：谁、何时、对什么、做了什么', en: 'Journal entries: who did what to what, and when' },
      permission: 'journal.read',
      query: Type.Object({
        ...PageQuery.properties,
        action: Type.Optional(Type.String({ maxLength: 100 })),
        actor: Type.Optional(Type.String({ maxLength: 100 })),
        subjectKind: Type.Optional(Type.String({ maxLength: 60 })),
        subjectId: Type.Optional(Type.String({ maxLength: 200 })),
        from: Type.Optional(Instant),
        until: Type.Optional(Instant),
      }),
      response: PageOf(Entry),
      handle: async (tx, { query }) => {
        const after = readCursor(query.cursor, 4)
        const limit = query.limit ?? 50
        const rows = await listEntries(tx, {
          limit: limit + 1,
          ...(query.subjectKind === undefined || query.subjectId === undefined
            ? {}
            : { subject: { kind: query.subjectKind, id: query.subjectId } }),
          ...(query.action === undefined ? {} : { action: query.action }),
          ...(query.actor === undefined ? {} : { actor: query.actor }),
          ...(query.from === undefined ? {} : { from: query.from }),
          ...(query.until === undefined ? {} : { until: query.until }),
          ...(after === null
            ? {}
            : {
                after: {
                  at: String(after[0]),
                  jurisdiction: String(after[1]),
                  lane: Number(after[2]),
                  position: Number(after[3]),
                },
              }),
        })
        const names = await accountNames(
          tx,
          rows.map((row) => row.actor),
        )
        const named = rows.map((row) => ({ ...row, actorName: names.get(row.actor) ?? row.actor }))
        return pageOf(named, limit, (row) => [row.at, row.jurisdiction, row.lane, row.position])
      },
    }),
    read({
      method: 'GET',
      url: '/api/journal/entries/:lane/:position/proof',
      summary: {
        zh: '一条日志的收录证明，可离线核验',
        en: 'Proof that an entry stands in the journal, to be checked offline',
      },
      permission: 'journal.read',
      params: Type.Object({ lane: Type.Integer({ minimum: 0 }), position: Type.Integer({ minimum: 0 }) }),
      handle: (tx, { params }) => exportProof(tx, { jurisdiction: tx.actor.jurisdiction, ...params }, keys.publicKey),
    }),
    read({
      method: 'GET',
      url: '/api/journal/seals',
      summary: {
        zh: '日志签封（公开）：记下它，日后可证日志未被改写',
        en: 'Seals of the journal, public: note one down and the past can be proven later',
      },
      permission: 'public',
      query: Type.Object({ jurisdiction: Type.Optional(Type.String({ pattern: '^\\d{6}$' })) }),
      handle: async (tx) => ({
        publicKey: keys.publicKey.export({ type: 'spki', format: 'pem' }),
        items: await latestSeals(tx, 20),
      }),
    }),
    read({
      method: 'GET',
      url: '/api/journal/consistency',
      summary: { zh: '两次签封之间日志只增不改的证明', en: 'Proof that the journal only grew between two seals' },
      permission: 'public',
      query: Type.Object({
        older: Type.Integer({ minimum: 1 }),
        newer: Type.Integer({ minimum: 1 }),
        jurisdiction: Type.Optional(Type.String({ pattern: '^\\d{6}$' })),
      }),
      handle: (tx, { query }) =>
        exportConsistency(tx, tx.actor.jurisdiction, { older: query.older, newer: query.newer }),
    }),
    open({
      method: 'GET',
      url: '/api/journal/verification',
      summary: {
        zh: '查验本辖区日志有无改动、删除、调序',
        en: 'Check the journal of this jurisdiction for alteration, deletion and reordering',
      },
      permission: 'journal.verify',
      query: Type.Object({ jurisdiction: Type.String({ pattern: '^\\d{6}$' }) }),
      handle: (db, { query }, { actor }) => {
        if (!query.jurisdiction.startsWith(actor.reach)) throw beyond(query.jurisdiction)
        return verifyJournal(db, { keys, jurisdiction: query.jurisdiction })
      },
    }),
  ]
}
