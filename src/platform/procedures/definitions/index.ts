import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { checkDefinition, errorsIn } from '../definition/check.ts'
import { readDefinition, refuseDefinition } from '../definition/read.ts'
import type { Definition } from '../model.ts'

/** A definition that comes with the software. */
export type Shipped = { definition: Definition; version: number; validFrom: string }

/** A file: the definition, its version, and from when it may be used. */
type File = { version: number; validFrom: string; definition: unknown }

function load(name: string): Shipped {
  const { version, validFrom, definition } = JSON.parse(readFileSync(join(import.meta.dirname, name), 'utf8')) as File
  const read = readDefinition(definition)
  const errors = errorsIn(checkDefinition(read))
  if (errors.length > 0) throw refuseDefinition(`${name}`, errors)
  return { definition: read, version, validFrom }
}

/** Every definition in this folder, read and checked when the program starts. */
export const SHIPPED: readonly Shipped[] = readdirSync(import.meta.dirname)
  .filter((name) => name.endsWith('.json'))
  .sort()
  .map(load)
