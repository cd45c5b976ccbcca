/** What a start shows while it works: one line a step, rewritten in place on a terminal. */
export class Progress {
  private readonly began = Date.now()
  private last = ''

  /** @param share how much of the step is done, 0 to 1, where it is long enough to tell */
  step(zh: string, en: string, share?: number): void {
    const bar =
      share === undefined ? '' : ` ${'█'.repeat(Math.round(share * 20)).padEnd(20, '░')} ${Math.round(share * 100)} %`
    const line = `${zh} · ${en}${bar}`
    if (line === this.last) return
    if (process.stdout.isTTY) process.stdout.write(`\r\u001b[K${line}`)
    else console.log(line)
    this.last = line
  }

  done(): void {
    const seconds = ((Date.now() - this.began) / 1000).toFixed(1)
    if (process.stdout.isTTY) process.stdout.write('\r\u001b[K')
    console.log(`已就绪 · ready（${seconds} s）`)
  }
}
