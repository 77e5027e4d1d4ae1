import { rows, z } from '../../kit/index.ts'
import { File, MAX_ROWS, ok, type FileRow } from './shapes.ts'

interface FileList {
  readonly files: readonly FileRow[]
  readonly paging: { readonly page: number; readonly pages: number; readonly total: number }
}

const next = ({ paging }: FileList): string => (paging.page < paging.pages ? String(paging.page + 1) : '')

/** Files are listed by page number, unlike everything else (https://docs.slack.dev/reference/methods/files.list). */
export const filePages = {
  query: {
    page: z.int().min(1).optional(),
    count: z.int().min(1).max(1000).optional(),
    channel: z.string().optional(),
    user: z.string().optional(),
    types: z.string().optional(),
  },
  answer: z.object({ ok, files: rows(File), paging: z.object({ page: z.int(), pages: z.int(), total: z.int() }) }),
  pages: {
    after: 'page',
    size: 'count',
    max: MAX_ROWS,
    numbered: true,
    items: ({ files }: FileList) => files,
    next,
    total: ({ paging }: FileList) => paging.total,
  },
} as const
