import Type from 'typebox'
import { today } from '../../../kernel/dates.ts'
import { refuse } from '../../../kernel/refusal.ts'
import type { Tx } from '../../../platform/db/index.ts'
import { writePdf } from '../../../platform/documents/index.ts'
import { type AnyRoute, Download, open } from '../../../platform/http/index.ts'
import { gridCells, regionName } from '../../territory/index.ts'
import type { PeopleDesk } from '../desk.ts'
import { type Area, peopleAtRisk } from '../emergency/list.ts'
import { newPassword, offlinePage } from '../emergency/offline.ts'
import { emergencyPaper } from '../emergency/paper.ts'
import { personExtract } from '../extract.ts'
import { Acting, Id, PurposeText, Region, Uuid } from './schemas.ts'

const AreaSchema = Type.Union([
  Type.Object({ kind: Type.Literal('region'), region: Region }),
  Type.Object({ kind: Type.Literal('cells'), cells: Type.Array(Uuid, { minItems: 1, maxItems: 200 }) }),
  Type.Object({
    kind: Type.Literal('circle'),
    lon: Type.Number({ minimum: -180, maximum: 180 }),
    lat: Type.Number({ minimum: -90, maximum: 90 }),
    metres: Type.Integer({ minimum: 50, maximum: 50_000 }),
  }),
])
const Asked = { area: AreaSchema, who: Type.Enum(['at-risk', 'all']), purpose: PurposeText }

const LONGEST_DAYS = 14
const DAY_MS = 86_400_000

const clock = (at: Date): string => at.toLocaleString('sv-SE', { timeZone: 'Asia/Shanghai' }).slice(0, 16)

async function areaName(tx: Tx, area: Area, zh: boolean): Promise<string> {
  const day = today(tx.now.getTime())
  if (area.kind === 'region') return regionName(tx, area.region.padEnd(12, '0'), day)
  if (area.kind === 'circle')
    return zh ? `${area.lat}, ${area.lon} 周围 ${area.metres} 米` : `${area.metres} m around ${area.lat}, ${area.lon}`
  const cells = (await gridCells(tx, day)).filter((cell) => area.cells.includes(cell.id)).map((cell) => cell.name)
  return cells.slice(0, 4).join('、') + (cells.length > 4 ? ` (+${cells.length - 4})` : '')
}

/** Lists and papers that open persons in full: the emergency list, its print, its copy for the road, and what a person may read of itself. */
export function paperRoutes(desk: PeopleDesk): AnyRoute[] {
  return [
    open({
      method: 'POST',
      url: '/api/people/emergency',
      summary: {
        zh: '应急名单：一个范围内有困难的人、需要、联系人',
        en: 'People at risk in an area: needs, contacts, where',
      },
      permission: 'people.emergency',
      body: Type.Object(Asked),
      handle: (db, { body }, { actor, language }) =>
        db.write(actor, async (tx) => ({
          ...(await peopleAtRisk(tx, desk, body.area, body.who, body.purpose)),
          area: await areaName(tx, body.area, language === 'zh'),
        })),
    }),
    open({
      method: 'POST',
      url: '/api/people/emergency/paper',
      summary: { zh: '应急名单打印件（PDF）', en: 'The emergency list as a PDF' },
      permission: 'people.emergency',
      body: Type.Object(Asked),
      handle: async (db, { body }, { actor, language }) => {
        const { found, area } = await db.write(actor, async (tx) => ({
          found: await peopleAtRisk(tx, desk, body.area, body.who, body.purpose),
          area: await areaName(tx, body.area, language === 'zh'),
        }))
        const head = { area, asOf: clock(new Date(found.asOf)), purpose: body.purpose }
        const name = language === 'zh' ? '应急名单.pdf' : 'people-at-risk.pdf'
        return new Download(name, 'application/pdf', await writePdf(emergencyPaper(found.items, head, language)))
      },
    }),
    open({
      method: 'POST',
      url: '/api/people/emergency/offline',
      summary: {
        zh: '应急名单离线件：加密网页，有期限，口令另给',
        en: 'An encrypted page of the list for offline use, with expiry and password',
      },
      permission: 'people.emergency',
      body: Type.Object({ ...Asked, days: Type.Integer({ minimum: 1, maximum: LONGEST_DAYS }) }),
      handle: async (db, { body }, { actor, language }) => {
        const zh = language === 'zh'
        const { found, area } = await db.write(actor, async (tx) => ({
          found: await peopleAtRisk(tx, desk, body.area, body.who, body.purpose),
          area: await areaName(tx, body.area, zh),
        }))
        if (found.items.length === 0)
          throw refuse(
            'emergency.nobody',
            { zh: '这个范围内没有人', en: 'There is nobody in this area' },
            { kind: 'conflict' },
          )
        const until = new Date(Date.parse(found.asOf) + body.days * DAY_MS)
        const password = newPassword()
        const html = await offlinePage(
          found.items,
          {
            title: zh ? '风险人员应急名单' : 'People at risk',
            area,
            asOf: clock(new Date(found.asOf)),
            until: until.toISOString(),
            language,
          },
          password,
        )
        return {
          name: zh ? '应急名单.html' : 'people-at-risk.html',
          html,
          password,
          until: until.toISOString(),
          persons: found.items.length,
        }
      },
    }),
    open({
      method: 'POST',
      url: '/api/people/:id/extract',
      summary: {
        zh: '个人信息查阅件：存了什么、谁读过（PDF）',
        en: 'What is kept about a person and who read it, as a PDF',
      },
      permission: 'people.reveal',
      params: Id,
      body: Type.Object({ acting: Acting }),
      handle: async (db, { params, body }, { actor, language }) => {
        const paper = await db.write(actor, (tx) => personExtract(tx, desk, params.id, body.acting, language))
        return new Download(
          language === 'zh' ? '个人信息查阅件.pdf' : 'your-file.pdf',
          'application/pdf',
          await writePdf(paper),
        )
      },
    }),
  ]
}
