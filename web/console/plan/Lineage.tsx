import { useState } from 'react'
import type { LineageView } from '../../../src/contexts/plan/index.ts'
import { useFormat } from '../../shared/format.ts'
import { useText } from '../../shared/i18n/index.ts'
import { type Column, DataTable } from '../../shared/parts/DataTable.tsx'
import { RefusalNote } from '../../shared/parts/RefusalNote.tsx'
import { useCommand } from '../../shared/queries.ts'
import { useMay } from '../../shared/session.ts'
import { messages } from './messages-targets.ts'
import { useAsked } from './say.ts'

const RELATION = {
  inherited: 'relation_inherited',
  stricter: 'relation_stricter',
  looser: 'relation_looser',
  new: 'relation_new',
  dropped: 'relation_dropped',
  unclear: 'relation_unclear',
} as const
type Relation = keyof typeof RELATION

/** Line by line, what a plan makes of the plan above. */
export function Lineage({ lines }: { lines: LineageView[] }) {
  const t = useText(messages)
  const f = useFormat()
  const asked = useAsked()
  const said = (target: LineageView['ours']) =>
    target === null ? '—' : `${asked(target)} · ${target.deadline === null ? t('noDeadline') : f.date(target.deadline)}`
  const relation = (line: LineageView) => t(RELATION[line.relation as Relation])
  const columns: Column<LineageView>[] = [
    {
      key: 'target',
      title: t('target'),
      heads: true,
      width: '30%',
      csv: (line) => line.printed,
      cell: (line) => line.printed,
    },
    {
      key: 'upper',
      title: t('upper'),
      csv: (line) => said(line.upper),
      cell: (line) => <span className="yk-num">{said(line.upper)}</span>,
    },
    {
      key: 'ours',
      title: t('ours'),
      csv: (line) => said(line.ours),
      cell: (line) => <span className="yk-num">{said(line.ours)}</span>,
    },
    {
      key: 'relation',
      title: t('relation'),
      csv: relation,
      cell: (line) => <span className={`yk-plan-tag yk-plan-tag--${line.relation}`}>{relation(line)}</span>,
    },
    {
      key: 'confirm',
      title: t('confirm'),
      csv: (line) => line.reason,
      cell: (line) =>
        line.state === 'confirmed' ? (
          <span className="yk-small">
            {[t('confirmedBy', { who: line.confirmedBy ?? '' }), line.reason].filter(Boolean).join('：')}
          </span>
        ) : (
          <Confirm line={line} />
        ),
    },
  ]
  return (
    <DataTable
      caption={t('lineage')}
      columns={columns}
      list={{ rows: lines }}
      rowKey={(line) => line.id}
      exportName="lineage"
      empty={null}
    />
  )
}

function Confirm({ line }: { line: LineageView }) {
  const t = useText(messages)
  const may = useMay()
  const [open, setOpen] = useState(false)
  const [relation, setRelation] = useState(line.relation as Relation)
  const [reason, setReason] = useState('')
  const send = useCommand<{ relation: Relation; reason?: string; revision: number }>({
    path: `/plan/lineage/${line.id}/confirm`,
    refresh: ['/plan'],
  })
  if (!may('plan.decide')) return null
  const explain = relation !== line.relation || relation === 'looser' || relation === 'dropped'
  const go = () =>
    send.mutate({ relation, revision: line.revision, ...(reason.trim() === '' ? {} : { reason: reason.trim() }) })
  if (!open) {
    return (
      <button type="button" className="yk-button yk-button--bare" onClick={() => setOpen(true)}>
        {t('confirm')}
      </button>
    )
  }
  return (
    <form
      className="yk-stack"
      onSubmit={(event) => {
        event.preventDefault()
        go()
      }}
    >
      <select
        className="yk-input"
        aria-label={t('relation')}
        value={relation}
        onChange={(event) => setRelation(event.target.value as Relation)}
      >
        {(Object.keys(RELATION) as Relation[]).map((each) => (
          <option key={each} value={each}>
            {t(RELATION[each])}
          </option>
        ))}
      </select>
      <input
        className="yk-input"
        aria-label={t('reason')}
        placeholder={t('reason')}
        value={reason}
        onChange={(event) => setReason(event.target.value)}
      />
      <RefusalNote problem={send.error} />
      <p className="yk-row">
        <button
          type="submit"
          className="yk-button yk-button--primary"
          disabled={send.isPending || (explain && reason.trim().length < 2)}
        >
          {t('confirm')}
        </button>
        <button type="button" className="yk-button yk-button--bare" onClick={() => setOpen(false)}>
          {t('cancel')}
        </button>
      </p>
    </form>
  )
}
