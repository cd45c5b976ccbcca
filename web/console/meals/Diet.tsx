import { useState } from 'react'
import type { Allergen, Diet as DietCode, DietFile } from '../../../src/contexts/meals/index.ts'
import { ActForm } from '../../shared/form/ActForm.tsx'
import { Several, Text, wordsOf } from '../../shared/form/fields.tsx'
import { usePick, useText } from '../../shared/i18n/index.ts'
import { ErrorState } from '../../shared/parts/ErrorState.tsx'
import { LoadingState } from '../../shared/parts/LoadingState.tsx'
import { useCommand, useView } from '../../shared/queries.ts'
import { optionsOf } from '../services/words.ts'
import { messages } from './messages-order.ts'
import { ALLERGEN_WORDS, DIET_WORDS } from './words.ts'

/** What somebody needs and must not have, and keeping it with consent. */
export function Diet({ person }: { person: string }) {
  const t = useText(messages)
  const pick = usePick()
  const [changing, setChanging] = useState(false)
  const view = useView<{ diet: DietFile | null }>(`/meals/diets/${person}`)
  if (view.error) return <ErrorState problem={view.error} onRetry={() => void view.refetch()} />
  if (view.data === undefined) return <LoadingState />
  const file = view.data.diet
  if (changing) return <Keep person={person} file={file} onDone={() => setChanging(false)} />
  const said = file === null ? [] : [...file.diets.map((each) => pick(DIET_WORDS[each]))]
  const avoided = file?.allergens.map((each) => pick(ALLERGEN_WORDS[each])) ?? []
  return (
    <div className="yk-stack">
      <p className="yk-quiet yk-small">{t('needsLead')}</p>
      {said.length + avoided.length === 0 && !file?.note ? <p>{t('noneKept')}</p> : null}
      {said.length === 0 ? null : (
        <p>
          {t('diets')}：<strong>{said.join('、')}</strong>
        </p>
      )}
      {avoided.length === 0 ? null : (
        <p className="yk-meals-needs">
          {t('allergens')}：{avoided.join('、')}
        </p>
      )}
      {file?.note ? <p>{file.note}</p> : null}
      <div className="yk-row">
        <button type="button" className="yk-button" onClick={() => setChanging(true)}>
          {t('change')}
        </button>
      </div>
    </div>
  )
}

function Keep({ person, file, onDone }: { person: string; file: DietFile | null; onDone: () => void }) {
  const t = useText(messages)
  const pick = usePick()
  const [diets, setDiets] = useState<string[]>(file?.diets ?? [])
  const [allergens, setAllergens] = useState<string[]>(file?.allergens ?? [])
  const [note, setNote] = useState(file?.note ?? '')
  const keep = useCommand<DietFile>({ path: `/meals/diets/${person}`, refresh: ['/meals/diets'] })
  return (
    <ActForm
      problem={keep.error}
      pending={keep.isPending}
      submit={t('save')}
      onSubmit={() =>
        keep.mutate(
          { diets: diets as DietCode[], allergens: allergens as Allergen[], note: wordsOf(note) },
          { onSuccess: onDone },
        )
      }
    >
      <Several
        legend={t('diets')}
        values={diets}
        onChange={setDiets}
        options={optionsOf(DIET_WORDS, pick)}
        at="/diets"
      />
      <Several
        legend={t('allergens')}
        values={allergens}
        onChange={setAllergens}
        options={optionsOf(ALLERGEN_WORDS, pick)}
        at="/allergens"
      />
      <Text label={t('note')} value={note} onChange={setNote} maxLength={200} rows={2} at="/note" />
    </ActForm>
  )
}
