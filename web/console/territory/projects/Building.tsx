import { useState } from 'react'
import { useParams } from 'react-router'
import type { BuildingView } from '../../../../src/contexts/territory/index.ts'
import { apiUrl } from '../../../shared/api.ts'
import { useFormat } from '../../../shared/format.ts'
import { usePick, useText } from '../../../shared/i18n/index.ts'
import { ErrorState } from '../../../shared/parts/ErrorState.tsx'
import { LoadingState } from '../../../shared/parts/LoadingState.tsx'
import { PageHead } from '../../../shared/parts/PageHead.tsx'
import { Sheet } from '../../../shared/parts/Sheet.tsx'
import { useView } from '../../../shared/queries.ts'
import { BuildingForm } from './BuildingForm.tsx'
import { Chain } from './Chain.tsx'
import { Decisions, Defects, Facts, Handover, Lines, Papers, Use } from './cards.tsx'
import { DecideForm } from './DecideForm.tsx'
import { HandoverTag } from './HandoverTag.tsx'
import { messages } from './messages.ts'
import { DefectForm, InspectForm, OpinionForm } from './SideForms.tsx'
import './buildings.css'

type Open = 'decide' | 'opinion' | 'defect' | 'change' | 'inspect' | null

/** One building project: chain, standard lines, decisions, defects, papers, hand-over, use. */
export default function Building() {
  const t = useText(messages)
  const pick = usePick()
  const f = useFormat()
  const { id = '' } = useParams()
  const view = useView<BuildingView>(`/territory/buildings/${id}`)
  const [open, setOpen] = useState<Open>(null)
  if (view.error) return <ErrorState problem={view.error} onRetry={() => void view.refetch()} />
  if (view.isPending) return <LoadingState />
  const project = view.data
  const turn = project.chain.find((gate) => gate.state !== 'passed')
  const close = () => setOpen(null)
  const { may } = project
  const button = (what: Exclude<Open, null>, label: string, primary = false) => (
    <button type="button" className={`yk-button${primary ? ' yk-button--primary' : ''}`} onClick={() => setOpen(what)}>
      {label}
    </button>
  )
  return (
    <>
      <PageHead
        title={project.name}
        up={{ to: '/console/territory/buildings', label: t('title') }}
        tags={<HandoverTag line={project} />}
        lead={`${project.code} · ${project.developer} · ${project.regionName} · ${t('size', { households: f.number(project.households), persons: f.number(project.persons) })}`}
        actions={
          <>
            {(['pdf', 'docx'] as const).map((format) => (
              <a key={format} className="yk-button" href={apiUrl(`/territory/buildings/${id}/record`, { format })}>
                {t(`record_${format}`)}
              </a>
            ))}
            {may.change ? button('change', t('change')) : null}
            {may.defect && project.passed !== null && project.acceptedOn === null
              ? button('defect', t('recordDefect'))
              : null}
            {may.opinion ? button('opinion', t('giveOpinion')) : null}
            {may.inspect ? button('inspect', t('inspect')) : null}
            {may.decide && turn ? button('decide', t('decideGate', { gate: pick(turn.title) }), true) : null}
          </>
        }
      />
      <Chain gates={project.chain} label={t('chainOf', { name: project.name })} />
      <Sheet
        open={open === 'decide' && turn !== undefined}
        onClose={close}
        title={turn ? t('decideGate', { gate: pick(turn.title) }) : ''}
      >
        {turn ? <DecideForm key={turn.gate} project={project} gate={turn} onDone={close} /> : null}
      </Sheet>
      <Sheet open={open === 'opinion'} onClose={close} title={t('giveOpinion')}>
        <OpinionForm project={project} onDone={close} />
      </Sheet>
      <Sheet open={open === 'defect'} onClose={close} title={t('recordDefect')}>
        <DefectForm project={project} onDone={close} />
      </Sheet>
      <Sheet open={open === 'change'} onClose={close} title={t('change')}>
        <BuildingForm key={project.revision} project={project} onDone={close} />
      </Sheet>
      <Sheet open={open === 'inspect'} onClose={close} title={t('inspect')}>
        {project.facility === null ? null : <InspectForm facility={project.facility} onDone={close} />}
      </Sheet>
      <div className="yk-file">
        <div className="yk-stack">
          <Lines project={project} />
          <Decisions project={project} />
        </div>
        <div className="yk-stack">
          <Defects project={project} />
          <Handover project={project} />
          <Use project={project} />
          <Papers project={project} />
          <Facts project={project} />
        </div>
      </div>
    </>
  )
}
