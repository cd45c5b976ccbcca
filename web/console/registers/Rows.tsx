import { useState } from 'react'
import { Link } from 'react-router'
import type { RegisterView } from '../../../src/platform/imports/index.ts'
import { usePick, useText } from '../../shared/i18n/index.ts'
import { messages } from './messages.ts'
import type { ShownRow } from './useRows.ts'
import { isNumber, ValueCell } from './values.tsx'

/** Rows of a register as a table; on a narrow screen each row is a card. */
export function Rows({ register, rows, total }: { register: RegisterView; rows: ShownRow[]; total: number | null }) {
  const t = useText(messages)
  const pick = usePick()
  const [wide, setWide] = useState(false)
  const kept = register.columns.filter((column) => !column.importOnly)
  const columns = wide ? kept : kept.filter((column) => column.listed)
  return (
    <>
      <p className="yk-row yk-small yk-quiet" role="status">
        {total === null ? null : t('total', { count: total })}
        {total !== null && rows.length < total ? <span>· {t('shown', { count: rows.length })}</span> : null}
        {columns.length < kept.length || wide ? (
          <button type="button" className="yk-linkish" aria-pressed={wide} onClick={() => setWide(!wide)}>
            {wide ? t('columnsFew') : t('columnsAll')}
          </button>
        ) : null}
      </p>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls sideways must be reachable by keyboard */}
      <section className="yk-reg-scroll" aria-label={pick(register.title)} tabIndex={0}>
        <table className="yk-reg-table">
          <thead>
            <tr>
              {columns.map((column) => (
                <th key={column.key} scope="col" className={isNumber(column) ? 'yk-reg-right' : undefined}>
                  {pick(column.header)}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {rows.map(({ row, href }) => (
              <tr key={register.key.map((key) => row[key]).join(' ')}>
                {columns.map((column, i) => (
                  <td
                    key={column.key}
                    data-label={pick(column.title)}
                    className={isNumber(column) ? 'yk-reg-right' : undefined}
                  >
                    {i === 0 && href !== null ? (
                      <Link to={href}>
                        <ValueCell column={column} row={row} />
                      </Link>
                    ) : (
                      <ValueCell column={column} row={row} />
                    )}
                  </td>
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      </section>
    </>
  )
}
