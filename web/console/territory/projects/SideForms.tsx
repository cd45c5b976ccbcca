import { useState } from 'react'
import type { BuildingView } from '../../../../src/contexts/territory/index.ts'
import { ActForm } from '../../../shared/form/ActForm.tsx'
import { Choice, Files, numberOf, Text, wordsOf } from '../../../shared/form/fields.tsx'
import { useText } from '../../../shared/i18n/index.ts'
import { useCommand } from '../../../shared/queries.ts'
import { todayInChina } from '../../../shared/today.ts'
import { useUpload } from '../../../shared/uploads.ts'
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
      <Choice
        label={t('stance')}
        value={stance}
        onChange={setStance}
        options={STANCES.map((each) => ({ value: each, label: t(`stance_${each}`) }))}
      />
      <Text type="date" label={t('decidedOn')} value={on} onChange={setOn} required max={todayInChina()} />
      <Text label={t('opinion')} value={text} onChange={setText} rows={3} required maxLength={2000} />
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
      <Choice
        label={t('defectKind')}
        value={kind}
        onChange={setKind}
        options={DEFECTS.map((each) => ({ value: each, label: t(`defect_${each}`) }))}
      />
      <Text label={t('what')} value={what} onChange={setWhat} rows={3} required maxLength={2000} />
      <Text type="number" min={0} label={t('missingArea')} value={area} onChange={setArea} />
      <Text label={t('clauseOwn')} value={clause} onChange={setClause} maxLength={500} />
      <div className="yk-bld-two">
        <Text type="date" label={t('foundOn')} value={foundOn} onChange={setFoundOn} required max={todayInChina()} />
        <Text type="date" label={t('rectifyBy')} value={rectifyBy} onChange={setRectifyBy} />
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
      <Text type="date" label={t('rectifiedOn')} value={on} onChange={setOn} required max={todayInChina()} />
      {defect.missingArea === null ? null : (
        <Text
          type="number"
          min={0}
          label={t('madeGood', { area: defect.missingArea })}
          value={area}
          onChange={setArea}
          required
        />
      )}
      <Text label={t('what')} value={what} onChange={setWhat} rows={2} required maxLength={2000} />
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
  const send = useUpload<object>('/territory/use-inspections', REFRESH)
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
      <Choice
        label={t('found')}
        value={found}
        onChange={setFound}
        options={FOUND.map((each) => ({ value: each, label: t(`found_${each}`) }))}
      />
      {found === 'as-declared' ? null : <p className="yk-bld-note">{t('foundHint')}</p>}
      <Text type="date" label={t('inspectedOn')} value={on} onChange={setOn} required max={todayInChina()} />
      <Text label={t('inspectors')} value={inspectors} onChange={setInspectors} required maxLength={200} />
      <Text label={t('what')} value={what} onChange={setWhat} rows={3} required maxLength={2000} />
      <Files label={t('photos')} files={files} onChange={setFiles} />
    </ActForm>
  )
}
