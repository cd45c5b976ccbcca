import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { dirname, join, relative, resolve } from 'node:path'

/**
 * The floors, doors and absence of import cycles that CONTRIBUTING.md promises, checked from the imports themselves, and that every room
 * keeps its SQL to its own tables.
 * Prints every breach and ends with code 1 when there is one.
 */
const root = resolve(import.meta.dirname, '..')
const FLOORS = ['kernel', 'engines', 'platform', 'contexts', 'app']
const CONTEXTS = [
  'territory',
  'people',
  'providers',
  'workforce',
  'benefits',
  'care',
  'learning',
  'health',
  'community',
  'services',
  'hotline',
  'dispatching',
  'meals',
  'supervision',
  'residents',
  'statistics',
  'plan',
  'evaluation',
  'opendata',
]

type Import = { from: string; to: string; typeOnly: boolean; dynamic: boolean }

function sources(folder: string): string[] {
  return readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
    const path = join(folder, entry.name)
    if (entry.isDirectory()) return entry.name === 'fixtures' || entry.name === 'node_modules' ? [] : sources(path)
    return /\.tsx?$/.test(entry.name) ? [path] : []
  })
}

function importsOf(file: string): Import[] {
  const text = readFileSync(file, 'utf8')
  const found: Import[] = []
  for (const match of text.matchAll(
    /^\s*(?:import|export)\s+(type\s)?[^'"]*?from\s+'(\.[^']+)'|^\s*import\s+'(\.[^']+)'|(await\s+import|import)\('(\.[^']+)'\)/gm,
  )) {
    const target = match[2] ?? match[3] ?? match[5]
    if (target !== undefined)
      found.push({
        from: file,
        to: resolve(dirname(file), target.replace(/\?.*$/, '')),
        typeOnly: match[1] !== undefined,
        dynamic: match[4] !== undefined,
      })
  }
  return found
}

const place = (file: string) => relative(root, file).split('/')
const isTest = (file: string) => /\.test\.tsx?$/.test(file) || file.includes('/testkit')
const problems: string[] = []
const complain = (edge: Import, why: string) =>
  problems.push(`${relative(root, edge.from)} → ${relative(root, edge.to)}: ${why}`)

const files = [...sources(join(root, 'src')), ...sources(join(root, 'web'))]
const edges = files.flatMap(importsOf)

for (const edge of edges) {
  const [fromTop, fromFloor, fromRoom] = place(edge.from)
  const [toTop, toFloor, toRoom, ...rest] = place(edge.to)
  if (fromTop === 'web') {
    if (toTop === 'src' && !edge.typeOnly && toFloor !== 'kernel')
      complain(edge, 'the pages may import only types and the kernel from the server')
    continue
  }
  if (toTop !== 'src') {
    complain(edge, 'the server does not import from outside src')
    continue
  }
  const from = FLOORS.indexOf(fromFloor ?? '')
  const to = FLOORS.indexOf(toFloor ?? '')
  if (isTest(edge.from) && to <= from) continue
  if (to > from) complain(edge, 'an import points down, never up')
  if (fromFloor === toFloor && fromRoom !== toRoom) {
    if (fromFloor === 'engines') complain(edge, 'engines know nothing of each other')
    if (fromFloor === 'contexts' && CONTEXTS.indexOf(toRoom ?? '') >= CONTEXTS.indexOf(fromRoom ?? ''))
      complain(edge, 'a context knows only lower contexts')
  }
  const entersRoom = toFloor !== 'kernel' && toFloor !== 'app' && (fromFloor !== toFloor || fromRoom !== toRoom)
  if (entersRoom && rest.join('/') !== 'index.ts') complain(edge, 'enter by the door (index.ts)')
}

// A room's tables are its own: SQL that reads or writes a schema may stand only in the room whose migrations create it.
const owners = new Map<string, string>()
for (const floor of ['platform', 'contexts']) {
  for (const room of readdirSync(join(root, 'src', floor))) {
    const folder = join(root, 'src', floor, room, 'migrations')
    if (!existsSync(folder)) continue
    for (const file of readdirSync(folder)) {
      const text = readFileSync(join(folder, file), 'utf8')
      for (const [, schema] of text.matchAll(/^create schema (?:if not exists )?(\w+)/gm))
        owners.set(schema!, `${floor}/${room}`)
    }
  }
}
for (const file of files) {
  const [top, floor, room] = place(file)
  if (top !== 'src' || isTest(file)) continue
  for (const [, schema, table] of readFileSync(file, 'utf8').matchAll(
    /\b(?:from|join|into|update|only|truncate)\s+(\w+)\.(\w+)(?![\w(])/g,
  )) {
    const owner = owners.get(schema!)
    if (owner !== undefined && owner !== `${floor}/${room}`)
      problems.push(`${relative(root, file)}: ${schema}.${table} belongs to ${owner}; go by its door`)
  }
}

// Cycles among files, by Tarjan's algorithm over imports that exist when the program runs.
const graph = new Map<string, string[]>()
for (const edge of edges)
  if (!edge.typeOnly && !edge.dynamic && !isTest(edge.from))
    graph.set(edge.from, [...(graph.get(edge.from) ?? []), edge.to])
const index = new Map<string, number>()
const low = new Map<string, number>()
const stack: string[] = []
function visit(node: string): void {
  index.set(node, index.size)
  low.set(node, index.get(node)!)
  stack.push(node)
  for (const next of graph.get(node) ?? []) {
    if (!index.has(next)) {
      visit(next)
      low.set(node, Math.min(low.get(node)!, low.get(next)!))
    } else if (stack.includes(next)) low.set(node, Math.min(low.get(node)!, index.get(next)!))
  }
  if (low.get(node) !== index.get(node)) return
  const ring = stack.splice(stack.indexOf(node))
  if (ring.length > 1) problems.push(`import cycle: ${ring.map((file) => relative(root, file)).join(' → ')}`)
}
for (const node of graph.keys()) if (!index.has(node)) visit(node)

for (const problem of problems) console.error(problem)
console.log(`${files.length} files, ${edges.length} imports, ${problems.length} breaches of the floors`)
process.exit(problems.length === 0 ? 0 : 1)
