import { endOfMonth } from '../../../kernel/dates.ts'
import type { CellIssue, RegisterRow, Value } from '../../../platform/imports/index.ts'
import type { Ledger } from '../library/ledgers.ts'

/** Last day of what a row speaks of: its day, the end of its month or of its year. Null when it does not say. */
export function asOfOf(ledger: Ledger, row: RegisterRow): string | null {
  const date = row[ledger.dateColumn]
  if (typeof date === 'number') return `${date}-12-31`
  if (typeof date !== 'string') return null
  return date.length === 7 ? endOfMonth(`${date}-01`) : date
}

const issue = (column: string, code: string, zh: string, en: string): CellIssue => ({
  column,
  code: `ledger.${code}`,
  text: { zh, en },
})

/** Pairs of which the first may not exceed the second. */
const AT_MOST: Record<string, readonly [part: string, whole: string, zh: string, en: string][]> = {
  institution: [['nursing_beds', 'beds', '护理型床位多于床位', 'More nursing beds than beds']],
  visit: [['reached', 'eligible', '访到人数多于应访人数', 'More persons reached than due']],
  service: [
    ['served', 'orders', '已服务订单多于下单数', 'More served than ordered'],
    ['persons', 'served', '服务人数多于已服务订单', 'More persons than orders served'],
  ],
  training: [['persons', 'person_times', '结业人数多于培训人次', 'More persons than person-times']],
  community: [
    ['service_area', 'building_area', '综合服务设施面积大于总建筑面积', 'Services exceed the building area'],
    ['commerce_area', 'building_area', '商业面积大于总建筑面积', 'Commerce exceeds the building area'],
    [
      'resident_area',
      'service_area',
      '居民活动区域面积大于综合服务设施面积',
      'The area for residents exceeds that of services',
    ],
  ],
}

/** Ledgers whose rows belong to a village or community, not to a whole township. */
const OF_VILLAGES = new Set(['visit', 'community'])

/**
 * Rules across the cells of a ledger row: parts within wholes, nothing from the future, dates in order, a place of the right level.
 *
 * @param today the day of the import
 */
export function checkLedgerRow(ledger: Ledger, row: RegisterRow, today: string): CellIssue[] {
  const issues: CellIssue[] = []
  for (const [part, whole, zh, en] of AT_MOST[ledger.name] ?? []) {
    if (exceeds(row[part], row[whole])) issues.push(issue(part, 'exceeds', zh, en))
  }
  const date = row[ledger.dateColumn]
  if (inFuture(date, today)) {
    const { zh, en } = { zh: '日期在今天之后', en: 'Lies in the future' }
    issues.push(issue(ledger.dateColumn, 'future', zh, en))
  }
  const region = row.region
  if (OF_VILLAGES.has(ledger.name) && typeof region === 'string' && region.endsWith('000')) {
    issues.push(issue('region', 'level', '请填到村（社区）', 'Give the village or community'))
  }
  if (ledger.name === 'award') {
    if (before(row.ends_on, row.awarded_on))
      issues.push(issue('ends_on', 'dates', '有效期早于认定日期', 'Ends before it was awarded'))
    if (before(row.revoked_on, row.awarded_on))
      issues.push(issue('revoked_on', 'dates', '撤销早于认定日期', 'Revoked before it was awarded'))
  }
  if (ledger.name === 'visit' && (row.eligible ?? 0) === 0 && (row.contacts ?? 0) !== 0 && row.contacts !== null) {
    issues.push(issue('contacts', 'contacts', '没有应访人却有探访人次', 'Contacts without persons due'))
  }
  return issues
}

const exceeds = (part: Value | undefined, whole: Value | undefined): boolean =>
  typeof part === 'number' && typeof whole === 'number' && part > whole

const before = (later: Value | undefined, earlier: Value | undefined): boolean =>
  typeof later === 'string' && typeof earlier === 'string' && later < earlier

function inFuture(date: Value | undefined, today: string): boolean {
  if (typeof date === 'number') return date > Number(today.slice(0, 4))
  return typeof date === 'string' && date > today.slice(0, date.length)
}
