import type { Bilingual } from '../../kernel/refusal.ts'
import type { PersonCard } from '../people/index.ts'
import type { OrderState } from '../services/index.ts'

/** Meals of a day (餐次), with the hours that hold where a site has entered none. */
export const MEALS = {
  breakfast: { zh: '早餐', en: 'breakfast', from: '07:00', until: '08:30' },
  noon: { zh: '午餐', en: 'noon meal', from: '11:00', until: '13:00' },
  evening: { zh: '晚餐', en: 'evening meal', from: '17:00', until: '18:30' },
} as const
export type Meal = keyof typeof MEALS

/** Allergens (致敏物质, GB 7718—2025 annex on labelling), as a canteen names them. */
export const ALLERGENS = {
  gluten: { zh: '含麸质谷物', en: 'gluten' },
  shellfish: { zh: '甲壳类', en: 'shellfish' },
  fish: { zh: '鱼类', en: 'fish' },
  egg: { zh: '蛋类', en: 'egg' },
  peanut: { zh: '花生', en: 'peanut' },
  soy: { zh: '大豆', en: 'soy' },
  milk: { zh: '乳', en: 'milk' },
  nut: { zh: '坚果', en: 'nuts' },
} as const satisfies Record<string, Bilingual>
export type Allergen = keyof typeof ALLERGENS

/** Diets (饮食要求): what somebody needs, and what a dish is suited for. */
export const DIETS = {
  diabetic: { zh: '糖尿病', en: 'diabetic' },
  soft: { zh: '软食', en: 'soft' },
  'low-salt': { zh: '低盐', en: 'low salt' },
  halal: { zh: '清真', en: 'halal' },
} as const satisfies Record<string, Bilingual>
export type Diet = keyof typeof DIETS

/** How it was proved that somebody got the meal. Only the code proves it without the word of whoever hands over. */
export const PROOFS = {
  code: { zh: '口头确认码', en: 'one-time code' },
  card: { zh: '证件号核对', en: 'identity card' },
  name: { zh: '姓名核对', en: 'name' },
} as const satisfies Record<string, Bilingual>
export type Proof = keyof typeof PROOFS

export type Dish = {
  /** The same dish has the same key in every version of a menu. */
  key: string
  zh: string
  en: string | null
  allergens: Allergen[]
  suits: Diet[]
}

/** A menu in force. */
export type Menu = {
  id: string
  site: string
  day: string
  meal: Meal
  version: number
  shared: boolean
  takenFrom: string | null
  publishedAt: string
  dishes: Dish[]
}

/** When a site serves a meal. Times are `HH:MM` in China. `own`: the site entered them. */
export type Hours = {
  meal: Meal
  from: string
  until: string
  cutoffAt: string | null
  cutoffDays: number
  own: boolean
}

/** What somebody needs and must not have. */
export type DietFile = { diets: Diet[]; allergens: Allergen[]; note: string | null }

/** An order on the kitchen's sheet. `person` is null where the reader may not see who it is for. */
export type SheetLine = {
  order: string
  no: string
  person: PersonCard | null
  meal: Meal
  goesOut: boolean
  quantity: number
  /** Key of the dish; null: the meal of the day. */
  dish: string | null
  diets: Diet[]
  allergens: Allergen[]
  note: string | null
  /** Ordered all the same after a warning of an allergy. */
  warned: boolean
  state: OrderState
  proof: Proof | null
}

type Portions = { eatIn: number; goesOut: number }

/** A meal on the kitchen's sheet. `portions` = `ordered` − `cancelled`, and the sum of `dishes`. */
export type SheetMeal = {
  meal: Meal
  ordered: number
  cancelled: number
  portions: number
  dishes: (Portions & { key: string | null; title: Bilingual; allergens: Allergen[] })[]
  diets: (Portions & { diet: Diet })[]
  allergens: (Portions & { allergen: Allergen })[]
}

/** 后厨备餐单 of a site and day. */
export type KitchenSheet = { site: string; day: string; meals: SheetMeal[]; lines: SheetLine[] }

/** A stop of the delivery list, in walking order. `minutes` on foot from the stop before; null where unknown. */
export type Delivery = SheetLine & {
  turn: number
  revision: number
  address: string | null
  phones: { number: string; label: string | null }[]
  minutes: number | null
}
