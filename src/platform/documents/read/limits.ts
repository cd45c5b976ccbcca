/** What a file may cost us. Reading runs in its own thread; the thread is ended when it goes over time or memory. */
export const LIMITS = {
  /** Bytes of a file as it arrives. */
  bytes: 20 * 1024 * 1024,
  /** Parts inside a zip container. */
  zipEntries: 5_000,
  /** Bytes all the parts we open may inflate to, and the declared total from which a container is a bomb. */
  inflated: 384 * 1024 * 1024,
  /** Beyond `ratioFrom` bytes, how many times larger than its compressed form a part may be. */
  ratio: 250,
  ratioFrom: 24 * 1024 * 1024,
  /** Characters of a paper: some five hundred thousand lines. */
  characters: 12_000_000,
  pages: 2_000,
  tableRows: 200_000,
  columns: 1_000,
  cells: 6_000_000,
  /** Files read at the same time, each in its own thread. */
  threads: 2,
  /** Milliseconds a thread may take. */
  time: 60_000,
  /** Megabytes of objects a thread may hold, and bytes the whole process may grow by while it reads. */
  heapMegabytes: 1_024,
  growth: 1_536 * 1024 * 1024,
}
