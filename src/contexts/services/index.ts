/** Services: what can be ordered, at which price, and every order from the call to the settlement; sessions, waiting lists, unmet demand. */

export {
  addOffer,
  adoptItems,
  authorise,
  enterSubsidy,
  keepItem,
  openDesk,
  publishPrice,
  setProviderTypes,
} from './catalogue/commands.ts'
export type {
  Item,
  ItemInput,
  MarketInput,
  OfferInput,
  OfferView,
  PriceInput,
  PriceView,
  StandardItem,
} from './catalogue/model.ts'
export { NEAR, type Near, type Nearness, nearestFirst, nearness, nearOf } from './catalogue/near.ts'
export {
  type ComparisonView,
  catalogue,
  type OfferSite,
  offers,
  type ProviderTypesView,
  type SubsidyView,
} from './catalogue/views.ts'
export { type DemandLine, demand, type NewUnmet, noteUnmet, UNMET_REASONS } from './demand/unmet.ts'
export { orderKinds } from './field/kinds.ts'
export { type FieldOrder, type OrderPack, orderPack } from './field/pack.ts'
export {
  COUNTED_KINDS,
  type CountedKind,
  countMonth,
  type MonthCount,
  type ServicesCounted,
  serviceJobs,
  workedKinds,
} from './figures/month.ts'
export type { PublishedLine, PublishedServices } from './figures/publish.ts'
export {
  CHANNELS,
  CHECKS,
  type Channel,
  FAMILIES,
  type Family,
  type OrderMoved,
  type OrderPlaced,
  type OrderState,
  type Placed,
  PRICE_KINDS,
  PROVIDER_TYPES,
  STATES,
  UNITS,
  type Wish,
} from './model.ts'
export {
  arriveAt,
  type Confirmation,
  cancelOrder,
  confirmOrder,
  finishOrder,
  noShow,
  noteRated,
  refuseOrder,
  settleOrder,
  startOrder,
} from './orders/acts.ts'
export { type Assignment, assignOrder, boundIn } from './orders/assign.ts'
export { askedBefore, type Keep, type Offered, type OrderDesk, type OrderRule, type Said } from './orders/beside.ts'
export { habitsOf, type OrderBrief, ordersBrief, servedBetween } from './orders/history.ts'
export { EVENT_KINDS, type Told } from './orders/move.ts'
export { type OrderOfDay, ordersOfDay, sitesOffering } from './orders/ofday.ts'
export { type Act, CLOSED, lead, openActs } from './orders/path.ts'
export { isPlaced, type Outcome, placeOrders, type ReadyWish, readyWishes } from './orders/place.ts'
export { type Quote, quote } from './orders/quote.ts'
export { orderRefusal } from './orders/refusals.ts'
export { demandKey, placeOrder, placeSeries } from './orders/routes.ts'
export { type SendableView, sendable } from './orders/sendable.ts'
export {
  assignOrders,
  ordersToSend,
  type SettledLine,
  sendingSites,
  settledIn,
  type ToSend,
  whoCame,
} from './orders/sending.ts'
export type { OrderRow } from './orders/store.ts'
export { orderWith } from './orders/store.ts'
export {
  deskSites,
  listOrders,
  type OrderEventView,
  type OrderLine,
  type OrderView,
  openOrdersOf,
  orderView,
} from './orders/views.ts'
export { serviceRoutes } from './routes.ts'
export { Chosen } from './schemas.ts'
export { clientsOfProvider, expectFirm, ordersInScope, personsOfCarer } from './scope.ts'
export { seedDayOrders } from './seed/dayorders.ts'
export { seedServices } from './seed/seed.ts'
export { cancelSession, type NewSessions, openSessions } from './sessions/commands.ts'
export { placeAll } from './sessions/series.ts'
export { type SessionPeople, type SessionView, sessions } from './sessions/views.ts'
export { joinWaiting, leaveWaiting, moveUp } from './sessions/waiting.ts'
