import { useState } from 'react'
import { Link, useParams } from 'react-router'
import type { SheetView } from '../../../src/contexts/providers/index.ts'
import { Choice } from '../../shared/form/fields.tsx'
import { useFormat } from '../../shared/format.ts'
import { usePick, useText } from '../../shared/i18n/index.ts'
import { ErrorState } from '../../shared/parts/ErrorState.tsx'
import { LoadingState } from '../../shared/parts/LoadingState.tsx'
import { PageHead } from '../../shared/parts/PageHead.tsx'
import { RefusalNote } from '../../shared/parts/RefusalNote.tsx'
import { Tag } from '../../shared/parts/Tag.tsx'
import { useCommand, useView } from '../../shared/queries.ts'
import { REFRESH } from './forms.tsx'
import { messages } from './messages-acts-grading.ts'
import './providers.css'

/** A scoring sheet: every item by every member, the sums, and the grade that follows. */
export default function Grading() {
  const t = useText(messages)
  const { id = '' } = useParams()
  const view = useView<SheetView>(`/providers/gradings/${id}`)
  if (view.error) return <ErrorState problem={view.error} onRetry={() => void view.refetch()} />
  if (view.isPending) return <LoadingState />
  const sheet = view.data
  return (
    <>
      <PageHead
        title={sheet.siteName ?? sheet.organisationName}
        up={{ to: '/console/providers/gradings', label: t('gradings') }}
        tags={
          sheet.state === 'open' ? <Tag tone="warn">{t('sheetOpen')}</Tag> : <Tag tone="good">{t('sheetClosed')}</Tag>
        }
        lead={<Scheme sheet={sheet} />}
        actions={
          <>
            <Link className="yk-button" to={`/console/providers/${sheet.organisation}`}>
              {t('organisation')}
            </Link>
            {sheet.casefile === null ? null : (
              <Link className="yk-button" to={`/console/cases/${sheet.casefile}`}>
                {t('openCase')}
              </Link>
            )}
          </>
        }
      />
      <div className="yk-stack">
        <Result sheet={sheet} />
        <Scores key={`${sheet.scores.length} ${sheet.state}`} sheet={sheet} />
      </div>
    </>
  )
}

function Scheme({ sheet }: { sheet: SheetView }) {
  const t = useText(messages)
  const pick = usePick()
  const { title, version, basis } = sheet.definition
  return (
    <>
      {t('scheme', { title: pick(title), version })} · {basis.title}（{t(`certainty_${basis.certainty}`)}）
    </>
  )
}

function Result({ sheet }: { sheet: SheetView }) {
  const t = useText(messages)
  const pick = usePick()
  const { computed, definition } = sheet
  const close = useCommand<object>({
    path: `/providers/gradings/${sheet.id}/close`,
    body: () => undefined,
    refresh: REFRESH,
  })
  return (
    <section className="yk-card yk-file-card">
      <h2>{t('result')}</h2>
      {sheet.missing.length > 0 ? (
        <p className="yk-quiet">{t('incomplete')}</p>
      ) : (
        <>
          <p className="yk-prov-total">
            <strong className="yk-num">{t('total', { total: computed.total })}</strong>
            <strong>{computed.grade === null ? t('noGrade') : t('gradeOf', { grade: computed.grade })}</strong>
            {computed.sections.map((section) => (
              <span key={section.id}>
                {t('section', {
                  title: pick(definition.sections.find((each) => each.id === section.id)!.title),
                  points: section.points,
                  most: section.most,
                })}
              </span>
            ))}
          </p>
          {computed.uncapped !== computed.grade && computed.uncapped !== null ? (
            <p className="yk-small">{t('capped', { grade: computed.uncapped, most: definition.firstMost })}</p>
          ) : null}
        </>
      )}
      {sheet.far.length > 0 ? <p className="yk-prov-note">{t('far', { count: sheet.far.length })}</p> : null}
      {sheet.missing.length > 0 ? (
        <ul className="yk-small">
          {sheet.missing.map((each) => (
            <li key={each.member}>
              {t('missing', { name: sheet.panel[each.member] ?? '', count: each.items.length })}
            </li>
          ))}
        </ul>
      ) : null}
      {sheet.reproduced === null ? null : (
        <p className={sheet.reproduced ? undefined : 'yk-prov-note'} data-tone={sheet.reproduced ? undefined : 'bad'}>
          {t(sheet.reproduced ? 'reproduced' : 'tampered')}
        </p>
      )}
      {sheet.resultHash === null ? null : (
        <p className="yk-small">
          {t('hash')} <span className="yk-prov-hash">{sheet.resultHash}</span>
        </p>
      )}
      <RefusalNote problem={close.error} />
      {sheet.may.close ? (
        <p>
          <button
            type="button"
            className="yk-button yk-button--primary"
            disabled={close.isPending || sheet.missing.length > 0}
            onClick={() => close.mutate({})}
          >
            {t('close')}
          </button>
        </p>
      ) : null}
    </section>
  )
}

function Scores({ sheet }: { sheet: SheetView }) {
  const t = useText(messages)
  const f = useFormat()
  const pick = usePick()
  const members = [-1, ...sheet.panel.keys()]
  const name = (member: number) => (member === -1 ? t('self') : sheet.panel[member]!)
  const [as, setAs] = useState(0)
  const [typed, setTyped] = useState<Record<string, string>>({})
  const [entered, setEntered] = useState<number | null>(null)
  const send = useCommand<object, { entered: number }>({
    path: `/providers/gradings/${sheet.id}/scores`,
    refresh: REFRESH,
  })
  const given = new Map(sheet.scores.map((score) => [`${score.member} ${score.item}`, score.score]))
  const far = new Set(sheet.far.map((each) => each.item))
  const save = () => {
    const scores = Object.entries(typed)
      .filter(([, score]) => score.trim() !== '')
      .map(([item, score]) => ({ item, score: Number(score), note: null }))
    if (scores.length === 0) return
    send.mutate(
      { member: as, scores },
      {
        onSuccess: (answer) => {
          setEntered(answer.entered)
          setTyped({})
        },
      },
    )
  }
  const mean = (item: string) => {
    const own = sheet.scores.filter((score) => score.member >= 0 && score.item === item)
    return own.length === 0 ? null : own.reduce((sum, score) => sum + score.score, 0) / own.length
  }
  return (
    <section className="yk-card yk-file-card">
      {sheet.may.score ? (
        <div className="yk-line-head yk-noprint">
          <Choice
            label={t('enterAs')}
            value={String(as)}
            onChange={(value) => {
              setAs(Number(value))
              setTyped({})
              setEntered(null)
            }}
            options={members.map((member) => ({ value: String(member), label: name(member) }))}
          />
          <div>
            <button type="button" className="yk-button yk-button--primary" disabled={send.isPending} onClick={save}>
              {t('saveScores')}
            </button>
            {entered === null ? null : <p role="status">{t('saved', { count: entered })}</p>}
          </div>
        </div>
      ) : null}
      <RefusalNote problem={send.error} />
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a table wider than the screen is scrolled with the keyboard */}
      <section className="yk-prov-scroll" tabIndex={0} aria-label={t('gradings')}>
        <table className="yk-prov-scores">
          <thead>
            <tr>
              <th scope="col">{t('item')}</th>
              <th scope="col" data-numeric>
                {t('most')}
              </th>
              {members.map((member) => (
                <th key={member} scope="col" data-numeric>
                  {name(member)}
                </th>
              ))}
              <th scope="col" data-numeric>
                {t('mean')}
              </th>
            </tr>
          </thead>
          {sheet.definition.sections.map((section) => (
            <tbody key={section.id}>
              <tr>
                <th scope="rowgroup" colSpan={members.length + 3}>
                  {pick(section.title)}
                </th>
              </tr>
              {section.items.map((item) => (
                <tr key={item.id}>
                  <th scope="row">{pick(item.title)}</th>
                  <td data-numeric className="yk-num yk-quiet">
                    {item.most}
                  </td>
                  {members.map((member) => {
                    const score = given.get(`${member} ${item.id}`)
                    return (
                      <td key={member} data-numeric className="yk-num">
                        {sheet.may.score && member === as ? (
                          <input
                            className="yk-input"
                            type="number"
                            min={0}
                            max={item.most}
                            step={0.5}
                            aria-label={`${pick(item.title)} ${name(member)}`}
                            value={typed[item.id] ?? (score === undefined ? '' : String(score))}
                            onChange={(event) => setTyped({ ...typed, [item.id]: event.target.value })}
                          />
                        ) : score === undefined ? (
                          '—'
                        ) : (
                          f.number(score)
                        )}
                      </td>
                    )
                  })}
                  <td data-numeric className="yk-num" data-far={far.has(item.id) || undefined}>
                    {mean(item.id) === null ? '—' : f.number(mean(item.id))}
                  </td>
                </tr>
              ))}
            </tbody>
          ))}
        </table>
      </section>
    </section>
  )
}
