import { useState } from 'react'
import { Link, useParams } from 'react-router'
import type { PersonFile } from '../../../src/contexts/people/index.ts'
import { Text } from '../../shared/form/fields.tsx'
import { useFormat } from '../../shared/format.ts'
import { usePick, useText } from '../../shared/i18n/index.ts'
import { ErrorState } from '../../shared/parts/ErrorState.tsx'
import { LoadingState } from '../../shared/parts/LoadingState.tsx'
import { PageHead } from '../../shared/parts/PageHead.tsx'
import { Sheet } from '../../shared/parts/Sheet.tsx'
import { Timeline } from '../../shared/parts/Timeline.tsx'
import { useView } from '../../shared/queries.ts'
import { useMay } from '../../shared/session.ts'
import { AccountCard } from '../residents/AccountCard.tsx'
import { ActButtons } from './Acts.tsx'
import { Consents } from './Consents.tsx'
import { CategoryForm, EndForm, RelativeForm } from './forms.tsx'
import { messages } from './messages-person.ts'
import { Readings } from './Readings.tsx'
import { Reveal } from './Reveal.tsx'
import { CATEGORY_WORDS, StateWord, useSexAge } from './words.tsx'
import './people.css'

/** One person's file: who, where, with whom, what is special, what was agreed, what happened, who read it. */
export default function Person() {
  const t = useText(messages)
  const { id = '' } = useParams()
  const [purpose, setPurpose] = useState('')
  const view = useView<PersonFile>(
    `/people/${id}`,
    { purpose: purpose.length > 1 ? purpose : null },
    { enabled: true, keepLast: true },
  )
  if (view.error) return <ErrorState problem={view.error} onRetry={() => void view.refetch()} />
  if (view.isPending) return <LoadingState />
  return <File file={view.data} purpose={purpose} onPurpose={setPurpose} label={t('purpose')} key={id} />
}

function File({
  file,
  purpose,
  onPurpose,
  label,
}: {
  file: PersonFile
  purpose: string
  onPurpose: (text: string) => void
  label: string
}) {
  const t = useText(messages)
  const sexAge = useSexAge()
  const may = useMay()
  const [typed, setTyped] = useState(purpose)
  const write = may('people.write') && file.state !== 'merged' && file.state !== 'destroyed'
  return (
    <>
      <PageHead
        title={file.name === '' ? t('state_destroyed') : file.name}
        up={{ to: '/console/people', label: t('up') }}
        tags={<StateWord state={file.state} />}
        lead={`${sexAge(file)} · ${file.regionName ?? t('unknown')}`}
        actions={
          <>
            {may('health.manage') && file.state !== 'destroyed' ? (
              <Link className="yk-button" to={`/console/health/persons/${file.id}`}>
                {t('healthServices')}
              </Link>
            ) : null}
            {write || may('people.keep') ? <ActButtons file={file} /> : null}
          </>
        }
      />
      {file.mergedInto === null ? null : (
        <p role="status">
          {t('mergedInto')} <Link to={`/console/people/${file.mergedInto}`}>{t('open')}</Link>
        </p>
      )}
      <div className="yk-person-page">
        <div className="yk-stack">
          <Identity file={file} />
          {may('people.reveal') && file.state !== 'destroyed' ? (
            <section className="yk-card yk-person-card yk-noprint">
              <h2>{t('reveal')}</h2>
              <Text
                label={label}
                hint={t('purposeHint')}
                value={typed}
                maxLength={100}
                onChange={(text) => setTyped(text)}
              />
              <Reveal file={file} purpose={typed.trim()} onUsed={() => onPurpose(typed.trim())} />
            </section>
          ) : null}
          <Addresses file={file} />
          <Household file={file} />
          <Relatives file={file} write={write} />
          {may('resident.desk') && file.state === 'resident' ? <AccountCard person={file.id} /> : null}
          <Categories file={file} write={write} />
          <Consents file={file} write={write} />
        </div>
        <div className="yk-stack">
          <History file={file} />
          <Readings file={file} />
        </div>
      </div>
    </>
  )
}

function Identity({ file }: { file: PersonFile }) {
  const t = useText(messages)
  const f = useFormat()
  const facts: [string, string | null][] = [
    [t('number'), file.number],
    [t('born'), file.born === null ? null : f.date(file.born)],
    [
      t('phone'),
      file.phones.map((phone) => (phone.label === null ? phone.number : `${phone.number} ${phone.label}`)).join('、') ||
        null,
    ],
    ...(file.reading === null ? [] : [[t('reading'), file.reading] as [string, string]]),
    ...(file.note === null ? [] : [[t('note'), file.note] as [string, string]]),
    ...(file.destroyOn === null
      ? []
      : [[t('retention'), file.hold ?? t('destroyOn', { date: f.date(file.destroyOn) })] as [string, string]]),
  ]
  return (
    <section className="yk-card yk-person-card">
      <h2>{t('identity')}</h2>
      <dl className="yk-person-facts">
        {facts.map(([title, value]) => (
          <div key={title}>
            <dt>{title}</dt>
            <dd className="yk-num">{value ?? t('unknown')}</dd>
          </div>
        ))}
      </dl>
    </section>
  )
}

/** From when to when, as a file says it. */
export function usePeriod(): (from: string | null, until: string | null) => string {
  const t = useText(messages)
  const f = useFormat()
  return (from, until) =>
    until === null ? t('since', { from: f.day(from) }) : t('period', { from: f.day(from), until: f.day(until) })
}

function Addresses({ file }: { file: PersonFile }) {
  const t = useText(messages)
  const period = usePeriod()
  return (
    <section className="yk-card yk-person-card">
      <h2>{t('address')}</h2>
      <ul className="yk-person-rows">
        {file.addresses.map((each) => (
          <li key={each.id} data-ended={each.until === null ? undefined : true}>
            <span>
              {each.regionName ?? t('unknown')}
              {each.dwelling === null ? '' : ` · ${each.dwelling}`} · {each.exact ? t('exact') : t('noExact')}
              {each.cell === null ? ` · ${t('noCell')}` : ''}
            </span>
            <span className="yk-small yk-quiet">{period(each.from, each.until)}</span>
          </li>
        ))}
        {file.addresses.length === 0 ? <li>{t('unknown')}</li> : null}
      </ul>
    </section>
  )
}

function Household({ file }: { file: PersonFile }) {
  const t = useText(messages)
  const f = useFormat()
  return (
    <section className="yk-card yk-person-card">
      <h2>{t('household')}</h2>
      {file.members.length === 0 ? <p className="yk-quiet">{t('alone')}</p> : null}
      <ul className="yk-person-rows">
        {file.members.map((each) => (
          <li key={each.id}>
            <Link to={`/console/people/${each.id}`}>{each.name}</Link>
            <span className="yk-small yk-quiet">
              {[each.sex === null ? null : t(`sex_${each.sex}`), f.day(each.born)]
                .filter((part) => part !== null)
                .join(' · ')}
            </span>
          </li>
        ))}
      </ul>
    </section>
  )
}

function Relatives({ file, write }: { file: PersonFile; write: boolean }) {
  const t = useText(messages)
  const period = usePeriod()
  const [adding, setAdding] = useState(false)
  const [ending, setEnding] = useState<string | null>(null)
  const one = file.relatives.find((each) => each.id === ending)
  return (
    <section className="yk-card yk-person-card">
      <h2>{t('contacts')}</h2>
      <ul className="yk-person-rows">
        {file.relatives.map((each) => (
          <li key={each.id} data-ended={each.active ? undefined : true}>
            <span>
              <span className="yk-person-tag">{t(`role_${each.role}`)}</span>{' '}
              {each.other === null ? each.name : <Link to={`/console/people/${each.other}`}>{each.name}</Link>}{' '}
              <span className="yk-num">{[each.relation, each.phone].filter((part) => part !== null).join(' · ')}</span>
              {each.role === 'proxy' ? (
                <span className="yk-small">
                  {' '}
                  {t('scope')}：<Scopes codes={each.scope} />
                </span>
              ) : null}
            </span>
            <span className="yk-row">
              <span className="yk-small yk-quiet">
                {period(each.from, each.until)}
                {each.active ? '' : ` · ${t('ended')}`}
              </span>
              {write && each.active ? (
                <button type="button" className="yk-button yk-noprint" onClick={() => setEnding(each.id)}>
                  {each.role === 'proxy' ? t('revoke') : t('end')}
                </button>
              ) : null}
            </span>
          </li>
        ))}
      </ul>
      {write ? (
        <div className="yk-row yk-noprint">
          <button type="button" className="yk-button" onClick={() => setAdding(true)}>
            {t('addRelative')}
          </button>
        </div>
      ) : null}
      <Sheet open={adding} onClose={() => setAdding(false)} title={t('addRelative')}>
        <RelativeForm person={file.id} onDone={() => setAdding(false)} />
      </Sheet>
      <Sheet
        open={one !== undefined}
        onClose={() => setEnding(null)}
        title={one?.role === 'proxy' ? t('revoke') : t('end')}
      >
        {one === undefined ? null : (
          <EndForm person={file.id} path={`relatives/${one.id}/end`} ask="reason" onDone={() => setEnding(null)} />
        )}
      </Sheet>
    </section>
  )
}

const SCOPE_WORDS: Record<string, { zh: string; en: string }> = {
  'read-file': { zh: '查阅档案', en: 'read the file' },
  apply: { zh: '代办申请', en: 'apply' },
  benefits: { zh: '代办补贴', en: 'benefits' },
  admission: { zh: '办理入住', en: 'admission' },
  medical: { zh: '协助就医', en: 'medical' },
  consent: { zh: '代为同意', en: 'consent' },
  correct: { zh: '更正联系方式', en: 'correct contacts' },
}

function Scopes({ codes }: { codes: readonly string[] }) {
  const pick = usePick()
  return <>{codes.map((code) => pick(SCOPE_WORDS[code] ?? { zh: code, en: code })).join('、')}</>
}

function Categories({ file, write }: { file: PersonFile; write: boolean }) {
  const t = useText(messages)
  const pick = usePick()
  const period = usePeriod()
  const [adding, setAdding] = useState(false)
  const [ending, setEnding] = useState<string | null>(null)
  return (
    <section className="yk-card yk-person-card">
      <h2>{t('categories')}</h2>
      <ul className="yk-person-rows">
        {file.categories.map((each) => (
          <li key={each.id} data-ended={each.active ? undefined : true}>
            <span>
              <strong>{pick(CATEGORY_WORDS[each.code] ?? { zh: each.code, en: each.code })}</strong>{' '}
              <span className="yk-small">{each.evidence}</span>
            </span>
            <span className="yk-row">
              <span className="yk-small yk-quiet">{period(each.from, each.until)}</span>
              {write && each.active && each.until === null ? (
                <button type="button" className="yk-button yk-noprint" onClick={() => setEnding(each.id)}>
                  {t('end')}
                </button>
              ) : null}
            </span>
          </li>
        ))}
      </ul>
      {write ? (
        <div className="yk-row yk-noprint">
          <button type="button" className="yk-button" onClick={() => setAdding(true)}>
            {t('addCategory')}
          </button>
        </div>
      ) : null}
      <Sheet open={adding} onClose={() => setAdding(false)} title={t('addCategory')}>
        <CategoryForm person={file.id} onDone={() => setAdding(false)} />
      </Sheet>
      <Sheet open={ending !== null} onClose={() => setEnding(null)} title={t('end')}>
        {ending === null ? null : (
          <EndForm person={file.id} path={`categories/${ending}/end`} ask="on" onDone={() => setEnding(null)} />
        )}
      </Sheet>
    </section>
  )
}

function History({ file }: { file: PersonFile }) {
  const t = useText(messages)
  return (
    <section className="yk-card yk-person-card">
      <h2>{t('history')}</h2>
      <Timeline
        label={t('history')}
        happenings={file.happenings.map((each) => ({
          id: each.id,
          at: each.on ?? each.at,
          what: t(`happened_${each.kind}` as Parameters<typeof t>[0]),
          ...(each.other === null ? {} : { href: `/console/people/${each.other}` }),
          tone: each.kind === 'died' || each.kind === 'destroyed' ? ('attention' as const) : ('plain' as const),
        }))}
      />
      {file.mergedFrom.length === 0 ? null : (
        <>
          <h3>{t('mergedFrom')}</h3>
          <ul className="yk-person-rows">
            {file.mergedFrom.map((each) => (
              <li key={each.id}>
                <Link to={`/console/people/${each.id}`}>{each.name ?? t('unknown')}</Link>
              </li>
            ))}
          </ul>
        </>
      )}
    </section>
  )
}
