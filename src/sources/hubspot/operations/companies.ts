import { read, write } from '../../../kit/index.ts'
import { COMPANY, GITHUB_LOGIN, propertiesOf } from '../property-fields.ts'
import { Written } from '../shapes.ts'
import { OBJECTS } from '../version.ts'
import { byDomain } from './by-domain.ts'
import { byId, byProperty, created, FRESH, listed, one, searched, updated, upserted } from './objects.ts'

const properties = propertiesOf(COMPANY)

/** Every call about companies, by name. */
export const companies = {
  company: read(`POST ${OBJECTS}/companies/batch/read`, {
    ...byId(properties),
    cache: { ttlMs: FRESH.object, tags: ['company:{key}'] },
  }),
  companiesByDomain: read(`POST ${OBJECTS}/companies/search`, {
    ...byDomain([...properties, GITHUB_LOGIN]),
    cache: { ttlMs: FRESH.object, tags: ['companies'] },
  }),
  companyProperty: read(`POST ${OBJECTS}/companies/batch/read`, {
    ...byProperty(),
    cache: { ttlMs: FRESH.object, tags: ['companies'] },
  }),
  companies: read(`GET ${OBJECTS}/companies`, {
    ...listed(properties),
    cache: { ttlMs: FRESH.list, tags: ['companies'] },
  }),
  searchCompanies: read(`POST ${OBJECTS}/companies/search`, {
    ...searched(properties),
    cache: { ttlMs: FRESH.list, tags: ['companies'] },
  }),
  createCompany: write(`POST ${OBJECTS}/companies`, {
    body: one,
    answer: Written,
    idempotency: 'none',
    forgets: ['companies'],
  }),
  updateCompany: write(`PATCH ${OBJECTS}/companies/{id}`, {
    body: one,
    answer: Written,
    idempotency: 'natural',
    forgets: ['companies', 'company:{id}'],
  }),
  createCompanies: write(`POST ${OBJECTS}/companies/batch/create`, {
    ...created,
    idempotency: 'none',
    forgets: ['companies'],
  }),
  updateCompanies: write(`POST ${OBJECTS}/companies/batch/update`, {
    ...updated,
    idempotency: 'natural',
    forgets: ['companies', 'company:{answer.ids}'],
  }),
  upsertCompanies: write(`POST ${OBJECTS}/companies/batch/upsert`, {
    ...upserted,
    idempotency: 'natural',
    forgets: ['companies', 'company:{answer.ids}'],
  }),
} as const
