import { useMemo } from 'react'
import type { StandardLine, WalkingSpeed } from '../../../src/contexts/territory/index.ts'
import type { Bilingual } from '../../shared/i18n/index.ts'
import { useView } from '../../shared/queries.ts'

/** What people walk to: the lines of the circle standards, each need once. */
export type Need = { code: string; title: Bilingual; kinds: string[]; minutes: number }

type Standards = { items: { subject: string; lines: StandardLine[] }[] }

/** Needs of the circle standards in their order; undefined while they are read. */
export function useNeeds(): Need[] | undefined {
  const { data } = useView<Standards>('/territory/standards')
  return useMemo(() => {
    if (data === undefined) return undefined
    const seen = new Map<string, Need>()
    for (const line of data.items.filter(({ subject }) => subject === 'circle').flatMap(({ lines }) => lines)) {
      const kinds = line.kinds ?? []
      const key = kinds.join(' ')
      if (!seen.has(key)) {
        seen.set(key, { code: `${line.family}.${line.code}`, title: line.title, kinds, minutes: line.value ?? 15 })
      }
    }
    return [...seen.values()]
  }, [data])
}

/** Walking speeds results are given at. */
export function useSpeeds(): WalkingSpeed[] {
  return useView<{ items: WalkingSpeed[] }>('/territory/walking-speeds').data?.items ?? []
}
