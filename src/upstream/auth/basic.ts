import { signWithHeader, staticAuth, type Auth } from './auth.ts'

/** User and password in `Authorization: Basic`, as UTF-8 (RFC 7617, section 2). */
export const basic = (user: string, password: string): Auth => {
  if (user.includes(':'))
    throw new TypeError('The user of basic authentication holds a colon, which would end it there.')
  const pair = Buffer.from(`${user}:${password}`, 'utf8').toString('base64')
  return staticAuth(['basic', user, password], signWithHeader('authorization', `Basic ${pair}`))
}
