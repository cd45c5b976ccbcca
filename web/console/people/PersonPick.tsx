import { useState } from 'react'
import type { FoundPerson } from '../../../src/contexts/people/index.ts'
import { Choice, Text } from '../../shared/form/fields.tsx'
import { defineMessages, useText } from '../../shared/i18n/index.ts'
import { RefusalNote } from '../../shared/parts/RefusalNote.tsx'
import { useAsked, useSettled } from '../../shared/queries.ts'

const messages = defineMessages('console.people.pick', {
  zh: {
    find: '查找人员',
    hint: '姓名两个字、拼音首字母、电话或证件尾号四位',
    none: '没有找到。请先在“人员”里建档',
    person: '人员',
    choose: '请选择',
  },
  en: {
    find: 'Find a person',
    hint: 'Two characters of the name, pinyin initials, four digits of a telephone or number',
    none: 'Nobody found. Make a file under “People” first',
    person: 'Person',
    choose: 'choose one',
  },
})

/** Typing pauses before the files are searched, in milliseconds: a search is not asked at every key. */
const PAUSE = 350

/** A person chosen from the files, by the one search box of the people room. */
export function PersonPick({
  label,
  value,
  onChange,
  at,
}: {
  /** Whom to look for; by default a person. */
  label?: string
  value: string
  onChange: (person: string) => void
  /** Where the person stands in what is sent: a refusal about it is shown here. */
  at?: string
}) {
  const t = useText(messages)
  const [typed, setTyped] = useState('')
  const q = useSettled(typed.trim(), PAUSE)
  const search = useAsked<{ items: FoundPerson[] }>('/people/search', { q }, q !== '')
  const found = search.data?.items ?? []
  return (
    <>
      <Text
        label={label ?? t('find')}
        value={typed}
        onChange={setTyped}
        hint={t('hint')}
        maxLength={60}
        autoComplete="off"
      />
      <RefusalNote problem={search.error} />
      {search.isSuccess && found.length === 0 ? (
        <p className="yk-quiet" role="status">
          {t('none')}
        </p>
      ) : null}
      <Choice
        label={t('person')}
        value={value}
        onChange={onChange}
        required
        empty={t('choose')}
        {...(at === undefined ? {} : { at })}
        options={found.map((each) => ({
          value: each.id,
          label: [each.name, each.number ?? each.born, each.regionName].filter(Boolean).join(' · '),
        }))}
      />
    </>
  )
}
