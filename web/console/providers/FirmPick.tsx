import { useState } from 'react'
import type { OrganisationLine, OrganisationView } from '../../../src/contexts/providers/index.ts'
import { Choice, Text } from '../../shared/form/fields.tsx'
import { defineMessages, useText } from '../../shared/i18n/index.ts'
import { RefusalNote } from '../../shared/parts/RefusalNote.tsx'
import { useList, useSettled, useView } from '../../shared/queries.ts'

const messages = defineMessages('console.providers.pick', {
  zh: {
    find: '查找机构',
    hint: '名称、简称或统一社会信用代码的一部分',
    organisation: '机构',
    site: '网点',
    choose: '请选择',
    none: '没有找到。机构要先在“机构”里登记',
    noSites: '这家机构没有开放的网点',
  },
  en: {
    find: 'Find an organisation',
    hint: 'Part of its name, short name or credit code',
    organisation: 'Organisation',
    site: 'Site',
    choose: 'choose one',
    none: 'None found. An organisation is entered under “Providers” first',
    noSites: 'This organisation has no open site',
  },
})

/** Typing pauses before the register is asked, in milliseconds. */
const PAUSE = 300

/** An organisation chosen from the register by part of its name or code. */
export function FirmPick({
  by = 'creditCode',
  value,
  onChange,
  at,
}: {
  /** What is handed on: the credit code (default) or the id. */
  by?: 'creditCode' | 'id'
  value: string
  onChange: (organisation: string) => void
  /** Where it stands in what is sent: a refusal about it is shown here. */
  at?: string
}) {
  const t = useText(messages)
  const [typed, setTyped] = useState('')
  const q = useSettled(typed.trim(), PAUSE)
  const found = useList<OrganisationLine>('/providers', { q, limit: 30 }, { keepLast: true })
  return (
    <>
      <Text label={t('find')} hint={t('hint')} value={typed} onChange={setTyped} maxLength={100} autoComplete="off" />
      <RefusalNote problem={found.problem} />
      {!found.loading && found.rows.length === 0 ? (
        <p className="yk-quiet" role="status">
          {t('none')}
        </p>
      ) : null}
      <Choice
        label={t('organisation')}
        value={value}
        onChange={onChange}
        required
        empty={t('choose')}
        options={found.rows.map((each) => ({ value: each[by], label: `${each.name} ${each.creditCode}` }))}
        {...(at === undefined ? {} : { at })}
      />
    </>
  )
}

/** A site chosen by its organisation; only open ones are offered. */
export function SitePick({
  value,
  onChange,
  at,
}: {
  value: string
  onChange: (site: string, name: string) => void
  at?: string
}) {
  const t = useText(messages)
  const [firm, setFirm] = useState('')
  const view = useView<OrganisationView>(`/providers/organisations/${firm}`, undefined, { enabled: firm !== '' })
  const sites = (view.data?.sites ?? []).filter((site) => site.state === 'open')
  const pick = (id: string) => onChange(id, sites.find((site) => site.id === id)?.name ?? '')
  return (
    <>
      <FirmPick
        by="id"
        value={firm}
        onChange={(id) => {
          setFirm(id)
          onChange('', '')
        }}
      />
      <RefusalNote problem={view.error} />
      {firm !== '' && view.isSuccess && sites.length === 0 ? (
        <p className="yk-quiet" role="status">
          {t('noSites')}
        </p>
      ) : null}
      <Choice
        label={t('site')}
        value={value}
        onChange={pick}
        required
        empty={t('choose')}
        options={sites.map((site) => ({ value: site.id, label: `${site.name} · ${site.regionName}` }))}
        {...(at === undefined ? {} : { at })}
      />
    </>
  )
}
