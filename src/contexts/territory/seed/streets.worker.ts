import { Moved, serveCalls } from '../../../platform/threads/index.ts'
import { storedForm } from '../streets/store.ts'
import { demoPopulation } from './population.ts'
import { demoStreets } from './streets.ts'

serveCalls({
  invent: () => {
    const streets = demoStreets(demoPopulation())
    const stored = storedForm(streets)
    return new Moved({ streets, stored }, [stored.encoded.buffer as ArrayBuffer])
  },
})
