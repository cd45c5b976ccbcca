import { useState } from 'react'
import { Link, useParams } from 'react-router'
import type { StaffFile as File } from '../../../src/contexts/workforce/index.ts'
import { useFormat } from '../../shared/format.ts'
import { useText } from '../../shared/i18n/index.ts'
import { ErrorState } from '../../shared/parts/ErrorState.tsx'
import { Facts } from '../../shared/parts/Facts.tsx'
import { LoadingState } from '../../shared/parts/LoadingState.tsx'
import { PageHead } from '../../shared/parts/PageHead.tsx'
import { Sheet } from '../../shared/parts/Sheet.tsx'
import { Tag } from '../../shared/parts/Tag.tsx'
import { useView } from '../../shared/queries.ts'
import { useMay } from '../../shared/session.ts'
import { messages } from './messages-staff.ts'
import { StandingTag, useCatalogue } from './parts.tsx'
import {
  AccountForm,
  CertificateForm,
  ChangeForm,
  EmploymentForm,
  EndForm,
  NoAccountForm,
  RevokeForm,
  VerifyForm,
} from './staffforms.tsx'

type Employment = File['employments'][number]
type Certificate = File['certificates'][number]
type Act =
  | { act: 'addEmployment' | 'addCertificate' | 'linkAccount' | 'unlinkAccount' }
  | { act: 'endEmployment' | 'changeEmployment'; employment: Employment }
  | { act: 'verify' | 'refute' | 'revoke'; certificate: Certificate }

/** One person at work: where, as what, with which certificates and classes. */
export default function StaffFile() {
  const t = useText(messages)
  const f = useFormat()
  const words = useCatalogue()
  const may = useMay()
  const { person = '' } = useParams()
  const view = useView<File>(`/workforce/staff/${person}`)
  const [act, setAct] = useState<Act | null>(null)
  if (view.isPending) return <LoadingState />
  if (view.error) return <ErrorState problem={view.error} onRetry={() => void view.refetch()} />
  const file = view.data
  const writes = may('workforce.write')
  const close = () => setAct(null)
  return (
    <>
      <PageHead
        title={file.card.name}
        up={{ to: '/console/workforce/staff', label: t('staff') }}
        lead={[file.card.number, file.card.regionName].filter(Boolean).join(' · ')}
        actions={
          writes ? (
            <>
              <button type="button" className="yk-button" onClick={() => setAct({ act: 'addEmployment' })}>
                {t('addEmployment')}
              </button>
              <button
                type="button"
                className="yk-button yk-button--primary"
                onClick={() => setAct({ act: 'addCertificate' })}
              >
                {t('addCertificate')}
              </button>
            </>
          ) : null
        }
      />
      <Sheet open={act !== null} onClose={close} title={act === null ? '' : t(act.act)}>
        {act === null ? null : <Form key={JSON.stringify(act)} act={act} person={person} onDone={close} />}
      </Sheet>
      {file.ban === null ? null : (
        <p className="yk-wf-note" role="note">
          {t('ban', {
            paper: file.ban.paperNumber,
            until: file.ban.endsOn === null ? t('banForever') : t('banUntil', { date: f.date(file.ban.endsOn) }),
          })}
        </p>
      )}
      <div className="yk-file">
        <div className="yk-stack">
          <section className="yk-card yk-file-card">
            <h2>{t('certificates')}</h2>
            {file.certificates.length === 0 ? <p className="yk-quiet">{t('noCertificates')}</p> : null}
            <ul className="yk-lines">
              {file.certificates.map((each) => (
                <CertificateLine key={each.id} certificate={each} {...(writes ? { onAct: setAct } : {})} />
              ))}
            </ul>
          </section>
          <section className="yk-card yk-file-card">
            <h2>{t('employments')}</h2>
            {file.employments.length === 0 ? <p className="yk-quiet">{t('noEmployments')}</p> : null}
            <ul className="yk-lines">
              {file.employments.map((each) => (
                <EmploymentLine key={each.id} employment={each} {...(writes ? { onAct: setAct } : {})} />
              ))}
            </ul>
          </section>
        </div>
        <div className="yk-stack">
          <section className="yk-card yk-file-card">
            <h2>{t('facts')}</h2>
            <Facts
              facts={[
                [t('age'), file.card.age ?? t('unknown')],
                [t('phone'), file.card.phone ?? t('unknown')],
                [t('since'), f.date(file.since)],
                [t('education'), words.education(file.education)],
              ]}
            />
            {may('people.use') ? <Link to={`/console/people/${file.person}`}>{t('file')}</Link> : null}
          </section>
          <section className="yk-card yk-file-card">
            <h2>{t('account')}</h2>
            <p className={file.account === null ? 'yk-quiet' : ''}>
              {file.account === null
                ? t('noAccount')
                : t('accountSince', { name: file.account.name, date: f.date(file.account.since) })}
            </p>
            {writes ? (
              <p className="yk-line-acts yk-noprint">
                <button
                  type="button"
                  className="yk-linkish"
                  onClick={() => setAct({ act: file.account === null ? 'linkAccount' : 'unlinkAccount' })}
                >
                  {t(file.account === null ? 'linkAccount' : 'unlinkAccount')}
                </button>
              </p>
            ) : null}
          </section>
          <section className="yk-card yk-file-card">
            <h2>{t('classes')}</h2>
            {file.classes.length === 0 ? <p className="yk-quiet">{t('noClasses')}</p> : null}
            <ul className="yk-lines">
              {file.classes.map((each) => (
                <li key={each.id}>
                  <div className="yk-line-head">
                    <Link to={`/console/workforce/training/${each.id}`}>{each.title}</Link>
                    {each.completed === null ? (
                      <Tag>{t('inProgress')}</Tag>
                    ) : (
                      <Tag {...(each.completed ? { tone: 'good' as const } : {})}>
                        {t(each.completed ? 'completed' : 'notCompleted')}
                      </Tag>
                    )}
                  </div>
                  <p className="yk-small yk-quiet">
                    {words.kind(each.kind)} · <span className="yk-num">{f.day(each.endsOn)}</span>
                    {each.score === null ? '' : ` · ${t('score')} ${f.number(each.score)}`}
                  </p>
                </li>
              ))}
            </ul>
          </section>
        </div>
      </div>
    </>
  )
}

function CertificateLine({ certificate: each, onAct }: { certificate: Certificate; onAct?: (act: Act) => void }) {
  const t = useText(messages)
  const f = useFormat()
  const words = useCatalogue()
  const open = each.revokedOn === null
  return (
    <li data-off={each.standing === 'revoked' || each.standing === 'refuted' || undefined}>
      <div className="yk-line-head">
        <strong>
          {words.skillName(each.skill)} {words.level(each.level)}
        </strong>
        <StandingTag standing={each.standing} />
      </div>
      <p className="yk-small">
        <span className="yk-num">{f.day(each.from)}</span> {each.issuer} ·{' '}
        {each.until === null ? t('noEnd') : t('until', { date: f.day(each.until) })}
        {each.number === null ? '' : ` · ${each.number}`}
      </p>
      {each.verifiedOn === null ? null : (
        <p className="yk-small yk-quiet">
          {[t('verified', { date: f.day(each.verifiedOn), how: each.verifiedHow ?? '' }), each.verifiedByName]
            .filter(Boolean)
            .join(' · ')}
        </p>
      )}
      {each.revokedReason === null ? null : <p className="yk-small">{each.revokedReason}</p>}
      {onAct === undefined || !open ? null : (
        <p className="yk-line-acts yk-noprint">
          {each.state === 'verified' ? null : (
            <button type="button" className="yk-linkish" onClick={() => onAct({ act: 'verify', certificate: each })}>
              {t('verify')}
            </button>
          )}
          {each.state === 'refuted' ? null : (
            <button type="button" className="yk-linkish" onClick={() => onAct({ act: 'refute', certificate: each })}>
              {t('refute')}
            </button>
          )}
          <button type="button" className="yk-linkish" onClick={() => onAct({ act: 'revoke', certificate: each })}>
            {t('revoke')}
          </button>
        </p>
      )}
    </li>
  )
}

function EmploymentLine({ employment: each, onAct }: { employment: Employment; onAct?: (act: Act) => void }) {
  const t = useText(messages)
  const f = useFormat()
  const words = useCatalogue()
  const runs = each.endsOn === null
  return (
    <li data-off={!runs || undefined}>
      <div className="yk-line-head">
        <strong>
          <Link to={`/console/providers/${each.organisation}`}>{each.organisationName}</Link> · {words.post(each.post)}
        </strong>
        <Tag {...(runs ? { tone: 'good' as const } : {})}>{t(runs ? 'running' : 'ended')}</Tag>
      </div>
      <p className="yk-small">
        {[
          each.siteName,
          each.mode === null ? `${t('mode')}：${t('modeUnknown')}` : words.mode(each.mode),
          words.band(each.payBand),
          t('fromDay', { date: f.day(each.startsOn) }),
          runs ? null : t('until', { date: f.day(each.endsOn) }),
          each.endedReason,
        ]
          .filter(Boolean)
          .join(' · ')}
      </p>
      <p className="yk-small yk-quiet">
        {each.confirmedOn === null
          ? t('notConfirmed')
          : t('confirmed', { date: f.day(each.confirmedOn), how: each.confirmedHow ?? '' })}
      </p>
      {onAct === undefined || !runs ? null : (
        <p className="yk-line-acts yk-noprint">
          <button
            type="button"
            className="yk-linkish"
            onClick={() => onAct({ act: 'changeEmployment', employment: each })}
          >
            {t('changeEmployment')}
          </button>
          <button
            type="button"
            className="yk-linkish"
            onClick={() => onAct({ act: 'endEmployment', employment: each })}
          >
            {t('endEmployment')}
          </button>
        </p>
      )}
    </li>
  )
}

function Form({ act, person, onDone }: { act: Act; person: string; onDone: () => void }) {
  switch (act.act) {
    case 'addEmployment':
      return <EmploymentForm person={person} onDone={onDone} />
    case 'addCertificate':
      return <CertificateForm person={person} onDone={onDone} />
    case 'linkAccount':
      return <AccountForm person={person} onDone={onDone} />
    case 'unlinkAccount':
      return <NoAccountForm person={person} onDone={onDone} />
    case 'endEmployment':
      return <EndForm employment={act.employment} onDone={onDone} />
    case 'changeEmployment':
      return <ChangeForm employment={act.employment} onDone={onDone} />
    case 'revoke':
      return <RevokeForm certificate={act.certificate} onDone={onDone} />
    default:
      return <VerifyForm certificate={act.certificate} genuine={act.act === 'verify'} onDone={onDone} />
  }
}
