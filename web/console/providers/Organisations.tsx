import { useState } from 'react'
import { Link, useNavigate, useSearchParams } from 'react-router'
import type { OrganisationLine } from '../../../src/contexts/providers/index.ts'
import { useText } from '../../shared/i18n/index.ts'
import { type Column, DataTable } from '../../shared/parts/DataTable.tsx'
import { EmptyState } from '../../shared/parts/EmptyState.tsx'
import { PageHead } from '../../shared/parts/PageHead.tsx'
import { Sheet } from '../../shared/parts/Sheet.tsx'
import { Tag } from '../../shared/parts/Tag.tsx'
import { useList } from '../../shared/queries.ts'
import { useMay } from '../../shared/session.ts'
import { OrganisationForm } from './forms.tsx'
import { messages } from './messages-organisations.ts'
import './providers.css'

const ONLY = ['all', 'unfiled', 'graded', 'ending', 'breached', 'banned', 'merged'] as const

/** Organisations: how many sites are filed, their grade, what ends, what was broken. */
export default function Organisations() {
  const t = useText(messages)
  const may = useMay()
  const navigate = useNavigate()
  const [search, setSearch] = useSearchParams()
  const [open, setOpen] = useState(false)
  const q = search.get('q') ?? ''
  const only = ONLY.find((each) => each === search.get('only')) ?? 'all'
  const list = useList<OrganisationLine>('/providers', { q, ...(only === 'all' ? {} : { only }) })
  const go = (next: Record<string, string>) =>
    setSearch(
      Object.fromEntries(Object.entries({ q, only, ...next }).filter(([, value]) => value !== '' && value !== 'all')),
      {
        replace: true,
      },
    )
  const columns: Column<OrganisationLine>[] = [
    {
      key: 'name',
      title: t('name'),
      heads: true,
      cell: (row) => (
        <>
          <Link to={`/console/providers/${row.id}`}>{row.name}</Link>{' '}
          <span className="yk-small yk-quiet yk-num">{row.creditCode}</span>
        </>
      ),
      csv: (row) => row.name,
    },
    { key: 'place', title: t('place'), cell: (row) => row.regionName, csv: (row) => row.regionName },
    {
      key: 'nature',
      title: t('nature'),
      cell: (row) => (row.nature === null ? '—' : t(`nature_${row.nature}`)),
      csv: (row) => row.nature,
    },
    {
      key: 'sites',
      title: t('sitesColumn'),
      numeric: true,
      cell: (row) => t('sitesOf', { open: row.openSites, all: row.sites }),
      csv: (row) => row.sites,
    },
    {
      key: 'filed',
      title: t('filed'),
      numeric: true,
      cell: (row) => (row.openSites === 0 ? '—' : t('filedOf', { filed: row.filed ?? 0, open: row.openSites })),
      csv: (row) => row.filed,
    },
    {
      key: 'grade',
      title: t('grade'),
      cell: (row) => (row.grade === null ? t('noGrade') : t('gradeOf', { grade: row.grade })),
      csv: (row) => row.grade,
    },
    {
      key: 'marks',
      title: t('marks'),
      cell: (row) => <Marks row={row} />,
      csv: (row) => (row.banned ? t('banned') : ''),
    },
  ]
  return (
    <>
      <PageHead
        title={t('title')}
        lead={t('lead')}
        actions={
          <>
            <Link className="yk-button" to="/providers">
              {t('public')}
            </Link>
            <Link className="yk-button" to="/console/providers/duplicates">
              {t('duplicates')}
            </Link>
            {may('register.import') ? (
              <>
                <Link className="yk-button" to="/console/registers/organisation">
                  {t('import')}
                </Link>
                <Link className="yk-button" to="/console/registers/provider-site">
                  {t('importSites')}
                </Link>
              </>
            ) : null}
            {may('register.write') ? (
              <button type="button" className="yk-button yk-button--primary" onClick={() => setOpen(true)}>
                {t('create')}
              </button>
            ) : null}
          </>
        }
      />
      <Sheet open={open} onClose={() => setOpen(false)} title={t('create')}>
        <OrganisationForm onDone={(id) => void navigate(`/console/providers/${id}`)} />
      </Sheet>
      <DataTable
        caption={t('title')}
        list={list}
        rowKey={(row) => row.id}
        onOpen={(row) => void navigate(`/console/providers/${row.id}`)}
        exportName={t('title')}
        columns={columns}
        empty={
          q === '' && only === 'all' ? (
            <EmptyState title={t('none')} text={t('noneText')} heading="h2" />
          ) : (
            <p className="yk-quiet">{t('noMatch')}</p>
          )
        }
        tools={
          <>
            <input
              className="yk-input yk-prov-find"
              type="search"
              aria-label={t('find')}
              placeholder={t('find')}
              defaultValue={q}
              onChange={(event) => go({ q: event.target.value })}
            />
            <fieldset className="yk-prov-filters">
              <legend className="yk-sr">{t('filter')}</legend>
              {ONLY.map((each) => (
                <button
                  key={each}
                  type="button"
                  className="yk-button"
                  aria-pressed={each === only}
                  onClick={() => go({ only: each })}
                >
                  {t(`only_${each}`)}
                </button>
              ))}
            </fieldset>
          </>
        }
      />
    </>
  )
}

function Marks({ row }: { row: OrganisationLine }) {
  const t = useText(messages)
  return (
    <span className="yk-prov-tags">
      {row.state === 'merged' ? <Tag>{t('merged')}</Tag> : null}
      {row.banned ? <Tag tone="bad">{t('banned')}</Tag> : null}
      {row.breaches > 0 ? <Tag tone="bad">{t('breachCount', { count: row.breaches })}</Tag> : null}
      {row.ending > 0 ? <Tag tone="warn">{t('endingCount', { count: row.ending })}</Tag> : null}
    </span>
  )
}
