import type { GraphiQLPlugin } from '@graphiql/react'
import { HISTORY_PLUGIN } from 'graphiql'

/** The panels beside the documentation, in the order of their icons; a panel of our own is one file in plugins/. */
export const PLUGINS: GraphiQLPlugin[] = [HISTORY_PLUGIN]
