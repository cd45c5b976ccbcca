import { today } from '../../../kernel/dates.ts'
import { newId } from '../../../kernel/ids.ts'
import { refuse } from '../../../kernel/refusal.ts'
import { sql, type Tx } from '../../../platform/db/index.ts'
import type { CellIssue, Changes, RegisterColumn, RegisterDefinition } from '../../../platform/imports/index.ts'
import { type CoordinateSystem, toWgs } from '../coordinates.ts'
import type { AssetRow } from './model.ts'
import { transitionUntil, whyNotTransition } from './rules.ts'

const t = (zh: string, en: string) => ({ zh, en })
const choice = (value: string, zh: string, en: string, ...aliases: string[]) => ({
  value,
  title: t(zh, en),
  ...(aliases.length === 0 ? {} : { aliases }),
})

export const OWNER_KINDS = [
  choice('state', '国有', 'state', '国有资产', '公房'),
  choice('collective', '集体', 'collective', '村集体'),
  choice('owners', '业主共有', 'shared by owners', '小区公共用房'),
  choice('company', '企业自持', 'held by a company', '开发企业'),
]
export const CONDITIONS = [
  choice('ready', '可直接使用', 'ready'),
  choice('light-repair', '简单维修后可用', 'needs light repair'),
  choice('renovation', '需改造', 'needs renovation'),
  choice('unsafe', '不安全', 'unsafe', '危房'),
]
export const ASSET_TENURES = [
  choice('free-use', '无偿使用', 'free use'),
  choice('lease', '出租', 'lease', '租赁'),
  choice('purchase', '转让', 'sale'),
]
export const PRICE_MODES = [
  choice('free', '无偿', 'free of charge', '免费'),
  choice('low', '低价', 'below the market', '优惠'),
  choice('market', '市场价', 'market price'),
]
const STAGE_CHOICES = [
  choice('registered', '已登记', 'registered'),
  choice('listed', '已发布', 'listed'),
  choice('approved', '已审批', 'approved'),
  choice('handed-over', '已移交', 'handed over'),
  choice('in-use', '使用中', 'in use'),
  choice('withdrawn', '已撤下', 'withdrawn'),
]

const money = (key: string, zh: string, en: string, example: number | null): RegisterColumn => ({
  key,
  title: t(zh, en),
  type: 'decimal',
  unit: t('元/年', 'yuan a year'),
  min: 0,
  max: 1_000_000_000,
  decimals: 2,
  example,
})

const COLUMNS: RegisterColumn[] = [
  { key: 'code', title: t('资产编号', 'Asset code'), type: 'code', required: true, listed: true, example: 'XZ-001' },
  {
    key: 'name',
    title: t('名称', 'Name'),
    type: 'text',
    required: true,
    listed: true,
    maxLength: 80,
    example: '原锦山村委会办公楼（示例）',
  },
  {
    key: 'owner_name',
    title: t('权属单位', 'Owner'),
    type: 'text',
    required: true,
    listed: true,
    maxLength: 100,
    example: '江那镇人民政府',
  },
  {
    key: 'owner_kind',
    title: t('权属性质', 'Kind of owner'),
    type: 'choice',
    required: true,
    filter: true,
    choices: OWNER_KINDS,
    example: 'state',
  },
  {
    key: 'region',
    title: t('所在村（社区）', 'Village or community'),
    aliases: ['所在区划', '所属社区'],
    type: 'region',
    required: true,
    listed: true,
    filter: true,
    example: '江那镇锦山社区',
  },
  { key: 'address', title: t('地址', 'Address'), type: 'text', example: '健康路 1 号' },
  { key: 'lon', title: t('经度', 'Longitude'), type: 'longitude', min: 70, max: 140, decimals: 6, example: 104.34 },
  { key: 'lat', title: t('纬度', 'Latitude'), type: 'latitude', min: 0, max: 60, decimals: 6, example: 23.61 },
  {
    key: 'coordinates',
    title: t('坐标系', 'Coordinate system'),
    type: 'choice',
    importOnly: true,
    choices: [
      choice('wgs84', 'WGS-84', 'WGS-84', 'CGCS2000', 'GPS'),
      choice('gcj02', 'GCJ-02', 'GCJ-02', '高德', '腾讯'),
      choice('bd09', 'BD-09', 'BD-09', '百度'),
    ],
    example: 'wgs84',
  },
  {
    key: 'area',
    title: t('建筑面积', 'Floor area'),
    type: 'decimal',
    unit: t('㎡', 'm²'),
    min: 0.1,
    max: 1_000_000,
    decimals: 1,
    listed: true,
    example: 320,
  },
  { key: 'storey', title: t('楼层', 'Storey'), type: 'text', maxLength: 20, example: '1—2' },
  {
    key: 'condition',
    title: t('房屋状况', 'Condition'),
    type: 'choice',
    filter: true,
    choices: CONDITIONS,
    example: 'light-repair',
  },
  {
    key: 'constraints',
    title: t('限制条件', 'Constraints'),
    type: 'text',
    maxLength: 300,
    emptyIsNone: true,
    example: '不得用于餐饮明火',
  },
  {
    key: 'tenure',
    title: t('提供方式', 'Offered as'),
    type: 'choice',
    filter: true,
    choices: ASSET_TENURES,
    example: 'free-use',
  },
  {
    key: 'price_mode',
    title: t('价格方式', 'Kind of price'),
    type: 'choice',
    listed: true,
    filter: true,
    choices: PRICE_MODES,
    example: 'free',
  },
  money('price', '价格', 'Price', null),
  money('market_price', '市场价', 'Market price', 24_000),
  { key: 'uses', title: t('适宜用途', 'Fit for'), type: 'text', maxLength: 200, example: '日间照料、助餐' },
  { key: 'in_estate', title: t('位于住宅小区内', 'In a housing estate'), type: 'boolean', example: false },
  {
    key: 'transition_from',
    title: t('过渡期起始日', 'Transition from'),
    type: 'date',
    emptyIsNone: true,
    example: null,
    help: t('适用五年过渡期政策的，填起始日', 'First day of the five-year transition, where it was granted'),
  },
  {
    key: 'transition_terms',
    title: t('过渡期条件', 'Terms of the transition'),
    type: 'text',
    maxLength: 300,
    emptyIsNone: true,
    example: null,
  },
  {
    key: 'stage',
    title: t('阶段', 'Stage'),
    type: 'choice',
    readOnly: true,
    listed: true,
    filter: true,
    choices: STAGE_CHOICES,
    example: null,
  },
  { key: 'source', title: t('数据来源', 'Source'), type: 'text', example: '闲置资源清查' },
  { key: 'note', title: t('备注', 'Note'), type: 'text', maxLength: 500, emptyIsNone: true, example: null },
]

const issue = (column: string, code: string, zh: string, en: string): CellIssue => ({
  column,
  code: `asset.${code}`,
  text: { zh, en },
})

/** What was published or agreed on is not changed by a file. */
const SETTLED = ['area', 'price_mode', 'price', 'market_price', 'owner_name', 'in_estate'] as const

type Lookup = { day: string; stages: ReadonlyMap<string, string> }

function check(row: AssetRow, lookup: unknown, before: AssetRow | null): CellIssue[] {
  const issues: CellIssue[] = []
  if ((row.lon === null) !== (row.lat === null))
    issues.push(
      issue(
        row.lon === null ? 'lon' : 'lat',
        'point',
        '经度和纬度要么都填，要么都不填',
        'Give both longitude and latitude, or neither',
      ),
    )
  if (row.price_mode === 'free' && row.price !== null && row.price > 0)
    issues.push(issue('price', 'price-free', '无偿提供的，价格应为空或 0', 'What is free of charge has no price'))
  if (row.price_mode === 'low' && row.price !== null && row.market_price !== null && row.price >= row.market_price)
    issues.push(issue('price', 'price-low', '低价应低于市场价', 'A low price lies below the market price'))
  const { day, stages } = lookup as Lookup
  const early = row.transition_from === null ? null : whyNotTransition(row.transition_from, day)
  if (early !== null) issues.push(issue('transition_from', 'transition', early.text.zh, early.text.en))
  const stage = stages.get(row.code)
  const settled = before !== null && stage !== undefined && stage !== 'registered' && stage !== 'withdrawn'
  for (const column of settled ? SETTLED : [])
    if (row[column] !== before?.[column])
      issues.push(
        issue(
          column,
          'settled',
          '已发布的资产，这一项不能由导入更改；请先撤下',
          'Of a listed asset this is not changed by an import; withdraw it first',
        ),
      )
  return issues
}

const fen = (yuan: number | null) => (yuan === null ? null : Math.round(yuan * 100))

/** Writes assets, set-based; an import that is undone takes out the assets nobody dealt with. */
export async function writeAssets(
  tx: Tx,
  changes: Changes<AssetRow>,
  origin: { import: string | null },
): Promise<number> {
  const rows = [...changes.added, ...changes.changed.map(({ after }) => after)].map((row) => ({
    ...row,
    id: newId(),
    price_fen: row.price_mode === 'free' ? null : fen(row.price),
    market_fen: fen(row.market_price),
    transition_until: row.transition_from === null ? null : transitionUntil(row.transition_from),
  }))
  if (rows.length > 0)
    await tx.run(sql`insert into territory.idle_asset (jurisdiction, id, code, name, owner_name, owner_kind, region, address, lon, lat, area, storey, condition,
        constraints, tenure, price_mode, price_fen, market_fen, uses, in_estate, note, transition_from, transition_until, transition_terms, source, recorded_by, recorded_at, import)
      select ${tx.actor.jurisdiction}, id, code, name, owner_name, owner_kind, region, address, lon, lat, area, storey, condition, constraints, tenure, price_mode, price_fen,
        market_fen, uses, in_estate, note, transition_from, transition_until, transition_terms, source, ${tx.actor.id}, ${tx.now}, ${origin.import}
      from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as g(id uuid, code text, name text, owner_name text, owner_kind text, region text, address text,
        lon double precision, lat double precision, area numeric, storey text, condition text, constraints text, tenure text, price_mode text, price_fen bigint,
        market_fen bigint, uses text, in_estate boolean, note text, transition_from date, transition_until date, transition_terms text, source text)
      on conflict (jurisdiction, code) do update set name = excluded.name, owner_name = excluded.owner_name, owner_kind = excluded.owner_kind, region = excluded.region,
        address = excluded.address, lon = excluded.lon, lat = excluded.lat, area = excluded.area, storey = excluded.storey, condition = excluded.condition,
        constraints = excluded.constraints, tenure = excluded.tenure, price_mode = excluded.price_mode, price_fen = excluded.price_fen, market_fen = excluded.market_fen,
        uses = excluded.uses, in_estate = excluded.in_estate, note = excluded.note, transition_from = excluded.transition_from, transition_until = excluded.transition_until,
        transition_terms = excluded.transition_terms, source = excluded.source, import = excluded.import, revision = territory.idle_asset.revision + 1`)
  if (changes.removed.length > 0) {
    const gone = changes.removed.map((row) => row.code)
    const removed =
      await tx.run(sql`delete from territory.idle_asset a where a.jurisdiction = ${tx.actor.jurisdiction} and a.code = any(${gone})
      and not exists (select from territory.asset_happening h where h.jurisdiction = a.jurisdiction and h.asset = a.id)`)
    if (removed < gone.length)
      throw refuse(
        'asset.dealt-with',
        {
          zh: '其中有资产已办理过，不能撤销导入',
          en: 'Some of these assets have been dealt with; the import cannot be undone',
        },
        { kind: 'conflict' },
      )
  }
  return rows.length + changes.removed.length
}

/** The register of idle assets (闲置资源台账). */
export const assetRegister: RegisterDefinition<AssetRow> = {
  name: 'idle-asset',
  title: { zh: '闲置资源', en: 'Idle assets' },
  description: {
    zh: '可用于生活服务的闲置房屋和设施，一处一行；发布、申请、审批在闲置资源页办理。',
    en: 'Idle premises that may serve, one row each; listing, applications and approval are on their own page.',
  },
  columns: COLUMNS,
  key: ['code'],
  regionColumn: 'region',
  readBeyondRegion: true,
  dateColumns: ['transition_from'],
  href: (row) => `/console/territory/assets?code=${encodeURIComponent(row.code)}`,
  source: (
    tx,
  ) => sql`select a.code, a.name, a.owner_name, a.owner_kind, a.region, a.address, a.lon, a.lat, a.area, a.storey, a.condition, a.constraints, a.tenure,
      a.price_mode, a.price_fen / 100.0 as price, a.market_fen / 100.0 as market_price, a.uses, a.in_estate, a.transition_from, a.transition_terms, a.stage, a.source, a.note
    from territory.idle_asset a where a.jurisdiction = ${tx.actor.jurisdiction}`,
  normalise: (row) => {
    if (row.lon === null || row.lat === null) return row
    const system = (row.coordinates ?? 'wgs84') as CoordinateSystem
    return { ...row, ...toWgs({ lon: row.lon, lat: row.lat }, system) }
  },
  lookup: async (tx, rows): Promise<Lookup> => {
    const stages = await tx.rows<{ code: string; stage: string }>(sql`select code, stage from territory.idle_asset
      where jurisdiction = ${tx.actor.jurisdiction} and code = any(${rows.map((row) => row.code)})`)
    return { day: today(tx.now.getTime()), stages: new Map(stages.map(({ code, stage }) => [code, stage])) }
  },
  check,
  apply: (tx, changes, context) => writeAssets(tx, changes, context),
}
