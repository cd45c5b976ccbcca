import { useState } from 'react'
import type { BuildingView } from '../../../../src/contexts/territory/index.ts'
import { useText } from '../../../shared/i18n/index.ts'
import { useCommand } from '../../../shared/queries.ts'
import {
  ActForm,
  ChoiceField,
  DayField,
  FilesField,
  NumberField,
  numberOf,
  TextField,
  todayInChina,
  useFiles,
  wordsOf,
} from './fields.tsx'
import { messages } from './messages.ts'

const REFRESH = ['/territory', '/today', '/registers']
const STANCES = ['agree', 'agree-with-changes', 'disagree'] as const
const DEFECTS = ['deferred', 'reduced', 'stopped', 'not-built', 'withheld'] as const
const FOUND = ['as-declared', 'other-use', 'idle'] as const

/** The civil-affairs opinion on the design. */
export function OpinionForm({ project, onDone }: { project: BuildingView; onDone: () => void }) {
  const t = useText(messages)
  const [stance, setStance] = useState<string>('agree')
  const [on, setOn] = useState(todayInChina)
  const [text, setText] = useState('')
  const give = useCommand<object>({ path: `/territory/buildings/${project.id}/opinions`, refresh: REFRESH })
  return (
    <ActForm
      problem={give.error}
      pending={give.isPending}
      submit={t('giveOpinion')}
      onSubmit={() => give.mutate({ stance, on, text: text.trim() }, { onSuccess: onDone })}
    >
      <ChoiceField
        label={t('stance')}
        value={stance}
        onChange={setStance}
        choices={STANCES.map((each) => [each, t(`stance_${each}`)] as const)}
      />
      <DayField label={t('decidedOn')} value={on} onChange={setOn} required max={todayInChina()} />
      <TextField label={t('opinion')} value={text} onChange={setText} rows={3} required max={2000} />
    </ActForm>
  )
}

/** Records that facilities fall short. */
export function DefectForm({ project, onDone }: { project: BuildingView; onDone: () => void }) {
  const t = useText(messages)
  const [kind, setKind] = useState<string>('reduced')
  const [what, setWhat] = useState('')
  const [area, setArea] = useState('')
  const [clause, setClause] = useState('')
  const [foundOn, setFoundOn] = useState(todayInChina)
  const [rectifyBy, setRectifyBy] = useState('')
  const send = useCommand<object>({ path: `/territory/buildings/${project.id}/defects`, refresh: REFRESH })
  return (
    <ActForm
      problem={send.error}
      pending={send.isPending}
      submit={t('recordDefect')}
      onSubmit={() =>
        send.mutate(
          {
            kind,
            what: what.trim(),
            missingArea: numberOf(area),
            clause: wordsOf(clause),
            foundOn,
            rectifyBy: rectifyBy || null,
          },
          { onSuccess: onDone },
        )
      }
    >
      <ChoiceField
        label={t('defectKind')}
        value={kind}
        onChange={setKind}
        choices={DEFECTS.map((each) => [each, t(`defect_${each}`)] as const)}
      />
      <TextField label={t('what')} value={what} onChange={setWhat} rows={3} required max={2000} />
      <NumberField label={t('missingArea')} value={area} onChange={setArea} />
      <TextField label={t('clauseOwn')} value={clause} onChange={setClause} max={500} />
      <div className="yk-bld-two">
        <DayField label={t('foundOn')} value={foundOn} onChange={setFoundOn} required max={todayInChina()} />
        <DayField label={t('rectifyBy')} value={rectifyBy} onChange={setRectifyBy} />
      </div>
    </ActForm>
  )
}

/** Closes a defect that was made good, with the area measured again. */
export function RectifyForm({
  project,
  defect,
  onDone,
}: {
  project: string
  defect: { id: string; missingArea: number | null }
  onDone: () => void
}) {
  const t = useText(messages)
  const [on, setOn] = useState(todayInChina)
  const [area, setArea] = useState('')
  const [what, setWhat] = useState('')
  const send = useCommand<object>({
    path: `/territory/buildings/${project}/defects/${defect.id}/rectification`,
    refresh: REFRESH,
  })
  return (
    <ActForm
      problem={send.error}
      pending={send.isPending}
      submit={t('rectify')}
      onSubmit={() => send.mutate({ on, madeGoodArea: numberOf(area), what: what.trim() }, { onSuccess: onDone })}
    >
      <DayField label={t('rectifiedOn')} value={on} onChange={setOn} required max={todayInChina()} />
      {defect.missingArea === null ? null : (
        <NumberField label={t('madeGood', { area: defect.missingArea })} value={area} onChange={setArea} required />
      )}
      <TextField label={t('what')} value={what} onChange={setWhat} rows={2} required max={2000} />
    </ActForm>
  )
}

/** Records an inspection of use with photographs. */
export function InspectForm({ facility, onDone }: { facility: string; onDone: () => void }) {
  const t = useText(messages)
  const [found, setFound] = useState<string>('as-declared')
  const [on, setOn] = useState(todayInChina)
  const [inspectors, setInspectors] = useState('')
  const [what, setWhat] = useState('')
  const [files, setFiles] = useState<File[]>([])
  const send = useFiles<object>('/territory/use-inspections', REFRESH)
  return (
    <ActForm
      problem={send.error}
      pending={send.isPending}
      submit={t('inspect')}
      onSubmit={() =>
        send.mutate(
          { input: { facility, on, inspectors: inspectors.trim(), found, what: what.trim() }, files },
          { onSuccess: onDone },
        )
      }
    >
      <ChoiceField
        label={t('found')}
        value={found}
        onChange={setFound}
        choices={FOUND.map((each) => [each, t(`found_${each}`)] as const)}
      />
      {found === 'as-declared' ? null : <p className="yk-bld-note">{t('foundHint')}</p>}
      <DayField label={t('inspectedOn')} value={on} onChange={setOn} required max={todayInChina()} />
      <TextField label={t('inspectors')} value={inspectors} onChange={setInspectors} required />
      <TextField label={t('what')} value={what} onChange={setWhat} rows={3} required max={2000} />
      <FilesField label={t('photos')} files={files} onChange={setFiles} />
    </ActForm>
  )
}
