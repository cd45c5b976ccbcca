import { useState } from 'react'
import type { Rule } from '../../../src/contexts/benefits/index.ts'
import type { Item, SubsidyView } from '../../../src/contexts/services/index.ts'
import { ActForm } from '../../shared/form/ActForm.tsx'
import { Choice, numberOf, Several, Text } from '../../shared/form/fields.tsx'
import { useFormat } from '../../shared/format.ts'
import { usePick, useText } from '../../shared/i18n/index.ts'
import { DataTable } from '../../shared/parts/DataTable.tsx'
import { EmptyState } from '../../shared/parts/EmptyState.tsx'
import { PageHead } from '../../shared/parts/PageHead.tsx'
import { RefusalNote } from '../../shared/parts/RefusalNote.tsx'
import { Sheet } from '../../shared/parts/Sheet.tsx'
import { Tag } from '../../shared/parts/Tag.tsx'
import { useCommand, useList, useView } from '../../shared/queries.ts'
import { useMay } from '../../shared/session.ts'
import { todayInChina } from '../../shared/today.ts'
import { messages } from './messages-forms.ts'
import { fenOf } from './money.ts'

/** By which rules benefits bear part of a price. */
export default function Subsidies() {
  const t = useText(messages)
  const f = useFormat()
  const pick = usePick()
  const may = useMay()
  const [adding, setAdding] = useState(false)
  const list = useList<SubsidyView>('/services/subsidies')
  const items = useView<{ items: Item[] }>('/services/catalogue').data?.items ?? []
  const nameOf = (code: string) => {
    const found = items.find((each) => each.code === code)
    return found === undefined ? code : pick(found.title)
  }
  const limits = (row: SubsidyView) => {
    const period = t(`period_${row.period}`)
    return [
      row.capFen === null ? '' : t('capOf', { money: f.money(row.capFen) }),
      row.timesLimit === null ? '' : t('timesOf', { period, count: row.timesLimit }),
      row.fenLimit === null ? '' : t('limitOf', { period, money: f.money(row.fenLimit) }),
    ]
      .filter(Boolean)
      .join(' · ')
  }
  const day = todayInChina()
  return (
    <>
      <PageHead
        title={t('subsidies')}
        lead={t('subsidiesLead')}
        actions={
          may('services.catalogue') ? (
            <button type="button" className="yk-button yk-button--primary" onClick={() => setAdding(true)}>
              {t('newSubsidy')}
            </button>
          ) : null
        }
      />
      <Sheet open={adding} onClose={() => setAdding(false)} title={t('newSubsidy')}>
        {adding ? <NewRule items={items} onDone={() => setAdding(false)} /> : null}
      </Sheet>
      <DataTable
        caption={t('subsidies')}
        list={list}
        rowKey={(row) => row.id}
        exportName="subsidies"
        empty={<EmptyState title={t('noSubsidies')} text={t('noSubsidiesText')} heading="h2" />}
        columns={[
          {
            key: 'name',
            title: t('name'),
            heads: true,
            cell: (row) => pick(row.title),
            csv: (row) => pick(row.title),
          },
          {
            key: 'items',
            title: t('items'),
            cell: (row) => row.items.map(nameOf).join('、'),
            csv: (row) => row.items.join(' '),
          },
          {
            key: 'share',
            title: t('bears'),
            cell: (row) => t('ofPrice', { share: f.share(row.sharePercent / 100, 0) }),
            csv: (row) => row.sharePercent,
          },
          { key: 'limits', title: t('limits'), cell: (row) => limits(row) || '—', csv: limits },
          {
            key: 'state',
            title: t('state'),
            cell: (row) =>
              row.from > day ? (
                <Tag>{t('coming', { date: f.day(row.from) })}</Tag>
              ) : row.until !== null && row.until <= day ? (
                <Tag>{t('over')}</Tag>
              ) : (
                <Tag tone="good">{t('inForce')}</Tag>
              ),
            csv: (row) => row.from,
          },
          { key: 'basis', title: t('basis'), cell: (row) => row.basis, csv: (row) => row.basis },
        ]}
      />
    </>
  )
}

function NewRule({ items, onDone }: { items: readonly Item[]; onDone: () => void }) {
  const t = useText(messages)
  const pick = usePick()
  const may = useMay()
  const rules = useView<{ items: Rule[] }>('/benefits/rules', undefined, { enabled: may('benefits.read') })
  const benefits = new Map((rules.data?.items ?? []).map((rule) => [rule.benefit, pick(rule.title)]))
  const [benefit, setBenefit] = useState('')
  const [zh, setZh] = useState('')
  const [en, setEn] = useState('')
  const [chosen, setChosen] = useState<string[]>([])
  const [share, setShare] = useState('100')
  const [cap, setCap] = useState('')
  const [period, setPeriod] = useState('month')
  const [times, setTimes] = useState('')
  const [limit, setLimit] = useState('')
  const [from, setFrom] = useState(todayInChina)
  const [basis, setBasis] = useState('')
  const enter = useCommand<void>({
    path: '/services/subsidies',
    body: () => ({
      benefit,
      title: { zh: zh.trim(), en: en.trim() },
      items: chosen,
      sharePercent: Number(share),
      capFen: fenOf(cap),
      period,
      timesLimit: numberOf(times),
      fenLimit: fenOf(limit),
      from,
      basis: basis.trim(),
    }),
    refresh: ['/services/subsidies'],
  })
  return (
    <ActForm
      problem={enter.error}
      pending={enter.isPending}
      submit={t('newSubsidy')}
      onSubmit={() => enter.mutate(undefined, { onSuccess: onDone })}
    >
      <RefusalNote problem={rules.error} />
      <Choice
        label={t('benefit')}
        value={benefit}
        onChange={setBenefit}
        required
        empty={t('choose')}
        at="/benefit"
        options={[...benefits].map(([value, label]) => ({ value, label }))}
      />
      <Text label={t('name')} value={zh} onChange={setZh} required maxLength={60} at="/title/zh" />
      <Text label={t('nameEn')} value={en} onChange={setEn} required maxLength={100} at="/title/en" />
      <Several
        legend={t('items')}
        values={chosen}
        onChange={setChosen}
        at="/items"
        options={items.map((each) => ({ value: each.code, label: pick(each.title) }))}
      />
      <div className="yk-beside">
        <Text
          label={t('share')}
          type="number"
          min={1}
          max={100}
          step={1}
          value={share}
          onChange={setShare}
          required
          at="/sharePercent"
        />
        <Text
          label={t('cap')}
          hint={t('noLimit')}
          type="number"
          min={0.01}
          value={cap}
          onChange={setCap}
          at="/capFen"
        />
      </div>
      <Choice
        label={t('period')}
        value={period}
        onChange={setPeriod}
        options={(['month', 'day'] as const).map((value) => ({ value, label: t(`period_${value}`) }))}
      />
      <div className="yk-beside">
        <Text
          label={t('times')}
          hint={t('noLimit')}
          type="number"
          min={1}
          step={1}
          value={times}
          onChange={setTimes}
          at="/timesLimit"
        />
        <Text
          label={t('limit')}
          hint={t('noLimit')}
          type="number"
          min={0.01}
          value={limit}
          onChange={setLimit}
          at="/fenLimit"
        />
      </div>
      <Text label={t('from')} type="date" value={from} onChange={setFrom} required at="/from" />
      <Text label={t('basis')} value={basis} onChange={setBasis} required minLength={2} maxLength={200} at="/basis" />
    </ActForm>
  )
}
