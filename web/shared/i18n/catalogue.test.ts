import { readdirSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { common, type Messages } from './index.ts'

const ROOT = join(import.meta.dirname, '..', '..')

/** Every catalogue of the web application: `messages.ts` and `messages-*.ts`, wherever they stand. */
const files = readdirSync(ROOT, { recursive: true, encoding: 'utf8' }).filter(
  (file) => /(^|\/)messages[^/]*\.ts$/.test(file) && !file.includes('i18n/'),
)

function isCatalogue(value: unknown): value is Messages {
  return typeof value === 'object' && value !== null && 'ns' in value && 'zh' in value && 'en' in value
}

async function catalogues(): Promise<{ file: string; messages: Messages }[]> {
  const found = [{ file: 'shared/i18n/common.ts', messages: common as Messages }]
  for (const file of files) {
    const exported: Record<string, unknown> = await import(join(ROOT, file))
    for (const value of Object.values(exported)) if (isCatalogue(value)) found.push({ file, messages: value })
  }
  return found
}

const places = (text: string) => [...text.matchAll(/\{\{\s*(\w+)\s*\}\}/g)].map((match) => match[1]).sort()

describe('message catalogues', () => {
  it('say everything in both languages, never with nothing', async () => {
    const wrong: string[] = []
    for (const { file, messages } of await catalogues()) {
      const zh = Object.keys(messages.zh)
      const en = Object.keys(messages.en).filter((key) => !(key.endsWith('_one') && key.slice(0, -4) in messages.zh))
      for (const key of zh.filter((one) => !en.includes(one))) wrong.push(`${file}: ${key} is missing in English`)
      for (const key of en.filter((one) => !zh.includes(one))) wrong.push(`${file}: ${key} is missing in Chinese`)
      for (const [key, text] of [...Object.entries(messages.zh), ...Object.entries(messages.en)]) {
        if (text?.trim() === '') wrong.push(`${file}: ${key} is empty`)
      }
    }
    expect(wrong).toEqual([])
  })

  it('put the same values into both languages', async () => {
    const wrong: string[] = []
    for (const { file, messages } of await catalogues()) {
      for (const [key, text] of Object.entries(messages.zh)) {
        const zh = new Set(places(text))
        const en = new Set(places(messages.en[key] ?? ''))
        const extra = [...zh].filter((one) => !en.has(one) && one !== 'count')
        const unknown = [...en].filter((one) => !zh.has(one) && one !== 'count')
        if (extra.length + unknown.length > 0)
          wrong.push(`${file}: ${key} differs in ${[...extra, ...unknown].join(', ')}`)
      }
    }
    expect(wrong).toEqual([])
  })

  it('have a namespace each of their own', async () => {
    const all = (await catalogues()).map(({ messages }) => messages.ns)
    expect(all.length).toBeGreaterThan(5)
    expect(all.filter((ns, at) => all.indexOf(ns) !== at)).toEqual([])
  })
})
