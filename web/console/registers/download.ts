import { apiUrl, type Query } from '../../shared/api.ts'
import { language } from '../../shared/i18n/index.ts'
import { problemFrom, unreachable } from '../../shared/problem.ts'

/**
 * Fetches a file in the reader's language and hands it to the browser to save, under the name the server gives.
 *
 * @throws Problem when refused or unreachable
 */
export async function download(path: string, query?: Query): Promise<void> {
  const response = await fetch(apiUrl(path, query), { headers: { 'accept-language': language() } }).catch(() => {
    throw unreachable()
  })
  if (!response.ok) throw await problemFrom(response)
  const named = /filename\*=UTF-8''([^;]+)/.exec(response.headers.get('content-disposition') ?? '')?.[1]
  const url = URL.createObjectURL(await response.blob())
  const link = document.createElement('a')
  link.href = url
  link.download = named === undefined ? 'download' : decodeURIComponent(named)
  link.click()
  URL.revokeObjectURL(url)
}
