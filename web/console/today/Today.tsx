import { useText } from '../../shared/i18n/index.ts'
import { EmptyState } from '../../shared/parts/EmptyState.tsx'
import { PageHead } from '../../shared/parts/PageHead.tsx'
import { messages } from './messages.ts'

/** The first page of the console: due, late, waiting for me. */
export default function Today() {
  const t = useText(messages)
  return (
    <>
      <PageHead title={t('title')} lead={t('lead')} />
      <EmptyState title={t('emptyTitle')} text={t('emptyText')} heading="h2" />
    </>
  )
}
