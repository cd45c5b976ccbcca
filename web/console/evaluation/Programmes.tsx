import { useState } from 'react'
import { Link } from 'react-router'
import type { ProgrammeView } from '../../../src/contexts/evaluation/index.ts'
import type { RegionView } from '../../../src/contexts/territory/index.ts'
import type { RegisterView } from '../../../src/platform/imports/index.ts'
import type { Guide } from '../../../src/platform/procedures/index.ts'
import { Text } from '../../shared/form/fields.tsx'
import { useFormat } from '../../shared/format.ts'
import { usePick, useText } from '../../shared/i18n/index.ts'
import { EmptyState } from '../../shared/parts/EmptyState.tsx'
import { ErrorState } from '../../shared/parts/ErrorState.tsx'
import { LoadingState } from '../../shared/parts/LoadingState.tsx'
import { PageHead } from '../../shared/parts/PageHead.tsx'
import { RefusalNote } from '../../shared/parts/RefusalNote.tsx'
import { Sheet } from '../../shared/parts/Sheet.tsx'
import { Timeline } from '../../shared/parts/Timeline.tsx'
import { useCommand, useView } from '../../shared/queries.ts'
import { useMay } from '../../shared/session.ts'
import { todayInChina } from '../../shared/today.ts'
import { messages } from './messages.ts'
import { forms } from './messages-forms.ts'
import { QuickForm } from './QuickForm.tsx'
import './evaluation.css'

/** The procedure through which demonstration awards are applied for. */
const AWARDS = 'demonstration-award'

type Application = ProgrammeView['applications'][number]

/** Demonstration programmes with their applications, awards and revocations. */
export default function Programmes() {
  const t = useText(messages)
  const f = useFormat()
  const may = useMay()
  const view = useView<{ items: ProgrammeView[] }>('/evaluation/programmes')
  const [open, setOpen] = useState<string | null>(null)
  if (view.isPending) return <LoadingState />
  if (view.error) return <ErrorState problem={view.error} onRetry={() => void view.refetch()} />
  const chosen = view.data.items.flatMap((each) => each.applications).find((each) => each.id === open)
  return (
    <>
      <PageHead title={t('programmes')} lead={t('programmesLead')} />
      {may('evaluation.publish') ? <OpenProgramme /> : null}
      {view.data.items.length === 0 ? <EmptyState title={t('noProgrammes')} heading="h2" /> : null}
      {view.data.items.map((programme) => (
        <section key={programme.id} className="yk-eva-part">
          <h2>
            {programme.name} <span className="yk-eva-tag">{t('counting', { n: programme.counting })}</span>
          </h2>
          <p className="yk-quiet">
            {programme.conditions} · {t('term', { n: programme.termYears })}
          </p>
          {programme.applications.length === 0 ? null : (
            <table className="yk-eva-table">
              <thead>
                <tr>
                  <th scope="col">{t('applicant')}</th>
                  <th scope="col">{t('state')}</th>
                  <th scope="col">{t('endsOn')}</th>
                  <th scope="col">{t('counts')}</th>
                </tr>
              </thead>
              <tbody>
                {programme.applications.map((each) => (
                  <tr key={each.id}>
                    <td>
                      <button type="button" className="yk-linkish" onClick={() => setOpen(each.id)}>
                        {each.applicant}
                      </button>{' '}
                      <span className="yk-quiet yk-small yk-num">{each.number}</span>
                    </td>
                    <td data-label={t('state')}>{t(`app_${each.state}`)}</td>
                    <td data-label={t('endsOn')} className="yk-num">
                      {each.endsOn === null ? '—' : f.day(each.endsOn)}
                    </td>
                    <td data-label={t('counts')}>{t(each.counts ? 'counts' : 'countsNot')}</td>
                  </tr>
                ))}
              </tbody>
            </table>
          )}
          {programme.category === null ? (
            may('evaluation.freeze') ? (
              <Apply programme={programme.id} />
            ) : null
          ) : (
            <p className="yk-row yk-quiet">
              {t('byProcedure')}
              {may('procedure.handle') ? <Link to={`/console/cases/new/${AWARDS}`}>{t('takeCase')}</Link> : null}
            </p>
          )}
        </section>
      ))}
      <Sheet open={chosen !== undefined} onClose={() => setOpen(null)} title={chosen?.applicant ?? ''}>
        {chosen ? <Case application={chosen} key={`${chosen.id} ${chosen.revision}`} /> : null}
      </Sheet>
    </>
  )
}

const REFRESH = ['/evaluation/programmes']

function OpenProgramme() {
  const w = useText(forms)
  const pick = usePick()
  const registers = useView<{ items: RegisterView[] }>('/registers')
  const kinds = registers.data?.items.find((each) => each.name === 'award')?.columns.find(({ key }) => key === 'kind')
  const guide = useView<Guide>(`/guides/${AWARDS}`)
  const asked = guide.data?.definition.fields.find(({ id }) => id === 'kind')
  if (registers.isPending || guide.isPending) return null
  return (
    <QuickForm
      title={w('openProgramme')}
      save={w('save')}
      path="/evaluation/programmes"
      refresh={REFRESH}
      fields={[
        { key: 'code', label: w('code'), kind: 'text', hint: w('codeHint') },
        { key: 'name', label: w('programmeName'), kind: 'text' },
        {
          key: 'ledgerKind',
          label: w('ledgerKind'),
          kind: 'choice',
          optional: true,
          initial: '',
          options: [
            { value: '', label: w('ledgerNone') },
            ...(kinds?.choices ?? []).map(({ value, title }) => ({ value, label: pick(title) })),
          ],
        },
        {
          key: 'category',
          label: w('category'),
          kind: 'choice',
          optional: true,
          initial: '',
          hint: w('categoryHint'),
          options: [
            { value: '', label: w('byHand') },
            ...(asked?.options ?? []).map(({ value, title }) => ({ value, label: pick(title) })),
          ],
        },
        { key: 'termYears', label: w('termYears'), kind: 'number', initial: '3' },
        { key: 'conditions', label: w('conditions'), kind: 'long' },
        { key: 'opensOn', label: w('opensOn'), kind: 'date', initial: todayInChina() },
        { key: 'closesOn', label: w('closesOn'), kind: 'date', optional: true },
      ]}
    />
  )
}

function Apply({ programme }: { programme: string }) {
  const w = useText(forms)
  const places = useView<{ items: RegionView[] }>('/territory/regions').data?.items ?? []
  return (
    <div className="yk-row">
      <QuickForm
        title={w('apply')}
        save={w('save')}
        path="/evaluation/applications"
        fixed={{ programme }}
        refresh={REFRESH}
        fields={[
          { key: 'applicant', label: w('applicant'), kind: 'text' },
          { key: 'creditCode', label: w('creditCode'), kind: 'text' },
          {
            key: 'region',
            label: w('region'),
            kind: 'choice',
            options: places
              .filter(({ level }) => level === 'township')
              .map(({ code, name }) => ({ value: code, label: name })),
          },
          { key: 'text', label: w('materials'), kind: 'long' },
          { key: 'on', label: w('on'), kind: 'date', initial: todayInChina() },
        ]}
      />
    </div>
  )
}

function Case({ application }: { application: Application }) {
  const t = useText(messages)
  const may = useMay()
  const [text, setText] = useState('')
  const [on, setOn] = useState(todayInChina)
  const act = useCommand<{ act: string; text: string; on: string; revision: number }>({
    path: `/evaluation/applications/${application.id}/acts`,
    refresh: ['/evaluation/programmes'],
  })
  return (
    <div className="yk-stack">
      <p>
        {application.number} · {application.creditCode}{' '}
        {application.casefile === null ? null : (
          <Link to={`/console/cases/${application.casefile}`}>{t('seeCase')}</Link>
        )}
      </p>
      <Timeline
        happenings={[...application.events].reverse().map((event) => ({
          id: `${event.revision}`,
          at: event.on,
          what: t(`act_${event.act}` as 'act_review'),
          who: event.by,
          detail: event.text,
        }))}
      />
      {may('evaluation.publish') && application.acts.length > 0 ? (
        <>
          <Text label={t('note')} value={text} onChange={setText} />
          <Text label={t('asOf')} value={on} onChange={setOn} type="date" />
          <RefusalNote problem={act.error} />
          <div className="yk-row">
            {application.acts.map((each) => (
              <button
                key={each}
                type="button"
                className="yk-button"
                disabled={act.isPending || text.trim().length < 2}
                onClick={() => act.mutate({ act: each, text, on, revision: application.revision })}
              >
                {t(`act_${each}`)}
              </button>
            ))}
          </div>
        </>
      ) : null}
    </div>
  )
}
