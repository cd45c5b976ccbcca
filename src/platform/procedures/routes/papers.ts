import Type from 'typebox'
import { refuse } from '../../../kernel/refusal.ts'
import type { Tx } from '../../db/index.ts'
import { type PaperDocument, writePdf } from '../../documents/index.ts'
import { type AnyRoute, Download, open, read } from '../../http/index.ts'
import { jurisdictionNamed } from '../../identity/index.ts'
import { record } from '../../journal/index.ts'
import { placesIn } from '../cases/fields.ts'
import { caseWith, formsOf, keyOf, materialsOf } from '../cases/store.ts'
import { eventsOf } from '../cases/views.ts'
import { editionInForce, editionOfCase } from '../catalogue/store.ts'
import { certificatePage } from '../certificates/views.ts'
import type { Desk } from '../desk.ts'
import { certificatePaper } from '../papers/certificate.ts'
import { blankForm, filledForm } from '../papers/form.ts'
import { letterOf } from '../papers/letter.ts'
import { Id } from './schemas.ts'

const placeOf = async (tx: Tx) => (await jurisdictionNamed(tx, tx.actor.jurisdiction))?.name ?? ''

async function pdf(paper: PaperDocument): Promise<Download> {
  return new Download(`${paper.title}.pdf`, 'application/pdf', await writePdf(paper), true)
}

/** The letter of one step of a case, printed. @throws Refusal `case.missing`, `case.event` */
export async function caseLetter(tx: Tx, desk: Desk, id: string, revision: number, origin: string): Promise<Download> {
  return pdf(await letter(tx, desk, id, revision, origin, false))
}

/** The letter of one step of a case; with the applicant's code where it is handed over. */
async function letter(tx: Tx, desk: Desk, id: string, revision: number, origin: string, withCode: boolean) {
  const row = await caseWith(tx, id)
  const { definition } = await editionOfCase(tx, row.code, row.version)
  const event = (await eventsOf(tx, id)).find((each) => each.revision === revision)
  if (event === undefined)
    throw refuse('case.event', { zh: '没有这一步', en: 'There is no such step' }, { kind: 'missing', at: '/event' })
  const opened = withCode ? await keyOf(tx, desk, id) : null
  const code = opened === null ? '' : `#${row.number}.${opened.intake.secret}`
  const paper = letterOf({
    definition,
    version: row.version,
    number: row.number,
    applicant: row.applicant,
    place: await placeOf(tx),
    unit: event.unit,
    event,
    link: `${origin}/resident/follow${code}`,
  })
  if (opened === null) return paper
  const words = `办件编号 ${row.number}，查询码 ${opened.intake.secret}。扫码或凭两者查看进度、补正、撤回。`
  return { ...paper, verification: { ...paper.verification!, caption: words } }
}

/** Everything that prints: forms, receipts, letters, certificates. */
export function paperRoutes(desk: Desk): AnyRoute[] {
  return [
    read({
      method: 'GET',
      url: '/api/guides/:code/form.pdf',
      summary: { zh: '空白申请表', en: 'The blank form on paper' },
      permission: 'public',
      params: Type.Object({ code: Type.String({ pattern: '^[a-z][a-z0-9-]{1,59}$' }) }),
      query: Type.Object({ jurisdiction: Type.Optional(Type.String({ pattern: '^\\d{6}$' })) }),
      handle: async (tx, { params }, { origin }) => {
        const { definition, version } = await editionInForce(tx, params.code)
        return pdf(blankForm(definition, version, await placeOf(tx), `${origin}/guides/${params.code}`))
      },
    }),
    read({
      method: 'GET',
      url: '/api/procedures/cases/:id/form.pdf',
      summary: { zh: '已填的申请表，个人信息不显示', en: 'The form as filled in, personal data masked' },
      permission: 'procedure.read',
      params: Id,
      handle: async (tx, { params }, { origin }) => {
        const row = await caseWith(tx, params.id)
        const { definition } = await editionOfCase(tx, row.code, row.version)
        const opened = await keyOf(tx, desk, row.id)
        const values = (await formsOf(tx, row.id, opened?.key ?? null)).at(-1)!.values
        const given = new Set((await materialsOf(tx, row.id)).map((each) => each.material))
        const facts = {
          definition,
          version: row.version,
          number: row.number,
          place: await placeOf(tx),
          link: `${origin}/console/cases/${row.id}`,
          open: false,
          places: await placesIn(tx, desk, definition, values),
        }
        return pdf(filledForm(facts, values, given))
      },
    }),
    open({
      method: 'GET',
      url: '/api/procedures/cases/:id/receipt.pdf',
      summary: {
        zh: '给申请人的收件凭证，含查询码；记入日志',
        en: 'The applicant’s receipt with the code; told in the journal',
      },
      permission: 'procedure.handle',
      params: Id,
      handle: (db, { params }, { actor, origin }) =>
        db.write(actor, async (tx) => {
          const paper = await letter(tx, desk, params.id, 0, origin, true)
          await record(tx, {
            action: 'procedures.receipt.print',
            subject: { kind: 'case', id: params.id },
            purpose: '打印收件凭证',
          })
          return pdf(paper)
        }),
    }),
    read({
      method: 'GET',
      url: '/api/procedures/cases/:id/letter.pdf',
      summary: { zh: '一步的文书：受理、补正、决定…', en: 'The letter of one step' },
      permission: 'procedure.read',
      params: Id,
      query: Type.Object({ event: Type.Integer({ minimum: 0, maximum: 100_000 }) }),
      handle: async (tx, { params, query }, { origin }) =>
        pdf(await letter(tx, desk, params.id, query.event, origin, false)),
    }),
    read({
      method: 'GET',
      url: '/api/procedures/certificates/:number/print.pdf',
      summary: { zh: '打印证书、标牌', en: 'Print a certificate or plaque' },
      permission: 'procedure.read',
      params: Type.Object({ number: Type.String({ pattern: '^[A-Z]{2,8}-[0-9]{6}-[0-9]{4}-[0-9]{4,8}$' }) }),
      handle: async (tx, { params }, { origin }) => {
        const certificate = await certificatePage(tx, params.number)
        const row = await caseWith(tx, certificate.case)
        const { definition } = await editionOfCase(tx, row.code, row.version)
        const facts = { issuer: await placeOf(tx), text: definition.certificate?.text.zh ?? '', origin }
        return pdf(certificatePaper(certificate, facts))
      },
    }),
  ]
}
