import { useSyncExternalStore } from 'react'
import type { FieldState } from './model.ts'
import { fieldState, onField } from './store.ts'

/** What the field app holds, as React state. */
export const useField = (): FieldState => useSyncExternalStore(onField, fieldState)
