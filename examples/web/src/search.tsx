import type { ReactNode, SubmitEvent } from 'react'

/** The field for an address. */
export const Search = (props: { readonly email: string; readonly search: (email: string) => void }): ReactNode => {
  const submit = (event: SubmitEvent<HTMLFormElement>): void => {
    event.preventDefault()
    const email = new FormData(event.currentTarget).get('email')
    if (typeof email === 'string') props.search(email.trim())
  }
  return (
    <form role="search" onSubmit={submit}>
      <label htmlFor="email">E-mail address</label>
      <div className="row">
        <input
          id="email"
          name="email"
          type="email"
          required
          autoComplete="off"
          spellCheck={false}
          placeholder="ada@example.com"
          defaultValue={props.email}
        />
        <button type="submit">Look up</button>
      </div>
    </form>
  )
}
