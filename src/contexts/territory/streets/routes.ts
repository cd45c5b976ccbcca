import { join } from 'node:path'
import Type from 'typebox'
import { refuse } from '../../../kernel/refusal.ts'
import { installationActor } from '../../../platform/db/index.ts'
import { type AnyRoute, open, read } from '../../../platform/http/index.ts'
import { record } from '../../../platform/journal/index.ts'
import { openInputs, recentRuns, requestRun } from '../../../platform/runs/index.ts'
import { streetsImport } from './import.ts'
import { receiveFile, sweepFiles } from './receive.ts'
import { dwellingsInBounds, streetsVersions } from './store.ts'

const NAMES = /\.(?:osm\.pbf|pbf|osm|osm\.gz|gz)$/i

/** The walking streets: which serve, how they were made, and bringing new ones in. */
export function streetsRoutes({ folder }: { folder: string }): AnyRoute[] {
  return [
    read({
      method: 'GET',
      url: '/api/territory/streets',
      summary: { zh: '步行路网的各版本', en: 'Versions of the walking streets' },
      permission: 'register.read',
      handle: async (tx) => ({
        items: await streetsVersions(tx),
        people: await dwellingsInBounds(tx),
        runs: await recentRuns(tx, { kinds: [streetsImport.name], limit: 5 }),
      }),
    }),
    open({
      method: 'POST',
      url: '/api/territory/streets',
      summary: { zh: '导入步行路网文件', en: 'Bring in a street file' },
      permission: 'register.import',
      stream: true,
      query: Type.Object({
        name: Type.String({ minLength: 1, maxLength: 200 }),
        bytes: Type.Optional(Type.Integer({ minimum: 0 })),
      }),
      handle: async (db, { query }, { actor, stream }) => {
        if (!NAMES.test(query.name)) {
          throw refuse(
            'streets.name',
            {
              zh: '请选择 .osm.pbf、.osm 或 .osm.gz 文件',
              en: 'Choose a file of the kind .osm.pbf, .osm or .osm.gz',
            },
            {
              at: '/query/name',
              next: {
                zh: '可从 OpenStreetMap 的地区摘录下载',
                en: 'Extracts of OpenStreetMap come in these kinds',
              },
            },
          )
        }
        if (actor.region.length > 6) {
          throw refuse(
            'access.region',
            {
              zh: '路网由县级维护，您的账号只管一个乡镇',
              en: 'Streets are kept for the whole county, not for one town',
            },
            { kind: 'forbidden', next: { zh: '请县级工作人员导入', en: 'Ask somebody who works for the county' } },
          )
        }
        const needed = await db.read(installationActor('streets'), (tx) => openInputs(tx, streetsImport))
        await sweepFiles(join(folder, 'streets'), new Set(needed.map(({ path }) => path)), Date.now())
        const file = await receiveFile(join(folder, 'streets'), query.name, stream!, query.bytes ?? null)
        return db.write(actor, async (tx) => {
          const id = await requestRun(tx, streetsImport, file)
          await record(tx, {
            action: 'territory.streets.import',
            subject: { kind: 'run', id },
            detail: { name: file.name },
          })
          return { run: id }
        })
      },
    }),
  ]
}
