import Type from 'typebox'
import { refuse } from '../../kernel/refusal.ts'
import { type Actor, demand, may } from '../db/index.ts'
import { type AnyRoute, command, read } from '../http/index.ts'
import { record } from '../journal/index.ts'
import type { AnyRunKind } from './model.ts'
import { cancelRun, findRun, recentRuns } from './store.ts'

/** Routes by which screens follow computations: each kind is seen by those who hold its permission. */
export function runRoutes(kinds: readonly AnyRunKind[]): AnyRoute[] {
  const permissionOf = new Map(kinds.map((kind) => [kind.name, kind.permission]))
  const wholes = new Set(kinds.filter(({ whole }) => whole).map(({ name }) => name))
  const seen = (actor: Actor, kind: string) => demand(actor, permissionOf.get(kind) ?? 'none')
  return [
    read({
      method: 'GET',
      url: '/api/runs',
      summary: { zh: '后台计算', en: 'Computations, newest first' },
      permission: 'signed-in',
      query: Type.Object({
        kind: Type.Optional(Type.String({ maxLength: 60 })),
        subjectKind: Type.Optional(Type.String({ maxLength: 40 })),
        subject: Type.Optional(Type.String({ maxLength: 60 })),
      }),
      handle: async (tx, { query }) => ({
        items: await recentRuns(tx, {
          kinds: kinds
            .filter((each) => may(tx.actor, each.permission) && (query.kind ?? each.name) === each.name)
            .map((each) => each.name),
          ...(query.subject === undefined || query.subjectKind === undefined
            ? {}
            : { subject: { kind: query.subjectKind, id: query.subject } }),
        }),
        kinds: kinds.filter((each) => may(tx.actor, each.permission)).map(({ name, title }) => ({ name, title })),
      }),
    }),
    read({
      method: 'GET',
      url: '/api/runs/:id',
      summary: { zh: '一次后台计算的进度和结果', en: 'How far a computation is, and its result' },
      permission: 'signed-in',
      params: Type.Object({ id: Type.String({ format: 'uuid' }) }),
      handle: async (tx, { params }) => {
        const run = await findRun(tx, params.id)
        seen(tx.actor, run.kind)
        return run
      },
    }),
    command({
      method: 'POST',
      url: '/api/runs/:id/cancel',
      summary: { zh: '取消一次后台计算', en: 'Cancel a computation' },
      permission: 'signed-in',
      params: Type.Object({ id: Type.String({ format: 'uuid' }) }),
      handle: async (tx, { params }) => {
        const { kind } = await findRun(tx, params.id)
        seen(tx.actor, kind)
        if (wholes.has(kind) && tx.actor.region.length > 6) {
          throw refuse(
            'access.region',
            {
              zh: '这次计算关系到全县，您的账号只管一个乡镇',
              en: 'This computation concerns the whole county, and your account one town',
            },
            {
              kind: 'forbidden',
              next: { zh: '请县级工作人员取消', en: 'Ask somebody who works for the county to cancel it' },
            },
          )
        }
        const run = await cancelRun(tx, params.id)
        await record(tx, {
          action: 'runs.run.cancel',
          subject: { kind: 'run', id: run.id },
          detail: { kind: run.kind },
        })
        return run
      },
    }),
  ]
}
