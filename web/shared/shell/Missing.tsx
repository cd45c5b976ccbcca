import { Link } from 'react-router'
import { common, useText } from '../i18n/index.ts'
import { EmptyState } from '../parts/EmptyState.tsx'

/** There is nothing at this address. */
export function NotFound() {
  const t = useText(common)
  return (
    <EmptyState
      heading="h1"
      title={t('notFoundTitle')}
      text={t('notFoundText')}
      action={
        <Link className="yk-button" to="/">
          {t('toHome')}
        </Link>
      }
    />
  )
}

/** The account may not see this page. */
export function Forbidden() {
  const t = useText(common)
  return <EmptyState heading="h1" title={t('forbiddenTitle')} text={t('forbiddenText')} />
}
