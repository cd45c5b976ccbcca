import Type from 'typebox'
import { type AnyRoute, command, open, PageQuery, pagedBy, read } from '../../../platform/http/index.ts'
import type { PeopleDesk } from '../../people/index.ts'
import { Acting, Day, Id, Note, orNull, Uuid } from '../schemas.ts'
import { acceptRetrofit, addPhotos, dropRetrofit, finishItem, planRetrofit } from './commands.ts'
import { ITEMS } from './model.ts'
import { photoFile, retrofitList, retrofitView } from './views.ts'

export const retrofitRoutes = (desk: PeopleDesk): AnyRoute[] => [
  read({
    method: 'GET',
    url: '/api/care/retrofit-items',
    summary: { zh: '改造项目清单', en: 'Items of retrofits' },
    permission: 'care.read',
    handle: async () => ({ items: ITEMS, next: null }),
  }),
  open({
    method: 'GET',
    url: '/api/care/retrofits',
    summary: { zh: '居家改造，按轻重缓急', en: 'Retrofits, the most urgent first' },
    permission: 'care.read',
    query: Type.Object({
      ...PageQuery.properties,
      state: Type.Optional(Type.Enum(['planned', 'works', 'accepted', 'dropped'])),
      open: Type.Optional(Type.Boolean()),
    }),
    handle: (db, { query }, { actor }) =>
      db.write(actor, (tx) => retrofitList(tx, desk, pagedBy(query) as Parameters<typeof retrofitList>[2])),
  }),
  open({
    method: 'GET',
    url: '/api/care/retrofits/:id',
    summary: { zh: '一户改造：项目、照片、验收', en: 'One retrofit: items, photographs, acceptance' },
    permission: 'care.read',
    params: Id,
    handle: (db, { params }, { actor }) => db.write(actor, (tx) => retrofitView(tx, desk, params.id)),
  }),
  open({
    method: 'GET',
    url: '/api/care/retrofits/:id/photos/:photo',
    summary: { zh: '改造照片，记入读取记录', en: 'A photograph; the reading is noted' },
    permission: 'care.read',
    params: Type.Object({ id: Uuid, photo: Uuid }),
    handle: (db, { params }, { actor }) => db.write(actor, (tx) => photoFile(tx, desk, params.id, params.photo)),
  }),
  command({
    method: 'POST',
    url: '/api/care/retrofits',
    summary: { zh: '登记入户评估和改造方案', en: 'Enter survey and plan of a retrofit' },
    permission: 'care.manage',
    status: 201,
    body: Type.Object({
      person: Uuid,
      programme: Type.Enum(['elder', 'disability']),
      casefile: orNull(Uuid),
      surveyedOn: Day,
      needs: Type.String({ minLength: 1, maxLength: 2000 }),
      capFen: Type.Integer({ minimum: 1, maximum: 100_000_000 }),
      items: Type.Array(
        Type.Object({
          item: Type.Enum(ITEMS.map((each) => each.code)),
          quantity: Type.Integer({ minimum: 1, maximum: 99 }),
          fen: Type.Integer({ minimum: 1, maximum: 100_000_000 }),
        }),
        { minItems: 1, maxItems: 30 },
      ),
    }),
    handle: (tx, { body }) => planRetrofit(tx, desk, body as Parameters<typeof planRetrofit>[2]),
  }),
  command({
    method: 'POST',
    url: '/api/care/retrofits/:id/items/:item/done',
    summary: { zh: '登记一项完工', en: 'Enter that an item is done' },
    permission: 'care.manage',
    params: Type.Object({ id: Uuid, item: Uuid }),
    body: Type.Object({ on: Day }),
    handle: async (tx, { params, body }) => void (await finishItem(tx, desk, params.id, params.item, body.on)),
  }),
  command({
    method: 'POST',
    url: '/api/care/retrofits/:id/photos',
    summary: { zh: '上传改造前后照片', en: 'Keep photographs before and after' },
    permission: 'care.manage',
    params: Id,
    upload: true,
    status: 201,
    body: Type.Object({ item: Uuid, stage: Type.Enum(['before', 'after']) }),
    handle: (tx, { params, body }, { files }) =>
      addPhotos(tx, desk, params.id, body as Parameters<typeof addPhotos>[3], files),
  }),
  command({
    method: 'POST',
    url: '/api/care/retrofits/:id/acceptance',
    summary: { zh: '本人或代理人验收', en: 'Accept a retrofit on the person’s or a proxy’s word' },
    permission: 'care.manage',
    params: Id,
    body: Type.Object({ on: Day, acting: Acting }),
    handle: (tx, { params, body }) => acceptRetrofit(tx, desk, params.id, body as Parameters<typeof acceptRetrofit>[3]),
  }),
  command({
    method: 'POST',
    url: '/api/care/retrofits/:id/drop',
    summary: { zh: '取消改造', en: 'Drop a retrofit' },
    permission: 'care.manage',
    params: Id,
    body: Type.Object({ reason: Note }),
    handle: async (tx, { params, body }) => void (await dropRetrofit(tx, desk, params.id, body.reason)),
  }),
]
