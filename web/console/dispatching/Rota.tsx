import { useState } from 'react'
import type { RotaLine } from '../../../src/contexts/dispatching/index.ts'
import { Choice } from '../../shared/form/fields.tsx'
import { useFormat } from '../../shared/format.ts'
import { usePick, useText } from '../../shared/i18n/index.ts'
import { DataTable } from '../../shared/parts/DataTable.tsx'
import { EmptyState } from '../../shared/parts/EmptyState.tsx'
import { PageHead } from '../../shared/parts/PageHead.tsx'
import { RefusalNote } from '../../shared/parts/RefusalNote.tsx'
import { Sheet } from '../../shared/parts/Sheet.tsx'
import { useCommand, useList } from '../../shared/queries.ts'
import { useSiteDay } from './Board.tsx'
import { CarerForm, ExceptionForm } from './CarerForm.tsx'
import { clock } from './lanes.ts'
import { messages } from './messages.ts'
import { EXCEPTION, MODE } from './words.ts'
import './dispatching.css'

/** How everybody of a provider works: shifts, ways of getting about, who is away. */
export default function Rota() {
  const t = useText(messages)
  const at = useSiteDay()
  return (
    <div className="yk-stack">
      <PageHead title={t('rota')} lead={t('rotaLead')} />
      <div className="yk-dispatch-choose">
        <Choice
          label={t('site')}
          value={at.site}
          onChange={at.setSite}
          options={(at.sites.data?.items ?? []).map((each) => ({ value: each.id, label: each.name }))}
        />
      </div>
      {at.site === '' ? (
        <EmptyState title={t('noSites')} text={t('noSitesText')} heading="h2" />
      ) : (
        <Lines key={at.site} site={at.site} />
      )}
    </div>
  )
}

/** Windows of a week in few words: days with the same hours together. */
function useWeek() {
  const t = useText(messages)
  return (pattern: RotaLine['pattern']): string => {
    if (pattern === null) return t('noShifts')
    const byDay = new Map<number, string[]>()
    for (const { weekday, from, until } of pattern)
      byDay.set(weekday, [...(byDay.get(weekday) ?? []), `${clock(from)}–${clock(until)}`])
    const groups = new Map<string, number[]>()
    for (const [weekday, spans] of [...byDay].sort(([a], [b]) => a - b))
      groups.set(spans.join(' '), [...(groups.get(spans.join(' ')) ?? []), weekday])
    return [...groups]
      .map(([spans, days]) => `${days.map((day) => t(`wd${day as 1 | 2 | 3 | 4 | 5 | 6 | 7}`)).join('、')} ${spans}`)
      .join('；')
  }
}

function Lines({ site }: { site: string }) {
  const t = useText(messages)
  const pick = usePick()
  const f = useFormat()
  const week = useWeek()
  const [open, setOpen] = useState<string | null>(null)
  const list = useList<RotaLine>('/dispatching/rota', { site })
  const line = list.rows.find((each) => each.staff === open)
  return (
    <>
      <DataTable
        caption={t('rota')}
        list={list}
        rowKey={(each) => each.staff}
        onOpen={(each) => setOpen(each.staff)}
        empty={<EmptyState title={t('noCarers')} text={t('noCarersText')} heading="h2" />}
        columns={[
          { key: 'name', title: t('worker'), cell: (each) => each.name, heads: true },
          { key: 'shifts', title: t('shifts'), cell: (each) => week(each.pattern) },
          { key: 'mode', title: t('mode'), cell: (each) => (each.pattern === null ? '—' : pick(MODE[each.mode])) },
          {
            key: 'skills',
            title: t('certificates'),
            cell: (each) =>
              each.skills.length === 0 ? t('noCertificates') : each.skills.map(({ title }) => pick(title)).join('、'),
          },
          {
            key: 'exceptions',
            title: t('exceptions'),
            cell: (each) =>
              each.exceptions.map((one) => `${pick(EXCEPTION[one.kind])} ${f.day(one.from)}`).join('、') || '—',
          },
        ]}
      />
      <Sheet
        open={line !== undefined}
        onClose={() => setOpen(null)}
        title={line === undefined ? '' : t('editOf', { name: line.name })}
      >
        {line === undefined ? null : (
          <div className="yk-stack">
            <CarerForm key={line.staff} site={site} line={line} onDone={() => setOpen(null)} />
            {line.pattern === null ? null : (
              <>
                <h3>{t('exceptions')}</h3>
                <Exceptions site={site} line={line} />
                <ExceptionForm site={site} staff={line.staff} />
              </>
            )}
          </div>
        )}
      </Sheet>
    </>
  )
}

function Exceptions({ site, line }: { site: string; line: RotaLine }) {
  const t = useText(messages)
  const pick = usePick()
  const f = useFormat()
  const end = useCommand<string>({
    path: (id) => `/dispatching/exceptions/${id}/withdraw`,
    body: () => ({ site }),
    refresh: ['/dispatching'],
  })
  return (
    <>
      <RefusalNote problem={end.error} />
      <ul className="yk-dispatch-lines">
        {line.exceptions.map((each) => (
          <li key={each.id}>
            <span>
              {pick(EXCEPTION[each.kind])} {f.instant(each.from)} – {f.instant(each.until)}
            </span>
            <button type="button" className="yk-linkish" onClick={() => end.mutate(each.id)}>
              {t('withdraw')}
            </button>
          </li>
        ))}
      </ul>
    </>
  )
}
