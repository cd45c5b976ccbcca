import { execFile } from 'node:child_process'
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { parseArgs, promisify } from 'node:util'
import { fillYear, screens } from './orders/district.ts'
import { killUnderLoad } from './orders/faults.ts'
import { COUNTY, makeGround, PERSONS, personId } from './orders/ground.ts'
import { overHttp } from './orders/http.ts'
import { lastPlaces } from './orders/last.ts'
import { rush } from './orders/rush.ts'

/**
 * Orders beside pgbench's simple-update on the same PostgreSQL in the same run, every commit on disk: the database call alone (one order a call,
 * 16 clients), over HTTP (16 clients), a rush of 64 clients through the collector. Needs pgbench on the path.
 * `npm run bench -- orders --seconds 10 --only call,http,rush`; `--only last` puts 200 clients on the last 20 places of a class a hundred times;
 * `--only faults --blows 50` kills server and database by turns under load; `--only district --persons 100000 --orders 1000000` times the
 * screens of a district of a year.
 */
const { values } = parseArgs({
  options: {
    seconds: { type: 'string', default: '10' },
    only: { type: 'string', default: 'call,http,rush' },
    rounds: { type: 'string', default: '1' },
    blows: { type: 'string', default: '50' },
    persons: { type: 'string', default: String(PERSONS) },
    orders: { type: 'string', default: '1000000' },
  },
})
const SECONDS = Number(values.seconds)
const only = new Set(values.only.split(','))
const run = promisify(execFile)

const ground = await makeGround({}, Number(values.persons))
try {
  const peer = ['-h', ground.socket, '-U', 'bench_owner', 'pgbench']
  const loaded = only.has('call') || only.has('http') || only.has('rush')
  if (loaded) await run('pgbench', ['-i', '-q', '-s', '20', ...peer])
  const tps = (text: string) => Number(/tps = ([\d.]+)/.exec(text)![1])
  const simple = async (clients: number) =>
    tps((await run('pgbench', ['-N', '-c', String(clients), '-j', '2', '-T', String(SECONDS), ...peer])).stdout)

  const script = join(ground.folder, 'place.sql')
  const uuid = (n: string) => `('01900000-0000-7000-8000-' || lpad(to_hex((${n})::int), 12, '0'))::uuid`
  const offers = ground.offers.map((each) => `"${each.id}"`).join(',')
  writeFileSync(
    script,
    `\\set p random(0, 19999)
\\set o random(0, ${ground.offers.length - 1})
\\set a random(1000000000, 9000000000000)
select outcome, why from services.place('${COUNTY}', clock_timestamp(), jsonb_build_array(jsonb_build_object('turn', 0, 'id', uuidv7(), 'no', 'B' || :client_id || '-' || clock_timestamp(),
  'log', uuidv7(), 'told', uuidv7(), 'request', 'bench' || :client_id || clock_timestamp(), 'print', 'x', 'actor', 'bench' || :client_id, 'scope', '', 'person', ${uuid(':p')},
  'offer', ('[${offers}]'::jsonb) ->> (:o)::int, 'session', null, 'quantity', 1, 'seen', case :o % 3 when 0 then 3500 when 1 then 6000 else 1500 end,
  'from', clock_timestamp() + interval '2 days', 'until', clock_timestamp() + interval '50 hours', 'channel', 'phone', 'acting', 'self')));
`,
  )
  const settings = { jurisdiction: COUNTY, reach: COUNTY, region: COUNTY, actor: 'bench' }
  const options = [
    '-c role=yike_app',
    ...Object.entries(settings).map(([name, value]) => `-c yike.${name}=${value}`),
  ].join(' ')
  const placed = async () =>
    Number((await ground.owner.query('select count(*) n from services.service_order')).rows[0].n)
  const call = async () => {
    const before = await placed()
    const { stdout } = await run(
      'pgbench',
      [
        '-n',
        '-f',
        script,
        '-c',
        '16',
        '-j',
        '2',
        '-T',
        String(SECONDS),
        '-h',
        ground.socket,
        '-U',
        'bench_owner',
        'bench',
      ],
      {
        env: { ...process.env, PGOPTIONS: options },
      },
    )
    const rate = ((await placed()) - before) / SECONDS
    if (rate < tps(stdout) * 0.98) throw new Error(`of ${tps(stdout)} calls a second only ${rate} placed an order`)
    return rate
  }
  for (let round = 0; loaded && round < Number(values.rounds); round++) {
    const peer16 = await simple(16)
    console.log(`pgbench simple-update, 16 clients: ${peer16.toFixed(0)} tx/s`)
    if (only.has('call')) {
      const rate = await call()
      console.log(`database call alone, 16 clients: ${rate.toFixed(0)} orders/s = ${(rate / peer16).toFixed(2)} x`)
    }
    if (only.has('http')) {
      const { rate, p50, p99, most, failed } = await overHttp(ground, 16, SECONDS)
      console.log(
        `over HTTP, 16 clients: ${rate.toFixed(0)} orders/s = ${(rate / peer16).toFixed(2)} x; p50 ${p50.toFixed(1)} ms, p99 ${p99.toFixed(1)} ms, longest ${most.toFixed(0)} ms; ${failed} failed`,
      )
    }
    if (only.has('rush')) {
      const peer64 = await simple(64)
      console.log(`pgbench simple-update, 64 clients: ${peer64.toFixed(0)} tx/s`)
      for (const kind of ['all', 'class'] as const) {
        const { rate, accepted, refused, p99, why } = await rush(ground, 64, SECONDS, kind)
        console.log(
          `rush, 64 clients, ${kind === 'all' ? 'places for all' : 'places for a tenth'}: ${rate.toFixed(0)} orders/s = ${(rate / peer64).toFixed(2)} x; ${accepted} placed, ${refused} told why ${JSON.stringify(why)}; p99 ${p99.toFixed(1)} ms`,
        )
      }
    }
  }
  if (only.has('last')) {
    const report = await lastPlaces(ground, 200, 20, 100)
    console.log(`200 clients on the last 20 places: ${JSON.stringify(report)}`)
    if (report.uneven + report.failed > 0) throw new Error('places were lost or given twice, or an order failed')
  }
  if (only.has('district')) {
    await fillYear(ground, Number(values.orders), Number(values.persons))
    for (const { screen, p50, p95, status } of await screens(ground, Number(values.persons), 40))
      console.log(
        `${screen}: p50 ${p50.toFixed(1)} ms, p95 ${p95.toFixed(1)} ms${status === 200 ? '' : `, answered ${status}`}`,
      )
  }
  if (only.has('faults')) {
    const offer = ground.offers[2]!
    const report = await killUnderLoad({
      server: ground.server,
      address: ground.address,
      offer: offer.id,
      fen: offer.fen,
      persons: Array.from({ length: 200 }, (_, i) => personId(i)),
      rounds: Number(values.blows),
      milliseconds: 150,
      clients: 16,
    })
    console.log(`kill -9 of server and database by turns under load: ${JSON.stringify(report)}`)
    if (report.lost + report.doubled + report.uneven + report.lanes > 0)
      throw new Error('an acknowledged order was lost, doubled or left in part')
  }
} finally {
  await ground.stop()
}
