/** A line of an exit's checklist (退出清单): a resident to place or a balance to pay back. */
export type ExitLine = { kind: 'resident' | 'balance'; amountFen: number | null; settledOn: string | null }

/** What was declared when the exit was announced; null where nobody said. */
export type Declared = { residents: number | null; balancesFen: number | null }

export type ExitStanding = {
  residents: { declared: number | null; listed: number; open: number }
  balances: { declaredFen: number | null; listedFen: number; openFen: number }
  /** Every resident placed, as far as can be said: null where fewer are listed than were declared, or nobody said how many there are. */
  placed: boolean | null
  /** Every yuan paid back. */
  refunded: boolean | null
}

/** Known done only when as much is listed as was declared, and all of it is settled; an open line is a known no. */
function done(open: number, listed: number, declared: number | null): boolean | null {
  if (open > 0) return false
  if (declared === null) return listed > 0 ? true : null
  return listed >= declared ? true : null
}

/** How an exit stands. */
export function exitStanding(declared: Declared, lines: readonly ExitLine[]): ExitStanding {
  const residents = lines.filter((line) => line.kind === 'resident')
  const balances = lines.filter((line) => line.kind === 'balance')
  const sum = (of: readonly ExitLine[]) => of.reduce((total, line) => total + (line.amountFen ?? 0), 0)
  const open = <L extends ExitLine>(of: readonly L[]) => of.filter((line) => line.settledOn === null)
  const left = { residents: open(residents).length, fen: sum(open(balances)) }
  return {
    residents: { declared: declared.residents, listed: residents.length, open: left.residents },
    balances: { declaredFen: declared.balancesFen, listedFen: sum(balances), openFen: left.fen },
    placed: done(left.residents, residents.length, declared.residents),
    refunded: done(left.fen, sum(balances), declared.balancesFen),
  }
}
