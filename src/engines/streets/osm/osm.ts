import { type Refusal, refuse } from '../../../kernel/refusal.ts'
import type { Tags } from '../walking.ts'

/** What one pass over a file hands out. Node positions are whole units of 1e-7 degree. */
export type OsmVisitor = {
  /** Left out: nodes are skipped unread. */
  node?: (id: number, lon: number, lat: number, tags: Tags | null) => void
  /** Only ways that carry a `highway` tag. Left out: ways are skipped unread. */
  way?: (id: number, refs: ArrayLike<number>, tags: Tags) => void
}

/** The file ends before it should. */
export function truncated(): Refusal {
  return refuse(
    'streets.truncated',
    { zh: '街道文件不完整：文件在中途断开', en: 'The street file is cut off: it ends in the middle' },
    {
      next: { zh: '请重新下载后再导入；现有街道没有改动', en: 'Download it again; the present streets are unchanged' },
    },
  )
}

/** The file's bytes contradict its format; `detail` says where. */
export function corrupt(detail: string): Refusal {
  return refuse(
    'streets.corrupt',
    { zh: '街道文件已损坏', en: `The street file is damaged (${detail})` },
    {
      params: { detail },
      next: { zh: '请重新下载后再导入；现有街道没有改动', en: 'Download it again; the present streets are unchanged' },
    },
  )
}

/** The file is of another kind, or packed in a way that cannot be read here. */
export function unreadable(detail: string): Refusal {
  return refuse(
    'streets.format',
    { zh: '读不了这种街道文件', en: `Streets of this kind cannot be read (${detail})` },
    {
      params: { detail },
      next: {
        zh: '请用 OpenStreetMap 的 .osm.pbf、.osm 或 .osm.gz 文件',
        en: 'Use an OpenStreetMap file: .osm.pbf, .osm or .osm.gz',
      },
    },
  )
}
