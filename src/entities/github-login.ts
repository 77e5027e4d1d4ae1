/** GitHub's own rule, and the underscore that logins of managed users have. */
const LOGIN = /^[a-z\d](?:[a-z\d_-]{0,99})$/

/** A login as somebody noted it: `@Ada` and `https://github.com/ada` are `ada`; null for what is none. */
export const toLogin = (noted: string | null | undefined): string | null => {
  const text = (noted ?? '')
    .trim()
    .toLowerCase()
    .replace(/^(https?:\/\/)?(www\.)?github\.com\//, '')
    .replace(/^@/, '')
    .replace(/\/$/, '')
  return LOGIN.test(text) ? text : null
}
