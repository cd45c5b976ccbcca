import Type from 'typebox'
import { today } from '../../../kernel/dates.ts'
import { type AnyRoute, command, read } from '../../../platform/http/index.ts'
import { recordCheck } from './commands.ts'
import { CHECK_LISTS, CheckAnswer } from './model.ts'
import { checkedPlaces, checkItems } from './store.ts'

const DateText = Type.String({ format: 'date' })

/** Checklists of facilities: safety of outlets in dwellings, accessibility. */
export const checklistRoutes: AnyRoute[] = [
  read({
    method: 'GET',
    url: '/api/territory/checklists/:list',
    summary: { zh: '检查表的各项', en: 'Items of a checklist' },
    permission: 'register.read',
    params: Type.Object({ list: Type.Enum(CHECK_LISTS) }),
    query: Type.Object({ asOf: Type.Optional(DateText) }),
    handle: async (tx, { params, query }) => ({
      items: await checkItems(tx, params.list, query.asOf ?? today(tx.now.getTime())),
    }),
  }),
  read({
    method: 'GET',
    url: '/api/territory/checklists/:list/places',
    summary: { zh: '应查设施及最近一次检查', en: 'Places to be checked, with their newest check' },
    permission: 'register.read',
    params: Type.Object({ list: Type.Enum(CHECK_LISTS) }),
    handle: async (tx, { params }) => ({
      items: await checkedPlaces(tx, params.list, today(tx.now.getTime())),
    }),
  }),
  command({
    method: 'POST',
    url: '/api/territory/facilities/:code/checks',
    summary: { zh: '登记一次检查，可附照片', en: 'Record a check, with photographs' },
    permission: 'register.write',
    params: Type.Object({ code: Type.String({ maxLength: 60 }) }),
    upload: true,
    body: Type.Object({
      list: Type.Enum(CHECK_LISTS),
      checkedOn: DateText,
      checkedBy: Type.String({ minLength: 2, maxLength: 80 }),
      items: Type.Array(CheckAnswer, { minItems: 1, maxItems: 60 }),
      note: Type.Union([Type.String({ maxLength: 500 }), Type.Null()]),
    }),
    handle: (tx, { params, body }, { files }) => recordCheck(tx, params.code, body, files),
  }),
]
