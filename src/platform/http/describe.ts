import type { FastifyDynamicSwaggerOptions } from '@fastify/swagger'
import type { Bilingual } from '../../kernel/refusal.ts'

type Operation = {
  summary?: string
  description?: string
  tags?: string[]
  parameters?: { name: string; in: string; required?: boolean }[]
}
type Description = { info: { title: string; version: string }; paths?: Record<string, Record<string, Operation>> }

/** Settings of the API description (OpenAPI 3.1), made from the same schemas that check the input. */
export function describeApi(version: string): FastifyDynamicSwaggerOptions {
  return {
    openapi: {
      openapi: '3.1.0',
      info: {
        title: 'Yike 一刻',
        version,
        description:
          'Errors are RFC 9457 problem details in the language of `accept-language` (zh or en). Commands take the headers `idempotency-key` and `x-yike: 1`. Lists page by `cursor`.',
        license: { name: 'Apache-2.0', identifier: 'Apache-2.0' },
      },
      components: { securitySchemes: { session: { type: 'apiKey', in: 'cookie', name: 'yike_session' } } },
      security: [{ session: [] }],
    },
    transform: ({ schema, url, route }) => {
      const { 'x-response': response, ...rest } = (schema ?? {}) as Record<string, unknown>
      const problem = {
        description: 'Refused: problem details',
        content: { 'application/problem+json': { schema: { type: 'object' } } },
      }
      return {
        url,
        schema: {
          ...rest,
          operationId: `${route.method}${url}`.replace(/[^A-Za-z0-9]+/g, '_'),
          response: {
            200: response ?? { description: 'OK', type: 'object', additionalProperties: true },
            '4xx': problem,
          },
        } as never,
      }
    },
  }
}

const escapeHtml = (text: string) => text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('"', '&quot;')

/** A page a person can read the API on: every operation with its words, permission and parameters, without a script. */
export function docsPage(document: object, language: keyof Bilingual): string {
  const api = document as Description
  const rows = Object.entries(api.paths ?? {}).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, operation]) => ({
      path,
      method: method.toUpperCase(),
      operation,
      tag: operation.tags?.[0] ?? '',
    })),
  )
  const tags = [...new Set(rows.map((row) => row.tag))].sort()
  const words =
    language === 'zh'
      ? { title: '一刻接口说明', json: '机器可读的描述', on: '权限' }
      : { title: 'Yike API', json: 'machine-readable description', on: 'permission' }
  const section = (tag: string) =>
    `<h2 id="${escapeHtml(tag)}">${escapeHtml(tag)}</h2>${rows
      .filter((row) => row.tag === tag)
      .map(({ method, path, operation }) => {
        const [zh = '', note = ''] = (operation.description ?? '').split('\n\n')
        const text = language === 'zh' ? zh : (operation.summary ?? '')
        const parameters = (operation.parameters ?? [])
          .map((each) => `<code>${escapeHtml(each.name)}${each.required ? '*' : ''}</code> (${each.in})`)
          .join(', ')
        return `<article><p><b class="${method}">${method}</b> <code>${escapeHtml(path)}</code></p><p>${escapeHtml(text)}</p><p class="note">${escapeHtml(note.replace('Permission', words.on).replaceAll('`', ''))}${parameters === '' ? '' : ` · ${parameters}`}</p></article>`
      })
      .join('')}`
  return `<!doctype html><html lang="${language === 'zh' ? 'zh-CN' : 'en'}"><meta charset="utf-8"><meta name="viewport" content="width=device-width,initial-scale=1"><title>${words.title}</title>
<style>body{font:16px/1.6 system-ui,"Noto Sans CJK SC",sans-serif;max-width:60rem;margin:2rem auto;padding:0 1rem;color:#1d2321;background:#fbfaf7}h1{font-size:1.6rem}h2{margin-top:2.5rem;border-bottom:1px solid #d9d6cc}article{padding:.6rem 0;border-bottom:1px solid #eceae2}article p{margin:.1rem 0}code{font-size:.95em}article,nav{overflow-wrap:anywhere}b{display:inline-block;min-width:4.2rem;color:#0b7a75}.note{color:#595f5c;font-size:.9em}nav{display:flex;flex-wrap:wrap;gap:0 1rem}nav a{padding:.2rem 0}a{color:#0b7a75}</style>
<h1>${words.title} <small>${escapeHtml(api.info.version)}</small></h1><p><a href="/api/openapi.json">OpenAPI 3.1 · ${words.json}</a></p><nav>${tags.map((tag) => `<a href="#${escapeHtml(tag)}">${escapeHtml(tag)}</a>`).join('')}</nav>${tags.map(section).join('')}</html>`
}
