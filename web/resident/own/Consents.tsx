import type { Purpose } from '../../../src/contexts/people/index.ts'
import { useFormat } from '../../shared/format.ts'
import { useLanguage, useText } from '../../shared/i18n/index.ts'
import { ErrorState } from '../../shared/parts/ErrorState.tsx'
import { LoadingState } from '../../shared/parts/LoadingState.tsx'
import { RefusalNote } from '../../shared/parts/RefusalNote.tsx'
import { useCommand, useView } from '../../shared/queries.ts'
import { messages } from './messages.ts'
import { ForWhom, Own, OwnHead, useWhom } from './Own.tsx'

type Use = Purpose & { givenOn: string | null }

/** What the data are used for, on which ground; agreeing and withdrawing are equally easy (个人信息保护法 §15). */
export default function Consents() {
  return (
    <Own>
      <Page />
    </Own>
  )
}

function Page() {
  const t = useText(messages)
  const { query } = useWhom()
  const view = useView<{ items: Use[] }>('/my/consents', query)
  const items = (view.data?.items ?? []).toSorted(
    (a, b) => Number(b.basis === 'consent') - Number(a.basis === 'consent'),
  )
  return (
    <>
      <OwnHead title={t('consents')} lead={t('consentsLead')} />
      <ForWhom />
      {view.error ? <ErrorState problem={view.error} onRetry={() => void view.refetch()} /> : null}
      {view.isPending ? <LoadingState /> : null}
      <ul className="yk-own-list">
        {items.map((each) => (
          <One key={`${query.person} ${each.code}`} use={each} />
        ))}
      </ul>
    </>
  )
}

function One({ use }: { use: Use }) {
  const t = useText(messages)
  const f = useFormat()
  const zh = useLanguage() === 'zh'
  const { query } = useWhom()
  const say = useCommand<object>({ path: '/my/consents', refresh: ['/my/consents'] })
  const given = use.givenOn !== null
  return (
    <li>
      <strong>{zh ? use.titleZh : use.titleEn}</strong>
      <span>{zh ? use.textZh : use.textEn}</span>
      <span className="yk-quiet">{t('law', { law: use.law })}</span>
      {use.basis !== 'consent' ? (
        <span>{t('byLaw')}</span>
      ) : (
        <>
          <span>{given ? t('agreed', { date: f.date(use.givenOn) }) : t('notAgreed')}</span>
          <RefusalNote problem={say.error} />
          <button
            type="button"
            className={given ? 'yk-button' : 'yk-button yk-button--primary'}
            disabled={say.isPending}
            onClick={() => say.mutate({ ...query, purpose: use.code, give: !given })}
          >
            {given ? t('withdraw') : t('agree')}
          </button>
        </>
      )}
    </li>
  )
}
