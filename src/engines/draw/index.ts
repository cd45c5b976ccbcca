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
