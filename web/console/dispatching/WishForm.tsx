import { useState } from 'react'
import type { Board } from '../../../src/contexts/dispatching/index.ts'
import { ActForm } from '../../shared/form/ActForm.tsx'
import { Choice, Text } from '../../shared/form/fields.tsx'
import { usePick, useText } from '../../shared/i18n/index.ts'
import { useCommand } from '../../shared/queries.ts'
import { messages } from './messages.ts'
import { WISH } from './words.ts'

type Kind = keyof typeof WISH

/** Enters a wish of the person: a carer to have or not to have, gender, language. */
export function WishForm({ board, person }: { board: Board; person: string }) {
  const t = useText(messages)
  const pick = usePick()
  const [kind, setKind] = useState<Kind>('carer')
  const [staff, setStaff] = useState('')
  const [value, setValue] = useState('')
  const [hard, setHard] = useState(false)
  const named = kind === 'carer' || kind === 'not'
  const send = useCommand<object>({ path: '/dispatching/wishes', refresh: ['/dispatching/day'] })
  return (
    <details>
      <summary>{t('addWish')}</summary>
      <ActForm
        problem={send.error}
        pending={send.isPending}
        submit={t('save')}
        onSubmit={() =>
          send.mutate({ person, kind, staff: named ? staff : null, value: named ? null : value.trim(), hard })
        }
      >
        <Choice
          label={t('wishKind')}
          value={kind}
          onChange={(next) => setKind(next as Kind)}
          options={(Object.keys(WISH) as Kind[]).map((each) => ({ value: each, label: pick(WISH[each]) }))}
        />
        {named ? (
          <Choice
            label={t('wishStaff')}
            value={staff}
            onChange={setStaff}
            options={board.carers.map((each) => ({ value: each.staff, label: each.name }))}
            empty="—"
            required
          />
        ) : kind === 'gender' ? (
          <Choice
            label={t('wishValue')}
            value={value}
            onChange={setValue}
            options={[
              { value: 'female', label: t('female') },
              { value: 'male', label: t('male') },
            ]}
            empty="—"
            required
          />
        ) : (
          <Text label={t('wishValue')} value={value} onChange={setValue} required maxLength={20} />
        )}
        <label className="yk-row">
          <input type="checkbox" checked={hard} onChange={() => setHard(!hard)} /> {t('hard')}
        </label>
      </ActForm>
    </details>
  )
}
