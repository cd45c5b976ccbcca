import { useState } from 'react'
import { Link } from 'react-router'
import type { Item, ProviderTypesView } from '../../../src/contexts/services/index.ts'
import { ActForm } from '../../shared/form/ActForm.tsx'
import { Several, Text } from '../../shared/form/fields.tsx'
import { useFormat } from '../../shared/format.ts'
import { usePick, useText } from '../../shared/i18n/index.ts'
import { DataTable } from '../../shared/parts/DataTable.tsx'
import { EmptyState } from '../../shared/parts/EmptyState.tsx'
import { PageHead } from '../../shared/parts/PageHead.tsx'
import { Sheet } from '../../shared/parts/Sheet.tsx'
import { Tag } from '../../shared/parts/Tag.tsx'
import { useCommand, useList, useView } from '../../shared/queries.ts'
import { useMay } from '../../shared/session.ts'
import { todayInChina } from '../../shared/today.ts'
import { FirmPick } from '../providers/FirmPick.tsx'
import { messages } from './messages-forms.ts'
import { optionsOf, TYPE } from './words.ts'
import './services.css'

type Open = { what: 'setTypes' | 'authorise'; firm: ProviderTypesView | null }

/** What types providers are, and what they may offer beyond them. */
export default function Providers() {
  const t = useText(messages)
  const f = useFormat()
  const pick = usePick()
  const may = useMay()
  const [open, setOpen] = useState<Open | null>(null)
  const list = useList<ProviderTypesView>('/services/providers')
  const items = useView<{ items: Item[] }>('/services/catalogue').data?.items ?? []
  const nameOf = (code: string) => {
    const found = items.find((each) => each.code === code)
    return found === undefined ? code : pick(found.title)
  }
  const close = () => setOpen(null)
  const writes = may('services.catalogue')
  return (
    <>
      <PageHead
        title={t('providers')}
        lead={t('providersLead')}
        actions={
          writes ? (
            <>
              <button type="button" className="yk-button" onClick={() => setOpen({ what: 'authorise', firm: null })}>
                {t('authorise')}
              </button>
              <button
                type="button"
                className="yk-button yk-button--primary"
                onClick={() => setOpen({ what: 'setTypes', firm: null })}
              >
                {t('setTypes')}
              </button>
            </>
          ) : null
        }
      />
      <Sheet open={open !== null} onClose={close} title={open === null ? '' : t(open.what)}>
        {open?.what === 'setTypes' ? <TypesForm firm={open.firm} onDone={close} /> : null}
        {open?.what === 'authorise' ? <AuthoriseForm firm={open.firm} items={items} onDone={close} /> : null}
      </Sheet>
      <DataTable
        caption={t('providers')}
        list={list}
        rowKey={(row) => row.organisation}
        exportName="provider-types"
        empty={<EmptyState title={t('noProviders')} text={t('noProvidersText')} heading="h2" />}
        columns={[
          {
            key: 'name',
            title: t('organisation'),
            heads: true,
            cell: (row) =>
              may('register.read') ? <Link to={`/console/providers/${row.organisation}`}>{row.name}</Link> : row.name,
            csv: (row) => row.name,
          },
          {
            key: 'types',
            title: t('types'),
            cell: (row) => row.types.map((each) => pick(TYPE[each])).join('、') || '—',
            csv: (row) => row.types.join(' '),
          },
          {
            key: 'authorisations',
            title: t('authorisations'),
            cell: (row) =>
              row.authorisations.length === 0 ? (
                '—'
              ) : (
                <ul className="yk-svc-given">
                  {row.authorisations.map((each) => (
                    <li key={each.id}>
                      {each.items.map(nameOf).join('、')}{' '}
                      <span className="yk-quiet yk-small">
                        {each.paper}（{each.givenBy}）{f.day(each.from)} –{' '}
                        {each.until === null ? '' : f.day(each.until)}
                      </span>{' '}
                      <Tag tone={each.active ? 'good' : undefined}>{t(each.active ? 'valid' : 'notValid')}</Tag>
                    </li>
                  ))}
                </ul>
              ),
            csv: (row) => row.authorisations.map((each) => each.paper).join(' '),
          },
          ...(writes
            ? [
                {
                  key: 'act',
                  title: t('changeItem'),
                  cell: (row: ProviderTypesView) => (
                    <div className="yk-svc-acts">
                      <button
                        type="button"
                        className="yk-linkish"
                        aria-label={`${t('setTypes')} ${row.name}`}
                        onClick={() => setOpen({ what: 'setTypes', firm: row })}
                      >
                        {t('setTypes')}
                      </button>
                      <button
                        type="button"
                        className="yk-linkish"
                        aria-label={`${t('authorise')} ${row.name}`}
                        onClick={() => setOpen({ what: 'authorise', firm: row })}
                      >
                        {t('authorise')}
                      </button>
                    </div>
                  ),
                },
              ]
            : []),
        ]}
      />
    </>
  )
}

function Firm({
  firm,
  value,
  onChange,
}: {
  firm: ProviderTypesView | null
  value: string
  onChange: (id: string) => void
}) {
  return firm === null ? (
    <FirmPick by="id" value={value} onChange={onChange} />
  ) : (
    <p>
      <strong>{firm.name}</strong>
    </p>
  )
}

function TypesForm({ firm, onDone }: { firm: ProviderTypesView | null; onDone: () => void }) {
  const t = useText(messages)
  const pick = usePick()
  const [id, setId] = useState(firm?.organisation ?? '')
  const [types, setTypes] = useState<string[]>(firm?.types ?? [])
  const save = useCommand<void>({
    path: () => `/services/providers/${id}/types`,
    body: () => ({ types }),
    refresh: ['/services/providers'],
  })
  return (
    <ActForm
      problem={save.error}
      pending={save.isPending}
      submit={t('save')}
      onSubmit={() => save.mutate(undefined, { onSuccess: onDone })}
    >
      <Firm firm={firm} value={id} onChange={setId} />
      <Several legend={t('types')} values={types} onChange={setTypes} options={optionsOf(TYPE, pick)} at="/types" />
    </ActForm>
  )
}

function AuthoriseForm({
  firm,
  items,
  onDone,
}: {
  firm: ProviderTypesView | null
  items: readonly Item[]
  onDone: () => void
}) {
  const t = useText(messages)
  const pick = usePick()
  const [id, setId] = useState(firm?.organisation ?? '')
  const [chosen, setChosen] = useState<string[]>([])
  const [paper, setPaper] = useState('')
  const [givenBy, setGivenBy] = useState('')
  const [from, setFrom] = useState(todayInChina)
  const [until, setUntil] = useState('')
  const save = useCommand<void>({
    path: () => `/services/providers/${id}/authorisations`,
    body: () => ({ items: chosen, paper: paper.trim(), givenBy: givenBy.trim(), from, until: until || null }),
    refresh: ['/services/providers'],
  })
  return (
    <ActForm
      problem={save.error}
      pending={save.isPending}
      submit={t('authorise')}
      onSubmit={() => save.mutate(undefined, { onSuccess: onDone })}
    >
      <Firm firm={firm} value={id} onChange={setId} />
      <Several
        legend={t('item')}
        values={chosen}
        onChange={setChosen}
        at="/items"
        options={items.map((each) => ({ value: each.code, label: pick(each.title) }))}
      />
      <Text label={t('paper')} value={paper} onChange={setPaper} required minLength={2} maxLength={100} at="/paper" />
      <Text
        label={t('givenBy')}
        value={givenBy}
        onChange={setGivenBy}
        required
        minLength={2}
        maxLength={100}
        at="/givenBy"
      />
      <div className="yk-beside">
        <Text label={t('firstDay')} type="date" value={from} onChange={setFrom} required at="/from" />
        <Text label={t('lastDay')} hint={t('lastDayHint')} type="date" value={until} onChange={setUntil} at="/until" />
      </div>
    </ActForm>
  )
}
