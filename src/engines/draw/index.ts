import { join } from 'node:path'

/** Random draws that anybody can draw again: commitment before, chance after, an order that follows. */
export {
  commitmentOf,
  DRAW_VERSION,
  type DrawEntry,
  type DrawFault,
  type DrawParty,
  type DrawPlan,
  type DrawProof,
  type DrawReveal,
  faultsOf,
  listHash,
  orderOf,
  planHash,
  seedOf,
  sortedEntries,
} from './draw.ts'

/** Path of the small program that draws again from a proof: to be handed out, not imported. */
export const VERIFY_PROGRAM = join(import.meta.dirname, 'verify.mjs')
