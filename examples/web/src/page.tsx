import { useEffect, useState, type ReactNode } from 'react'
import { Person, Waiting } from './person.tsx'
import { Search } from './search.tsx'
import { usePerson, type Asked } from './use-person.ts'

const readAddress = (): string | null => new URLSearchParams(window.location.search).get('email')

/** The e-mail address in the page's own address, so that a person can be linked to, and "back" goes back. */
const useAddress = (): readonly [string | null, (email: string) => void] => {
  const [email, setEmail] = useState(readAddress)
  useEffect(() => {
    const follow = (): void => setEmail(readAddress())
    window.addEventListener('popstate', follow)
    return () => window.removeEventListener('popstate', follow)
  }, [])
  const go = (next: string): void => {
    window.history.pushState(null, '', `?${new URLSearchParams({ email: next })}`)
    setEmail(next)
  }
  return [email, go]
}

const Failed = ({ error, again }: { readonly error: Error; readonly again: () => void }): ReactNode => (
  <section className="failed" role="alert">
    <h2>No answer</h2>
    <p>{error instanceof TypeError ? 'The server cannot be reached.' : error.message}</p>
    <button type="button" onClick={again}>
      Try again
    </button>
  </section>
)

const Outcome = ({ asked, again }: { readonly asked: Asked; readonly again: () => void }): ReactNode => {
  switch (asked.is) {
    case 'idle':
      return <p className="hint">Type an address to see what each vendor knows about a person.</p>
    case 'loading':
      return <Waiting email={asked.email} />
    case 'failed':
      return <Failed error={asked.error} again={again} />
    case 'answered':
      return <Person email={asked.email} answer={asked.answer} again={again} />
  }
}

const sayAloud = (asked: Asked): string => {
  if (asked.is === 'loading') return `Looking for ${asked.email}`
  return asked.is === 'answered' ? `Here is ${asked.email}` : ''
}

/** One person as all vendors know them. */
export const Page = (): ReactNode => {
  const [email, go] = useAddress()
  const [attempt, setAttempt] = useState(0)
  const again = (): void => setAttempt((count) => count + 1)
  const asked = usePerson(email, attempt)
  const search = (next: string): void => {
    go(next)
    again()
  }
  return (
    <>
      <header className="top">
        <h1>Who is this?</h1>
        <Search key={email} email={email ?? ''} search={search} />
      </header>
      <main>
        <p className="aloud" role="status">
          {sayAloud(asked)}
        </p>
        <Outcome asked={asked} again={again} />
      </main>
    </>
  )
}
