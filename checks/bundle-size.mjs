import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { gzipSync } from 'node:zlib'

/**
 * Weighs what each face loads before its first page stands, in compressed script, from the manifest of the build (`npm run build`).
 * Exits with 1 when a face is over its limit, when a light face reaches Ant Design, ECharts or MapLibre, or when the field app would keep a
 * file for work without a network that the build did not make: one missing file keeps the whole shell from being kept.
 */
const DIST = join(fileURLToPath(new URL('..', import.meta.url)), 'dist', 'web')
const KB = 1024

/** Faces with what they load at once: the entry, the face, its first page. Limits in KB of gzip. */
const FACES = [
  { face: 'public', loads: ['public/PublicFace.tsx', 'public/home/Home.tsx'], limit: 250, light: true },
  { face: 'resident', loads: ['resident/ResidentFace.tsx', 'resident/home/Home.tsx'], limit: 250, light: true },
  { face: 'field', loads: ['field/FieldFace.tsx', 'field/home/Home.tsx'], limit: 250, light: true },
  { face: 'login', loads: ['login/Login.tsx'], limit: 250, light: true },
  { face: 'console', loads: ['console/ConsoleFace.tsx', 'console/today/Today.tsx'], limit: 400, light: false },
  { face: 'cockpit', loads: ['cockpit/CockpitFace.tsx'], limit: 400, light: false },
]
const HEAVY = [
  'shared/theme/AntdRoot.tsx',
  'shared/parts/echarts.ts',
  'shared/parts/maplibre.ts',
  'shared/map/tilemap.ts',
]

/** Files a chunk needs before it runs: itself and what it imports, but not what it imports later. */
function needed(manifest, key, found = new Set()) {
  const chunk = manifest[key]
  if (chunk === undefined || found.has(key)) return found
  found.add(key)
  for (const imported of chunk.imports ?? []) needed(manifest, imported, found)
  return found
}

const weights = new Map()
function weigh(file) {
  if (!weights.has(file)) weights.set(file, gzipSync(readFileSync(join(DIST, file)), { level: 9 }).length)
  return weights.get(file)
}

/** Public and resident pages may be added by anyone: each of them is weighed together with its face. */
function pagesOf(manifest, face) {
  return Object.keys(manifest).filter(
    (key) => key.startsWith(`${face}/`) && manifest[key].isDynamicEntry && !key.endsWith('Face.tsx'),
  )
}

/** Files the service worker of the field app keeps that are not there. */
function missingOfShell() {
  const worker = readFileSync(join(DIST, 'field-worker.js'), 'utf8')
  const files = JSON.parse(/"files":(\[[^\]]*\])/.exec(worker)[1])
  return files.filter((file) => !existsSync(join(DIST, file)))
}

function main() {
  const path = join(DIST, '.vite', 'manifest.json')
  if (!existsSync(path)) {
    console.error('dist/web is not built; run `npm run build` first')
    return 1
  }
  const manifest = JSON.parse(readFileSync(path, 'utf8'))
  const entry = Object.keys(manifest).find((key) => manifest[key].isEntry)
  let failed = 0
  for (const file of missingOfShell()) {
    console.log(`MISSING ${file} of the field app's shell`)
    failed++
  }
  const sum = (keys) => [...keys].reduce((total, key) => total + weigh(manifest[key].file), 0)
  const show = (name, bytes, limit, note) => {
    const over = bytes > limit * KB || note !== ''
    if (over) failed = 1
    console.log(
      `${over ? 'OVER' : 'ok  '} ${name.padEnd(34)} ${(bytes / KB).toFixed(1).padStart(7)} KB of ${limit}${note}`,
    )
  }
  for (const { face, loads, limit, light } of FACES) {
    const keys = new Set()
    for (const key of [entry, ...loads]) needed(manifest, key, keys)
    const missing = loads.filter((key) => manifest[key] === undefined && !keys.has(key))
    const heavy = light ? HEAVY.filter((key) => keys.has(key)) : []
    const note = missing.length > 0 ? ` — not in the build: ${missing}` : heavy.length > 0 ? ` — reaches ${heavy}` : ''
    show(face, sum(keys), limit, note)
    if (!light) continue
    for (const page of pagesOf(manifest, face)) {
      const whole = new Set(keys)
      needed(manifest, page, whole)
      const reached = HEAVY.filter((key) => whole.has(key))
      show(`  ${page}`, sum(whole), limit, reached.length > 0 ? ` — reaches ${reached}` : '')
    }
  }
  return failed
}

process.exitCode = main()
