import type { IsoDate } from './dates.ts'
import { type Refusal, refuse } from './refusal.ts'

/** A dated parameter (口径、期限、标准) is asked for on a day before the first one holds: nothing can be reckoned for that day. */
export function noParameterOn(code: string, day: IsoDate): Refusal {
  return refuse(
    'parameter.none-then',
    {
      zh: `${day} 还没有规定 ${code}，无法按当时的口径计算`,
      en: `Nothing was laid down for ${code} on ${day}, so it cannot be reckoned for that day`,
    },
    {
      kind: 'conflict',
      params: { code, day },
      next: { zh: '请选较晚的日期', en: 'Choose a later day' },
    },
  )
}
