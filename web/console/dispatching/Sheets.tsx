import type { SheetStop } from '../../../src/contexts/dispatching/index.ts'
import { useFormat } from '../../shared/format.ts'
import { usePick, useText } from '../../shared/i18n/index.ts'
import { EmptyState } from '../../shared/parts/EmptyState.tsx'
import { PageHead } from '../../shared/parts/PageHead.tsx'
import { RefusalNote } from '../../shared/parts/RefusalNote.tsx'
import { useCommand } from '../../shared/queries.ts'
import { SiteDayChoice, useSiteDay } from './Board.tsx'
import { clock } from './lanes.ts'
import { messages } from './messages.ts'
import './dispatching.css'

type Sheets = { site: string; day: string; sheets: { staff: string; name: string; stops: SheetStop[] }[] }

/** Route sheets to print, one for each carer. Opened on purpose, because addresses and telephones stand on them. */
export default function SheetsPage() {
  const t = useText(messages)
  const at = useSiteDay()
  const open = useCommand<void, Sheets>({ path: '/dispatching/sheets', body: () => ({ site: at.site, day: at.day }) })
  const shown = open.data?.day === at.day ? open.data : undefined
  return (
    <div className="yk-stack">
      <PageHead
        up={{ to: `/console/dispatching?site=${at.site}&day=${at.day}`, label: t('title') }}
        title={t('sheets')}
        lead={t('sheetsLead')}
        actions={
          <>
            <button
              type="button"
              className="yk-button"
              disabled={at.site === '' || open.isPending}
              onClick={() => open.mutate()}
            >
              {t('openSheets')}
            </button>
            <button
              type="button"
              className="yk-button yk-button--primary"
              disabled={shown === undefined || shown.sheets.length === 0}
              onClick={() => window.print()}
            >
              {t('print')}
            </button>
          </>
        }
      />
      <SiteDayChoice of={at} />
      <RefusalNote problem={open.error} />
      {shown === undefined && !open.isPending ? (
        <EmptyState title={t('sheetsClosed')} text={t('sheetsClosedText')} heading="h2" />
      ) : null}
      {shown?.sheets.length === 0 ? <EmptyState title={t('noSheets')} text={t('noSheetsText')} heading="h2" /> : null}
      {shown?.sheets.map((sheet) => (
        <SheetPage key={sheet.staff} sheet={sheet} day={shown.day} site={shown.site} />
      ))}
    </div>
  )
}

function SheetPage({ sheet, day, site }: { sheet: Sheets['sheets'][number]; day: string; site: string }) {
  const t = useText(messages)
  const f = useFormat()
  const pick = usePick()
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls sideways must be reachable by keyboard
    <section className="yk-sheet-page" tabIndex={0} aria-label={sheet.name}>
      <h2>
        {sheet.name} · {f.date(day)}
      </h2>
      <p className="yk-quiet">{site}</p>
      <table>
        <thead>
          <tr>
            <th scope="col">{t('time')}</th>
            <th scope="col">{t('person')}</th>
            <th scope="col">{t('service')}</th>
            <th scope="col">{t('place')}</th>
            <th scope="col">{t('wishes')}</th>
          </tr>
        </thead>
        <tbody>
          {sheet.stops.map((stop) => (
            <tr key={stop.order}>
              <td className="yk-num">
                {clock(stop.from)}–{clock(stop.until)}
              </td>
              <td>
                <strong>{stop.name}</strong>
                {stop.age === null ? '' : ` ${t('years', { n: stop.age })}`}
                <br />
                <span className="yk-num">{stop.phone ?? f.unknown}</span>
              </td>
              <td>
                {pick(stop.title)}
                <br />
                <span className="yk-quiet yk-num">{stop.no}</span>
                {stop.others.length === 0 ? null : <div>{t('with', { names: stop.others.join('、') })}</div>}
              </td>
              <td>{stop.address ?? stop.place ?? f.unknown}</td>
              <td>{stop.wishes.map(pick).join('；')}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  )
}
