import { useState } from 'react'
import { useNavigate, useSearchParams } from 'react-router'
import type { StaffLine } from '../../../src/contexts/workforce/index.ts'
import { ActForm } from '../../shared/form/ActForm.tsx'
import { Choice, Text, wordsOf } from '../../shared/form/fields.tsx'
import { useText } from '../../shared/i18n/index.ts'
import { DataTable } from '../../shared/parts/DataTable.tsx'
import { EmptyState } from '../../shared/parts/EmptyState.tsx'
import { PageHead } from '../../shared/parts/PageHead.tsx'
import { Sheet } from '../../shared/parts/Sheet.tsx'
import { useCommand, useList } from '../../shared/queries.ts'
import { useMay } from '../../shared/session.ts'
import { PersonPick } from '../people/PersonPick.tsx'
import { messages } from './messages-staff.ts'
import { REFRESH, StandingTag, useCatalogue } from './parts.tsx'

const PAPERS = ['all', 'soon', 'unverified', 'none'] as const

/** Everybody who works: where, as what, with which certificates. */
export default function Staff() {
  const t = useText(messages)
  const words = useCatalogue()
  const may = useMay()
  const navigate = useNavigate()
  const [params, setParams] = useSearchParams()
  const [q, setQ] = useState(params.get('q') ?? '')
  const [open, setOpen] = useState(false)
  const papers = params.get('papers') ?? 'all'
  const skill = params.get('skill') ?? ''
  const asked = params.get('q') ?? ''
  const set = (key: string, value: string) =>
    setParams(
      (now) => {
        if (value === '' || value === 'all') now.delete(key)
        else now.set(key, value)
        return now
      },
      { replace: true },
    )
  const list = useList<StaffLine>('/workforce/staff', {
    ...(asked ? { q: asked } : {}),
    ...(skill ? { skill } : {}),
    ...(papers === 'all' ? {} : { papers }),
  })
  const filtered = asked !== '' || skill !== '' || papers !== 'all'
  return (
    <>
      <PageHead
        title={t('staff')}
        lead={t('staffLead')}
        actions={
          may('workforce.write') ? (
            <button type="button" className="yk-button yk-button--primary" onClick={() => setOpen(true)}>
              {t('enterStaff')}
            </button>
          ) : null
        }
      />
      <Sheet open={open} onClose={() => setOpen(false)} title={t('enterStaff')}>
        <EnterForm onDone={(person) => void navigate(`/console/workforce/staff/${person}`)} />
      </Sheet>
      <search className="yk-wf-filters" style={{ marginBlock: 'var(--s4)' }}>
        <form
          className="yk-wf-find"
          onSubmit={(event) => {
            event.preventDefault()
            set('q', q.trim())
          }}
        >
          <Text label={t('find')} value={q} onChange={setQ} maxLength={60} />
          <button type="submit" className="yk-button">
            {t('findButton')}
          </button>
        </form>
        <Choice
          label={t('skill')}
          value={skill}
          onChange={(value) => set('skill', value)}
          empty={t('anySkill')}
          options={words.skills}
        />
        <fieldset>
          <legend className="yk-sr">{t('filter')}</legend>
          {PAPERS.map((each) => (
            <button
              key={each}
              type="button"
              className="yk-button"
              aria-pressed={papers === each}
              onClick={() => set('papers', each)}
            >
              {t(`papers_${each}`)}
            </button>
          ))}
        </fieldset>
      </search>
      <DataTable
        caption={t('staff')}
        list={list}
        rowKey={(row) => row.person}
        onOpen={(row) => void navigate(`/console/workforce/staff/${row.person}`)}
        empty={
          <EmptyState
            title={filtered ? t('noMatch') : t('noneStaff')}
            text={filtered ? undefined : t('noneStaffText')}
            heading="h2"
          />
        }
        columns={[
          { key: 'name', title: t('name'), heads: true, cell: (row) => row.name ?? t('outside') },
          { key: 'age', title: t('age'), numeric: true, cell: (row) => row.age ?? t('unknown') },
          { key: 'phone', title: t('phone'), cell: (row) => row.phone ?? t('unknown') },
          {
            key: 'works',
            title: t('works'),
            cell: (row) =>
              row.posts.length === 0 ? (
                <span className="yk-quiet">{t('noPost')}</span>
              ) : (
                row.posts.map((each) => (
                  <div key={`${each.organisation} ${each.post}`}>
                    {each.organisationName} · {words.post(each.post)} ·{' '}
                    <span className="yk-quiet">{each.mode === null ? t('modeUnknown') : words.mode(each.mode)}</span>
                  </div>
                ))
              ),
          },
          {
            key: 'certificates',
            title: t('certificates'),
            cell: (row) =>
              row.certificates.map((each) => (
                <div key={`${each.skill} ${each.until} ${each.standing} ${each.level}`}>
                  {words.skillName(each.skill)} {each.level === null ? '' : words.level(each.level)}{' '}
                  <StandingTag standing={each.standing} />
                </div>
              )),
          },
        ]}
      />
    </>
  )
}

function EnterForm({ onDone }: { onDone: (person: string) => void }) {
  const t = useText(messages)
  const words = useCatalogue()
  const [person, setPerson] = useState('')
  const [since, setSince] = useState('')
  const [education, setEducation] = useState('')
  const send = useCommand<object>({ method: 'PUT', path: () => `/workforce/staff/${person}`, refresh: REFRESH })
  return (
    <ActForm
      problem={send.error}
      pending={send.isPending}
      submit={t('enterStaff')}
      onSubmit={() =>
        send.mutate({ since: wordsOf(since), education: wordsOf(education) }, { onSuccess: () => onDone(person) })
      }
    >
      <PersonPick value={person} onChange={setPerson} />
      <Text label={t('since')} type="date" value={since} onChange={setSince} />
      <Choice
        label={t('education')}
        value={education}
        onChange={setEducation}
        empty={t('unknown')}
        options={words.educations}
      />
    </ActForm>
  )
}
