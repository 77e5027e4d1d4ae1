import type { StripeDesk } from '../rows.ts'
import { toSearchQuery } from '../search-query.ts'
import type { StripeTypes } from './types.ts'

const addFilter = (builder: StripeDesk['builder']) =>
  builder.inputType('StripeMetadataFilter', {
    description: 'A key and the value that it must have.',
    fields: (t) => ({
      key: t.string({ required: true, description: 'The key, exactly.' }),
      value: t.string({ required: true, description: 'The value, exactly.' }),
    }),
  })

/** Adds the search over customers. */
export const addCustomerSearch = ({ builder, query, page }: StripeDesk, types: StripeTypes): void => {
  const MetadataFilter = addFilter(builder)
  query((t) => ({
    searchCustomers: t.pages(page.searchCustomers, {
      description:
        'Customers by what they have; all arguments have to fit. Stripe’s search runs up to a minute behind, so what was just written may be missing.',
      type: types.customer,
      args: {
        query: t.arg.string({
          description:
            'Stripe’s own search language, instead of the other arguments: `email:"ada@example.com" OR name~"ada"`.',
        }),
        email: t.arg({ type: 'EmailAddress', description: 'This address, whatever its capitals.' }),
        name: t.arg.string({ description: 'A part of the name, at least 3 characters.' }),
        phone: t.arg({ type: 'PhoneNumber', description: 'This phone number.' }),
        metadata: t.arg({ type: [MetadataFilter], description: 'All of these entries.' }),
      },
      with: (_, search) => ({ query: toSearchQuery(search) }),
    }),
  }))
}
