import { useState } from 'react'
import { useNavigate } from 'react-router'
import type { CaseLine, SiteRatings } from '../../../src/contexts/supervision/index.ts'
import { Choice } from '../../shared/form/fields.tsx'
import { useFormat } from '../../shared/format.ts'
import { usePick, useText } from '../../shared/i18n/index.ts'
import { DataTable } from '../../shared/parts/DataTable.tsx'
import { EmptyState } from '../../shared/parts/EmptyState.tsx'
import { PageHead } from '../../shared/parts/PageHead.tsx'
import { Sheet } from '../../shared/parts/Sheet.tsx'
import { Tag } from '../../shared/parts/Tag.tsx'
import { useList, useView } from '../../shared/queries.ts'
import { useMay } from '../../shared/session.ts'
import { Handlers } from './Handlers.tsx'
import { messages } from './messages.ts'
import { NewComplaint } from './NewComplaint.tsx'
import { ABOUT_WORDS, KIND_WORDS, STATE_WORDS } from './words.ts'

type Page = { items: CaseLine[]; next: string | null; open: number; late: number }

/** What people were not content with: each with its unit and deadline, those due soonest first; and how sites are rated. */
export default function Cases() {
  const t = useText(messages)
  const pick = usePick()
  const f = useFormat()
  const may = useMay()
  const navigate = useNavigate()
  const [state, setState] = useState('')
  const [kind, setKind] = useState('')
  const [filing, setFiling] = useState(false)
  const [naming, setNaming] = useState(false)
  const list = useList<CaseLine, Page>('/quality/cases', { state, kind, limit: 50 })
  const options = (words: Record<string, { zh: string; en: string }>) =>
    Object.entries(words).map(([value, each]) => ({ value, label: pick(each) }))
  return (
    <div className="yk-stack">
      <PageHead
        title={t('title')}
        lead={t('lead')}
        actions={
          <>
            {may('quality.handle') ? (
              <button type="button" className="yk-button" onClick={() => setNaming(true)}>
                {t('handlers')}
              </button>
            ) : null}
            {may('services.order') ? (
              <button type="button" className="yk-button yk-button--primary" onClick={() => setFiling(true)}>
                {t('file')}
              </button>
            ) : null}
          </>
        }
      />
      <Sheet open={naming} onClose={() => setNaming(false)} title={t('handlers')}>
        {naming ? <Handlers /> : null}
      </Sheet>
      <Sheet open={filing} onClose={() => setFiling(false)} title={t('newTitle')}>
        {filing ? <NewComplaint onDone={(id) => void navigate(`/console/quality/cases/${id}`)} /> : null}
      </Sheet>
      {list.head === undefined ? null : (
        <p className="yk-quiet" role="status">
          {t('open')} <strong className="yk-num">{f.number(list.head.open)}</strong> · {t('late')}{' '}
          <strong className="yk-num">{f.number(list.head.late)}</strong>
        </p>
      )}
      <DataTable
        caption={t('title')}
        list={list}
        rowKey={(line) => line.id}
        onOpen={(line) => void navigate(`/console/quality/cases/${line.id}`)}
        exportName="cases"
        empty={<EmptyState title={t('none')} text={t('noneText')} heading="h2" />}
        tools={
          <>
            <Choice
              label={t('show')}
              value={state}
              onChange={setState}
              empty={t('all')}
              options={options(STATE_WORDS)}
            />
            <Choice
              label={t('kind')}
              value={kind}
              onChange={setKind}
              empty={t('every')}
              options={options(KIND_WORDS)}
            />
          </>
        }
        columns={[
          { key: 'no', title: t('no'), cell: (line) => line.no, csv: (line) => line.no, heads: true },
          { key: 'kind', title: t('kind'), cell: (line) => pick(KIND_WORDS[line.kind]), csv: (line) => line.kind },
          { key: 'about', title: t('about'), cell: (line) => pick(ABOUT_WORDS[line.about]), csv: (line) => line.about },
          {
            key: 'site',
            title: t('site'),
            cell: (line) => line.siteName ?? line.regionName,
            csv: (line) => line.siteName,
          },
          { key: 'unit', title: t('unit'), cell: (line) => line.unitName, csv: (line) => line.unitName },
          {
            key: 'state',
            title: t('state'),
            cell: (line) => (
              <>
                {pick(STATE_WORDS[line.state])} {line.late ? <Tag>{t('lateMark')}</Tag> : null}
              </>
            ),
            csv: (line) => line.state,
          },
          { key: 'due', title: t('due'), cell: (line) => f.day(line.due), csv: (line) => line.due },
        ]}
      />
      <Ratings />
    </div>
  )
}

/** How sites are rated, as everybody may read it. */
function Ratings() {
  const t = useText(messages)
  const f = useFormat()
  const view = useView<{ items: SiteRatings[]; least: number }>('/public/ratings')
  if (view.data === undefined) return null
  return (
    <section aria-labelledby="quality-ratings">
      <h2 id="quality-ratings">{t('ratings')}</h2>
      <p className="yk-quiet">{t('ratingsLead', { least: view.data.least })}</p>
      <DataTable
        caption={t('ratings')}
        list={{ rows: view.data.items }}
        rowKey={(row) => row.site}
        exportName="ratings"
        empty={<EmptyState title={t('noRatings')} heading="h3" />}
        columns={[
          { key: 'site', title: t('site'), cell: (row) => row.siteName, csv: (row) => row.siteName, heads: true },
          {
            key: 'mean',
            title: t('mean'),
            cell: (row) => (row.mean === null ? t('few') : f.number(row.mean, 2)),
            csv: (row) => row.mean,
            numeric: true,
          },
          {
            key: 'persons',
            title: t('persons'),
            cell: (row) => f.number(row.persons),
            csv: (row) => row.persons,
            numeric: true,
          },
          {
            key: 'count',
            title: t('count'),
            cell: (row) => f.number(row.ratings),
            csv: (row) => row.ratings,
            numeric: true,
          },
          { key: 'bad', title: t('bad'), cell: (row) => f.number(row.bad), csv: (row) => row.bad, numeric: true },
          {
            key: 'answered',
            title: t('answered'),
            cell: (row) => f.number(row.answered),
            csv: (row) => row.answered,
            numeric: true,
          },
        ]}
      />
    </section>
  )
}
