import type { Bilingual } from '../../../kernel/refusal.ts'
import { sql, type Tx } from '../../../platform/db/index.ts'
import { type Cell, type Column, writeCsv } from '../../../platform/documents/index.ts'
import type { PeopleDesk } from '../../people/index.ts'
import { organisationNames } from '../../providers/index.ts'
import { CHANNELS, FAMILIES, STATES } from '../model.ts'
import { ordersInScope } from '../scope.ts'
import { filtered, type OrderFilter } from './filter.ts'
import { ORDER, type OrderRow } from './store.ts'

const HEAD: [Bilingual, Column['kind']][] = [
  [{ zh: '订单号', en: 'Order' }, 'text'],
  [{ zh: '服务项目', en: 'Service' }, 'text'],
  [{ zh: '类别', en: 'Kind' }, 'text'],
  [{ zh: '机构', en: 'Provider' }, 'text'],
  [{ zh: '预约开始', en: 'From' }, 'text'],
  [{ zh: '预约结束', en: 'Until' }, 'text'],
  [{ zh: '数量', en: 'Quantity' }, 'number'],
  [{ zh: '标价（元）', en: 'List price (CNY)' }, 'number'],
  [{ zh: '补贴（元）', en: 'Benefits (CNY)' }, 'number'],
  [{ zh: '状态', en: 'State' }, 'text'],
  [{ zh: '渠道', en: 'Channel' }, 'text'],
  [{ zh: '下单时间', en: 'Placed at' }, 'text'],
]
/** Rows of one export at most. */
const MOST = 50_000

/** Orders of the reader's scope as a table, without the persons. Two statements. */
export async function ordersCsv(
  tx: Tx,
  desk: PeopleDesk,
  filter: Omit<OrderFilter, 'limit' | 'cursor'>,
  language: keyof Bilingual,
): Promise<Uint8Array> {
  const rows = await tx.rows<
    OrderRow & { zh: string; en: string }
  >(sql`select ${ORDER}, i.title_zh zh, i.title_en en from services.service_order o
    join services.item i on i.jurisdiction = o.jurisdiction and i.code = o.item
    where ${ordersInScope(tx, desk)} ${await filtered(tx, filter)} order by o.id desc limit ${MOST}`)
  const firms = await organisationNames(
    tx,
    rows.map((row) => row.organisation),
  )
  const clock = (instant: string) =>
    new Date(Date.parse(instant) + 8 * 3_600_000).toISOString().slice(0, 16).replace('T', ' ')
  const lines = rows.map((row): Cell[] => [
    row.no,
    language === 'zh' ? row.zh : row.en,
    FAMILIES[row.family][language],
    firms.get(row.organisation)?.name ?? '',
    clock(row.from),
    clock(row.until),
    row.quantity,
    row.listFen / 100,
    row.subsidyFen / 100,
    STATES[row.state][language],
    CHANNELS[row.channel][language],
    clock(row.placedAt),
  ])
  return writeCsv(
    HEAD.map(([title, kind]) => ({ title: title[language], kind }) as unknown as Column),
    lines,
  )
}
