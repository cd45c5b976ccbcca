import { today } from '../../../kernel/dates.ts'
import { join, raw, type Sql, sql, type Tx } from '../../../platform/db/index.ts'
import type { RegisterColumn, RegisterDefinition } from '../../../platform/imports/index.ts'
import { LEDGERS, type Ledger } from '../library/ledgers.ts'
import { checkLedgerRow } from './checks.ts'
import { writeLedger } from './write.ts'

const NAME = /^[a-z][a-z0-9_]*$/

function field({ key, type }: RegisterColumn): Sql {
  if (!NAME.test(key)) throw new Error(`not a column name: ${key}`)
  const text = `r.fields->>'${key}'`
  if (type === 'date') return raw(`(${text})::date "${key}"`)
  if (type === 'boolean') return raw(`(${text})::boolean "${key}"`)
  if (type === 'integer' || type === 'decimal') return raw(`(${text})::numeric "${key}"`)
  return raw(`${text} "${key}"`)
}

/** The ledger as it stands: the newest revision of every row that was not removed. */
export function ledgerSource(tx: Tx, ledger: Ledger): Sql {
  return sql`select ${join(ledger.columns.map(field))}
    from statistics.ledger_head h
    join statistics.ledger_row r on r.jurisdiction = h.jurisdiction and r.ledger = h.ledger and r.key = h.key and r.revision = h.revision
    where h.jurisdiction = ${tx.actor.jurisdiction} and h.ledger = ${ledger.name} and not r.removed`
}

function registerOf(ledger: Ledger): RegisterDefinition {
  return {
    name: ledger.name,
    title: ledger.title,
    description: ledger.description,
    columns: ledger.columns,
    key: ledger.key,
    regionColumn: 'region',
    dateColumns: [ledger.dateColumn],
    source: (tx) => ledgerSource(tx, ledger),
    lookup: async (tx) => today(tx.now.getTime()),
    check: (row, day) => checkLedgerRow(ledger, row, day as string),
    apply: (tx, changes, context) => writeLedger(tx, ledger, changes, { import: context.import }),
  }
}

/** The statistical ledgers (统计台账) as registers: template, import, undo, list and export come from the one mechanism. */
export const ledgerRegisters: RegisterDefinition[] = LEDGERS.map(registerOf)
