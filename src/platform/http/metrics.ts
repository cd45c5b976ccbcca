type Line = { count: number; seconds: number }

/** Counters in the text form that Prometheus reads: requests, time, statements and bytes per route. */
export class Metrics {
  private readonly requests = new Map<string, Line>()
  private readonly costs = new Map<string, { statements: number; bytes: number }>()

  /** @param milliseconds time from the first byte in to the last byte out */
  observe(route: string, method: string, status: number, milliseconds: number): void {
    const key = `route="${route}",method="${method}",status="${status}"`
    const line = this.requests.get(key) ?? { count: 0, seconds: 0 }
    line.count++
    line.seconds += milliseconds / 1000
    this.requests.set(key, line)
  }

  cost(route: string, cost: { statements: number; bytes: number }): void {
    const sum = this.costs.get(route) ?? { statements: 0, bytes: 0 }
    sum.statements += cost.statements
    sum.bytes += cost.bytes
    this.costs.set(route, sum)
  }

  render(): string {
    const lines = ['# TYPE yike_requests_total counter']
    for (const [key, line] of this.requests) lines.push(`yike_requests_total{${key}} ${line.count}`)
    lines.push('# TYPE yike_request_seconds_total counter')
    for (const [key, line] of this.requests) lines.push(`yike_request_seconds_total{${key}} ${line.seconds.toFixed(6)}`)
    lines.push('# TYPE yike_sql_statements_total counter')
    for (const [route, cost] of this.costs) lines.push(`yike_sql_statements_total{route="${route}"} ${cost.statements}`)
    lines.push('# TYPE yike_sql_bytes_total counter')
    for (const [route, cost] of this.costs) lines.push(`yike_sql_bytes_total{route="${route}"} ${cost.bytes}`)
    lines.push(
      '# TYPE process_resident_memory_bytes gauge',
      `process_resident_memory_bytes ${process.memoryUsage.rss()}`,
    )
    return `${lines.join('\n')}\n`
  }
}
