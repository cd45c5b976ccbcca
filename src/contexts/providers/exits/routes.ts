import Type from 'typebox'
import { type AnyRoute, command, read } from '../../../platform/http/index.ts'
import { Day, Fen, Id, Name, Uuid, Words } from '../schemas.ts'
import { listForExit, settleLine } from './commands.ts'
import { exitList, exitView } from './views.ts'

const closed = { additionalProperties: false } as const

/** Exits over HTTP. */
export const exitRoutes: AnyRoute[] = [
  read({
    method: 'GET',
    url: '/api/providers/exits',
    summary: { zh: '机构退出', en: 'Exits of institutions' },
    permission: 'register.read',
    handle: (tx) => exitList(tx),
  }),
  read({
    method: 'GET',
    url: '/api/providers/exits/:id',
    summary: { zh: '一份退出清单：未安置的人、未清退的钱', en: 'The checklist of an exit' },
    permission: 'register.read',
    params: Id,
    handle: (tx, { params }) => exitView(tx, params.id),
  }),
  command({
    method: 'POST',
    url: '/api/providers/exits/:id/lines',
    summary: { zh: '列入待安置人员、待清退款项', en: 'List residents to place and balances to pay back' },
    permission: 'register.write',
    params: Id,
    status: 201,
    body: Type.Object({
      lines: Type.Array(
        Type.Union([
          Type.Object({ kind: Type.Literal('resident'), shown: Name }, closed),
          Type.Object({ kind: Type.Literal('balance'), shown: Name, amountFen: Fen }, closed),
        ]),
        { minItems: 1, maxItems: 500 },
      ),
    }),
    handle: (tx, { params, body }) => listForExit(tx, params.id, body.lines),
  }),
  command({
    method: 'POST',
    url: '/api/providers/exits/:id/lines/:line/settle',
    summary: { zh: '已安置、已清退', en: 'Note that a resident was placed or a balance paid back' },
    permission: 'register.write',
    params: Type.Object({ ...Id.properties, line: Uuid }),
    body: Type.Object({ on: Day, how: Words }),
    handle: (tx, { params, body }) => settleLine(tx, params.id, params.line, body),
  }),
]
