import { useQuery } from '@tanstack/react-query'
import { useEffect, useState } from 'react'
import { command, type Problem } from '../../shared/api.ts'
import { language } from '../../shared/i18n/index.ts'
import { problemFrom, unreachable } from '../../shared/problem.ts'

/** A value that follows another one once that has stood still for a moment: a question is not asked at every key. */
export function useSettled<T>(value: T, milliseconds = 180): T {
  const [settled, setSettled] = useState(value)
  useEffect(() => {
    const timer = setTimeout(() => setSettled(value), milliseconds)
    return () => clearTimeout(timer)
  }, [value, milliseconds])
  return settled
}

/** A question whose words are personal: it travels in the body, not in an address that somebody logs. Kept for nobody after the page is left. */
export function useAsked<T>(path: string, body: object, enabled: boolean) {
  return useQuery<T, Problem>({
    queryKey: [path, body, 'asked'],
    queryFn: () => command<T>('POST', path, body),
    enabled,
    gcTime: 0,
  })
}

/** Fetches a paper by a question in the body and hands it to the browser to save. @throws Problem */
export async function fetchPaper(path: string, body: object): Promise<void> {
  const response = await fetch(`/api${path}`, {
    method: 'POST',
    credentials: 'same-origin',
    headers: { 'content-type': 'application/json', 'accept-language': language(), 'x-yike': '1' },
    body: JSON.stringify(body),
  }).catch(() => {
    throw unreachable()
  })
  if (!response.ok) throw await problemFrom(response)
  const named = /filename\*=UTF-8''([^;]+)/.exec(response.headers.get('content-disposition') ?? '')?.[1]
  saveBlob(await response.blob(), named === undefined ? 'download' : decodeURIComponent(named))
}

/** Hands bytes to the browser to save. */
export function saveBlob(blob: Blob, name: string): void {
  const url = URL.createObjectURL(blob)
  const link = document.createElement('a')
  link.href = url
  link.download = name
  link.click()
  URL.revokeObjectURL(url)
}
