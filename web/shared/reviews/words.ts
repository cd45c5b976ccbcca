import type { ReviewView } from '../../../src/platform/reviews/index.ts'
import { useText } from '../i18n/index.ts'
import { messages } from './messages.ts'

/** What a review came to, in words. */
export function useConclusion(): (review: ReviewView) => string {
  const t = useText(messages)
  return ({ exception }) =>
    exception === null ? t('conforms') : t('concludesException', { reason: exception.reason, ends: exception.ends })
}
