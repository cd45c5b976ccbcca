import { useState } from 'react'
import { ActForm } from '../../shared/form/ActForm.tsx'
import { Choice, Text, wordsOf } from '../../shared/form/fields.tsx'
import { usePick, useText } from '../../shared/i18n/index.ts'
import { useCommand } from '../../shared/queries.ts'
import { todayInChina } from '../../shared/today.ts'
import { messages } from './messages.ts'
import { CATEGORY_WORDS } from './words.tsx'

const SCOPES: [string, { zh: string; en: string }][] = [
  ['read-file', { zh: '查阅档案和读取记录', en: 'read the file and who read it' }],
  ['apply', { zh: '代办申请和材料', en: 'apply and hand in papers' }],
  ['benefits', { zh: '代办补贴事项（不含领取）', en: 'benefits, without receiving them' }],
  ['admission', { zh: '协助办理入住养老机构', en: 'admission to an institution' }],
  ['medical', { zh: '协助就医', en: 'going to a doctor' }],
  ['consent', { zh: '代为同意和撤回个人信息处理', en: 'consent to the use of data, and withdraw it' }],
  ['correct', { zh: '更正联系方式和住址', en: 'correct contacts and address' }],
]

/** Enters a contact, a guardian or a proxy; a proxy has a scope, an end and a paper. */
export function RelativeForm({ person, onDone }: { person: string; onDone: () => void }) {
  const t = useText(messages)
  const pick = usePick()
  const [role, setRole] = useState('contact')
  const [name, setName] = useState('')
  const [relation, setRelation] = useState('')
  const [phone, setPhone] = useState('')
  const [number, setNumber] = useState('')
  const [document, setDocument] = useState('')
  const [scope, setScope] = useState<string[]>([])
  const [from, setFrom] = useState(todayInChina())
  const [until, setUntil] = useState('')
  const save = useCommand<object>({ path: `/people/${person}/relatives`, refresh: [`/people/${person}`] })
  return (
    <ActForm
      problem={save.error}
      pending={save.isPending}
      submit={t('save')}
      onSubmit={() =>
        save.mutate(
          {
            role,
            name,
            relation: wordsOf(relation),
            phone: wordsOf(phone),
            number: wordsOf(number),
            document: wordsOf(document),
            from,
            until: wordsOf(until),
            ...(role === 'proxy' ? { scope } : {}),
          },
          { onSuccess: onDone },
        )
      }
    >
      <Choice
        label={t('relation')}
        value={role}
        onChange={setRole}
        options={(['contact', 'guardian', 'proxy'] as const).map((value) => ({ value, label: t(`role_${value}`) }))}
      />
      <Text label={t('name')} value={name} onChange={setName} required maxLength={80} />
      <div className="yk-person-two">
        <Text label={t('relation')} value={relation} onChange={setRelation} maxLength={40} />
        <Text label={t('phone')} value={phone} onChange={setPhone} maxLength={30} />
      </div>
      {role === 'contact' ? null : (
        <>
          <Text label={t('number')} hint={t('numberLinks')} value={number} onChange={setNumber} maxLength={30} />
          <Text label={t('document')} value={document} onChange={setDocument} required maxLength={200} />
        </>
      )}
      {role === 'proxy' ? (
        <fieldset>
          <legend>{t('scope')}</legend>
          <div className="yk-person-checks">
            {SCOPES.map(([code, words]) => (
              <label key={code}>
                <input
                  type="checkbox"
                  checked={scope.includes(code)}
                  onChange={(event) =>
                    setScope(event.target.checked ? [...scope, code] : scope.filter((each) => each !== code))
                  }
                />{' '}
                {pick(words)}
              </label>
            ))}
          </div>
        </fieldset>
      ) : null}
      <div className="yk-person-two">
        <Text label={t('from')} type="date" value={from} onChange={setFrom} required />
        <Text label={t('until')} type="date" value={until} onChange={setUntil} required={role === 'proxy'} />
      </div>
    </ActForm>
  )
}

/** Enters a category of special difficulty. */
export function CategoryForm({ person, onDone }: { person: string; onDone: () => void }) {
  const t = useText(messages)
  const pick = usePick()
  const [category, setCategory] = useState('')
  const [from, setFrom] = useState(todayInChina())
  const [until, setUntil] = useState('')
  const [evidence, setEvidence] = useState('')
  const save = useCommand<object>({ path: `/people/${person}/categories`, refresh: ['/people'] })
  return (
    <ActForm
      problem={save.error}
      pending={save.isPending}
      submit={t('save')}
      onSubmit={() => save.mutate({ category, from, until: wordsOf(until), evidence }, { onSuccess: onDone })}
    >
      <Choice
        label={t('category')}
        value={category}
        onChange={setCategory}
        required
        empty="—"
        options={Object.entries(CATEGORY_WORDS).map(([value, words]) => ({ value, label: pick(words) }))}
      />
      <Text label={t('evidence')} value={evidence} onChange={setEvidence} required minLength={2} maxLength={300} />
      <div className="yk-person-two">
        <Text label={t('from')} type="date" value={from} onChange={setFrom} required />
        <Text label={t('until')} type="date" value={until} onChange={setUntil} />
      </div>
    </ActForm>
  )
}

/** Ends something of a file: on a day, or with a reason. */
export function EndForm({
  person,
  path,
  ask,
  onDone,
}: {
  person: string
  path: string
  ask: 'on' | 'reason'
  onDone: () => void
}) {
  const t = useText(messages)
  const [value, setValue] = useState(ask === 'on' ? todayInChina() : '')
  const save = useCommand<object>({ path: `/people/${person}/${path}`, refresh: ['/people'] })
  return (
    <ActForm
      problem={save.error}
      pending={save.isPending}
      submit={t('save')}
      onSubmit={() => save.mutate({ [ask]: value }, { onSuccess: onDone })}
    >
      <Text
        label={ask === 'on' ? t('on') : t('reason')}
        type={ask === 'on' ? 'date' : 'text'}
        value={value}
        onChange={setValue}
        required
      />
    </ActForm>
  )
}
