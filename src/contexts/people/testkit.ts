import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll } from 'vitest'
import { openKeyRoom } from '../../platform/keys/index.ts'
import type { PeopleDesk } from './desk.ts'
import { peopleDesk } from './desk.ts'

/** A desk with a key room of its own in a folder that goes with the test file. */
export function testDesk(more: Partial<Omit<PeopleDesk, 'keys'>> = {}): PeopleDesk {
  const folder = mkdtempSync(join(tmpdir(), 'yike-people-'))
  afterAll(() => rmSync(folder, { recursive: true, force: true }))
  return peopleDesk(openKeyRoom(folder), more)
}

const WEIGHTS = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2]

/** A citizen number with the right check character: region prefix, birth date `YYYY-MM-DD`, three digits of order (odd: male). */
export function citizenNumber(born: string, order: number, region = '539900'): string {
  const seventeen = region + born.replaceAll('-', '') + String(order % 1000).padStart(3, '0')
  return seventeen + '10X98765432'[WEIGHTS.reduce((sum, weight, i) => sum + weight * Number(seventeen[i]), 0) % 11]
}
