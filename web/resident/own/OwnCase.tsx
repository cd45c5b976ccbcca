import { Link, useParams } from 'react-router'
import type { FollowPage } from '../../../src/platform/procedures/index.ts'
import { apiUrl } from '../../shared/api.ts'
import { useText } from '../../shared/i18n/index.ts'
import { ErrorState } from '../../shared/parts/ErrorState.tsx'
import { LoadingState } from '../../shared/parts/LoadingState.tsx'
import { useView } from '../../shared/queries.ts'
import { Standing } from '../apply/Standing.tsx'
import { messages } from './messages.ts'
import { Own } from './Own.tsx'

/** One case: how it stands, what is asked of the applicant, the letter of every step. */
export default function OwnCase() {
  return (
    <Own>
      <Page />
    </Own>
  )
}

function Page() {
  const t = useText(messages)
  const { id = '' } = useParams()
  const view = useView<FollowPage>(`/my/cases/${id}`)
  if (view.error) return <ErrorState problem={view.error} onRetry={() => void view.refetch()} />
  if (!view.isSuccess) return <LoadingState />
  const post = {
    path: `/my/cases/${id}/acts`,
    input: {},
    letter: (revision: number) => apiUrl(`/my/cases/${id}/letters/${revision}`),
  }
  return (
    <Standing
      page={view.data}
      post={post}
      onChanged={() => void view.refetch()}
      foot={
        <Link className="yk-button" to="/resident/cases">
          {t('cases')}
        </Link>
      }
    />
  )
}
