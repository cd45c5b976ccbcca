import type { BaseMap } from './model.ts'

/** Servers of 天地图 that share the load. */
const SERVERS = [0, 1, 2, 3, 4, 5, 6, 7].map((n) => `https://t${n}.tianditu.gov.cn`)

/**
 * The base map of 天地图 (vector map and Chinese names, Web Mercator, CGCS2000) when a key for browsers is set in `YIKE_TIANDITU_KEY`;
 * null otherwise, and then nothing outside is asked.
 *
 * @throws Error when the key is not one: it would become part of an address
 */
export function baseMapOf(environment: NodeJS.ProcessEnv): BaseMap | null {
  const key = environment.YIKE_TIANDITU_KEY?.trim()
  if (key === undefined || key === '') return null
  if (!/^[0-9A-Za-z]{16,64}$/.test(key)) throw new Error('YIKE_TIANDITU_KEY 不是天地图密钥 · is not a key of 天地图')
  const layer = (server: string, name: string) =>
    `${server}/${name}_w/wmts?SERVICE=WMTS&REQUEST=GetTile&VERSION=1.0.0&LAYER=${name}&STYLE=default&TILEMATRIXSET=w&FORMAT=tiles` +
    `&TILEMATRIX={z}&TILEROW={y}&TILECOL={x}&tk=${key}`
  return {
    ground: SERVERS.map((server) => layer(server, 'vec')),
    names: SERVERS.map((server) => layer(server, 'cva')),
    attribution: '天地图 · 国家地理信息公共服务平台',
  }
}

/** Where the browser must be allowed to ask for the base map; empty without one. */
export function baseMapOrigins(base: BaseMap | null): string[] {
  return base === null ? [] : SERVERS
}
