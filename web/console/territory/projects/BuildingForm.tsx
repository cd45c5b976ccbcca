import { useState } from 'react'
import type { BuildingView } from '../../../../src/contexts/territory/index.ts'
import { ActForm } from '../../../shared/form/ActForm.tsx'
import { numberOf, Text, wordsOf } from '../../../shared/form/fields.tsx'
import { useText } from '../../../shared/i18n/index.ts'
import { useCommand } from '../../../shared/queries.ts'
import { CommunityField } from '../CommunityField.tsx'
import { messages } from './messages.ts'

const PLAIN = ['name', 'developer', 'developerCode', 'region', 'address', 'note'] as const
const NUMBERS = ['households', 'persons', 'landArea', 'dwellingArea'] as const
type Typed = Record<(typeof PLAIN)[number] | (typeof NUMBERS)[number], string>
type Phase = { name: string; households: string; due: string; facilities: boolean }

function typedOf(project: BuildingView | undefined): Typed {
  const entries = [...PLAIN, ...NUMBERS].map((key) => [key, project?.[key] == null ? '' : String(project[key])])
  return Object.fromEntries(entries) as Typed
}

/** Enters a building project, or puts its facts right. */
export function BuildingForm({ project, onDone }: { project?: BuildingView; onDone: (id: string) => void }) {
  const t = useText(messages)
  const [code, setCode] = useState('')
  const [typed, setTyped] = useState(() => typedOf(project))
  const [phases, setPhases] = useState<Phase[]>(() =>
    (project?.phases ?? []).map((each) => ({
      ...each,
      households: each.households === null ? '' : String(each.households),
      due: each.due ?? '',
    })),
  )
  const save = useCommand<object, { id?: string }>({
    method: project ? 'PUT' : 'POST',
    path: project ? `/territory/buildings/${project.id}` : '/territory/buildings',
    refresh: ['/territory/buildings', '/today'],
  })
  const facts = () => ({
    name: typed.name.trim(),
    developer: typed.developer.trim(),
    developerCode: wordsOf(typed.developerCode),
    region: typed.region,
    address: wordsOf(typed.address),
    lon: project?.lon ?? null,
    lat: project?.lat ?? null,
    households: Number(typed.households),
    persons: Number(typed.persons),
    landArea: numberOf(typed.landArea),
    dwellingArea: numberOf(typed.dwellingArea),
    phases: phases.map((each) => ({ ...each, households: numberOf(each.households), due: each.due || null })),
    note: wordsOf(typed.note),
  })
  const set = (key: keyof Typed) => (value: string) => setTyped({ ...typed, [key]: value })
  return (
    <ActForm
      problem={save.error}
      pending={save.isPending}
      submit={t('save')}
      onSubmit={() =>
        save.mutate(project ? { revision: project.revision, facts: facts() } : { code, ...facts() }, {
          onSuccess: (made) => onDone(project?.id ?? made.id ?? ''),
        })
      }
    >
      {project ? null : <Text label={t('code')} value={code} onChange={setCode} required maxLength={60} />}
      <Text label={t('name')} value={typed.name} onChange={set('name')} required maxLength={200} />
      <Text label={t('developer')} value={typed.developer} onChange={set('developer')} required maxLength={200} />
      <Text label={t('developerCode')} value={typed.developerCode} onChange={set('developerCode')} maxLength={18} />
      <CommunityField label={t('region')} value={typed.region} onChange={set('region')} />
      <Text label={t('address')} value={typed.address} onChange={set('address')} maxLength={200} />
      <div className="yk-bld-two">
        <Text
          type="number"
          label={t('households')}
          value={typed.households}
          onChange={set('households')}
          required
          step="1"
          min={1}
        />
        <Text
          type="number"
          label={t('persons')}
          value={typed.persons}
          onChange={set('persons')}
          required
          step="1"
          min={1}
        />
        <Text type="number" min={0} label={t('landArea')} value={typed.landArea} onChange={set('landArea')} />
        <Text
          type="number"
          min={0}
          label={t('dwellingArea')}
          value={typed.dwellingArea}
          onChange={set('dwellingArea')}
        />
      </div>
      <PhaseFields phases={phases} onChange={setPhases} />
      <Text label={t('note')} value={typed.note} onChange={set('note')} rows={2} maxLength={2000} />
    </ActForm>
  )
}

function PhaseFields({ phases, onChange }: { phases: Phase[]; onChange: (phases: Phase[]) => void }) {
  const t = useText(messages)
  const change = (index: number, part: Partial<Phase>) =>
    onChange(phases.map((each, i) => (i === index ? { ...each, ...part } : each)))
  return (
    <fieldset className="yk-bld-phases">
      <legend>{t('phases')}</legend>
      {phases.map((phase, i) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: phases have no identity besides their place
        <div key={i} className="yk-bld-phase">
          <Text
            label={t('phaseName')}
            value={phase.name}
            onChange={(name) => change(i, { name })}
            required
            maxLength={60}
          />
          <Text
            type="number"
            min={0}
            label={t('households')}
            value={phase.households}
            onChange={(households) => change(i, { households })}
            step="1"
          />
          <Text type="date" label={t('phaseDue')} value={phase.due} onChange={(due) => change(i, { due })} />
          <label className="yk-bld-check">
            <input
              type="checkbox"
              checked={phase.facilities}
              onChange={(event) => change(i, { facilities: event.target.checked })}
            />
            {t('phaseFacilities')}
          </label>
          <button type="button" className="yk-linkish" onClick={() => onChange(phases.filter((_, at) => at !== i))}>
            {t('phaseRemove', { name: phase.name })}
          </button>
        </div>
      ))}
      <button
        type="button"
        className="yk-button"
        onClick={() => onChange([...phases, { name: '', households: '', due: '', facilities: phases.length === 0 }])}
      >
        {t('phaseAdd')}
      </button>
    </fieldset>
  )
}
