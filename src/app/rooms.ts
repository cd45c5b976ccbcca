import { join } from 'node:path'
import type { Room } from '../platform/db/index.ts'

const room = (name: string): Room => ({ name, migrations: join(import.meta.dirname, '..', name, 'migrations') })

/** Every room that owns tables, lowest first: the order in which migrations run. */
export const ROOMS: Room[] = [
  'platform/db',
  'platform/events',
  'platform/journal',
  'platform/keys',
  'platform/http',
  'platform/identity',
  'platform/calendar',
  'platform/imports',
  'platform/reviews',
  'platform/procedures',
  'platform/runs',
  'platform/sync',
  'contexts/territory',
  'contexts/people',
  'contexts/providers',
  'contexts/workforce',
  'contexts/benefits',
  'contexts/learning',
  'contexts/care',
  'contexts/health',
  'contexts/community',
  'contexts/services',
  'contexts/hotline',
  'contexts/dispatching',
  'contexts/meals',
  'contexts/residents',
  'contexts/supervision',
  'contexts/statistics',
  'contexts/plan',
  'contexts/evaluation',
].map(room)
