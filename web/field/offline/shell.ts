import { createHash } from 'node:crypto'
import { join } from 'node:path'
import type { Plugin } from 'vite'

const FIELD = join(import.meta.dirname, '..')
const WORKER = 'field-worker.js'
/** Files copied as they are that the app needs without a network. */
const COPIED = ['/favicon.svg', '/field.webmanifest']

type Chunk = {
  type: 'chunk'
  code: string
  fileName: string
  isEntry: boolean
  facadeModuleId: string | null
  imports: string[]
  dynamicImports: string[]
  viteMetadata?: { importedCss: Set<string>; importedAssets: Set<string> }
}

/**
 * Builds the service worker of the field app and writes into it which files make up the shell: the entry, the face, and every page of it, with
 * what they import; not the other faces.
 */
export function fieldShell(): Plugin {
  return {
    name: 'yike-field-shell',
    apply: 'build',
    // After the bundler has dropped chunks that were nothing but a style: a file that is not there would keep the whole shell from being kept.
    enforce: 'post',
    buildStart() {
      this.emitFile({ type: 'chunk', id: join(FIELD, 'offline', 'worker.ts'), fileName: WORKER })
    },
    generateBundle(_options, bundle) {
      const chunks = new Map<string, Chunk>()
      for (const each of Object.values(bundle)) if (each.type === 'chunk') chunks.set(each.fileName, each as Chunk)
      const found = new Set<string>()
      const take = (name: string) => {
        const chunk = chunks.get(name)
        if (chunk === undefined || found.has(name)) return
        found.add(name)
        for (const style of chunk.viteMetadata?.importedCss ?? []) found.add(style)
        for (const asset of chunk.viteMetadata?.importedAssets ?? []) found.add(asset)
        for (const imported of chunk.imports) take(imported)
        for (const later of chunk.dynamicImports) if (chunks.get(later)?.facadeModuleId?.startsWith(FIELD)) take(later)
      }
      for (const chunk of chunks.values()) if (chunk.isEntry && chunk.fileName !== WORKER) take(chunk.fileName)
      const worker = chunks.get(WORKER)
      if (worker === undefined) throw new Error(`the build made no ${WORKER}`)
      const files = [...[...found].sort().map((name) => `/${name}`), ...COPIED]
      const version = createHash('sha256').update(files.join('\n')).digest('hex').slice(0, 12)
      worker.code = worker.code.replaceAll('__YIKE_SHELL__', JSON.stringify({ version, files }))
    },
  }
}
