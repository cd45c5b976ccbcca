export { default as sql, empty, join, raw, type Sql } from 'sql-template-tag'
export { type Actor, demand, installationActor, may, publicActor, reachOf, systemActor } from './actor.ts'
export { type Packed, packed, partOf } from './bytes.ts'
export {
  type Address,
  type Cost,
  clientConfig,
  type Database,
  type DatabaseOptions,
  openDatabase,
  type Tx,
} from './database.ts'
export { EMBEDDED_SUPERUSER, type EmbeddedServer, runningServer, startEmbedded } from './embedded.ts'
export { migrate, type Room } from './migrate.ts'
export { type InForce, parametersInForce } from './parameters.ts'
export { keptSince } from './retention.ts'
export { expectOwn, expectRegion, inScope, worksIn } from './scope.ts'
export { containing } from './text.ts'
