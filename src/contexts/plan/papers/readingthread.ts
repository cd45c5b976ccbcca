import { parentPort, workerData } from 'node:worker_threads'
import { readPlan } from '../../../engines/plantext/index.ts'

parentPort?.postMessage(readPlan(workerData as string))
