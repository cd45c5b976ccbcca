import Type from 'typebox'
import { today } from '../../../kernel/dates.ts'
import { parsePeriod } from '../../../kernel/periods.ts'
import { refuse } from '../../../kernel/refusal.ts'
import type { Tx } from '../../../platform/db/index.ts'
import { type PaperDocument, writeDocx, writePdf } from '../../../platform/documents/index.ts'
import { type AnyRoute, Download, read } from '../../../platform/http/index.ts'
import { jurisdictionNamed, unitWith } from '../../../platform/identity/index.ts'
import { contentOf, type RoundRow, roundOf } from '../rounds/store.ts'
import { restatementsOf } from '../rounds/views.ts'
import { bulletinPaper } from './paper.ts'

export type BulletinInput = { period: string; number?: string; date?: string; issuer?: string; origin: string }

/** 县发展改革局 of 砚山县 → 砚山县发展改革局. */
function issuerOf(place: string, unit: string | null): string {
  if (unit === null) return `${place}人民政府`
  return unit.startsWith(place) ? unit : `${place}${unit.replace(/^[省市州县区]/, '')}`
}

/**
 * The bulletin of a period, from what was frozen.
 *
 * @throws Refusal `period.invalid`, `round.missing`
 */
export async function bulletinOf(tx: Tx, input: BulletinInput): Promise<PaperDocument> {
  const period = parsePeriod(input.period)
  const place = (await jurisdictionNamed(tx, tx.actor.jurisdiction))?.name ?? ''
  const unit = tx.actor.unit === null ? null : (await unitWith(tx, tx.actor.unit)).name
  const rows = [await roundOf(tx, period.id, 'unit'), await roundOf(tx, period.id, 'region')]
  const known = rows.filter((row) => row !== null)
  if (known.length === 0) {
    throw refuse(
      'round.missing',
      { zh: `${period.id} 还没有固化的评价`, en: `No round of ${period.id} is frozen` },
      { kind: 'missing', at: '/period', next: { zh: '先固化，再出通报', en: 'Freeze first' } },
    )
  }
  const content = async (row: RoundRow | null) => (row === null ? null : await contentOf(tx, row))
  const restatements = []
  for (const row of known) restatements.push(...(await restatementsOf(tx, row.id)))
  return bulletinPaper({
    place,
    issuer: input.issuer ?? issuerOf(place, unit),
    number: input.number ?? null,
    date: input.date ?? today(tx.now.getTime()),
    unit: await content(rows[0]!),
    region: await content(rows[1]!),
    hashes: known.map((row) => row.hash),
    restatements,
    link: `${input.origin}/plan-results?jurisdiction=${tx.actor.jurisdiction}&period=${period.id}`,
  })
}

/** The bulletin as docx or pdf. */
export const bulletinRoutes: AnyRoute[] = [
  read({
    method: 'GET',
    url: '/api/evaluation/bulletin',
    summary: { zh: '由固化的评价生成通报（docx 或 pdf）', en: 'The bulletin of a period as docx or pdf' },
    permission: 'evaluation.read',
    query: Type.Object({
      period: Type.String({ maxLength: 8 }),
      format: Type.Union([Type.Literal('docx'), Type.Literal('pdf')]),
      number: Type.Optional(Type.String({ maxLength: 40 })),
      date: Type.Optional(Type.String({ format: 'date' })),
      issuer: Type.Optional(Type.String({ maxLength: 60 })),
    }),
    handle: async (tx, { query: { format, ...query } }, { origin }) => {
      const paper = await bulletinOf(tx, { ...query, origin })
      const name = `${paper.title}.${format}`
      if (format === 'pdf') return new Download(name, 'application/pdf', await writePdf(paper), true)
      const type = 'application/vnd.openxmlformats-officedocument.wordprocessingml.document'
      return new Download(name, type, await writeDocx(paper))
    },
  }),
]
