import { useEffect, useState } from 'react'
import { PersonDocument, type PersonQuery } from './graphql/graphql.ts'
import { ask, type Answer } from './headwaters.ts'

/** How far the question after a person has come. */
export type Asked =
  | { readonly is: 'idle' }
  | { readonly is: 'loading'; readonly email: string }
  | { readonly is: 'answered'; readonly email: string; readonly answer: Answer<PersonQuery> }
  | { readonly is: 'failed'; readonly email: string; readonly error: Error }

const toError = (thrown: unknown): Error => (thrown instanceof Error ? thrown : new Error(String(thrown)))

/** Asks for the person with an address, again with each `attempt`. A question that is no longer wanted is taken back. */
export const usePerson = (email: string | null, attempt: number): Asked => {
  const [asked, setAsked] = useState<Asked>({ is: 'idle' })
  useEffect(() => {
    if (email === null) return setAsked({ is: 'idle' })
    const leaving = new AbortController()
    setAsked({ is: 'loading', email })
    ask(PersonDocument, { email }, leaving.signal).then(
      (answer) => setAsked({ is: 'answered', email, answer }),
      (thrown: unknown) => {
        if (!leaving.signal.aborted) setAsked({ is: 'failed', email, error: toError(thrown) })
      },
    )
    return () => leaving.abort()
  }, [email, attempt])
  return asked
}
