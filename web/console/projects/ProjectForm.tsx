import { type FormEvent, useState } from 'react'
import type { ListedTarget, ProjectFacts, ProjectView } from '../../../src/contexts/plan/index.ts'
import { useText } from '../../shared/i18n/index.ts'
import { RefusalNote } from '../../shared/parts/RefusalNote.tsx'
import { useAll, useCommand } from '../../shared/queries.ts'
import { useAccount } from '../../shared/session.ts'
import { messages } from './messages.ts'

const KINDS = ['central', 'provincial', 'local', 'bond', 'social'] as const
type Kind = (typeof KINDS)[number]
const PARTS = ['plannedFen', 'arrivedFen', 'spentFen'] as const
type Money = Record<Kind, Record<(typeof PARTS)[number], string>>
const PART_WORDS = { plannedFen: 'planned', arrivedFen: 'arrived', spentFen: 'spent' } as const

/** Enters a project, or brings one up to date. Money is typed in yuan and kept in fen. */
export function ProjectForm({ project, onDone }: { project?: ProjectView; onDone: (id: string) => void }) {
  const t = useText(messages)
  const account = useAccount()
  const [code, setCode] = useState('')
  const [reason, setReason] = useState('')
  const [facts, setFacts] = useState<ProjectFacts>(() =>
    project ? factsOf(project) : blank(account?.jurisdiction ?? '', account?.unitName ?? ''),
  )
  const [money, setMoney] = useState<Money>(() => moneyOf(facts.funds))
  const targets = useAll<ListedTarget>('/plan/targets', {
    jurisdiction: account?.jurisdiction ?? null,
    limit: 200,
    summary: false,
  })
  const save = useCommand<ProjectFacts, { id?: string; revision: number }>({
    method: project ? 'PUT' : 'POST',
    path: project ? `/plan/projects/${project.id}` : '/plan/projects',
    body: (given) =>
      project ? { revision: project.revision, reason: reason || null, facts: given } : { code, ...given },
    refresh: ['/plan/projects'],
  })
  const submit = (event: FormEvent) => {
    event.preventDefault()
    save.mutate({ ...facts, funds: fundsOf(money) }, { onSuccess: (made) => onDone(project?.id ?? made.id ?? '') })
  }
  const text = (
    key: 'name' | 'ownerName' | 'region' | 'facility' | 'note',
    label: Parameters<typeof t>[0],
    required = false,
  ) => (
    <label className="yk-task-field">
      {t(label)}
      <input
        className="yk-input"
        required={required}
        value={facts[key] ?? ''}
        onChange={(event) =>
          setFacts({ ...facts, [key]: event.target.value === '' && !required ? null : event.target.value })
        }
      />
    </label>
  )
  const date = (key: 'startsOn' | 'endsOn', label: 'starts' | 'ends') => (
    <label className="yk-task-field">
      {t(label)}
      <input
        type="date"
        className="yk-input"
        value={facts[key] ?? ''}
        onChange={(event) => setFacts({ ...facts, [key]: event.target.value || null })}
      />
    </label>
  )
  return (
    <form className="yk-task-form" onSubmit={submit}>
      {project ? null : (
        <label className="yk-task-field">
          {t('code')}
          <input className="yk-input" required value={code} onChange={(event) => setCode(event.target.value)} />
        </label>
      )}
      {text('name', 'name', true)}
      {text('ownerName', 'owner', true)}
      {text('region', 'region', true)}
      <div className="yk-task-two">
        {date('startsOn', 'starts')}
        {date('endsOn', 'ends')}
      </div>
      <label className="yk-task-field">
        {t('progress')}（%）
        <input
          type="number"
          min={0}
          max={100}
          className="yk-input"
          required
          value={facts.share}
          onChange={(event) => setFacts({ ...facts, share: Number(event.target.value) })}
        />
      </label>
      <MoneyFields money={money} onChange={setMoney} />
      {text('facility', 'facilityCode')}
      <label className="yk-task-field">
        {t('targets')}
        <select
          multiple
          size={6}
          className="yk-input"
          value={facts.targets}
          onChange={(event) =>
            setFacts({ ...facts, targets: [...event.target.selectedOptions].map((option) => option.value) })
          }
        >
          {(targets.data ?? []).map((target) => (
            <option key={target.id} value={target.id}>
              {target.printed}
            </option>
          ))}
        </select>
      </label>
      {text('note', 'note')}
      {project ? (
        <label className="yk-task-field">
          {t('reason')}
          <input className="yk-input" value={reason} onChange={(event) => setReason(event.target.value)} />
        </label>
      ) : null}
      <RefusalNote problem={save.error} />
      <div className="yk-row">
        <button type="submit" className="yk-button yk-button--primary" disabled={save.isPending}>
          {t('save')}
        </button>
      </div>
    </form>
  )
}

function MoneyFields({ money, onChange }: { money: Money; onChange: (money: Money) => void }) {
  const t = useText(messages)
  return (
    <table className="yk-proj-money yk-proj-money--form">
      <thead>
        <tr>
          <th scope="col">{t('kind')}</th>
          {PARTS.map((part) => (
            <th key={part} scope="col">
              {t(PART_WORDS[part])}（{t('yuan')}）
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {KINDS.map((kind) => (
          <tr key={kind}>
            <th scope="row">{t(`kind_${kind}`)}</th>
            {PARTS.map((part) => (
              <td key={part}>
                <input
                  className="yk-input"
                  inputMode="decimal"
                  pattern="\d{1,13}(\.\d{1,2})?"
                  aria-label={`${t(`kind_${kind}`)} ${t(PART_WORDS[part])}`}
                  value={money[kind][part]}
                  onChange={(event) =>
                    onChange({ ...money, [kind]: { ...money[kind], [part]: event.target.value.trim() } })
                  }
                />
              </td>
            ))}
          </tr>
        ))}
      </tbody>
    </table>
  )
}

function moneyOf(funds: ProjectFacts['funds']): Money {
  const yuan = (fen: number | undefined) =>
    fen === undefined ? '' : fen % 100 === 0 ? String(fen / 100) : (fen / 100).toFixed(2)
  return Object.fromEntries(
    KINDS.map((kind) => {
      const fund = funds.find((each) => each.kind === kind)
      return [
        kind,
        { plannedFen: yuan(fund?.plannedFen), arrivedFen: yuan(fund?.arrivedFen), spentFen: yuan(fund?.spentFen) },
      ]
    }),
  ) as Money
}

/** Yuan as typed into fen, without floating point. */
function fenOf(typed: string): number {
  const [yuan = '0', cents = ''] = typed.split('.')
  return Number(yuan || 0) * 100 + Number(cents.padEnd(2, '0').slice(0, 2))
}

function fundsOf(money: Money): ProjectFacts['funds'] {
  return KINDS.filter((kind) => PARTS.some((part) => money[kind][part] !== '')).map((kind) => ({
    kind,
    plannedFen: fenOf(money[kind].plannedFen),
    arrivedFen: fenOf(money[kind].arrivedFen),
    spentFen: fenOf(money[kind].spentFen),
  }))
}

function factsOf(project: ProjectView): ProjectFacts {
  const { name, region, ownerName, facility, startsOn, endsOn, share, note, funds } = project
  return {
    name,
    region,
    ownerName,
    facility,
    startsOn,
    endsOn,
    share,
    note,
    funds,
    targets: project.targets.map((target) => target.id),
  }
}

const blank = (region: string, ownerName: string): ProjectFacts => ({
  name: '',
  region,
  ownerName,
  facility: null,
  startsOn: null,
  endsOn: null,
  share: 0,
  note: null,
  funds: [],
  targets: [],
})
