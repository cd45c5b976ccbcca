/**
 * Lets what many ask for at the same moment be done together: `work` gets a list and answers in its order. What is asked for while all lanes
 * are busy waits for the next list, so lists grow with the rush and nobody waits when there is none. Nothing that was asked for after a
 * list began is ever part of it.
 *
 * @param options.most items to a list at most
 * @param options.lanes lists under way at the same time
 */
export function gather<Item, Answer>(
  work: (items: Item[]) => Promise<readonly Answer[]>,
  { most, lanes }: { most: number; lanes: number },
): (item: Item) => Promise<Answer> {
  type Waiting = { item: Item; done(answer: Answer): void; failed(error: unknown): void }
  const queue: Waiting[] = []
  let busy = 0
  let due = false

  const look = () => {
    if (due || busy >= lanes || queue.length === 0) return
    due = true
    // Whoever asks in the same turn of the event loop comes along.
    setImmediate(() => {
      due = false
      if (busy >= lanes || queue.length === 0) return
      busy++
      void run(queue.splice(0, most))
      look()
    })
  }
  const run = async (list: Waiting[]) => {
    try {
      const answers = await work(list.map((each) => each.item))
      list.forEach((each, i) => {
        each.done(answers[i]!)
      })
    } catch (error) {
      for (const each of list) each.failed(error)
    } finally {
      busy--
      look()
    }
  }
  return (item) =>
    new Promise<Answer>((done, failed) => {
      queue.push({ item, done, failed })
      look()
    })
}
