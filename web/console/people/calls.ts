import { language } from '../../shared/i18n/index.ts'
import { problemFrom, unreachable } from '../../shared/problem.ts'

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
