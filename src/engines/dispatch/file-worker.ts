import { parentPort, workerData } from 'node:worker_threads'
import { type FileOptions, planFile } from './file.ts'

/** What one of several planning threads is given; `passed` seconds are gone already. */
export type FileOrder = { text: string; options: FileOptions; passed: number }

const { text, options, passed }: FileOrder = workerData
parentPort!.postMessage(planFile(text, { ...options, seconds: options.seconds - passed }))
