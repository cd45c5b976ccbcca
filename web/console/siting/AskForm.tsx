import { useState } from 'react'
import { useNavigate } from 'react-router'
import type { Group, Question, RegionView, ScenarioView } from '../../../src/contexts/territory/index.ts'
import { Choice, Text } from '../../shared/form/fields.tsx'
import { usePick, useText } from '../../shared/i18n/index.ts'
import { useKinds } from '../../shared/map/places.ts'
import { RefusalNote } from '../../shared/parts/RefusalNote.tsx'
import { useCommand, useView } from '../../shared/queries.ts'
import { messages as circleWords } from '../circles/messages.ts'
import { useNeeds } from '../circles/needs.ts'
import { messages } from './messages.ts'

const GROUPS: Group[] = ['persons', 'under_3', 'aged_3_5', 'aged_60', 'aged_65', 'aged_80']
const GOALS = ['most-people', 'everyone', 'least-walk'] as const

type Draft = {
  name: string
  goal: Question['goal']
  need: string
  group: Group
  minutes: string
  speed: string
  region: string
  count: string
  budget: string
  share: string
  assets: boolean
  grid: boolean
  gridMetres: string
  assetCost: string
  gridCost: string
  capacity: string
  keep: boolean
  seconds: string
}

const WAN_FEN = 1_000_000
const wan = (fen: number | null) => (fen === null ? '' : String(fen / WAN_FEN))
const number = (text: string): number | null => (text.trim() === '' ? null : Number(text))
const fen = (text: string): number | null => {
  const value = number(text)
  return value === null ? null : Math.round(value * WAN_FEN)
}

const EMPTY: Draft = {
  name: '',
  goal: 'most-people',
  need: 'circle-elder.meals',
  group: 'aged_65',
  minutes: '15',
  speed: '60',
  region: '',
  count: '5',
  budget: '',
  share: '100',
  assets: true,
  grid: true,
  gridMetres: '400',
  assetCost: '12',
  gridCost: '30',
  capacity: '',
  keep: true,
  seconds: '20',
}

/** Draft of a scenario asked before, to be asked again with a change. */
function draftOf({ name, question }: ScenarioView, need: string | undefined): Draft {
  return {
    name,
    goal: question.goal,
    need: need ?? EMPTY.need,
    group: question.group,
    minutes: String(question.minutes),
    speed: String(question.metresPerMinute),
    region: question.region.length === 12 ? question.region : '',
    count: question.count === null ? '' : String(question.count),
    budget: wan(question.budgetFen),
    share: String(question.share * 100),
    assets: question.candidates.assets,
    grid: question.candidates.gridMetres !== null,
    gridMetres: String(question.candidates.gridMetres ?? 400),
    assetCost: wan(question.costFen.asset),
    gridCost: wan(question.costFen.grid),
    capacity: question.capacity === null ? '' : String(question.capacity),
    keep: question.keep,
    seconds: String(question.seconds),
  }
}

/** Asks where to build. `like`: a scenario whose conditions are taken over. */
export function AskForm({ like }: { like?: ScenarioView }) {
  const t = useText(messages)
  const c = useText(circleWords)
  const pick = usePick()
  const kinds = useKinds()
  const needs = useNeeds() ?? []
  const navigate = useNavigate()
  const towns = useView<{ items: RegionView[] }>('/territory/regions')
  const likeNeed = needs.find((each) => each.kinds[0] === like?.question.kind)?.code
  const [draft, setDraft] = useState<Draft>(() => (like === undefined ? EMPTY : draftOf(like, likeNeed)))
  const set =
    <K extends keyof Draft>(key: K) =>
    (value: Draft[K]) =>
      setDraft((now) => ({ ...now, [key]: value }))
  const need = needs.find(({ code }) => code === draft.need)
  const ask = useCommand<Draft, { id: string }>({
    path: '/territory/scenarios',
    refresh: ['/territory/scenarios'],
    body: (given) => ({
      name: given.name,
      goal: given.goal,
      kind: need?.kinds[0] ?? '',
      alike: need?.kinds.slice(1) ?? [],
      group: given.group,
      minutes: Number(given.minutes),
      metresPerMinute: Number(given.speed),
      ...(given.region === '' ? {} : { region: given.region }),
      count: given.goal === 'everyone' && given.count.trim() === '' ? null : number(given.count),
      budgetFen: fen(given.budget),
      share: Number(given.share) / 100,
      assets: given.assets,
      gridMetres: given.grid ? number(given.gridMetres) : null,
      assetCostFen: fen(given.assetCost) ?? 0,
      gridCostFen: fen(given.gridCost) ?? 0,
      capacity: number(given.capacity),
      keep: given.keep,
      seconds: Number(given.seconds),
    }),
  })
  return (
    <form
      className="yk-siting-form"
      onSubmit={(event) => {
        event.preventDefault()
        ask.mutate(draft, { onSuccess: ({ id }) => navigate(`/console/territory/siting/${id}`) })
      }}
    >
      <Text label={t('name')} value={draft.name} onChange={set('name')} required />
      <Choice
        label={t('goal')}
        value={draft.goal}
        onChange={(value) => set('goal')(value as Question['goal'])}
        options={GOALS.map((value) => ({ value, label: t(`goal_${value}`) }))}
      />
      <Choice
        label={t('kind')}
        value={draft.need}
        onChange={set('need')}
        options={needs.map(({ code, title, kinds: of }) => ({
          value: code,
          label: `${pick(title)}（${kinds.nameOf(of[0] ?? '')}）`,
        }))}
      />
      <Choice
        label={t('group')}
        value={draft.group}
        onChange={(value) => set('group')(value as Group)}
        options={GROUPS.map((value) => ({ value, label: c(value) }))}
      />
      <div className="yk-siting-pair">
        <Text label={t('minutes')} type="number" value={draft.minutes} onChange={set('minutes')} required />
        <Text label={t('speed')} type="number" value={draft.speed} onChange={set('speed')} required />
      </div>
      <Choice
        label={t('region')}
        value={draft.region}
        onChange={set('region')}
        options={[
          { value: '', label: t('whole') },
          ...(towns.data?.items ?? [])
            .filter(({ level }) => level === 'township')
            .map(({ code, name }) => ({ value: code, label: name })),
        ]}
      />
      <div className="yk-siting-pair">
        <Text label={t('count')} type="number" value={draft.count} onChange={set('count')} />
        <Text label={t('budget')} type="number" value={draft.budget} onChange={set('budget')} />
      </div>
      {draft.goal === 'everyone' ? (
        <Text label={t('share')} type="number" value={draft.share} onChange={set('share')} required />
      ) : null}
      <fieldset className="yk-siting-set">
        <legend>{t('candidates')}</legend>
        <Check label={t('assets')} checked={draft.assets} onChange={set('assets')} />
        <Check label={t('grid')} checked={draft.grid} onChange={set('grid')} />
        <Check label={t('keep')} checked={draft.keep} onChange={set('keep')} />
        {draft.grid ? (
          <Text label={t('gridMetres')} type="number" value={draft.gridMetres} onChange={set('gridMetres')} required />
        ) : null}
        <div className="yk-siting-pair">
          <Text label={t('assetCost')} type="number" value={draft.assetCost} onChange={set('assetCost')} />
          <Text label={t('gridCost')} type="number" value={draft.gridCost} onChange={set('gridCost')} />
        </div>
        <Text label={t('capacity')} type="number" value={draft.capacity} onChange={set('capacity')} />
      </fieldset>
      <Text label={t('seconds')} type="number" value={draft.seconds} onChange={set('seconds')} required />
      <RefusalNote problem={ask.error} />
      <button type="submit" className="yk-button yk-button--primary" disabled={ask.isPending || need === undefined}>
        {t('start')}
      </button>
    </form>
  )
}

function Check(props: { label: string; checked: boolean; onChange: (value: boolean) => void }) {
  return (
    <label className="yk-circle-check">
      <input type="checkbox" checked={props.checked} onChange={() => props.onChange(!props.checked)} />
      {props.label}
    </label>
  )
}
