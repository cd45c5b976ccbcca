/** Meals (老年助餐): menus, diets and allergies, orders with their dish, the kitchen's sheet, handing over and deliveries. */

export { dietReactions as mealReactions } from './diets/diets.ts'
export type {
  Allergen,
  Delivery,
  Diet,
  DietFile,
  Dish,
  Hours,
  KitchenSheet,
  Meal,
  Menu,
  Proof,
  SheetLine,
  SheetMeal,
} from './model.ts'
export { mealRule } from './orders/order.ts'
export { mealRoutes } from './routes.ts'
export { seedMeals } from './seed.ts'
