import { useState } from 'react'
import { useParams } from 'react-router'
import type { RetrofitView } from '../../../src/contexts/care/index.ts'
import { ActForm } from '../../shared/form/ActForm.tsx'
import { Choice, Files, Text } from '../../shared/form/fields.tsx'
import { useFormat } from '../../shared/format.ts'
import { usePick, useText } from '../../shared/i18n/index.ts'
import { ErrorState } from '../../shared/parts/ErrorState.tsx'
import { LoadingState } from '../../shared/parts/LoadingState.tsx'
import { PageHead } from '../../shared/parts/PageHead.tsx'
import { Sheet } from '../../shared/parts/Sheet.tsx'
import { useCommand, useView } from '../../shared/queries.ts'
import { useMay } from '../../shared/session.ts'
import { todayInChina } from '../../shared/today.ts'
import { useUpload } from '../../shared/uploads.ts'
import { messages } from './messages-retrofits.ts'
import { PrintButton } from './parts.tsx'
import { RetrofitTag } from './Retrofits.tsx'

type Item = RetrofitView['items'][number]
type Act = { act: 'finish' | 'photos'; item: Item } | { act: 'accept' | 'drop' } | null
const REFRESH = ['/care/retrofits', '/today']

/** One retrofit: what stands against its acceptance, item by item with photographs. */
export default function Retrofit() {
  const t = useText(messages)
  const f = useFormat()
  const pick = usePick()
  const may = useMay()
  const { id = '' } = useParams()
  const view = useView<RetrofitView>(`/care/retrofits/${id}`)
  const [act, setAct] = useState<Act>(null)
  if (view.error) return <ErrorState problem={view.error} onRetry={() => void view.refetch()} />
  if (view.data === undefined) return <LoadingState />
  const works = view.data
  const close = () => setAct(null)
  const open = may('care.manage') && (works.state === 'planned' || works.state === 'works')
  const titleOf = (code: string | null) => {
    const item = works.items.find((each) => each.item === code)
    return item === undefined ? '' : pick(item.title)
  }
  return (
    <>
      <PageHead
        title={works.person.name}
        up={{ to: '/console/care/retrofits', label: t('retrofits') }}
        tags={<RetrofitTag state={works.state} />}
        lead={`${t(`programme_${works.programme}`)} · ${t('surveyedOn')} ${f.day(works.surveyedOn)} · ${t('quote')} ${f.money(works.quoteFen)}`}
        actions={
          <>
            <PrintButton />
            {open ? (
              <>
                <button type="button" className="yk-button" onClick={() => setAct({ act: 'drop' })}>
                  {t('drop')}
                </button>
                <button
                  type="button"
                  className="yk-button yk-button--primary"
                  onClick={() => setAct({ act: 'accept' })}
                >
                  {t('acceptRetrofit')}
                </button>
              </>
            ) : null}
          </>
        }
      />
      <Sheet open={act?.act === 'finish'} onClose={close} title={t('finish')}>
        {act?.act === 'finish' ? <Finish id={id} item={act.item} onDone={close} /> : null}
      </Sheet>
      <Sheet open={act?.act === 'photos'} onClose={close} title={t('addPhotos')}>
        {act?.act === 'photos' ? <Photos id={id} item={act.item} onDone={close} /> : null}
      </Sheet>
      <Sheet open={act?.act === 'accept'} onClose={close} title={t('acceptRetrofit')}>
        <Accept id={id} onDone={close} />
      </Sheet>
      <Sheet open={act?.act === 'drop'} onClose={close} title={t('drop')}>
        <Drop id={id} onDone={close} />
      </Sheet>
      {open ? (
        <div className="yk-care-stands">
          {works.missing.length === 0 ? (
            t('complete')
          ) : (
            <>
              {t('stands')}
              <ul>
                {[...Map.groupBy(works.missing, (each) => each.item)].map(([item, all]) => (
                  <li key={item}>
                    {[titleOf(item), all.map((each) => t(`what_${each.what}`)).join('、')].filter(Boolean).join('：')}
                  </li>
                ))}
              </ul>
            </>
          )}
        </div>
      ) : null}
      {works.subsidyFen === null ? null : (
        <p className="yk-care-note">
          {t('acceptedOn', { date: f.date(works.acceptedOn) })} · {t('subsidy', { money: f.money(works.subsidyFen) })}
        </p>
      )}
      {works.droppedReason === null ? null : (
        <p className="yk-care-note">{t('dropped', { reason: works.droppedReason })}</p>
      )}
      <div className="yk-care-blocks">
        <section className="yk-card yk-care-card">
          <h2>{t('needs')}</h2>
          <p>{works.needs ?? t('unknown')}</p>
        </section>
        <section className="yk-card yk-care-card">
          <h2>{t('items')}</h2>
          <section className="yk-care-scroll" aria-label={t('items')} {...{ tabIndex: 0 }}>
            <table className="yk-care-table">
              <thead>
                <tr>
                  {(['items', 'quantity', 'price', 'before', 'after', 'done'] as const).map((key) => (
                    <th key={key} scope="col">
                      {t(key)}
                    </th>
                  ))}
                  {open ? (
                    <th scope="col">
                      <span className="yk-sr">{t('addPhotos')}</span>
                    </th>
                  ) : null}
                </tr>
              </thead>
              <tbody>
                {works.items.map((item) => (
                  <tr key={item.id}>
                    <th scope="row">{pick(item.title)}</th>
                    <td className="yk-num">{item.quantity}</td>
                    <td className="yk-num">{f.money(item.fen)}</td>
                    <td>
                      <Pictures id={id} item={item} stage="before" />
                    </td>
                    <td>
                      <Pictures id={id} item={item} stage="after" />
                    </td>
                    <td>{item.doneOn === null ? '—' : <span className="yk-num">{f.day(item.doneOn)}</span>}</td>
                    {open ? (
                      <td>
                        <div className="yk-row">
                          <button type="button" className="yk-button" onClick={() => setAct({ act: 'photos', item })}>
                            {t('addPhotos')}
                          </button>
                          {item.doneOn === null ? (
                            <button type="button" className="yk-button" onClick={() => setAct({ act: 'finish', item })}>
                              {t('finish')}
                            </button>
                          ) : null}
                        </div>
                      </td>
                    ) : null}
                  </tr>
                ))}
              </tbody>
            </table>
          </section>
        </section>
      </div>
    </>
  )
}

function Pictures({ id, item, stage }: { id: string; item: Item; stage: 'before' | 'after' }) {
  const t = useText(messages)
  const pick = usePick()
  const photos = item.photos.filter((photo) => photo.stage === stage)
  if (photos.length === 0) return <span className="yk-quiet">{t('noPhoto')}</span>
  return (
    <div className="yk-care-photos">
      {photos.map((photo) => (
        <a key={photo.id} href={`/api/care/retrofits/${id}/photos/${photo.id}`} target="_blank" rel="noreferrer">
          <img
            src={`/api/care/retrofits/${id}/photos/${photo.id}`}
            alt={t('photoOf', { item: pick(item.title), stage: t(`stage_${stage}`) })}
            loading="lazy"
          />
        </a>
      ))}
    </div>
  )
}

type Props = { id: string; onDone: () => void }

function Finish({ id, item, onDone }: Props & { item: Item }) {
  const t = useText(messages)
  const pick = usePick()
  const [on, setOn] = useState(todayInChina)
  const send = useCommand<void>({
    path: `/care/retrofits/${id}/items/${item.id}/done`,
    body: () => ({ on }),
    refresh: REFRESH,
  })
  return (
    <ActForm
      problem={send.error}
      pending={send.isPending}
      submit={t('finish')}
      onSubmit={() => send.mutate(undefined, { onSuccess: onDone })}
    >
      <p>{pick(item.title)}</p>
      <Text label={t('on')} type="date" value={on} onChange={setOn} required max={todayInChina()} />
    </ActForm>
  )
}

function Photos({ id, item, onDone }: Props & { item: Item }) {
  const t = useText(messages)
  const pick = usePick()
  const [stage, setStage] = useState(item.doneOn === null ? 'before' : 'after')
  const [files, setFiles] = useState<File[]>([])
  const send = useUpload<{ item: string; stage: string }>(`/care/retrofits/${id}/photos`, REFRESH)
  return (
    <ActForm
      problem={send.error}
      pending={send.isPending}
      submit={t('addPhotos')}
      onSubmit={() => send.mutate({ input: { item: item.id, stage }, files }, { onSuccess: onDone })}
    >
      <p>{pick(item.title)}</p>
      <Choice
        label={t('stage')}
        value={stage}
        onChange={setStage}
        options={(['before', 'after'] as const).map((value) => ({ value, label: t(`stage_${value}`) }))}
      />
      <Files label={t('photos')} files={files} onChange={setFiles} required accept="image/jpeg,image/png,image/webp" />
    </ActForm>
  )
}

function Accept({ id, onDone }: Props) {
  const t = useText(messages)
  const [on, setOn] = useState(todayInChina)
  const send = useCommand<void>({
    path: `/care/retrofits/${id}/acceptance`,
    body: () => ({ on, acting: { by: 'self' } }),
    refresh: REFRESH,
  })
  return (
    <ActForm
      problem={send.error}
      pending={send.isPending}
      submit={t('acceptRetrofit')}
      onSubmit={() => send.mutate(undefined, { onSuccess: onDone })}
    >
      <p>
        {t('acting')}：{t('acting_self')}
      </p>
      <Text label={t('on')} type="date" value={on} onChange={setOn} required max={todayInChina()} />
    </ActForm>
  )
}

function Drop({ id, onDone }: Props) {
  const t = useText(messages)
  const [reason, setReason] = useState('')
  const send = useCommand<void>({ path: `/care/retrofits/${id}/drop`, body: () => ({ reason }), refresh: REFRESH })
  return (
    <ActForm
      problem={send.error}
      pending={send.isPending}
      submit={t('drop')}
      onSubmit={() => send.mutate(undefined, { onSuccess: onDone })}
    >
      <Text label={t('reason')} value={reason} onChange={setReason} required maxLength={300} />
    </ActForm>
  )
}
