/** Fen of a price typed in yuan; null where nothing is typed. */
export const fenOf = (yuan: string): number | null => (yuan.trim() === '' ? null : Math.round(Number(yuan) * 100))
