import type { InputFields } from '../../../kit/index.ts'
import type { StripeDesk } from '../rows.ts'
import type { StripeTypes } from './types.ts'
import { toAddress, toMetadata, type Inputs } from './inputs.ts'

const customerFields = (t: InputFields, inputs: Inputs) => ({
  name: t.string({ description: 'Full name, or the name of the firm.' }),
  email: t.field({ type: 'EmailAddress', description: 'E-mail address.' }),
  phone: t.field({ type: 'PhoneNumber', description: 'Phone number.' }),
  description: t.string({ description: 'A note for your own people.' }),
  address: t.field({ type: inputs.address, description: 'Where the customer lives or sits.' }),
  metadata: t.field({ type: [inputs.metadata], description: 'What your systems want to note.' }),
})

/** Adds the mutations of customers. */
export const addCustomerWrites = ({ mutation, call }: StripeDesk, types: StripeTypes, inputs: Inputs): void =>
  mutation((t) => ({
    createCustomer: t.write(call.createCustomer, {
      description: 'Creates a customer. Stripe allows several with one e-mail address.',
      type: types.customer,
      input: (i) => customerFields(i, inputs),
      with: ({ name, email, phone, description, address, metadata }) => ({
        name: name ?? undefined,
        email: email ?? undefined,
        phone: phone ?? undefined,
        description: description ?? undefined,
        address: address ? toAddress(address) : undefined,
        metadata: toMetadata(metadata),
      }),
    }),
    updateCustomer: t.write(call.updateCustomer, {
      description: 'Changes what is sent of a customer; null takes a value away, what is left out stays.',
      type: types.customer,
      input: (i) => ({
        id: i.id({ required: true, description: 'Stripe’s id (`cus_…`) or a global id.' }),
        ...customerFields(i, inputs),
      }),
      ids: { id: 'StripeCustomer' },
      with: ({ id, address, metadata, name, email, phone, description }) => ({
        id,
        name,
        email,
        phone,
        description,
        address: address === undefined ? undefined : toAddress(address),
        metadata: toMetadata(metadata),
      }),
    }),
  }))
